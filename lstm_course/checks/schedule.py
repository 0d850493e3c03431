"""Choose the recall questions of a chapter.

Intervals grow with each right answer in a row, and a miss starts again: the
expanding schedule of Landauer & Bjork (1978).
"""

from datetime import UTC, datetime, timedelta

DAYS = (1, 3, 7, 16, 35, 80)
QUESTIONS = 3


def choose(chapters, history, now=None):
    """Return up to three questions, and why each is asked.

    `chapters` holds a tuple of questions for each earlier chapter, in the
    order of the course. `history` maps the id of a question to its answers,
    oldest first, each with `right` and `at`. One question is on the last
    chapter, one on an earlier one, one was missed before; what does not
    exist is filled from the rest. Returns pairs (question, reason).
    """
    now = now or datetime.now(UTC)

    def ranked(questions):
        return sorted(questions, key=lambda q: _rank(history, q, now))

    every = [q for chapter in reversed(chapters) for q in chapter]
    missed = [q for q in every if _missed(history.get(q.id, ()))]
    last = chapters[-1] if chapters else ()
    earlier = [q for q in every if q not in last]
    chosen = {}
    _take(chosen, ranked(missed), "missed before")
    _take(chosen, ranked(last), "the last chapter")
    _take(chosen, ranked(earlier), "an earlier chapter")
    for question in ranked(every):
        if len(chosen) < QUESTIONS:
            where = "the last chapter" if question in last else None
            chosen.setdefault(question, where or "an earlier chapter")
    order = ("the last chapter", "an earlier chapter", "missed before")
    return sorted(chosen.items(), key=lambda pair: order.index(pair[1]))


def due(answers):
    """Return when a question is due again, after its answers."""
    run = 0
    for answer in reversed(answers):
        if not answer["right"]:
            break
        run += 1
    last = datetime.fromisoformat(answers[-1]["at"])
    if last.tzinfo is None:
        last = last.replace(tzinfo=UTC)
    if run == 0:
        return last
    return last + timedelta(days=DAYS[min(run, len(DAYS)) - 1])


def _take(chosen, questions, reason):
    for question in questions:
        if question not in chosen:
            chosen[question] = reason
            return


def _missed(answers):
    return bool(answers) and not answers[-1]["right"]


def _rank(history, question, now):
    """Order: what is due, longest overdue first; new; what is not due."""
    answers = history.get(question.id, ())
    if not answers:
        return 1, 0.0
    overdue = (now - due(answers)).total_seconds()
    return (0 if overdue >= 0 else 2), -overdue

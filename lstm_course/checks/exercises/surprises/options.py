"""Choose what an LSTM is to give back, and foresee its shapes."""

from lstm_course.checks.entries import anything, entries, one_of
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise

_CHOICES = ("last", "sequence", "last + states", "sequence + states")
_JOBS = ("classify", "tag", "lower", "encoder", "chunks")


def choose_returns():
    """Return what the LSTM of each job should give back, and two shapes.

    Each of the first five is "last" (Keras's default), "sequence"
    (return_sequences=True), "last + states" (return_state=True) or
    "sequence + states" (both): as little as the job needs.

    "classify": a Dense layer on top says one class for each sequence
    "tag":      a Dense layer on top says one class for each step
    "lower":    the lower of two LSTMs in a stack; the upper one classifies
    "encoder":  another LSTM starts from what this one holds at its end
    "chunks":   a stream is read in parts, the next part goes on where this
                one ended, and every step has an answer

    "shape of both":  the shape that Bidirectional(LSTM(16,
                      return_sequences=True)) makes of (8, 50, 3)
    "parts of both":  how many tensors Bidirectional(LSTM(16,
                      return_state=True)) gives back
    """
    return {
        "classify": "last",
        "tag": "sequence",
        "lower": "sequence",
        "encoder": "last + states",
        "chunks": "sequence + states",
        "shape of both": (8, 50, 32),
        "parts of both": 5,
    }


_KINDS = {
    **dict.fromkeys(_JOBS, one_of(*_CHOICES)),
    "shape of both": anything(),
    "parts of both": anything(),
}


_SAYS = {
    "classify": {
        "sequence": (
            "With return_sequences=True the Dense layer answers at every "
            "step, 50 classes for a sequence of 50. Asked for is one."
        ),
        "last + states": (
            "The Dense layer takes one tensor. The states would be two "
            "more, and the first output is h already."
        ),
        "sequence + states": (
            "One class for each sequence needs one vector for each sequence."
        ),
    },
    "tag": {
        "last": (
            "The default gives one vector for a sequence, so there would be "
            "one answer. An answer for every step needs h of every step."
        ),
        "last + states": (
            "That is h once more and the last c: still one step. An answer "
            "for every step needs h of every step."
        ),
        "sequence + states": (
            "h of every step is right. The states at the end are of no use "
            "here: nothing goes on from them."
        ),
    },
    "lower": {
        "last": (
            "The upper LSTM reads a sequence, (batch, time, features). The "
            "default gives (batch, units), and Keras will say expected "
            "ndim=3, found ndim=2."
        ),
        "last + states": (
            "The upper LSTM reads a sequence. States of the last step are "
            "none."
        ),
        "sequence + states": (
            "h of every step is right. The upper LSTM has states of its own; "
            "those of the lower one are of no use to it."
        ),
    },
    "encoder": {
        "last": (
            "The default gives h alone. What an LSTM holds is h *and* c, "
            "and most of it is in c."
        ),
        "sequence": (
            "That is h of every step, and no c at all. What an LSTM holds at "
            "its end is h and c."
        ),
        "sequence + states": (
            "It would work. But nothing here reads the outputs of every "
            "step: as little as the job needs."
        ),
    },
    "chunks": {
        "last": (
            "Two things are missing: h of every step for the answers, and "
            "the states for the next part."
        ),
        "sequence": (
            "The answers would be there. But the next part needs c as well "
            "as h, and the outputs are h alone."
        ),
        "last + states": (
            "The next part could go on. But every step has an answer, so h "
            "of every step is needed."
        ),
    },
}


def _job(job):
    """Make the test of one of the five choices."""
    return lambda value: _SAYS[job].get(value[job])


def _shape(value):
    got = value["shape of both"]
    try:
        got = tuple(int(size) for size in got)
    except (TypeError, ValueError):
        return f'"shape of both" should be a tuple of numbers, got {got!r}.'
    if got == (8, 50, 32):
        return None
    if got == (8, 50, 16):
        return (
            "Two layers of 16 units read the sequence, one from each end, "
            "and their outputs stand side by side."
        )
    if got in ((8, 32), (8, 16)):
        return (
            "return_sequences=True keeps the time axis: there is an output "
            "for each of the 50 steps."
        )
    if got == (8, 100, 16):
        return (
            "The two halves are joined along the features, not along time: "
            "step t has what was said at t in both directions."
        )
    if got == (8, 50, 64):
        return (
            "An LSTM has four blocks inside and says one of them: 16 "
            "numbers a step for each direction."
        )
    return (
        f"{got} is not what comes out. Two layers of 16 units, side by side, "
        "at each of 50 steps, for each of 8 sequences."
    )


def _parts(value):
    got = value["parts of both"]
    if got == 5 and not isinstance(got, bool):
        return None
    if got == 3:
        return (
            "Three would be one LSTM: output, h, c. Here two layers have an "
            "h and a c each."
        )
    if got == 4:
        return (
            "Four states is right, two for each direction. The output comes "
            "on top, as the first."
        )
    if got == 6:
        return (
            "The two outputs are joined into one tensor. The states are "
            "not: each direction has its own h and c."
        )
    return (
        f"Not {got!r}: count the output, joined into one, and then h and c "
        "of each direction."
    )


def _but(**changed):
    """Return the right answer with entries changed; _ stands for a space."""
    changed = {name.replace("_", " "): new for name, new in changed.items()}
    return lambda: {**choose_returns(), **changed}


CHOOSE_RETURNS = ValueExercise(
    solution=choose_returns,
    hints=(
        "Ask of each job: who reads this layer's output, and is it one "
        "vector for a sequence or one for each step that they need?",
        "The states are needed when somebody goes on from where this layer "
        "ended. An LSTM's state is two tensors, and c is in no output.",
        "Bidirectional holds two layers. By default it sets their outputs "
        "side by side, along the last axis; it cannot do so with states.",
    ),
    rules=(
        entries(_KINDS),
        *(Rule(job, _job(job)) for job in _JOBS),
        Rule("shape", _shape),
        Rule("parts", _parts),
    ),
    mistakes=(
        Mistake("entries", "", lambda: ["last", "sequence"]),
        Mistake("entries", "", lambda: {"classify": "last"}),
        Mistake("entries", "", _but(tag="all")),
        *(
            Mistake(job, "", _but(**{job: choice}))
            for job in _JOBS
            for choice in _SAYS[job]
        ),
        Mistake("shape", "", _but(shape_of_both=(8, 50, 16))),
        Mistake("shape", "", _but(shape_of_both=(8, 32))),
        Mistake("shape", "", _but(shape_of_both=(8, 100, 16))),
        Mistake("shape", "", _but(shape_of_both=(8, 50, 64))),
        Mistake("shape", "", _but(shape_of_both=32)),
        Mistake("shape", "", _but(shape_of_both=(50, 8, 32))),
        Mistake("parts", "", _but(parts_of_both=3)),
        Mistake("parts", "", _but(parts_of_both=4)),
        Mistake("parts", "", _but(parts_of_both=6)),
        Mistake("parts", "", _but(parts_of_both=2)),
    ),
    tried="five jobs, a shape and a count",
)

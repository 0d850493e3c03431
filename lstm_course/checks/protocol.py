"""Rules for the protocol of an experiment, an answer that is a dictionary."""

from collections.abc import Iterable

from lstm_course.checks import words
from lstm_course.checks.entries import Kind
from lstm_course.checks.exercise import Rule


def listed(value):
    """Return a list of what is there, of one thing if it is no list."""
    if isinstance(value, (str, dict)) or not isinstance(value, Iterable):
        return [value]
    return list(value)


def some_of(knobs):
    """Return the Kind of a list of knobs, or of one."""
    return Kind(
        f"a list out of {_quoted(knobs)}",
        lambda got: all(
            isinstance(k, str) and k in knobs for k in listed(got)
        ),
    )


def one_thing(knobs, ask):
    """Return the Rule that "vary" is one knob; `ask` is what two leave."""

    def test(value):
        vary = listed(value["vary"])
        if len(vary) > 1:
            return f"You vary {len(vary)} things at once. {ask}"
        if not vary or not some_of(knobs).holds(vary):
            return (
                f'"vary" should be one of {_quoted(knobs)}, got '
                f"{value['vary']!r}."
            )
        return None

    return Rule("two-at-once", test)


def right_thing(replies):
    """Return the Rule that "vary" is not one of those with a reply."""
    return Rule(
        "wrong-knob", lambda value: replies.get(listed(value["vary"])[0])
    )


def _quoted(knobs):
    return words.join(f'"{knob}"' for knob in knobs)

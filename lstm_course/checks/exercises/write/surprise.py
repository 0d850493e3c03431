"""Read, from the surprise alone, what kind of text a model is reading."""

from lstm_course.checks.entries import entries, one_of, whole
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise

HIDDEN = {
    "A": "Gallia est omnis divisa in partes tres, unam",
    "B": "The ladies were silent for some time, and then",
    "C": "The ladjes were silent for some time, and then",
}
"""What the three traces of the chapter are made from."""

_TRACES = "usual", "misprint", "latin"
_KINDS = {**dict.fromkeys(_TRACES, one_of(*HIDDEN)), "step": whole()}
_STEP = 8


def read_surprise():
    """Return which trace belongs to which text, and where the misprint is.

    "usual" is the trace ("A", "B" or "C") of a sentence as it might stand
    in the novel, "misprint" that of the same sentence with one wrong
    letter, "latin" that of a Latin sentence; "step" is the number of the
    wrong letter in its trace, counted from 1.
    """
    return {"usual": "B", "misprint": "C", "latin": "A", "step": 8}


def _each_once(value):
    if len({value[key] for key in _TRACES}) < len(_TRACES):
        return "Each of the three traces belongs to another text."
    return None


def _latin(value):
    if value["latin"] == "A":
        return None
    return (
        f"In {value['latin']} most bars are short. In a language that the "
        "model never read, it is surprised again and again, within words "
        "too: look for many long bars."
    )


def _misprint(value):
    if value["misprint"] == "C":
        return None
    return (
        "Before one bar B and C are the same; after it one of the two is "
        "unsettled for a while. A wrong letter cannot be guessed: its bar "
        "towers over all others."
    )


def _step(value):
    got = value["step"]
    if got == _STEP:
        return None
    if got == _STEP - 1:
        return (
            f"{got} is one too early. Count from 1: the first bar is step 1."
        )
    if got == _STEP + 1:
        return (
            f"{got} is the letter after the misprint. The surprise is at the "
            "wrong letter itself."
        )
    if got == 1:
        return (
            "The first letter of a sentence always surprises, in B as much "
            "as in C. Look for what is in C alone."
        )
    return (
        f"At step {got} B and C differ little, or only because of something "
        "earlier. Where do they differ first?"
    )


READ_SURPRISE = ValueExercise(
    solution=read_surprise,
    hints=(
        "Two of the traces are nearly the same. Which one is different all "
        "over?",
        "The first letter of a word is hard to guess in any text. Within a "
        "word of English a long bar means that something is wrong.",
    ),
    rules=(
        entries(_KINDS),
        Rule("twice", _each_once),
        Rule("latin", _latin),
        Rule("misprint", _misprint),
        Rule("step", _step),
    ),
    mistakes=(
        Mistake("entries", "", lambda: ("B", "C", "A", 8)),
        Mistake("entries", "", lambda: {"usual": "B", "misprint": "C"}),
        Mistake("entries", "", lambda: {**read_surprise(), "usual": "D"}),
        Mistake("entries", "", lambda: {**read_surprise(), "step": "8"}),
        Mistake("twice", "", lambda: {**read_surprise(), "usual": "C"}),
        Mistake(
            "latin",
            "",
            lambda: {"usual": "A", "misprint": "C", "latin": "B", "step": 8},
        ),
        Mistake(
            "misprint",
            "",
            lambda: {"usual": "C", "misprint": "B", "latin": "A", "step": 8},
        ),
        Mistake("step", "", lambda: {**read_surprise(), "step": 7}),
        Mistake("step", "", lambda: {**read_surprise(), "step": 9}),
        Mistake("step", "", lambda: {**read_surprise(), "step": 1}),
        Mistake("step", "", lambda: {**read_surprise(), "step": 24}),
    ),
    tried="three traces, and the place of a misprint",
)

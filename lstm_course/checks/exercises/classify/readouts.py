"""What the last state and the pooled states make of one trace, by hand."""

from lstm_course.checks.entries import entries, number
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise

_KEYS = (
    "last",
    "mean",
    "largest",
    "mean without mask",
    "direct, last",
    "direct, mean",
)


def readouts_by_hand():
    """Return what a classifier reads from one unit, and by which path.

    An utterance of four steps stands in a batch as long as six. The outputs
    are 0.1, 0.9, 0.5, 0.3 | 0.3, 0.3: the last two are padding, where under a
    mask the layer repeats itself.

    "last":    what is read from the last step of the array
    "mean":    the mean over the steps that count
    "largest": the largest over the steps that count
    "mean without mask": the mean over all six
    "direct, last": how much what is read changes *directly* with the output
        at the second step, the later ones held fixed, when the last is read
    "direct, mean": the same, when the mean over the steps that count is read
    """
    return {
        "last": 0.3,
        "mean": 0.45,
        "largest": 0.9,
        "mean without mask": 0.4,
        "direct, last": 0.0,
        "direct, mean": 0.25,
    }


_SAYS = {
    "last": {
        0.0: (
            "Padded steps hold zeros in the *input*. What the layer puts out "
            "there is its last output, again."
        ),
        0.5: "0.5 is the output of the third step. The fourth counts, too.",
        0.1: "0.1 is the first step.",
    },
    "mean": {
        0.4: "0.4 is the mean over all six. Two of them are padding.",
        0.3: "You divided the sum of four outputs by six.",
        0.6: "You added six outputs and divided by four.",
        1.8: "1.8 is the sum. Divide it by the number of steps, 4.",
    },
    "largest": {
        0.3: "0.3 is the last. Which step has the largest output?",
        2.0: "Asked for is the largest output, not the step that has it.",
        1.0: "Asked for is the largest output, not the step that has it.",
    },
    "mean without mask": {
        0.45: "That is the mean with the mask. Here all six are averaged.",
        0.3: (
            "You put zeros at the padded steps. The layer repeats 0.3 there, "
            "and the mean goes over six outputs."
        ),
        0.6: "The sum is 2.4. Divide it by six.",
    },
    "direct, last": {
        1.0: (
            "The second output is not the one that is read. It acts on the "
            "last one through the recurrence, which is held fixed here."
        ),
        0.25: "Only one of the outputs is read here, and it is the last.",
    },
    "direct, mean": {
        0.0: "The second output is one of the four in the mean.",
        1.0: "One of four: if it grows by 1, the mean grows by less.",
        0.45: (
            "That is the mean itself. Let the second output grow by 1: by "
            "how much does the mean grow?"
        ),
        1 / 6: "Six steps are in the array; four count.",
        0.9: (
            "0.9 is the output. By how much does the mean grow when it grows "
            "by 1?"
        ),
    },
}
_ASK = {
    "last": "What stands at the end of the array?",
    "mean": "Add the four outputs that count, and divide by four.",
    "largest": "Compare the four outputs that count.",
    "mean without mask": "Add all six, and divide by six.",
    "direct, last": "Is the second output read at all?",
    "direct, mean": "The mean is a quarter of each of four outputs.",
}
_RIGHT = readouts_by_hand()


def _entry(key):
    """Make the test of one of the numbers."""

    def test(value):
        got = value[key]
        if abs(got - _RIGHT[key]) < 5e-3:
            return None
        for wrong, says in _SAYS[key].items():
            if abs(got - wrong) < 5e-3:
                return says
        return f"{key}: not {got:g}. {_ASK[key]}"

    return test


def _but(key, wrong):
    return lambda: {**_RIGHT, key: wrong}


def _wrong():
    """Return a Mistake for every wrong number that has a sentence."""
    known = [(key, wrong) for key, says in _SAYS.items() for wrong in says]
    known += [(key, 7.5) for key in _KEYS]
    return [Mistake(key, "", _but(key, wrong)) for key, wrong in known]


READOUTS_BY_HAND = ValueExercise(
    solution=readouts_by_hand,
    hints=(
        "The last step of the array is padding, and under a mask the layer "
        "repeats there what it put out at step four.",
        "Over the steps that count the sum is 0.1 + 0.9 + 0.5 + 0.3 = 1.8; "
        "over all six it is 2.4.",
        "Of four numbers with a mean, let one grow by 1: their sum grows by "
        "1, their mean by a quarter of it.",
    ),
    rules=(
        entries(dict.fromkeys(_KEYS, number())),
        *(Rule(key, _entry(key)) for key in _KEYS),
    ),
    mistakes=(
        Mistake("entries", "", lambda: 0.3),
        Mistake("entries", "", lambda: {"last": 0.3}),
        Mistake("entries", "", _but("mean", "a half")),
        *_wrong(),
    ),
    tried="six numbers",
)

"""Count the weights of the recurrent layers by hand."""

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def count_weights(features, units):
    """Return how many weights each layer has, as a dictionary.

    "gru_before" is the GRU with reset_after=False, "gru_after" the one with
    reset_after=True; "coupled" is the LSTM with f = 1 - i.
    """
    box = features * units + units * units + units  # a W, a U and a b
    return {
        "rnn": box,
        "coupled": 3 * box,
        "gru_before": 3 * box,
        "gru_after": 3 * box + 3 * units,  # a second row of biases
        "lstm": 4 * box,
        "peephole": 4 * box + 3 * units,  # from c to i, f and o
    }


def _count_weights_given(features, units):
    """Return how many weights each layer has, as a dictionary.

    "gru_before" is the GRU with reset_after=False, "gru_after" the one with
    reset_after=True; "coupled" is the LSTM with f = 1 - i.
    """
    return {
        "rnn": ...,
        "coupled": ...,
        "gru_before": ...,
        "gru_after": ...,
        "lstm": ...,
        "peephole": ...,
    }


_NAMES = ("rnn", "coupled", "gru_before", "gru_after", "lstm", "peephole")


def _cases(rng):
    sizes = ((1, 1), (3, 5), (10, 2), (1, 8), (28, 64))
    return [Case((m, n), f"features {m}, units {n}") for m, n in sizes]


def _box(m, n):
    return m * n + n * n + n


def _with_box(box):
    """Make the counts with another number of weights in a box."""

    def count(m, n):
        own, right = box(m, n), count_weights(m, n)
        boxes = {"rnn": 1, "lstm": 4, "peephole": 4}
        return {
            name: boxes.get(name, 3) * (own - _box(m, n)) + right[name]
            for name in _NAMES
        }

    return count


def _but(**changes):
    """Make the counts with some of them changed."""

    def count(m, n):
        found = count_weights(m, n)
        return found | {name: f(m, n) for name, f in changes.items()}

    return count


COUNT_WEIGHTS = FunctionExercise(
    solution=count_weights,
    given=_count_weights_given,
    hints=(
        "Begin with one box: W is (features, units), U is (units, units), b "
        "is (units,). The RNN is one box.",
        "Now count boxes. An LSTM has i, f, g, o. Which box does the coupled "
        "cell save? And which boxes has a GRU?",
        "What is left: the second row of biases of the GRU with "
        "reset_after, one more bias for each of its three boxes and each "
        "unit; and the peepholes, one number for each unit and each of the "
        "three gates that see c.",
    ),
    cases=_cases,
    outputs=tuple(Output(name, ()) for name in _NAMES),
    mistakes=(
        Mistake(
            "no-bias",
            "Each box has a bias for each of its units, too.",
            _with_box(lambda m, n: m * n + n * n),
        ),
        Mistake(
            "one-bias",
            "You count one bias for a box. There is one for each unit in it.",
            _with_box(lambda m, n: m * n + n * n + 1),
        ),
        Mistake(
            "no-U",
            "U is missing: each unit also hears all units, units · units "
            "weights in a box.",
            _with_box(lambda m, n: m * n + n),
        ),
        Mistake(
            "U-own-unit",
            "You give U one weight for each unit, as if a unit heard only "
            "itself. It hears every unit: U is a square.",
            _with_box(lambda m, n: m * n + n + n),
        ),
        Mistake(
            "no-W",
            "W is missing: each unit hears all features.",
            _with_box(lambda m, n: n * n + n),
        ),
        Mistake(
            "U-by-features",
            "You squared the features. U leads from units to units, W from "
            "features to units.",
            _with_box(lambda m, n: m * n + m * m + n),
        ),
        Mistake(
            "gru-four-boxes",
            "You give the GRU the four boxes of the LSTM. It has z, r and g.",
            _but(
                gru_before=lambda m, n: 4 * _box(m, n),
                gru_after=lambda m, n: 4 * _box(m, n) + 4 * n,
            ),
        ),
        Mistake(
            "gru-two-boxes",
            "A GRU has two gates, but three boxes: its candidate g has "
            "weights of its own.",
            _but(
                gru_before=lambda m, n: 2 * _box(m, n),
                gru_after=lambda m, n: 2 * _box(m, n) + 2 * n,
            ),
        ),
        Mistake(
            "lstm-three-boxes",
            "An LSTM has three gates, but four boxes: its candidate g has "
            "weights of its own.",
            _but(
                lstm=lambda m, n: 3 * _box(m, n),
                peephole=lambda m, n: 3 * _box(m, n) + 3 * n,
            ),
        ),
        Mistake(
            "coupled-four-boxes",
            "The coupled cell computes f as 1 − i. There is no box for it.",
            _but(coupled=lambda m, n: 4 * _box(m, n)),
        ),
        Mistake(
            "coupled-two-boxes",
            "The coupled cell saves one box of the LSTM's four: i, g and o "
            "are left.",
            _but(coupled=lambda m, n: 2 * _box(m, n)),
        ),
        Mistake(
            "one-row",
            "The GRU with reset_after has two rows of biases: one for x W, "
            "one for h U.",
            _but(gru_after=lambda m, n: 3 * _box(m, n)),
        ),
        Mistake(
            "one-block-doubled",
            "You count a second bias for the candidate alone. That would be "
            "enough; but b is (2, 3 * units), and z and r have two as well.",
            _but(gru_after=lambda m, n: 3 * _box(m, n) + n),
        ),
        Mistake(
            "one-row-in-all",
            "You add 3 for the second row of biases, one for each box. There "
            "is one for each unit in each box.",
            _but(gru_after=lambda m, n: 3 * _box(m, n) + 3),
        ),
        Mistake(
            "rows-in-both",
            "Only with reset_after has b two rows. Without it one is enough.",
            _but(gru_before=lambda m, n: 3 * _box(m, n) + 3 * n),
        ),
        Mistake(
            "conventions-exchanged",
            "The two GRUs are exchanged: the second row of biases belongs "
            "to the one that resets *after* the product.",
            _but(
                gru_before=lambda m, n: 3 * _box(m, n) + 3 * n,
                gru_after=lambda m, n: 3 * _box(m, n),
            ),
        ),
        Mistake(
            "peephole-matrix",
            "You give each peephole a square matrix. A gate looks into the "
            "cell of its own unit alone: one number for each unit.",
            _but(peephole=lambda m, n: 4 * _box(m, n) + 3 * n * n),
        ),
        Mistake(
            "peephole-box",
            "You give each peephole a box of its own. It is added to the sum "
            "of a gate that is there already: one number for each unit.",
            _but(peephole=lambda m, n: 7 * _box(m, n)),
        ),
        Mistake(
            "peephole-four",
            "You count four peepholes for each unit. The candidate has "
            "none: only the three gates look into the cell.",
            _but(peephole=lambda m, n: 4 * _box(m, n) + 4 * n),
        ),
        Mistake(
            "peephole-one",
            "You count one peephole for each unit. Each of its three gates "
            "has one.",
            _but(peephole=lambda m, n: 4 * _box(m, n) + n),
        ),
        Mistake(
            "peephole-none",
            "Your peephole cell has the weights of an LSTM. The peepholes "
            "are weights, too.",
            _but(peephole=lambda m, n: 4 * _box(m, n)),
        ),
    ),
    tried="six layers in five sizes",
)

"""Write the chrono initialiser."""

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise


def chrono_bias(rng, units, longest):
    """Draw the biases of an LSTM that start it with many time scales.

    longest is the longest range to remember, in steps. Each unit draws a
    time scale u of its own, uniform between 1 and longest − 1; its forget
    gate starts at log u and its input gate at − log u. g and o start at 0.

    rng is a NumPy Generator: draw from it.
    Returns the biases, (4 * units,), in the blocks i, f, g, o.
    """
    scales = rng.uniform(1, longest - 1, units)
    b_f, zeros = np.log(scales), np.zeros(units)
    return np.concatenate([-b_f, b_f, zeros, zeros])


_UNITS, _LONGEST = 4_000, 101


def _calls():
    """Return the arguments: one seed twice, another seed, small sizes."""
    return [
        (np.random.default_rng(1), _UNITS, _LONGEST),
        (np.random.default_rng(1), _UNITS, _LONGEST),
        (np.random.default_rng(2), _UNITS, _LONGEST),
        (np.random.default_rng(3), 3, 10),
        (np.random.default_rng(4), _UNITS, 5),
    ]


def _one_array(value):
    for got, (_, units, _) in zip(value, _calls(), strict=True):
        try:
            shape = np.asarray(got, float).shape
        except (TypeError, ValueError):
            return "Expected one array of numbers, (4 * units,)."
        if shape == (4, units):
            return (
                "The four blocks are rows of your array. They should follow "
                "one another in one long vector: np.concatenate."
            )
        if shape == (units,):
            return (
                "Returned is one block, (units,). The bias of an LSTM has "
                "four: i, f, g, o, one after the other."
            )
        if shape == (2 * units,):
            return (
                "Returned are two blocks, (2 * units,). g and o have biases "
                "as well; they start at 0."
            )
        if shape != (4 * units,):
            return (
                f"For {units} units the shape should be ({4 * units},), got "
                f"{shape}."
            )
    return None


def _blocks(value, call=0):
    return np.split(np.asarray(value[call], float), 4)


def _finite(value):
    for got in value:
        if not np.isfinite(np.asarray(got, float)).all():
            return (
                "There are numbers that are not finite. The logarithm of 0 "
                "is −∞: a time scale is at least 1."
            )
    return None


def _draws_from_rng(value):
    if np.array_equal(value[0], value[2]) and np.ptp(_blocks(value)[1]) > 0:
        return (
            "Two calls with different generators give the same biases. Is a "
            "generator made inside of the function? Then all seeds would "
            "start alike. Draw from `rng`."
        )
    if not np.array_equal(value[0], value[1]):
        return (
            "Two calls with the same seed give different biases, so no run "
            "could be repeated. Draw from `rng` alone."
        )
    return None


def _each_its_own(value):
    if np.ptp(_blocks(value)[1]) == 0 and np.ptp(_blocks(value)[0]) == 0:
        return (
            "All units have the same bias. The idea is that each gets a "
            "time scale of its own: draw `units` numbers."
        )
    return None


def _right_blocks(value):
    i, f, g, o = _blocks(value)
    spread = [np.ptp(block) > 0 for block in (i, f, g, o)]
    if not spread[1]:
        return (
            "The second block, the forget gate's, does not vary. The blocks "
            "are i, f, g, o."
        )
    if spread[3] and not spread[0]:
        return (
            "The negative biases stand in the last block, the output "
            "gate's. It is the input gate, the first block, that starts "
            "almost shut."
        )
    if spread[2] or spread[3] or np.abs([g, o]).max() > 0:
        return "g and o should start at 0."
    if not spread[0]:
        return (
            "The input gate starts at the same bias in every unit. It "
            "should start at − log u, so that a unit with a long memory is "
            "written to slowly."
        )
    return None


def _opposite(value):
    i, f, *_ = _blocks(value)
    if np.allclose(i, -f) and f.mean() > 0:
        return None
    if f.mean() < 0 < i.mean():
        return (
            "The signs are turned round: your forget gates start almost "
            "shut and the input gates open. A long time scale needs a "
            "forget bias that is *large*."
        )
    if np.allclose(i, f):
        return (
            "Input and forget gate have the same bias. The input gate "
            "starts at *minus* log u."
        )
    if np.allclose(np.sort(-i), np.sort(f)) or (
        abs(np.corrcoef(i, f)[0, 1]) < 0.2
    ):
        return (
            "The input gate of a unit has another time scale than its "
            "forget gate. Draw once, and use the number twice."
        )
    return "The input gate should start at minus the forget gate's bias."


def _logarithm(value):
    f = _blocks(value)[1]
    top = np.log(_LONGEST - 1)
    if f.max() > 2 * top:
        return (
            f"Your forget biases reach {f.max():.0f}: you return the time "
            "scales. The bias is their *logarithm*; σ(log u) is u / (1 + u), "
            "a gate that keeps for about u steps."
        )
    if abs(f.max() - np.log10(_LONGEST - 1)) < 0.05:
        return (
            "That is the logarithm to base 10. Only with the natural one is "
            "σ(log u) = u / (1 + u)."
        )
    if abs(f.max() - np.log2(_LONGEST - 1)) < 0.05:
        return (
            "That is the logarithm to base 2. Only with the natural one is "
            "σ(log u) = u / (1 + u)."
        )
    return None


def _uniform(value):
    f = _blocks(value)[1]
    top = np.log(_LONGEST - 1)
    if abs(f.mean() - top / 2) < 0.1 and f.min() >= 0 and f.max() < top + 0.1:
        return (
            "Your *biases* are uniform between 0 and log(longest − 1). The "
            "time scales should be: draw u, then take its logarithm. It "
            f"matters: half of the units should have u above 50, and b_f "
            f"above {np.log(50.5):.1f}."
        )
    if np.exp(f).mean() < 40 or np.exp(f).mean() > 62:
        return (
            f"With longest = {_LONGEST} the time scales should be uniform "
            f"between 1 and {_LONGEST - 1}, 50 on average. Yours are "
            f"{np.exp(f).mean():.0f} on average."
        )
    return None


def _ends(value):
    f = _blocks(value, 4)[1]
    low, high = np.exp([f.min(), f.max()])
    where = (
        f"With longest = 5 your time scales lie between {low:.1f} and "
        f"{high:.1f}, and they should between 1 and 4."
    )
    if low < 0.9:
        return (
            f"{where} One below 1 has a negative logarithm, and its gate "
            "starts more than half shut."
        )
    if abs(high - 5) < 0.1:
        return f"{where} The largest is longest − 1."
    if not (low < 1.1 and 3.9 < high < 4.1):
        return where
    if len(np.unique(f)) < 10:
        return (
            "Your time scales are whole numbers. `rng.integers` draws those; "
            "`rng.uniform` draws all the numbers between."
        )
    return None


def _made(
    scales=lambda rng, units, longest: rng.uniform(1, longest - 1, units),
    log=np.log,
    blocks=lambda b: (-b, b, 0 * b, 0 * b),
    joined=np.concatenate,
):
    """Make the initialiser with one thing changed."""

    def make(rng, units, longest):
        return joined(blocks(log(scales(rng, units, longest))))

    return make


def _drawn_twice(rng, units, longest):
    i, f = np.log(rng.uniform(1, longest - 1, (2, units)))
    return np.concatenate([-i, f, 0 * f, 0 * f])


CHRONO_BIAS = ValueExercise(
    solution=chrono_bias,
    calls=_calls,
    hints=(
        "Begin with the time scales, one for each unit: "
        "rng.uniform(1, longest - 1, units).",
        "The forget gate's block is their natural logarithm, the input "
        "gate's is minus that.",
        "np.concatenate([-b_f, b_f, zeros, zeros]), with zeros = "
        "np.zeros(units): the order is i, f, g, o.",
    ),
    rules=(
        Rule("form", _one_array),
        Rule("not-finite", _finite),
        Rule("not-from-rng", _draws_from_rng),
        Rule("one-for-all", _each_its_own),
        Rule("blocks", _right_blocks),
        Rule("opposite", _opposite),
        Rule("logarithm", _logarithm),
        Rule("uniform", _uniform),
        Rule("ends", _ends),
    ),
    mistakes=(
        Mistake("form", "", _made(joined=np.array)),
        Mistake("form", "", _made(blocks=lambda b: [b])),
        Mistake("form", "", _made(blocks=lambda b: [-b, b])),
        Mistake("form", "", _made(blocks=lambda b: [-b, b, 0 * b])),
        Mistake(
            "not-finite",
            "",
            _made(scales=lambda rng, u, n: rng.integers(0, n - 1, u)),
        ),
        Mistake(
            "not-from-rng",
            "",
            _made(
                scales=lambda rng, u, n: np.random.default_rng(0).uniform(
                    1, n - 1, u
                )
            ),
        ),
        Mistake(
            "not-from-rng",
            "",
            _made(
                scales=lambda rng, u, n: np.random.default_rng().uniform(
                    1, n - 1, u
                )
            ),
        ),
        Mistake(
            "one-for-all",
            "",
            _made(scales=lambda rng, u, n: np.full(u, n - 1.0)),
        ),
        Mistake(
            "one-for-all",
            "",
            _made(scales=lambda rng, u, n: np.full(u, rng.uniform(1, n - 1))),
        ),
        Mistake("blocks", "", _made(blocks=lambda b: (0 * b, b, 0 * b, -b))),
        Mistake(
            "blocks", "", _made(blocks=lambda b: (0 * b, b, 0 * b, 0 * b))
        ),
        Mistake("blocks", "", _made(blocks=lambda b: (-b, 0 * b, b, 0 * b))),
        Mistake("blocks", "", _made(blocks=lambda b: (-b, b, 0 * b, -b))),
        Mistake(
            "blocks",
            "",
            _made(blocks=lambda b: (-b, b, 0 * b, 0 * b + 1)),
        ),
        Mistake("opposite", "", _made(blocks=lambda b: (b, -b, 0 * b, 0 * b))),
        Mistake("opposite", "", _made(blocks=lambda b: (b, b, 0 * b, 0 * b))),
        Mistake("opposite", "", _drawn_twice),
        Mistake(
            "opposite", "", _made(blocks=lambda b: (1 - b, b, 0 * b, 0 * b))
        ),
        Mistake("logarithm", "", _made(log=lambda u: u)),
        Mistake("logarithm", "", _made(log=np.log10)),
        Mistake("logarithm", "", _made(log=np.log2)),
        Mistake(
            "uniform",
            "",
            _made(
                scales=lambda rng, u, n: rng.uniform(0, np.log(n - 1), u),
                log=lambda b: b,
            ),
        ),
        Mistake(
            "uniform",
            "",
            _made(scales=lambda rng, u, n: rng.uniform(1, n / 2, u)),
        ),
        Mistake(
            "ends",
            "",
            _made(scales=lambda rng, u, n: rng.uniform(0, n - 1, u)),
        ),
        Mistake(
            "ends", "", _made(scales=lambda rng, u, n: rng.uniform(1, n, u))
        ),
        Mistake(
            "ends",
            "",
            _made(scales=lambda rng, u, n: rng.integers(1, n, u)),
        ),
        Mistake(
            "ends",
            "",
            _made(scales=lambda rng, u, n: rng.uniform(2, n - 1, u)),
        ),
    ),
    tried="five starts of 3 and 4,000 units: blocks, signs, time scales",
)

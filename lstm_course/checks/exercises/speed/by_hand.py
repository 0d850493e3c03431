"""Count by hand the operations of an LSTM."""

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise

_RIGHT = np.array([80_000, 200_000, 28_000_000, 0.5])


def flops_by_hand():
    """Return four numbers about an LSTM that reads a batch.

    Batch 10, 20 features, 50 units, 100 steps. A matrix product of (m, k)
    and (k, n) takes m · n · k multiplications and as many additions. How
    many of both together are there in
    (1) x @ W of one step, (2) h @ U of one step, (3) all products of all
    steps? And (4): how many milliseconds does a machine need for them that
    does 56 thousand million of them a second?
    """
    of_W = 2 * 10 * 20 * 4 * 50
    of_U = 2 * 10 * 50 * 4 * 50
    of_all = 100 * (of_W + of_U)
    return of_W, of_U, of_all, 1e3 * of_all / 56e9


def _four_numbers(value):
    try:
        found = np.asarray(value, float)
    except (TypeError, ValueError):
        found = np.empty(0)
    if found.shape != (4,) or not np.isfinite(found).all():
        return "Expected four numbers: three counts and a time."
    return None


def _like(factors, message, places=(0, 1)):
    """Return a rule for values that are `factors` times the right ones."""

    def test(value):
        got = np.asarray(value, float)[list(places)]
        wrong = np.multiply(_RIGHT[list(places)], factors)
        return message if np.allclose(got, wrong, rtol=1e-3) else None

    return test


def _products(value):
    for place, name in enumerate(("x @ W", "h @ U")):
        if not np.isclose(value[place], _RIGHT[place], rtol=1e-3):
            return (
                f"The count for {name} is not {value[place]:,.0f}. Write its "
                "shapes down: the left side has 10 rows, the result 200 "
                "columns, and each of its numbers sums over "
                f"{(20, 50)[place]}."
            )
    return None


def _all(value):
    got = value[2]
    if np.isclose(got, _RIGHT[2], rtol=1e-3):
        return None
    if np.isclose(got, 280_000, rtol=1e-3):
        return "The third number is that of one step. There are 100."
    if np.isclose(got, 20_000_000, rtol=1e-3):
        return (
            "In the third number the products with W are missing. Hoisted "
            "or not, they have to be done."
        )
    return (
        f"The two products are right, all of them are not {got:,.0f}: add "
        "the two, and take them 100 times."
    )


def _time(value):
    got = value[3]
    if np.isclose(got, 0.5, rtol=0.01):
        return None
    if any(np.isclose(got, 0.5 * 10.0**k, rtol=0.01) for k in (-6, -3, 3, 6)):
        return (
            "The digits of the time are right, its unit is not: asked for "
            "are thousandths of a second."
        )
    if np.isclose(got, 2_000, rtol=0.01):
        return "Your time stands upside down: divide the count by the rate."
    return (
        f"The time is not {got:g}: divide the third number by 56 thousand "
        "million, and take it times 1,000."
    )


FLOPS_BY_HAND = ValueExercise(
    solution=flops_by_hand,
    hints=(
        "W has 4 × 50 = 200 columns, a block for each gate. x @ W has 10 × "
        "200 numbers, and each is a sum of 20 products.",
        "A sum of 20 products counts as 20 multiplications and 20 additions: "
        "x @ W takes 10 × 200 × 20 × 2.",
        "For the time: count divided by 56,000,000,000, in seconds; then "
        "times 1,000.",
    ),
    rules=(
        Rule("four-numbers", _four_numbers),
        Rule(
            "one-gate",
            _like(
                1 / 4,
                "You counted one gate. W and U have four blocks of 50 "
                "columns each.",
            ),
        ),
        Rule(
            "multiplications-only",
            _like(
                1 / 2,
                "You counted the multiplications. As many additions come on "
                "top.",
            ),
        ),
        Rule(
            "no-batch",
            _like(
                1 / 10,
                "That is for one sequence. The batch has 10, and each has "
                "its own row in the product.",
            ),
        ),
        Rule(
            "weights",
            _like(
                1 / 20,
                "These are the numbers in W and U. Each of them is used once "
                "for every sequence of the batch, in a multiplication and an "
                "addition.",
            ),
        ),
        Rule("products", _products),
        Rule("all", _all),
        Rule("time", _time),
    ),
    mistakes=(
        Mistake("four-numbers", "", lambda: (80_000, 200_000)),
        Mistake("one-gate", "", lambda: (20_000, 50_000, 7e6, 0.125)),
        Mistake(
            "multiplications-only", "", lambda: (40_000, 100_000, 14e6, 0.25)
        ),
        Mistake("no-batch", "", lambda: (8_000, 20_000, 2.8e6, 0.05)),
        Mistake("weights", "", lambda: (4_000, 10_000, 1.4e6, 0.025)),
        Mistake("products", "", lambda: (80_000, 80_000, 16e6, 0.29)),
        Mistake("products", "", lambda: (200_000, 80_000, 28e6, 0.5)),
        Mistake("all", "", lambda: (80_000, 200_000, 280_000, 0.005)),
        Mistake("all", "", lambda: (80_000, 200_000, 20e6, 0.36)),
        Mistake("all", "", lambda: (80_000, 200_000, 27e6, 0.48)),
        Mistake("time", "", lambda: (80_000, 200_000, 28e6, 0.0005)),
        Mistake("time", "", lambda: (80_000, 200_000, 28e6, 2_000)),
        Mistake("time", "", lambda: (80_000, 200_000, 28e6, 5)),
    ),
    tried="two products, their sum over the steps, and the least time",
)

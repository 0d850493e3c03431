"""A wrong value is narrowed down."""

import numpy as np
import pytest

from lstm_course.checks.exercise import Case, FunctionExercise, Output

GATES = ("i", "f", "g", "o")


def gates(x, W):
    """Return dW, (features, 4 * units), of x (batch, features)."""
    return np.tanh(x).T @ (x @ W)


def _gate_cases(rng):
    return [
        Case((rng.normal(size=(b, n)), rng.normal(size=(n, 4 * u))), f"{b}")
        for b, n, u in ((1, 1, 1), (2, 3, 2), (5, 2, 3))
    ]


MATRIX = FunctionExercise(
    solution=gates,
    hints=(),
    cases=_gate_cases,
    outputs=(Output("dW", ("features", "units"), blocks=GATES),),
    mistakes=(),
    tried="",
)


def running_sum(x, start):
    """Return the running sum of x (batch, time) from start (batch,)."""
    return start[:, None] + np.cumsum(x, axis=1)


def _sum_cases(rng):
    return [
        Case((rng.normal(size=(b, t)), rng.normal(size=b)), f"{t} steps")
        for b, t in ((1, 1), (1, 3), (2, 4), (3, 6))
    ]


SUM = FunctionExercise(
    solution=running_sum,
    hints=(),
    cases=_sum_cases,
    outputs=(Output("y", ("batch", "time")),),
    mistakes=(),
    tried="",
)


def three(x):
    """Return x + 1, x ** 2 and x ** 3."""
    return x + 1, x**2, x**3


THREE = FunctionExercise(
    solution=three,
    hints=(),
    cases=lambda rng: [
        Case((rng.normal(size=n) + 0.1,), f"{n} units") for n in (1, 3, 17)
    ],
    outputs=tuple(Output(name, ("units",)) for name in "abc"),
    mistakes=(),
    tried="",
)


def test_first_output_that_is_wrong():
    message = THREE.judge(lambda x: (x + 1, x**4, x**5)).message
    assert message.startswith("a is right; b is the first that is not.")


def test_only_output_that_is_wrong():
    message = THREE.judge(lambda x: (x + 1, x**4, x**3)).message
    assert message.startswith("a and c are right; only b is wrong.")


def test_first_of_all_is_wrong():
    message = THREE.judge(lambda x: (x**7, x**4, x**3 + x**5)).message
    assert message.startswith("a is wrong, and so is all that follows.")
    message = THREE.judge(lambda x: (x**7, x**4, x**3)).message
    assert message.startswith("c is right; a is the first that is not.")


def test_swapped_outputs():
    message = THREE.judge(lambda x: (x + 1, x**3, x**2)).message
    assert "b and c are swapped." in message


def test_output_taken_from_another():
    message = THREE.judge(lambda x: (x + 1, x**2, x**2)).message
    assert "c has the values of b." in message


def test_input_returned_unchanged():
    message = THREE.judge(lambda x: (x, x**2, x**3)).message
    assert "a is the input x, unchanged." in message


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda y: 2 * y, "Every value of b is 2 times too large."),
        (lambda y: -y, "Every value of b has the wrong sign."),
        (lambda y: y / 2, "Every value of b is half of what it should be."),
        (lambda y: y / 7, "Every value of b is 1/7 of what it should be."),
        (lambda y: -1.5 * y, "Every value of b is -1.5 times"),
        (lambda y: y + 1, "Every value of b is 1 too large."),
        (lambda y: y - 0.25, "Every value of b is 0.25 too small."),
        (lambda y: 0 * y, "Every value of b is 0."),
        (lambda y: y * len(y), "too large by the factor units"),
        (lambda y: y / len(y), "is divided by units"),
    ],
)
def test_what_happened_to_the_values(change, says):
    message = THREE.judge(lambda x: (x + 1, change(x**2), x**3)).message
    assert says in message


def test_mean_in_place_of_a_sum_over_an_input():
    def loss(x):
        """Return the sum of squares of x (batch, time)."""
        return np.sum(x**2)

    exercise = FunctionExercise(
        solution=loss,
        hints=(),
        cases=lambda rng: [
            Case((rng.normal(size=size),), f"{size}")
            for size in ((1, 1), (2, 3), (4, 2))
        ],
        outputs=(Output("loss", ()),),
        mistakes=(),
        tried="",
    )
    message = exercise.judge(lambda x: np.sum(x**2) / len(x)).message
    assert "Every value of loss is divided by x.shape[0]" in message
    message = exercise.judge(lambda x: np.sum(x**2) / 2).message
    assert "Every value of loss is half of what it should be" in message


def test_block_of_a_gate():
    def answer(x, W):
        dW = gates(x, W)
        units = dW.shape[1] // 4
        dW[:, units : 2 * units] *= 3
        return dW

    message = MATRIX.judge(answer).message
    assert "In dW only the block of f is wrong." in message
    assert "Every value of this block of dW is 3 times too large." in message


def test_swapped_blocks():
    def answer(x, W):
        i, f, g, o = np.split(gates(x, W), 4, axis=1)
        return np.concatenate([i, g, f, o], axis=1)

    message = MATRIX.judge(answer).message
    assert "In dW only the blocks of f and g are wrong." in message
    assert "The two are swapped." in message


def test_one_block_of_four():
    message = MATRIX.judge(lambda x, W: gates(x, W)[:, ::4]).message
    assert "one block of 4; join i, f, g and o" in message


def test_blocks_named_by_the_exercise():
    exercise = FunctionExercise(
        solution=gates,
        hints=(),
        cases=_gate_cases,
        outputs=(Output("dW", ("features", "gates")),),
        mistakes=(),
        tried="",
        axes={"gates": GATES},
    )

    def answer(x, W):
        return gates(x, W) * np.repeat([1, 1, 1, -1], W.shape[1] // 4)

    message = exercise.judge(answer).message
    assert "In dW only the block of o is wrong." in message
    assert "has the wrong sign" in message


def _sum_with(change):
    def answer(x, start):
        y = running_sum(x, start)
        change(y)
        return y

    return SUM.judge(answer)


def test_right_for_one_step_only():
    def change(y):
        y[:, 1:] += np.arange(1, y.shape[1]) ** 2

    message = _sum_with(change).message
    assert "The first time step is right, all later time steps are" in message
    assert "It is right for a single time step, wrong for more." in message


def test_wrong_from_a_time_step_on():
    def change(y):
        y[:, 3:] *= 1.7

    message = _sum_with(change).message
    assert "wrong from the fourth time step on (index 3)" in message


def test_a_single_time_step():
    def change(y):
        y[:, 2:3] **= 3

    message = _sum_with(change).message
    assert "Only the third time step (index 2) is wrong." in message


def test_a_backward_pass_that_stops_at_the_end():
    def change(y):
        y[:, :-1] **= 3

    message = _sum_with(change).message
    assert "The last time step is right, all earlier time steps" in message


def test_only_the_first_batch_row_is_right():
    def answer(x, start):
        return start[0] + np.cumsum(x, axis=1)

    message = SUM.judge(answer).message
    assert "The first batch row is right, all later batch rows" in message
    assert "right for a single batch row, wrong for more" in message


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda y: y[:, ::-1], "y runs backwards along time."),
        (lambda y: np.roll(y, 1, axis=1), "y comes one time step late."),
        (lambda y: np.roll(y, -1, axis=1), "y comes one time step early."),
        (lambda y: y[:, :1] + 0 * y, "y is the same at every time step."),
    ],
)
def test_moved_along_time(answer, says):
    exercise = FunctionExercise(
        solution=running_sum,
        hints=(),
        cases=lambda rng: _sum_cases(rng)[1:],
        outputs=SUM.outputs,
        mistakes=(),
        tried="",
    )
    message = exercise.judge(lambda x, s: answer(running_sum(x, s))).message
    assert says in message


def test_cases_by_zero_input():
    exercise = FunctionExercise(
        solution=running_sum,
        hints=(),
        cases=lambda rng: [
            *(
                Case((c.args[0], 0 * c.args[1]), "from zero")
                for c in _sum_cases(rng)
            ),
            *_sum_cases(rng),
        ],
        outputs=SUM.outputs,
        mistakes=(),
        tried="",
    )
    message = exercise.judge(lambda x, s: np.cumsum(x, axis=1)).message
    assert "It is right when start is zero, wrong otherwise." in message


def test_cases_by_what_the_author_says():
    def answer(x):
        result = three(x)
        return (*result[:2], result[2] + (len(x) == 3) * x**5)

    message = THREE.judge(answer).message
    assert "It is wrong only for: 3 units." in message


def test_smallest_failing_case_with_its_numbers():
    def answer(x, start):
        return running_sum(x, start) + (x.shape[1] > 1) * x**2

    detail = SUM.judge(answer).detail
    lines = detail.splitlines()
    assert lines[0] == "Smallest failing case: 3 steps"
    assert lines[1].startswith("  x     = [[")
    assert lines[2].startswith("  start = [")
    assert lines[3].startswith("  expected y = [[")
    assert lines[4].startswith("  got y      = [[")


def test_large_arrays_by_their_first_wrong_entries():
    def answer(x):
        return (x + 1, x**2, x**3 + (np.arange(len(x)) > 5) * 1.5)

    detail = THREE.judge(answer).detail
    assert "x = array of shape (17,)" in detail
    assert "c[6]: expected " in detail
    assert "and 8 more of 17" in detail


def test_enough_digits_to_see_the_difference():
    def answer(x):
        return (x + 1, x**2, x**3 * (1 + 2e-5))

    detail = THREE.judge(answer).detail
    expected, got = (
        line.split("=")[1].strip() for line in detail.splitlines()[-2:]
    )
    assert expected != got


def test_tolerance_lets_rounding_pass():
    answer = THREE.judge(lambda x: (x + 1, x * x, x * x * x * (1 + 1e-12)))
    assert answer.status == "right"
    assert THREE.judge(lambda x: (x + 1, x * x, x**3 + 1e-3)).status == "wrong"

"""One step backward: against GradientTape and central differences.

The last tests break every equation, one operator at a time, and expect the
comparison to notice: a comparison that lets a broken term pass is none.
"""

import ast
import inspect
import textwrap

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as st

from lstm_course import cells
from lstm_course.backward import affine, coupled, gru, lstm, no_forget, rnn
from lstm_course.backward import peephole as peephole_module
from lstm_course.cells import unchecked
from lstm_course.gradcheck import gradcheck
from lstm_course.runtime import tf
from tests.every_cell import (
    KINDS,
    distance,
    drawn,
    drawn_state,
    drawn_weights,
    each,
    state_of,
)


class Case:
    """One step of a cell, and the gradients that arrive at its state."""

    def __init__(self, kind, batch=3, features=2, units=4, dtype="float64"):
        self.kind = kind
        self.x = drawn(1, batch, features, dtype=dtype)
        self.state = drawn_state(kind, batch, units, dtype=dtype)
        self.weights = drawn_weights(kind, features, units, dtype)
        self.dstate = drawn_state(kind, batch, units, 30, dtype)

    @property
    def names(self):
        """Names of what goes into the step, in the order of its gradients."""
        states = (f"{name}_prev" for name in self.kind.cell.states)
        return ("x", *states, *self.weights._fields)

    @property
    def inputs(self):
        return (self.x, *self.state, *self.weights)

    def step(self, *inputs):
        x, *state = inputs[: 1 + len(self.state)]
        weights = self.weights._make(inputs[1 + len(self.state) :])
        return self.kind.step(x, *state, weights, **self.kind.options)

    def loss(self, *inputs):
        state = state_of(self.kind, self.step(*inputs))
        parts = zip(state, self.dstate, strict=True)
        return sum(tf.reduce_sum(value * grad) for value, grad in parts)

    def by_hand(self):
        step = self.step(*self.inputs)
        return self.kind.step_backward(
            *self.dstate,
            step,
            self.x,
            *self.state,
            self.weights,
            **self.kind.options,
        )

    def by_tape(self):
        with tf.GradientTape() as tape:
            tape.watch(self.inputs)
            loss = self.loss(*self.inputs)
        return tape.gradient(loss, self.inputs)


@each
@hypothesis.settings(max_examples=6, deadline=None)
@hypothesis.given(
    batch=st.integers(1, 4),
    features=st.integers(1, 3),
    units=st.integers(1, 4),
)
@hypothesis.example(batch=1, features=1, units=1)
@hypothesis.example(batch=4, features=3, units=2)
def test_gradients_equal_those_of_the_tape(kind, batch, features, units):
    case = Case(kind, batch, features, units)
    grads = case.by_hand()
    assert grads._fields == tuple(f"d{name}" for name in case.names)
    for ours, expected in zip(grads, case.by_tape(), strict=True):
        assert distance(ours, expected) < 1e-14


@each
def test_gradients_equal_central_differences(kind):
    case = Case(kind)
    arrays = dict(zip(case.names, case.inputs, strict=True))
    grads = dict(zip(case.names, case.by_hand(), strict=True))
    found = gradcheck(
        lambda **values: case.loss(*(values[name] for name in case.names)),
        arrays,
        grads,
        entries=30,
        compiled=True,
    )
    assert found.passed, found


@each
def test_step_backward_compiled_equals_eager(kind):
    case = Case(kind)
    compiled = tf.function(case.by_hand, jit_compile=True)
    for one, two in zip(compiled(), case.by_hand(), strict=True):
        assert distance(one, two) < 1e-14


@each
@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_step_backward_stays_in_its_type(kind, dtype):
    for value, expected in zip(
        Case(kind, dtype=dtype).by_hand(), Case(kind).by_hand(), strict=True
    ):
        assert value.dtype == dtype
        assert distance(tf.cast(value, "float64"), expected) < 0.05


def test_extreme_states_leave_no_nan():
    kind = KINDS["lstm"]
    case = Case(kind)
    case.state = tuple(1000 * value for value in case.state)
    case.x = 1000 * case.x
    for value in case.by_hand():
        assert np.isfinite(value).all()


def test_wrong_gradient_and_wrong_step_are_named():
    case = Case(KINDS["lstm"])
    step = case.step(*case.inputs)
    given = (step, case.x, *case.state, case.weights)
    dh, dc = case.dstate
    with pytest.raises(ValueError, match=r"dc .* got \(3, 1\)"):
        lstm.lstm_step_backward(dh, dc[:, :1], *given)
    with pytest.raises(ValueError, match="dh must not hold NaN"):
        lstm.lstm_step_backward(dh * np.nan, dc, *given)
    with pytest.raises(TypeError, match=r"step must be what .* got tuple"):
        lstm.lstm_step_backward(dh, dc, tuple(step), *given[1:])
    wrong = step._replace(f=step.f[:2])
    with pytest.raises(ValueError, match=r"step\.f .* got \(2, 4\)"):
        lstm.lstm_step_backward(dh, dc, wrong, *given[1:])
    plain = Case(KINDS["rnn"])
    with pytest.raises(TypeError, match="h must be a tensor"):
        rnn.rnn_step_backward(dh, None, plain.x, *plain.state, plain.weights)


SWAPS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
}


class Break(ast.NodeTransformer):
    """Swap the operator at one place, or drop one call's work."""

    def __init__(self, place):
        self.place = place
        self.seen = -1

    def _here(self):
        self.seen += 1
        return self.seen == self.place

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if self._here():
            node.op = SWAPS[type(node.op)]()
        return node

    def visit_Call(self, node):
        self.generic_visit(node)
        unary = ast.unparse(node.func) in ("tf.transpose", "tf.tanh")
        if unary and self._here():
            return node.args[0]
        return node


def broken(function, place):
    """Return the function with one place broken, None behind the last."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    tree.body[0].decorator_list = []
    change = Break(place)
    change.visit(tree)
    if change.seen < place:
        return None
    names = {}
    code = compile(ast.fix_missing_locations(tree), "<broken>", "exec")
    exec(code, inspect.unwrap(function).__globals__, names)
    return names[function.__name__]


EQUATIONS = {
    "rnn": (rnn, "rnn_dz"),
    "affine": (affine, "affine_backward"),
    "lstm": (lstm, "lstm_dz"),
    "no_forget": (no_forget, "no_forget_dz"),
    "coupled": (coupled, "coupled_dz"),
    "peephole": (peephole_module, "peephole_step_backward"),
    "gru": (gru, "_reset_after"),
    "gru_before": (gru, "_reset_before"),
}


@pytest.mark.parametrize("name", EQUATIONS)
def test_every_broken_operator_is_noticed(name, monkeypatch):
    module, function_name = EQUATIONS[name]
    kind = KINDS["lstm" if name == "affine" else name]
    case = Case(kind)
    expected = case.by_tape()
    original = getattr(module, function_name)
    if name == "affine":
        module = lstm
    place = 0
    while mutant := broken(original, place):
        if name == "peephole":
            case.kind = kind._replace(step_backward=mutant)
        else:
            monkeypatch.setattr(module, function_name, mutant)
        assert noticed(case, expected), f"place {place} of {function_name}"
        place += 1
    assert place > 1


def noticed(case, expected):
    """Return True if the gradients are wrong, or cannot be computed."""
    try:
        grads = case.by_hand()
        return any(
            distance(*pair) > 1e-3
            for pair in zip(grads, expected, strict=True)
        )
    except (AssertionError, ValueError, tf.errors.InvalidArgumentError):
        return True


def test_what_is_broken_is_the_equation_itself():
    assert broken(cells.rnn_step, 99) is None
    same = inspect.getsource(unchecked(lstm.lstm_step_backward))
    assert "lstm_dz" in same
    assert "affine_backward" in same

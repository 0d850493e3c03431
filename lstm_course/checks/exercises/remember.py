"""The exercises of "What does a network remember?"."""

import math

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
    Rule,
    ValueExercise,
)
from lstm_course.runtime import tf

# --- states_by_hand ---------------------------------------------------------


def states_by_hand():
    """Return h1, h2, h3 of the one-unit network, each to two decimals.

    w = 1, u = 0.5, b = 0, the inputs are 1, 0, 0 and h0 = 0.
    """
    h1 = 0.76  # tanh(1 · 1 + 0.5 · 0)
    h2 = 0.36  # tanh(1 · 0 + 0.5 · 0.76)
    h3 = 0.18  # tanh(1 · 0 + 0.5 · 0.36)
    return h1, h2, h3


_BY_HAND = (math.tanh(1), 0.3633, 0.1797)


def _numbers(value, count, what):
    """Say what is wrong unless `value` is `count` finite numbers."""
    try:
        array = np.asarray(value, float)
    except (TypeError, ValueError):
        return f"Expected {what}, got {value!r}."
    if array.shape != (count,):
        got = "one number" if array.ndim == 0 else f"shape {array.shape}"
        return f"Expected {what}, got {got}: {value!r}."
    if not np.isfinite(array).all():
        return f"Expected finite numbers, got {value!r}."
    return None


def _like(wrong, message):
    """Make a test that gives `message` when the answer equals `wrong`."""

    def test(value):
        close = np.allclose(np.asarray(value, float), wrong, atol=0.011)
        return message if close else None

    return test


def _near_the_states(value):
    value = np.asarray(value, float)
    for step, (got, right) in enumerate(
        zip(value, _BY_HAND, strict=True), start=1
    ):
        if abs(got - right) > 0.006:
            before = "0" if step == 1 else f"{_BY_HAND[step - 2]:.2f}"
            x = 1 if step == 1 else 0
            return (
                f"h{step} is not {got:g}. At step {step} the input is {x} "
                f"and the state before it is {before}: take "
                f"tanh(1 · {x} + 0.5 · {before})."
            )
    return None


STATES_BY_HAND = ValueExercise(
    solution=states_by_hand,
    hints=(
        "Step 1 has no past: h1 = tanh(1 · 1 + 0.5 · 0).",
        "From step 2 on the input is 0, so only the past is left: "
        "h2 = tanh(0.5 · h1).",
    ),
    rules=(
        Rule(
            "three-numbers",
            lambda value: _numbers(value, 3, "three numbers (h1, h2, h3)"),
        ),
        Rule(
            "no-tanh",
            _like(
                (1, 0.5, 0.25),
                "These are the states of a network without tanh: 1, then "
                "half, then half of that. Every step ends with a tanh.",
            ),
        ),
        Rule(
            "tanh-once",
            _like(
                (0.76, 0.38, 0.19),
                "The first state is right, and then the tanh went missing: "
                "h2 is tanh(0.38), not 0.38.",
            ),
        ),
        Rule(
            "no-past",
            _like(
                (0.76, 0, 0),
                "h1 is right, but h2 = 0 means that nothing came back from "
                "step 1. The state before is multiplied by u and added.",
            ),
        ),
        Rule(
            "input-again",
            _like(
                (0.76, 0.88, 0.89),
                "You fed the 1 in at every step. The inputs are 1, 0, 0: "
                "after step 1 only the past speaks.",
            ),
        ),
        Rule(
            "weights-swapped",
            _like(
                (0.46, 0.43, 0.41),
                "w and u are swapped: w = 1 multiplies the input, u = 0.5 "
                "multiplies the state before.",
            ),
        ),
        Rule(
            "sigmoid",
            _like(
                (0.73, 0.59, 0.57),
                "That is a sigmoid, 1 / (1 + exp(−z)). Here the squashing "
                "function is tanh.",
            ),
        ),
        Rule("arithmetic", _near_the_states),
    ),
    mistakes=(
        Mistake("three-numbers", "", lambda: 0.18),
        Mistake("no-tanh", "", lambda: (1, 0.5, 0.25)),
        Mistake("tanh-once", "", lambda: (0.76, 0.38, 0.19)),
        Mistake("no-past", "", lambda: (0.76, 0.0, 0.0)),
        Mistake("input-again", "", lambda: (0.76, 0.88, 0.89)),
        Mistake("weights-swapped", "", lambda: (0.46, 0.43, 0.41)),
        Mistake("sigmoid", "", lambda: (0.73, 0.59, 0.57)),
        Mistake("arithmetic", "", lambda: (0.76, 0.36, 0.36)),
    ),
    tried="three states, to two decimals",
)


# --- rnn_step ---------------------------------------------------------------


def rnn_step(x, h_prev, W, U, b):
    """Advance a recurrent network by one time step.

    x is (batch, features), h_prev is (batch, units). W is
    (features, units), U is (units, units), b is (units,).
    Returns the new state h, (batch, units).
    """
    return tf.tanh(x @ W + h_prev @ U + b)


# batch, features and units all differ, so that a transpose cannot hide.
_SIZES = ((1, 1, 1), (1, 2, 3), (4, 3, 2), (5, 2, 4))


def _weights(rng, features, units):
    return (
        rng.normal(size=(features, units)),
        rng.normal(size=(units, units)),
        rng.normal(size=units),
    )


def _case(arrays, about):
    return Case(tuple(tf.constant(a, tf.float64) for a in arrays), about)


def _step_cases(rng):
    cases = []
    for batch, features, units in _SIZES:
        for scale in (1.0, 3.0):
            arrays = (
                scale * rng.normal(size=(batch, features)),
                rng.uniform(-1, 1, size=(batch, units)),
                *_weights(rng, features, units),
            )
            about = f"batch {batch}, features {features}, units {units}"
            cases.append(_case(arrays, about))
    return cases


RNN_STEP = FunctionExercise(
    solution=rnn_step,
    compiled=True,
    hints=(
        "Three terms are added: one from the input, one from the state "
        "before, and the bias. Then one function squashes the sum.",
        "A row of x has one number for each feature, and W has one row for "
        "each feature: x @ W is (batch, units). The state goes through U in "
        "the same way.",
        "In code: tf.tanh(x @ W + h_prev @ U + b).",
    ),
    cases=_step_cases,
    outputs=(Output("h", ("batch", "units")),),
    mistakes=(
        Mistake(
            "no-tanh",
            "The sum is right, but nothing squashes it: the state is the "
            "tanh of that sum. Without it a state can grow without bound.",
            lambda x, h, W, U, b: x @ W + h @ U + b,
        ),
        Mistake(
            "sigmoid",
            "You squash with a sigmoid, so your state lies between 0 and 1. "
            "This network uses tanh, from −1 to 1.",
            lambda x, h, W, U, b: tf.sigmoid(x @ W + h @ U + b),
        ),
        Mistake(
            "no-bias",
            "The bias b is missing.",
            lambda x, h, W, U, b: tf.tanh(x @ W + h @ U),
        ),
        Mistake(
            "no-past",
            "Your step never looks at h_prev: it has no memory. Add "
            "h_prev @ U.",
            lambda x, h, W, U, b: tf.tanh(x @ W + b) + 0 * h,
        ),
        Mistake(
            "no-input",
            "Your step never looks at x: it remembers and hears nothing. "
            "Add x @ W.",
            lambda x, h, W, U, b: tf.tanh(h @ U + b),
        ),
        Mistake(
            "bias-outside",
            "The bias is added after the tanh. It belongs inside, with the "
            "other two terms.",
            lambda x, h, W, U, b: tf.tanh(x @ W + h @ U) + b,
        ),
        Mistake(
            "transposed-U",
            "U is transposed: weight U[j, k] leads *from* unit j *to* unit "
            "k, so the state stands on the left: h_prev @ U.",
            lambda x, h, W, U, b: tf.tanh(x @ W + h @ tf.transpose(U) + b),
        ),
        Mistake(
            "two-tanh",
            "You squash the input and the past separately and add "
            "afterwards. Add first, then take one tanh of the sum.",
            lambda x, h, W, U, b: tf.tanh(x @ W + b) + tf.tanh(h @ U),
        ),
        Mistake(
            "state-added",
            "You add h_prev itself to the tanh. The past enters only "
            "through U, inside the tanh.",
            lambda x, h, W, U, b: h + tf.tanh(x @ W + h @ U + b),
        ),
        Mistake(
            "minus-bias",
            "The bias has the wrong sign: it is added.",
            lambda x, h, W, U, b: tf.tanh(x @ W + h @ U - b),
        ),
        Mistake(
            "own-weight-only",
            "Each unit hears only itself: you multiply h_prev by the "
            "diagonal of U. Every unit hears every unit: h_prev @ U.",
            lambda x, h, W, U, b: tf.tanh(
                x @ W + h * tf.linalg.diag_part(U) + b
            ),
        ),
    ),
    tried="random steps of four sizes, against tanh(x W + h U + b)",
)


# --- rnn_forward ------------------------------------------------------------


def rnn_forward(xs, h0, W, U, b):
    """Run the network over whole sequences.

    xs is (batch, time, features), h0 is (batch, units).
    Returns the states after every step, (batch, time, units).
    """
    h, states = h0, []
    for t in range(xs.shape[1]):
        h = rnn_step(xs[:, t], h, W, U, b)
        states.append(h)
    return tf.stack(states, axis=1)


def _forward_cases(rng):
    cases = []
    for (batch, features, units), time in zip(
        (*_SIZES, (2, 1, 3)), (1, 2, 5, 7, 12), strict=True
    ):
        arrays = (
            rng.normal(size=(batch, time, features)),
            rng.uniform(-1, 1, size=(batch, units)),
            *_weights(rng, features, units),
        )
        about = (
            f"batch {batch}, time {time}, features {features}, units {units}"
        )
        cases.append(_case(arrays, about))
    return cases


def _walk(xs, h0, weights, *, start=True, keep="after", order=1):
    """Run the loop with one thing changed; return the list of states."""
    h = h0 if start else 0 * h0
    states = []
    for t in range(xs.shape[1])[::order]:
        before = h
        h = rnn_step(xs[:, t], h, *weights)
        states.append(before if keep == "before" else h)
    return states


RNN_FORWARD = FunctionExercise(
    solution=rnn_forward,
    compiled=True,
    hints=(
        "Keep one variable h. It starts as h0, and each step replaces it.",
        "xs[:, t] is what the whole batch hears at step t.",
        "Collect each h in a list and join the list along axis 1, the axis "
        "of time: tf.stack(states, axis=1).",
    ),
    cases=_forward_cases,
    outputs=(Output("states", ("batch", "time", "units")),),
    mistakes=(
        Mistake(
            "state-not-carried",
            "Every step starts from h0 again, so step 1 is right and "
            "nothing is ever remembered. Hand each new state to the next "
            "step.",
            lambda xs, h0, *w: tf.stack(
                [rnn_step(xs[:, t], h0, *w) for t in range(xs.shape[1])], 1
            ),
        ),
        Mistake(
            "starts-from-zero",
            "You start from zero and never use h0. The first state comes "
            "from xs[:, 0] *and* h0.",
            lambda xs, h0, *w: tf.stack(_walk(xs, h0, w, start=False), 1),
        ),
        Mistake(
            "one-step-late",
            "Your states are one step late: you store h before the step "
            "that changes it, so h0 comes first and the last state is lost.",
            lambda xs, h0, *w: tf.stack(_walk(xs, h0, w, keep="before"), 1),
        ),
        Mistake(
            "backwards",
            "You read the sequence from its end.",
            lambda xs, h0, *w: tf.stack(_walk(xs, h0, w, order=-1), 1),
        ),
        Mistake(
            "stacked-in-reverse",
            "The states are right but in the wrong order: the last comes "
            "first.",
            lambda xs, h0, *w: tf.stack(_walk(xs, h0, w)[::-1], 1),
        ),
        Mistake(
            "only-the-last",
            "You return one state. All of them are wanted: (batch, time, "
            "units), one state for each step.",
            lambda xs, h0, *w: _walk(xs, h0, w)[-1],
        ),
        Mistake(
            "time-first",
            "You return (time, batch, units). Stack along axis 1, so that "
            "the batch comes first.",
            lambda xs, h0, *w: tf.stack(_walk(xs, h0, w), 0),
        ),
        Mistake(
            "first-input-again",
            "Every step hears the first input, xs[:, 0]. Step t hears "
            "xs[:, t].",
            lambda xs, h0, *w: tf.stack(
                _walk(tf.repeat(xs[:, :1], xs.shape[1], 1), h0, w), 1
            ),
        ),
        Mistake(
            "last-state-repeated",
            "Every step of your answer holds the same state, the last one. "
            "Store h at each step, inside the loop.",
            lambda xs, h0, *w: tf.repeat(
                _walk(xs, h0, w)[-1][:, None], xs.shape[1], 1
            ),
        ),
        Mistake(
            "h0-kept",
            "You return one state too many: h0 is where the loop starts, "
            "not one of its results.",
            lambda xs, h0, *w: tf.stack([h0, *_walk(xs, h0, w)], 1),
        ),
        Mistake(
            "one-step-short",
            "The last step is missing: the loop ends one step too early.",
            lambda xs, h0, *w: tf.stack(_walk(xs, h0, w), 1)[:, :-1],
        ),
    ),
    tried="sequences of five sizes up to 12 steps, with non-zero h0",
)


# --- latch_weights ----------------------------------------------------------


def latch_weights():
    """Return (w, u, b) of a unit that keeps the last pulse.

    The unit is h = tanh(w x + u h_prev + b). A pulse x = 1 must make it
    positive and x = -1 negative, each within one step, whatever it held.
    In between, noise from -0.3 to 0.3 must not change its sign.
    """
    w, u, b = 5, 4, 0
    return w, u, b


def _latch(weights, xs, h):
    w, u, b = (float(value) for value in weights)
    states = []
    for x in np.moveaxis(np.asarray(xs, float), -1, 0):
        h = np.tanh(w * x + u * h + b)
        states.append(h)
    return np.stack(states, -1)


def _bounded_weights(value):
    wrong = _numbers(value, 3, "three numbers (w, u, b)")
    if wrong:
        return wrong
    largest = max(value, key=abs)
    if abs(largest) > 20:
        return (
            f"{largest:g} is larger than 20. A latch works with weights of "
            "ordinary size."
        )
    return None


def _follows_pulses(value):
    w, u, _ = (float(v) for v in value)
    fresh = _latch(value, [[1.0], [-1.0]], np.zeros(2))[:, 0]
    if fresh[0] < 0 < fresh[1]:
        return (
            "A pulse of +1 leaves your unit negative. Look at the sign of w."
        )
    for pulse, held in ((1, -1), (-1, 1)):
        after = _latch(value, [[float(pulse)]], np.array([float(held)]))[0, 0]
        if after * pulse <= 0:
            return (
                f"It cannot be overwritten: it held {held:+d}, a pulse of "
                f"{pulse:+d} came, and the state is {after:+.2f}. The pulse "
                f"adds {w * pulse:+g} and the past adds {u * held:+g}: "
                "which must be larger?"
            )
    return None


def _has_two_resting_points(value):
    _, u, b = (float(v) for v in value)
    if u < 0:
        return (
            f"With u = {u:g} the state changes its sign at every step. "
            "To keep a sign, the unit must agree with its own past."
        )
    held = _latch(value, np.zeros((2, 1000)), np.array([1.0, -1.0]))[:, -1]
    if abs(b) > 0.05 and (held[0] < 0.05 or held[1] > -0.05):
        side = "negative" if held[0] < 0.05 else "positive"
        return (
            f"The bias b = {b:g} pulls the unit to one side: in a silence "
            f"of 1,000 steps it ends {side} whatever it held."
        )
    if abs(held).min() < 0.05:
        return (
            f"With u = {u:g} the bit fades even without noise: after 1,000 "
            f"silent steps +1 has become {held[0]:.3f}. How large must u be "
            "for tanh(u h) to have a resting point away from 0?"
        )
    return None


def _survives_noise(value):
    w = float(value[0])
    worst = np.full((2, 1000), 0.3) * [[-1], [1]]
    held = _latch(value, worst, np.array([1.0, -1.0]))[:, -1]
    if held[0] <= 0 or held[1] >= 0:
        return (
            "Pulses work, but noise flips the bit: 0.3 at every step adds "
            f"{abs(0.3 * w):.2g}, and that is more than the past can hold "
            "against. Make w smaller or u larger."
        )
    return None


def _streams_right(value):
    rng = np.random.default_rng(1)
    xs = rng.uniform(-0.3, 0.3, (200, 1000))
    pulses = rng.random(xs.shape) < 0.02
    pulses[:, 0] = True
    signs = rng.choice([-1.0, 1.0], xs.shape)
    xs = np.where(pulses, signs, xs)
    last = np.maximum.accumulate(np.where(pulses, np.arange(1000), 0), 1)
    wanted = np.take_along_axis(signs, last, 1)
    right = (_latch(value, xs, np.zeros(200)) * wanted > 0).all(1)
    if not right.all():
        return f"Right on {right.sum()} of 200 random streams only."
    return None


LATCH_WEIGHTS = ValueExercise(
    solution=latch_weights,
    hints=(
        "Begin with b = 0 and u = 4: the unit then holds a sign by itself "
        "(see the figure above).",
        "A pulse must win against the past, so w · 1 must be larger than "
        "u · 1.",
        "But the noise must not: 0.3 · w has to stay below what the past "
        "can bear. For u = 4 that is about 2.1.",
    ),
    rules=(
        Rule("three-numbers", _bounded_weights),
        Rule("pulse", _follows_pulses),
        Rule("fades", _has_two_resting_points),
        Rule("noise", _survives_noise),
        Rule("streams", _streams_right),
    ),
    mistakes=(
        Mistake("three-numbers", "", lambda: (5, 4)),
        Mistake("three-numbers", "", lambda: (100, 40, 0)),
        Mistake("three-numbers", "", lambda: (5, float("nan"), 0)),
        Mistake("pulse", "", lambda: (-5, 4, 0)),
        Mistake("pulse", "", lambda: (2, 4, 0)),
        Mistake("fades", "", lambda: (2, 0.9, 0)),
        Mistake("fades", "", lambda: (2, 1, 0)),
        Mistake("fades", "", lambda: (5, 0, 0)),
        Mistake("fades", "", lambda: (5, -4, 0)),
        Mistake("fades", "", lambda: (7, 3, 2.5)),
        Mistake("noise", "", lambda: (10, 4, 0)),
        Mistake("noise", "", lambda: (3, 1.5, 0)),
    ),
    tried="200 streams of 1,000 noisy steps, about 20 pulses in each",
)


# --- parity_weights ---------------------------------------------------------


def parity_weights():
    """Return (W, U, b) of two units whose difference is the parity.

    Unit 1 is the OR of the bit x and the parity so far, unit 2 their AND.
    Both are near -1 for "no" and near +1 for "yes", so the parity so far
    is (h1 - h2) / 2. W is (1, 2), U is (2, 2), b is (2,).
    """
    k = 5
    W = [[2 * k, 2 * k]]
    U = [[k, k], [-k, -k]]
    b = [-k, -3 * k]
    return W, U, b


def _parity_arrays(value):
    """Return W, U, b as arrays, or the message that says what is wrong."""
    if not isinstance(value, (tuple, list)) or len(value) != 3:
        return f"Expected three arrays (W, U, b), got {value!r}."
    arrays = []
    for name, array, shape in zip(
        ("W", "U", "b"), value, ((1, 2), (2, 2), (2,)), strict=True
    ):
        try:
            array = np.asarray(array, float)
        except (TypeError, ValueError):
            return f"{name} is no array of numbers: {array!r}."
        if array.shape != shape:
            return f"{name} must have the shape {shape}, got {array.shape}."
        if not np.isfinite(array).all():
            return f"{name} must hold finite numbers, got {array.tolist()}."
        arrays.append(array)
    return arrays


def _parity_run(value, bits):
    """Return states (batch, time, 2) and the parities they stand for."""
    W, U, b = _parity_arrays(value)
    h, states = np.zeros((len(bits), 2)), []
    for x in np.asarray(bits, float).T:
        h = np.tanh(x[:, None] @ W + h @ U + b)
        states.append(h)
    states = np.stack(states, 1)
    return states, (states[..., 0] - states[..., 1]) / 2


def _parity_shapes(value):
    arrays = _parity_arrays(value)
    return arrays if isinstance(arrays, str) else None


def _truth_tables(value):
    W, U, b = _parity_arrays(value)
    histories = ((0, (-1.0, -1.0)), (1, (1.0, -1.0)), (0, (1.0, 1.0)))
    for before, h in histories:
        for x in (0, 1):
            z = x * W[0] + np.array(h) @ U + b
            for unit, name, truth in (
                (0, "OR", x or before),
                (1, "AND", x and before),
            ):
                if (z[unit] > 0) != bool(truth):
                    return (
                        f"Unit {unit + 1} should be x {name} parity. With "
                        f"x = {x} and parity {before} (states {h[0]:+.0f}, "
                        f"{h[1]:+.0f}) it should be "
                        f"{'positive' if truth else 'negative'}, but its "
                        f"sum is {z[unit]:+g}."
                    )
    return None


def _same_sums(wrong):
    """Make a test: are these the weights `wrong`, up to their strength?"""

    def same(value):
        for got, bad in zip(_parity_arrays(value), wrong, strict=True):
            bad = np.asarray(bad, float)
            scale = np.abs(_parity_arrays(value)[1]).max()
            if scale == 0 or not np.allclose(got / scale, bad):
                return False
        return True

    return same


def _named(wrong, message):
    same = _same_sums(wrong)
    return lambda value: message if same(value) else None


_HALF = [[1, 1], [-1, -1]]


def _holds_for_long(value):
    bits = np.random.default_rng(2).integers(0, 2, (100, 1000))
    parity = _parity_run(value, bits)[1]
    right = (parity > 0.5) == (np.cumsum(bits, 1) % 2 == 1)
    if not right.all():
        first = np.argmin(right, 1)[~right.all(1)].min() + 1
        return (
            "The truth tables are right, but the network loses count: the "
            f"first slip comes at step {first}, and {right.mean():.0%} of "
            "all answers are right. Your states are not close enough to −1 "
            "and +1: what makes a tanh steeper?"
        )
    return None


PARITY_WEIGHTS = ValueExercise(
    solution=parity_weights,
    hints=(
        "Write p = (h1 − h2) / 2 for the parity so far. OR is yes when "
        "x + p > 0.5, AND when x + p > 1.5.",
        "Double both sides to be rid of the half: OR is the sign of "
        "2 x + (h1 − h2) − 1. Now read off W, U and b of unit 1.",
        "Both units have the same weights, W = [[2, 2]] and U = "
        "[[1, 1], [−1, −1]]; only the biases differ. Then multiply "
        "everything by a k that is large enough.",
    ),
    rules=(
        Rule("shapes", _parity_shapes),
        Rule(
            "U-transposed",
            _named(
                ([[2, 2]], [[1, -1], [1, -1]], [-1, -3]),
                "U is transposed. U[j, k] leads from unit j to unit k: row "
                "1 holds what unit 1 says to both, and both subtract unit "
                "2, so the second row is negative.",
            ),
        ),
        Rule(
            "plus-and",
            _named(
                ([[2, 2]], [[1, 1], [1, 1]], [-1, -3]),
                "You add the two units. The parity so far is OR *minus* "
                "AND, so what comes from unit 2 needs a minus.",
            ),
        ),
        Rule(
            "zero-one-states",
            _named(
                ([[1, 1]], _HALF, [-0.5, -1.5]),
                "These weights would be right if the states were 0 and 1. "
                "A tanh gives −1 and +1, so h1 − h2 is 0 or *two*: the past "
                "counts double here.",
            ),
        ),
        Rule(
            "same-bias",
            lambda value: (
                "Both units have the same weights and the same bias, so "
                "they are always equal and their difference is 0. OR and "
                "AND differ in their threshold."
                if np.ptp(_parity_arrays(value)[0]) == 0
                and np.ptp(_parity_arrays(value)[1], axis=1).max() == 0
                and np.ptp(_parity_arrays(value)[2]) == 0
                else None
            ),
        ),
        Rule(
            "units-swapped",
            _named(
                ([[2, 2]], _HALF, [-3, -1]),
                "Your unit 1 is the AND and your unit 2 the OR: the "
                "difference then comes out negative. Swap them.",
            ),
        ),
        Rule("truth-table", _truth_tables),
        Rule("too-weak", _holds_for_long),
    ),
    mistakes=(
        Mistake("shapes", "", lambda: ([[2, 2]], [[1, 1], [-1, -1]])),
        Mistake("shapes", "", lambda: ([2, 2], _HALF, [-1, -3])),
        Mistake(
            "U-transposed",
            "",
            lambda: ([[10, 10]], [[5, -5], [5, -5]], [-5, -15]),
        ),
        Mistake(
            "plus-and", "", lambda: ([[10, 10]], [[5, 5], [5, 5]], [-5, -15])
        ),
        Mistake(
            "zero-one-states",
            "",
            lambda: ([[10, 10]], [[10, 10], [-10, -10]], [-5, -15]),
        ),
        Mistake(
            "same-bias",
            "",
            lambda: ([[10, 10]], [[5, 5], [-5, -5]], [-5, -5]),
        ),
        Mistake(
            "units-swapped",
            "",
            lambda: ([[10, 10]], [[5, 5], [-5, -5]], [-15, -5]),
        ),
        Mistake(
            "truth-table",
            "",
            lambda: ([[10, 10]], [[0, 0], [0, 0]], [-5, -15]),
        ),
        Mistake(
            "truth-table",
            "",
            lambda: ([[10, 10]], [[5, 5], [-5, -5]], [-5, -25]),
        ),
        Mistake(
            "too-weak", "", lambda: ([[2, 2]], [[1, 1], [-1, -1]], [-1, -3])
        ),
        Mistake(
            "too-weak",
            "",
            lambda: ([[1, 1]], [[0.5, 0.5], [-0.5, -0.5]], [-0.5, -1.5]),
        ),
    ),
    tried="all four lines of the truth table, then 100 streams of 1,000 bits",
)

EXERCISES = (
    STATES_BY_HAND,
    RNN_STEP,
    RNN_FORWARD,
    LATCH_WEIGHTS,
    PARITY_WEIGHTS,
)

"""The loop over time: an LSTM backward through a whole sequence."""

from lstm_course.cells import Step
from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)
from lstm_course.checks.exercises.gradients.parts import (
    GATES,
    as_tensors,
    forward,
)
from lstm_course.checks.exercises.gradients.step import lstm_step_backward
from lstm_course.runtime import tf


def lstm_backward(dhs, steps, xs, h0, c0, W, U):
    """Go back through a whole sequence.

    dhs[:, t] is what the loss says to h of step t directly, (batch, time,
    units). steps is a list, the Step of each t. xs is (batch, time,
    features), h0 and c0 are (batch, units).
    Returns dxs, dh0, dc0, dW, dU, db, each shaped like what it belongs to.
    """
    dh, dc = tf.zeros_like(h0), tf.zeros_like(c0)
    dxs, dW, dU, db = [], 0, 0, 0
    for t in reversed(range(len(steps))):
        h_prev = steps[t - 1].h if t > 0 else h0
        c_prev = steps[t - 1].c if t > 0 else c0
        found = lstm_step_backward(
            dhs[:, t] + dh, dc, steps[t], xs[:, t], h_prev, c_prev, W, U
        )
        dh, dc = found.dh_prev, found.dc_prev
        dW, dU, db = dW + found.dW, dU + found.dU, db + found.db
        dxs.append(found.dx)
    return tf.stack(dxs[::-1], axis=1), dh, dc, dW, dU, db


# batch, time, features, units: all different.
_SIZES = (
    (1, 1, 2, 3),
    (1, 2, 1, 1),
    (2, 3, 4, 1),
    (4, 5, 3, 2),
    (3, 7, 2, 4),
    (2, 12, 1, 3),
)


def sequence(rng, batch, time, features, units):
    """Return dhs, steps, xs, h0, c0, W, U of a random LSTM."""
    xs = rng.normal(size=(batch, time, features))
    h0 = rng.uniform(-1, 1, size=(batch, units))
    c0 = rng.normal(size=(batch, units))
    W = rng.normal(size=(features, 4 * units))
    U = rng.normal(size=(units, 4 * units))
    b = rng.normal(size=4 * units)
    dhs = rng.normal(size=(batch, time, units))
    h, c, steps = h0, c0, []
    for t in range(time):
        step = forward(xs[:, t], h, c, W, U, b)
        h, c = step.h, step.c
        steps.append(as_tensors(step))
    dhs, xs, h0, c0, W, U = map(as_tensors, (dhs, xs, h0, c0, W, U))
    return dhs, steps, xs, h0, c0, W, U


def _cases(rng):
    return [
        Case(
            sequence(rng, *sizes),
            "batch {}, time {}, features {}, units {}".format(*sizes),
        )
        for sizes in _SIZES
    ]


def _walk(args, **changed):
    """Go back through a sequence with some part of the loop changed.

    Returns the list of dx in the order met, the last dh and dc, the sums,
    and the gradients at the first state, before the last step back.
    """
    dhs, steps, xs, h0, c0, W, U = args
    first = Step(*[None] * 4, c0, h0)
    total = changed.get("dh", lambda direct, dh: direct + dh)
    before = changed.get("before", lambda t: steps[t - 1] if t > 0 else first)
    if "before_of" in changed:
        before = changed["before_of"](steps, first)
    carry = changed.get("carry", lambda new, old: new)
    add = changed.get("add", lambda sums, share: sums + share)
    order = changed.get("order", lambda time: reversed(range(time)))
    dh, dc = tf.zeros_like(h0), changed.get("dc", tf.zeros_like)(c0)
    if "dc_from" in changed:
        dc = changed["dc_from"](dhs)
    dxs, at = [], (dh, dc)
    sums = tf.zeros_like(W), tf.zeros_like(U), tf.zeros_like(U[0])
    for t in order(len(steps)):
        prev = before(t)
        at = total(dhs[:, t], dh), dc
        found = lstm_step_backward(
            *at, steps[t], xs[:, t], prev.h, prev.c, W, U
        )
        dh, dc = carry((found.dh_prev, found.dc_prev), (dh, dc))
        sums = tuple(map(add, sums, (found.dW, found.dU, found.db)))
        dxs.append(found.dx)
    return dxs, dh, dc, *sums, at


def _loop(finish=None, **changed):
    """Make a wrong answer: a changed walk, or changed results of it."""

    def backward(*args):
        dxs, dh, dc, dW, dU, db, at = _walk(args, **changed)
        found = [tf.stack(dxs[::-1], axis=1), dh, dc, dW, dU, db]
        return finish(found, dxs, at, args) if finish else found

    return backward


def _replaced(place, make):
    """Make a wrong answer whose result at `place` is another."""

    def finish(found, dxs, at, args):
        found[place] = make(found, dxs, at, args)
        return found

    return _loop(finish)


def _swapped(one, two):
    def finish(found, dxs, at, args):
        found[one], found[two] = found[two], found[one]
        return found

    return _loop(finish)


def _first_to_last(*args):
    dxs, *found, _ = _walk(args, order=range)
    return tf.stack(dxs, axis=1), *found


def _last_loss_only(dhs, *rest):
    silent = tf.zeros_like(dhs[:, 1:])
    return _loop()(tf.concat([silent, dhs[:, -1:]], axis=1), *rest)


def _mean_over_time(found, dxs, at, args):
    time = tf.cast(len(dxs), tf.float64)
    return [*found[:3], *(array / time for array in found[3:])]


def _one_short(*args):
    dxs, *found, _ = _walk(args, order=lambda time: range(time - 1, 0, -1))
    dxs = dxs or [tf.zeros_like(args[2][:, 0])]
    return tf.stack(dxs[::-1], axis=1), *found


def _own(*names):
    """Take some of the states before a step from the step itself."""

    def before_of(steps, first):
        def before(t):
            prev = steps[t - 1] if t > 0 else first
            return prev._replace(
                **{name: getattr(steps[t], name) for name in names}
            )

        return before

    return before_of


def _first_is(make):
    """Begin the sequence from another state."""

    def before_of(steps, first):
        return lambda t: steps[t - 1] if t > 0 else make(steps, first)

    return before_of


def _zero_start(steps, first):
    return first._replace(h=0 * first.h, c=0 * first.c)


LSTM_BACKWARD = FunctionExercise(
    solution=lstm_backward,
    compiled=True,
    hints=(
        "It is the loop of the RNN with two things carried instead of one: "
        "dh and dc. Both start at zero, since nothing comes after the last "
        "step.",
        "At step t the loss speaks to h directly, dhs[:, t], and the next "
        "step hands back its dh_prev: add them. The loss never speaks to c: "
        "all that arrives there is the dc_prev of the next step.",
        "Before step t there were steps[t - 1].h and steps[t - 1].c, and for "
        "t = 0 there were h0 and c0. In Python steps[-1] is the last step: "
        "take care.",
        "Replace dh and dc at each step, add up dW, dU and db, collect dx. "
        "The list of dx comes out last step first: turn it around before "
        "tf.stack(…, axis=1).",
    ),
    cases=_cases,
    outputs=(
        Output("dxs", ("batch", "time", "features")),
        Output("dh0", ("batch", "units")),
        Output("dc0", ("batch", "units")),
        Output("dW", ("features", "4 * units"), blocks=GATES),
        Output("dU", ("units", "4 * units"), blocks=GATES),
        Output("db", ("4 * units",), blocks=GATES),
    ),
    mistakes=(
        Mistake(
            "dc-not-carried",
            "Every step starts with dc = 0 in your loop: the direct path "
            "from c to c is cut. Hand the dc_prev of each step on to the one "
            "before.",
            _loop(carry=lambda new, old: (new[0], 0 * new[1])),
        ),
        Mistake(
            "dh-not-carried",
            "Each h hears its own loss alone. It was also read by the gates "
            "of the next step, whose dh_prev must be added to dhs[:, t].",
            _loop(dh=lambda direct, dh: direct),
        ),
        Mistake(
            "nothing-carried",
            "Each step stands alone in your loop: neither dh nor dc reaches "
            "the step before, so nothing is learned across time.",
            _loop(
                dh=lambda direct, dh: direct,
                carry=lambda new, old: (new[0], 0 * new[1]),
            ),
        ),
        Mistake(
            "direct-dropped",
            "Only the last step hears a loss in your loop. Every h has its "
            "own dhs[:, t], added to what arrives from the next step.",
            _last_loss_only,
        ),
        Mistake(
            "dc-starts-from-loss",
            "You start with dc = dhs[:, -1]. The loss reads h alone; it "
            "comes to c through h, inside the step. Nothing comes after the "
            "last c: start from zero.",
            _loop(dc_from=lambda dhs: dhs[:, -1]),
        ),
        Mistake(
            "dh-and-dc-crossed",
            "dh and dc change places from one step to the next: the dh_prev "
            "of a step belongs to the h before, its dc_prev to the c before.",
            _loop(carry=lambda new, old: new[::-1]),
        ),
        Mistake(
            "piles-up",
            "You add dh_prev and dc_prev to the old dh and dc. They are "
            "*replaced*: they have heard everything that comes later.",
            _loop(carry=lambda new, old: (new[0] + old[0], new[1] + old[1])),
        ),
        Mistake(
            "dc-piles-up",
            "dc grows from step to step because you add to it. Inside the "
            "step dc is added to; between steps it is replaced by dc_prev.",
            _loop(carry=lambda new, old: (new[0], new[1] + old[1])),
        ),
        Mistake(
            "dh-piles-up",
            "dh grows from step to step because you add dh_prev to the old "
            "dh. Replace it; what is added to it is dhs[:, t].",
            _loop(carry=lambda new, old: (new[0] + old[0], new[1])),
        ),
        Mistake(
            "first-to-last",
            "Your loop runs from the first step to the last. The gradient "
            "comes from the end: the last step goes first.",
            _first_to_last,
        ),
        Mistake(
            "dxs-in-reverse",
            "Only dxs is wrong: its values are right, and in the order in "
            "which the loop met them, the last step first.",
            _replaced(0, lambda found, dxs, at, args: tf.stack(dxs, axis=1)),
        ),
        Mistake(
            "time-first",
            "dxs is (time, batch, features) in your answer. Stack along "
            "axis 1, so that the batch comes first.",
            _replaced(
                0, lambda found, dxs, at, args: tf.stack(dxs[::-1], axis=0)
            ),
        ),
        Mistake(
            "last-share-only",
            "dW, dU and db hold the share of one step, the last that the "
            "loop visits. The weights are used at every step: add the "
            "shares up.",
            _loop(add=lambda sums, share: share),
        ),
        Mistake(
            "mean-over-time",
            "dW, dU and db are divided by the number of steps. Each use "
            "moves the loss on its own: add.",
            _loop(_mean_over_time),
        ),
        Mistake(
            "own-states",
            "You hand steps[t].h and steps[t].c to the step as what was "
            "before it. They are what it *made*.",
            _loop(before_of=_own("h", "c")),
        ),
        Mistake(
            "own-c",
            "You hand steps[t].c to the step as c_prev: the state it made. "
            "The forget gate multiplied the one before.",
            _loop(before_of=_own("c")),
        ),
        Mistake(
            "own-h",
            "Only dU is wrong: you hand steps[t].h to the step as h_prev. "
            "That is the h it made.",
            _loop(before_of=_own("h")),
        ),
        Mistake(
            "wraps-around",
            "For t = 0, steps[t - 1] is steps[-1], the *last* step. Before "
            "the first step there were h0 and c0.",
            _loop(before_of=_first_is(lambda steps, first: steps[-1])),
        ),
        Mistake(
            "starts-from-zero",
            "You took zeros for the states before the first step. The "
            "sequence began at h0 and c0.",
            _loop(before_of=_first_is(_zero_start)),
        ),
        Mistake(
            "h0-and-c0-crossed",
            "At the first step you hand h0 over as c_prev and c0 as h_prev. "
            "The order of the arguments is h_prev, c_prev.",
            _loop(
                before_of=_first_is(
                    lambda steps, first: first._replace(h=first.c, c=first.h)
                )
            ),
        ),
        Mistake(
            "start-states-everywhere",
            "Every step gets h0 and c0 as the states before it. Only the "
            "first step read those.",
            _loop(before_of=lambda steps, first: lambda t: first),
        ),
        Mistake(
            "dh0-and-dc0-zero",
            "dh0 and dc0 are zeros in your answer, as if the initial states "
            "made no difference. What is left in dh and dc when the loop is "
            "over?",
            _loop(
                lambda found, dxs, at, args: [
                    found[0],
                    0 * found[1],
                    0 * found[2],
                    *found[3:],
                ]
            ),
        ),
        Mistake(
            "dc0-zero",
            "Only dc0 is wrong: you return zeros. What is left in dc when "
            "the loop is over?",
            _replaced(2, lambda found, dxs, at, args: 0 * found[2]),
        ),
        Mistake(
            "first-state",
            "dh0 and dc0 belong to the first step's own states in your "
            "answer, before the last step back. h0 and c0 lie one step "
            "earlier.",
            _loop(lambda found, dxs, at, args: [found[0], *at, *found[3:]]),
        ),
        Mistake(
            "dh0-plus-direct",
            "Only dh0 is wrong: you add dhs[:, 0] to it. That is what the "
            "loss says to the first h, not to the one before.",
            _replaced(
                1, lambda found, dxs, at, args: found[1] + args[0][:, 0]
            ),
        ),
        Mistake(
            "dh0-and-dc0-swapped",
            "dh0 and dc0 have changed places. The order is dxs, dh0, dc0, "
            "dW, dU, db.",
            _swapped(1, 2),
        ),
        Mistake(
            "one-step-short",
            "Your loop never visits the first step, t = 0. In "
            "range(a, b, -1) the b itself is left out.",
            _one_short,
        ),
    ),
    tried="sequences of six sizes up to 12 steps, a loss at every step",
)

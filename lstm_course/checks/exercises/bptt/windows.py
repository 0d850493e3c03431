"""The loop backward, cut into windows."""

from lstm_course.checks.exercise import Case, FunctionExercise, Mistake
from lstm_course.checks.exercises.bptt.loop import (
    OUTPUTS,
    changed_walk,
    right_h_prev,
    rnn_backward,
    sequence,
    walk,
)
from lstm_course.runtime import tf


def rnn_backward_truncated(dhs, hs, xs, h0, W, U, window):
    """Go back through a sequence, but never out of a window.

    Steps 0 to window - 1 are the first window, and so on; the last may be
    shorter. The states run on from window to window, the gradient does not.
    Arguments and results are those of `rnn_backward`.
    """
    dh0, dxs, dW, dU, db = None, [], 0, 0, 0
    for start in range(0, xs.shape[1], window):
        part = slice(start, start + window)
        h_start = h0 if start == 0 else hs[:, start - 1]
        cut = dhs[:, part], hs[:, part], xs[:, part], h_start
        dx, dh_start, *shares = rnn_backward(*cut, W, U)
        dh0 = dh_start if start == 0 else dh0
        dxs.append(dx)
        dW, dU, db = dW + shares[0], dU + shares[1], db + shares[2]
    return tf.concat(dxs, axis=1), dh0, dW, dU, db


# batch, time, features, units, window: all different where it matters; one
# window longer than the sequence, one of a single step, one that does not
# divide the time.
_SIZES = (
    (1, 2, 1, 1, 1),
    (1, 4, 3, 1, 2),
    (2, 7, 1, 4, 3),
    (4, 6, 3, 2, 9),
    (3, 5, 4, 2, 4),
    (2, 12, 1, 3, 4),
)


def _cases(rng):
    return [
        Case(
            (*sequence(rng, *sizes), window),
            f"time {sizes[1]}, window {window}, batch {sizes[0]}, "
            f"features {sizes[2]}, units {sizes[3]}",
        )
        for *sizes, window in _SIZES
    ]


def _cut_where(ends, drop=lambda direct: direct):
    """Make an answer that cuts after each step t with ends(t, window, T).

    drop is what becomes of a loss at a cut.
    """

    def backward(dhs, hs, xs, h0, W, U, window):
        def dh(direct, arriving, t):
            if ends(t, window, xs.shape[1]):
                return drop(direct)
            return direct + arriving

        return changed_walk(dh=dh)(dhs, hs, xs, h0, W, U)

    return backward


def _is_end(t, window, time):
    return (t + 1) % window == 0


def _ends(window):
    """Return a `dh` for `walk` that cuts after each window."""

    def dh(direct, arriving, t):
        return direct if _is_end(t, window, None) else direct + arriving

    return dh


def _begins(before):
    """Make an answer that takes another state before each window."""

    def backward(dhs, hs, xs, h0, W, U, window):
        def h_prev(hs, h0, t):
            if t % window == 0:
                return before(hs, h0, t)
            return right_h_prev(hs, h0, t)

        return changed_walk(dh=_ends(window), h_prev=h_prev)(
            dhs, hs, xs, h0, W, U
        )

    return backward


def _by_parts(join):
    """Make an answer from the results of all windows, first to last."""

    def backward(dhs, hs, xs, h0, W, U, window):
        found = []
        for start in range(0, xs.shape[1], window):
            part = slice(start, start + window)
            h_start = h0 if start == 0 else hs[:, start - 1]
            found.append(
                rnn_backward(
                    dhs[:, part], hs[:, part], xs[:, part], h_start, W, U
                )
            )
        dxs, dh0s, *grads = zip(*found, strict=True)
        right = [tf.concat(dxs, 1), dh0s[0], *map(tf.add_n, grads)]
        return join(right, dxs, dh0s, grads)

    return backward


def _last_window_alone(right, dxs, dh0s, grads):
    dx = [tf.zeros_like(one) for one in dxs[:-1]] + [dxs[-1]]
    return tf.concat(dx, 1), right[1], *(grad[-1] for grad in grads)


def _mean(right, dxs, dh0s, grads):
    return (
        right[0],
        right[1],
        *(
            tf.add_n(grad) / tf.cast(len(grad), grad[0].dtype)
            for grad in grads
        ),
    )


def _dxs_cut_too(dhs, hs, xs, h0, W, U, window):
    found = walk(dhs, hs, xs, h0, W, U)
    cut = rnn_backward_truncated(dhs, hs, xs, h0, W, U, window)
    return (*cut[:2], *found[2:5])


RNN_BACKWARD_TRUNCATED = FunctionExercise(
    solution=rnn_backward_truncated,
    compiled=True,
    hints=(
        "There are two ways. Either the loop of rnn_backward with one line "
        "more, or a loop over windows that calls rnn_backward for each.",
        "In the loop over time: where a window ends, nothing arrives from "
        "the next step. Step t is the last of its window when t + 1 is a "
        "multiple of window.",
        "In the loop over windows: window number n reads the steps n · "
        "window to (n + 1) · window, and the state before it is the last "
        "one of the window before, hs[:, start - 1].",
        "The gradients of the weights are added over all windows. dh0 comes "
        "from the first window, the only one that begins at h0.",
    ),
    cases=_cases,
    outputs=OUTPUTS,
    mistakes=(
        Mistake(
            "not-cut",
            "Nothing is cut: this is the whole gradient, through all of the "
            "past. Where a window ends, nothing may arrive from the next "
            "step.",
            lambda *args: rnn_backward(*args[:-1]),
        ),
        Mistake(
            "cut-everywhere",
            "You cut after every step, whatever the window. Inside of a "
            "window the gradient travels on.",
            _cut_where(lambda t, window, time: True),
        ),
        Mistake(
            "cut-one-early",
            "You cut after the *first* step of a window: one step off. "
            "Steps are counted from 0, so with a window of 3 the first "
            "window holds 0, 1, 2 and ends with step 2.",
            _cut_where(lambda t, window, time: t % window == 0),
        ),
        Mistake(
            "one-step-too-long",
            "Your windows are one step too long.",
            _cut_where(lambda t, window, time: (t + 1) % (window + 1) == 0),
        ),
        Mistake(
            "counted-from-the-end",
            "Your windows are counted from the end of the sequence, so that "
            "the first one is the short one. The first window begins at "
            "step 0.",
            _cut_where(lambda t, window, time: (time - 1 - t) % window == 0),
        ),
        Mistake(
            "cut-once",
            "You cut once, after the first window. Every window is cut from "
            "the next.",
            _cut_where(lambda t, window, time: t + 1 == window),
        ),
        Mistake(
            "loss-cut-too",
            "At the end of a window you drop the step's own loss as well. "
            "Only what arrives from the next step is cut; dhs[:, t] stays.",
            _cut_where(_is_end, drop=lambda direct: 0 * direct),
        ),
        Mistake(
            "state-cut-too",
            "Only dU is wrong: your windows begin at a state of zeros. The "
            "gradient is cut, the state is not: each window read the last "
            "state of the one before.",
            _begins(lambda hs, h0, t: h0 if t == 0 else 0 * h0),
        ),
        Mistake(
            "h0-in-every-window",
            "Only dU is wrong: every window begins at h0 in your answer. "
            "Only the first did.",
            _begins(lambda hs, h0, t: h0),
        ),
        Mistake(
            "window-reads-its-own-state",
            "Only dU is wrong: a window begins at hs[:, start] in your "
            "answer, the state that its first step made. One earlier.",
            _begins(lambda hs, h0, t: h0 if t == 0 else hs[:, t]),
        ),
        Mistake(
            "last-window-alone",
            "You go back through the last window and stop. The earlier "
            "windows have losses of their own: each is gone through, "
            "apart from the others.",
            _by_parts(_last_window_alone),
        ),
        Mistake(
            "first-window-only",
            "You return the first window and leave out the rest. Each "
            "window is gone through, apart from the others.",
            lambda dhs, hs, xs, h0, W, U, window: rnn_backward(
                dhs[:, :window], hs[:, :window], xs[:, :window], h0, W, U
            ),
        ),
        Mistake(
            "last-steps-only",
            "You return the last steps and leave out the rest: every window "
            "has losses of its own. And the last window did not begin at h0.",
            lambda dhs, hs, xs, h0, W, U, window: rnn_backward(
                dhs[:, -window:], hs[:, -window:], xs[:, -window:], h0, W, U
            ),
        ),
        Mistake(
            "dh0-of-the-last-window",
            "Only dh0 is wrong: it comes from the last window. That one did "
            "not begin at h0.",
            _by_parts(
                lambda right, dxs, dh0s, grads: (
                    right[0],
                    dh0s[-1],
                    *right[2:],
                )
            ),
        ),
        Mistake(
            "dh0-summed",
            "Only dh0 is wrong: you add up what arrives at the beginnings "
            "of all windows. Only the first window begins at h0.",
            _by_parts(
                lambda right, dxs, dh0s, grads: (
                    right[0],
                    tf.add_n(dh0s),
                    *right[2:],
                )
            ),
        ),
        Mistake(
            "last-share-only",
            "dW, dU and db hold the share of the last window alone. The "
            "same weights are used in all windows: add the shares up.",
            _by_parts(
                lambda right, dxs, dh0s, grads: (
                    *right[:2],
                    *(grad[-1] for grad in grads),
                )
            ),
        ),
        Mistake(
            "first-share-only",
            "dW, dU and db hold the share of the first window alone. The "
            "same weights are used in all windows: add the shares up.",
            _by_parts(
                lambda right, dxs, dh0s, grads: (
                    *right[:2],
                    *(grad[0] for grad in grads),
                )
            ),
        ),
        Mistake(
            "mean-over-windows",
            "dW, dU and db are divided by the number of windows. Shares "
            "are added.",
            _by_parts(_mean),
        ),
        Mistake(
            "windows-in-reverse",
            "Only dxs is wrong: the windows are joined with the last one "
            "first.",
            _by_parts(
                lambda right, dxs, dh0s, grads: (
                    tf.concat(dxs[::-1], 1),
                    *right[1:],
                )
            ),
        ),
        Mistake(
            "weights-not-cut",
            "dxs and dh0 are right, but dW, dU and db are those of the "
            "whole gradient. They come from the same dz, so they are cut "
            "in the same places.",
            _dxs_cut_too,
        ),
    ),
    tried="sequences of six sizes, windows shorter and longer than they are",
)

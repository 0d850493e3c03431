"""Make a bidirectional layer out of two layers that read forward."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)
from lstm_course.checks.exercises.surprises.reader import Reader
from lstm_course.runtime import tf


def both_ways(ahead, back, xs, mask):
    """Read a batch from both ends, with two layers that read forward.

    ahead and back are Keras layers with return_sequences=True, called as
    ahead(xs, mask=mask). xs is (batch, time, features), mask (batch, time)
    and True where a step counts; the padding is on the right. Returns
    (batch, time, 2 * units): what ahead says at each step, then what back
    says at the same step, and zeros at the steps that do not count.
    """
    forward = ahead(xs, mask=mask)
    backward = back(tf.reverse(xs, [1]), mask=tf.reverse(mask, [1]))
    both = tf.concat([forward, tf.reverse(backward, [1])], axis=-1)
    return tf.where(mask[..., None], both, 0)


_SIZES = (
    ("SimpleRNN", 1, 2, 1, 2),
    ("SimpleRNN", 2, 3, 4, 1),
    ("SimpleRNN", 3, 4, 2, 5),
    ("LSTM", 3, 4, 1, 2),
)


def _cases(rng):
    found = []
    for kind, batch, time, features, units in _SIZES:
        layers = [
            Reader(kind, units, features, rng, return_sequences=True)
            for _ in range(2)
        ]
        xs = rng.normal(size=(batch, time, features))
        for padded in (False, True):
            lengths = time - padded * (np.arange(batch) % time)
            if padded and batch == 1:
                continue
            mask = np.arange(time) < lengths[:, None]
            args = tf.constant(xs * mask[..., None]), tf.constant(mask)
            about = f"batch {batch}, time {time}, units {units}"
            about += ", padded" if padded else ", nothing padded"
            found.append(Case((*layers, *args), about))
    return found


def _joined(
    into=lambda xs: tf.reverse(xs, [1]),
    masked=lambda mask: tf.reverse(mask, [1]),
    out=lambda ys: tf.reverse(ys, [1]),
    join=lambda one, two: tf.concat([one, two], axis=-1),
    end=lambda both, mask: tf.where(mask[..., None], both, 0),
):
    """Make the solution with one thing changed."""

    def answer(ahead, back, xs, mask):
        forward = ahead(xs, mask=mask)
        backward = back(into(xs), mask=masked(mask))
        return end(join(forward, out(backward)), mask)

    return answer


def _same(array):
    return array


def _by_length(array, mask):
    """Reverse each row within its own length."""
    lengths = tf.reduce_sum(tf.cast(mask, tf.int32), axis=1)
    return tf.reverse_sequence(array, lengths, seq_axis=1)


def _ahead_twice(ahead, back, xs, mask):
    return _joined()(ahead, ahead, xs, mask)


def _only_the_values_by_length(ahead, back, xs, mask):
    backward = back(_by_length(xs, mask), mask=mask)
    both = tf.concat([ahead(xs, mask=mask), backward], axis=-1)
    return tf.where(mask[..., None], both, 0)


def _reads_outputs(ahead, back, xs, mask):
    forward = ahead(xs, mask=mask)
    width = xs.shape[-1]
    seen = tf.concat([forward] * width, -1)[..., :width]
    backward = back(tf.reverse(seen, [1]), mask=tf.reverse(mask, [1]))
    both = tf.concat([forward, tf.reverse(backward, [1])], axis=-1)
    return tf.where(mask[..., None], both, 0)


BOTH_WAYS = FunctionExercise(
    solution=both_ways,
    hints=(
        "tf.reverse(xs, [1]) turns time around and leaves the batch and the "
        "features as they are.",
        "What goes in reversed comes out reversed: the first output of back "
        "belongs to the last step. Turn its outputs around again before you "
        "join them.",
        "The mask says something of steps, so it turns around with them.",
        "tf.where(mask[..., None], both, 0) puts zeros where nothing counts.",
    ),
    cases=_cases,
    outputs=(Output("outputs", ("batch", "time", "features of both")),),
    mistakes=(
        Mistake(
            "not-turned",
            "Both halves read forward. That is a layer with twice the units "
            "and no more: turn xs around for back.",
            _joined(into=_same, masked=_same, out=_same),
        ),
        Mistake(
            "not-turned-back",
            "back reads the right way, but its outputs are left in the order "
            "in which it read: its word on the last step stands beside "
            "ahead's word on the first. Turn them around again.",
            _joined(out=_same),
        ),
        Mistake(
            "only-turned-back",
            "back has read forward, and only its outputs are turned around. "
            "What must be turned around first is xs, and its mask.",
            _joined(into=_same, masked=_same),
        ),
        Mistake(
            "mask-not-turned",
            "Without padding all is right. With it, back skips the wrong "
            "steps: xs is turned around and the mask is not. Padding that "
            "was at the end comes first now.",
            _joined(masked=_same),
        ),
        Mistake(
            "values-not-turned",
            "The mask is turned around for back, and xs is not.",
            _joined(into=_same, out=_same),
        ),
        Mistake(
            "no-mask-back",
            "Without padding all is right. With it, back begins by reading "
            "the padding: it got no mask.",
            _joined(masked=lambda mask: None),
        ),
        Mistake(
            "by-length-not-back",
            "You turn each row around within its own length, which is as "
            "good. But the outputs of back must be turned in the same way "
            "before they are joined.",
            _only_the_values_by_length,
        ),
        Mistake(
            "features-turned",
            "You turn around the last axis, the features. Time is axis 1.",
            _joined(
                into=lambda xs: tf.reverse(xs, [2]),
                masked=_same,
                out=lambda ys: tf.reverse(ys, [2]),
            ),
        ),
        Mistake(
            "batch-turned",
            "You turn around the batch: back reads another sequence than "
            "ahead. Time is axis 1.",
            _joined(
                into=lambda xs: tf.reverse(xs, [0]),
                masked=lambda mask: tf.reverse(mask, [0]),
                out=_same,
            ),
        ),
        Mistake(
            "back-first",
            "Both halves are right and in the wrong order: first ahead, then "
            "back.",
            _joined(join=lambda one, two: tf.concat([two, one], axis=-1)),
        ),
        Mistake(
            "added",
            "You add the two halves. Keras can do so, with "
            'merge_mode="sum"; here they stand side by side.',
            _joined(join=lambda one, two: one + two),
        ),
        Mistake(
            "in-time",
            "The halves are joined along time. They belong side by side, "
            "along the last axis.",
            _joined(
                join=lambda one, two: tf.concat([one, two], axis=1),
                end=lambda both, mask: both,
            ),
        ),
        Mistake(
            "not-blanked",
            "Every step that counts is right. At the others a layer repeats "
            "what it said last, and you pass that on: put zeros there.",
            _joined(end=lambda both, mask: both),
        ),
        Mistake(
            "one-layer",
            "Both directions are read by ahead; back, with weights of its "
            "own, is never used.",
            _ahead_twice,
        ),
        Mistake(
            "reads-outputs",
            "back reads what ahead has said. That is a stack; in a "
            "bidirectional layer both read xs.",
            _reads_outputs,
        ),
    ),
    tried="two kinds of layer, five sizes, with and without padding",
)

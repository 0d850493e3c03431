"""Average the states of padded sequences, each over its own steps."""

import numpy as np

from lstm_course.checks import cases as sizes
from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def masked_mean(outputs, mask):
    """Return the mean of each sequence's outputs over the steps that count.

    outputs is (batch, time, units); mask (batch, time) is True where a step
    counts, which is at least once in each row. Returns (batch, units).
    """
    counted = mask[:, :, None]
    return (outputs * counted).sum(axis=1) / counted.sum(axis=1)


def _cases(rng):
    found = []
    for shape in sizes.sizes("batch", "time", "units"):
        batch, time, units = shape.values()
        lengths = rng.permutation(1 + np.arange(batch) % time)
        for note, limits in (("", np.full(batch, time)), ("padded", lengths)):
            mask = np.arange(time) < limits[:, None]
            outputs = rng.normal(0.4, 1, (batch, time, units))
            # What stands at a padded step is the layer's own business.
            about = f"batch {batch}, time {time}, units {units}"
            about += f", {note or 'nothing padded'}"
            found.append(Case((outputs, mask), about))
    return found


def _spread(mean, outputs):
    """Return a mean over the batch in every row."""
    return np.broadcast_to(mean, outputs[:, 0].shape)


def _last(outputs, mask):
    return outputs[np.arange(len(mask)), mask.sum(axis=1) - 1]


def _largest(outputs, mask):
    return np.where(mask[:, :, None], outputs, -np.inf).max(axis=1)


def _padding(outputs, mask):
    counted = ~mask[:, :, None]
    return (outputs * counted).sum(axis=1) / np.maximum(counted.sum(axis=1), 1)


def _over_units(outputs, mask):
    return (outputs * mask[:, :, None]).mean(axis=2)


MASKED_MEAN = FunctionExercise(
    solution=masked_mean,
    hints=(
        "A padded step must add nothing to the sum, and must not be counted "
        "in what you divide by.",
        "mask[:, :, None] is (batch, time, 1): multiplied with the outputs, "
        "it sets those of padded steps to zero.",
        "Sum over axis 1, and divide by the number of steps that count, "
        "which differs from row to row.",
    ),
    cases=_cases,
    outputs=(Output("mean", ("batch", "units")),),
    mistakes=(
        Mistake(
            "unmasked",
            "Without padding all is right. With it, you average the padded "
            "steps along: what a sequence gets depends on the length of its "
            "neighbours.",
            lambda outputs, mask: outputs.mean(axis=1),
        ),
        Mistake(
            "divided-by-time",
            "The sum is right. But you divide it by the length of the array: "
            "a short sequence among long ones gets a small mean.",
            lambda outputs, mask: (outputs * mask[:, :, None]).mean(axis=1),
        ),
        Mistake(
            "sum",
            "This is the sum over the steps that count. Divide it by their "
            "number, or long sequences get large states.",
            lambda outputs, mask: (outputs * mask[:, :, None]).sum(axis=1),
        ),
        Mistake(
            "not-zeroed",
            "You divide by the number of steps that count, and the sum goes "
            "over all of them, padded ones included.",
            lambda outputs, mask: (
                outputs.sum(axis=1) / mask.sum(axis=1)[:, None]
            ),
        ),
        Mistake(
            "divided-by-all",
            "You divide by the steps that count in the whole batch. Each "
            "row has its own number.",
            lambda outputs, mask: (
                (outputs * mask[:, :, None]).sum(axis=1) / mask.sum()
            ),
        ),
        Mistake(
            "one-less",
            "You divide by the number of steps less one. A mean divides by "
            "the number.",
            lambda outputs, mask: (
                (outputs * mask[:, :, None]).sum(axis=1)
                / np.maximum(mask.sum(axis=1) - 1, 0.5)[:, None]
            ),
        ),
        Mistake(
            "inverted",
            "You average over the padding: the mask is True where a step "
            "counts.",
            _padding,
        ),
        Mistake(
            "last",
            "These are the outputs at the last step that counts. Asked for "
            "is the mean over all steps that count.",
            _last,
        ),
        Mistake(
            "largest",
            "This is the largest output over time, another way to pool. "
            "Asked for is the mean.",
            _largest,
        ),
        Mistake(
            "largest-or-zero",
            "This is the largest output over time, and a zero where all are "
            "negative: padded steps take part as zeros. Asked for is the "
            "mean.",
            lambda outputs, mask: (outputs * mask[:, :, None]).max(axis=1),
        ),
        Mistake(
            "over-the-batch",
            "You average over the batch, axis 0, so that every sequence gets "
            "the same. Time is axis 1.",
            lambda outputs, mask: _spread(
                _padding(
                    outputs.reshape(1, -1, outputs.shape[2]),
                    ~mask.reshape(1, -1),
                ),
                outputs,
            ),
        ),
        Mistake(
            "over-the-units",
            "You average over the units, the last axis. Each unit has a mean "
            "of its own, over time.",
            _over_units,
        ),
    ),
    tried="ten batches of five sizes, half of them padded",
)

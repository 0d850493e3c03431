"""Turn the losses of several texts into bits per character."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def bits_per_character(losses, counts):
    """Return the bits per character over several texts, a number.

    losses is (texts,): for each text the mean over its characters of
    −ln p, in nats, as Keras's cross-entropy gives it. counts is (texts,),
    how many characters each text has. Every character counts the same,
    whichever text it stands in.
    """
    nats = np.sum(losses * counts) / np.sum(counts)
    return nats / np.log(2)


def _cases(rng):
    cases = [
        Case((np.array([np.log(2)]), np.array([7])), "one text, ln 2 nats"),
        Case(
            (np.array([1.0, 3.0]), np.array([30, 10])),
            "1 nat on 30 characters, 3 nats on 10",
        ),
    ]
    for texts in (2, 3, 5, 8):
        losses = rng.uniform(0.5, 4.5, texts)
        counts = rng.integers(3, 900, texts)
        cases.append(Case((losses, counts), f"{texts} texts"))
    return cases


_BIT = np.log(2)
"""In nats."""


def _made(mean, unit=_BIT):
    """Make the function with another mean or another unit."""
    return lambda losses, counts: mean(losses, counts) / unit


def _weighted(losses, counts):
    return np.sum(losses * counts) / np.sum(counts)


def _plain(losses, counts):
    del counts
    return np.mean(losses)


def _total(losses, counts):
    return np.sum(losses * counts)


BITS_PER_CHARACTER = FunctionExercise(
    solution=bits_per_character,
    hints=(
        "losses * counts is what each text costs altogether, in nats.",
        "The sum of that, divided by the number of all characters, is the "
        "mean over characters.",
        "One bit is ln 2 = 0.69 nats. So is the number larger or smaller in "
        "bits?",
    ),
    cases=_cases,
    outputs=(Output("bits per character", ()),),
    mistakes=(
        Mistake(
            "texts-weigh-the-same",
            "You average over the texts, so that a character in a short "
            "text counts more than one in a long text. Weigh each loss by "
            "its count.",
            _made(_plain),
        ),
        Mistake(
            "nats",
            "The weights are right, the unit is still nats. A bit is ln 2 "
            "nats.",
            _made(_weighted, 1),
        ),
        Mistake(
            "plain-nats",
            "Two things are missing: the weight of each text, and the step "
            "from nats to bits.",
            _made(_plain, 1),
        ),
        Mistake(
            "times-ln-2",
            "You multiply by ln 2. A bit is smaller than a nat, so there "
            "are more of them: divide.",
            _made(_weighted, 1 / np.log(2)),
        ),
        Mistake(
            "plain-times-ln-2",
            "You average over the texts instead of the characters, and "
            "multiply by ln 2 where a division belongs.",
            _made(_plain, 1 / np.log(2)),
        ),
        Mistake(
            "total",
            "That is what all texts cost together, in bits. Per character "
            "means: divide by the sum of the counts.",
            _made(_total),
        ),
        Mistake(
            "by-the-number-of-texts",
            "You divide the total by the number of texts. Divide it by the "
            "number of characters.",
            lambda losses, counts: np.mean(losses * counts) / np.log(2),
        ),
        Mistake(
            "decimal",
            "You divide by ln 10. Those are decimal digits; a bit is a "
            "choice between two, ln 2.",
            _made(_weighted, np.log(10)),
        ),
        Mistake(
            "perplexity",
            "That is the perplexity, exp of the mean loss: between how many "
            "characters the model hesitates. Its binary logarithm is asked "
            "for.",
            lambda losses, counts: np.exp(_weighted(losses, counts)),
        ),
        Mistake(
            "log2-of-loss",
            "You take the logarithm of the loss. The loss is a logarithm "
            "already; only its unit has to change.",
            lambda losses, counts: np.log2(_weighted(losses, counts)),
        ),
    ),
    tried="six sets of texts of different lengths",
)

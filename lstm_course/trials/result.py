"""What came out of many seeds: how many solved it, and when."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from lstm_course.trials.network import Network

LEVEL = 0.95
"""The confidence of every interval."""


class Share(NamedTuple):
    """Hold `count` of `of`, with the limits of its 95 % interval, 0 to 1.

    The interval is Wilson's (1927), which is honest near 0 and 1 too.
    """

    count: int
    of: int
    low: float
    high: float

    def __str__(self):
        low, high = 100 * self.low, 100 * self.high
        return f"{self.count} of {self.of} (95 %: {low:.0f} to {high:.0f} %)"


class Survival(NamedTuple):
    """Hold the share of seeds not yet solved, as a step function.

    From steps[k] on, unsolved[k] of the seeds are left; both are (points,).
    """

    steps: np.ndarray
    unsolved: np.ndarray


def share(count, of):
    """Return `count` of `of` as a Share."""
    low, high = proportion_confint(count, of, alpha=1 - LEVEL, method="wilson")
    return Share(int(count), int(of), float(low), float(high))


@dataclass(frozen=True, repr=False)
class Trials:
    """Hold the runs of one experiment, an entry for each seed.

    steps is the step at which a seed had solved the task, or the number of
    steps it ran without (right-censored); losses has an array of each seed's
    loss at every step, tests one of the share right in each test. weights has
    the Parameters it ended with, arrays. failed says which diverged, whose
    loss or weights are no longer finite: they count as not solved.
    interrupted is True when the learner stopped it. seconds is what it took.
    """

    cell: object
    task: object
    seeds: tuple
    budget: int
    solved: np.ndarray
    failed: np.ndarray
    steps: np.ndarray
    losses: list
    tests: list
    weights: list
    interrupted: bool = False
    seconds: float = 0.0

    @property
    def share(self):
        """How many seeds solved the task, a Share."""
        return share(self.solved.sum(), len(self.seeds))

    @property
    def median(self):
        """The step by which half of the seeds had solved it, or None."""
        curve = self.survival()
        reached = np.flatnonzero(curve.unsolved <= 0.5)
        return int(curve.steps[reached[0]]) if reached.size else None

    def survival(self):
        """Return the Kaplan-Meier estimate of the seeds left, a Survival.

        Seeds that did not solve the task are censored where they ended, those
        that diverged at the budget.
        """
        ends = np.where(self.failed, self.budget, self.steps)
        sample = stats.CensoredData(
            uncensored=ends[self.solved], right=ends[~self.solved]
        )
        curve = stats.ecdf(sample).sf
        steps = np.concatenate([[0], curve.quantiles])
        return Survival(steps, np.concatenate([[1.0], curve.probabilities]))

    def outputs(self, index, xs, state=None):
        """Return what that Network answers at every step of xs."""
        return self.network(index).outputs(xs, state)

    def network(self, index):
        """Return the trained Network of the seed at a position."""
        return Network(self.cell, self.weights[index])

    def __repr__(self):
        # No steps and no seconds: they differ from machine to machine.
        text = f"solved by {self.share}"
        if self.failed.any():
            text += f", {self.failed.sum()} diverged"
        return f"{text}, interrupted" if self.interrupted else text

    __str__ = __repr__

"""Take turns, and time them."""

import statistics
import time
from typing import NamedTuple

WARM = 3
"""Steps taken, and not counted, before a contender's turn is timed."""


class Race(NamedTuple):
    """Hold what each contender needed: a list with a number for each round.

    first is the seconds from its start to its first result, compiling
    included.
    """

    turns: dict
    first: dict

    def median(self, name):
        """Return the middle of what a contender needed."""
        return statistics.median(self.turns[name])

    def ratio(self, name, to):
        """Return how many times as much it needed as another.

        Ratios are taken within a round; this is their median.
        """
        pairs = zip(self.turns[name], self.turns[to], strict=True)
        return statistics.median(one / two for one, two in pairs)


def race(prepare, rounds):
    """Let contenders take a turn in each round; return the Race.

    prepare maps a name to a function that gets a contender ready, which
    includes its first result, and returns its turn: a function that gives a
    number, seconds a step say.
    """
    turns, first = {}, {}
    for name, ready in prepare.items():
        start = time.perf_counter()
        turns[name] = ready()
        first[name] = time.perf_counter() - start
    numbers = {name: [] for name in turns}
    for _ in range(rounds):
        for name, turn in turns.items():
            numbers[name].append(turn())
    return Race(numbers, first)


def timed(step, steps):
    """Return the median seconds of a step that waits for its result."""
    times = []
    for _ in range(WARM + steps):
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return statistics.median(times[WARM:])

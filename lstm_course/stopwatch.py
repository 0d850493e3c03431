"""Keep the seconds that the long loops of a chapter took."""

import time

from lstm_course.meter import progress


class Stopwatch:
    """Loops with a live display, timed under their labels.

        watch = Stopwatch()
        for seed in watch.loop(range(5), "five networks", "seeds"):
            ...
        watch.seconds["five networks"]

    A loop that is left early is not kept.
    """

    def __init__(self):
        self.seconds = {}

    def loop(self, items, label, unit="steps"):
        """Loop over items like `lstm_course.meter.progress`, and time it."""
        begun = time.perf_counter()
        yield from progress(items, label, unit)
        self.seconds[label] = time.perf_counter() - begun

"""Time what an option of Keras's LSTM costs, a training step each."""

from lstm_course.bench.model import LARGE, SMALL, compiled, keras_step
from lstm_course.bench.race import race
from lstm_course.bench.table import Bars, Section, Table

ROUNDS = 9
DEFAULT = "as it comes"
SIZES = (SMALL, LARGE)

VARIANTS = {
    DEFAULT: (False, {}),
    "jit_compile=True": (True, {}),
    "unroll=True": (False, {"unroll": True}),
    "recurrent_dropout=0.1": (False, {"recurrent_dropout": 0.1}),
}
"""For each variant, jit_compile of the step and options of the layer."""


def compare(size, rounds=ROUNDS, others=None):
    """Return rows of text for one size, one a variant, and bars.

    others are functions of a size that give a turn, by name.
    """
    others = others or {}

    def preparing(jit_compile, options):
        def make(size):
            return keras_step(size, jit_compile, **options)

        return lambda: compiled(make, size)

    ways = {name: preparing(*variant) for name, variant in VARIANTS.items()}
    for name, prepare in others.items():
        ways[name] = lambda prepare=prepare: prepare(size)
    ran = race(ways, rounds)
    rows = [
        (
            str(size),
            name,
            f"{1e3 * ran.median(name):.2f}",
            f"{ran.ratio(name, DEFAULT):.2f}",
            f"{ran.first[name]:.1f}",
        )
        for name in ways
    ]
    ratios = [ran.ratio(name, DEFAULT) for name in VARIANTS]
    slowest = max(range(len(ratios)), key=ratios.__getitem__)
    bars = Bars(
        f"Slowest of Keras's LSTM: {list(VARIANTS)[slowest]}",
        list(VARIANTS),
        ratios,
        [f"{ratio:.2g} ×" for ratio in ratios],
        f"times the layer {DEFAULT}, {size} (units × time × batch)",
    )
    return rows, bars


def measure(sizes=SIZES, rounds=ROUNDS, others=None):
    """Return the Section of the kernels of Keras's LSTM."""
    parts, panels = zip(
        *(compare(size, rounds, others) for size in sizes), strict=True
    )
    columns = (
        "units × time × batch",
        "Keras's LSTM",
        "ms",
        "times as it comes",
        "first s",
    )
    rows = [row for rows in parts for row in rows]
    title = "Kernels of Keras's LSTM (one training step, tf.function)"
    return Section(Table(title, columns, rows), list(panels))

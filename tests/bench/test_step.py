"""The contenders of the bench do the same work, and are compared fairly."""

import numpy as np
import pytest

from lstm_course.bench import kernels, model, race, step
from lstm_course.bench.model import Size
from lstm_course.runtime import tf
from tests.simulated_gpu import (
    by_xla,
    compiled,
    graph_of_fit,
    operations,
    simulated_gpu,
)

SMALL = Size(units=3, time=4, batch=2, steps=2)


def test_contenders_learn_alike():
    xs, targets = map(tf.constant, model.data(SMALL))
    ours = step.hand_written(SMALL)
    keras = model.keras_step(SMALL, jit_compile=False)
    for _ in range(10):
        one, two = ours(xs, targets), keras(xs, targets)
        assert float(one) == pytest.approx(float(two), rel=1e-5)


def test_fit_sees_every_batch(monkeypatch):
    steps = []
    network = model.keras_model(SMALL)
    fit = network.fit
    monkeypatch.setattr(step, "keras_model", lambda *_: network)
    monkeypatch.setattr(
        network,
        "fit",
        lambda xs, *rest, **options: (
            steps.append(len(xs) / options["batch_size"]),
            fit(xs, *rest, **options),
        ),
    )
    turn = step.CONTENDERS["Keras fit"](SMALL)
    assert turn() > 0
    assert steps == [1, 2 * SMALL.steps]


def test_operations_are_counted():
    # A product of (batch, n) and (n, 4 units) is 2 * batch * n * 4 * units.
    once = sum(2 * 2 * n * 12 for n in (3, 3, 3, 2, 2))
    assert SMALL.flops == SMALL.time * once


def test_contenders_take_turns():
    called = []

    def preparing(name):
        def ready():
            called.append(f"ready {name}")
            return lambda: called.append(name) or 1.0

        return ready

    ran = race.race({name: preparing(name) for name in "ab"}, rounds=2)
    assert called == ["ready a", "ready b", "a", "b", "a", "b"]
    assert ran.turns == {"a": [1.0, 1.0], "b": [1.0, 1.0]}
    assert ran.first.keys() == {"a", "b"}


def test_ratios_are_taken_within_a_round(monkeypatch):
    slow_round = iter([1.0, 1.0, 10.0, 10.0, 1.0, 1.0])
    contender = {
        step.OURS: lambda size: lambda: next(slow_round) / 1e3,
        "twice": lambda size: lambda: 2 * next(slow_round) / 1e3,
    }
    monkeypatch.setattr(step, "CONTENDERS", contender)
    monkeypatch.setattr(step, "matrix_rate", lambda: 1e-3)
    (ours, twice), rate, bars = step.compare(SMALL, rounds=3)
    assert rate == 1e-3
    assert ours[:4] == ("3 × 4 × 2", "ours, compiled", "1.00", "1.00")
    assert twice[1:4] == ("twice", "2.00", "2.00")
    assert ours[4] == f"{SMALL.flops / 1e-3 / 1e9 / 1e-3:.0%}"
    assert bars.numbers == [1.0, 2.0]
    assert bars.title == "Quickest step: ours, compiled"


def test_table_has_every_size_and_other_contenders(monkeypatch):
    contender = {step.OURS: lambda size: lambda: 0.002}
    monkeypatch.setattr(step, "CONTENDERS", contender)
    monkeypatch.setattr(step, "matrix_rate", lambda: 123.4)
    section = step.measure(others={"other": lambda size: lambda: 0.004})
    table = section.table
    assert table.title == "Training step (matrix products: 123 GFLOP/s)"
    sizes = ["32 × 50 × 32", "100 × 400 × 32", "128 × 100 × 64"]
    assert [row[0] for row in table.rows[::2]] == sizes
    assert [row[3] for row in table.rows] == ["1.00", "2.00"] * 3
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert [panel.names for panel in section.panels] == (
        [["ours, compiled", "other"]] * 3
    )


def test_matrix_rate_is_that_of_a_computer():
    assert 0.1 < step.matrix_rate(width=256, products=3) < 1e5


def test_data_are_of_the_size():
    xs, targets = model.data(SMALL, batches=3)
    assert xs.shape == (6, 4, 2)
    assert targets.shape == (6, 1)
    assert xs.dtype == targets.dtype == np.float32


def test_on_a_gpu_keras_takes_its_fast_kernel_where_xla_does_not_compile():
    xs, targets = model.data(SMALL)
    with simulated_gpu():
        network = compiled(model.keras_model(SMALL))
        assert "CudnnRNNV3" in operations(graph_of_fit(network, xs, targets))
        for jit_compile in (False, True):
            step = model.keras_step(SMALL, jit_compile)
            graph = step.get_concrete_function(
                tf.constant(xs), tf.constant(targets)
            )
            assert by_xla(graph) == jit_compile
            assert ("CudnnRNNV3" in operations(graph)) == (not jit_compile)


def test_every_kernel_is_timed():
    others = {"other": lambda size: lambda: 1.0}
    section = kernels.measure([SMALL], rounds=1, others=others)
    names = [row[1] for row in section.table.rows]
    assert names == [*kernels.VARIANTS, "other"]
    assert section.table.rows[0][3] == "1.00"
    assert section.table.rows[-1][2] == "1000.00"
    (panel,) = section.panels
    assert panel.names == list(kernels.VARIANTS)
    assert panel.numbers[0] == 1
    assert all(number > 0 for number in panel.numbers)


@pytest.mark.parametrize("name", ["jit_compile=True", "unroll=True"])
def test_kernels_compute_the_same(name):
    xs, targets = map(tf.constant, model.data(SMALL))
    usual, other = (
        model.keras_step(SMALL, jit, **options)
        for jit, options in (
            kernels.VARIANTS[kernels.DEFAULT],
            kernels.VARIANTS[name],
        )
    )
    for _ in range(3):
        one, two = usual(xs, targets), other(xs, targets)
        assert float(one) == pytest.approx(float(two), rel=1e-5)

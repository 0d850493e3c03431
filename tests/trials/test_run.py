"""Many seeds: alone and among others, solved, failed, interrupted."""

import sys

import numpy as np
import pytest

from lstm_course import trials, unroll
from lstm_course.models import Chrono, ForgetBias
from lstm_course.runtime import tf
from lstm_course.tasks.task import Batch
from lstm_course.trials import group
from tests.trials.easy import (
    SMALL,
    Fragile,
    Impossible,
    Interrupting,
    Mean,
    Running,
    breaks,
)

# The function of the same name hides the module.
module = sys.modules["lstm_course.trials.run"]


def run(task=None, cell=unroll.LSTM, **options):
    return trials.run(cell, task or Impossible(), **{**SMALL, **options})


@pytest.fixture(scope="module")
def three():
    return run(seeds=3)


def test_a_seed_is_the_same_alone_and_among_others(three):
    alone = run(seeds=[2], workers=1)
    assert alone.seeds == (2,)
    np.testing.assert_array_equal(alone.losses[0], three.losses[2])
    for one, two in zip(
        tf.nest.flatten(alone.weights[0]),
        tf.nest.flatten(three.weights[2]),
        strict=True,
    ):
        np.testing.assert_array_equal(one, two)


def test_seeds_differ(three):
    firsts = {losses[0] for losses in three.losses}
    assert len(firsts) == 3


def test_seeds_in_one_program_learn_alike(three, monkeypatch):
    monkeypatch.setattr(module, "_group_size", lambda cell: 2)
    together = run(seeds=3)
    for one, two in zip(together.losses, three.losses, strict=True):
        np.testing.assert_allclose(one[:50], two[:50], rtol=1e-4)
    for one, two in zip(together.tests, three.tests, strict=True):
        np.testing.assert_array_equal(one, two)


def test_fresh_seeds_reach_everything(three, monkeypatch):
    plain = np.random.default_rng
    monkeypatch.setattr(np.random, "default_rng", lambda seed: plain(seed + 2))
    shifted = run(seeds=1)
    np.testing.assert_array_equal(shifted.losses[0], three.losses[2])


def test_unsolved_is_censored_at_the_budget(three):
    assert not three.solved.any()
    assert not three.failed.any()
    assert three.steps.tolist() == [100] * 3
    assert [len(losses) for losses in three.losses] == [100] * 3
    assert [tests.tolist() for tests in three.tests] == [[0.0, 0.0]] * 3
    assert three.median is None
    assert (three.budget, three.interrupted) == (100, False)


@pytest.fixture(scope="module")
def learned():
    return run(Mean(), seeds=3, steps=600, every=20, rate=3e-2)


def test_solved_at_the_first_test_that_passes(learned):
    assert learned.solved.all()
    for steps, losses, tests in zip(
        learned.steps, learned.losses, learned.tests, strict=True
    ):
        assert steps == 20 * len(tests) == len(losses) < 600
        assert tests[-1] >= Mean.solved_at > max(tests[:-1], default=0)


def test_without_a_stop_it_trains_on(learned):
    result = run(Mean(), seeds=1, steps=600, every=20, rate=3e-2, stop=False)
    assert result.steps[0] == learned.steps[0]
    assert len(result.losses[0]) == 600
    assert len(result.tests[0]) == 30
    first = learned.losses[0]
    np.testing.assert_array_equal(result.losses[0][: len(first)], first)


def test_a_solved_seed_in_a_group_keeps_what_it_was(learned, monkeypatch):
    monkeypatch.setattr(module, "_group_size", lambda cell: 3)
    result = run(Mean(), seeds=3, steps=600, every=20, rate=3e-2)
    assert len(set(result.steps)) > 1
    np.testing.assert_allclose(result.steps, learned.steps, atol=20)
    for steps, losses in zip(result.steps, result.losses, strict=True):
        assert len(losses) == steps
    index = int(np.argmin(result.steps))
    answers = [r.network(index).parameters.V for r in (result, learned)]
    np.testing.assert_allclose(*answers, rtol=0.05, atol=0.02)


def test_a_last_test_is_taken_at_the_end():
    result = run(seeds=1, steps=70, every=50)
    assert len(result.tests[0]) == 2
    assert result.steps[0] == len(result.losses[0]) == 70


def test_a_diverged_seed_fails_alone():
    seeds = range(4)
    rngs = (np.random.default_rng(seed).spawn(3)[1] for seed in seeds)
    broken = np.array([breaks(rng) for rng in rngs])
    assert broken.any()
    assert not broken.all()
    result = run(Fragile(), seeds=seeds, clip=None)
    assert result.failed.tolist() == broken.tolist()
    assert not result.solved.any()
    assert (result.steps[broken] == 21).all()
    assert (result.steps[~broken] == 100).all()
    assert not np.isfinite(result.losses[broken.argmax()][-1])
    alone = run(Fragile(), seeds=[int(broken.argmin())], clip=None)
    np.testing.assert_array_equal(
        alone.losses[0], result.losses[broken.argmin()]
    )
    assert str(result) == (
        f"solved by 0 of 4 (95 %: 0 to 49 %), {broken.sum()} diverged"
    )


def test_interrupting_keeps_what_was_done(capsys):
    # The first seed draws its 100 batches and ends, the second is under way.
    task = Interrupting(after=170)
    result = run(task, seeds=4, workers=1, label="kept")
    assert result.interrupted
    assert result.seeds[0] == 0
    assert len(result.seeds) < 4
    assert result.steps[0] == len(result.losses[0]) == 100
    assert result.steps[-1] == len(result.losses[-1]) <= 100
    out = capsys.readouterr().out
    assert out == (
        f"kept: interrupted; {len(result.seeds)} of 4 seeds had begun, and"
        " what they have done is kept\n"
    )
    assert len(result.weights) == len(result.seeds)
    assert run(seeds=1).interrupted is False


def test_one_line_is_left(capsys):
    run(seeds=2, label="two")
    run(seeds=1)
    assert capsys.readouterr().out == "two: 2 seeds\nLSTM: 1 seed\n"


def test_progress_is_shown(monkeypatch):
    shown = []
    monkeypatch.setattr(
        module.Meter, "show", lambda meter, *args: shown.append(args)
    )
    run(seeds=2, label="two")
    assert {total for _, total, _ in shown} == {200}
    assert all(0 <= done <= 200 for done, _, _ in shown)
    assert all(
        text in [f"two: {over} of 2 seeds" for over in range(3)]
        for _, _, text in shown
    )


def test_the_state_is_carried_on():
    task = Running()
    result = run(task, seeds=1, rate=1e-12)
    parameters = result.weights[0]
    batches = task.batches(np.random.default_rng(0).spawn(3)[1], 8)
    state = None
    for k in range(3):
        xs, targets, counts = next(batches)
        loop = unroll.forward(unroll.LSTM, xs, state, parameters.cell)
        outputs = loop.outputs @ parameters.V + parameters.v
        losses = np.mean((outputs - targets) ** 2, axis=-1)
        mean = (losses * counts).sum() / counts.sum()
        assert result.losses[0][k] == pytest.approx(mean, rel=1e-4)
        state = loop.state


def test_a_cell_of_ones_own_learns_as_the_courses():
    calls = []

    def step(x, h_prev, c_prev, weights):
        calls.append(tuple(x.shape))
        return unroll.LSTM.step(x, h_prev, c_prev, weights)

    mine = run(cell=unroll.LSTM.using(step=step), seeds=1)
    assert calls
    np.testing.assert_allclose(
        mine.losses[0][:50], run(seeds=1).losses[0][:50], rtol=1e-4
    )


def test_programs_are_shared_by_runs_of_one_shape(three):
    train = group.program.training(unroll.LSTM, Impossible())
    before = train.experimental_get_tracing_count()
    assert before >= 1
    run(seeds=1, rate=3e-3, clip=None, every=30, bias=ForgetBias(5.0))
    assert train.experimental_get_tracing_count() == before


def test_a_chunk_is_no_larger_than_memory_allows(monkeypatch, three):
    monkeypatch.setattr(group, "_NUMBERS", 20 * (8 * 5 * 3 + 8))
    small = run(seeds=1)
    np.testing.assert_array_equal(small.losses[0], three.losses[0])


class Uneven(Impossible):
    """Give batches of two lengths."""

    def batches(self, rng, batch):
        yield self.draw(rng, batch, 5)
        yield self.draw(rng, batch, 6)


class Ending(Impossible):
    """Stop after three batches."""

    def batches(self, rng, batch):
        for _ in range(3):
            yield self.draw(rng, batch, 5)


class Other(Impossible):
    """Give something else than it says."""

    def __init__(self, **parts):
        self.parts = parts

    def draw(self, rng, batch, time):
        return super().draw(rng, batch, time)._replace(**self.parts)


class NoBatch(Impossible):
    """Give a tuple."""

    def draw(self, rng, batch, time):
        return tuple(super().draw(rng, batch, time))


@pytest.mark.parametrize(
    ("options", "error", "match"),
    [
        ({"cell": "LSTM"}, TypeError, r"^cell: .* got str"),
        ({"cell": tf.keras.layers.LSTM}, TypeError, "^cell: .*class LSTM"),
        ({"task": Mean}, TypeError, "^task: .*class Mean"),
        ({"task": [1]}, TypeError, "^task: .*got list"),
        ({"units": 0}, ValueError, "^units: .*got 0"),
        ({"units": 2.0}, ValueError, "^units: "),
        ({"steps": True}, ValueError, "^steps: "),
        ({"batch": "8"}, ValueError, "^batch: "),
        ({"every": 0}, ValueError, "^every: "),
        ({"workers": -1}, ValueError, "^workers: "),
        ({"seeds": 0}, ValueError, "^seeds: "),
        ({"seeds": []}, ValueError, "^seeds: .*got none"),
        ({"seeds": [1, 2, 1]}, ValueError, "^seeds: 1 stands there twice"),
        ({"seeds": [-1]}, ValueError, "^seeds: "),
        ({"seeds": 1.5}, TypeError, "^seeds: .*got float"),
        ({"rate": 0}, ValueError, "^rate: "),
        ({"rate": np.nan}, ValueError, "^rate: "),
        ({"clip": -1.0}, ValueError, "^clip: "),
        ({"bias": 1.0}, TypeError, "^bias: .*got float"),
        ({"bias": ForgetBias}, TypeError, "^bias: .*class ForgetBias"),
        (
            {"bias": lambda rng, units: np.zeros(units)},
            ValueError,
            r"^bias: .*16 numbers.*got the shape \(4,\)",
        ),
        (
            {"bias": lambda rng, units: np.full(4 * units, np.nan)},
            ValueError,
            "^bias: expected finite",
        ),
        ({"task": Uneven()}, ValueError, "^task: .*one shape"),
        ({"task": Ending()}, ValueError, "^task: .*should not end"),
        ({"task": NoBatch()}, TypeError, "^task: NoBatch should.*gave tuple"),
        (
            {"task": Other(xs=np.zeros((8, 5, 3)))},
            ValueError,
            r"^task: xs of Other should be \(batch, time, 2\)",
        ),
        (
            {"task": Other(targets=np.zeros((8, 2)))},
            ValueError,
            r"^task: targets of Other should be \(8, 1\)",
        ),
        (
            {"task": Other(counts=np.zeros((8, 4)))},
            ValueError,
            r"^task: counts of Other should be \(8, 5\)",
        ),
    ],
)
def test_bad_input_is_refused_by_name(options, error, match):
    with pytest.raises(error, match=match):
        run(**{"seeds": 2, **options})


def _raises(x, h_prev, c_prev, weights):
    raise KeyError("forgotten")


def _flat(x, h_prev, c_prev, weights):
    step = unroll.LSTM.step(x, h_prev, c_prev, weights)
    return step._replace(h=step.h[0])


def _short(x, h_prev, c_prev, weights):
    return h_prev, c_prev


def _eager(x, h_prev, c_prev, weights):
    float(h_prev[0, 0])
    return unroll.LSTM.step(x, h_prev, c_prev, weights)


@pytest.mark.parametrize(
    ("step", "error", "match"),
    [
        (_raises, RuntimeError, "^cell: the step of LSTM raised KeyError"),
        (_flat, ValueError, r"^cell: h of the step of LSTM .* got \(4,\)"),
        (_short, ValueError, r"^cell: .* Step\(i, f, g, o, c, h\), got tuple"),
        (_eager, RuntimeError, "^cell: LSTM cannot be compiled: TypeError"),
    ],
)
def test_a_wrong_step_is_named(step, error, match, capsys):
    with pytest.raises(error, match=match):
        run(cell=unroll.LSTM.using(step=step), seeds=2)
    assert capsys.readouterr().out == ""


def test_a_batch_is_checked_each_time():
    member = group.Member(
        module.Setting(
            unroll.LSTM, Uneven(), 4, 100, 8, 1e-2, 1.0, None, 50, True
        ),
        0,
    )
    assert isinstance(member.draw(1)[0], Batch)
    with pytest.raises(ValueError, match=r"\(8, 5, 2\) and of \(8, 6, 2\)"):
        member.draw(1)


def test_an_initialiser_draws_from_the_seed():
    biases = [
        [w.cell.b for w in run(seeds=2, rate=1e-12, bias=Chrono(9)).weights]
        for _ in range(2)
    ]
    np.testing.assert_array_equal(*biases)
    assert not np.allclose(biases[0][0], biases[0][1])

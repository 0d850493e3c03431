"""What the results of many seeds say."""

import numpy as np
import pytest

from lstm_course import trials, unroll
from lstm_course.trials.result import Trials, share
from lstm_course.trials.start import Parameters, parameters
from tests.trials.easy import Mean, Running


def result(solved, steps, failed=None, **rest):
    solved = np.array(solved, bool)
    return Trials(
        cell=unroll.LSTM,
        task=Mean(),
        seeds=tuple(range(len(solved))),
        budget=1000,
        solved=solved,
        failed=np.array(failed or [0] * len(solved), bool),
        steps=np.array(steps),
        losses=[],
        tests=[],
        weights=rest.pop("weights", []),
        **rest,
    )


def test_share_has_wilsons_interval():
    found = share(10, 10)
    # z² / (n + z²) is what is left of 1 when all succeed.
    assert found.low == pytest.approx(1 - 1.96**2 / (10 + 1.96**2), abs=1e-4)
    assert found.high == pytest.approx(1)
    assert (found.count, found.of) == (10, 10)
    assert str(found) == "10 of 10 (95 %: 72 to 100 %)"


def test_survival_falls_where_a_seed_is_solved():
    found = result([1, 0, 1, 1], [100, 1000, 300, 300])
    assert found.survival().steps.tolist()[:3] == [0, 100, 300]
    np.testing.assert_allclose(found.survival().unsolved[:3], [1, 0.75, 0.25])
    assert found.median == 300
    assert found.share[:2] == (3, 4)
    assert str(found) == "solved by 3 of 4 (95 %: 30 to 95 %)"


def test_fewer_than_half_have_no_median():
    assert result([1, 0, 0], [100, 1000, 1000]).median is None


def test_none_solved_stays_at_one():
    curve = result([0, 0], [1000, 1000]).survival()
    assert set(curve.unsolved.tolist()) == {1.0}


def test_an_interrupted_seed_leaves_the_others_their_weight():
    # At step 50 one of three is lost from sight: 1/2 of two, not 2/3.
    curve = result([0, 1, 0], [50, 100, 1000], interrupted=True).survival()
    assert curve.unsolved[curve.steps == 100] == pytest.approx(0.5)


def test_a_diverged_seed_is_never_solved():
    found = result([0, 1], [20, 100], failed=[1, 0])
    curve = found.survival()
    assert curve.unsolved[curve.steps == 100] == pytest.approx(0.5)
    assert str(found) == "solved by 1 of 2 (95 %: 9 to 91 %), 1 diverged"


def test_interrupted_is_said():
    assert str(result([1], [10], interrupted=True)).endswith(", interrupted")


@pytest.fixture
def network():
    rng = np.random.default_rng(0)
    drawn = parameters(unroll.LSTM, Running(), 4, None, rng)
    arrays = Parameters(
        type(drawn.cell)(*map(np.asarray, drawn.cell)),
        drawn.V.numpy(),
        np.float32([1, 2]),
    )
    return result([1], [10], weights=[arrays]).network(0)


def test_a_trained_network_answers(network):
    xs = np.random.default_rng(1).random((3, 6, 2))
    run = unroll.forward(
        unroll.LSTM, xs.astype(np.float32), None, network.parameters.cell
    )
    steps, outputs = network.steps(xs), network.outputs(xs)
    assert steps._fields == ("i", "f", "g", "o", "c", "h")
    assert steps.f.shape == (3, 6, 4)
    np.testing.assert_allclose(steps.h, run.outputs, atol=1e-6)
    np.testing.assert_allclose(
        steps.f, np.swapaxes(run.steps.f, 0, 1), atol=1e-6
    )
    V, v = network.parameters.V, network.parameters.v
    np.testing.assert_allclose(outputs, run.outputs @ V + v, atol=1e-5)


def test_it_goes_on_from_a_state(network):
    xs = np.random.default_rng(1).random((3, 6, 2))
    steps = network.steps(xs[:, :4])
    state = steps.h[:, -1], steps.c[:, -1]
    np.testing.assert_allclose(
        network.outputs(xs[:, 4:], state),
        network.outputs(xs)[:, 4:],
        atol=1e-5,
    )


def test_answers_have_the_shape_of_the_targets(network):
    rng = np.random.default_rng(2)
    batch = Running().draw(rng, 3, 6)
    outputs = network.outputs(batch.xs)
    np.testing.assert_array_equal(network.answers(batch), outputs)
    counts = np.eye(6, dtype=np.float32)[[2, 5, 0]]
    once = batch._replace(targets=batch.targets[:, 0], counts=counts)
    np.testing.assert_allclose(
        network.answers(once), outputs[range(3), [2, 5, 0]], atol=1e-6
    )


def test_wrong_sequences_are_refused(network):
    with pytest.raises(ValueError, match=r"^xs: expected \(batch, time, 2\)"):
        network.outputs(np.zeros((3, 6, 1)))


@pytest.mark.parametrize(
    ("value", "picked"), [(None, 1), ("", 1), ("laptop", 1), ("paper", 2)]
)
def test_scale_picks(value, picked, monkeypatch):
    monkeypatch.delenv("LSTM_COURSE_SCALE", raising=False)
    if value is not None:
        monkeypatch.setenv("LSTM_COURSE_SCALE", value)
    assert trials.scale(1, 2) == picked


def test_another_scale_is_refused(monkeypatch):
    monkeypatch.setenv("LSTM_COURSE_SCALE", "papre")
    with pytest.raises(ValueError, match=r"^LSTM_COURSE_SCALE: .*'papre'"):
        trials.scale(1, 2)

"""What holds for each task of the laboratory."""

import doctest
import importlib
import itertools
import subprocess
import sys

import numpy as np
import pytest

from lstm_course import tasks
from tests.tasks.samples import constant_loss, rng

TASKS = [
    tasks.Adding(),
    tasks.Adding(time=31),
    tasks.Adding(time=40, form="1997"),
    tasks.Adding(time=40, form="1997", marks=((1, 2), (1, 3))),
    tasks.Adding(marks=((10, 20), (50, 60))),
    tasks.TemporalOrder("6a"),
    tasks.TemporalOrder("6b"),
    tasks.EmbeddedReber(),
    tasks.EmbeddedReber(longest=12),
    tasks.Counting("ab", longest=7),
    tasks.Counting("abc", longest=5),
    tasks.Dyck(pairs=1),
    tasks.Dyck(pairs=6),
    tasks.Parity(9),
    tasks.Composition("S3", time=7),
    tasks.Composition("S3", time=7, inputs="generators"),
    tasks.Composition("S5", time=5, inputs="generators"),
    tasks.Copying(blanks=20, recall=3),
    tasks.Latch(time=20),
]
STREAM = tasks.ContinualReber(window=20)
EVERY = pytest.mark.parametrize("task", [*TASKS, STREAM], ids=repr)
MODULES = [
    "adding",
    "composition",
    "copying",
    "counting",
    "dyck",
    "latch",
    "parity",
    "reber",
    "temporal_order",
]


@pytest.mark.parametrize("name", MODULES)
def test_worked_example(name):
    module = importlib.import_module(f"lstm_course.tasks.{name}")
    done = doctest.testmod(module)
    assert done.failed == 0
    assert done.attempted > 0


@EVERY
def test_shapes(task):
    batch = next(itertools.islice(task.batches(rng(), 6), 3, None))
    count, time, features = batch.xs.shape
    assert (count, features) == (6, task.features)
    assert batch.counts.shape == (6, time)
    shape = (6, time) if task.each_step else (6,)
    assert batch.targets.shape == (*shape, task.outputs)
    assert {part.dtype for part in batch} == {np.dtype(np.float32)}
    if not task.each_step:
        assert np.array_equal(np.sort(batch.counts)[:, -2:], [[0, 1]] * 6)


@EVERY
def test_same_seed_same_batches(task):
    one, two, other = (task.batches(rng(seed), 4) for seed in (1, 1, 2))
    for _ in range(5):
        batch, same = next(one), next(two)
        assert all(map(np.array_equal, batch, same))
    many = [
        np.concatenate([next(it).xs for _ in range(9)]) for it in (one, other)
    ]
    assert task == tasks.Dyck(pairs=1) or not np.array_equal(*many)
    tests = [task.test(rng(3)) for _ in range(2)]
    assert all(map(np.array_equal, *tests))


@EVERY
def test_all_batches_have_one_shape_and_chunks_join(task):
    several = list(itertools.islice(task.batches(rng(), 64), 40))
    assert len({batch.xs.shape for batch in several}) == 1
    if not isinstance(task, tasks.Dyck | tasks.Counting):
        flat = {batch.xs.tobytes() for batch in several}
        assert len(flat) == len(several)


@pytest.mark.parametrize("task", TASKS, ids=repr)
def test_blind_is_the_best_guess_for_each_step(task):
    seen = constant_loss(task, task.draw(rng(5), 20_000))
    assert seen == pytest.approx(task.blind, rel=0.02, abs=1e-9)


def test_blind_of_a_stream_far_from_its_start():
    far = STREAM.stream(rng(), 4000, 300)
    late = tasks.Batch(*(part[:, 250:] for part in far))
    assert constant_loss(STREAM, late) == pytest.approx(STREAM.blind, rel=0.02)


@EVERY
def test_perfect_outputs_are_right_and_spoiled_ones_are_not(task):
    batch = task.test(rng(7))
    signs = 8 * batch.targets - 4
    perfect = batch.targets if task.loss == "squared" else signs
    assert task.right(perfect, batch).shape == (len(perfect),)
    assert task.right(perfect, batch).all()
    spoiled = perfect.copy()
    if task.loss == "squared":
        spoiled[1] += 0.1
    elif task.each_step:
        last = np.flatnonzero(batch.counts[1])[-1]
        spoiled[1, last] *= -1
    else:
        spoiled[1] *= -1
    right = task.right(spoiled, batch)
    assert not right[1]
    assert right.sum() == len(right) - 1


@pytest.mark.parametrize("task", [t for t in TASKS if t.each_step], ids=repr)
def test_steps_after_the_end_do_not_matter(task):
    batch = task.draw(rng(7), 50)
    outputs = np.where(batch.counts[..., None] > 0, 8 * batch.targets - 4, -9)
    outputs[..., 0] = np.where(batch.counts > 0, outputs[..., 0], 9)
    assert task.right(outputs, batch).all()
    assert not batch.xs[batch.counts == 0].any()


BAD = [
    (tasks.Adding, {"time": 0}, "time: expected .* 2 or more, got 0"),
    (tasks.Adding, {"form": "old"}, "form: expected 'modern' or '1997', got"),
    (tasks.Adding, {"marks": (1, 2, 3)}, r"marks: expected \(\(low"),
    (tasks.Adding, {"marks": ((0, 5), (6, 9))}, r"marks: .* got \(0, 5\)"),
    (tasks.Adding, {"marks": ((3, 3), (3, 3))}, "marks: expected a free step"),
    (tasks.Adding, {"solved_at": 0}, "solved_at: expected a share"),
    (tasks.TemporalOrder, {"variant": "6c"}, "variant: expected '6a' or '6b'"),
    (tasks.TemporalOrder, {"lengths": (30, 20)}, "lengths: expected two"),
    (tasks.TemporalOrder, {"lengths": (50, 60)}, r"marks: .* got \(50, 60\)"),
    (tasks.TemporalOrder, {"marks": ((2, 4),)}, "marks: expected 2 pairs"),
    (tasks.TemporalOrder, {"marks": ((2, 4), (4, 9))}, "between 5 and 99"),
    (tasks.EmbeddedReber, {"strings": 0}, "strings: expected"),
    (tasks.EmbeddedReber, {"longest": 8}, "longest: expected .* 9 or more"),
    (tasks.ContinualReber, {"window": 1.5}, "window: expected .* got 1.5"),
    (tasks.ContinualReber, {"length": 60}, "length: expected .* 100 or more"),
    (tasks.ContinualReber, {"burn_in": -1}, "burn_in: expected"),
    (tasks.Counting, {"symbols": "abcd"}, "symbols: expected 'ab' or 'abc'"),
    (tasks.Counting, {"longest": 0}, "longest: expected"),
    (tasks.Dyck, {"pairs": 0}, "pairs: expected"),
    (tasks.Parity, {"time": True}, "time: expected .* got True"),
    (tasks.Composition, {"group": "S4"}, "group: expected 'S3' or 'S5'"),
    (tasks.Composition, {"inputs": "all"}, "inputs: expected"),
    (tasks.Copying, {"symbols": 1}, "symbols: expected .* 2 or more"),
    (tasks.Latch, {"noise": -1}, "noise: expected a number of 0 or more"),
    (tasks.Latch, {"noise": "loud"}, "noise: expected a number of 0 or more"),
    (tasks.Latch, {"time": 2}, "time: expected .* 3 or more, got 2"),
]


@pytest.mark.parametrize(("kind", "given", "message"), BAD)
def test_bad_argument_is_named(kind, given, message):
    with pytest.raises(ValueError, match=message):
        kind(**given)


@EVERY
def test_bad_batch_is_named(task):
    with pytest.raises(ValueError, match=r"batch: expected .* got 0"):
        next(task.batches(rng(), 0))


def test_tasks_need_no_tensorflow():
    code = (
        "import sys, lstm_course.tasks;sys.exit('tensorflow' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0

"""Each cell of the course trains, and each task is trained on."""

import numpy as np
import pytest

from lstm_course import tasks, trials
from lstm_course.trials import loops

TASKS = (
    tasks.Adding(time=20),
    tasks.TemporalOrder(),
    tasks.EmbeddedReber(strings=40, longest=30),
    tasks.ContinualReber(length=100),
    tasks.Counting("abc", longest=5),
    tasks.Dyck(pairs=5),
    tasks.Latch(time=10),
    tasks.Parity(time=10),
    tasks.Composition("S3", time=10),
    tasks.Copying(blanks=5, recall=2, symbols=3),
)
KINDS = [type(task).__name__ for task in TASKS]


def test_every_task_of_the_course_is_here():
    everything = {
        name
        for name in tasks.__all__
        if isinstance(getattr(tasks, name), type)
        and issubclass(getattr(tasks, name), tasks.Task)
    }
    assert set(KINDS) == everything - {"Task"}


@pytest.mark.parametrize("place", range(len(TASKS)), ids=lambda k: KINDS[k])
def test_cell_and_task_go_together(place):
    task = TASKS[place]
    cell = loops.COURSE[place % len(loops.COURSE)]
    batch = getattr(task, "streams", 8)
    result = trials.run(
        cell, task, units=6, seeds=1, steps=60, batch=batch, stop=False
    )
    losses = result.losses[0]
    assert losses.shape == (60,)
    # The order of two marks a hundred steps back takes longer to learn.
    if not isinstance(task, tasks.TemporalOrder):
        assert losses[-10:].mean() < losses[:10].mean()
    assert 0 <= result.tests[0][-1] <= 1
    test = task.test(np.random.default_rng(0))
    answers = result.network(0).answers(test)
    assert answers.shape == test.targets.shape

"""Each task against a slow reference that is written apart from it."""

import itertools
import re

import numpy as np
import pytest

from lstm_course import tasks
from lstm_course.tasks import composition, counting, reber
from tests.tasks.samples import outputs_for, rng, spelled


@pytest.mark.parametrize("time", [2, 9, 100])
def test_adding_modern(time):
    xs, targets, counts = tasks.Adding(time).draw(rng(), 4000)
    half = time // 2
    marks = np.argwhere(xs[..., 1] == 1)[:, 1].reshape(-1, 2)
    assert np.isin(xs[..., 1], (0, 1)).all()
    assert set(marks[:, 0]) == set(range(half))
    assert set(marks[:, 1]) == set(range(half, time))
    for x, target in zip(xs[:50], targets, strict=False):
        total = sum(value for value, mark in x if mark)
        assert total == pytest.approx(target[0], abs=1e-6)
    assert (counts[:, -1] == 1).all()
    assert xs[..., 0].min() >= 0
    assert xs[..., 0].max() < 1
    assert xs[..., 0].mean() == pytest.approx(0.5, abs=0.02)


def test_adding_confined_marks_are_uniform():
    task = tasks.Adding(marks=((10, 20), (50, 60)))
    marks = np.argwhere(task.draw(rng(), 11_000).xs[..., 1])[:, 1] + 1
    for column, low in zip(marks.reshape(-1, 2).T, (10, 50), strict=True):
        steps, often = np.unique(column, return_counts=True)
        assert np.array_equal(steps, np.arange(low, low + 11))
        assert abs(often - 1000).max() < 150


def test_adding_1997():
    task = tasks.Adding(form="1997")
    xs, targets, counts = task.draw(rng(), 6000)
    ends = counts.argmax(1)
    assert xs.shape == (6000, 110, 2)
    assert set(ends + 1) == set(range(100, 111))
    on_first = 0
    for x, target, end in zip(xs, targets[:, 0], ends, strict=True):
        assert x[0, 1] == x[end, 1] == -1
        assert not x[end + 1 :].any()
        at = np.flatnonzero(x[:, 1] == 1)
        on_first += len(at) == 1
        assert len(at) == 1 or at[0] < 10
        assert at[-1] < 49
        assert target == pytest.approx(0.5 + x[at, 0].sum() / 4, abs=1e-6)
    assert xs[..., 0].min() < -0.99
    # The first mark falls on the first step in 1 of 10, else the second
    # mark in 1 of 48.
    assert on_first / 6000 == pytest.approx(0.1 + 0.9 / 48, abs=0.015)


def test_adding_right_within_the_tolerance():
    for form, within in (("1997", 0.04), ("modern", 0.08)):
        task = tasks.Adding(form=form)
        batch = task.draw(rng(), 3)
        errors = np.array([[-1.05], [0.95], [1.05]], np.float32) * within
        right = task.right(batch.targets + errors, batch)
        assert right.tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("variant", "ranges"),
    [
        ("6a", ((10, 20), (50, 60))),
        ("6b", ((10, 20), (33, 43), (66, 76))),
    ],
)
def test_temporal_order(variant, ranges):
    task = tasks.TemporalOrder(variant)
    xs, targets, counts = task.draw(rng(), 4000)
    lengths, places, classes = set(), [], []
    for x, target, count in zip(xs, targets, counts, strict=True):
        text = spelled(x, "abcdXYBE")
        assert re.fullmatch("B[abcdXY]+E", text)
        assert count.argmax() == len(text) - 1
        lengths.add(len(text))
        marks = [k for k, s in enumerate(text, 1) if s in "XY"]
        places.append(marks)
        classes.append("".join(text[k - 1] for k in marks))
        assert task.classes[target.argmax()] == classes[-1]
        assert target.sum() == 1
    assert lengths == set(range(100, 111))
    for column, (low, high) in zip(np.transpose(places), ranges, strict=True):
        assert set(column) == set(range(low, high + 1))
    often = np.unique(classes, return_counts=True)[1] / 4000
    assert len(often) == task.outputs
    assert abs(often - 1 / task.outputs).max() < 0.03


WAYS = {
    "start": {"B": "1"},
    "1": {"T": "2", "P": "3"},
    "2": {"S": "2", "X": "4"},
    "3": {"T": "3", "V": "5"},
    "4": {"X": "3", "S": "6"},
    "5": {"P": "4", "V": "6"},
    "6": {"E": "done"},
}


def legal_after(text):
    """Return what may follow the beginning of an embedded Reber string."""
    if len(text) < 2:
        return ("B", "TP")[len(text)]
    state = "start"
    for k, symbol in enumerate(text[2:], 2):
        if state == "done":
            assert symbol == text[1], f"{text} at {k}"
            return "E"
        state = WAYS[state][symbol]
    return text[1] if state == "done" else "".join(WAYS[state])


def test_embedded_reber():
    task = tasks.EmbeddedReber()
    xs, targets, counts = task.draw(rng(), 1000)
    shortest = 99
    for x, target, count in zip(xs, targets, counts, strict=True):
        text = spelled(x, "BTPSXVE")
        assert count.sum() == len(text)
        shortest = min(shortest, len(text) + 1)
        for k in range(len(text)):
            told = {"BTPSXVE"[i] for i in np.flatnonzero(target[k])}
            assert told == set(legal_after(text[: k + 1]))
        assert told == {"E"}
    assert shortest == 9
    assert (counts.sum(1) <= 39).all()
    assert xs[:, 1, 1].mean() == pytest.approx(0.5, abs=0.06)


def test_embedded_reber_trains_on_strings_drawn_once():
    task = tasks.EmbeddedReber(strings=5)
    it = task.batches(rng(), 40)
    seen = {row.tobytes() for _ in range(70) for row in next(it).xs}
    assert len(seen) <= 5
    assert len(task.test(rng()).xs) == 5


def test_embedded_reber_right_compares_legal_with_illegal():
    task = tasks.EmbeddedReber()
    batch = task.draw(rng(), 20)
    assert task.right(batch.targets * 0.1 - 7, batch).all()
    assert not task.right(np.zeros_like(batch.targets), batch).any()


def test_continual_reber_goes_on_from_batch_to_batch():
    task = tasks.ContinualReber(window=7)
    several = list(itertools.islice(task.batches(rng(), 3), 900))
    for row in range(3):
        text = spelled(np.concatenate([b.xs[row] for b in several]), "BTPSXVE")
        targets = np.concatenate([b.targets[row] for b in several])
        begin = 0
        for k, symbol in enumerate(text):
            told = {"BTPSXVE"[i] for i in np.flatnonzero(targets[k])}
            sofar = text[begin : k + 1]
            if symbol == "E" and sofar[-2] in "TP":
                assert legal_after(sofar[:-1]) == "E"
                assert told == {"B"}
                begin = k + 1
            else:
                assert told == set(legal_after(sofar))
        assert begin > 6000
        assert len(text) == 6300


def test_continual_reber_scores():
    task = tasks.ContinualReber(burn_in=30)
    batch = task.stream(rng(), 4, 2000)
    outputs = outputs_for(batch)
    assert (task.outer_right(outputs, batch) == 1).all()
    assert (task.share_right(outputs, batch) == 1).all()
    # Spoil what comes before the burn-in only: nothing changes.
    early = outputs.copy()
    early[:, :30] *= -1
    assert task.right(early, batch).all()
    # The outer T and P exchanged where one of them is due.
    alone = (batch.targets.sum(-1) == 1) & batch.targets[..., 1:3].any(-1)
    swapped = np.where(
        alone[..., None], outputs[..., [0, 2, 1, 3, 4, 5, 6]], outputs
    )
    assert (task.outer_right(swapped, batch) == 0).all()
    assert not task.right(swapped, batch).any()
    wrong = alone[:, 30:].mean(1)
    assert task.share_right(swapped, batch) == pytest.approx(1 - wrong)


def test_continual_reber_error_of_049():
    task = tasks.ContinualReber()
    batch = task.test(rng())
    sign = 2 * batch.targets - 1
    limit = np.log(0.51 / 0.49)
    assert task.right(sign * limit * 1.02, batch).all()
    assert not task.right(sign * limit * 0.98, batch).any()


@pytest.mark.parametrize("symbols", ["ab", "abc"])
def test_counting(symbols):
    task = tasks.Counting(symbols, longest=6)
    words = {n: "".join(s * n for s in symbols) + "E" for n in range(1, 40)}
    batch = task.words([3, 1, 6])
    assert task.spell(batch) == ["S" + words[n][:-1] for n in (3, 1, 6)]
    for n, x, target, count in zip((3, 1, 6), *batch, strict=True):
        text = spelled(x, "S" + symbols)
        assert text == "S" + words[n][:-1]
        assert count.sum() == len(text)
        for k in range(len(text)):
            begun = text[1 : k + 1]
            follow = {
                word[k] for word in words.values() if word.startswith(begun)
            }
            assert follow == {
                (symbols + "E")[i] for i in np.flatnonzero(target[k])
            }


def test_counting_deals_each_n_in_turn():
    task = tasks.Counting("ab", longest=8)
    for batch in itertools.islice(task.batches(rng(), 8), 20):
        assert sorted(batch.counts.sum(1)) == [2 * n + 1 for n in range(1, 9)]
    assert len(task.words([300]).xs[0]) == 601
    assert task.words([2], time=9).xs.shape == (1, 9, 3)


def test_counting_refuses_bad_words():
    for ns in ([], [0], [1.5], 3):
        with pytest.raises(ValueError, match="ns: expected whole numbers"):
            tasks.Counting().words(ns)
    with pytest.raises(ValueError, match=r"time: expected .* 5 or more"):
        tasks.Counting().words([2], time=4)


def test_largest():
    assert counting.largest([]) == 0
    assert counting.largest([False, True]) == 0
    assert counting.largest([True] * 9) == 9


def test_dyck():
    xs, targets, counts = tasks.Dyck(pairs=3).draw(rng(), 9000)
    seen = {}
    for x, target, count in zip(xs, targets, counts, strict=True):
        text, opened = spelled(x, "S()"), 0
        assert text[0] == "S"
        assert count.sum() == len(text)
        for symbol, legal in zip(text, target, strict=False):
            opened += {"S": 0, "(": 1, ")": -1}[symbol]
            assert opened >= 0
            assert legal.tolist() == [1, opened > 0, opened == 0]
        assert opened == 0
        seen[text] = seen.get(text, 0) + 1
    by_size = {
        n: [v for w, v in seen.items() if len(w) == 2 * n + 1]
        for n in (1, 2, 3)
    }
    assert {n: len(v) for n, v in by_size.items()} == {1: 1, 2: 2, 3: 5}
    for often in by_size.values():  # each word of a size as likely
        assert sum(often) == pytest.approx(3000, abs=200)
        assert np.ptp(often) < 0.2 * max(often)


def test_parity():
    xs, targets, _ = tasks.Parity(33).draw(rng(), 200)
    for x, target in zip(xs[..., 0], targets[..., 0], strict=True):
        ones = 0
        for bit, odd in zip(x, target, strict=True):
            ones += int(bit)
            assert odd == ones % 2
    assert xs.mean() == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("group", ["S3", "S5"])
@pytest.mark.parametrize("inputs", ["elements", "generators"])
def test_composition_is_permutation_matrices_multiplied(group, inputs):
    task = tasks.Composition(group, time=30, inputs=inputs)
    xs, targets, _ = task.draw(rng(), 60)
    rows = composition.elements(group)
    size = rows.shape[1]
    read = set()
    for x, target in zip(xs.argmax(-1), targets.argmax(-1), strict=True):
        so_far = np.eye(size, dtype=int)
        for one, now in zip(x, target, strict=True):
            read.add(int(one))
            matrix = np.zeros((size, size), int)
            matrix[rows[one], np.arange(size)] = 1  # place k to rows[one][k]
            so_far = matrix @ so_far
            assert np.array_equal(so_far.argmax(0), rows[now])
    assert len(read) == (2 if inputs == "generators" else len(rows))


def test_generators_reach_the_whole_group():
    for group, size in (("S3", 6), ("S5", 120)):
        task = tasks.Composition(group, time=60, inputs="generators")
        reached = task.draw(rng(), 500).targets.any((0, 1))
        assert reached.sum() == size


def test_copying():
    task = tasks.Copying(blanks=6, recall=4, symbols=5)
    xs, targets, counts = task.draw(rng(), 300)
    for x, target in zip(xs, targets, strict=True):
        first = spelled(x, "01234_!")
        assert first[4:] == "_____!____"
        assert re.fullmatch("[0-4]{4}", first[:4])
        assert spelled(target, "01234_") == "_" * 10 + first[:4]
    assert (counts == 1).all()


def test_latch():
    task = tasks.Latch(time=50, shown=4, noise=0.3)
    xs, targets, counts = task.draw(rng(), 3000)
    assert np.array_equal(xs[:, :4, 0], np.repeat(2 * targets - 1, 4, 1))
    assert xs[:, 4:].std() == pytest.approx(0.3, rel=0.02)
    assert targets.mean() == pytest.approx(0.5, abs=0.04)
    assert (counts[:, -1] == 1).all()


def test_reber_tables_have_no_dead_end():
    assert np.allclose(reber._matrix().sum(1), 1)

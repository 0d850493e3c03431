"""The counting tables that "Can it write?" writes out in its cells."""

import ast
from types import SimpleNamespace

import numpy as np
import pytest

from tools import chapters

(CHAPTER,) = chapters.select(chapters.find(), ["14"])
TABLES = ("witten_bell", "kneser_ney")


@pytest.fixture(scope="module")
def lesson():
    """Return the functions that the tables are made of, by name."""
    wanted = {"runs", "count", "total", "discounts", "discounted", *TABLES}
    tree = ast.parse(CHAPTER.lesson.read_text(encoding="utf-8"))
    body = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name in wanted
    ]
    assert {node.name for node in body} == wanted
    names = {"np": np}
    exec(compile(ast.Module(body, []), str(CHAPTER.lesson), "exec"), names)
    return SimpleNamespace(**names)


@pytest.fixture
def known():
    """Return 3,000 symbols of 5 kinds, some much likelier than others."""
    rng = np.random.default_rng(0)
    return np.cumsum(rng.choice(3, 3_000, p=(0.7, 0.2, 0.1))) % 5


def test_count_finds_every_run(lesson):
    (ones, how_often), (twos, _) = lesson.count(np.array([2, 0, 2, 0]), 3, 2)
    assert ones.tolist() == [0, 2]
    assert how_often.tolist() == [2, 2]
    assert twos.tolist() == [0 * 3 + 2, 2 * 3 + 0]


def test_total_sums_the_values_of_a_code(lesson):
    codes, values = np.array([1, 1, 4]), np.array([10, 5, 7])
    asked = np.array([4, 0, 1, 9])
    assert lesson.total(asked, codes, values).tolist() == [7, 0, 15, 0]


@pytest.mark.parametrize("name", TABLES)
def test_probabilities_sum_to_one(lesson, known, name):
    grams = lesson.count(known, 5, longest=4)
    for context in ([0, 1, 2], [4, 4, 4], [0, 3, 1]):
        text = np.concatenate([[*context, last] for last in range(5)])
        bits = getattr(lesson, name)(grams, text, 5)[:, ::4]
        np.testing.assert_allclose((2.0**-bits).sum(axis=1), 1)


def test_discounts_are_those_of_chen_and_goodman(lesson):
    counts = np.repeat([1, 2, 3, 4, 9], [8_000, 3_000, 1_500, 900, 50])
    y = 8 / (8 + 2 * 3)
    wanted = 1 - 2 * y * 3 / 8, 2 - 3 * y * 1.5 / 3, 3 - 4 * y * 0.9 / 1.5
    found = lesson.discounts(counts)
    np.testing.assert_allclose(found, [0, *wanted], atol=2e-3)


def test_discounts_take_no_more_than_there_is(lesson):
    for counts in ([5], [1], [1, 2], [2, 2, 2, 4], [1] * 9 + [4] * 90):
        off = lesson.discounts(np.array(counts))
        assert (off >= 0).all()
        assert (off <= np.arange(4)).all()


def test_kneser_ney_counts_after_how_many_symbols_one_came(lesson):
    # 1 came six times, always after 0; 3 came once. After 4 neither did.
    known = np.array([0, 1] * 6 + [0, 2, 3, 2, 4, 2])
    grams = lesson.count(known, 5, longest=2)
    for table, same in (
        (lesson.kneser_ney, True),
        (lesson.witten_bell, False),
    ):
        one, three = (
            table(grams, np.array([4, last]), 5)[1, 0] for last in (1, 3)
        )
        assert (one == three) == same
        assert one <= three

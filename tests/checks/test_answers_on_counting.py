"""Answers to the exercises on counting that are right, or wrong anew."""

import numpy as np
import pytest

from lstm_course.checks.exercises.counting.acceptor import ACCEPTOR_WEIGHTS
from lstm_course.checks.exercises.counting.split import FAR_SPLIT, far_split
from lstm_course.checks.exercises.counting.states import STATES_NEEDED


def acceptor(g):
    return lambda: (g, [[0, 20, -20], [20, 0, -20]], [8, -8, -8])


def test_a_unit_that_says_whether_the_last_was_a_b_is_enough():
    # After S and after an a it is the same, and unit 1 parts the two.
    assert ACCEPTOR_WEIGHTS.judge(acceptor([20, 20, -20])).status == "right"


@pytest.mark.parametrize("g", [[-20, 20, 0], [20, -20, 0], [-2, 20, -0.5]])
def test_b_between_the_others_is_a_dead_end(g):
    verdict = ACCEPTOR_WEIGHTS.judge(acceptor(g))
    assert verdict.mistake == "no-last-symbol"
    assert "between" in verdict.message


def test_a_place_in_a_word_is_said_in_words():
    told = ACCEPTOR_WEIGHTS.judge(acceptor([0, -20, 20])).message
    assert told.startswith("In the word of n = 1, after 1 a, an a may follow")
    verdict = ACCEPTOR_WEIGHTS.judge(
        lambda: ([0, 20, -20], [[0, 20, -20], [20, 0, -20]], [-8, -8, -8])
    )
    assert verdict.message.startswith("After S, an a may follow")


@pytest.mark.parametrize("seed", range(5))
def test_any_random_split_is_told_a_length_between_two(seed):
    def answer(ns, share):
        ns = np.random.default_rng(seed).permutation(ns)
        cut = round(share * len(ns))
        return np.sort(ns[:cut]), np.sort(ns[cut:])

    verdict = FAR_SPLIT.judge(answer)
    assert verdict.mistake == "not-beyond"
    assert "lies between them" in verdict.message


def test_a_split_may_be_lists():
    verdict = FAR_SPLIT.judge(
        lambda ns, share: [part.tolist() for part in far_split(ns, share)]
    )
    assert verdict.status == "right"


def test_an_empty_training_is_too_few():
    verdict = FAR_SPLIT.judge(lambda ns, share: ([], np.sort(ns)))
    assert verdict.mistake == "amount"


def test_what_is_no_beginning_of_a_word_does_not_count():
    right = {"parity": 2, "S3": 6, "S5": 120}
    verdict = STATES_NEEDED.judge(
        lambda: {**right, "anbn_20": 42, "anbn_40": 82}
    )
    assert "the moment before S" in verdict.message

"""Characters as numbers, and back."""

import doctest

import numpy as np
import pytest

from lstm_course.generation import Alphabet, alphabet

TEXT = "Für Elise –\n“la, la” 🎵"


def test_docstring_is_right():
    done = doctest.testmod(alphabet)
    assert done.attempted > 2
    assert done.failed == 0


def test_text_comes_back():
    letters = Alphabet.of(TEXT)
    numbers = letters.encode(TEXT)
    assert numbers.dtype == np.int32
    assert numbers.shape == (len(TEXT),)
    assert letters.decode(numbers) == TEXT
    assert set(numbers.tolist()) == set(range(len(letters)))
    assert list(letters.symbols) == sorted(set(TEXT))


def test_alphabets_of_the_same_characters_are_equal():
    assert Alphabet.of("cab") == Alphabet("abc") != Alphabet("acb")
    assert eval(repr(Alphabet("a'\"\n"))) == Alphabet("a'\"\n")
    assert len({Alphabet("ab"), Alphabet.of("ba")}) == 1


def test_unknown_character_is_named_with_its_place():
    with pytest.raises(ValueError, match="text: 'x' at position 2") as raised:
        Alphabet("abc").encode("abxc")
    assert "which has 'abc'" in str(raised.value)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Alphabet(""), "symbols: expected at least one"),
        (lambda: Alphabet("aba"), "symbols: 'a' stands there twice"),
        (lambda: Alphabet("ab").decode([0, 2]), "expected 0 to 1, got 2"),
        (lambda: Alphabet("ab").decode([-1]), "expected 0 to 1, got -1"),
    ],
)
def test_mistakes_are_named(make, says):
    with pytest.raises(ValueError, match=says):
        make()

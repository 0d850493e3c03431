"""Characters as numbers."""

import numpy as np


class Alphabet:
    """The characters that a model knows, each with a number from 0.

    >>> alphabet = Alphabet("abc ")
    >>> alphabet.encode("a cab").tolist()
    [0, 3, 2, 0, 1]
    >>> alphabet.decode([2, 0, 1])
    'cab'
    """

    def __init__(self, symbols):
        """Take the characters in the order of their numbers.

        Raises ValueError if there is none or one stands there twice.
        """
        self.symbols = "".join(symbols)
        if not self.symbols:
            raise ValueError("symbols: expected at least one character")
        self._numbers = {}
        for number, symbol in enumerate(self.symbols):
            if symbol in self._numbers:
                raise ValueError(f"symbols: {symbol!r} stands there twice")
            self._numbers[symbol] = number

    @classmethod
    def of(cls, text):
        """Return the alphabet of a text: its characters, sorted."""
        return cls(sorted(set(text)))

    def encode(self, text, name="text"):
        """Return the number of each character, an int32 array (time,).

        Raises ValueError that names the first unknown character, its place
        (from 0) in `name`, and what is known.
        """
        for place, symbol in enumerate(text):
            if symbol not in self._numbers:
                raise ValueError(
                    f"{name}: {symbol!r} at position {place} is not in the"
                    f" alphabet, which has {self.symbols!r}"
                )
        return np.array([self._numbers[symbol] for symbol in text], np.int32)

    def decode(self, numbers):
        """Return the text of an array of numbers (time,).

        Raises ValueError for a number that no character has.
        """
        numbers = np.asarray(numbers, int).ravel()
        if wrong := [n for n in numbers if not 0 <= n < len(self)]:
            raise ValueError(
                f"numbers: expected 0 to {len(self) - 1}, got {wrong[0]}"
            )
        return "".join(self.symbols[number] for number in numbers)

    def __len__(self):
        return len(self.symbols)

    def __eq__(self, other):
        return isinstance(other, Alphabet) and self.symbols == other.symbols

    def __hash__(self):
        return hash(self.symbols)

    def __repr__(self):
        return f"Alphabet({self.symbols!r})"

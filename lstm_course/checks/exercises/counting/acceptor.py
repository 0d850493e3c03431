"""Set by hand what a counter lacks to accept aⁿbⁿ."""

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise
from lstm_course.checks.exercises.lstm.values import sigmoid

LONGEST = 300
"""The largest n with which an answer is put to the test."""

SYMBOLS = "Sab"
LEGAL = "abE"


def acceptor_weights():
    """Return (g, V, v), what makes a counter accept every aⁿbⁿ.

    Unit 1 counts: its h is 0 at the start, above 0.7 while a b is still
    owed, and 0 again after the last b. Unit 2 is yours. Its gates stand so
    that c is the candidate of this step alone: i and o open, f shut. g holds
    the three weights of its candidate, for S, a and b.

    V, (2, 3), and v, (3,), make the answer: h @ V + v, above 0 for each
    symbol that may follow, in the order a, b, E. Every number is between −50
    and 50.
    """
    g = [0, 20, -20]  # h is 0 after S, 0.76 after an a, −0.76 after a b
    V = [[0, 20, -20], [20, 0, -20]]
    v = [8, -8, -8]
    return g, V, v


def states(g, word):
    """Return h of both units after each symbol of a word, (time, 2)."""
    i = f = o = sigmoid(20.0)
    count, found = 0.0, []
    for symbol in word:
        step = {"S": 0.0, "a": 1.0, "b": -1.0}[symbol]
        count = f * count + i * np.tanh(20 * step)
        last = i * np.tanh(float(g[SYMBOLS.index(symbol)]))
        found.append((o * np.tanh(count), o * np.tanh(last)))
    return np.array(found)


def legal(n):
    """Return the word Saⁿbⁿ, and the legal symbols after each of its own."""
    word = "S" + n * "a" + n * "b"
    return word, ["a", *["ab"] * n, *["b"] * (n - 1), "E"]


def _well_formed(value):
    if not isinstance(value, (tuple, list)) or len(value) != 3:
        return f"Expected three arrays (g, V, v), got {value!r}."
    shapes = {"g": (3,), "V": (2, 3), "v": (3,)}
    for (name, shape), array in zip(shapes.items(), value, strict=True):
        try:
            array = np.asarray(array, float)
        except (TypeError, ValueError):
            return f"{name} is no array of numbers: {array!r}."
        if array.shape != shape:
            return f"{name} must have the shape {shape}, got {array.shape}."
        if not np.isfinite(array).all() or np.abs(array).max() > 50:
            return f"{name} must hold numbers from −50 to 50."
    return None


def _tells_a_from_b(value):
    h = states(value[0], "Saab")
    after_start, after_a, after_b = h[0, 1], h[2, 1], h[3, 1]
    if abs(after_a - after_b) < 0.1:
        return (
            f"Unit 2 is {after_a:.2f} after an a and {after_b:.2f} after a "
            "b. While b's are owed, unit 1 says the same after both, so "
            "nothing tells that an a may follow an a and not a b. Give g "
            "different weights for a and b."
        )
    if abs(after_start - after_b) < 0.05:
        return (
            f"After S unit 2 is {after_start:.2f}, the same as after a b. "
            "Compare S with the end of the word: unit 1 is 0 at both, and "
            "what may follow is not the same. Keep S apart in unit 2."
        )
    if (after_start - after_b) * (after_a - after_b) < 0:
        return (
            f"Unit 2 is {after_b:.2f} after a b, between {after_start:.2f} "
            f"after S and {after_a:.2f} after an a. Going up along unit 2, "
            "'an a may follow' is then yes, no, yes, and no single cut parts "
            "that. Put b at one end."
        )
    return None


def _answers(value, n):
    """Return pairs (told, legal) and the word of n."""
    g, V, v = value
    word, wanted = legal(n)
    outputs = states(g, word) @ np.asarray(V, float) + np.asarray(v, float)
    told = ["".join(np.array(list(LEGAL))[row > 0]) for row in outputs]
    return word, list(zip(told, wanted, strict=True))


def _when(word, place):
    n = word.count("a")
    if place == 0:
        return "after S"
    if place == 2 * n:
        return f"in the word of n = {n}, after its last b"
    read, symbol = (place, "a") if place <= n else (place - n, "b")
    many = f"{read} {symbol}'s" if read > 1 else f"1 {symbol}"
    return f"in the word of n = {n}, after {many}"


def _says_of(symbol, wanting):
    """Make a test for one output, on short words."""

    def test(value):
        for n in (1, 2, 3, 10):
            word, pairs = _answers(value, n)
            for place, (told, right) in enumerate(pairs):
                if (symbol in told) == (symbol in right):
                    continue
                h = states(value[0], word)[place]
                verb = "may" if symbol in right else "may not"
                told = "yes" if symbol in told else "no"
                when = _when(word, place)
                return (
                    f"{when[0].upper()}{when[1:]}, {wanting} {verb} "
                    f"follow, and your output for it says {told}. There h "
                    f"is {h[0]:.2f} in unit 1 and {h[1]:.2f} in unit 2."
                )
        return None

    return test


def _all_the_way(value):
    for n in range(1, LONGEST + 1):
        word, pairs = _answers(value, n)
        for place, (told, right) in enumerate(pairs):
            if told != right:
                return (
                    f"Up to n = {n - 1} every word is accepted; "
                    f"{_when(word, place)}, the output says {told or 'none'} "
                    f"instead of {right}. Leave more room between the two "
                    "sides of 0."
                )
    return None


def _but(g=None, V=None, v=None):
    """Return the right answer with parts changed."""
    right = acceptor_weights()
    given = (g, V, v)
    return lambda: tuple(
        old if new is None else new
        for old, new in zip(right, given, strict=True)
    )


ACCEPTOR_WEIGHTS = ValueExercise(
    solution=acceptor_weights,
    hints=(
        "Make a table of the four situations: after S, after an a, after a "
        "b while b's are owed, after the last b. Write what h1 is in each, "
        "and what you would like h2 to be.",
        "h1 is 0, high, high, 0 in this order. With h2 = 0, 0.76, −0.76, "
        "−0.76 no two situations look alike. Which g does that?",
        "b may follow where h1 is high: V[0][1] = 20, v[1] = −8. For E both "
        "must be low: two negative weights, and a bias that h2 = −0.76 can "
        "lift above 0 and h2 = 0 cannot.",
    ),
    rules=(
        Rule("arrays", _well_formed),
        Rule("no-last-symbol", _tells_a_from_b),
        Rule("output-a", _says_of("a", "an a")),
        Rule("output-b", _says_of("b", "a b")),
        Rule("output-E", _says_of("E", "the end")),
        Rule("long-words", _all_the_way),
    ),
    mistakes=(
        Mistake("arrays", "", lambda: (1, 2)),
        Mistake("arrays", "", _but(V=[[0, 20], [20, 0]])),
        Mistake("arrays", "", _but(v=[800, -8, -8])),
        Mistake("no-last-symbol", "", _but(g=[0, 0, 0])),
        Mistake("no-last-symbol", "", _but(g=[0, 20, 20])),
        Mistake("no-last-symbol", "", _but(g=[-20, 20, 0])),
        Mistake("no-last-symbol", "", _but(g=[0, 20, 0])),
        Mistake("output-a", "", _but(g=[0, -20, 20])),
        Mistake("output-a", "", _but(v=[-8, -8, -8])),
        Mistake("output-a", "", _but(v=[20, -8, -8])),
        Mistake("output-b", "", _but(v=[8, 8, -8])),
        Mistake("output-b", "", _but(V=[[0, -20, -20], [20, 0, -20]])),
        Mistake("output-b", "", _but(V=[[0, 20, -20], [20, 20, -20]])),
        Mistake("output-E", "", _but(v=[8, -8, 8])),
        Mistake("output-E", "", _but(v=[8, -8, -20])),
        Mistake("output-E", "", _but(V=[[0, 20, 0], [20, 0, -20]])),
        Mistake(
            "long-words",
            "",
            _but(V=[[0, 20, -20], [20, 0, -20]], v=[8, -15.2317, -8]),
        ),
    ),
    tried=f"every word from n = 1 to n = {LONGEST}, every symbol",
)

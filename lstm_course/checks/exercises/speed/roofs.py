"""Read from numbers which limit a program has run into."""

from lstm_course.checks.entries import entries, one_of
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise

_LIMITS = ("calls", "arithmetic", "memory")
_RIGHT = {"A": "calls", "B": "arithmetic", "C": "memory", "D": "memory"}


def which_roof():
    """Return what holds each program up, a dictionary of four letters.

    A machine does 100 thousand million operations (100 GFLOP) and moves 10
    thousand million bytes (10 GB) a second, and a call from Python takes it
    10 millionths of a second. Four programs:

           calls     GFLOP      GB
    A      1,500      0.04   0.005   an LSTM, eager, 50 steps
    B          1     17.2    0.05    one product, 2048 × 2048
    C          1      0.05   0.6     two long vectors, added
    D        200      0.8    1.6     1,000 units, one sequence, 100 steps

    Each of the four gets "calls", "arithmetic" or "memory".
    """
    # Milliseconds for the calls, the arithmetic, the memory:
    # A 15, 0.4, 0.5; B 0.01, 172, 5; C 0.01, 0.5, 60; D 2, 8, 160
    return {"A": "calls", "B": "arithmetic", "C": "memory", "D": "memory"}


_SAYS = {
    ("A", "arithmetic"): (
        "0.04 GFLOP at 100 a second are 0.4 thousandths of a second. What do "
        "1,500 calls take?"
    ),
    ("A", "memory"): (
        "0.005 GB at 10 a second are 0.5 thousandths of a second. What do "
        "1,500 calls take?"
    ),
    ("B", "calls"): "It is a single call.",
    ("B", "memory"): (
        "Its 0.05 GB take 5 thousandths of a second. Each number is used "
        "2,048 times once it is there: what do 17.2 GFLOP take?"
    ),
    ("C", "calls"): "It is a single call.",
    ("C", "arithmetic"): (
        "An addition for every 12 bytes: the 0.05 GFLOP take half a "
        "thousandth of a second. And the 0.6 GB?"
    ),
    ("D", "calls"): (
        "200 calls take 2 thousandths of a second. Look at the last column."
    ),
    ("D", "arithmetic"): (
        "It is an LSTM with big products, but with one sequence every weight "
        "is fetched for two operations. What do 1.6 GB take, what 0.8 GFLOP?"
    ),
}


def _letter(letter):
    def test(value):
        says = _SAYS.get((letter, value[letter]))
        return says and f"{letter} is not held up by that. {says}"

    return test


def _but(**changed):
    return lambda: {**_RIGHT, **changed}


WHICH_ROOF = ValueExercise(
    solution=which_roof,
    hints=(
        "Work out three times for each program: calls × 10 millionths of a "
        "second, GFLOP / 100, GB / 10. The longest is what holds it up.",
        "For D: 0.8 / 100 is 8 thousandths of a second, 1.6 / 10 is 160.",
    ),
    rules=(
        entries(dict.fromkeys(_RIGHT, one_of(*_LIMITS))),
        *(Rule(letter, _letter(letter)) for letter in "ABCD"),
    ),
    mistakes=(
        Mistake("entries", "", lambda: ["calls", "arithmetic"]),
        Mistake("entries", "", _but(A="Python")),
        Mistake("A", "", _but(A="arithmetic")),
        Mistake("A", "", _but(A="memory")),
        Mistake("B", "", _but(B="calls")),
        Mistake("B", "", _but(B="memory")),
        Mistake("C", "", _but(C="arithmetic")),
        Mistake("C", "", _but(C="calls")),
        Mistake("D", "", _but(D="arithmetic")),
        Mistake("D", "", _but(D="calls")),
    ),
    tried="four programs and their three limits",
)

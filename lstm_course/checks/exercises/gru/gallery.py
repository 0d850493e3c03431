"""A gallery of GRUs with a bug, to be told by a few experiments."""

import numpy as np

from lstm_course.checks.entries import entries, whole
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise
from lstm_course.runtime import tf


def _cell(
    order=(0, 1, 2),
    reset=lambda x, h, r, U: x + (r * h) @ U,
    squash=tf.tanh,
    mix=lambda z, r, g, h: z * h + (1 - z) * g,
):
    """Make a GRU that resets before the product, with one thing changed."""

    def step(x, h, W, U, b):
        xs, Us = tf.split(x @ W + b, 3, axis=-1), tf.split(U, 3, axis=-1)
        z, r = (tf.sigmoid(xs[k] + h @ Us[k]) for k in order[:2])
        g = squash(reset(xs[order[2]], h, r, Us[order[2]]))
        return mix(z, r, g, h)

    return step


right_cell = _cell()
"""The GRU without a bug; it returns h alone."""

DESCRIBED = {
    1: (
        "h keeps 1 − z and writes z",
        _cell(mix=lambda z, r, g, h: (1 - z) * h + z * g),
    ),
    2: (
        "r multiplies the input's part of g as well",
        _cell(reset=lambda x, h, r, U: r * (x + h @ U)),
    ),
    3: ("r is never used", _cell(reset=lambda x, h, r, U: x + h @ U)),
    4: (
        "the old state is reset in the mix, too",
        _cell(mix=lambda z, r, g, h: z * r * h + (1 - z) * g),
    ),
    5: ("the blocks are read as r, z, g", _cell(order=(1, 0, 2))),
    6: ("g goes through a sigmoid", _cell(squash=tf.sigmoid)),
    7: (
        "1 − r stands where r belongs",
        _cell(reset=lambda x, h, r, U: x + ((1 - r) * h) @ U),
    ),
    8: (
        "r acts after the product with U",
        _cell(reset=lambda x, h, r, U: x + r * (h @ U)),
    ),
}
"""What a bug does, in words and in code; two are in no exhibit."""

GALLERY = {
    "A": DESCRIBED[3][1],
    "B": DESCRIBED[1][1],
    "C": DESCRIBED[5][1],
    "D": DESCRIBED[8][1],
    "E": DESCRIBED[4][1],
    "F": DESCRIBED[2][1],
}
"""The exhibits: each is called as step(x, h_prev, W, U, b), gives h."""

EXPERIMENTS = (
    ("z = 1, r = 1: is h the old state?", True),
    ("z = 1, r = 0: is h the old state?", True),
    ("z = 0, r = 1: does h depend on the old state?", True),
    ("z = 0, r = 0: does h depend on the old state?", False),
    ("z = 0, r = 1: does h depend on x?", True),
    ("z = 0, r = 0: does h depend on x?", True),
    ("z = 0, r = 1: is some of h negative?", True),
)
"""What is tried, with the gates held by their biases, and what is right."""


def experiments(step):
    """Return the answer of a cell to each of EXPERIMENTS, True for yes."""
    rng = np.random.default_rng(0)
    x, other_x = rng.normal(size=(2, 4, 3))
    h, other_h = rng.uniform(-1, 1, size=(2, 4, 5))
    W, U = rng.normal(size=(3, 15)), rng.normal(size=(5, 15))

    def run(z, r, x=x, h=h):
        # Far beyond what x and h can add, so that the bias alone decides.
        pinned = np.repeat([80 * z - 40, 80 * r - 40, 0.0], 5)
        return step(*map(tf.constant, (x, h, W, U, pinned))).numpy()

    def differ(one, two):
        return bool(np.abs(one - two).max() > 1e-6)

    return (
        not differ(run(1, 1), h),
        not differ(run(1, 0), h),
        differ(run(0, 1), run(0, 1, h=other_h)),
        differ(run(0, 0), run(0, 0, h=other_h)),
        differ(run(0, 1), run(0, 1, x=other_x)),
        differ(run(0, 0), run(0, 0, x=other_x)),
        bool(run(0, 1).min() < 0),
    )


def name_the_cells():
    """Return the number of the description that fits each exhibit."""
    return {
        "A": 3,
        "B": 1,
        "C": 5,
        "D": 8,
        "E": 4,
        "F": 2,
    }


def _name_the_cells_given():
    """Return the number of the description that fits each exhibit."""
    return {
        "A": ...,
        "B": ...,
        "C": ...,
        "D": ...,
        "E": ...,
        "F": ...,
    }


_RIGHT = name_the_cells()


def _no_number_twice(value):
    for number in DESCRIBED:
        letters = [one for one in _RIGHT if value[one] == number]
        if len(letters) > 1:
            return (
                f"You give number {number} to {' and '.join(letters)}. Each "
                "exhibit has a bug of its own: in which column do these "
                "rows differ?"
            )
    return None


def _nothing_wrong(value):
    """Say what a row without a mark means, if it was misread."""
    if value["D"] in (6, 7):
        return (
            "Row D passes every experiment, and number "
            f"{value['D']}, “{DESCRIBED[value['D']][0]}”, would fail one. "
            "Which description makes no difference as long as every gate is "
            "exactly 0 or 1?"
        )
    return None


def _swapped(one, two, message):
    """Make a test: are the bugs `one` and `two` mistaken for each other?"""

    def test(value):
        letters = {number: letter for letter, number in _RIGHT.items()}
        got = value[letters[one]], value[letters[two]]
        return message if got == (two, one) else None

    return test


def _contradiction(value):
    for letter, number in _RIGHT.items():
        if value[letter] == number:
            continue
        words, described = DESCRIBED[value[letter]]
        claims, shown = experiments(described), experiments(GALLERY[letter])
        for (asked, _), claim, seen in zip(
            EXPERIMENTS, claims, shown, strict=True
        ):
            if claim != seen:
                says = {True: "yes", False: "no"}
                return (
                    f"{letter} is not number {value[letter]}, “{words}”. "
                    f"{asked} That cell would answer {says[claim]}, and row "
                    f"{letter} says {says[seen]}."
                )
    return None


_CONFUSED = (
    (
        "roles-or-blocks",
        1,
        5,
        "You have exchanged 1 and 5. Both lose the old state at z = 1. But "
        "number 1 does so whatever r is; if the blocks are exchanged, it is r "
        "that decides.",
    ),
    (
        "mix-or-blocks",
        4,
        5,
        "You have exchanged 4 and 5. Both lose the old state at z = 1, r = "
        "0. But a cell that takes r for z also keeps, and hears no input, "
        "where r = 1.",
    ),
    (
        "unused-or-after",
        3,
        8,
        "You have exchanged 3 and 8. With r = 0 nothing of the old state may "
        "reach g: whether r acts before or after the product, 0 is 0.",
    ),
    (
        "mix-or-input",
        4,
        2,
        "You have exchanged 4 and 2. One of the two is wrong only while the "
        "cell writes, z = 0, the other only while it keeps.",
    ),
    (
        "unused-or-roles",
        3,
        1,
        "You have exchanged 3 and 1. Both depend on the old state at z = 0, "
        "r = 0. But only one of them also loses it at z = 1.",
    ),
    (
        "input-or-after",
        2,
        8,
        "You have exchanged 2 and 8. Which of them can make a cell deaf to "
        "its input?",
    ),
)


def _mistaken(**changes):
    return lambda: _RIGHT | changes


NAME_THE_CELLS = ValueExercise(
    solution=name_the_cells,
    given=_name_the_cells_given,
    hints=(
        "Go through the columns for a cell without a bug first, and say to "
        "yourself why the answer must be what it is.",
        "Two rows lose the old state at z = 1. In one of them r makes no "
        "difference at all.",
        "Row D passes everything. With gates of exactly 0 and 1, which of "
        "the eight changes nothing?",
    ),
    rules=(
        entries(
            dict.fromkeys(_RIGHT, whole(1, len(DESCRIBED))), rule="six-numbers"
        ),
        Rule("number-twice", _no_number_twice),
        Rule("nothing-wrong", _nothing_wrong),
        *(
            Rule(name, _swapped(one, two, says))
            for name, one, two, says in _CONFUSED
        ),
        Rule("contradiction", _contradiction),
    ),
    mistakes=(
        Mistake("six-numbers", "", lambda: [3, 1, 5, 8, 4, 2]),
        Mistake("six-numbers", "", lambda: {"A": 3}),
        Mistake("six-numbers", "", _mistaken(B=9)),
        Mistake("number-twice", "", _mistaken(A=1)),
        Mistake("nothing-wrong", "", _mistaken(D=7)),
        Mistake("nothing-wrong", "", _mistaken(D=6)),
        Mistake("roles-or-blocks", "", _mistaken(B=5, C=1)),
        Mistake("mix-or-blocks", "", _mistaken(E=5, C=4)),
        Mistake("unused-or-after", "", _mistaken(A=8, D=3)),
        Mistake("mix-or-input", "", _mistaken(E=2, F=4)),
        Mistake("unused-or-roles", "", _mistaken(A=1, B=3)),
        Mistake("input-or-after", "", _mistaken(F=8, D=2)),
        Mistake("contradiction", "", _mistaken(A=7)),
        Mistake("contradiction", "", _mistaken(F=6)),
        Mistake("contradiction", "", _mistaken(A=4, E=3)),
    ),
    tried="six exhibits against eight descriptions",
)

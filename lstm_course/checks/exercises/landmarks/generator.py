"""Write the generator of the temporal order problem."""

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise

X, Y, BEGIN, END = 4, 5, 6, 7
_BATCH = 2_000
_FIRST, _SECOND, _LENGTH = (10, 20), (50, 60), 105


def temporal_order(rng, batch, length, first, second):
    """Draw sequences of the temporal order problem, and their classes.

    Symbols are whole numbers: a, b, c, d are 0 to 3, X is 4, Y is 5, B is
    6, E is 7. A sequence begins with B, ends with E, and is filled with
    a, b, c and d at random, but for two marks. Each mark is X or Y by the
    toss of a coin. The first stands at a step between first[0] and
    first[1], the second at one between second[0] and second[1]; steps are
    counted from 1, and both ends of a range belong to it. The class is
    0 for X X, 1 for X Y, 2 for Y X, 3 for Y Y.

    rng is a NumPy Generator: draw everything from it.
    Returns the symbols, (batch, length), and the classes, (batch,).
    """
    symbols = rng.integers(0, 4, (batch, length))
    symbols[:, 0], symbols[:, -1] = 6, 7
    rows, classes = np.arange(batch), np.zeros(batch, int)
    for low, high in (first, second):
        places = rng.integers(low, high + 1, batch)
        kinds = rng.integers(0, 2, batch)
        symbols[rows, places - 1] = 4 + kinds
        classes = 2 * classes + kinds
    return symbols, classes


def _calls():
    """Return the arguments: one seed twice, another seed, a small batch."""
    long = _BATCH, _LENGTH, _FIRST, _SECOND
    return [
        (np.random.default_rng(1), *long),
        (np.random.default_rng(1), *long),
        (np.random.default_rng(2), *long),
        (np.random.default_rng(3), _BATCH, 12, (2, 4), (6, 11)),
    ]


def _sizes():
    return [(batch, length) for _, batch, length, *_ in _calls()]


def _ranges():
    """Return the ranges of each call, and its length in words."""
    return [
        (first, second, f"length {length}, ranges {first} and {second}")
        for _, _, length, first, second in _calls()
    ]


def _two_arrays(value):
    for got, (batch, length) in zip(value, _sizes(), strict=True):
        if not isinstance(got, (tuple, list)) or len(got) != 2:
            return "Expected two arrays: return symbols, classes."
        for name, array, shape in zip(
            ("symbols", "classes"),
            got,
            ((batch, length), (batch,)),
            strict=True,
        ):
            found = np.shape(array)
            if name == "symbols" and found == (batch, length, 8):
                return (
                    "Your symbols are one-hot vectors already. Return their "
                    "numbers, (batch, length): turning numbers into vectors "
                    "is one line, and it comes later."
                )
            if name == "symbols" and found == (length, batch):
                return (
                    "Your symbols are (length, batch). Batch comes first, a "
                    "sequence is a row."
                )
            if name == "classes" and found in ((batch, 4), (batch, 1)):
                return (
                    f"Your classes have the shape {found}. Return one number "
                    "from 0 to 3 for each sequence, (batch,)."
                )
            if found != shape:
                return (
                    f"{name} should have the shape {shape} for batch "
                    f"{batch} and length {length}, got {found}."
                )
        for name, array in zip(("symbols", "classes"), got, strict=True):
            if np.asarray(array).dtype.kind not in "iu":
                return (
                    f"{name} should be of an integer type, got "
                    f"{np.asarray(array).dtype}: np.zeros makes floats, "
                    "np.zeros(…, int) does not."
                )
        if not np.isin(got[0], range(8)).all():
            return "Symbols are whole numbers from 0 to 7."
    return None


def _same(one, other):
    return all(map(np.array_equal, one, other))


def _draws_from_rng(value):
    if _same(value[0], value[2]):
        return (
            "Two calls with different generators give the same sequences. "
            "Do you make a generator of your own inside, or set a seed "
            "there? A network would see the same batch at every step. Draw "
            "from `rng`."
        )
    if not _same(value[0], value[1]):
        return (
            "Two calls with the same seed give different sequences. "
            "Something is drawn from elsewhere, `np.random.…` or a "
            "generator without a seed, and no run could be repeated. Draw "
            "everything from `rng`."
        )
    return None


def _ends(value):
    for symbols, _ in value:
        symbols = np.asarray(symbols)
        if (symbols[:, 0] == END).all() and (symbols[:, -1] == BEGIN).all():
            return "B and E have changed places: B is 6, E is 7."
        if not (symbols[:, 0] == BEGIN).all():
            return (
                "Not every sequence begins with B, which is 6: the first "
                f"of one is {symbols[symbols[:, 0] != BEGIN][0, 0]}."
            )
        if not (symbols[:, -1] == END).all():
            return (
                "Not every sequence ends with E, which is 7: the last "
                f"of one is {symbols[symbols[:, -1] != END][0, -1]}."
            )
        if np.isin(symbols[:, 1:-1], (BEGIN, END)).any():
            return "B and E stand inside of sequences too."
    return None


def _marks(symbols):
    return np.isin(symbols, (X, Y))


def _two_marks(value):
    for symbols, _ in value:
        counts = _marks(symbols).sum(axis=1)
        if counts.mean() > 3:
            return (
                f"A sequence has {counts.mean():.0f} marks on average, and "
                "should have two. The filling is made of a, b, c and d "
                "alone, which are 0 to 3; `rng.integers(0, 4, …)` leaves "
                "out the 4."
            )
        if (counts != 2).any():
            got = counts[counts != 2][0]
            return f"Each sequence should have two marks, one has {got}."
    return None


def _places(symbols):
    """Return the steps of the two marks, counted from 1: (2, batch)."""
    return np.nonzero(_marks(symbols))[1].reshape(-1, 2).T + 1


def _different_rows(value):
    for symbols, _ in value:
        if any(len(np.unique(steps)) == 1 for steps in _places(symbols)):
            return (
                "In all sequences of a batch a mark stands at the same step. "
                "Draw as many places as there are sequences: "
                "rng.integers(…, batch)."
            )
        filling = np.where(_marks(symbols), 0, symbols)[:50]
        if len(np.unique(filling, axis=0)) < 40 and filling.shape[1] > 50:
            return (
                "All sequences of a batch have the same filling. It should "
                "be drawn for each: (batch, length) numbers."
            )
    return None


def _in_range(value):
    for (symbols, _), (first, second, about) in zip(
        value, _ranges(), strict=True
    ):
        for which, steps, (low, high) in zip(
            ("first", "second"),
            _places(symbols),
            (first, second),
            strict=True,
        ):
            got = int(steps.min()), int(steps.max())
            where = (
                f"With {about} your {which} marks stand at steps {got[0]} "
                f"to {got[1]}."
            )
            if got == (low, high):
                continue
            if got == (low, high - 1):
                return (
                    f"{where} The last step of the range is never reached: "
                    "`rng.integers(low, high)` leaves out `high`."
                )
            if got in ((low + 1, high + 1), (low + 1, high)):
                return (
                    f"{where} Steps are counted from 1 and the columns of "
                    "an array from 0: step 10 is column 9."
                )
            if got == (low - 1, high - 1):
                return f"{where} That is one step too early."
            return where
    return None


def _evenly(value):
    symbols = np.asarray(value[0][0])
    first, second = _places(symbols)
    if abs(np.corrcoef(first, second)[0, 1]) > 0.3:
        return (
            "The places of the two marks go together: where the first is "
            "late, the second is too. Draw the second place anew."
        )
    for steps, (low, high) in ((first, _FIRST), (second, _SECOND)):
        share = np.bincount(steps, minlength=high + 1)[low : high + 1]
        if share.min() < 0.6 * share.mean():
            return (
                f"Some steps between {low} and {high} come much more often "
                "than others. Each step of the range should be as likely as "
                "the next."
            )
    filling = symbols[:, 1:-1][~_marks(symbols[:, 1:-1])]
    share = np.bincount(filling, minlength=4) / filling.size
    if share.min() < 0.2:
        missing = "abcd"[int(share.argmin())]
        return (
            f"a, b, c and d should be equally likely; {missing} makes up "
            f"{share.min():.0%} of your filling."
        )
    return None


def _kinds(symbols):
    """Return for each mark whether it is Y: (2, batch)."""
    symbols = np.asarray(symbols)
    return (symbols[_marks(symbols)].reshape(-1, 2) == Y).astype(int).T


def _coins(value):
    first, second = _kinds(value[0][0])
    if np.array_equal(first, second):
        return (
            "The two marks of a sequence are always the same, X X or Y Y. "
            "Toss the coin once for each mark."
        )
    for which, kinds in (("first", first), ("second", second)):
        if len(np.unique(kinds)) == 1:
            return (
                f"The {which} mark is the same in all sequences. Toss a coin "
                "for each sequence."
            )
        if abs(kinds.mean() - 0.5) > 0.05:
            return (
                f"The {which} mark is Y in {kinds.mean():.0%} of sequences. "
                "It should be half."
            )
    return None


def _classes(value):
    first, second = _kinds(value[0][0])
    got, right = np.asarray(value[0][1]), 2 * first + second
    if np.array_equal(got, right):
        return None
    guesses = {
        "The order of the marks is turned round: your class 1 is Y X. "
        "Class 1 is X Y, so it is the *first* mark that counts double.": (
            first + 2 * second
        ),
        "X Y and Y X have the same class: you count the Ys. It is the "
        "*order* that the task is about.": first + second,
        "Your classes say whether the two marks are equal. There are four, "
        "for the four ordered pairs.": (first != second),
        "X and Y have changed places in your classes: class 0 is X X.": (
            3 - right
        ),
        "Your classes run from 1 to 4. They begin with 0.": right + 1,
    }
    for says, guess in guesses.items():
        if np.array_equal(got, guess):
            return says
    row = int(np.argmax(got != right))
    pair = " ".join("XY"[kinds[row]] for kinds in (first, second))
    return (
        f"A sequence with the marks {pair} has the class {got[row]}, and "
        f"it should be {right[row]}."
    )


def _other_sizes(value):
    for symbols, classes in value:
        first, second = _kinds(symbols)
        if not np.array_equal(classes, 2 * first + second):
            return (
                "The classes are right at length 105 and wrong at length "
                "12. Does a number of the one task stand in your code?"
            )
    return None


def _made(
    filling=lambda rng, batch, length: rng.integers(0, 4, (batch, length)),
    ends=(6, 7),
    place=lambda rng, low, high, batch: rng.integers(low, high + 1, batch),
    column=lambda steps: steps - 1,
    toss=lambda rng, batch: rng.integers(0, 2, batch),
    classes=lambda first, second: 2 * first + second,
    source=lambda rng: rng,
    result=lambda symbols, classes: (symbols, classes),
):
    """Make the generator with one thing changed."""

    def make(rng, batch, length, first, second):
        rng = source(rng)
        symbols = filling(rng, batch, length)
        symbols[:, 0], symbols[:, -1] = ends
        kinds = []
        for low, high in (first, second):
            places = place(rng, low, high, batch)
            kinds.append(toss(rng, batch))
            symbols[np.arange(batch), column(places)] = 4 + kinds[-1]
        return result(symbols, classes(*kinds))

    return make


def _ends_forgotten(rng, batch, length, first, second):
    made = _made()(rng, batch, length, first, second)
    made[0][:, 0] = 0
    return made


def _tossed_once(rng, batch, length, first, second):
    kinds = rng.integers(0, 2, batch)
    make = _made(toss=lambda rng, batch: kinds)
    return make(rng, batch, length, first, second)


def _together(rng, batch, length, first, second):
    share = rng.random(batch)

    def place(rng, low, high, batch):
        return low + (share * (high + 1 - low)).astype(int)

    return _made(place=place)(rng, batch, length, first, second)


def _fixed_length(rng, batch, length, first, second):
    symbols, classes = temporal_order(rng, batch, length, first, second)
    if length != _LENGTH:
        classes = classes[::-1].copy()
    return symbols, classes


def _later(rng, low, high, batch):
    return rng.integers(low, high + 1, (2, batch)).max(axis=0)


TEMPORAL_ORDER = ValueExercise(
    solution=temporal_order,
    calls=_calls,
    hints=(
        "Fill first, mark afterwards: rng.integers(0, 4, (batch, length)) "
        "makes all the filling, then column 0 becomes 6 and the last one 7.",
        "A range that includes its end: rng.integers(low, high + 1, batch). "
        "Steps count from 1, columns from 0: step s is column s − 1.",
        "To put one mark into each row: symbols[np.arange(batch), places - "
        "1] = 4 + kinds, with kinds = rng.integers(0, 2, batch).",
        "The class reads the two kinds as a number in base 2: 2 * first + "
        "second.",
    ),
    rules=(
        Rule("form", _two_arrays),
        Rule("not-from-rng", _draws_from_rng),
        Rule("ends", _ends),
        Rule("two-marks", _two_marks),
        Rule("same-for-all", _different_rows),
        Rule("range", _in_range),
        Rule("uneven", _evenly),
        Rule("coins", _coins),
        Rule("classes", _classes),
        Rule("other-sizes", _other_sizes),
    ),
    mistakes=(
        Mistake("form", "", _made(result=lambda s, c: s)),
        Mistake("form", "", _made(result=lambda s, c: (np.eye(8)[s], c))),
        Mistake("form", "", _made(result=lambda s, c: (s.T, c))),
        Mistake("form", "", _made(result=lambda s, c: (s, np.eye(4)[c]))),
        Mistake("form", "", _made(result=lambda s, c: (s + 1, c))),
        Mistake("form", "", _made(result=lambda s, c: (c, s))),
        Mistake(
            "not-from-rng",
            "",
            _made(source=lambda rng: np.random.default_rng(0)),
        ),
        Mistake(
            "not-from-rng",
            "",
            _made(source=lambda rng: np.random.default_rng()),
        ),
        Mistake("ends", "", _made(ends=(7, 6))),
        Mistake("ends", "", _made(ends=(6, 6))),
        Mistake("ends", "", _ends_forgotten),
        Mistake(
            "two-marks",
            "",
            _made(filling=lambda rng, b, n: rng.integers(0, 6, (b, n))),
        ),
        Mistake(
            "two-marks",
            "",
            _made(
                place=lambda rng, low, high, batch: rng.integers(2, 12, batch)
            ),
        ),
        Mistake(
            "same-for-all",
            "",
            _made(
                place=lambda rng, low, high, batch: np.repeat(
                    rng.integers(low, high + 1), batch
                )
            ),
        ),
        Mistake(
            "same-for-all",
            "",
            _made(
                filling=lambda rng, b, n: np.tile(
                    rng.integers(0, 4, n), (b, 1)
                )
            ),
        ),
        Mistake(
            "range",
            "",
            _made(
                place=lambda rng, low, high, batch: rng.integers(
                    low, high, batch
                )
            ),
        ),
        Mistake(
            "range",
            "",
            _made(
                place=lambda rng, low, high, batch: rng.integers(
                    low, high, batch
                ),
                column=lambda steps: steps,
            ),
        ),
        Mistake(
            "range",
            "",
            _made(
                place=lambda rng, low, high, batch: np.maximum(
                    rng.integers(low - 1, high, batch), 2
                )
            ),
        ),
        Mistake("uneven", "", _made(place=_later)),
        Mistake("uneven", "", _together),
        Mistake(
            "uneven",
            "",
            _made(filling=lambda rng, b, n: rng.integers(0, 3, (b, n))),
        ),
        Mistake("coins", "", _tossed_once),
        Mistake(
            "coins",
            "",
            _made(toss=lambda rng, batch: np.repeat(rng.integers(2), batch)),
        ),
        Mistake(
            "coins",
            "",
            _made(toss=lambda rng, batch: (rng.random(batch) < 0.25) * 1),
        ),
        Mistake("classes", "", _made(classes=lambda a, b: a + 2 * b)),
        Mistake("classes", "", _made(classes=lambda a, b: a + b)),
        Mistake("classes", "", _made(classes=lambda a, b: (a != b) * 1)),
        Mistake("classes", "", _made(classes=lambda a, b: 3 - 2 * a - b)),
        Mistake("classes", "", _made(classes=lambda a, b: 1 + 2 * a + b)),
        Mistake("classes", "", _made(classes=lambda a, b: 0 * a)),
        Mistake("other-sizes", "", _fixed_length),
    ),
    tried="four batches of 2,000: marks, places, filling, classes, chance",
)

"""Fill in a step of the LSTM whose weights lie in a file, without shapes."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def flat_step(x, h, c, W, U, b):
    """Return the next h and c of one sequence, without a matrix product.

    x is (features,), h and c are (units,). The weights lie flat, row after
    row, as in weights.bin: W has features · 4 · units numbers, U has
    units · 4 · units, b has 4 · units, and a row holds i, f, g, o.
    """
    units, width = len(h), len(b)
    z = b.copy()
    for j in range(len(x)):
        z += x[j] * W[j * width : (j + 1) * width]
    for j in range(units):
        z += h[j] * U[j * width : (j + 1) * width]
    s = 1 / (1 + np.exp(-z))
    i, f, o = s[:units], s[units : 2 * units], s[3 * units :]
    g = np.tanh(z[2 * units : 3 * units])
    c = f * c + i * g
    return o * np.tanh(c), c


def faded(x, h, c, W, U, b):
    """Return the next h and c of one sequence, without a matrix product.

    x is (features,), h and c are (units,). The weights lie flat, row after
    row, as in weights.bin: W has features · 4 · units numbers, U has
    units · 4 · units, b has 4 · units, and a row holds i, f, g, o.
    """
    units, width = len(h), len(b)
    z = b.copy()
    for j in range(len(x)):
        row = ...
        z += x[j] * row
    for j in range(units):
        z += ...
    s = 1 / (1 + np.exp(-z))
    i, f, o = s[:units], s[units : 2 * units], ...
    g = ...
    c = f * c + i * g
    return o * np.tanh(c), c


def _cases(rng):
    cases = []
    for features, units in ((1, 1), (2, 1), (1, 2), (3, 2), (2, 5)):
        sizes = (features, units, units)
        sizes += (4 * features * units, 4 * units * units, 4 * units)
        args = tuple(rng.normal(size=size) for size in sizes)
        cases.append(Case(args, f"features {features}, units {units}"))
    return cases


def _rows(flat, vector, width):
    return vector @ flat.reshape(len(vector), width)


def _columns(flat, vector, width):
    return flat.reshape(width, len(vector)) @ vector


def _narrow(flat, vector, width):
    """Add rows as if one began where the last gate of another does."""
    step = width // 4
    padded = np.pad(flat, (0, width))
    return sum(
        v * padded[j * step : j * step + width] for j, v in enumerate(vector)
    )


def _blocks(z):
    return np.split(z, 4)


def _step(of_x=_rows, of_h=_rows, blocks=_blocks, new=None, bias=True):
    """Return the step with one thing changed."""

    def step(x, h, c, W, U, b):
        z = of_x(W, x, len(b)) + of_h(U, h, len(b)) + bias * b
        z_i, z_f, z_g, z_o = blocks(z)
        i, f, o = (1 / (1 + np.exp(-z)) for z in (z_i, z_f, z_o))
        g = np.tanh(z_g)
        c = f * c + i * g if new is None else new(i, f, g, c, z_g)
        return o * np.tanh(c), c

    return step


def _first(flat, vector, width):
    return vector.sum() * flat[:width]


def _swapped(*args):
    h, c = flat_step(*args)
    return c, h


FLAT_STEP = FunctionExercise(
    solution=flat_step,
    given=faded,
    hints=(
        "Row j of a flat matrix begins at number j · width, and is as long "
        "as a row is wide.",
        "Look at addProduct above: M.subarray(j * z.length, (j + 1) * "
        "z.length) is the row. In Python: M[j * width : (j + 1) * width].",
        "The blocks are i, f, g, o: o is s[3 * units :], and g, the third "
        "one, is np.tanh(z[2 * units : 3 * units]).",
    ),
    cases=_cases,
    outputs=(Output("h", ("units",)), Output("c", ("units",))),
    mistakes=(
        Mistake(
            "columns",
            "You read both matrices column after column, as Fortran and "
            "MATLAB do. In weights.bin row follows row: the four gates of "
            "input 0, then those of input 1.",
            _step(_columns, _columns),
        ),
        Mistake(
            "columns-of-U",
            "W is read row after row and U column after column, which is U "
            "transposed. Both lie in the file in the same way.",
            _step(of_h=_columns),
        ),
        Mistake(
            "rows-too-near",
            "Your rows begin every `units` numbers. A row holds four blocks: "
            "the next one begins after 4 · units.",
            _step(_narrow, _narrow),
        ),
        Mistake(
            "first-row-only",
            "Every input is multiplied by the first row. Let the row move "
            "on with j.",
            _step(_first, _first),
        ),
        Mistake(
            "g-and-o",
            "g and o have changed places: the blocks are i, f, g, o, so g "
            "is the third and o the last.",
            _step(blocks=lambda z: [_blocks(z)[k] for k in (0, 1, 3, 2)]),
        ),
        Mistake(
            "interleaved",
            "You took every fourth number. A row holds four whole blocks, "
            "all units of i first.",
            _step(blocks=lambda z: [z[k::4] for k in range(4)]),
        ),
        Mistake(
            "g-squashed-twice",
            "g is the tanh of what has been through a sigmoid. The tanh "
            "belongs to z itself.",
            _step(
                new=lambda i, f, g, c, z: (
                    f * c + i * np.tanh(1 / (1 + np.exp(-z)))
                )
            ),
        ),
        Mistake(
            "g-sigmoid",
            "g went through the sigmoid. It is the one block with a tanh.",
            _step(
                new=lambda i, f, g, c, z: f * c + i / (1 + np.exp(-z)),
            ),
        ),
        Mistake(
            "g-raw",
            "g is z itself. The candidate goes through a tanh.",
            _step(new=lambda i, f, g, c, z: f * c + i * z),
        ),
        Mistake(
            "no-recurrence",
            "The old h is never read: the second loop adds nothing.",
            _step(of_h=lambda flat, vector, width: 0),
        ),
        Mistake(
            "no-bias",
            "z begins with b. Yours begins with zeros.",
            _step(bias=False),
        ),
        Mistake(
            "swapped",
            "The numbers are right, but c comes first in what you return.",
            _swapped,
        ),
    ),
    tried="steps of five sizes, from flat weights",
)

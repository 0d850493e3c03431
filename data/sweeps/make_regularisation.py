"""Make regularisation.csv again: `python data/sweeps/make_regularisation.py`.

An LSTM learns so little of *Pride and Prejudice* that it can learn it by
heart, without dropout, with dropout of what it says, and with dropout within
the loop over time. It takes about ten minutes of one core. Runs that the file
holds already are left as they are, so that it can be interrupted and called
again.
"""

import csv
import math
import sys
from pathlib import Path

import numpy as np

from lstm_course import cells, datasets, runtime, unroll
from lstm_course.generation import Alphabet
from lstm_course.runtime import keras, tf

NAME = "sweeps/regularisation.csv"
FOLDER = Path(__file__).resolve().parent.parent
COLUMNS = ("dropout", "seed", "passes", "trained", "held_out")

KINDS = ("none", "outputs", "recurrent")
SEEDS = 5
RATE_OF_DROPOUT = 0.4
UNITS = 96
FIRST = "It is a truth"
"""Where the text begins: a network that has read the title, in capitals, and
little else, may be stuck in the state where it leaves it."""
TRAINED, HELD_OUT = 16_000, 16_000
"""Characters: the first of the novel, and those that follow."""
ROWS, WINDOW = 16, 50
PASSES, EVERY = 48, 3
LEARNING_RATE, CLIP = 1e-2, 1.0


def cell(kind, mask):
    """Return the LSTM, or one whose h is masked before the loop goes on.

    mask is (ROWS, units), the same at all steps of a window (Gal and
    Ghahramani 2016, section 4). A masked h goes to the next step and out.
    """
    if kind != "recurrent":
        return unroll.LSTM

    def step(x, h_prev, c_prev, weights):
        made = unroll.LSTM.step(x, h_prev, c_prev, weights)
        return made._replace(h=made.h * mask)

    def dz(dh, dc, made, h_prev, c_prev):
        return unroll.LSTM.dz(dh * mask, dc, made, h_prev, c_prev)

    return unroll.LSTM._replace(step=step, dz=dz)


def kept(shape, seed):
    """Return a mask of 0 and 1 / (1 - p), of a mean of 1."""
    stays = tf.random.stateless_uniform(shape, seed) >= RATE_OF_DROPOUT
    return tf.cast(stays, tf.float32) / (1 - RATE_OF_DROPOUT)


def training_step(kind, variables, symbols, adam):
    """Return step(window, h, c, seed): the loss in nats, and h and c."""

    @tf.function(jit_compile=True, autograph=False)
    def step(window, h, c, seed):
        W, U, b, V, d = (tf.convert_to_tensor(value) for value in variables)
        weights = cells.Weights(W, U, b)
        xs = tf.one_hot(window[:, :-1], symbols)
        wanted = tf.one_hot(window[:, 1:], symbols)
        loop = cell(kind, kept((ROWS, UNITS), seed))
        run = unroll.forward(loop, xs, (h, c), weights)
        mask = tf.ones_like(run.outputs)
        if kind == "outputs":
            mask = kept((ROWS, WINDOW, UNITS), seed)
        hs = run.outputs * mask
        logits = hs @ V + d
        losses = tf.nn.softmax_cross_entropy_with_logits(wanted, logits)
        dy = (tf.nn.softmax(logits) - wanted) / (ROWS * WINDOW)
        back = unroll.backward(loop, run, weights, dy @ tf.transpose(V) * mask)
        dV = tf.einsum("bth,bts->hs", hs, dy)
        grads = [*back.dweights, dV, tf.reduce_sum(dy, (0, 1))]
        grads, _ = tf.clip_by_global_norm(grads, CLIP)
        adam.apply(grads, variables)
        return (tf.reduce_mean(losses), *run.state)

    return step


def reader(variables, symbols):
    """Return bits(numbers): bits per character, without any dropout.

    numbers (rows, time + 1) are read side by side, each from a state of 0.
    """

    @tf.function(jit_compile=True, autograph=False)
    def bits(numbers):
        W, U, b, V, d = (tf.convert_to_tensor(value) for value in variables)
        xs = tf.one_hot(numbers[:, :-1], symbols)
        run = unroll.forward(unroll.LSTM, xs, None, cells.Weights(W, U, b))
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
            numbers[:, 1:], run.outputs @ V + d
        )
        return tf.reduce_mean(losses) / math.log(2)

    return bits


def in_rows(numbers, rows):
    """Return a text cut into rows that follow on, (rows, time + 1)."""
    long = (len(numbers) - 1) // rows
    return np.stack(
        [numbers[row * long : (row + 1) * long + 1] for row in range(rows)]
    )


def fresh(symbols, seed):
    """Return the variables W, U, b, V, d as they start."""
    weights = cells.lstm_weights(symbols, UNITS, seed)
    V = keras.initializers.GlorotUniform(seed)((UNITS, symbols))
    return [tf.Variable(v) for v in (*weights, V, tf.zeros(symbols))]


def curve(kind, seed, passes=PASSES):
    """Train once; return rows (kind, seed, passes, trained, held_out)."""
    text = datasets.pride()
    alphabet = Alphabet.of(text)
    symbols = len(alphabet)
    text = text[text.index(FIRST) :]
    numbers = alphabet.encode(text[: TRAINED + HELD_OUT])
    trained, held_out = (
        tf.constant(in_rows(part, ROWS))
        for part in (numbers[:TRAINED], numbers[TRAINED:])
    )
    variables = fresh(symbols, seed)
    adam = keras.optimizers.Adam(LEARNING_RATE)
    adam.build(variables)
    step = training_step(kind, variables, symbols, adam)
    bits = reader(variables, symbols)
    rng = np.random.default_rng(seed)
    found, number = [], 0
    for done in range(1, passes + 1):
        h = c = tf.zeros((ROWS, UNITS))
        rows = in_rows(numbers[rng.integers(WINDOW) : TRAINED], ROWS)
        for start in range(0, rows.shape[1] - WINDOW, WINDOW):
            window = rows[:, start : start + WINDOW + 1]
            chance = tf.constant((seed, number))
            _, h, c = step(tf.constant(window), h, c, chance)
            number += 1
        if done % EVERY == 0:
            scores = (f"{bits(part):.3f}" for part in (trained, held_out))
            found.append((kind, str(seed), str(done), *scores))
    return found


def main():
    """Make the runs that are missing."""
    path = FOLDER / NAME
    found = []
    if path.exists():
        lines = path.read_text().splitlines()[1:]
        found = list(map(tuple, csv.reader(lines)))
    for seed in range(SEEDS):
        for kind in KINDS:
            if not any(row[:2] == (kind, str(seed)) for row in found):
                found += curve(kind, seed)
                path.write_text(_text(found))
                print(*found[-1], flush=True)
    sys.path.insert(0, str(FOLDER))
    from recipe import write

    write(NAME, _text(found))


def _text(found):
    """Return the file's text, its rows in order."""
    rows = sorted(
        found, key=lambda row: (KINDS.index(row[0]), int(row[1]), int(row[2]))
    )
    return "".join(",".join(row) + "\n" for row in (COLUMNS, *rows))


if __name__ == "__main__":
    runtime.threads(1)
    main()

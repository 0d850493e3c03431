"""Make writer.keras again: `python data/checkpoints/make_writer.py`.

An LSTM of 256 units learns to write *Pride and Prejudice*, with the course's
own loop forward and backward, compiled. It takes about eleven minutes of one
core. The last digits of its weights differ from machine to machine, and the
text that it writes with them; what it scores does not, to 0.01 bits.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np

from lstm_course import cells, datasets, runtime, unroll
from lstm_course.generation import Alphabet
from lstm_course.runtime import keras, tf

FOLDER = Path(__file__).resolve().parent.parent
NAME, FIGURES = "checkpoints/writer.keras", "checkpoints/writer.json"
SEED = 0
UNITS = 256
ROWS, WINDOW = 32, 64
"""The text is cut into so many rows, which are read side by side."""
PASSES = 40
RATE, WARM_UP = 4e-3, 200
DROPOUT = 0.25
CLIP = 1.0
HELD_OUT = 34_767
"""Characters at the end of the text that the model never sees."""


def model(symbols):
    """Return the model: one-hot characters in, logits of the next out."""
    return keras.Sequential(
        [
            keras.Input((None, symbols)),
            keras.layers.LSTM(UNITS, return_sequences=True, name="lstm"),
            keras.layers.Dense(symbols, name="logits"),
        ],
        name="writer",
    )


def rate(step, steps):
    """Return Adam's rate: a short rise, then half a cosine down to 0."""
    rise = min(1.0, (step + 1) / WARM_UP)
    return RATE * rise * (1 + math.cos(math.pi * step / steps)) / 2


def windows(numbers, offset):
    """Yield the windows of one pass, (ROWS, WINDOW + 1), in order."""
    long = (len(numbers) - 1 - offset) // ROWS
    rows = np.stack(
        [
            numbers[offset + row * long : offset + (row + 1) * long + 1]
            for row in range(ROWS)
        ]
    )
    for start in range(0, long - WINDOW + 1, WINDOW):
        yield rows[:, start : start + WINDOW + 1]


def training_step(variables, symbols, adam):
    """Return step(window, h, c, seed, rate): the loss in nats, and h, c."""

    @tf.function(jit_compile=True, autograph=False)
    def step(window, h, c, seed, rate):
        W, U, b, V, d = (tf.convert_to_tensor(value) for value in variables)
        weights = cells.Weights(W, U, b)
        xs = tf.one_hot(window[:, :-1], symbols)
        wanted = tf.one_hot(window[:, 1:], symbols)
        run = unroll.forward(unroll.LSTM, xs, (h, c), weights)
        shape = (ROWS, 1, UNITS)
        kept = tf.random.stateless_uniform(shape, seed) >= DROPOUT
        mask = tf.cast(kept, tf.float32) / (1 - DROPOUT)
        hs = run.outputs * mask
        logits = hs @ V + d
        losses = tf.nn.softmax_cross_entropy_with_logits(wanted, logits)
        dy = (tf.nn.softmax(logits) - wanted) / (ROWS * WINDOW)
        dhs = dy @ tf.transpose(V) * mask
        back = unroll.backward(unroll.LSTM, run, weights, dhs)
        dV = tf.einsum("bth,bts->hs", hs, dy)
        grads = [*back.dweights, dV, tf.reduce_sum(dy, (0, 1))]
        grads, _ = tf.clip_by_global_norm(grads, CLIP)
        adam.learning_rate.assign(rate)
        adam.apply(grads, variables)
        return (tf.reduce_mean(losses), *run.state)

    return step


def bits(writer, numbers, symbols):
    """Return bits per character over a text, its state carried from 0."""
    xs = tf.one_hot(numbers[None, :-1], symbols)
    logits = tf.function(writer)(xs)[0]
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
        numbers[1:], logits
    )
    return float(tf.reduce_mean(losses)) / math.log(2)


def follow(text):
    """Return what a unit may follow: a name, and a number a character."""
    sentence, word, quoted, found = 0, 0, False, []
    for before, character in zip("\n" + text, text, strict=False):
        sentence = 0 if character in ".?!" else sentence + 1
        word = word + 1 if character.isalpha() else 0
        if character == before == "\n":
            quoted = False  # a new paragraph
        quoted ^= character == '"'
        found.append((quoted, word, min(sentence, 60)))
    names = (
        "whether a quotation is open",
        "how long the word is so far",
        "how long the sentence is so far, up to 60 characters",
    )
    return dict(zip(names, np.transpose(found).astype(float), strict=True))


def telling_units(writer, text, symbols, numbers):
    """Return, for each thing to follow, the unit whose state does best.

    Best is the largest correlation of the state c with it, over the text.
    """
    weights = cells.Weights(*map(tf.constant, writer.layers[0].get_weights()))
    xs = tf.one_hot(numbers[None], symbols)
    run = tf.function(unroll.forward)(unroll.LSTM, xs, None, weights)
    states = run.steps.c[:, 0].numpy().T
    units = []
    for name, values in follow(text).items():
        r = np.corrcoef([values, *states])[0, 1:]
        best = int(np.argmax(abs(r)))
        units.append(
            {
                "unit": best,
                "follows": name,
                "correlation": round(float(r[best]), 2),
            }
        )
    return units


def train(passes=PASSES, show=print):
    """Return the trained model and its figures, a dictionary."""
    runtime.seed(SEED)
    text = datasets.pride()
    alphabet = Alphabet.of(text)
    symbols, numbers = len(alphabet), alphabet.encode(text)
    seen, unseen = numbers[:-HELD_OUT], numbers[-HELD_OUT:]
    writer = model(symbols)
    variables = [tf.Variable(v) for v in writer.get_weights()]
    adam = keras.optimizers.Adam(RATE)
    adam.build(variables)
    step = training_step(variables, symbols, adam)
    rng = np.random.default_rng(SEED)
    steps = passes * ((len(seen) - 1 - WINDOW) // ROWS // WINDOW)
    done = 0
    for number in range(passes):
        h = c = tf.zeros((ROWS, UNITS))
        losses = []
        for window in windows(seen, int(rng.integers(WINDOW))):
            now = tf.constant(rate(done, steps), tf.float32)
            seed = tf.constant((SEED, done))
            loss, h, c = step(tf.constant(window), h, c, seed, now)
            losses.append(loss)
            done += 1
        learning = np.mean(losses) / math.log(2)
        show(f"pass {number + 1} of {passes}: {learning:.3f} bits", flush=True)
    writer.set_weights([v.numpy() for v in variables])
    return writer, {
        "text": "Pride and Prejudice",
        "alphabet": alphabet.symbols,
        "units": UNITS,
        "seed": SEED,
        "passes": passes,
        "steps": done,
        "batch": ROWS,
        "window": WINDOW,
        "dropout": DROPOUT,
        "characters": {"trained": len(seen), "held_out": len(unseen)},
        "bits_per_character": {
            "trained": round(bits(writer, seen[:HELD_OUT], symbols), 3),
            "held_out": round(bits(writer, unseen, symbols), 3),
        },
        "telling_units": telling_units(
            writer, text[-HELD_OUT:], symbols, unseen
        ),
    }


def save(writer, figures):
    """Write the model and its figures, and their checksums."""
    sys.path.insert(0, str(FOLDER))
    from recipe import write

    writer.save(FOLDER / NAME)
    write(NAME, (FOLDER / NAME).read_bytes())
    write(FIGURES, json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    runtime.threads(1)
    save(*train())

"""Time how fast a character model writes, the ways in use and ours."""

import string
import time
from typing import NamedTuple

import numpy as np

from lstm_course.bench.race import race
from lstm_course.bench.table import Bars, Section, Table
from lstm_course.generation import Alphabet, Sampler, of_model
from lstm_course.runtime import keras, seed, tf

ROUNDS = 5
LETTERS = Alphabet(string.ascii_letters + string.digits + " .,;:!?'\"-()\n")
WINDOW = 40
"""The characters that the ways without a state read again each time."""

TOP_P = 0.9
PREDICT = "predict(text) a character"
OURS = "sampler, top-p"


class Size(NamedTuple):
    """How large the layer is, and how much each way writes in a turn.

    few is for the ways that take milliseconds a character, some for those
    that take part of one.
    """

    units: int
    few: int
    some: int
    many: int


USUAL = Size(units=128, few=3, some=100, many=2_000)
BATCHES = (1, 32)


def character_model(units):
    """Return an LSTM that reads characters, untrained."""
    seed(0)
    return keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(len(LETTERS), 32),
            keras.layers.LSTM(units, return_sequences=True),
            keras.layers.Dense(len(LETTERS)),
        ]
    )


def _nucleus_draw(logits, rng):
    """Return a symbol for each row, as one writes it in NumPy."""
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    order = np.argsort(-p, axis=1)
    p = np.take_along_axis(p, order, axis=1)
    p /= p.sum(axis=1, keepdims=True)
    sums = np.cumsum(p, axis=1)
    p[sums - p >= TOP_P] = 0
    sums = np.cumsum(p, axis=1)
    drawn = (sums <= rng.random((len(p), 1)) * sums[:, -1:]).sum(axis=1)
    return np.take_along_axis(order, drawn[:, None], axis=1)[:, 0]


def _again(read, batch, steps):
    """Return the turn of a way that reads the text again each time."""
    rng = np.random.default_rng(0)
    text = np.zeros((batch, WINDOW), np.int32)

    def write(count):
        nonlocal text
        for _ in range(count):
            chosen = _nucleus_draw(np.asarray(read(text))[:, -1], rng)
            text = np.hstack([text[:, 1:], chosen[:, None].astype(np.int32)])

    return _turn(write, batch, steps)


def _stepping(model, batch, steps):
    """Return the turn of one compiled step a character, its state kept."""
    stepper = of_model(model)
    step = tf.function(
        lambda symbols, state: stepper.ready()(symbols, state), autograph=False
    )
    rng = np.random.default_rng(0)
    symbols, state = np.zeros(batch, np.int32), stepper.start(batch)

    def write(count):
        nonlocal symbols, state
        for _ in range(count):
            logits, state = step(tf.constant(symbols), state)
            symbols = _nucleus_draw(logits.numpy(), rng).astype(np.int32)

    return _turn(write, batch, steps)


def _sampling(model, batch, steps, top_p):
    write = Sampler(model, LETTERS)
    prompts = ["Once "] * batch
    return _turn(
        lambda _: write(prompts, steps, top_p=top_p), batch, steps, first=steps
    )


def _turn(write, batch, steps, first=1):
    """Write once, which compiles; return the turn: seconds a character."""
    write(first)

    def turn():
        start = time.perf_counter()
        write(steps)
        return (time.perf_counter() - start) / (batch * steps)

    return turn


def contenders(model, batch, size):
    """Return functions by name that get each way of writing ready."""
    return {
        PREDICT: lambda: _again(
            lambda text: model.predict(text, verbose=0), batch, size.few
        ),
        "model(text) a character": lambda: _again(model, batch, size.few),
        "one compiled step a character": lambda: _stepping(
            model, batch, size.some
        ),
        "sampler": lambda: _sampling(model, batch, size.many, top_p=1.0),
        OURS: lambda: _sampling(model, batch, size.many, top_p=TOP_P),
    }


def compare(batch, size=USUAL, rounds=ROUNDS, others=None):
    """Return rows of text for one batch size, one a way, and bars.

    others is a function of batch and size that gives more ways, by name.
    """
    ways = contenders(character_model(size.units), batch, size)
    if others:
        ways |= others(batch, size)
    ran = race(ways, rounds)
    rates = [1 / ran.median(name) for name in ways]
    rows = [
        (
            name,
            str(batch),
            f"{rate:,.0f}",
            _written(1 / ran.ratio(name, PREDICT)),
            f"{ran.first[name]:.1f}",
        )
        for name, rate in zip(ways, rates, strict=True)
    ]
    times = 1 / ran.ratio(OURS, PREDICT)
    bars = Bars(
        f"The sampler writes {times:,.0f} times as fast as predict",
        list(ways),
        rates,
        [f"{rate:,.0f}" for rate in rates],
        f"characters a second, batch {batch}",
        log=True,
    )
    return rows, bars


def _written(times):
    return f"{times:,.0f}" if times >= 10 else f"{times:.1f}"


def measure(batches=BATCHES, size=USUAL, rounds=ROUNDS, others=None):
    """Return the Section of the ways to write."""
    parts, panels = zip(
        *(compare(batch, size, rounds, others) for batch in batches),
        strict=True,
    )
    columns = (
        "writing",
        "batch",
        "characters/s",
        "times predict",
        "first s",
    )
    rows = [row for rows in parts for row in rows]
    title = (
        f"Generation (LSTM of {size.units} units, {len(LETTERS)} symbols,"
        f" top-p {TOP_P} but for the plain sampler)"
    )
    return Section(Table(title, columns, rows), list(panels))

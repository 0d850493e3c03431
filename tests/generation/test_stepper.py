"""What can write: the course's cells, a learner's own, and what cannot."""

import numpy as np
import pytest

from lstm_course import unroll
from lstm_course.cells import lstm_step, lstm_weights, unchecked
from lstm_course.generation import (
    Alphabet,
    Sampler,
    Stepper,
    of_cells,
    of_model,
)
from lstm_course.runtime import keras, tf

LETTERS = Alphabet("abcdef")
SIZE, UNITS = len(LETTERS), 5
LAYERS = keras.layers
RNG = np.random.default_rng(2)
V = 3 * RNG.normal(size=(UNITS, SIZE)).astype(np.float32)
v = RNG.normal(size=SIZE).astype(np.float32)
EMBEDDING = RNG.normal(size=(SIZE, 3)).astype(np.float32)


def stack():
    below = lstm_weights(3, UNITS, seed=0)
    above = lstm_weights(UNITS, UNITS, seed=1)
    return [below, above]


def test_cells_write_what_their_keras_layers_write():
    model = keras.Sequential(
        [
            keras.Input((None,)),
            LAYERS.Embedding(SIZE, 3),
            LAYERS.LSTM(UNITS, return_sequences=True),
            LAYERS.LSTM(UNITS),
            LAYERS.Dense(SIZE),
        ]
    )
    numbers = [EMBEDDING, *stack()[0], *stack()[1], V, v]
    model.set_weights([np.asarray(value) for value in numbers])
    pairs = [(unroll.LSTM, weights) for weights in stack()]
    ours = Sampler(of_cells(pairs, V, v, EMBEDDING), LETTERS)
    theirs = Sampler(model, LETTERS)
    assert ours("bad", 30).texts == theirs("bad", 30).texts


def test_own_step_is_the_one_that_writes():
    calls = []

    def own_step(x, h_prev, c_prev, weights):
        calls.append(x.shape.as_list())
        return unchecked(lstm_step)(x, h_prev, c_prev, weights)

    weights = lstm_weights(SIZE, UNITS, seed=0)
    ours, theirs = (
        Sampler(of_cells([(cell, weights)], V, v), LETTERS)
        for cell in (unroll.LSTM.using(step=own_step), unroll.LSTM)
    )
    assert ours(["bad", "a"], 30).texts == theirs(["bad", "a"], 30).texts
    assert calls
    assert all(shape == [2, SIZE] for shape in calls)


def test_any_function_of_a_step_may_write():
    """A model that counts on: after each letter the next one is certain."""

    def ready():
        def step(symbols, state):
            following = (symbols + 1) % SIZE
            return 50 * tf.one_hot(following, SIZE), {
                "seen": state["seen"] + 1
            }

        return step

    counter = Stepper(
        SIZE, lambda batch: {"seen": tf.zeros(batch, tf.int32)}, ready
    )
    sample = Sampler(counter, LETTERS)(["a", "abce"], 8)
    assert sample.texts == ["bcdefabc", "fabcdefa"]
    assert sample.surprise.max() < 1e-3


def test_step_with_another_number_of_logits_is_named():
    narrow = Stepper(
        SIZE,
        lambda batch: tf.zeros((batch, 1)),
        lambda: (
            lambda symbols, state: (tf.zeros((symbols.shape[0], 2)), state)
        ),
    )
    with pytest.raises(ValueError, match="expected 6 logits, got 2"):
        Sampler(narrow, LETTERS)("a", 3)


def sequential(*layers, shape=(None,)):
    return keras.Sequential([keras.Input(shape), *layers])


EMBED = (SIZE, 3)
WRONG = {
    "is a Bidirectional, which may look": lambda: sequential(
        LAYERS.Embedding(*EMBED),
        LAYERS.Bidirectional(LAYERS.LSTM(2)),
        LAYERS.Dense(SIZE),
    ),
    "is a Conv1D, which may look": lambda: sequential(
        LAYERS.Embedding(*EMBED),
        LAYERS.Conv1D(4, 3),
        LAYERS.LSTM(2),
        LAYERS.Dense(SIZE),
    ),
    "must not mask": lambda: sequential(
        LAYERS.Embedding(*EMBED, mask_zero=True),
        LAYERS.LSTM(2),
        LAYERS.Dense(SIZE),
    ),
    "reads backwards": lambda: sequential(
        LAYERS.Embedding(*EMBED),
        LAYERS.LSTM(2, go_backwards=True),
        LAYERS.Dense(SIZE),
    ),
    "must give logits, without an activation, got softmax": lambda: sequential(
        LAYERS.Embedding(*EMBED),
        LAYERS.LSTM(2),
        LAYERS.Dense(SIZE, activation="softmax"),
    ),
    "has no recurrent layer": lambda: sequential(
        LAYERS.Embedding(*EMBED), LAYERS.Dense(SIZE)
    ),
    "expected a row for each of 6 symbols, got 4": lambda: sequential(
        LAYERS.Embedding(4, 3), LAYERS.LSTM(2), LAYERS.Dense(SIZE)
    ),
    "one-hot input of 6 symbols expected.* got 4": lambda: sequential(
        LAYERS.LSTM(2), LAYERS.Dense(SIZE), shape=(None, 4)
    ),
    "expected a built model": lambda: keras.Sequential(
        [LAYERS.Embedding(*EMBED), LAYERS.LSTM(2), LAYERS.Dense(SIZE)]
    ),
    "expected a keras.Sequential or a Stepper, got LSTM": lambda: LAYERS.LSTM(
        2
    ),
    "must have activation tanh, got relu": lambda: sequential(
        LAYERS.Embedding(*EMBED),
        LAYERS.LSTM(2, activation="relu"),
        LAYERS.Dense(SIZE),
    ),
}


@pytest.mark.parametrize("says", WRONG)
def test_model_that_cannot_write_is_named(says):
    with pytest.raises((TypeError, ValueError), match=says):
        of_model(WRONG[says]())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (([], V, v), "layers: expected at least one"),
        (
            ([(unroll.LSTM, lstm_weights(3, UNITS, seed=0))], V, v),
            "embedding: expected 3 columns.* got 6",
        ),
        (
            (
                [(unroll.LSTM, lstm_weights(3, UNITS, seed=0))],
                V,
                v,
                EMBEDDING[:4],
            ),
            "embedding: expected a row for each of 6 symbols, got 4",
        ),
    ],
)
def test_cells_that_do_not_fit_are_named(arguments, says):
    with pytest.raises(ValueError, match=says):
        of_cells(*arguments)

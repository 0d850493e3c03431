"""Whole texts, against a model that is asked again for each character."""

import numpy as np
import pytest
from scipy import stats

from lstm_course import models
from lstm_course.generation import Alphabet, Sampler, uniforms
from lstm_course.runtime import keras, tf
from tests.generation import reference
from tests.simulated_gpu import operations, simulated_gpu

LETTERS = Alphabet("abcdefghij .,!?")
SIZE = len(LETTERS)
UNITS = 7
PROMPTS = ["a", "bad cab, ", "hi!"]
STEPS = 40
NEAR = 1e-5
"""How near a draw may be to a boundary where rounding decides."""


def stack(*layers, embedding=5):
    """Return a model whose weights are large enough to prefer."""
    if embedding is None:
        first = [keras.Input((None, SIZE))]
    else:
        first = [keras.Input((None,)), keras.layers.Embedding(SIZE, embedding)]
    model = keras.Sequential([*first, *layers, keras.layers.Dense(SIZE)])
    rng = np.random.default_rng(1)
    model.set_weights([rng.normal(size=w.shape) for w in model.get_weights()])
    return model


def whole(cell):
    return keras.layers.RNN(cell, return_sequences=True)


STACKS = {
    "LSTM": lambda: stack(keras.layers.LSTM(UNITS, return_sequences=True)),
    "GRU": lambda: stack(keras.layers.GRU(UNITS, return_sequences=True)),
    "GRU, reset before": lambda: stack(
        keras.layers.GRU(UNITS, reset_after=False, return_sequences=True)
    ),
    "SimpleRNN, one-hot": lambda: stack(
        keras.layers.SimpleRNN(UNITS, return_sequences=True), embedding=None
    ),
    "peephole": lambda: stack(whole(models.PeepholeLSTMCell(UNITS))),
    "no forget gate": lambda: stack(whole(models.NoForgetLSTMCell(UNITS))),
    "stack": lambda: stack(
        keras.layers.Dense(6, activation="tanh"),
        keras.layers.LSTM(UNITS, return_sequences=True),
        keras.layers.LayerNormalization(),
        keras.layers.Dropout(0.5),
        keras.layers.GRU(UNITS + 1, return_sequences=True),
        keras.layers.Dense(9, activation="relu"),
    ),
}


@pytest.fixture(scope="module", params=STACKS)
def pair(request):
    model = STACKS[request.param]()
    return model, Sampler(model, LETTERS)


@pytest.fixture(scope="module")
def lstm():
    model = STACKS["LSTM"]()
    return model, Sampler(model, LETTERS)


def logits_of(model, text):
    """Return the logits after each character, from Keras: (time, size)."""
    xs = LETTERS.encode(text)[None]
    if len(model.input_shape) == 3:
        xs = np.eye(SIZE, dtype=np.float32)[xs]
    return np.asarray(model(xs))[0]


def misplaced(model, prompt, sample, row, us, temperature, top_p):
    """Return how near a boundary each choice was that we would not make."""
    text = prompt + sample.texts[row]
    logits = logits_of(model, text)[len(prompt) - 1 : -1]
    bits = -keras.ops.log_softmax(logits).numpy() / np.log(2)
    chosen = sample.symbols[row]
    np.testing.assert_allclose(
        sample.surprise[row],
        bits[np.arange(len(chosen)), chosen],
        rtol=0,
        atol=1e-4,
    )
    return [
        reference.margin(values, u, temperature, top_p)
        for values, u, got in zip(logits, us, chosen, strict=True)
        if reference.choose(values, u, temperature, top_p) != got
    ]


def check_choices(pair, temperature, top_p):
    model, write = pair
    sample = write(
        PROMPTS, STEPS, temperature=temperature, top_p=top_p, seed=3
    )
    us = uniforms(3, len(PROMPTS), STEPS)
    near = []
    for row, prompt in enumerate(PROMPTS):
        near += misplaced(
            model, prompt, sample, row, us[row], temperature, top_p
        )
    assert all(distance < NEAR for distance in near)
    assert len(near) <= 1


def test_every_choice_is_that_of_the_reference(pair):
    check_choices(pair, 0.7, 0.8)


@pytest.mark.parametrize("temperature", [0, 0.5, 1.0, 2])
def test_every_choice_without_a_nucleus_too(lstm, temperature):
    check_choices(lstm, temperature, 1.0)


def test_whole_text_is_that_of_a_loop_in_python(lstm):
    model, write = lstm
    us = uniforms(11, 1, STEPS)[0]
    text = PROMPTS[1]
    for u in us:
        values = logits_of(model, text)[-1]
        text += LETTERS.decode([reference.choose(values, u, 0.9, 0.95)])
    sample = write(PROMPTS[1], STEPS, temperature=0.9, top_p=0.95, seed=11)
    assert sample.texts == [text.removeprefix(PROMPTS[1])]


def test_rows_are_written_as_if_alone(pair):
    _, write = pair
    us = uniforms(4, len(PROMPTS), STEPS)
    options = {"temperature": 0.7, "top_p": 0.8}
    together = write(PROMPTS, STEPS, uniforms=us, **options)
    for row, prompt in enumerate(PROMPTS):
        alone = write(prompt, STEPS, uniforms=us[row : row + 1], **options)
        assert alone.texts == together.texts[row : row + 1]


def test_sample_has_its_shapes_and_types(lstm):
    sample = lstm[1](PROMPTS, STEPS)
    assert sample.symbols.shape == sample.surprise.shape == (3, STEPS)
    assert sample.symbols.dtype == np.int32
    assert sample.surprise.dtype == np.float32
    assert [len(text) for text in sample.texts] == [STEPS] * 3
    assert (sample.surprise >= 0).all()
    for text, row in zip(sample.texts, sample.symbols, strict=True):
        assert LETTERS.encode(text).tolist() == row.tolist()


def test_seed_decides(lstm):
    _, write = lstm
    one, same, other = (
        write(PROMPTS, STEPS, seed=seed).texts for seed in (1, 1, 2)
    )
    assert one == same != other
    assert one == write(PROMPTS, STEPS, uniforms=uniforms(1, 3, STEPS)).texts


def test_longer_text_begins_like_the_shorter(lstm):
    _, write = lstm
    short, long = (write("a", steps).texts[0] for steps in (10, 30))
    assert long.startswith(short)


def test_cold_is_greedy_and_hot_is_uniform(lstm):
    _, write = lstm
    greedy = write(PROMPTS, STEPS, temperature=0)
    assert write(PROMPTS, STEPS, temperature=1e-6).texts == greedy.texts
    assert write(PROMPTS, STEPS, temperature=1e-45).texts == greedy.texts
    assert write(PROMPTS, STEPS, top_p=1e-9).texts == greedy.texts
    hot = write(["a"] * 3, 2_000, temperature=1e9).symbols
    counts = np.bincount(hot.ravel(), minlength=SIZE)
    assert stats.chisquare(counts).pvalue > 1e-3


def test_first_characters_come_as_often_as_they_should(lstm):
    model, write = lstm
    count = 4_000
    first = write(["bad"] * count, 1, temperature=3, seed=9).symbols[:, 0]
    logits = logits_of(model, "bad")[-1].astype(float)
    p = np.exp(logits / 3) / np.exp(logits / 3).sum()
    assert count * p.min() > 5
    counts = np.bincount(first, minlength=SIZE)
    assert stats.chisquare(counts, count * p).pvalue > 1e-3


def test_one_program_serves_many_calls():
    write = Sampler(STACKS["GRU"](), LETTERS)
    for seed, steps in enumerate((20, 25, 32)):
        write("a" * (seed + 1), steps, temperature=0.5 + seed, seed=seed)
    assert write.compilations == 1
    write(["a", "b"], 20)
    assert write.compilations == 2


def test_model_may_be_trained_on():
    model = STACKS["LSTM"]()
    write = Sampler(model, LETTERS)
    before = write("a", STEPS, temperature=0).texts
    model.set_weights([-w for w in model.get_weights()])
    after = write("a", STEPS, temperature=0).texts
    assert before != after
    assert after == Sampler(model, LETTERS)("a", STEPS, temperature=0).texts


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda w: w("abxa", 3), r"prompts\[0\]: 'x' at position 2"),
        (lambda w: w(["a", "b#"], 3), r"prompts\[1\]: '#' at position 1"),
        (lambda w: w("", 3), r"prompts\[0\]: expected at least one char"),
        (lambda w: w([], 3), "prompts: expected at least one, got none"),
        (lambda w: w("a", 0), "steps: expected a whole number of 1"),
        (lambda w: w("a", 2.0), "steps: expected a whole number .* got 2.0"),
        (lambda w: w("a", 3, temperature=-1), "temperature: .* got -1"),
        (lambda w: w("a", 3, temperature=np.nan), "temperature: .* got nan"),
        (lambda w: w("a", 3, temperature=np.inf), "temperature: .* got inf"),
        (lambda w: w("a", 3, top_p=0), "top_p: .* at most 1, got 0"),
        (lambda w: w("a", 3, top_p=1.1), "top_p: .* at most 1, got 1.1"),
        (lambda w: w("a", 3, seed=-1), "seed: expected a whole number"),
        (
            lambda w: w("a", 3, uniforms=np.zeros((1, 2))),
            r"uniforms: expected \(batch, steps\) = \(1, 3\), got \(1, 2\)",
        ),
        (
            lambda w: w("a", 1, uniforms=np.ones((1, 1))),
            "uniforms: expected numbers from 0 to below 1",
        ),
    ],
)
def test_mistakes_are_named(lstm, call, says):
    with pytest.raises(ValueError, match=says):
        call(lstm[1])


def test_prompt_that_is_no_string_is_named(lstm):
    with pytest.raises(TypeError, match=r"prompts\[1\]: .* got int"):
        lstm[1](["a", 3], 5)


def test_logits_that_are_nan_are_said():
    model = STACKS["LSTM"]()
    model.set_weights([w * np.nan for w in model.get_weights()])
    with pytest.raises(ValueError, match="its logits are NaN"):
        Sampler(model, LETTERS)("a", 3)


def test_alphabet_of_another_size_is_refused(lstm):
    with pytest.raises(ValueError, match=r"expected 2 logits.* got 15"):
        Sampler(lstm[0], Alphabet("ab"))


def test_on_a_gpu_xla_is_not_given_a_kernel_that_it_cannot_compile():
    with simulated_gpu():
        model = STACKS["LSTM"]()
        read = tf.function(model).get_concrete_function(tf.zeros((1, 4)))
        written = Sampler(model, LETTERS)("a", 8).symbols
    assert "CudnnRNNV3" in operations(read)
    expected = Sampler(STACKS["LSTM"](), LETTERS)("a", 8).symbols
    np.testing.assert_array_equal(written, expected)

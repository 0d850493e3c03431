"""Write whole texts in one compiled call."""

import numbers
from typing import NamedTuple

import numpy as np

from lstm_course.generation import choosing
from lstm_course.generation.stepper import Stepper, of_model
from lstm_course.generation.uniform import uniforms as make_uniforms
from lstm_course.runtime import tf

_LEAST = 16
"""The least length that is compiled; see `_room`."""


class Sample(NamedTuple):
    """What was written after each prompt.

    texts is a list of strings, without the prompts; symbols the same as
    numbers, int32 (batch, steps). surprise is float32 (batch, steps): -log2
    of the probability that the model, at temperature 1, gave to what was then
    written, in bits.
    """

    texts: list
    symbols: np.ndarray
    surprise: np.ndarray


class Sampler:
    """Write with a character model: reading, choosing and all in one graph.

        write = Sampler(model, alphabet)
        write("Once ", steps=200, temperature=0.8, top_p=0.9).texts

    model is what `of_model` takes, or a `Stepper`. The first call compiles,
    for its batch size and for up to the next power of two of steps; so does a
    call that first has a temperature of 0, or a top_p of 1.

    Raises TypeError or ValueError if the model cannot write, or has another
    number of logits than the alphabet has characters.
    """

    def __init__(self, model, alphabet):
        self.stepper = model if isinstance(model, Stepper) else of_model(model)
        self.alphabet = alphabet
        if self.stepper.size != len(alphabet):
            raise ValueError(
                f"model: expected {len(alphabet)} logits, one for each"
                f" character of the alphabet, got {self.stepper.size}"
            )
        if len(alphabet) > choosing.MOST:
            raise ValueError(
                f"alphabet: expected at most {choosing.MOST} characters, got"
                f" {len(alphabet)}"
            )
        self._write = tf.function(
            self._compiled, jit_compile=True, autograph=False
        )

    def __call__(
        self,
        prompts,
        steps,
        *,
        temperature=1.0,
        top_p=1.0,
        seed=0,
        uniforms=None,
    ):
        """Return the Sample of `steps` characters after each prompt.

        prompts is a string, or a list of strings of any lengths. A row is
        written as if it were alone: what stands in it depends on its prompt,
        the seed and its place in the list. temperature is 0 (the likeliest
        character each time, the first of equals) or more; of top_p see
        `choosing`. The uniform numbers are those of `uniform.uniforms`, or
        are given, (batch, steps), from 0 to below 1, and cut to 24 bits.

        Raises TypeError or ValueError, naming the argument.
        """
        symbols, lengths = self._read(prompts)
        _check(steps, temperature, top_p)
        if uniforms is None:
            uniforms = make_uniforms(seed, len(lengths), steps)
        uniforms = _checked_uniforms(uniforms, (len(lengths), steps))
        room = ((0, 0), (0, _room(steps) - steps))
        # What a processor takes for zero is zero.
        greedy = temperature < np.finfo(np.float32).tiny
        written, surprise = self._write(
            tf.constant(symbols),
            tf.constant(lengths),
            tf.constant(np.pad(uniforms, room)),
            tf.constant(steps),
            None if greedy else tf.constant(temperature, tf.float32),
            None if greedy or top_p == 1 else tf.constant(top_p, tf.float64),
        )
        written = written.numpy().T[:, :steps]
        surprise = surprise.numpy().T[:, :steps]
        if np.isnan(surprise).any():
            raise ValueError("model: its logits are NaN")
        texts = [self.alphabet.decode(row) for row in written]
        return Sample(texts, written, surprise)

    @property
    def compilations(self):
        """Return how many programs were compiled so far."""
        return self._write.experimental_get_tracing_count()

    def _read(self, prompts):
        """Return prompts as numbers, padded, (batch, time), and lengths."""
        if isinstance(prompts, str):
            prompts = [prompts]
        prompts = list(prompts)
        if not prompts:
            raise ValueError("prompts: expected at least one, got none")
        rows = []
        for place, prompt in enumerate(prompts):
            if not isinstance(prompt, str):
                raise TypeError(
                    f"prompts[{place}]: expected a string, got"
                    f" {type(prompt).__name__}"
                )
            if not prompt:
                raise ValueError(
                    f"prompts[{place}]: expected at least one character, got"
                    " an empty string"
                )
            rows.append(self.alphabet.encode(prompt, f"prompts[{place}]"))
        lengths = np.array([len(row) for row in rows], np.int32)
        symbols = np.zeros((len(rows), _room(lengths.max())), np.int32)
        for place, row in enumerate(rows):
            symbols[place, : len(row)] = row
        return symbols, lengths

    def _compiled(self, prompts, lengths, uniforms, steps, temperature, top_p):
        """Read the prompts, then write; returns (steps, batch) twice.

        A temperature of None chooses the likeliest, a top_p of None among
        all.
        """
        batch, most = uniforms.shape
        step = self.stepper.ready()

        def next_after(symbols, state):
            logits, state = step(symbols, state)
            if logits.shape[-1] != self.stepper.size:
                raise ValueError(
                    f"model: expected {self.stepper.size} logits, got"
                    f" {logits.shape[-1]}"
                )
            return tf.cast(logits, tf.float32), state

        def choose(logits, u):
            if temperature is None:
                return choosing.likeliest(logits)
            w = choosing.weights(logits, temperature)
            if top_p is not None:
                w = choosing.nucleus(w, top_p)
            return choosing.drawn(w, u)

        def read(t, found):
            new = next_after(prompts[t], found[1])
            goes_on = (t < lengths)[:, None]
            return t + 1, tf.nest.map_structure(
                lambda one, two: tf.where(_like(goes_on, one), one, two),
                new,
                found,
            )

        def write(t, logits, state, texts, bits):
            symbols = choose(logits, uniforms[t])
            bits = bits.write(t, choosing.surprise(logits, symbols))
            texts = texts.write(t, symbols)
            return t + 1, *next_after(symbols, state), texts, bits

        prompts, uniforms = tf.transpose(prompts), tf.transpose(uniforms)
        nothing = tf.zeros((batch, self.stepper.size))
        _, found = tf.while_loop(
            lambda t, _: t < tf.reduce_max(lengths),
            read,
            (0, (nothing, self.stepper.start(batch))),
            maximum_iterations=prompts.shape[0],
        )
        *_, texts, bits = tf.while_loop(
            lambda t, *_: t < steps,
            write,
            (
                0,
                *found,
                tf.TensorArray(tf.int32, most, element_shape=(batch,)),
                tf.TensorArray(tf.float32, most, element_shape=(batch,)),
            ),
            maximum_iterations=most,
        )
        return texts.stack(), bits.stack()


def _room(count):
    """Return the next power of two: few lengths are compiled, not each."""
    return max(_LEAST, 1 << (int(count) - 1).bit_length())


def _like(condition, value):
    """Give (batch, 1) as many axes as value has."""
    ones = [1] * (value.shape.rank - 1)
    return tf.reshape(condition, [-1, *ones])


def _check(steps, temperature, top_p):
    whole = isinstance(steps, numbers.Integral) and not isinstance(steps, bool)
    if not whole or steps < 1:
        raise ValueError(
            f"steps: expected a whole number of 1 or more, got {steps!r}"
        )
    if not isinstance(temperature, numbers.Real) or not (
        0 <= temperature < float("inf")
    ):
        raise ValueError(
            f"temperature: expected a number of 0 or more, got {temperature!r}"
        )
    if not isinstance(top_p, numbers.Real) or not 0 < top_p <= 1:
        raise ValueError(
            f"top_p: expected a share above 0 and at most 1, got {top_p!r}"
        )


def _checked_uniforms(uniforms, shape):
    uniforms = np.asarray(uniforms)
    if uniforms.shape != shape:
        raise ValueError(
            f"uniforms: expected (batch, steps) = {shape}, got"
            f" {uniforms.shape}"
        )
    if not ((uniforms >= 0) & (uniforms < 1)).all():
        raise ValueError("uniforms: expected numbers from 0 to below 1")
    return (np.floor(uniforms * 2.0**24) / 2.0**24).astype(np.float32)

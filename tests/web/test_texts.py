"""The same text in Keras, in TensorFlow.js and in plain JavaScript."""

import json
import subprocess
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from lstm_course.generation import Alphabet, Sampler, uniforms
from lstm_course.generation.stepper import of_model
from lstm_course.runtime import tf
from tests.generation import reference

ANSWERS = Path(__file__).with_name("answers.mjs")
ENGINES = ("plain", "cpu", "wasm")
PROMPTS = (
    "It is a truth universally acknowledged, that ",
    '"My dear Mr. Bennet," ',
    "Elizabeth",
    "Chapter 62\n\n\n",
)
GREEDY = 240
"""Characters written after each prompt, the likeliest each time."""
SETTINGS = (
    {"temperature": 1.0, "top_p": 1.0, "seed": 0},
    {"temperature": 0.7, "top_p": 0.95, "seed": 1},
    {"temperature": 0.5, "top_p": 1.0, "seed": 2**32 - 1},
    {"temperature": 1.3, "top_p": 0.6, "seed": 2024},
)
SAMPLED = 250
NEAR = 1e-5
"""So near to a boundary, a draw may fall on either side of it."""


@pytest.fixture(scope="session")
def keras_writes(writer):
    return Sampler(writer.model, Alphabet(writer.alphabet))


@pytest.fixture(scope="session", params=ENGINES)
def engine(request, node):
    """Return what one engine writes: a dictionary by number and text.

    A process for all of it, as starting one is what takes long.
    """
    requests = [
        {"prompt": prompt, "length": GREEDY, "temperature": 0}
        for prompt in PROMPTS
    ]
    for how in SETTINGS:
        settings = {**how, "topP": how["top_p"], "length": SAMPLED}
        requests.append({"prompt": PROMPTS[0], **settings})
    folders = [node.programs, node.model]
    done = subprocess.run(
        [node.command, ANSWERS, *folders, request.param],
        input=json.dumps(requests),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    answers = json.loads(done.stdout)
    count = len(PROMPTS)
    return SimpleNamespace(
        likeliest=dict(zip(PROMPTS, answers[:count], strict=True)),
        sampled=[*zip(SETTINGS, answers[count:], strict=True)],
    )


@pytest.fixture(scope="session")
def likeliest(keras_writes):
    """Return the Sample of Keras, a row for each of PROMPTS."""
    return keras_writes(PROMPTS, GREEDY, temperature=0)


def test_likeliest_text_is_the_same(likeliest, engine):
    for place, prompt in enumerate(PROMPTS):
        theirs = engine.likeliest[prompt]
        assert theirs["text"] == likeliest.texts[place]
        np.testing.assert_allclose(
            theirs["bits"], likeliest.surprise[place], atol=1e-4
        )


@pytest.fixture(scope="session")
def step(writer):
    """Return a function of a text: the logits after its last character."""
    stepper = of_model(writer.model)
    alphabet = Alphabet(writer.alphabet)

    def last_logits(text):
        step, state = stepper.ready(), stepper.start(1)
        for symbol in alphabet.encode(text):
            logits, state = step(tf.constant([symbol]), state)
        return logits[0].numpy()

    return last_logits


def test_text_of_a_seed_is_the_same(keras_writes, engine, step):
    for how, theirs in engine.sampled:
        ours = keras_writes(PROMPTS[0], SAMPLED, **how)
        pairs = zip(ours.texts[0], theirs["text"], strict=True)
        place = next((t for t, (a, b) in enumerate(pairs) if a != b), SAMPLED)
        np.testing.assert_allclose(
            theirs["bits"][:place], ours.surprise[0, :place], atol=1e-4
        )
        if place < SAMPLED:  # what follows another character is another text
            u = uniforms(how["seed"], 1, SAMPLED)[0, place]
            logits = step(PROMPTS[0] + ours.texts[0][:place])
            near = reference.margin(
                logits, u, how["temperature"], how["top_p"]
            )
            assert near < NEAR, (place, near)


def test_choices_are_those_of_python(node):
    rows = np.random.default_rng(0).normal(0, 3, (200, 75)).astype("f")
    rows[::2] = np.round(rows[::2])  # of equals, the first is kept
    cuts = [(0, 1), (1, 1), (0.6, 0.9), (2, 0.3)]
    program = f"""
      import {{ readFileSync }} from "node:fs";
      import {{ choose, uniform }} from "{node.programs}/sampling.mjs";
      const [rows, cuts] = JSON.parse(readFileSync(0, "utf8"));
      console.log(JSON.stringify(cuts.map(([temperature, p]) => rows.map(
        (row, t) => choose(Float32Array.from(row), uniform(7, t),
          temperature, p)))));
    """
    done = subprocess.run(
        [node.command, "--input-type=module", "-e", program],
        input=json.dumps([rows.tolist(), cuts]),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    for cut, symbols in zip(cuts, json.loads(done.stdout), strict=True):
        for row, u, symbol in zip(
            rows, uniforms(7, 1, 200)[0], symbols, strict=True
        ):
            if symbol != reference.choose(row, u, *cut):
                assert reference.margin(row, u, *cut) < NEAR


def run(node, *arguments):
    return subprocess.run(
        [node.command, node.programs / "generate.mjs", *arguments],
        capture_output=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize("name", ENGINES)
def test_program_prints_the_text(node, likeliest, name):
    options = [f"--model={node.model}", f"--engine={name}"]
    options += [f"--prompt={PROMPTS[0]}", "--temperature=0", "--length=50"]
    done = run(node, *options)
    assert done.stdout == likeliest.texts[0][:50] + "\n"
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--prompt=café"], "prompt: the model has never seen “é”, char"),
        (["--prompt="], "prompt: type at least one character"),
        (["--engine=gpu"], "--engine: expected plain, cpu or wasm, got gpu"),
        (["--length=0"], "--length: expected a whole number, at least 1"),
        (["--seed=1.5"], "--seed: expected a whole number, at least 0"),
        (["--temperature=-1"], "--temperature: expected a number from 0"),
        (["--top-p=2"], "--top-p: expected a number from 0 to 1, got 2"),
        (["--seed=4294967296"], "--seed: expected a whole number below 2**3"),
        (["--model=nowhere"], "nowhere: no model is there; make web makes"),
        (["--speed=1"], "Unknown option '--speed'"),
    ],
)
def test_mistake_is_named(node, arguments, says):
    done = run(node, f"--model={node.model}", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1

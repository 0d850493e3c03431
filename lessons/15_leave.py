# %% [markdown]
# # How does it leave the notebook?
#
# At the end of this chapter a network that you trained in Python runs in
# Node.js and in a browser, and you can prove that it is the same network. You
# will have run it in thirty lines of JavaScript, exported it to TensorFlow.js,
# caught three models that come out wrong without a word, written the test
# that catches such things, and brought weights back from Node into Keras.
#
# You need about 75 minutes, and 20 more for the parts marked "deeper"; your
# machine needs about one. You should know the step of the LSTM (from "How
# does an LSTM keep a secret?") and what a mask does (from "What does Keras do
# behind your back?"). First, three quick questions.

# %%
from lstm_course import checks

checks.recall("leave")

# %%
import json
import shutil
import subprocess
import tempfile
import textwrap
import zipfile
from pathlib import Path

import h5py
import numpy as np

from lstm_course import datasets, workspace
from lstm_course.export import stepwise, tfjs
from lstm_course.figures import leave as draw
from lstm_course.generation import Alphabet, Sampler
from lstm_course.runtime import keras, seed

layers = keras.layers
home = tempfile.TemporaryDirectory()
folder = Path(home.name)

# %% [markdown]
# Some cells of this chapter run **Node.js**, which is JavaScript without a
# browser (nodejs.org, version 18 or newer). TensorFlow.js has to be fetched
# once, with a network: `make web` in the course's folder does that. Where one
# of the two is missing, a cell says that it was skipped, and all that you
# write yourself works all the same. On this page, both were there.

# %%
WEB = workspace.checkout() / "web"
NODE = shutil.which("node")
TENSORFLOW_JS = (WEB / "node_modules" / "@tensorflow").is_dir()


# %%
def run(*command, stdin="", packages=True):
    """Run Node in the folder web; return what it prints, or None."""
    if NODE is None or (packages and not TENSORFLOW_JS):
        missing = "Node.js" if NODE is None else "TensorFlow.js (make web)"
        print(f"Skipped here: {missing} is missing.")
        return None
    done = subprocess.run(
        [NODE, *map(str, command)],
        cwd=WEB,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


# %% [markdown]
# ## What is in the file
#
# Here is a model to take along. It reads 24 months of sunspot numbers and
# says the next one.

# %%
months = datasets.sunspots().to_numpy()
scaled = ((months - months.mean()) / months.std()).astype("float32")
views = np.lib.stride_tricks.sliding_window_view(scaled, 25)
x, y = views[:, :-1, None], views[:, -1:]

# %%
seed(0)
model = keras.Sequential(
    [
        keras.Input((None, 1), name="x"),
        layers.LSTM(16, name="lstm"),
        layers.Dense(1, name="output"),
    ]
)
model.compile(keras.optimizers.Adam(1e-2), "mse", jit_compile=True)

# %% tags=["train"]
model.fit(x[:-100], y[:-100], batch_size=64, epochs=2, verbose=0)
test_x = x[-100:]
forecast = model(test_x).numpy()[:, 0]
print("numbers in the model:", model.count_params())

# %%
checks.predict("leave/file")

# %% [markdown]
# A `.keras` file is a zip archive under another name. Open it.

# %%
model.save(folder / "forecaster.keras")
with zipfile.ZipFile(folder / "forecaster.keras") as archive:
    print(*archive.namelist())
    config = json.loads(archive.read("config.json"))
    archive.extract("model.weights.h5", folder)

# %%
for layer in config["config"]["layers"]:
    print(layer["class_name"], "called", layer["config"]["name"])
lstm_config = config["config"]["layers"][1]["config"]
for option in ("units", "activation", "recurrent_activation"):
    print(f"    {option}: {lstm_config[option]}")

# %% [markdown]
# That is the description: which class, which options. Nothing says what an
# LSTM *is*. The numbers are in the third file, which any program that reads
# HDF5 can open.

# %%
with h5py.File(folder / "model.weights.h5") as file:
    cell = file["layers/lstm/cell/vars"]
    for name, values in cell.items():
        print(f"cell/vars/{name}", values.shape)

# %% [markdown]
# Three arrays, called 0, 1 and 2: you know them as W, U and b, with the
# blocks i, f, g, o. Neither their names nor the order of the blocks is in the
# file. Both are knowledge that lives in the program that reads it, and this
# is where things go wrong. A program that takes the second block for the
# output gate finds nothing amiss: the shapes are right.
#
# ## Thirty lines
#
# So what has to be on the other side? Less than one would think. This is the
# whole of the LSTM on the course's web page, as it stands in `web/lstm.mjs`.

# %%
source = (WEB / "lstm.mjs").read_text(encoding="utf-8")
print(source)

# %% [markdown]
# You can read it, even if you have never written JavaScript. `const` names a
# value, `(z) => …` is a lambda, `map` applies one to every element, and
# `subarray` is a slice. `lstmStep` is your `lstm_step`, line for line. What
# NumPy did for you is spelt out in `addProduct`: there are no matrices over
# there, only long rows of numbers.
#
# ### Your turn: the same in Python
#
# Write the step for weights that lie flat, as they do in a file. Four blanks.

# %% exercise="flat_step"

# %% [markdown]
# Now let Node run the forecaster. The program reads months and weights from
# its standard input and prints a forecast for each row.

# %%
program = """
import { readFileSync } from "node:fs";
import { dense, lstmStep } from "./lstm.mjs";

const { x, weights } = JSON.parse(readFileSync(0, "utf8"));
const [W, U, b, V, d] = weights.map((w) => Float32Array.from(w.flat()));
console.log(JSON.stringify(x.map((steps) => {
  let state = { h: new Float32Array(16), c: new Float32Array(16) };
  for (const step of steps) state = lstmStep(step, state, { W, U, b });
  return dense(state.h, { V, d })[0];
})));
"""

# %%
checks.predict("leave/digits")

# %%
weights = [w.tolist() for w in model.get_weights()]
data = json.dumps({"x": test_x.tolist(), "weights": weights})


def apart(expected, got):
    """Return the largest difference between two lists of numbers."""
    return np.abs(np.asarray(expected) - np.asarray(got)).max()


# %% ignore="it needs Node.js"
same, command = {}, ("--input-type=module", "--eval", program)
said = run(*command, stdin=data, packages=False)
if said is not None:
    same["plain JavaScript"] = apart(forecast, json.loads(said))
    assert 0 < same["plain JavaScript"] < 5e-6
    print("100 forecasts in Node and in Keras: less than 5e-6 apart")

# %% [markdown]
# No TensorFlow, no package, nothing to install: your network has left. And
# the difference is not zero. To see where it comes from you need no second
# language. Add the same numbers from left to right, and from right to left:

# %%
terms = np.random.default_rng(0).normal(size=64).astype("float32")
forward, backward = sum(terms), sum(terms[::-1])
print("the same sum:", forward == backward)
assert 0 < abs(forward - backward) < 1e-5
print("difference: below 1e-5")

# %% [markdown]
# Every sum is rounded to 24 bits, and each order rounds elsewhere. Each matrix
# product of each library has an order of its own. So "equal" is not what can
# be asked of two programs that are right.

# %% [markdown]
# ## What "the same" means
#
# What can be asked is that the outputs are near each other *for inputs that
# would have shown a mistake*. The second half is the hard one. We leave Node
# alone for a while: a wrong port can be played in Keras. Its mistakes are
# the ones that ports have.


# %%
def swapped(weight, order):
    """Return a weight with its four blocks in another order."""
    blocks = np.split(weight, 4, axis=-1)
    return np.concatenate([blocks[place] for place in order], axis=-1)


# %%
def turned(U):
    """Return U with each of its blocks transposed."""
    blocks = np.split(U, 4, axis=-1)
    return np.concatenate([block.T for block in blocks], axis=-1)


# %% [markdown]
# A case is all that a layer is given: its weights W, U, b, inputs, a mask,
# and the state h, c that it begins with. A mistake changes a case.

# %%
begun = np.repeat([0.0, 1.0, 0.0, 0.0], 5)  # the bias of a fresh layer
mistakes = {
    "bias as\nit began": lambda W, U, b, *rest: (W, U, begun, *rest),
    "f and o\nswapped": lambda W, U, b, *rest: (
        *(swapped(weight, (0, 3, 2, 1)) for weight in (W, U, b)),
        *rest,
    ),
    "U\ntransposed": lambda W, U, *rest: (W, turned(U), *rest),
    "h and c\nswapped": lambda *case: (*case[:5], case[6], case[5]),
    "mask\nlost": lambda W, U, b, x, mask, *rest: (
        *(W, U, b, x, mask | True),
        *rest,
    ),
}

# %%
lstm = layers.LSTM(5)
lstm.build((None, None, 3))
fresh = lstm.get_weights()


# %%
def answer(W, U, b, xs, mask, h, c):
    """Return the last h of the layer for a case."""
    lstm.set_weights([W, U, b])
    return lstm(xs, mask=mask, initial_state=[h, c]).numpy()


# %% [markdown]
# The usual test takes a fresh layer and feeds it zeros, because that is the
# quickest way to get something of the right shape.

# %%
checks.predict("leave/lazy")

# %%
rng = np.random.default_rng(0)
xs = rng.normal(size=(4, 8, 3)).astype("float32")
all_steps, empty = np.ones((4, 8), bool), np.zeros((4, 5), "float32")
usual = (*fresh, 0 * xs, all_steps, empty, empty)
ported = mistakes["f and o\nswapped"](*usual)
assert apart(answer(*usual), answer(*ported)) < 1e-9
print("forget and output gate swapped, difference found: 0")

# %% [markdown]
# Nothing came in, so nothing came out, whichever gate was opened. Here is
# this test with six others, from the laziest to the strictest.

# %%
drawn = [rng.normal(size=w.shape).astype("float32") for w in fresh]
h, c = rng.normal(size=(2, 4, 5)).astype("float32")
lengths = np.arange(8) < np.array([8, 5, 1, 3])[:, None]
equal = [np.full_like(w, 0.1) for w in fresh]

# %%
tests = {
    "zeros as input": usual,
    "all weights 0.1": (*equal, xs, all_steps, empty, empty),
    "fresh, one step": (*fresh, xs[:, :1], all_steps[:, :1], empty, empty),
    "fresh, eight steps": (*fresh, xs, all_steps, empty, empty),
    "random weights and biases": (*drawn, xs, all_steps, empty, empty),
    "… and a state to begin with": (*drawn, xs, all_steps, h, c),
    "… and rows of different lengths": (*drawn, xs, lengths, h, c),
}


# %%
def seen(case):
    """Return the difference that each mistake makes in a case."""
    right = answer(*case)
    return [apart(right, answer(*by(*case))) for by in mistakes.values()]


differences = np.array([seen(case) for case in tests.values()])

# %%
found = differences > 1e-5
assert not found[0].any() and found[-1].all()
assert (found.sum(axis=1) < 5)[:-1].all()
assert differences[found].min() > 1e-3
print("mistakes noticed, of five:", *found.sum(axis=1))

# %%
draw.noticed(tests, mistakes, differences)

# %% [markdown]
# *A table with a row for each of the seven tests and a column for each of the
# five mistakes. Cells are dark where a test notices the mistake, with the
# difference that it finds. The first row is empty. Going down, more and more
# cells are dark; only the last row, with random weights, biases, a state and
# different lengths, is dark throughout.*
#
# Read the columns. A bias that is what it was at the beginning can be left
# behind. Where all weights are equal, all gates are equal, and a matrix is its
# own transpose. In a single step from an empty state U has nothing to act on.
# States of zero can change places, and a mask of ones can be dropped. What is
# zero, equal or full cannot tell. And read the numbers: a difference that was
# found is above 0.001 everywhere, a thousand times as large as the rounding
# between Node and Keras. Between the two there is a wide empty space, and
# 1e-5 lies in it.
#
# ### Your turn: a parity test
#
# Write the test. It gets a port and the layer, chooses what to feed to both,
# and says whether they are the same to 1e-5. We try it on two ports that are
# right, and on twelve that are not; some have mistakes that you have not seen
# yet.

# %% exercise="same_model"

# %% [markdown]
# ## TensorFlow.js
#
# Thirty lines do for an LSTM and a dense layer. For larger models, and for
# training, there is **TensorFlow.js**: Keras's layers written again in
# JavaScript. Its file is a description and a row of numbers, as you know it
# by now, with the names written out.

# %%
tfjs.export(model, folder / "forecaster")
described = json.loads((folder / "forecaster" / "model.json").read_text())
for weight in described["weightsManifest"][0]["weights"]:
    print(weight["name"], weight["shape"])
size = (folder / "forecaster" / "weights.bin").stat().st_size
print("weights.bin:", size, "bytes, four for each number")

# %% [markdown]
# From a terminal, `lstm-course export forecaster.keras FOLDER` does the same.
# `web/parity.mjs` loads such a folder and runs it on inputs from Python, on
# two *backends*, that is, two programs for the arithmetic: `cpu` is
# JavaScript, `wasm` is machine code that a browser runs too.


# %%
def in_node(jobs):
    """Return, for each job, the output on each backend, or None."""
    file = folder / "jobs.json"
    file.write_text(json.dumps(jobs))
    said = run("parity.mjs", "--jobs", file)
    if said is None:
        return None
    return [
        {name: np.array(calls[0][0]) for name, calls in result.items()}
        for result in json.loads(said)
    ]


# %% ignore="it needs Node.js and TensorFlow.js"
jobs = [
    {"model": str(folder / "forecaster"), "inputs": {"x": test_x.tolist()}}
]
results = in_node(jobs)
for backend, got in results[0].items() if results else ():
    same[f"TensorFlow.js, {backend}"] = apart(forecast, got[:, 0])
    assert same[f"TensorFlow.js, {backend}"] < 5e-6
    print(f"Keras and {backend}: less than 5e-6 apart")

# %% [markdown]
# ### Your turn: same, loud or silent?
#
# Not every model fares so well. Suppose a converter carries over names,
# options and weights, as converters do. Seven models come out on the other
# side. Some are the same. Some are refused, and that is the better kind of
# mistake. Some run, and give other numbers.

# %%
from lstm_course.checks.exercises.leave.carrying import MODELS

for letter, description in MODELS.items():
    print(letter, description)

# %% exercise="what_becomes"

# %% [markdown]
# Let us see it happen. Three models, each with a part that both sides have a
# name for. The exporter of the course will have none of them:


# %%
def gates(kind):
    lstm = layers.LSTM(5, recurrent_activation=kind, name="lstm")
    return [keras.Input((None, 3), name="x"), lstm, layers.Dense(2)]


# %%
def words(masked, *rest):
    x = keras.Input((None,), dtype="int32", name="x")
    embed = layers.Embedding(9, 3, mask_zero=masked, name="embed")
    return [x, embed, *rest, layers.Dense(2)]


# %%
def mean_of_states(masked):
    states = layers.LSTM(5, return_sequences=True, name="lstm")
    mean = layers.GlobalAveragePooling1D(name="mean")
    return words(masked, states, mean)


# %%
def both_ways(masked):
    states = layers.LSTM(5, return_sequences=True)
    return words(masked, layers.Bidirectional(states, name="both"))


# %% [markdown]
# For each: how it is made, the option that we want, one that can be exported,
# and how the two are written in `model.json`.

# %%
MASK = ('"mask_zero": false', '"mask_zero": true')
careless = {
    "hard_sigmoid": (
        *(gates, "hard_sigmoid", "sigmoid"),
        ('"sigmoid"', '"hard_sigmoid"'),
    ),
    "masked mean": (mean_of_states, True, False, MASK),
    "masked, both ways": (both_ways, True, False, MASK),
}

# %%
wanted = {}
for name, (make, option, _, _) in careless.items():
    wanted[name] = keras.Sequential(make(option))
    shapes = [w.shape for w in wanted[name].get_weights()]
    wanted[name].set_weights([0.5 * rng.normal(size=s) for s in shapes])

# %%
for broken in wanted.values():
    try:
        tfjs.export(broken, folder / "refused")
    except ValueError as error:
        print(textwrap.fill(str(error), 79), end="\n\n")

# %% [markdown]
# Each refusal names the layer, the reason and a remedy. To get past it, we do
# what a careless converter does. We export the twin that is allowed, with the
# same weights, and then write the option that we wanted into `model.json`.

# %%
for name, (make, _, allowed, (old, new)) in careless.items():
    twin = keras.Sequential(make(allowed))
    twin.set_weights(wanted[name].get_weights())
    tfjs.export(twin, folder / name)
    file = folder / name / "model.json"
    file.write_text(file.read_text().replace(old, new))

# %%
ids = rng.integers(1, 9, size=(4, 8)) * lengths  # 0 is masked
inputs = {name: xs if name == "hard_sigmoid" else ids for name in careless}
jobs = [
    {"model": str(folder / name), "inputs": {"x": inputs[name].tolist()}}
    for name in careless
]

# %% ignore="it needs Node.js and TensorFlow.js"
silent, results = {}, in_node(jobs)
for name, result in zip(careless, results or (), strict=False):
    expected = wanted[name](inputs[name]).numpy()
    silent[name] = min(apart(expected, got) for got in result.values())
    assert silent[name] > 1e-3
    print(f"{name}: no complaint, and more than 0.001 from Keras")

draw.gap(same, silent) if silent else None

# %% [markdown]
# *Six dots on a logarithmic axis, the largest difference from Keras. Three,
# the forecaster in plain JavaScript and in TensorFlow.js on both backends, lie
# left of a dotted line at 1e-5, by a factor of ten or more. Three, the models
# with hard_sigmoid, with a masked mean and with a masked Bidirectional layer,
# lie far to its right.*
#
# Nobody complained. `hard_sigmoid` is a name on both sides, for two formulas:
# in Keras z/6 + 0.5, in TensorFlow.js 0.2 z + 0.5, both cut off at 0 and 1.
# It is also what TensorFlow.js takes for the gates *when you do not name an
# activation*, so write `recurrentActivation: "sigmoid"` whenever you build an
# LSTM over there. The mean counts the padding, because TensorFlow.js does not
# look at the mask there. And where a bidirectional layer skips a step, Keras
# puts out zeros and TensorFlow.js its state.
#
# These differences are small enough for the output to look reasonable. A
# forecast that is off by a few hundredths raises no eyebrow; the parity test
# of the last section raises both.

# %% [markdown]
# ## The page
#
# Type `make web` in the course's folder and open the address that it prints.
# A larger network lives there: an LSTM of 256 units that has read *Pride and
# Prejudice*, one character at a time, and writes on from what you type. It
# needs no server that computes; the page is a folder of files.
#
# ![The page in a browser, described below.](../docs/page.png)
#
# *The page. On top a field for the prompt, sliders for temperature and top-p,
# and a choice between plain JavaScript and TensorFlow.js on cpu or wasm. Below
# stands the text, each character on a ground whose colour says how surprised
# the network was. Under it, as the text is written, run the gates i, f, o and
# the candidate g of some units, as strips, with lines for c and h.*
#
# A page asks for one character at a time, and the state has to come back to
# it. So what is exported is not the model that was trained, which reads whole
# sequences and forgets, but one step of it: character, h and c in; scores, h
# and c out.

# %%
writer = datasets.writer()
step = stepwise.one_step(writer.model)
print("in: ", [tuple(tensor.shape) for tensor in step.inputs])
print("out:", [tuple(tensor.shape) for tensor in step.outputs])

# %%
tfjs.export(step, folder / "writer")
with (folder / "writer" / "writer.json").open("w") as file:
    json.dump(writer.figures, file)

# %%
checks.predict("leave/text")

# %%
prompt = "It is a truth universally acknowledged, that "
write = Sampler(writer.model, Alphabet(writer.alphabet))
in_python = write(prompt, 300, temperature=0.7, top_p=0.95, seed=1).texts[0]

# %% [markdown]
# That was Python. Here is what Node writes, in thirty lines and with
# TensorFlow.js:

# %%
options = ["--model", folder / "writer", "--prompt", prompt, "--seed", 1]
options += ["--temperature", 0.7, "--top-p", 0.95, "--length", 300, "--json"]

# %% ignore="it needs Node.js and TensorFlow.js"
for engine in ("plain", "cpu", "wasm"):
    others = engine != "plain"
    said = run("generate.mjs", *options, "--engine", engine, packages=others)
    if said is not None:
        assert json.loads(said)["text"] == in_python
        print(f"{engine}: the same 300 characters")

# %%
print(textwrap.fill(prompt + in_python[:200], 79))

# %% [markdown]
# The same text, four times. The scores differ in the seventh digit, but what
# the network reads next is a character, and a character has no digits. This
# is worth remembering: where a network feeds on its own *choices*, rounding
# is wiped out at each step. Where it feeds on its own *numbers*, as a
# forecaster does that goes on from its forecasts, rounding is carried along.
#
# That the random numbers agree is no accident. Python's and JavaScript's own
# generators do not; the course uses a third one, Threefry, which is a few
# lines in either language (`uniform` in `web/sampling.mjs`).

# %% [markdown]
# ## Training in Node
#
# TensorFlow.js can train, too. `web/train.mjs` builds an LSTM of 32 units and
# teaches it to continue a noisy sine of unknown phase and frequency, 30 steps
# in, one out. Then it saves the weights.

# %%
checks.predict("leave/return")

# %% ignore="it needs Node.js and TensorFlow.js"
said = run("train.mjs", "sine", folder / "sine", "--epochs", 2)
print(*(said or "").splitlines()[:-1], sep="\n")  # the last names a folder

# %% [markdown]
# The loss is a mean squared error. Someone who does not look, and always says
# the average, pays about 0.5. Now the way back: a Keras model of the same
# build takes the weights.

# %%
learned = keras.Sequential(
    [
        keras.Input((30, 1), name="x"),
        layers.LSTM(32, name="lstm"),
        layers.Dense(1, name="output"),
    ]
)
start, pace = rng.uniform(0, 6, 200), rng.uniform(0.1, 0.3, 200)
sine = np.sin(start[:, None] + pace[:, None] * np.arange(31))

# %% ignore="it needs Node.js and TensorFlow.js"
if said is not None:
    tfjs.load_weights(learned, folder / "sine")
    told = learned(sine[:, :30, None]).numpy()[:, 0]
    assert ((told - sine[:, 30]) ** 2).mean() < 0.02
    print("200 new sines in Keras, mean squared error: below 0.02")

draw.sines(sine[:3, :30], told[:3], sine[:3, 30]) if said else None

# %% [markdown]
# *Three sines of different pace, 30 steps each. At the end of each stands an
# open circle, the true next value, and in or near it a filled dot, the
# forecast.*
#
# What was learned in JavaScript forecasts in Python. Nothing was converted:
# TensorFlow.js has Keras's order of the gates and its shapes, and
# `tfjs.load_weights` only matches names. Before you train over there in
# earnest, time an epoch on both sides. On the machine where this was written
# Keras was several times as fast. Training in a browser makes sense where the
# data must not leave it.

# %% [markdown]
# ## Deeper: other ways out
#
# **ONNX** is a format that many programs read: onnxruntime on servers and
# phones, and, through it, browsers. With the package tf2onnx 1.17 installed
# beside TensorFlow 2.21, `model.export("model.onnx", format="onnx")` worked
# when we tried it, with outputs equal to 1e-6; a Sequential that was just
# loaded had to be called once first. tf2onnx is not part of the course's
# environment, so that cell is not here. ONNX's LSTM is the one that you know,
# under other names: the blocks are i, o, f, c, the matrices are transposed,
# and there are two biases.
#
# ### Your turn: into ONNX's order
#
# In "How does an LSTM keep a secret?" you carried weights from ONNX to Keras.
# Now the way out. An inverse permutation is not the permutation itself; which
# one you need is the whole difficulty.

# %% exercise="to_onnx"

# %%
W, U, b = model.get_weights()[:3]
to_onnx = checks.use("to_onnx")
for name, array in zip("WRB", to_onnx(W, U, b), strict=True):
    print(name, array.shape)

# %% [markdown]
# **LiteRT**, once called TensorFlow Lite, is the way to phones and small
# devices. `tf.lite.TFLiteConverter.from_keras_model` takes a model with an
# LSTM only if its batch size is fixed at 1; that is what we found with
# TensorFlow 2.21. A model of one step, such as the writer above, has that
# size anyway.
#
# Whatever the way, your parity test goes with you. It needs nothing but the
# outputs of the other side.

# %% [markdown]
# ## What we found
#
# | claim | measured here |
# |---|---|
# | a `.keras` file contains the program | **no**: names and numbers |
# | thirty lines of JavaScript are the LSTM | 100 forecasts within 5e-6 |
# | TensorFlow.js computes what Keras does | the same, on cpu and on wasm |
# | equal on zeros means the same model | **no**: 0 of 5 mistakes noticed |
# | random biases, states and lengths | 5 of 5 mistakes noticed |
# | what loads without complaint is right | **no**: three models, over 0.001 |
# | rounding changes what a network writes | not in 300 characters, 3 engines |
# | weights go from Node into Keras | new sines: error below 0.02 |
#
# Two cautions. The silent three are those of TensorFlow.js 4.22; another
# version may have others, and only a test on your own model tells. And
# agreement on random inputs says that two programs compute the same function.
# It does not say that the function is any good; that was the business of the
# chapters before.
#
# Your networks can now be trained, understood, judged, and sent away.
#
# **Sources.** D. Smilkov and others, "TensorFlow.js: machine learning for the
# web and beyond", *MLSys*, 2019. The specification of ONNX, operator LSTM.
# J. Salmon and others, "Parallel random numbers: as easy as 1, 2, 3", *SC*,
# 2011: Threefry. The documentation of Keras on saving, and of TensorFlow.js on
# its Layers format.

# %% [markdown]
# # Where does the time go?
#
# At the end of this chapter you can say what a slow recurrent network is
# waiting for. You will have taken one LSTM from its equations to a program
# many times as fast, in steps that each leave something out and never change
# the answer. And you can measure such a thing so that the numbers mean
# something.
#
# You need about 70 minutes, and 25 more for the parts marked "deeper"; your
# machine needs about one. You should have written `lstm_step` (in "How does
# an LSTM keep a secret?"). First, three quick questions.

# %%
from lstm_course import checks

checks.recall("speed")

# %%
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from lstm_course.figures import speed as draw
from lstm_course.kernels import explain_kernel
from lstm_course.runtime import keras, seed, tf

# %% [markdown]
# One thing has to be said before TensorFlow begins to work. The last part of
# this chapter wants two devices. If you have one processor, TensorFlow can
# take it for two; for all that comes before, this changes nothing.

# %%
cpu = tf.config.list_physical_devices("CPU")[0]
if tf.config.get_logical_device_configuration(cpu) is None:
    two = [tf.config.LogicalDeviceConfiguration()] * 2
    tf.config.set_logical_device_configuration(cpu, two)

# %% [markdown]
# Times are those of one machine at one moment. So no number of milliseconds
# stands in this text. They are in the figures, and as soon as you run the
# cells, the figures are yours. What the text says, and what the cells
# assert, is what does not depend on the machine: that two programs give the
# same answer, and how much they have to do for it.

# %% [markdown]
# ## Before you make it faster
#
# Take any compiled function. This one applies a tanh twenty times. We call it
# ten times and look at the clock around each call.

# %%
checks.predict("speed/first-call")


# %%
def stopwatch(call):
    """Return the seconds until the result of call() is there."""
    begun = time.perf_counter()
    call().numpy()
    return time.perf_counter() - begun


# %%
def twenty(x):
    for _ in range(20):
        x = tf.tanh(x)
    return x


# %%
compiled = tf.function(twenty, jit_compile=True)
draw.calls([stopwatch(lambda: compiled(tf.ones(100))) for _ in range(10)])

# %% [markdown]
# *Ten dots, one for each call, on a logarithmic axis of milliseconds. The
# first, in red, lies far above the other nine, which are near each other.*
#
# The first call traced the function, compiled it and ran it. If you time a
# thing once, this is what you time. The other nine differ too, because your
# machine does other things on the side. A measurement that survives both
# takes a little design.
#
# ### Your turn: design the measurement
#
# Two programs are said to do the same. Which one is faster, and by how much?
# Write down how you would find out.

# %% exercise="fair_race"

# %% [markdown]
# Here is that protocol as a program. Every contender is called once to get
# it compiled, and must give what the first one gives. Then all take turns.


# %%
def race(contenders, rounds=9, close=1e-5):
    """Return the seconds of each contender in each round, by name."""
    results = [call().numpy() for call in contenders.values()]
    for result in results[1:]:
        np.testing.assert_allclose(result, results[0], atol=close)
    times = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, call in contenders.items():
            times[name].append(stopwatch(call))
    return times


# %% [markdown]
# ## Eight products, then two
#
# Now the LSTM. It reads a batch of 16 sequences of 50 steps with 32 features
# into 32 units, and returns the last h. The weights are random; for speed it
# does not matter what they are.

# %%
BATCH, STEPS, FEATURES, UNITS = 16, 50, 32, 32


# %%
def example(units=UNITS):
    """Return xs, h, c, W, U and b for so many units."""
    rng = np.random.default_rng(0)
    shapes = [(BATCH, STEPS, FEATURES), *[(BATCH, units)] * 2]
    shapes += [(FEATURES, 4 * units), (units, 4 * units), (4 * units,)]
    arrays = [rng.normal(size=shape) / shape[0] ** 0.5 for shape in shapes]
    return [tf.constant(array, tf.float32) for array in arrays]


# %% [markdown]
# The first version is the one that you read in the papers: four gates, each
# with a weight for the input and a weight for the old h.


# %%
def gate_by_gate(x, h, c, W, U, b):
    W_i, W_f, W_g, W_o = tf.split(W, 4, axis=-1)
    U_i, U_f, U_g, U_o = tf.split(U, 4, axis=-1)
    b_i, b_f, b_g, b_o = tf.split(b, 4, axis=-1)
    i = tf.sigmoid(x @ W_i + h @ U_i + b_i)
    f = tf.sigmoid(x @ W_f + h @ U_f + b_f)
    g = tf.tanh(x @ W_g + h @ U_g + b_g)
    o = tf.sigmoid(x @ W_o + h @ U_o + b_o)
    c = f * c + i * g
    return o * tf.tanh(c), c


# %%
def read(step, xs, h, c, W, U, b):
    """Return the last h, with a loop of Python over the steps."""
    for t in range(xs.shape[1]):
        h, c = step(xs[:, t], h, c, W, U, b)
    return h


# %% [markdown]
# How much does it do? The graph that `tf.function` draws of a function is a
# list of its operations, and can be counted. We do not run it yet; it is an
# instrument.


# %%
def operations(function, *args):
    """Return the types of all operations in the graph of a function."""
    traced = tf.function(function).get_concrete_function(*args)
    return [op.type for op in traced.graph.get_operations()]


# %%
args = example()
one_step = operations(gate_by_gate, args[0][:, 0], *args[1:])
print("matrix products in a step:", one_step.count("MatMul"))

# %% [markdown]
# Eight products, and around them what it takes to split, add and squash. Each
# is one call from Python into TensorFlow.

# %%
checks.predict("speed/units")

# %%
widths = [8, 16, 32, 64]
layers = {units: example(units) for units in widths}
calls = {
    str(units): lambda units=units: tf.reduce_sum(
        0 * read(gate_by_gate, *layers[units])
    )
    for units in widths
}
in_python = [np.median(times) for times in race(calls, rounds=5).values()]

# %%
work = [2 * (FEATURES + units) * 4 * units for units in widths]
draw.sizes(widths, work, {"time": in_python})

# %% [markdown]
# *Two curves over the number of units, from 8 to 64, both as multiples of
# their value at 8. The dotted one, the arithmetic of the products, climbs to
# 19. The measured time, in red, stays much lower.*
#
# From 8 units to 64 the arithmetic grows 19-fold, and the clock hardly
# notices. What it counts is calls. So let us have fewer of them.
#
# ### Your turn: fuse the gates
#
# `x @ W_i`, `x @ W_f`, `x @ W_g` and `x @ W_o` have the same left side, and
# the four right sides stand side by side in W already. The check looks at
# your numbers, and then into your graph.

# %% exercise="fused_step"

# %%
fused_step = checks.use("fused_step")
fused = operations(fused_step, args[0][:, 0], *args[1:])
assert fused.count("MatMul") <= 2
print("matrix products: two or fewer, instead of eight")

# %% [markdown]
# The sums are the same sums: column k of $xW$ never hears of the other
# columns. You have seen the fused form from the start, as the wide $z$ of
# "How does an LSTM keep a secret?", and this is the reason for it.
#
# ## What need not wait
#
# Two products a step are left, $x_t W$ and $h_{t-1} U$. The second has to
# wait for the step before. The first does not.

# %%
xs, h, c, W, U, b = args
all_at_once = xs @ W
one_by_one = tf.stack([xs[:, t] @ W for t in range(STEPS)], axis=1)
np.testing.assert_allclose(all_at_once, one_by_one, atol=1e-5)
print("one product for all steps:", all_at_once.shape)

# %% [markdown]
# A product of 16 rows, 50 times, or one of 800 rows: the same numbers.
#
# ### Your turn: hoist the projection
#
# You get the layer with the loop as it is now. Lift out of it what need not
# be in it.

# %% exercise="hoisted_layer"

# %%
hoisted_layer = checks.use("hoisted_layer")
before = operations(lambda *a: read(fused_step, *a), *args)
after = operations(hoisted_layer, *args)
products = [sum("MatMul" in op for op in ops) for ops in (before, after)]
assert products[0] <= 100 and products[1] <= 51
print("products in 50 steps: at most 100, with the projection hoisted 51")

# %%
in_python = {
    "gate by gate": lambda: read(gate_by_gate, *args),
    "gates fused": lambda: read(fused_step, *args),
    "projection hoisted": lambda: hoisted_layer(*args),
}
draw.ladder(race(in_python), "Fewer calls, less time")

# %% [markdown]
# *Three bars on a logarithmic axis: how many times as fast as the version
# gate by gate. Fusing the gates brings the larger gain, hoisting the
# projection a smaller one on top.*

# %% [markdown]
# ## Out of Python
#
# All the calls that are left come from Python, one after the other.
# `tf.function` runs your function once to draw its graph, and from then on
# TensorFlow runs the graph without asking Python.
#
# How the graph looks depends on the loop. `range` is Python's,
# `tf.range` is one that TensorFlow knows.

# %%
checks.predict("speed/unrolled")


# %%
def looped_layer(xs, h, c, W, U, b):
    """Return the last h, with a loop that TensorFlow knows."""
    zs = tf.transpose(xs, (1, 0, 2)) @ W + b
    for t in tf.range(zs.shape[0]):
        z_i, z_f, z_g, z_o = tf.split(zs[t] + h @ U, 4, axis=-1)
        c = tf.sigmoid(z_f) * c + tf.sigmoid(z_i) * tf.tanh(z_g)
        h = tf.sigmoid(z_o) * tf.tanh(c)
    return h


# %%
def size(function):
    """Return how many operations a graph has, those of its loops too."""
    traced = tf.function(function).get_concrete_function(*args)
    graph = traced.graph.as_graph_def()
    inner = sum(len(part.node_def) for part in graph.library.function)
    return len(graph.node) + inner


# %%
with_range = size(lambda *a: read(fused_step, *a))
with_tf_range = size(looped_layer)
assert with_range > 500 and with_tf_range < 150
print("operations in the graph, 50 steps")
print("range: more than 500, tf.range: fewer than 150")

# %% [markdown]
# With `range` the graph holds 50 copies of the step. It runs well, but a
# sequence of 1,000 steps would make it twenty times as large, and a compiler
# has to read all of it.
#
# ### Compiled again and again
#
# The graph is drawn at the first call, and then kept. For how long?


# %%
def graphs_drawn(numbers):
    """Return how many graphs are drawn for calls with these numbers."""
    drawn = []

    @tf.function
    def power(x, times):
        drawn.append(times)  # Python runs this only while it draws
        for _ in tf.range(times):
            x = x * x
        return x

    for times in numbers:  # each asks for the graph that a call would run
        power.get_concrete_function(tf.ones(2), times)
    return len(drawn)


# %%
print("three Python numbers, graphs drawn:", graphs_drawn([1, 2, 3]))
tensors = [tf.constant(times) for times in (1, 2, 3)]
print("three tensors, graphs drawn:       ", graphs_drawn(tensors))

# %% [markdown]
# A Python number is part of the program: another number, another program. A
# tensor is data: another value goes through the same program. The same holds
# for a tensor of another *shape*: sequences of 37 different lengths make 37
# graphs, unless they are padded to a few. A function that is compiled at
# every call is slower than one that never was, and its results are right. So
# nothing tells you, except the clock.
#
# ### Your turn: find why it is slow
#
# A colleague reads sequences to different lengths. It is compiled, they say,
# and slower than before.

# %% exercise="compiled_once"

# %% [markdown]
# ### The ladder
#
# One more rung. `tf.function` runs the operations of the graph one by one:
# it calls a kernel, which reads its inputs from memory and writes its result
# there. **XLA** (`jit_compile=True`) compiles the graph: operations that
# stand in a row, such as sums and squashings, become one piece of machine
# code. We give it the layer twice, hoisted and not, and beside it Keras's own.


# %%
def unhoisted_layer(xs, h, c, W, U, b):
    """Return the last h; both products stand in the loop."""
    xs = tf.transpose(xs, (1, 0, 2))
    for t in tf.range(xs.shape[0]):
        z = xs[t] @ W + h @ U + b
        z_i, z_f, z_g, z_o = tf.split(z, 4, axis=-1)
        c = tf.sigmoid(z_f) * c + tf.sigmoid(z_i) * tf.tanh(z_g)
        h = tf.sigmoid(z_o) * tf.tanh(c)
    return h


# %%
layer = keras.layers.LSTM(UNITS, use_cudnn=False)
layer.build(xs.shape)
layer.set_weights([W, U, b])


# %%
def keras_layer(xs, h, c):
    return layer(xs, initial_state=[h, c])


# %%
graphs = {
    "tf.function": tf.function(looped_layer),
    "XLA": tf.function(looped_layer, jit_compile=True),
    "XLA, not hoisted": tf.function(unhoisted_layer, jit_compile=True),
}
by_keras = {
    "Keras": tf.function(keras_layer),
    "Keras, jit_compile": tf.function(keras_layer, jit_compile=True),
}

# %% [markdown]
# On a GPU there is a further program, written by hand for this one purpose:
# cuDNN's. Keras takes it when it can.

# %% ignore="it says which device there is"
if tf.config.list_physical_devices("GPU"):
    fast = keras.layers.LSTM(UNITS, use_cudnn=True)
    fast.build(xs.shape)
    fast.set_weights([W, U, b])
    by_keras["Keras, cuDNN"] = tf.function(
        lambda xs, h, c: fast(xs, initial_state=[h, c])
    )
else:
    print("No GPU here: the ladder has no rung for cuDNN.")

# %%
contenders = {
    **in_python,
    **{n: lambda f=f: f(*args) for n, f in graphs.items()},
    **{n: lambda f=f: f(*args[:3]) for n, f in by_keras.items()},
}
ladder = race(contenders)
print("same last h from all of them, to 1e-5")

# %%
draw.ladder(ladder, "The same LSTM: out of Python, and much faster")

# %% [markdown]
# *A bar for each version, on a logarithmic axis: how many times as fast as
# the first. The three in Python are close together. With tf.function comes
# the great leap. XLA and Keras's layer with jit_compile stand at the end.*
#
# Read your own ladder. The largest step is not an idea about LSTMs at all; it
# is leaving Python. Once that is done, the two halves of the lower end look
# different. Compare the two bars of XLA. In Python, hoisting paid. If in your
# figure the version that is *not* hoisted is the faster of the two, as on the
# machine that built this page, then a rule that was right two rungs below is
# wrong here. Fewer calls were what hoisting gave us, and in a compiled loop
# there are no calls to save. What hoisting costs may be the array with the
# projections of all steps, which is written to memory and read again; we have
# not taken that apart. (Keras's layer does not hoist either.) That is why one
# measures.

# %% [markdown]
# ## How fast could it be?
#
# "Faster" has an end. The products of this layer need a certain number of
# multiplications and additions, whoever does them.
#
# ### Your turn: count the operations
#
# For a layer of other sizes:

# %% exercise="flops_by_hand"

# %%
flops = 2 * BATCH * STEPS * (FEATURES + UNITS) * 4 * UNITS
print(f"our layer: {flops:,} operations")

# %% [markdown]
# And how many can your machine do in a second? Large matrix products are what
# it does best, so we measure those, over a range of widths. An operation on
# such numbers is called a *FLOP*, a thousand million of them a *GFLOP*.

# %%
checks.predict("speed/products")


# %%
def product_call(width):
    """Return a call that multiplies two matrices of this width."""
    square = tf.random.stateless_normal((width, width), [0, 0])
    product = tf.function(tf.matmul)
    product = product.get_concrete_function(square, square)
    return lambda: product(square, square)


# %%
widths = 2 ** np.arange(3, 11)
rates = []
for width in widths:
    call = product_call(int(width))
    call()
    took = np.median([stopwatch(call) for _ in range(9)])
    rates.append(2 * int(width) ** 3 / took / 1e9)

# %%
shown = ["gate by gate", "projection hoisted", "tf.function"]
shown.append("XLA, not hoisted")
reached = {n: flops / np.median(ladder[n]) / 1e9 for n in shown}
draw.roof(widths, rates, reached)

# %% [markdown]
# *Two logarithmic axes: the rate of a matrix product in GFLOP/s against its
# width, from 8 to 1,024. The curve climbs through several powers of ten and
# flattens at the right. Dashed lines show what the versions of the layer
# reach: the ones in Python at the bottom, the compiled ones well above, all
# of them below the top of the curve.*
#
# The top of that curve is the **roof** of your machine for this kind of work.
# A product of 8 × 8 gets next to nothing of it: a call takes as long as many
# thousand operations. Our steps multiply 16 × 32 by 32 × 128. Seen this way
# the compiled layer does well: it stands far above what single calls of
# products of this size would reach, and still well below the roof. What would
# lift it is larger products, so a larger batch, or more units.
#
# There is a second roof. Numbers have to come from memory, and if each is
# used only once or twice, the arithmetic waits for them. With batch 1 each
# weight of U is fetched for one multiplication and one addition. A batch of
# 64 uses it 64 times. Arithmetic, memory, and calls: at any moment one of the
# three holds a program up, and making another one faster helps nothing.
#
# ### Your turn: which roof?

# %% exercise="which_roof"

# %% [markdown]
# ## Which kernel am I running?
#
# You will rarely write such a ladder for your own model; you will call Keras.
# Keras then chooses the program: cuDNN's on a GPU if the layer allows it, else
# its loop, compiled by XLA or not. It chooses in silence.

# %%
checks.predict("speed/dropout")

# %%
variants = {
    "plain": {},
    "dropout": {"dropout": 0.1},
    "recurrent_dropout": {"recurrent_dropout": 0.1},
    "relu": {"activation": "relu"},
}
for name, options in variants.items():
    kernel = explain_kernel(keras.layers.LSTM(UNITS, **options))[0]
    print(f"{name:18} on a GPU: {kernel.gpu}")

# %% [markdown]
# Three words in the call of a layer, and the GPU that you pay for runs a loop.
# This is the commonest answer to "why is my GPU idle?". `explain_kernel` asks
# Keras's own conditions, names the one that decides, and says what to change.

# %%
noisy = keras.layers.LSTM(UNITS, recurrent_dropout=0.1)
print("because:", explain_kernel(noisy)[0].because)

# %% [markdown]
# A CPU has no cuDNN to lose. It pays too: masks have to be drawn, and every
# step has more to do. A whole training step of each:


# %%
def training_step(layer):
    """Return a compiled call that computes a loss and its gradients."""
    layer.build(xs.shape)

    @tf.function
    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(layer(xs, training=True) ** 2)
        gradients = tape.gradient(loss, layer.trainable_weights)
        return 0 * tf.add_n([tf.reduce_sum(g) for g in gradients])

    return step


# %%
steps = {
    "recurrent_dropout=0.1": training_step(noisy),
    "dropout=0.1": training_step(keras.layers.LSTM(UNITS, dropout=0.1)),
    "plain": training_step(keras.layers.LSTM(UNITS)),
}
draw.ladder(race(steps), "recurrent_dropout makes every step dearer")

# %% [markdown]
# *Three bars: how many times as fast as a training step with
# recurrent_dropout=0.1 is one with dropout=0.1, and one with neither. Both are
# faster.*
#
# `dropout=0.1` is not the same thing: it acts on the inputs, before the
# kernel, and costs little. Whether the recurrent one is worth its price is a
# question about your model. That it has a price should be known.

# %% [markdown]
# ## Deeper: both cores
#
# Our products are too small to be shared between the cores of a processor:
# TensorFlow would spend more on handing out the pieces than on the pieces.
# Two whole programs are easier to share, such as two seeds of an experiment.
# TensorFlow lets go of Python while it computes, so two threads are enough.

# %%
program = graphs["XLA, not hoisted"]


def many(number):
    """Run the program often; return the last h."""
    for _ in range(50):
        result = program(*args)
    return result + 0 * number


# %%
def side_by_side():
    with ThreadPoolExecutor(2) as pool:
        return tf.stack([*pool.map(many, (0.0, 1.0))])


# %%
runs = {
    "one after the other": lambda: tf.stack([many(0.0), many(1.0)]),
    "side by side": side_by_side,
}
draw.ladder(race(runs), "Two threads keep two programs running")

# %% [markdown]
# *Two bars: two programs one after the other, and how many times as fast they
# are side by side, in two threads.*
#
# At most × 2 is to be had from two cores. What your figure shows is less if
# something else is using the second one. `runtime.threads(n)` sets how many
# threads TensorFlow takes for itself; it must be called before TensorFlow
# begins to work, and with many small programs side by side, 1 is often best.

# %% [markdown]
# ## Deeper: letter by letter
#
# A language model writes one character, and reads it to write the next. It is
# the slowest way to use a network, and most programs on the web make it
# slower. Here is a small model with random weights; its text is nonsense, and
# we only want to know how long it takes.

# %%
seed(0)
embed = keras.layers.Embedding(30, 32)
cell = keras.layers.LSTMCell(64)
dense = keras.layers.Dense(30)
writer = keras.Sequential(
    [keras.Input((None,)), embed, keras.layers.RNN(cell), dense]
)


# %%
def read_again(model):
    """Write 20 characters; read everything again for each of them."""
    text = [0]
    for _ in range(20):
        text.append(int(np.argmax(model(np.array([text]))[0])))
    return tf.constant(text[1:])


# %%
def step(symbol, h, c):
    """Read one symbol; return the likeliest next one, h and c."""
    said, (h, c) = cell(embed(symbol), (h, c))
    return tf.argmax(dense(said), axis=-1, output_type=tf.int32), h, c


# %%
def begin():
    return tf.zeros(1, tf.int32), tf.zeros((1, 64)), tf.zeros((1, 64))


# %%
compiled_step = tf.function(step)


def step_by_step():
    state, text = begin(), []
    for _ in range(20):
        state = compiled_step(*state)
        text.append(state[0][0])
    return tf.stack(text)


# %%
@tf.function
def in_one_go():
    text = tf.TensorArray(tf.int32, 20)
    symbol, h, c = begin()
    for t in tf.range(20):
        symbol, h, c = step(symbol, h, c)
        text = text.write(t, symbol[0])
    return text.stack()


# %%
writers = {
    "predict": lambda: read_again(lambda x: writer.predict(x, verbose=0)),
    "model(x)": lambda: read_again(writer),
    "compiled step": step_by_step,
    "compiled loop": in_one_go,
}
draw.ladder(race(writers, rounds=3), "Carry the state, and compile the loop")

# %% [markdown]
# *Four bars on a logarithmic axis: how many times as fast as predict are
# model(x), a compiled step that carries h and c, and a compiled loop. The
# last two are far ahead.*
#
# All four write the same twenty characters. `predict` is made for thousands of
# rows: it builds a data set and a loop around it, and here it does so for
# one. And both of the upper two read the whole text again for every
# character. The state holds what was read. Carry it, compile the step, and
# then the loop around it; `lstm_course.generation` has such a loop, with
# temperature and all.

# %% [markdown]
# ## Deeper: more than one device
#
# Two GPUs are used as follows: each has a copy of the weights, each gets half
# of the batch, the gradients are averaged, and both copies take the same step.
# `tf.distribute` does it, and can do it with the two halves of our processor.


# %%
def trained(scope):
    """Return losses and weights after training within a scope."""
    seed(0)
    with scope:
        lstm = keras.layers.LSTM(8, use_cudnn=False)  # both are processors
        model = keras.Sequential([lstm, keras.layers.Dense(1)])
        model.compile(keras.optimizers.SGD(0.01), "mse")
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(64, 20, 2)).astype("float32")
    targets = inputs[:, :, 0].mean(axis=1, keepdims=True)
    history = model.fit(inputs, targets, 32, 3, verbose=0, shuffle=False)
    return history.history["loss"], model.get_weights()


# %%
tf.get_logger().setLevel("ERROR")  # else it lists the devices it found
devices = tf.config.list_logical_devices("CPU")
strategy = tf.distribute.MirroredStrategy([d.name for d in devices])
print("devices:", strategy.num_replicas_in_sync)

# %%
losses, weights = trained(tf.device("CPU:0"))
shared_losses, shared_weights = trained(strategy.scope())
np.testing.assert_allclose(shared_losses, losses, atol=1e-5)
for one, two in zip(weights, shared_weights, strict=True):
    np.testing.assert_allclose(two, one, atol=1e-5)
print("losses and weights on one device and on two: equal to 1e-5")

# %% [markdown]
# The mean of two half batches is the mean of the batch, so nothing about the
# training changes. Two halves of one processor are no faster than the whole;
# with two GPUs the same lines are, as long as each half batch is large enough
# to keep one busy. Not before.

# %% [markdown]
# ## What we found
#
# | claim | measured here |
# |---|---|
# | four gates need eight products a step | fused: two, same numbers |
# | the projection can leave the loop | 51 products instead of 100 |
# | `range` in a graph is unrolled | above 500 operations, else below 150 |
# | a compiled function is compiled once | **no**: once for each number |
# | all versions are one LSTM | the last h equal to 1e-5 |
# | recurrent_dropout keeps the fast kernel | **no**: a loop, also on a GPU |
# | two devices train as one | losses and weights equal to 1e-5 |
#
# The times are in your figures. Three cautions. They are those of one small
# layer, reading forward; with a thousand units the ladder is shorter, since
# the arithmetic then counts and not the calls. They are your machine's on
# this day. And what runs on a GPU was not run here: the conditions for cuDNN
# are Keras's own, the rung itself appears when there is a GPU to stand on.
#
# With a fast program you can afford to ask the questions that need many runs.
# The next one needs honesty more than speed: **can an LSTM forecast, and how
# would you know?**
#
# **Sources.** S. Williams, A. Waterman, D. Patterson, "Roofline: an
# insightful visual performance model for multicore architectures",
# *Communications of the ACM* 52, 2009. J. Appleyard, T. Kočiský, P. Blunsom,
# "Optimizing performance of recurrent neural networks on GPUs", 2016: fused
# gates and hoisted projections in cuDNN. S. Chetlur and others, "cuDNN:
# efficient primitives for deep learning", 2014. The documentation of
# `tf.function`, XLA and `tf.distribute`.

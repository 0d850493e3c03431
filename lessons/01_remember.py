# %% [markdown]
# # What does a network remember?
#
# At the end of this chapter you can write a recurrent network without
# looking anything up. You can set its weights by hand so that it keeps one
# bit through a thousand noisy steps, and so that it counts modulo two for as
# long as you like. And you will know what a network *without* a state can
# never do, however long it trains.
#
# You need about 70 minutes, your machine about half a minute. You should be
# able to read Python with arrays, and to multiply two matrices. First, three
# quick questions to warm up.

# %%
from lstm_course import checks

checks.recall("remember")

# %%
import numpy as np

from lstm_course.figures import remember as draw
from lstm_course.runtime import keras, tf

# %% [markdown]
# ## The order is the message
#
# "The dog bit the man" and "the man bit the dog" hold the same words. If you
# only count words you cannot tell them apart, and neither can a network that
# only adds up what it hears.
#
# Here is the smallest case. In ten steps of silence there is one X and one Y.
# The question: which came first?


# %%
def marks(seed, streams=2_000, time=10):
    """Return streams (streams, time, 2), and whether X came before Y."""
    rng = np.random.default_rng(seed)
    places = rng.permuted(np.tile(np.arange(time), (streams, 1)), axis=1)
    x_at, y_at, row = places[:, 0], places[:, 1], np.arange(streams)
    stream = np.zeros((streams, time, 2))
    stream[row, x_at, 0] = 1
    stream[row, y_at, 1] = 1
    return stream, x_at < y_at


# %% [markdown]
# We give the same classifier two views of a stream: the totals of X and Y,
# and then every place in the stream as an input of its own.

# %%
from sklearn.linear_model import LogisticRegression


def accuracy(view):
    (seen, first), (fresh, wanted) = marks(seed=0), marks(seed=1)
    model = LogisticRegression().fit(view(seen), first)
    return model.score(view(fresh), wanted)


totals = accuracy(lambda stream: stream.sum(axis=1))
places = accuracy(lambda stream: stream.reshape(len(stream), -1))
assert abs(totals - 0.5) < 0.04 and places > 0.98
print(f"from the totals:   {totals:.0%}")
print(f"from every place: {places:.0%}")

# %% [markdown]
# The totals are one X and one Y, always. There is nothing in them to learn
# from. With an input for every place the task becomes easy, at a price: ten
# steps of two symbols cost twenty weights, a thousand steps two thousand, and
# a stream without an end cannot be read at all.
#
# So we do what one does with long streams, and look at the most recent part
# through a window.

# %% [markdown]
# ## A window forgets at its edge
#
# A stream of random bits goes by. A network sees the last five of them and
# has ten outputs: the bit that came one step ago, two steps ago, … ten steps
# ago. It has 32 hidden units, far more than it needs.

# %%
checks.predict("remember/window")


# %%
def bits(seed, streams, time=10):
    """Return random bits (streams, time), each 0 or 1."""
    rng = np.random.default_rng(seed)
    return rng.integers(0, 2, (streams, time)).astype("float32")


# %%
def window_network(window, lags=10):
    """Return a network that sees `window` bits and recalls `lags`."""
    layers = [
        keras.Input((window,)),
        keras.layers.Dense(32, activation="tanh"),
        keras.layers.Dense(lags, activation="sigmoid"),
    ]
    model = keras.Sequential(layers)
    model.compile(keras.optimizers.Adam(2e-2), "binary_crossentropy")
    return model


# %% [markdown]
# A stream reversed is the list of answers: its last bit is lag 1, the one
# before lag 2, and so on. We train five networks from five seeds.


# %% tags=["train"]
def recalled(seed, window=5):
    keras.utils.set_random_seed(seed)
    seen, fresh = bits(seed, 8_000), bits(100 + seed, 4_000)
    model = window_network(window)
    wanted = seen[:, ::-1]
    model.fit(seen[:, -window:], wanted, 128, epochs=5, verbose=0)
    answers = model.predict(fresh[:, -window:], verbose=0) > 0.5
    return (answers == fresh[:, ::-1]).mean(axis=0)


share = np.array([recalled(seed) for seed in range(5)])

# %%
inside, outside = share[:, :5], share[:, 5:]
assert inside.min() > 0.99 and np.abs(outside - 0.5).max() < 0.05
print("lags 1 to 5:  above 99 %, with every seed")
print("lags 6 to 10: between 45 % and 55 %, with every seed")

# %%
draw.window_accuracy(share, window=5)

# %% [markdown]
# *Dots show the share of bits recalled at each lag, one dot for each of five
# seeds; the line is their mean. It is at 1 for lags 1 to 5, inside the grey
# window, and drops to one half at lag 6, where it stays.*
#
# There is no slope at the edge. A wider window moves the cliff, and every
# step that it moves costs another 32 weights. And some questions have no
# window that is wide enough: whether the number of ones *so far* is odd
# depends on every bit there ever was.
#
# What the network lacks is a place to put what it has heard.

# %% [markdown]
# ## A state carries the past
#
# Give the network some numbers of its own. At each step it reads the input
# *and* those numbers, and writes them anew. They are its **state**,
# ${\color{#5A2D00}{h_t}}$, and the simplest rule for writing them is
#
# $${\color{#5A2D00}{h_t}} = \tanh(x_t W + {\color{#5A2D00}{h_{t-1}}} U + b).$$
#
# Three terms are added: what comes in, what was there, and a constant. The
# tanh keeps every number between −1 and 1. This is the plain recurrent
# network, or RNN, of Elman (1990).
#
# Take one unit, so that W, U and b are just three numbers w, u and b. With
# w = 1, u = 0.9 and b = 0, a single 1 comes in, and then silence:

# %%
h = 0.0
for x in [1, 0, 0, 0, 0]:
    h = np.tanh(1 * x + 0.9 * h)
    print(f"x = {x}   h = {h:.2f}")

# %% [markdown]
# Five steps later the 1 can still be heard in the state. A window of four
# steps would have lost it.
#
# ### Your turn
#
# By hand, or with a pocket calculator: the same network with u = 0.5. Replace
# the `...` by `return` and your three numbers.

# %% exercise="states_by_hand"

# %% [markdown]
# ### A step for many units
#
# With several units the state is a row of numbers, and U is a square matrix:
# $U_{jk}$ is the weight from unit $j$ *to* unit $k$. With a batch of streams,
# x and h have one row for each stream, and the formula stays as it is.
#
# The next cell lets you try it. In Python, `@` multiplies matrices, and
# `tf.tanh` takes the tanh of every element. If you are stuck,
# `checks.hint("rnn_step")` helps in small steps.

# %% exercise="rnn_step"

# %% [markdown]
# ### The same step, over time
#
# A stream is read by taking that one step again and again. The weights never
# change on the way; only the state does.

# %%
draw.unrolled()

# %% [markdown]
# *The RNN drawn once for each of three steps. Each box squashes what arrives
# from below, the input through W, and from the left, the state before it
# through U. The new state goes up as the answer and right to the next step.
# All boxes share W, U and b.*
#
# Because the weights are shared, their number does not depend on the length
# of the stream: 3 features and 4 units make 3·4 + 4·4 + 4 = 32 numbers,
# whether the stream has ten steps or a million.
#
# Now write the loop. `rnn_step` below is yours if it passed its check, and
# the course's otherwise.

# %%
rnn_step = checks.use("rnn_step")

# %% exercise="rnn_forward"

# %%
rnn_forward = checks.use("rnn_forward")

# %% [markdown]
# ### Is this what Keras does?
#
# Keras calls it `SimpleRNN`, and its W, U and b the `kernel`, the
# `recurrent_kernel` and the `bias`. Take the weights out of a Keras layer,
# run our loop with them, and compare all 50 steps of 8 streams.

# %%
keras.utils.set_random_seed(0)
layer = keras.layers.SimpleRNN(
    4, return_sequences=True, bias_initializer="random_normal"
)
xs = tf.random.normal((8, 50, 3))
theirs = layer(xs)
ours = rnn_forward(xs, tf.zeros((8, 4)), *layer.get_weights())

# %%
difference = float(tf.reduce_max(tf.abs(ours - theirs)))
assert difference < 1e-6
print("largest difference in 1,600 numbers: below 1e-6")

# %% [markdown]
# That is the whole of `SimpleRNN`: one line, in a loop.

# %% [markdown]
# ## A bit that does not fade
#
# A state *can* carry the past. Does it? Watch one unit after a single pulse.

# %%
checks.predict("remember/fade")


# %%
def trace(inputs, w, u, b=0.0):
    """Return the states of one unit, one for each input."""
    h, states = 0.0, []
    for x in inputs:
        h = np.tanh(w * x + u * h + b)
        states.append(h)
    return np.array(states)


silence = trace([1] + [0] * 50, w=1, u=0.9)
left = silence[-1] / silence[0]
assert left < 0.01
print(f"left after 50 silent steps: {left:.1%}")

# %% [markdown]
# The pulse is gone. But look at what happens with a larger u. In silence the
# unit computes
# ${\color{#5A2D00}{h_t}} = \tanh(u\,{\color{#5A2D00}{h_{t-1}}})$, and the
# picture of that function tells its whole future: go up to the curve, across
# to the diagonal, up to the curve again.

# %%
draw.fixed_points((0.9, 2.0))

# %% [markdown]
# *Two panels show the new state against the old one. With u = 0.9 the dark
# curve is flatter than the dotted diagonal, and the red staircases from either
# side all end at 0. With u = 2 the curve is steeper than the diagonal at 0:
# the staircases move away from 0 and end at two resting points near −0.96
# and 0.96.*
#
# With u = 0.9 there is one resting point, 0, and every state ends there. With
# u = 2 there are two, and which one you end in depends on the side you
# started from. Two resting points are one bit of memory, held for ever,
# without effort. The change happens at u = 1, where the curve is as steep as
# the diagonal.
#
# Real streams are not silent. Here is the same pulse, followed by noise
# between −0.3 and 0.3.

# %%
noise = np.random.default_rng(7).uniform(-0.3, 0.3, 60)
noise[0] = 1
weights = (0.9, 1.5, 4)
traces = [trace(noise, w=1, u=u) for u in weights]
draw.latch_traces(noise, traces, [f"u = {u}" for u in weights])

# %% [markdown]
# *Top: the input, a pulse of 1 and then small noise. Bottom: three states.
# With u = 0.9 the state drops within a few steps and wanders around 0. With
# u = 1.5 it stays positive and trembles, with u = 4 it sits at 1 without
# moving.*
#
# ### Your turn: a latch
#
# A memory that nobody can overwrite is of little use. Set the three numbers
# of one unit so that it is a **latch**: a pulse of 1 makes it positive, a
# pulse of −1 negative, each within one step and whatever it held before, and
# noise up to 0.3 never changes its sign. No number larger than 20.

# %% exercise="latch_weights"

# %% [markdown]
# You have two demands that pull against each other. The pulse must be
# stronger than the past, and the noise, 0.3 times as strong, must be weaker.
# Every memory has to settle this somehow, and one unit has to settle it with
# the same w for signal and noise. Remember this conflict: the LSTM begins
# with it.

# %% [markdown]
# ## Counting modulo two
#
# A latch remembers one event. Now for something that depends on *all* events:
# the parity of a stream of bits, 1 if the number of ones so far is odd and 0
# if it is even.

# %%
checks.predict("remember/flip")

# %%
stream = bits(seed=3, streams=1, time=1_000)[0]
flipped = stream.copy()
flipped[2] = 1 - flipped[2]
changed = np.cumsum(stream) % 2 != np.cumsum(flipped) % 2
print(f"{changed.sum()} of 1,000 answers change")

# %% [markdown]
# So no window will do. But a state will, and it does not need to hold the
# thousand bits: the parity so far, $p$, is enough. When a bit $x$ arrives,
# the new parity is the exclusive or of the two.
#
# | $x$ | $p$ | OR | AND | XOR |
# |---|---|---|---|---|
# | 0 | 0 | 0 | 0 | 0 |
# | 1 | 0 | 1 | 0 | 1 |
# | 0 | 1 | 1 | 0 | 1 |
# | 1 | 1 | 1 | 1 | 0 |
#
# A single tanh unit adds up its inputs and asks whether the sum exceeds a
# threshold. That makes an OR ("is the sum above one half?") or an AND ("is
# it above one and a half?"). No threshold makes XOR, because its ones
# lie between two zeros. But read the table from left to right: **XOR is OR
# minus AND.** Two units are enough.
#
# ### Your turn: parity
#
# Unit 1 is to hold the OR of $x$ and $p$, unit 2 their AND. A tanh unit says
# yes as +1 and no as −1, so the parity so far is $p = (h_1 - h_2)/2$. The
# bits are 0 and 1. Your weights are judged on streams of 1,000 bits.

# %% exercise="parity_weights"

# %% [markdown]
# Here are the two units at work on fifteen bits. (Yours, if they passed.)


# %%
def parity_states(streams, W, U, b):
    """Return the two states after every bit, (batch, time, 2)."""
    W, U, b = (tf.constant(array, tf.float32) for array in (W, U, b))
    h0 = tf.zeros((len(streams), 2))
    return rnn_forward(streams[:, :, None], h0, W, U, b).numpy()


def parity(streams):
    """Return the true parity after every bit, (batch, time)."""
    return np.cumsum(streams, axis=1) % 2


# %%
weights = checks.use("parity_weights")()
streams = bits(seed=5, streams=100, time=1_000)
states = parity_states(streams, *weights)
draw.parity_trace(streams[0, :15], states[0, :15], parity(streams)[0, :15])

# %% [markdown]
# *A grid with one column for each of fifteen steps. Its rows are the input
# bit, the OR unit, the AND unit, their difference, and the true parity;
# ones are yellow, zeros dark. The last two rows are the same.*
#
# And on all 1,000 bits of 100 streams:

# %%
answers = (states[..., 0] - states[..., 1]) / 2 > 0.5
right = answers == parity(streams)
assert right.all()
print(f"right: {right.sum():,} of {right.size:,} answers")

# %% [markdown]
# Eight numbers, and they hold for any length. The network does not know how
# long the stream is, and does not need to.
#
# ### Deeper: why the weights must be large
#
# The solution of the check multiplies everything by a strength k = 5. The
# truth table is right for every k above 0. Is the network?


# %%
def right_by_place(k, places=10):
    """Return the share of right answers in each tenth of the streams."""
    weak = [[2 * k, 2 * k]], [[k, k], [-k, -k]], [-k, -3 * k]
    h = parity_states(streams, *weak)
    right = ((h[..., 0] - h[..., 1]) / 2 > 0.5) == parity(streams)
    return right.reshape(len(right), places, -1).mean(axis=(0, 2))


# %%
strengths = (1.0, 1.1, 2.0)
by_place = np.array([right_by_place(k) for k in strengths])
assert by_place[0, -1] < 0.6 and by_place[-1].min() == 1
draw.weakening(strengths, by_place)

# %% [markdown]
# *The share of right answers in each tenth of the sequence, for three
# strengths. With k = 2 it is 1 throughout. With k = 1.1 it starts near 1 and
# falls to about three quarters. With k = 1 it is down at one half after the
# first tenth.*
#
# With weak weights a state of 0.8 is handed on as 0.7, and that as 0.6: the
# error feeds on itself, and one slip turns every answer after it around. With
# strong weights the tanh pushes each state back to −1 or +1, and errors die
# instead of growing. It is the latch again: memory needs resting points.

# %% [markdown]
# ## How would you find such weights?
#
# You set those numbers because you understood the task. Nobody will tell you
# the weights for a language. Suppose you did not understand anything, and
# simply guessed, again and again, until the network worked.

# %%
checks.predict("remember/guess")

# %% [markdown]
# To try thousands of guesses at once, give the weights a leading axis, one
# entry for each guess. The rest is the same step.


# %%
def guesses(rng, count, units):
    """Draw W, U and b between -10 and 10 for `count` networks."""
    shapes = (count, 1, units), (count, units, units), (count, 1, units)
    return [rng.uniform(-10, 10, shape) for shape in shapes]


def run(streams, W, U, b):
    """Yield the states (guesses, streams, units) after every step."""
    h = np.zeros((len(W), len(streams), U.shape[-1]))
    for x in streams.T:
        h = np.tanh(x[:, None] * W + h @ U + b)
        yield h


# %% [markdown]
# A guess at a latch counts if its sign is right at every one of 100 steps in
# 20 noisy streams; a guess at parity if it is right at every one of 20 steps
# in 20 streams.


# %%
def latch_task(rng):
    """Return 20 noisy streams of 100 steps, and the sign to be held."""
    streams = rng.uniform(-0.3, 0.3, (20, 100))
    pulse = rng.random(streams.shape) < 0.05
    pulse[:, 0] = True
    streams[pulse] = rng.choice([-1, 1], pulse.sum())
    last = np.where(pulse, np.arange(100), 0)
    last = np.maximum.accumulate(last, axis=1)
    return streams, np.take_along_axis(streams, last, axis=1) > 0


# %%
def latches(rng, count):
    """Return how many of `count` random units are latches."""
    streams, wanted = latch_task(rng)
    weights = guesses(rng, count, units=1)
    right = np.ones(count, bool)
    for t, h in enumerate(run(streams, *weights)):
        right &= ((h[..., 0] > 0) == wanted[:, t]).all(axis=1)
    return right.sum()


# %%
def parities(rng, count):
    """Return how many of `count` random networks compute parity."""
    streams = rng.integers(0, 2, (20, 20))
    wanted = np.cumsum(streams, axis=1) % 2 == 1
    weights = guesses(rng, count, units=2)
    right = np.ones(count, bool)
    for t, h in enumerate(run(streams, *weights)):
        parity = (h[..., 0] - h[..., 1]) / 2
        right &= ((parity > 0.5) == wanted[:, t]).all(axis=1)
    return right.sum()


# %% [markdown]
# Ten seeds, 20,000 guesses each:

# %%
seeds = range(10)
found = sum(latches(np.random.default_rng(s), 20_000) for s in seeds)
lucky = sum(parities(np.random.default_rng(s), 20_000) for s in seeds)
assert 600 < found < 1_000 and lucky < 20
print("latches: between 600 and 1,000 in 200,000 guesses")
print("parity:  fewer than 20 in 200,000 guesses")

# %% [markdown]
# About one guess in 250 is a latch. For parity the eight numbers have to
# agree with each other, and hardly any guess in ten thousand is right.
#
# The first half of this is a warning. If guessing solves a task, then solving
# it proves nothing about learning. Hochreiter and Schmidhuber showed in 1996
# that several well-known tests of long memory were of this kind, before they
# proposed the LSTM; we will keep asking.
#
# The second half is a question. Eight weights are already too many to guess,
# and useful networks have millions. When the answer at step 1,000 is wrong,
# something must work out which of the numbers to change, and in which
# direction, although each was used a thousand times on the way.

# %% [markdown]
# ## What we found
#
# | claim | measured here |
# |---|---|
# | totals cannot tell the order of two marks | about 50 %, guessing |
# | a window of 5 recalls lags 1 to 5, no more | above 99 %, then guessing |
# | our loop is Keras's `SimpleRNN` | equal to 1e-6 over 50 steps |
# | with u = 0.9 a pulse fades | less than 1 % left after 50 steps |
# | one unit can hold a bit that noise cannot flip | your latch, 1,000 steps |
# | two units count modulo two | 100,000 of 100,000 answers |
# | a latch can be guessed, parity hardly | 600 to 1,000 against under 20 |
#
# A network remembers what its state holds, and a state holds what has a
# resting point to fall into. You know how to build such a state by hand. How
# a network could *learn* one is the question of the next chapter, "How does a
# network learn from the past?"
#
# **Sources.** J. Elman, "Finding structure in time", *Cognitive Science* 14,
# 1990: the plain recurrent network. Y. Bengio, P. Simard, P. Frasconi,
# "Learning long-term dependencies with gradient descent is difficult", *IEEE
# Transactions on Neural Networks* 5, 1994: the latch, its resting points and
# noise. M. Minsky, S. Papert, *Perceptrons*, 1969: why one unit cannot compute
# parity. S. Hochreiter, J. Schmidhuber, "Bridging long time lags by weight
# guessing and 'Long Short-Term Memory'", 1996: tasks that guessing solves.

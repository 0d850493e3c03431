# %% [markdown]
# # Can a cell do with less?
#
# At the end of this chapter you can derive the GRU from the LSTM, write it in
# both of its versions, and send a gradient back through it. You can say what
# a recurrent layer costs before you build it. And you will have read from the
# equations, without training anything, what a GRU gives up.
#
# You need about 75 minutes, and 10 more for the part marked "deeper"; your
# machine needs less than half a minute. You should have written `lstm_step`
# (in "How does an LSTM keep a secret?") and its way back (in "How do gradients
# get through the gates?"). First, three quick questions.

# %%
from lstm_course import checks

checks.recall("gru")

# %%
import numpy as np

from lstm_course.figures import gru as draw
from lstm_course.runtime import keras, tf

# %% [markdown]
# ## One gate for two jobs
#
# An LSTM decides twice at every step: how much of the state is kept, and how
# much of the candidate is written.
#
# $$\boldsymbol{c_t} = {\color{#D55E00}{f_t}} \odot \boldsymbol{c_{t-1}} +
# {\color{#0072B2}{i_t}} \odot {\color{#009E73}{g_t}}$$
#
# With each gate either shut or open there are four things that it can do:
#
# | f | i | the new state | in a word |
# |:---:|:---:|:---:|:---|
# | 1 | 0 | $c_{t-1}$ | keep |
# | 0 | 1 | $g_t$ | replace |
# | 0 | 0 | 0 | erase |
# | 1 | 1 | $c_{t-1} + g_t$ | add |
#
# Think of your secret keeper. It kept until *write* came, and then replaced:
# two rows of the four, and in both of them i = 1 − f. If that is all a task
# needs, one gate will do. What is not kept is written:
#
# $$\boldsymbol{c_t} = {\color{#D55E00}{f_t}} \odot \boldsymbol{c_{t-1}} +
# (1 - {\color{#D55E00}{f_t}}) \odot {\color{#009E73}{g_t}}$$
#
# This is the **coupled** cell. It saves a quarter of the weights. Here is one
# unit of each kind for three steps, with g = 1 throughout. The LSTM's gates
# are open, the coupled gate is at one half:

# %%
c_lstm = c_coupled = 0.0
for t in (1, 2, 3):
    c_lstm = 1 * c_lstm + 1 * 1
    c_coupled = 0.5 * c_coupled + (1 - 0.5) * 1
    print(f"step {t}:  LSTM {c_lstm:.0f}   coupled {c_coupled:.3f}")

# %% [markdown]
# The LSTM is in the last row of the table. Now let the gates move as they
# like, for a thousand steps.

# %%
checks.predict("gru/mix")


# %%
def states(seed, coupled, time=1_000):
    """Return the states (time,) under random gates; g is always 1."""
    rng = np.random.default_rng(seed)
    f, i = 1 / (1 + np.exp(-rng.normal(3, 2, (2, time))))
    c, found = 0.0, []
    for t in range(time):
        c = f[t] * c + (1 - f[t] if coupled else i[t])
        found.append(c)
    return np.array(found)


# %%
free = [states(seed, coupled=False) for seed in range(5)]
tied = [states(seed, coupled=True) for seed in range(5)]
largest = [run.max() for run in free]
assert np.max(tied) < 1 + 1e-12 and 12 < min(largest) < max(largest) < 20
print("coupled: never above 1; LSTM: up to between 12 and 20, five seeds")

# %%
titles = "Coupled: never above 1", "LSTM: far above 1"
draw.mixes([tied[0][:200], free[0][:200]], titles)

# %% [markdown]
# *Two panels show 200 steps of a state that hears a candidate of 1 all the
# time. Left, the coupled cell: it rises to 1 within a few dozen steps and
# stays there, on the dotted line. Right, the LSTM under the same forget gate:
# its state goes up and down, mostly between 3 and 12, far above the dotted
# line at 1.*
#
# The two shares f and 1 − f add up to 1, so the new state is a *weighted
# mean* of two numbers and lies between them. A mean of numbers between −1 and
# 1 stays between −1 and 1. Keep this in mind; it is the best and the worst
# about what follows.
#
# ### Your turn: three mixes
#
# By hand. A coupled cell holds 0.4. What does it hold after each of three
# steps?

# %% exercise="three_mixes"

# %% [markdown]
# ## Nothing to hide
#
# The state of a coupled cell is between −1 and 1 already. So the tanh on its
# way out, which was there because a sum can grow large, has lost its job. And
# if we drop the output gate as well, what the cell keeps *is* what it says.
# One state is left, and one box less:
#
# $${\color{#5A2D00}{h_t}} = {\color{#D55E00}{z_t}} \odot
# {\color{#5A2D00}{h_{t-1}}} + (1 - {\color{#D55E00}{z_t}}) \odot
# {\color{#009E73}{g_t}}$$
#
# The gate has a new name, z, the **update gate**: Cho and his colleagues, who
# proposed this cell in 2014, called it so, and so does Keras. (The sums inside
# the squashing, which other chapters call z, are called a in this one.)
#
# You know what an output gate is for: a value that waits should not shout into
# everything. Without one, all boxes hear all states at all times. The cell
# gets a small piece of it back. A second gate, the **reset gate** r, decides
# what *the candidate* hears of the old state:
#
# $${\color{#009E73}{g_t}} = \tanh(x_t W_g + ({\color{#CC79A7}{r_t}} \odot
# {\color{#5A2D00}{h_{t-1}}})\, U_g + b_g).$$
#
# With r = 0 the candidate is made from the input alone, as if the stream began
# here. Both gates are made as in the LSTM:
#
# $${\color{#D55E00}{z_t}} = \sigma(x_t W_z + {\color{#5A2D00}{h_{t-1}}} U_z +
# b_z), \qquad {\color{#CC79A7}{r_t}} = \sigma(x_t W_r +
# {\color{#5A2D00}{h_{t-1}}} U_r + b_r).$$
#
# That is the **gated recurrent unit**, the GRU. In the figure z has the colour
# of f, whose work it does, and r that of o.

# %%
draw.cell()

# %% [markdown]
# *The cell of a GRU. The old state, brown and dashed, comes from the left and
# runs through a circle with × and a circle with + to the right, where it is
# the new one. The box z, in orange, multiplies it; a branch of it, 1 − z,
# goes right and multiplies the green candidate g, which is then added. A copy
# of the old state leaves before all this, is multiplied by r, in pink, and
# enters the candidate's box beside the input.*
#
# One unit again, with w = 1 and u = 2 in the candidate, and the two gates set
# from outside. At step 3 the cell is told to forget everything:

# %%
h = 0.0
for x, z, r in [(1, 0.5, 1), (0, 0.9, 1), (-0.5, 0, 0)]:
    g = np.tanh(1 * x + 2 * (r * h))
    h = z * h + (1 - z) * g
    print(f"x = {x:4}  z = {z}  r = {r}   g = {g:5.2f}   h = {h:5.2f}")

# %% [markdown]
# The last h is tanh(−0.5). With z = 0 alone the old state would have been
# gone from the mix, and still have had its say in g. It takes both gates to
# start afresh.
#
# ### Where does the reset act?
#
# With many units the formula resets the old state, $r \odot h$, and sends the
# rest through U. One could as well send it through U first and reset what
# comes out, $r \odot (h\,U)$.

# %%
checks.predict("gru/place")


# %%
def gap(units, seed):
    """Return how far the two candidates are apart."""
    rng = np.random.default_rng(seed)
    h, r = rng.uniform(-1, 1, units), rng.uniform(0, 1, units)
    U = rng.normal(size=(units, units))
    return np.abs(np.tanh((r * h) @ U) - np.tanh(r * (h @ U))).max()


gaps = {units: [gap(units, s) for s in range(20)] for units in (1, 2, 10)}
assert max(gaps[1]) < 1e-12 and np.median(gaps[2]) > 0.05
assert min(gaps[10]) > 0.2
print("1 unit: equal; 2 or 10 units: not equal (20 seeds)")

# %% [markdown]
# They are two different cells with the same name. Before the product, r says
# *whom* the unit listens to: each r belongs to a speaker. After the product it
# says *how much* the unit listens: each r belongs to a listener.
#
# Keras has both. `reset_after=False` is the formula above, the one of the
# paper as it was printed. `reset_after=True`, Keras's default, resets after
# the product. The reason is speed: h U is then needed whole, for z, r and g
# alike, and one large product makes all three. In the formula above the third
# part has to wait for r. NVIDIA's library cuDNN computes the fast one, so only
# that one runs there.
#
# And there is a second difference. cuDNN has two biases, one for x W and one
# for h U. In a sum two biases are as good as one. But here one of them stands
# inside the reset:
#
# $${\color{#009E73}{g_t}} = \tanh(x_t W_g + b_g + {\color{#CC79A7}{r_t}} \odot
# ({\color{#5A2D00}{h_{t-1}}} U_g + b'_g))$$
#
# So with `reset_after` the bias is (2, 3·units), the row for x W first.
#
# ### Your turn: the GRU
#
# Write both. The blocks lie in the order z, r, g. Return all four signals,
# because the way back will need them, in a tuple with these names:

# %%
from lstm_course.cells import GRUStep

print(", ".join(GRUStep._fields))

# %% exercise="gru_step"

# %%
gru_step = checks.use("gru_step")

# %% [markdown]
# ### Is this what Keras does?
#
# Give a Keras layer of each kind random weights everywhere, the biases too,
# and compare 50 steps of 8 streams that start from random states.


# %%
def gru(xs, h, W, U, b, reset_after):
    """Return the h of every step, (batch, time, units)."""
    hs = []
    for t in range(xs.shape[1]):
        h = gru_step(xs[:, t], h, W, U, b, reset_after).h
        hs.append(h)
    return tf.stack(hs, axis=1)


# %%
keras.utils.set_random_seed(0)
xs, h0 = tf.random.normal((8, 50, 3)), tf.random.normal((8, 5))
for after in (False, True):
    layer = keras.layers.GRU(5, reset_after=after, return_sequences=True)
    layer.build((None, 50, 3))
    weights = [tf.random.normal(array.shape) for array in layer.weights]
    layer.set_weights(weights)
    theirs = layer(xs, initial_state=h0)
    ours = gru(xs, h0, *weights, after)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-6)
    print(f"reset_after={after}: b is {weights[2].shape}, equal to 1e-6")

# %% [markdown]
# Does the second row of biases matter? Add it to the first, gate by gate, and
# set it to zero.


# %%
def moved(block):
    """Return how far h moves when one block's two biases are merged."""
    W, U, b = (array.numpy() for array in weights)
    own = slice(5 * block, 5 * block + 5)
    b[0, own], b[1, own] = b[:, own].sum(axis=0), 0
    return np.abs(gru(xs, h0, W, U, b, True) - ours).max()


assert moved(0) < 1e-5 and moved(1) < 1e-5 and moved(2) > 0.1
print("z: nothing moves   r: nothing moves   g: h moves by more than 0.1")

# %% [markdown]
# Two of the three second biases do nothing that the first could not do, and
# are learned all the same. If you carry weights elsewhere: PyTorch resets
# after the product, with the order r, z, g; ONNX has an attribute for it,
# `linear_before_reset`; and TensorFlow.js knows `reset_after=False` alone.
#
# ### Two papers, one gate
#
# There is a second way for two GRUs to differ. Cho's paper, and Keras, keep z
# and write 1 − z. A well-known comparison of the same year (Chung and others)
# has it the other way round: h = (1 − z)·h + z·g.

# %%
checks.predict("gru/swap")


# %%
def swapped_step(x, h_prev, W, U, b):
    """Advance a GRU with z and 1 − z exchanged."""
    step = gru_step(x, h_prev, W, U, b, True)
    return (1 - step.z) * h_prev + step.z * step.g


x = xs[:, 0]
W, U, b = weights
right = gru_step(x, h0, W, U, b, True).h
wrong = swapped_step(x, h0, W, U, b)
sign = tf.repeat([-1.0, 1.0, 1.0], 5)  # −1 for the block of z
turned = swapped_step(x, h0, W * sign, U * sign, b * sign)

# %%
assert np.abs(wrong - right).max() > 0.5
np.testing.assert_allclose(turned, right, atol=1e-6)
print("same weights: off by more than 0.5; sign of z's turned: equal")

# %% [markdown]
# The mix-up has a right shape, stays between −1 and 1, and trains as well as
# any GRU, since the two are one family of cells. It shows only when weights
# or biases come from elsewhere: a bias that was to keep the state for long
# erases it at every step.
#
# ### Deeper: six cells that run
#
# How would you find such a bug in somebody else's cell? Hold its gates. With
# biases of ±40, z and r are 0 or 1 whatever comes in, and every cell has to
# answer simple questions. Here are seven, put to six cells. All run, all give
# the right shapes, and each has one thing wrong. (They reset before the
# product.)

# %%
from lstm_course.checks.exercises.gru import gallery

for number, (asked, _) in enumerate(gallery.EXPERIMENTS, 1):
    print(f"{number}  {asked}")

# %%
print("          1    2    3    4    5    6    7")
for name, step in {"right": gallery.right_cell, **gallery.GALLERY}.items():
    answers = ["yes" if yes else " no" for yes in gallery.experiments(step)]
    print(f"{name:5}   {'  '.join(answers)}")

# %% [markdown]
# And eight descriptions. Six of them are A to F.

# %%
for number, (words, _) in gallery.DESCRIBED.items():
    print(f"{number}  {words}")

# %% exercise="name_the_cells"

# %% [markdown]
# One of the six passes everything. Gates that are exactly 0 or 1 are a good
# test of *who goes where*, and blind to *in which order*. For that you need a
# gate in between, as in the comparison with Keras.

# %% [markdown]
# ## The way back
#
# In an LSTM the gradient of the state passes $f_t$ on its direct way back. In
# a GRU that is z, and the state is h itself. For one unit, let us write the
# step with everything that goes into it, and nudge each.


# %%
def one_step(h_prev=0.5, z=0.8, r=0.6, x_g=0.3, h_g=-1.0):
    """Return h; x_g and h_g are what comes from x W and h U."""
    g = np.tanh(x_g + r * h_g)
    return z * h_prev + (1 - z) * g


def rate(**nudged):
    """Return how fast h moves with one of its inputs."""
    return (one_step(**nudged) - one_step()) / 1e-6


print(f"z:   {rate(z=0.8 + 1e-6):6.3f}      r:   {rate(r=0.6 + 1e-6):6.3f}")
print(f"x_g: {rate(x_g=0.3 + 1e-6):6.3f}      h_g: {rate(h_g=-1 + 1e-6):6.3f}")

# %% [markdown]
# And the same from the chain rule, one line at a time. z stands twice in h, so
# it gets two terms; g stands behind 1 − z and its tanh; r and h_g multiply
# each other, so each gets the other as its factor.

# %%
g = np.tanh(0.3 + 0.6 * -1.0)
into_z = 0.5 - g  # h_prev is kept with z, g is shut out by it
into_x = (1 - 0.8) * (1 - g**2)  # the share of g, then the slope of its tanh
into_r = into_x * -1.0  # r stood before h_g
into_h = into_x * 0.6  # h_g stood behind r
print(f"z:   {into_z:6.3f}      r:   {into_r:6.3f}")
print(f"x_g: {into_x:6.3f}      h_g: {into_h:6.3f}")

# %% [markdown]
# Look at the last two. What reaches x W and what reaches h U differ by the
# factor r. In the LSTM both had the same gradient, because they were added
# before anything else happened; here the reset stands between. In the code
# there are therefore two rows of blocks, `da_x` and `da_h`, equal in z and r
# and different in g.
#
# ### Your turn: the way back, for many units
#
# Four blanks in lines of their own, and one inside `da_h`. The gates z and r
# still have their sigmoids to pass, with the slope σ(1 − σ).

# %% exercise="gru_step_backward"

# %% [markdown]
# Against automatic differentiation, in float64:

# %%
rng = np.random.default_rng(1)
sizes = (4, 3), (4, 5), (3, 15), (5, 15), (2, 15)
inputs = [tf.constant(rng.normal(size=size)) for size in sizes]
with tf.GradientTape() as tape:
    tape.watch(inputs)
    step = gru_step(*inputs, True)
    loss = tf.reduce_sum(step.h**2) / 2
expected = tape.gradient(loss, inputs)

# %%
backward = checks.use("gru_step_backward")
da_x, da_h, *found = backward(step.h, step, *inputs)
for ours, theirs in zip(found, expected, strict=True):
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-12)
print("dx, dh_prev, dW, dU, db: equal to 1e-12")

# %% [markdown]
# The direct path needs no weights, only z. Over many steps its factors
# multiply, $z_1 z_2 \cdots z_t$, as the forget gates did, and a half-life is
# computed as there. In this respect the GRU has lost nothing: it has a
# carousel of its own.

# %% [markdown]
# ## What less costs, and what more
#
# While some took away from the LSTM, others added. An LSTM with a shut output
# gate keeps its state even from its own gates: they hear h, and h is 0. Gers
# and Schmidhuber (2000) gave each gate a look inside, a **peephole**:
#
# $$\begin{aligned}
# {\color{#0072B2}{i_t}} &= \sigma(a^i_t + p_i \odot \boldsymbol{c_{t-1}}) \\
# {\color{#D55E00}{f_t}} &= \sigma(a^f_t + p_f \odot \boldsymbol{c_{t-1}}) \\
# {\color{#CC79A7}{o_t}} &= \sigma(a^o_t + p_o \odot \boldsymbol{c_t})
# \end{aligned}$$
#
# where $a = x_t W + h_{t-1} U + b$ as ever. The $p$ are rows of numbers: a
# gate looks into the cell of its own unit alone, and o sees the state that has
# just been made. What is it good for? Let a silent cell add 1 at every step,
# and let its forget gate shut when it sees a 10.


# %%
def timer(p_f, b_f, time=40):
    """Return the states (time,) of a cell whose output gate is shut."""
    c, found = 0.0, []
    for _ in range(time):
        f = 1 / (1 + np.exp(-(b_f + p_f * c)))
        c = f * c + 1
        found.append(c)
    return np.array(found)


seeing, blind = timer(p_f=-20, b_f=190), timer(p_f=0, b_f=190)
again = [int(step) for step in np.flatnonzero(seeing < 1.5) + 1]
assert again == [1, 11, 21, 31] and blind[-1] == 40
print("at 1 in steps", again)

# %%
draw.timer(blind, seeing)

# %% [markdown]
# *The state over 40 steps. With the peephole it climbs from 1 to 10, drops to
# 1 and climbs again, four times. Without it, it climbs in a straight line to
# 40.*
#
# The cell keeps time without telling anyone. Without its peephole, the gate
# could only know the state if the output gate were open. That is what the
# authors wanted them for: precise intervals.
#
# ### Your turn: count the weights
#
# A **box** is what makes one gate or one candidate: its share of W, of U and
# of b. Write down how many weights each layer has.

# %% exercise="count_weights"

# %%
count_weights = checks.use("count_weights")
layers = {
    "rnn": keras.layers.SimpleRNN(64),
    "gru_before": keras.layers.GRU(64, reset_after=False),
    "gru_after": keras.layers.GRU(64),
    "lstm": keras.layers.LSTM(64),
}
for name, layer in layers.items():
    layer.build((None, None, 28))
    assert layer.count_params() == count_weights(28, 64)[name]
    print(f"{name:10} {layer.count_params():6,} weights")

# %% [markdown]
# Keras has neither coupled gates nor peepholes. The package has both, written
# as above, and so it can be counted what they hold, and what one step of each
# cell has to multiply: TensorFlow draws up a graph of the step, and we look at
# the matrix products in it.

# %%
from lstm_course import cells


def products(step):
    """Return the multiply-adds of each matrix product in a step."""
    traced = tf.function(step, autograph=False).get_concrete_function()
    return [
        op.inputs[0].shape.num_elements() * op.outputs[0].shape[1]
        for op in traced.graph.get_operations()
        if op.type == "MatMul"
    ]


# %%
x, h = tf.ones((1, 28)), tf.ones((1, 64))
sizes = 28, 64, 0  # features, units, seed
rnn, lstm, coupled, peephole, before, after = (
    cells.rnn_weights(*sizes),
    cells.lstm_weights(*sizes),
    cells.coupled_weights(*sizes),
    cells.peephole_weights(*sizes),
    cells.gru_weights(*sizes, reset_after=False),
    cells.gru_weights(*sizes),
)
steps = {
    "rnn": (rnn, lambda: cells.rnn_step(x, h, rnn)),
    "coupled": (coupled, lambda: cells.coupled_step(x, h, h, coupled)),
    "gru_before": (before, lambda: cells.gru_step(x, h, before, False)),
    "gru_after": (after, lambda: cells.gru_step(x, h, after)),
    "lstm": (lstm, lambda: cells.lstm_step(x, h, h, lstm)),
    "peephole": (peephole, lambda: cells.peephole_step(x, h, h, peephole)),
}

# %%
counted = count_weights(28, 64)
for name, (weights, step) in steps.items():
    held = sum(np.size(array) for array in weights)
    made = products(step)
    boxes = {"rnn": 1, "lstm": 4, "peephole": 4}.get(name, 3)
    assert held == counted[name]
    assert sum(made) == boxes * 64 * (28 + 64)
    print(f"{name:10} {sum(made):6,} multiply-adds in {len(made)} products")

# %% [markdown]
# The work is the weights, biases aside: each weight of W and U is used once a
# step. Coupled cell and GRU do three quarters of the LSTM's, and peepholes
# need no matrix product at all. And the two GRUs do the same work, in two
# products or in four, of which one must wait for another. That is what
# `reset_after` buys.
#
# Is it fair, then, to compare a GRU of 100 units with an LSTM of 100 units?

# %%
checks.predict("gru/units")

# %%
budget = count_weights(10, 100)["lstm"]
units = max(
    n for n in range(200) if count_weights(10, n)["gru_after"] <= budget
)
assert units == 115
print(f"LSTM of 100 units: {budget:,} weights; GRU within that: {units} units")

# %% [markdown]
# Fifteen units more, not thirty-three. When somebody reports that one cell
# beats the other, look first at which budget they were given: the same number
# of units, of weights, or of operations.

# %% [markdown]
# ## What a mix cannot hold
#
# So far the GRU has lost nothing that you would miss. Go back to the table of
# the first section. The coupled gate took two rows away, *erase* and *add*.
# Erasing is easily replaced, by writing a zero. Adding is not, and one line
# says why:
#
# $$|{\color{#5A2D00}{h_t}}| \le {\color{#D55E00}{z_t}}\,
# |{\color{#5A2D00}{h_{t-1}}}| + (1 - {\color{#D55E00}{z_t}})\,
# |{\color{#009E73}{g_t}}| \le \max(|{\color{#5A2D00}{h_{t-1}}}|, 1).$$
#
# A GRU that starts within [−1, 1] stays there, whatever its weights, whatever
# it reads. Try to break it, with weights twenty times as large as usual:

# %%
largest = []
for seed in range(5):
    wild = cells.gru_weights(3, 5, seed=seed)
    stream = tf.random.stateless_normal((8, 100, 3), (seed, 0)) * 10
    hs = gru(stream, tf.zeros((8, 5)), 20 * wild.W, 20 * wild.U, wild.b, True)
    largest.append(np.abs(hs).max())
assert max(largest) < 1 + 1e-6
print("largest |h| in 100 steps: not above 1, five seeds")

# %% [markdown]
# The LSTM has no such bound: with f = i = 1 its c grows by as much as 1 at
# every step. It can count.
#
# ### Your turn: a counter
#
# An LSTM of one unit hears two features: the first is 1 for an *a*, the second
# for a *b*, both are 0 for any other symbol. Set its weights so that c is the
# number of a's minus the number of b's, to within 0.25, up to a thousand. No
# weight larger than 20.

# %% exercise="counter_weights"

# %% [markdown]
# Let Keras run it (yours, if it passed): a thousand a's, and then as many b's.

# %%
counter = keras.layers.LSTM(1, return_state=True)
counter.build((None, None, 2))
counter.set_weights([np.array(a) for a in checks.use("counter_weights")()])
ups = np.tile([1.0, 0.0], (1, 1_000, 1))
both = np.concatenate([ups, ups[..., ::-1]], axis=1)
run = tf.function(lambda xs: counter(xs)[2])
up, down = (run(xs).numpy().item() for xs in (ups, both))
assert abs(up - 1_000) < 0.25 and abs(down) < 0.25
print(f"after 1,000 a's: c = {up:.0f}; after 1,000 b's more: {abs(down):.0f}")

# %% [markdown]
# Now the best that we can do by hand with a GRU. Its candidate is 1 at an a
# and −1 at a b, and z is fixed. Each a moves the state a share 1 − z of the
# way to 1. With z = 0.5 that is 0.5, 0.75, 0.875, …: every number of a's has a
# state of its own, but they crowd together.


# %%
def gru_counts(z, counts):
    """Return the state after 0, 1, … a's, in float32."""
    z, h = np.float32(z), np.float32(0)
    states = [h]
    for _ in range(counts):
        h = z * h + (np.float32(1) - z)
        states.append(h)
    return np.array(states)


def told_apart(z):
    """Return after how many a's a further one changes nothing."""
    states = gru_counts(z, 20_000)
    return int(np.argmax(states[1:] == states[:-1]))


# %%
ends = {z: told_apart(z) for z in (0.5, 0.9, 0.99)}
assert 23 <= ends[0.5] <= 26 and 135 < ends[0.9] < 150
assert 1_200 < ends[0.99] < 1_300
print("float32 tells counts apart up to")
print("z = 0.5: about 25   z = 0.9: 135 to 150   z = 0.99: 1,200 to 1,300")

# %%
counts = np.arange(1, 1_001)
moves = {f"GRU, z = {z}": (1 - z) * z**counts for z in (0.5, 0.9, 0.99)}
draw.spacing(counts, {"LSTM": np.ones(1_000), **moves}, finest=2.0**-24)

# %% [markdown]
# *How far the state moves from count n to n + 1, both axes logarithmic. The
# LSTM's line is flat at 1. With z = 0.5 the step begins at a quarter and
# plunges below the finest step of float32 near n = 23; with z = 0.9 it begins
# lower and plunges near 130; with z = 0.99 it begins at a hundredth, stays
# there for dozens of counts, and has fallen below a millionth at 1,000.*
#
# A z closer to 1 counts further, in smaller steps, and you pay for the one
# with the other. Whoever reads the state needs some distance between n and
# n + 1; say one thousandth. Between −1 and 1 there is room for 2,000 such
# steps and no more. With a fixed z one gets less:

# %%
z = 1 - np.geomspace(1e-3, 0.5, 5_000)[1:]
reached = np.log(0.001 / (1 - z)) / np.log(z)  # (1 − z) zⁿ = 0.001
assert 360 < reached.max() < 370
print("steps of at least 0.001, with the best fixed z: 360 to 370 counts")

# %% [markdown]
# To be fair to the GRU: in float32 the LSTM has an end as well, at
# 2²⁴ = 16,777,216, where a 1 added is a 1 lost.

# %%
assert np.float32(2**24) + np.float32(1) == np.float32(2**24)
print("float32: 16,777,216 + 1 = 16,777,216")

# %% [markdown]
# And a second point for fairness. The LSTM holds the count in c, and says
# h = tanh(c): of 10 and 11 the others hear the same. What it *can* use is the
# way back. Let it count down again, and at 0 it changes its sign, for all to
# hear. That is how one would check that as many b's follow as there were a's.

# %%
checks.predict("gru/crossing")


# %%
def back_at_zero(a_count, up, down):
    """Return how many b's bring the state back to 0 after the a's."""
    state, b_count = 0.0, 0
    for _ in range(a_count):
        state = up(state)
    while state > 0:
        state, b_count = down(state), b_count + 1
    return b_count


def gru_needs(n, z):
    return back_at_zero(
        n, lambda h: z * h + (1 - z), lambda h: z * h - (1 - z)
    )


# %%
ns = [1, 2, 3, 5, 7, 10, 20, 30, 50, 70, 100, 200, 300, 500, 700, 1_000]
lstm_needs = [back_at_zero(n, lambda c: c + 1, lambda c: c - 1) for n in ns]
needed = {"LSTM": lstm_needs}
for z in (0.5, 0.9, 0.99):
    needed[f"GRU, z = {z}"] = [gru_needs(n, z) for n in ns]
    last = needed[f"GRU, z = {z}"][-1]
    print(f"z = {z}: b's needed after 1,000 a's: {last}")
assert lstm_needs == ns

# %%
draw.crossings(ns, needed)

# %% [markdown]
# *The number of b's that bring the state back to 0 against the number of a's
# before, both axes logarithmic. The LSTM's line is the diagonal: n a's, n b's.
# The GRU's lines leave the diagonal and become flat, with z = 0.5 at 1, with
# z = 0.9 at 7, with z = 0.99 at 69.*
#
# After many a's every GRU stands at 1, and from there it comes back in the
# same few steps: in $\ln 2 / \ln (1/z)$ of them, to be exact. How many a's
# there had been is gone.
#
# Mind what this shows and what not. *Bounded* is proved, for all weights. That
# a GRU must confuse numbers beyond some size follows, if its state is read
# with a finite precision. But the counters above are ours; other weights,
# several units, or a z that changes on the way may do better. And nobody has
# asked yet whether training finds even our LSTM's counter.

# %% [markdown]
# ## What we found
#
# | claim | measured here |
# |---|---|
# | a coupled state is a mean, so it is bounded | never above 1 |
# | … the LSTM's under the same gates is not | up to 12 to 20 |
# | our GRU is Keras's, in both versions | equal to 1e-6 over 50 steps |
# | reset before or after U: two cells | equal with 1 unit, not with 2 or 10 |
# | only g needs its second bias | h moves by more than 0.1; z, r: not at all |
# | exchanging z and 1 − z gives the same cells | equal, the signs turned |
# | our way back is right | equal to 1e-12 |
# | a peephole lets a silent cell keep time | back at 1 in steps 11, 21, 31 |
# | a GRU does 3/4 of an LSTM's work | 17,664 to 23,552 multiply-adds |
# | it gets 4/3 of the units for the same weights | no: 115 for 100 |
# | a GRU's state is bounded | never above 1, with wild weights |
# | … so it loses a large count | 1, 7, 69 b's after 1,000 a's |
# | an LSTM cell can count to 1,000, and back | to within 0.25 |
#
# The first two rows and the bound were measured with five seeds, the place of
# the reset with twenty.
#
# Does the loss matter? Weiss, Goldberg and Yahav reported in 2018 that trained
# LSTMs count and trained GRUs do not. Greff and others, in 2017, compared
# eight variants of the LSTM in 5,400 runs and found that coupling the gates,
# or leaving out the peepholes, did little harm; none of their three tasks was
# counting. Both may be true. From the equations you know what a GRU *cannot*
# hold and what an LSTM *can*. Neither tells you what they will *learn*. **When
# you train both to count, over many seeds, where does each of them stop?**
# That is an experiment, and the laboratory is where it will be made.
#
# **Sources.** K. Cho and others, "Learning phrase representations using RNN
# encoder–decoder for statistical machine translation", *EMNLP* 2014: the GRU.
# J. Chung, C. Gulcehre, K. Cho, Y. Bengio, "Empirical evaluation of gated
# recurrent neural networks on sequence modeling", 2014: the other convention.
# F. Gers, J. Schmidhuber, "Recurrent nets that time and count", *IJCNN* 2000:
# the peepholes. K. Greff and others, "LSTM: a search space odyssey", *IEEE
# Transactions on Neural Networks and Learning Systems* 28, 2017: coupled gates
# compared. G. Weiss, Y. Goldberg, E. Yahav, "On the practical computational
# power of finite precision RNNs for language recognition", *ACL* 2018:
# counting. The two conventions of the reset: the documentation of
# `keras.layers.GRU`.

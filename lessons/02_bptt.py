# %% [markdown]
# # How does a network learn from the past?
#
# At the end of this chapter you can send a gradient back through time by
# hand, and write the code that does it for any number of units and steps. You
# can prove such code right to eight digits, and read from the digits what is
# wrong with it. And you will have trained the network of the last chapter with
# nothing but your own derivatives.
#
# You need about 75 minutes, your machine less than a minute. You should know
# the chain rule and the slope of the tanh: if $h = \tanh(z)$, then
# $dh/dz = 1 - h^2$. First, three quick questions.

# %%
from lstm_course import checks

checks.recall("bptt")

# %%
import numpy as np

from lstm_course.figures import bptt as draw
from lstm_course.runtime import tf

# %% [markdown]
# ## One weight, used three times
#
# Take the smallest network of the last chapter, one unit, and let it read
# three numbers:
#
# $$\color{#5A2D00}{h_t} = \tanh(z_t), \qquad
# z_t = w\,x_t + u\,\color{#5A2D00}{h_{t-1}} + b.$$
#
# The weights are w = 1, u = 0.8, b = 0, the first state is
# $\color{#5A2D00}{h_0}$ = 0.5, and at the end we would like to see a 1. How
# far we are from it is the loss, $L = (\color{#5A2D00}{h_3} - 1)^2 / 2$.
#
# There is one u, but it is used three times. For a moment, let us give each
# step a copy of its own.

# %%
inputs = 1, -1, 0.5


def run(us):
    """Return the states h0 to h3; us holds the u of each step."""
    states = [0.5]
    for x, u in zip(inputs, us, strict=True):
        states.append(np.tanh(x + u * states[-1]))
    return np.array(states)


def loss(us):
    return (run(us)[-1] - 1) ** 2 / 2


# %%
print("states:", run([0.8, 0.8, 0.8]).round(3))
print(f"loss:   {loss([0.8, 0.8, 0.8]):.3f}")

# %% [markdown]
# Now the plainest way to find out what a weight does: nudge it a little, and
# see how far the loss moves. The rate, movement divided by nudge, is the
# gradient.

# %%
def rate(*steps, nudge=1e-6):
    """Return how fast the loss moves with the copies of u at `steps`."""
    us = np.full(3, 0.8)
    nudged = us + nudge * np.isin([1, 2, 3], steps)
    return (loss(nudged) - loss(us)) / nudge


for step in (1, 2, 3):
    print(f"the copy at step {step}: {rate(step):+.3f}")

# %% [markdown]
# The copies do not agree. To make the loss smaller, those of steps 1 and 2
# want to grow, that of step 3 wants to shrink. But there is only one u.

# %%
checks.predict("bptt/shares")

# %%
together = rate(1, 2, 3)
assert abs(together - sum(rate(step) for step in (1, 2, 3))) < 1e-5
print(f"the one, shared u: {together:+.3f}")

# %% [markdown]
# The sum, and nothing is divided. For a nudge that is small enough the three
# movements do not disturb each other, so they add up. This is all there is to
# **backpropagation through time**, or BPTT: *the gradient of a shared weight
# is the sum over its uses.*
#
# Look at what the last use alone would have told you: +0.193, make u smaller.
# The truth is −0.294, make it larger. A network that ignores the past of its
# own states does not learn a little less. It may walk the wrong way.
#
# ### The way back
#
# Three nudges cost three runs, and a million weights would cost a million.
# The chain rule gets all shares from a single walk, from the loss back to the
# first step. Write dh for $\partial L/\partial h$, dz for
# $\partial L/\partial z$, and begin at the end:

# %%
h0, h1, h2, h3 = run([0.8, 0.8, 0.8])
dh3 = h3 - 1  # the derivative of (h3 - 1)² / 2
dz3 = dh3 * (1 - h3**2)  # back through the tanh
share3 = dz3 * h2  # z3 = w x3 + u h2 + b: u is multiplied by h2
print(f"dh3 = {dh3:.3f}   dz3 = {dz3:.3f}   share of u = {share3:.3f}")

# %% [markdown]
# The share is the one that the nudge found. To go on to step 2, look at
# $z_3 = w x_3 + u \color{#5A2D00}{h_2} + b$ once more. It holds *two* things
# that depend on the past: u, which has had its share, and
# $\color{#5A2D00}{h_2}$.
#
# ### Your turn
#
# By hand or with a pocket calculator. Step 2 read the state h1 = 0.885 and
# made h2 = −0.284. Fill in dh2, dz2, and the share of u at step 2.

# %% exercise="one_step_earlier"

# %% [markdown]
# Your third number is known from above: it is what the copy at step 2
# reported. The walk goes on in the same rhythm, through u to the state before,
# through the tanh to its z, and drops a share at every step.

# %%
dh2 = dz3 * 0.8
dz2 = dh2 * (1 - h2**2)
dh1 = dz2 * 0.8
dz1 = dh1 * (1 - h1**2)
shares = [dz1 * h0, dz2 * h1, dz3 * h2]
draw.there_and_back([h0, h1, h2, h3], [dz1 * 0.8, dh1, dh2, dh3], shares)

# %% [markdown]
# *Three boxes in a row, one for each step. Brown arrows lead forward through
# them, from h0 = 0.500 over 0.885 and −0.284 to h3 = 0.266 and the loss. Rose
# arrows lead back: −0.734 at h3, −0.545 at h2, −0.401 at h1, −0.069 at h0.
# From each box an arrow leads down to the share of u: −0.043, −0.444 and
# 0.193.*
#
# The weights w and b are used three times, too, and even the first state
# $\color{#5A2D00}{h_0}$ has a gradient: nudge it and the loss moves. Steps 3
# and 2 are written out below. Fill in the rest, one line at a time.

# %% exercise="three_steps_backward"

# %% [markdown]
# Written for any number of steps, with $T$ the last one, this is
#
# $$\frac{\partial L}{\partial u} = \sum_{t=1}^{T} dz_t \,
# \color{#5A2D00}{h_{t-1}}, \qquad
# dz_t = (1 - \color{#5A2D00}{h_t}^2)\,dh_t, \qquad
# dh_{t-1} = u\, dz_t.$$

# %% [markdown]
# ## How would you know that it is right?
#
# A wrong gradient raises no error. It has the right shape, and often the
# right sign. What can be trusted is the nudge, since it needs no derivation
# at all: only the forward pass, which you can test. So compare the two.
#
# The nudge has an error of its own, though. To see it, take our unit on inputs
# a tenth as large, and its gradient from the walk back.

# %%
def quiet_loss(u, kind=np.float64):
    """Return the loss for inputs a tenth as large, and the states."""
    states = [kind(0.05)]
    for x in inputs:
        states.append(np.tanh(x / 10 + u * states[-1]))
    return (states[-1] - 1) ** 2 / 2, states


def walk_back(h, slope):
    """Return the gradient of u; slope(h) is that of the tanh."""
    dh, total = h[3] - 1, 0
    for t in (3, 2, 1):
        dz = dh * slope(h[t])
        total, dh = total + dz * h[t - 1], dz * 0.8
    return total


# %% [markdown]
# How far apart are two gradients? Their difference alone says little: 0.001 is
# nothing beside 1,000 and everything beside 0.001. The **relative error**
# compares it with their size, and lies between 0 and 1:
#
# $$\frac{\lVert a - n \rVert}{\lVert a \rVert + \lVert n \rVert}.$$
#
# Besides the one-sided nudge there is a fairer one, half to each side, called
# the **central difference**: $(L(u + \epsilon) - L(u - \epsilon)) / 2\epsilon$.

# %%
def relative_error(a, n):
    """Return 0 for equal gradients, 1 for opposite ones or a zero."""
    size = np.linalg.norm(a) + np.linalg.norm(n)
    return np.linalg.norm(np.subtract(a, n)) / size if size else 0.0


def nudged(nudge, kind, central):
    """Return the gradient of u from two runs, in one kind of number."""
    u, low = kind(0.8), kind(0.8 - central * nudge)
    up, down = (quiet_loss(v, kind)[0] for v in (kind(u + nudge), low))
    return float(up - down) / ((1 + central) * nudge)


# %%
checks.predict("bptt/nudge")

# %%
h = quiet_loss(0.8)[1]
exact = walk_back(h, lambda h: 1 - h**2)
ways = {
    "one-sided, float64": (np.float64, False),
    "central, float32": (np.float32, True),
    "central, float64": (np.float64, True),
}
nudges = 10.0 ** -np.arange(1, 12.1, 0.5)
errors = {
    label: [relative_error(exact, nudged(size, *way)) for size in nudges]
    for label, way in ways.items()
}

# %% [markdown]
# And as a measuring stick, a bug of the kind that people do make: the slope of
# the tanh written as $1 - \tanh(h)^2$ instead of $1 - h^2$.

# %%
subtle = relative_error(exact, walk_back(h, lambda h: 1 - np.tanh(h) ** 2))
best = {label: min(error) for label, error in errors.items()}
assert best["central, float64"] < 1e-9 < 1e-6 < best["one-sided, float64"] * 100
assert 1e-6 < subtle < 1e-3
draw.nudge_errors(nudges, errors, subtle)

# %% [markdown]
# *The relative error against the size of the nudge, both axes logarithmic.*
#
# Coming from the left, all errors fall: a large nudge measures the curve, not
# its slope.

# %% [markdown]
# ## What we found

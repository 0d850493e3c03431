# %% [markdown]
# # Why must an LSTM learn to forget?
#
# At the end of this chapter you can say what happens to a cell that is never
# emptied, and show it. You can put in the gate that empties it, choose its
# bias by reasoning, and read from a trace when it acts. You can find the
# places in an experiment where somebody else did the forgetting. And you know
# under which condition the famous result holds, and why not without it.
#
# You need about 75 minutes, and 5 more for the part marked "deeper"; your
# machine needs about a minute. You should have written `lstm_step` (in "How
# does an LSTM keep a secret?"). First, three quick questions.

# %%
from lstm_course import checks

checks.recall("forgetting")

# %%
import numpy as np

from lstm_course import datasets, trials, unroll
from lstm_course.cells import Step
from lstm_course.figures import forgetting as draw
from lstm_course.figures import landmarks as draw_landmarks
from lstm_course.figures import lstm as draw_lstm
from lstm_course.findings import Finding, Findings
from lstm_course.models import ForgetBias
from lstm_course.runtime import tf
from lstm_course.tasks.reber import ContinualReber, EmbeddedReber, spell
from lstm_course.trials.result import share

# %% [markdown]
# ## A sum that is never emptied
#
# In "How does an LSTM keep a secret?" a state grew from story to story, and
# you put in the gate that empties it; but there *we* said when to shut it.
# Here nobody does. Strings come one after the other. The second symbol of each
# is a T or a P, and near the end of the string the same symbol comes again; to
# predict it one has to keep it. One unit of the cell of 1997 does so: it adds
# 1 for a T, −1 for a P. When the symbol has come again, it takes back what it
# had written, though not exactly: 0.3 is left behind.

# %%
c, left = 0.0, 0.3
for string in ("BTBTXSETE", "BPBPVVEPE", "BTBPVVETE"):
    sign = 1 if string[1] == "T" else -1
    c += sign  # written at the second symbol
    print(f"{string}: c = {c:4.1f}, it says tanh(c) = {np.tanh(c):5.2f}")
    c += left - sign  # taken back, nearly

# %% [markdown]
# After three strings the signs are still right: positive for T, negative for
# P. Now let the stream go on.

# %%
checks.predict("forgetting/saturated")

# %%
strings = np.arange(101)
held = left * strings + np.array([[1], [-1]])  # after a T, after a P
said = np.tanh(held.astype("float32"))
for n in (0, 3, 10, 100):
    print(f"{n:3} strings before: T {said[0, n]:.4f}   P {said[1, n]:.4f}")

# %%
equal = int(np.argmax(said[0] == said[1]))
slope = 1 - np.tanh(held[:, 100]) ** 2
assert said[1, 4] > 0 and 25 < equal < 45 and slope.max() < 1e-20
print("after four strings a P sounds like a T")
print("after some number between 25 and 45: the same number in float32")

# %%
draw.saturation(strings[:61], said[:, :61])

# %% [markdown]
# *What the unit says against the number of strings read before. After a T it
# begins near 0.8, after a P near −0.8. The line for P rises, crosses 0 after
# three strings, and after ten lies on that for T, close to 1.*
#
# The difference is still in c, where it is 2 as at the beginning. But others
# hear $\tanh(c)$, and there it is gone: the unit is saturated. So is the slope
# of the tanh, and with it the gradient that could teach the unit better. A
# plain "take back exactly what you wrote" would repair it, and nothing in the
# cell enforces that: the smallest remainder adds up.
#
# A factor does not care how large the remainder is. The **forget gate** of
# Gers, Schmidhuber and Cummins (2000) multiplies what was kept:
#
# $$\boldsymbol{c_t} = {\color{#D55E00}{f_t}} \odot \boldsymbol{c_{t-1}} +
# {\color{#0072B2}{i_t}} \odot {\color{#009E73}{g_t}}$$
#
# ### Your turn: the gate
#
# You have written this line once. Write it again into the old cell, here an
# LSTM whose forget gate is 1 for ever: your own step will train below.

# %% exercise="forget_step"

# %% [markdown]
# ### A gate that hears nothing
#
# Could a bias alone do it? With a constant f below 1 everything old fades, so
# c is bounded. But the same f works on the symbol that must be kept.
#
# ### Your turn: choose the bias
#
# The shortest strings have nine symbols, so that new outer symbols come nine
# steps apart or more, and a long string keeps you waiting for 20 steps.

# %% exercise="constant_gate"

# %% [markdown]
# Try three biases on streams of the shortest strings. Every string writes ±1,
# nothing else is written, and the sign of c must be that of the newest.


# %%
def right(bias, seed):
    """Return the share right, for 500 streams of 200 shortest strings."""
    outer = np.random.default_rng(seed).choice([-1, 1], (200, 500))
    ratio, c, found = (1 + np.exp(-bias)) ** -9, 0, []
    for sign in outer:
        c = ratio * c + sign
        found.append(np.sign(c) == sign)
    return np.mean(found)


# %%
shares = {b: [right(b, seed) for seed in range(10)] for b in (2.5, 3.34, 5)}
assert min(shares[2.5]) == 1 and max(shares[5]) < 0.75
assert min(shares[3.34]) > 0.8 and max(shares[3.34]) < 0.999
print("bias 2.5: all right   3.34: 80 to 99.9 %   5: below 75 %, ten seeds")

# %% [markdown]
# So a leak can do it, if nothing else disturbs, and the price is that a fifth
# of the symbol is left after 20 steps. On the real stream something always
# disturbs: Gers and colleagues tried several constant factors, and report that
# none of them was enough. A gate that hears the end of a string pays no price:
# it is open while the symbol waits and shuts when it is no longer needed. That
# takes somebody who knows where a string ends.

# %% [markdown]
# ## A stream without bells
#
# Here are the strings in full. From each place of the graph two symbols may
# come, with equal chances, or only one.

# %%
draw.automaton()

# %% [markdown]
# *A graph of places and arrows with symbols. A string begins with B, then T or
# P, then B; it enters a graph of six places with two loops, in which T, P, S,
# X and V occur, and leaves it with E; then comes the same T or P as at the
# beginning, and E. A dashed arrow leads from the first T or P to the second:
# must be kept all the way.*
#
# This is the **embedded Reber grammar**. Its strings follow each other
# without a gap, and the task is, at each symbol, to say which symbols may come
# next.

# %%
task = ContinualReber(burn_in=1_000, length=20_000)
stream = task.stream(np.random.default_rng(0), 1, 20_000)
text = spell(stream.xs[0])
print(text[:78])

# %%
BORDERS = "ETE", "EPE"  # the last three symbols of a string
ends = [k for k in range(20_000) if text[k - 2 : k + 1] in BORDERS]
lengths = np.diff(ends)
assert lengths.min() == 9 and 11.5 < lengths.mean() < 12.5
assert 21 < np.quantile(lengths, 0.99) < 28
print("symbols in a string: 9 or more, 12 on average, one in a hundred > 21")

# %% [markdown]
# Where are you? The last three symbols tell what may follow, at every place
# but one.

# %%
wanted = stream.targets[0].argmax(-1) + 10 * stream.targets[0].sum(-1)
told_by = {}
for k in range(3, 20_000):
    told_by.setdefault(text[k - 2 : k + 1], set()).add(wanted[k])
print(
    "what follows is open after:", *(s for s in told_by if len(told_by[s]) > 1)
)

# %% [markdown]
# Before the second T or P of a string it cannot be read off its neighbours:
# one symbol in twelve needs a long memory. And no bell rings when a string is
# over. E comes twice in every string, B too, and the network gets no signal
# that something new begins.
#
# ### Your turn: what may come next?
#
# Write the perfect predictor. The graph is given, as a dictionary.

# %%
from lstm_course.checks.exercises.forgetting.grammar import GRAPH, SYMBOLS

print("the columns of the answer:", *SYMBOLS)
for place, ways in GRAPH.items():
    print(f"{place!r:8} {ways}")

# %% exercise="legal_next"

# %%
legal_next = checks.use("legal_next")
np.testing.assert_array_equal(legal_next(text), stream.targets[0])
print("20,000 symbols: the same as the targets of the task")

# %% [markdown]
# One line of yours keeps the outer symbol, and *replaces* it when the next
# comes. The network has to find both by itself.

# %% [markdown]
# ## The bell was ours
#
# Begin as the field did, with single strings. Each starts from h = c = 0. Ten
# networks of the cell without a forget gate, twelve units each, train until
# 97 % of 256 fresh strings are right at every symbol, or for 1,500 updates.

# %%
alone = EmbeddedReber(solved_at=0.97)
small = {"units": 12, "seeds": 10, "batch": 8, "rate": 3e-2}
single = {}

# %% tags=["train"]
single["no forget gate"] = trials.run(
    unroll.NO_FORGET, alone, steps=1_500, **small
)

# %% [markdown]
# They are tested on a stream. From each of 60 we take the first 16 strings and
# ask, for each string by its number: was the second T or P predicted?

# %%
checks.predict("forgetting/bell")


# %%
def returns(text, count=16):
    """Return the places where the outer symbol of a string returns."""
    ends = range(2, len(text))
    found = [k - 1 for k in ends if text[k - 2 : k + 1] in BORDERS]
    return np.array(found[:count])


# %%
def by_string(result):
    """Return the share of outer symbols right, (seeds, strings)."""
    shares = []
    for seed in range(10):
        batch = task.stream(np.random.default_rng(500 + seed), 60, 400)
        answers, told = result.network(seed).answers(batch), []
        for x, y in zip(batch.xs, answers, strict=True):
            due = returns(spell(x))
            told.append((y[due - 1, 1] > y[due - 1, 2]) == (x[due, 1] == 1))
        shares.append(np.mean(told, axis=0))
    return np.array(shares)


# %%
told = {"no forget gate": by_string(single["no forget gate"])}
known = told["no forget gate"][:, 0] > 0.9
lost = told["no forget gate"][known, 1:]
assert known.sum() >= 6 and lost.mean() < 0.6
print("string 1: more than 90 % right in six or more of ten runs;")
print("the strings that follow, in these runs: below 60 % on average")

# %% [markdown]
# They know the grammar, and are lost with the second string; half is what a
# guess gets. What they had learned rested on somebody who put c back to 0 at
# the beginning of each string: we had been ringing the bell. On a stream
# nobody does.
#
# So we take the cell with the gate, and let its bias start where you would
# put it.

# %%
bias, _, _ = checks.use("constant_gate")()
checks.predict("forgetting/gate")

# %% tags=["train"]
single["LSTM"] = trials.run(
    unroll.LSTM, alone, steps=1_500, bias=ForgetBias(bias), **small
)

# %%
told["LSTM"] = by_string(single["LSTM"])
known = told["LSTM"][:, 0] > 0.9
lost = told["LSTM"][known, 1:]
assert known.sum() >= 3 and lost.mean() < 0.65
print("LSTM, string 1: more than 90 % right in three or more of ten runs;")
print("the strings that follow, in these runs: below 65 % on average")

# %%
draw.by_string(told, "Learned on single strings, lost on the stream")

# %% [markdown]
# *Two panels, the cell without a forget gate and the LSTM: the share of outer
# symbols right, against the number of the string in the stream, a thin line
# for each run and a thick one for the median. At the first string most runs
# of the left panel are near 1, and several of the right one; from the second
# string on nearly all lines run about the dotted one at one half.*
#
# A gate is an opportunity. On single strings nothing was ever gained by
# emptying the cell at the end, so no error taught the gate to do it. An LSTM
# does not forget; it *can learn to*. That is the title of the paper, and it
# has to be taken at its word.

# %% [markdown]
# ## Learn it on the stream
#
# Now both train on the stream itself. A batch holds the next 50 symbols of
# eight streams, the state is carried from batch to batch, and Adam takes a
# step. Every 100 updates a network reads 3,000 symbols that it never trains
# on; when it predicts 95 % of the outer ones after the first 500, the run ends
# as *solved*. It has 2,000 updates.


# %%
class Told(ContinualReber):
    """The stream; a test counts the outer symbols that are predicted."""

    def right(self, outputs, batch):
        return self.outer_right(outputs, batch)


# %%
learned = Told(streams=1, length=3_000, burn_in=500, solved_at=0.95)
way = {**small, "steps": 2_000, "every": 100}
runs = {}

# %% [markdown]
# One thing we do as it was done then. In 1997 and in 2000 the gradients were
# **cut**: an error that has reached a gate or the candidate changes their
# weights, and goes no farther. Back in time it travels along c alone. A
# function around the step does that, since `tf.stop_gradient` lets a number
# pass and no gradient.


# %%
def cut(cell):
    """Return a cell whose gates send no gradient back in time."""

    def step(x, h_prev, c_prev, weights):
        return cell.step(x, tf.stop_gradient(h_prev), c_prev, weights)

    return cell.using(step=step)


# %% [markdown]
# And the LSTM is your own step, if it has passed. Its forget bias starts at
# 0, every gate half open: a gate that starts nearly open starts as the cell of
# 1997.

# %%
forget_step = checks.use("forget_step")
yours = unroll.LSTM.using(
    step=lambda x, h, c, weights: Step(*forget_step(x, h, c, *weights))
)

# %%
checks.predict("forgetting/stream")

# %% tags=["train"]
runs["no forget gate"] = trials.run(cut(unroll.NO_FORGET), learned, **way)

# %% tags=["train"]
runs["LSTM"] = trials.run(cut(yours), learned, bias=ForgetBias(0.0), **way)

# %%
both = "LSTM", "no forget gate"
curves = {name: runs[name].survival() for name in both}
title = "Gradients cut: most learn it with the gate, hardly any without"
draw_landmarks.survival(curves, 2_000, title)

# %% [markdown]
# *The share of ten runs that have not solved the stream, against the updates.
# Without a forget gate the line stays at 1, or next to it. That of the LSTM
# falls from about update 500 on and ends below one half.*

# %%
old, new = runs["no forget gate"].share, runs["LSTM"].share
assert old.count <= 1 and new.count >= 5 and new.low > old.low
print("solved within 2,000 updates: no forget gate one of ten or none,")
print("LSTM five of ten or more")

# %% [markdown]
# What has become of c? Each network reads 20,000 new symbols, from h = c = 0,
# in one go.


# %%
def on_stream(result, index, length=20_000):
    """Return a new stream, and a run's network and its steps on it."""
    batch = task.stream(np.random.default_rng(1_000 + index), 1, length)
    network = result.network(index)
    return batch, network, network.steps(batch.xs)


# %%
def largest(result):
    """Return the largest |c| so far, (seeds, symbols)."""
    found = [np.abs(on_stream(result, k)[2].c[0]) for k in range(10)]
    return np.maximum.accumulate(np.max(found, axis=2), axis=1)


# %%
sizes = {name: largest(result) for name, result in runs.items()}
draw.growth(sizes)

# %% [markdown]
# *The largest |c| so far against the number of symbols read, both axes
# logarithmic, ten lines for each cell. Without a forget gate all ten rise in
# straight lines to thousands. Those of the LSTM rise to some tens or
# a hundred within the first hundreds of symbols and are nearly flat from
# there.*

# %%
growth = {name: rows[:, -1] / rows[:, 999] for name, rows in sizes.items()}
assert growth["no forget gate"].min() > 15
assert sizes["no forget gate"][:, -1].min() > 1_000
assert np.median(growth["LSTM"]) < 2
assert np.median(sizes["LSTM"][:, -1]) < 300
print("from 1,000 to 20,000 symbols the largest |c| grew")
print("no forget gate: more than 15-fold, to over 1,000, in 10 of 10 runs")
print("LSTM, median: less than twofold, to less than 300")

# %% [markdown]
# Twenty times the symbols, twenty times the state: there is a unit whose c
# grows by the same amount, symbol after symbol, for as long as you care to
# look.
#
# The paper counted as success one million symbols without a single fault. With
# forget gates **18 %** of its runs got there, and **62 %** with a learning
# rate that decays; of the runs of a cell without the gate whose state was set
# to zero from outside at the beginning of each string, **74 %**. Ours are not
# the same figures: 95 % of the outer symbols and not a million faultless ones,
# twelve cells and not four blocks of two, and Adam. Their gates started
# otherwise, too, block by block: the forget gates half to nearly open, the
# input gates half to nearly shut. But the claim stands: without the gate the
# state grows and the stream is not learned, and the gate repairs it. Not in
# every run, neither there nor here.

# %% [markdown]
# ## Who empties the cell?
#
# Nobody tells the LSTM where a string ends. When does it let go of the old
# outer symbol?

# %%
checks.predict("forgetting/ends")

# %% [markdown]
# First a look at a solved run. For each unit take the mean of its forget gate
# at the B and at the T or P with which a string begins, and at two steps
# inside of strings.


# %%
def beginnings(text):
    """Return the places of the first B of each string but the first."""
    return returns(text, count=-1) + 2


def dips(steps, text):
    """Return how much lower f is at B and T or P than inside, (units,)."""
    begin, f = beginnings(text), steps.f[0]
    inside, border = (
        np.mean([f[begin + k].mean(axis=0) for k in places], axis=0)
        for places in ((4, 5), (0, 1))
    )
    return inside - border


# %%
best = int(np.argmax(runs["LSTM"].solved))
batch, network, steps = on_stream(runs["LSTM"], best, length=2_000)
text, f, c = spell(batch.xs[0]), steps.f[0], steps.c[0]
units = np.argsort(-dips(steps, text))[:3]

# %%
first = beginnings(text)[-10] + 1
shown = slice(first, first + 44)
ends = returns(text[shown], count=None) + 1
title = "Some forget gates shut where one string gives way to the next"
draw.emptied(text[shown], f[shown][:, units], c[shown][:, units], ends, title)

# %% [markdown]
# *Three units of a solved run over 44 symbols: for each the forget gate as a
# row of fields, yellow for open and dark for shut, and below it the state c.
# Red lines mark where a string ends. Dark fields gather behind the red lines,
# and c steps back towards zero there; some dark fields lie within the
# strings.*
#
# But a gate hears the symbols, so every gate moves at some of them. Whether
# this movement does the forgetting, one can try: hold all forget gates at 1 at
# certain steps, and leave everything else as it was learned.


# %%
def held_open(network, xs, places):
    """Return the answers, (time, 7), with f = 1 at the places."""
    (W, U, b), V, v = network.parameters
    h = c = np.zeros(12)
    told, hold = [], np.isin(np.arange(len(xs)), places)
    for x, held in zip(xs, hold, strict=True):
        i, f, g, o = np.split(x @ W + h @ U + b, 4)
        f = 1 if held else 1 / (1 + np.exp(-f))
        c = f * c + np.tanh(g) / (1 + np.exp(-i))
        h = np.tanh(c) / (1 + np.exp(-o))
        told.append(h @ V + v)
    return np.array(told)


# %%
where = {"nowhere": (), "last E": (-1,), "B, T or P": (0, 1), "inside": (4, 5)}


def right_if_held(index, places):
    """Return the share of outer symbols right with f = 1 at the places."""
    batch, network, _ = on_stream(runs["LSTM"], index, length=4_000)
    begin = beginnings(spell(batch.xs[0]))
    steps = np.concatenate([begin + k for k in places] or [[]])
    told = held_open(network, batch.xs[0], steps)
    return learned.outer_right(told[None], batch)[0]


# %%
solved = np.flatnonzero(runs["LSTM"].solved)
kept = {
    name: np.array([right_if_held(index, places) for index in solved])
    for name, places in where.items()
}

# %%
draw.runs(kept, "Open at the beginning of a string: it only guesses")

# %% [markdown]
# *Four rows of dots, the solved runs: the share of outer symbols right. With
# no gate held the dots lie near 1. Held open at the last E of each string most
# lie above 0.8; at two steps inside of strings between 0.6 and 1; at B and T
# or P they lie around the dotted line at one half.*

# %%
held = {name: shares.mean() for name, shares in kept.items()}
assert held["nowhere"] > 0.9 and held["B, T or P"] < 0.65
assert min(held["last E"], held["inside"]) > held["B, T or P"] + 0.1
print("solved runs, on average: over 90 % right; with all forget gates at 1")
print("at B and T or P below 65 %, at the last E or inside of strings ten")
print("points more than that, at least")

# %% [markdown]
# So the gates do empty the cell, at the last moment: when the new string
# begins and its symbol is about to be written. At the last E, where the old
# symbol has become useless, they could wait, and did. The place can be worked
# out from what the units hear: an E is the last if it follows a T or P after
# an E, and the B behind it begins something new. (They also work inside of the
# strings, where other units keep the place in the graph.)

# %% [markdown]
# ### Your turn: read a trace
#
# One unit of another network, over 30 symbols that you cannot see. It keeps T
# as +1 and P as −1. What was written, when was it told, and where did a
# string end?

# %%
from lstm_course.checks.exercises.forgetting.trace import unknown_stream

title = "One unit and four strings: who wrote, who told, who emptied?"
draw_lstm.signals(unknown_stream(), title=title)

# %% [markdown]
# *Three strips show the gates over 30 steps. The input gate i is open at steps
# 4, 13, 16 and 23; the forget gate f is shut at 2, 11, 21 and 30 and a little
# at 25; the output gate o is open at 9, 12, 19 and 28. The candidate g is
# large at step 4, negative, and at steps 7, 13 and 23, positive. The state c
# is near 0.9 at step 1 and 0 at step 2, near −0.9 from step 4 to 10, near 0.9
# from 13 to 20 and from 23 to 29, and near 0 elsewhere; h differs from 0 at
# steps 9, 19 and 28.*

# %% exercise="read_stream"

# %% [markdown]
# ## Where the effect disappears
#
# Four small changes to the experiment, each of which somebody would make
# without a second thought.
#
# ### Gradients that are not cut
#
# Every library follows an error through the gates as well, as far back as the
# batch reaches. We give it 3,000 updates.

# %%
checks.predict("forgetting/full")

# %% tags=["train"]
longer, full = {**way, "steps": 3_000}, {}
full["no forget gate"] = trials.run(unroll.NO_FORGET, learned, **longer)

# %% tags=["train"]
full["LSTM"] = trials.run(yours, learned, bias=ForgetBias(0.0), **longer)

# %%
curves = {name: full[name].survival() for name in both}
title = "Gradients not cut: even without the gate it is learned"
draw_landmarks.survival(curves, 3_000, title)

# %% [markdown]
# *The same two curves with gradients that are not cut. That of the LSTM falls
# from about update 400 on and is at or near 0 by update 2,000. That of the
# cell without a forget gate falls too, several hundred updates later.*

# %%
grown = largest(full["no forget gate"])[:, -1]
late, gated = full["no forget gate"], full["LSTM"]
soon = (late.solved & (late.steps <= 2_000)).sum()
assert soon >= old.count + 2 and grown.min() > 1_000
assert gated.median < (late.median or 3_000)
print("no forget gate: in the same 2,000 updates two runs more, at least;")
print("its largest |c|: over 1,000 in 10 of 10")
print("the median LSTM solved it sooner than the median of these")

# %% [markdown]
# The state grows as before, and yet runs learn to predict the outer symbol.
# How does a network remember with cells that are saturated?
#
# Look at what is left of it. Where |c| is large, $\tanh(c)$ is 1 or −1, once
# and for all. Then $h = o \odot \tanh(c)$ is the *output gate* with a sign
# before it:
#
# $${\color{#5A2D00}{h_t}} = \pm\,{\color{#CC79A7}{o_t}} =
# \pm\,\sigma(x_t W_o + {\color{#5A2D00}{h_{t-1}}} U_o + b_o).$$
#
# You know this formula. It is a plain RNN with a sigmoid, and the "cell" in it
# is nothing but a sign. Let us run that RNN beside the network, with the signs
# and h of symbol 10,000.


# %%
def gates_alone(network, signs, h, xs):
    """Return h, (time, units), of an RNN made of the output gates."""
    W, U, b = (part[..., -12:] for part in network.parameters.cell)
    hs = []
    for x in xs:
        h = signs / (1 + np.exp(-(x @ W + h @ U + b)))
        hs.append(h)
    return np.array(hs)


# %%
apart, alive = [], []
for index in np.flatnonzero(late.solved):
    batch, network, steps = on_stream(full["no forget gate"], index, 12_000)
    c, h = steps.c[0], steps.h[0]
    xs = batch.xs[0, 10_001:]
    hs = gates_alone(network, np.sign(c[10_000]), h[10_000], xs)
    apart.append(np.abs(hs - h[10_001:]).max())
    alive.append((np.abs(c[10_000:]).min(axis=0) < 10).sum())

# %%
same = sum(distance < 1e-3 for distance in apart)
assert 2 * same >= len(apart) and max(alive) <= 2
print("over 2,000 symbols the output gates alone give the same h, to 1e-3,")
print("in half of the solved runs or more; in the others at most two units")
print("have a |c| that comes below 10")

# %% [markdown]
# Where another run is not the same, a unit or two still come below 10; they
# are not yet mere signs. But half of these networks or more have no such cell
# at all, and have learned to do without. Their memory runs from output gate to
# output gate.
#
# If you cut the gradient at the gates, you take just this way out from the
# network: nothing then teaches a gate to say something now that another gate
# needs later. This is a likely reason why the result of 2000 was so clear, and
# why it is hard to see today.
#
# ### A control that is none
#
# If a dead cell is a plain RNN, what will a plain RNN do? It gets a learning
# rate that suits it, 0.01.

# %%
checks.predict("forgetting/rnn")

# %% tags=["train"]
slower = {**way, "rate": 1e-2}
full["tanh RNN"] = trials.run(unroll.RNN, learned, **slower)

# %%
assert full["tanh RNN"].share.count >= 5
print("tanh RNN: solved by five of ten or more")

# %% [markdown]
# It has no sum at all: its state stays between −1 and 1 by construction, and
# the lag is short, five steps in a quarter of the strings. When it does well,
# that says nothing about a cell that adds.
#
# ### Windows that start from zero
#
# Back to the cut gradients. A data loader makes windows of 50 symbols, and
# each begins with h = c = 0. Nothing else is different: the cell without a
# forget gate, the symbols, and the test, which reads 3,000 symbols in one go.

# %%
checks.predict("forgetting/windows")


# %%
class Windowed(Told):
    """The stream, cut into windows that begin with h = c = 0."""

    carried = False


zeroed = Windowed(streams=1, length=3_000, burn_in=500, solved_at=0.95)

# %% tags=["train"]
runs["windows"] = trials.run(cut(unroll.NO_FORGET), zeroed, **way)


# %%
def small_units(result, index):
    """Return how many units have |c| < 10 throughout the second half."""
    c = np.abs(on_stream(result, index)[2].c[0])
    return (c[10_000:].max(axis=0) < 10).sum()


# %%
cut_up = runs["windows"]
alive, before = (
    np.array([small_units(result, index) for index in range(10)])
    for result in (cut_up, runs["no forget gate"])
)
assert cut_up.share.count >= 2 and alive[cut_up.solved].min() >= 1
assert (alive > 0).sum() >= 5 and (before > 0).sum() <= 3
assert largest(cut_up)[:, -1].min() > 1_000
print("windows from zero: solved by two of ten or more, without the gate;")
print("the largest |c| on the stream: over 1,000 all the same, in 10 of 10.")
print("A unit that stays below 10: in five networks or more, and in each that")
print("solved it; after training with the state carried, in three or fewer")

# %% [markdown]
# Some runs learn it now (three of ten with some seeds, seven with others), and
# not because the state no longer grows: let these networks read the stream,
# and most of their units climb into the thousands. One or two do not. They
# write the outer symbol and take back what they wrote, over and over, which
# was the plan of 1997.
#
# So it is the *learning* that an overflow stops. Where |c| is large the slope
# of the tanh is 0, and a unit that is saturated before it has learned to take
# back will never learn it. In 50 symbols no sum gets far, and the loader, who
# empties the cell every time, keeps the units teachable. With windows that
# begin where a string begins you have seen it before: they are the single
# strings, and they are the 74 % of the paper.
#
# ### The first symbols of a test
#
# Last, a trap that hides what works. The LSTM has carried its state since its
# first update. A test begins with h = c = 0.


# %%
def faults(index):
    """Return the share of wrong predictions, (100,), symbol by symbol."""
    batch = task.stream(np.random.default_rng(3_000 + index), 200, 100)
    told = runs["LSTM"].network(index).answers(batch)
    error = np.abs(batch.targets - 1 / (1 + np.exp(-told)))
    return (error.max(axis=-1) >= 0.49).mean(axis=0)


# %%
wrong = np.array([faults(k) for k in np.flatnonzero(runs["LSTM"].solved)])
start, rest = wrong[:, :10].mean(), wrong[:, 50:].mean()
assert start > 0.1 and start > 3 * rest
print("solved runs, predictions wrong: among the first ten symbols more than")
print("10 %, three times as many as from symbol 51 on, or more")

# %% [markdown]
# An empty cell is a state that the network has not met since its first update.
# It gets over it, in some tens of symbols. A test on short streams measures
# this start; we leave out the first 500 symbols or more.

# %% [markdown]
# ### Deeper: does it depend on the settings?
#
# Twelve units, one rate, 2,000 updates. The same four experiments, gradients
# cut or whole, with three rates, with 4 units and with 16, and with 8,000
# updates, were **precomputed** by `data/sweeps/make_forgetting.py`, ten seeds
# each.

# %%
table = datasets.sweep("forgetting")
sweep = {}
for (gradient, cell, *setting), rows in table.groupby(
    ["gradient", "cell", "rate", "units"]
):
    counts = [
        share((rows["solved"] & (rows["steps"] <= most)).sum(), len(rows))
        for most in (2_000, 8_000)
    ]
    name = f"{gradient}: {'LSTM' if cell == 'LSTM' else 'no gate'}"
    sweep.setdefault(name, {})[tuple(setting)] = counts

# %%
title = "Gradients cut: without the gate none of 60 runs, at any setting"
draw_landmarks.sweep(sweep, title)

# %% [markdown]
# *Four panels, gradients cut and whole, each for both cells: the share of ten
# runs solved within 8,000 updates, hollow for 4 units and filled for 16, at
# three learning rates; a dash marks the share within 2,000. Cut, without a
# forget gate: all at 0. Cut, LSTM: with 16 units at 1, with 4 units below one
# half. Whole, without: with 4 units at or near 0, with 16 at 0.8 or 1, and the
# dashes far below. Whole, LSTM: with 16 units at 1, with 4 units from 0.4 to
# 0.8.*

# %%
by_cell = table.groupby(["gradient", "cell"])
counts = by_cell["solved"].sum()
assert counts["cut", "no forget gate"] == 0 and counts["cut", "LSTM"] > 30
assert counts["whole", "LSTM"] > counts["whole", "no forget gate"] > 20
sizes = table.groupby("cell")["largest_c"]
assert sizes.min()["no forget gate"] > 1_000 and sizes.max()["LSTM"] < 100
for (gradient, cell), solved in counts.items():
    print(f"gradients {gradient}, {cell}: {solved} of 60 solved")
print("largest |c| on 20,000 symbols, in each of 120 runs:")
print("no forget gate over 1,000, LSTM below 100")

# %% [markdown]
# The growth and the order of the two cells do not depend on the settings.
# Without the gate the state grows in every run; with cut gradients none of
# them learns the stream, in four times the updates; with whole ones many do,
# later than the LSTM, and next to none with four units, which is few for an
# RNN made of output gates.

# %% [markdown]
# ### Your turn: find the traps
#
# Seven experiments from somebody's notes, and eight remarks.

# %%
from lstm_course.checks.exercises.forgetting.traps import FLAWS, NOTES

for letter, note in NOTES.items():
    print(letter, note)

# %%
for number, flaw in FLAWS.items():
    print(number, flaw)

# %% exercise="name_the_traps"

# %% [markdown]
# ## What we found

# %% ignore="on another machine a run or two end differently"
fails, alone_runs = runs["no forget gate"], single["no forget gate"]
published = "18 %, 62 % (10⁶ symbols)"
findings = Findings(
    Finding("gradients cut, no forget gate", "2000", "in words: fails", fails),
    Finding("gradients cut, LSTM", "2000", published, runs["LSTM"]),
    Finding("string by string, no forget gate", "2000", "74 %", alone_runs),
    Finding("windows from zero, no forget gate", "–", "–", runs["windows"]),
    Finding("gradients whole, no forget gate", "–", "–", late),
    Finding("gradients whole, LSTM", "–", "–", gated),
    Finding("gradients whole, tanh RNN", "–", "–", full["tanh RNN"]),
)
findings

# %% [markdown]
# | claim | published | measured here |
# |---|---|---|
# | a sum never emptied says one thing for all | | equal in float32 |
# | learned on single strings, good on the stream | | **no**: lost |
# | … with a forget gate | | **no**: it has to learn to forget |
# | without the gate c grows without bound | 2000 | 15-fold or more, 10 of 10 |
# | … and the stream is not learned | 2000 | one of 10 or none; 0 of 60 |
# | the forget gate repairs it | 18 %, 62 % | 5 of 10 or more, **not all** |
# | … or a reset from outside | 74 % | single strings: 6 of 10 or more |
# | … or windows that start from zero, in training | | 2 of 10 or more |
# | gates empty the cell between strings | 2000 | held open: below 65 % |
# | without a gate whole gradients fail, too | | **no**: 29 of 60 learn it |
# | a tanh RNN fails here | | **no**: 5 of 10 or more learn it |
#
# Cautions. "Without bound" is seen over 20,000 symbols. An unsolved run is
# unsolved within its updates, and no more; of 60 are those of the precomputed
# sweep. And the row of 74 % is scored here on single strings, in the paper on
# a stream with resets.
#
# A sum that is never emptied is a fault on a stream. But there are things of
# which one wants nothing but the sum. How many a's were there? **Can it
# count? Can it track a state?** That is the next chapter.
#
# **Sources.** F. Gers, J. Schmidhuber, F. Cummins, "Learning to forget:
# continual prediction with LSTM", *Neural Computation* 12, 2000: the stream,
# the forget gate, the cut gradients, the figures. S. Hochreiter, J.
# Schmidhuber, "Long short-term memory", *Neural Computation* 9, 1997: the cell
# without the gate, the embedded Reber grammar.

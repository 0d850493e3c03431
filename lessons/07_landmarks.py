# %% [markdown]
# # Do the claims of 1997 hold?
#
# At the end of this chapter you can put a claim about recurrent networks to
# the test: write its task, fix the seeds and the budget before you look, and
# say what the counts show and what they do not. You know which of the famous
# results stand, which one stands for another reason than is usually given,
# and where an LSTM fails with the start that Keras gives it.
#
# You need about 75 minutes; your machine needs about a minute and a half. You
# should know the adding problem (from "Why do plain RNNs forget?") and what a
# forget bias does to a gradient (from "How do gradients get through the
# gates?"). First, three quick questions.

# %%
from lstm_course import checks

checks.recall("landmarks")

# %%
import numpy as np

from lstm_course import datasets, trials, unroll
from lstm_course.figures import landmarks as draw
from lstm_course.findings import Finding, Findings
from lstm_course.models import ForgetBias, InputBias
from lstm_course.runtime import tf
from lstm_course.tasks import Adding, Batch, EmbeddedReber, TemporalOrder
from lstm_course.trials.result import share

# %% [markdown]
# ## Ten seeds, and what they show
#
# The paper of 1997 made the LSTM known with six experiments. The fourth is
# the adding problem, and you have met it twice, in the form that is used
# today: a hundred random numbers, two of them marked, one in each half; the
# answer at the end is their sum.

# %%
task = Adding(time=100, solved_at=0.6)
one = task.draw(np.random.default_rng(0), 1)
print("marked steps:", np.flatnonzero(one.xs[0, :, 1]) + 1)
print(f"to be answered: {one.targets[0, 0]:.2f}")
print(f"error of a blind guesser: {task.blind:.4f}")

# %% [markdown]
# Twice you have written the loop that trains on it. From here on `trials.run`
# does that, with the same Adam and the same clipping, and for each seed a
# network and batches of its own. Every 50 steps a network is tested on the
# same 512 sequences, which it never trains on. When six of ten sums are right,
# to within 0.08, the task is *solved* and the run ends. (That is an error of
# about 0.01, a seventeenth of the baseline; with one of the two numbers, or
# with neither, a network is right about one time in six.) A run that has not
# got there when its steps are used up is *not solved within its budget*, and
# that is all we may say about it.

# %% tags=["train"]
budget, ten = 1_000, {"units": 8, "seeds": 10, "rate": 0.03}
adding = {"RNN": trials.run(unroll.RNN, task, steps=budget, **ten)}

# %%
ends = [losses[-100:].mean() for losses in adding["RNN"].losses]
assert adding["RNN"].share.count == 0
assert min(ends) > task.blind - 0.02
print("RNN: solved by none of ten; none ends 0.02 or more below 1/6")

# %% [markdown]
# With every seed the RNN does no better than the mean, as yours did. Now the
# LSTM. Its forget gates start with a bias of 1 in Keras. What if we leave that
# out?

# %%
checks.predict("landmarks/forget-bias")

# %% tags=["train"]
for bias in (1, 0):
    adding[f"b_f = {bias}"] = trials.run(
        unroll.LSTM, task, steps=budget, bias=ForgetBias(bias), **ten
    )

# %%
curves = {name: runs.survival() for name, runs in adding.items()}
draw.survival(curves, budget, "One bias decides how many get there")

# %% [markdown]
# *The share of ten runs that have not solved the adding problem, against the
# training steps. The line of the RNN stays at 1. With b_f = 1 it falls from
# about step 650 on, and is at 0, or next to it, at step 1,000. With b_f = 0
# it begins to fall later and ends much higher. At the end of each line stands
# how many of the ten have solved it, and a tick if some have not.*
#
# This is a **survival curve**, the way in which medicine counts patients.
# Each tenth that it falls is a run that has solved the task. It treats what
# we do not
# know as unknown: an unsolved run is *censored* at the end of its budget, and
# that is what the tick says. It is not dropped, for then a start that works
# once in ten but quickly would look best; and it does not count as solved at
# the last step, for then giving up early would make every network fast. Where
# a curve passes one half you read the median; where it does not, there is
# none.
#
# How sure are such counts? If a setting solves the task in a share p of all
# seeds, ten seeds show some number around 10 p. The **Wilson interval** turns
# that round: it is made so that in 95 of 100 such experiments it holds p.

# %%
for count in (0, 3, 6, 10):
    print(share(count, 10))

# %% [markdown]
# Ten of ten does not mean "always", and none of ten does not mean "never".
# Two counts whose intervals do not overlap show a difference. (If they do
# overlap, a sharper test may still find one. More seeds are better than a
# sharper test.)

# %%
with_1, with_0 = (adding[f"b_f = {bias}"].share for bias in (1, 0))
assert with_1.count >= 7 and with_0.count < with_1.count
print("b_f = 1: seven of ten or more; b_f = 0: fewer than b_f = 1")

# %% [markdown]
# Nothing but the start of one bias differs, and it could be learned in a few
# dozen steps. But b_f = 0 halves the state at every step, b_f = 1 keeps 73 %
# of it, and the gradient that should open the gates has to come through them.
# When the budget ends, most runs with b_f = 0 have not arrived, and that is
# all we know of them. Jozefowicz, Zaremba and Sutskever (2015) found, on other
# tasks, that the bias of 1 closed the gap between the LSTM and its rivals, and
# since then it is what Keras does.
#
# ### Your turn: what do ten runs show?
#
# Three settings, ten runs each.

# %%
from lstm_course.checks.exercises.landmarks.survival import three_settings

settings = three_settings()
draw.survival(settings, 1_000, "Three settings: which is the fastest?")

# %% [markdown]
# *Three survival curves. A falls by a tenth at steps 310, 380, 430, 470, 520,
# 560, 640, 700, 780 and 910, to 0; B at 90, 120, 150, 210, 260 and 330, and
# stays at 0.4. C falls at 60, 80 and 140, and stays at 0.7.*

# %% exercise="what_runs_show"

# %% [markdown]
# ## A landmark, and why it stood
#
# The first experiment of 1997 is the **embedded Reber grammar**. Strings are
# drawn from a small automaton; a network reads them and names, at each
# symbol, all that may follow. One thing makes it hard: the second symbol, T
# or P, comes back as the last but one, and what lies between tells nothing
# about it.

# %%
reber = EmbeddedReber()
strings = reber.draw(np.random.default_rng(0), 4)
lengths = strings.counts.sum(axis=1).astype(int)
for xs, length in zip(strings.xs, lengths, strict=True):
    print("".join("BTPSXVE"[k] for k in xs[:length].argmax(-1)))

# %% [markdown]
# The paper reports that LSTM solved it, after 8,440 strings at best, and that
# the plain recurrent networks it was compared with did not, or only now and
# then. You have a tanh RNN, Adam, and the full gradient through time. A run
# has solved it when it is right at every symbol of 256 strings.

# %%
checks.predict("landmarks/reber")

# %% tags=["train"]
small = {"units": 12, "batch": 8, "seeds": 10, "steps": 4_000}
found = {"RNN": trials.run(unroll.RNN, reber, **small)}

# %%
solved = found["RNN"].share.count
assert solved >= 4
print("plain RNN: solved by four of ten or more within 32,000 strings")

# %% [markdown]
# So "plain RNNs cannot do this" is false. What was different in 1997? One of
# the paper's rivals, the Elman network, is a plain RNN like ours, but its
# gradient was cut off after a single step back: the old h counts as a fixed
# input. We can do that to ours, and leave everything else as it is: the way
# back through a step says that the old h is not to blame.


# %%
def one_step_back(dh, step, x, h_prev, weights):
    grads = unroll.RNN.step_backward(dh, step, x, h_prev, weights)
    return grads._replace(dh_prev=tf.zeros_like(h_prev))


elman = unroll.RNN.using(step_backward=one_step_back)

# %% tags=["train"]
found["one step"] = trials.run(elman, reber, **small)

# %%
cut = found["one step"].share.count
assert cut <= 1 and cut < solved
print("with the gradient of one step: by one of ten, or none")

# %% [markdown]
# The cell is the same, and so are its start and Adam. What it has lost is the
# blame for what it did a few steps ago, and the echo of the second symbol
# needs just that. Another rival of 1997 had the whole gradient, by real-time
# recurrent learning, and solved the task in some of its runs; there was no
# Adam, and the rest we have not taken apart. But the lag here is short, five
# steps in the shortest string (which has nine symbols), and a gradient
# survives those, as you know from "Why do plain RNNs forget?". The experiment
# shows that the LSTM learned it *in 1997*. It does not show that an RNN
# cannot.
#
# ## Four papers, five starts
#
# Experiment 6a of 1997 is the **temporal order problem**. A long sequence of
# the symbols a, b, c, d begins with B and ends with E. Somewhere between
# steps 10 and 20 stands an X or a Y, and between 50 and 60 another. At the
# end, after 100 to 110 steps, a network is to say which of the four pairs it
# was. The paper's LSTM took 31,390 sequences, and was then wrong in 1 of
# 2,560.
#
# ### Your turn: write its generator
#
# Yours may keep to one length.

# %% exercise="temporal_order"

# %%
temporal_order = checks.use("temporal_order")
rng = np.random.default_rng(0)
symbols, classes = temporal_order(rng, 3, 60, (5, 10), (30, 40))
for row, which in zip(symbols, classes, strict=True):
    print("".join("abcdXYBE"[k] for k in row), ("XX", "XY", "YX", "YY")[which])

# %% [markdown]
# ### Your turn: before you train anything
#
# A gate that starts at σ(b) keeps that share at each step, until training has
# moved it. How much of a mark is left when the answer is due?

# %% exercise="kept_over_the_lag"

# %% [markdown]
# The cell of 1997 has no forget gate and keeps everything: its factor is 1.
# (It had its input gates start almost shut, with biases of −2 and −4 in this
# experiment, lest everything be written. We take −1. And it is in today's
# dress: the original also squashed g to [−2, 2], had blocks of several cells,
# and cut its gradients.) Gers, Schmidhuber and Cummins (2000) gave it the
# forget gate, and found on the sister task with three marks that b_f = 5
# trains as fast as the cell of 1997 and b_f = 1 about three times as long.
# Keras chose 1, for all tasks, after Jozefowicz, Zaremba and Sutskever (2015).
#
# Tallec and Ollivier (2018) take a third way. A gate that keeps f = u/(1 + u)
# has a memory of about u steps, and its bias is log u. Why should all units
# have the same? **Chrono initialisation** draws a u for each unit, uniform
# between 1 and T − 1, and shuts the input gate by as much as it opens the
# forget gate. T is the longest range of the task, and it has to be *told*: no
# other start knows anything about the task.
#
# ### Your turn: the chrono initialiser

# %% exercise="chrono_bias"

# %%
chrono_bias = checks.use("chrono_bias")


def chrono(rng, units):
    """Start with time scales of up to 100 steps."""
    return chrono_bias(rng, units, longest=100)


biases = chrono(np.random.default_rng(0), units=4)
print("b_f of four units:", biases[4:8].round(1))

# %% [markdown]
# Five starts, then, each with twenty seeds, as few as four units, and 1,000
# steps of 32 sequences, about as many sequences as the paper's LSTM took.
# Solved means that 99 % of 512 sequences are told right. You have computed
# what is left of a mark with b_f = 1. But you have also seen that a start is
# only a start.

# %%
checks.predict("landmarks/five-starts")

# %%
starts = {
    "RNN": (unroll.RNN, None),
    "b_f = 1": (unroll.LSTM, ForgetBias(1)),
    "b_f = 5": (unroll.LSTM, ForgetBias(5)),
    "1997": (unroll.NO_FORGET, InputBias(-1, gates=3)),
    "chrono": (unroll.LSTM, chrono),
}


# %%
def order_runs(name):
    """Train twenty seeds of a start on temporal order."""
    cell, bias = starts[name]
    task = TemporalOrder("6a")
    return trials.run(
        cell, task, units=4, seeds=20, steps=1_000, bias=bias, label=name
    )


# %% tags=["train"]
order = {name: order_runs(name) for name in ("RNN", "b_f = 1")}

# %% tags=["train"]
order |= {name: order_runs(name) for name in ("b_f = 5", "1997", "chrono")}

# %%
curves = {name: runs.survival() for name, runs in order.items()}
title = "Two of the starts hardly begin to solve it"
draw.survival(curves, 1_000, title, runs=20)

# %% [markdown]
# *Five survival curves of twenty runs each, over 1,000 training steps. The
# RNN and the LSTM with b_f = 1 stay at 1, or next to it. With b_f = 5 and in
# the cell of 1997 the curves come down by and by between steps 200 and 800,
# and end somewhere around one half. With chrono initialisation the curve
# falls steeply from step 150 on, passes one half before step 500, and is at 0,
# or next to it, in the end.*

# %%
shares = {name: runs.share for name, runs in order.items()}
draw.shares(shares, "The intervals of chrono and b_f = 1 are far apart")

# %% [markdown]
# *Five dots with 95 % intervals on an axis from 0 to 1. RNN and b_f = 1 lie
# at 0, with intervals that reach to about 0.16. b_f = 5 and 1997 lie in the
# middle, with wide intervals that overlap. chrono lies at 1, and its interval
# begins above 0.8.*

# %%
rnn, default, five, old, told = (shares[name].count for name in starts)
assert rnn == 0 and default <= 1
assert 3 <= five <= 18 and old >= 4 and told >= 18
assert order["chrono"].median <= 500
print("of twenty: RNN none, b_f = 1 one or none, b_f = 5 three to eighteen,")
print("1997 four or more, chrono eighteen or more, half of them by step 500")

# %% ignore="on another machine a run or two end differently"
four_papers = Findings(
    Finding("6a: cell of 1997", "1997", "31,390 sequences", order["1997"]),
    Finding("6a: b_f = 5", "2000", "as 1997 (on 6b)", order["b_f = 5"]),
    Finding("6a: b_f = 1", "2000", "3 × as long (on 6b)", order["b_f = 1"]),
    Finding("6a: chrono, told T", "2018", "–", order["chrono"]),
    Finding("6a: plain RNN", "–", "–", order["RNN"]),
)
four_papers

# %% [markdown]
# The claim of 1997 holds: a cell that keeps everything learns what a plain
# RNN does not. Twenty seeds at one setting do not tell it from b_f = 5, which
# the claim of 2000 puts beside it. And the start that everybody uses, because
# it is the default, learns next to nothing here. That chrono wins needs its
# footnote: it was told that a hundred steps matter.
#
# ### Read a trace
#
# What did the successful networks do with their gates? One sequence, with
# marks at steps 15 and 55, and the forget gates of a trained network from
# three of the starts.

# %%
probe = TemporalOrder("6a", marks=((15, 15), (55, 55)), lengths=(105, 105))
sequence = probe.draw(np.random.default_rng(0), 1).xs


# %%
def gates_of(name):
    """Return the forget gates (time, units) of a run, a solved one if any."""
    runs = order[name]
    chosen = int(np.argmax(runs.solved))
    return runs.network(chosen).steps(sequence).f[0]


# %%
gates = {name: gates_of(name) for name in ("b_f = 1", "b_f = 5", "chrono")}
draw.forget_gates(gates, (15, 55), "b_f = 1 holds nothing to the end")

# %% [markdown]
# *The forget gates of four units through one sequence of 105 steps, in three
# panels, with grey lines at the two marks. With b_f = 1, not solved, all four
# flicker between about 0.4 and 0.9. With b_f = 5 and chrono they lie close to
# 1, some with short dips.*

# %%
held = {name: f[60:].prod(axis=0).max() for name, f in gates.items()}
assert order["b_f = 1"].solved.any() or held["b_f = 1"] < 1e-3
assert min(held["b_f = 5"], held["chrono"]) > 0.4
print("kept from step 60 to the end, by the unit that keeps most:")
print("b_f = 1, not solved: below 0.1 %; b_f = 5 and chrono: above 40 %")

# %% [markdown]
# The default's gates never learned to stay open, so in the end nothing of
# either mark is there. An open gate alone is no solution, though: b_f = 5
# starts with it, and some of its runs have not solved the task. They have yet
# to learn what to write.

# %% [markdown]
# ## Does it depend on the settings?
#
# Twenty seeds, and still one setting: one learning rate, one size, one
# budget. Greff and others (2017) trained 5,400 LSTMs and found that the
# learning rate mattered most. So here is the same experiment with three
# rates, with 4 units and with 16, and with four times the budget. That is too
# long for a chapter: it was **precomputed**, by the script
# `data/sweeps/make_temporal_order.py`, with twenty seeds for each setting.

# %%
table = datasets.sweep("temporal_order")
print(f"{len(table)} runs of up to {table['steps'].max():,} steps")


# %%
def solved_within(rows, steps):
    """Return how many runs of a table solved it within so many steps."""
    return share((rows["solved"] & (rows["steps"] <= steps)).sum(), len(rows))


# %%
sweep = {name: {} for name in starts}
for (name, rate, units), rows in table.groupby(["start", "rate", "units"]):
    both = [solved_within(rows, steps) for steps in (1_000, 4_000)]
    sweep[name][rate, units] = both

# %%
draw.sweep(
    sweep, "Neither three rates nor four times the steps rescue b_f = 1"
)

# %% [markdown]
# *Five panels, one for each start, with the share of twenty runs that solved
# the task within 4,000 steps, as dots with intervals, hollow for 4 units and
# filled for 16, for three learning rates; a dash marks the share within
# 1,000. RNN and b_f = 1 lie at 0 everywhere. 1997 falls from 1 to 0.6 as the
# rate grows, b_f = 5 lies between 0.2 and 1. chrono lies at 1 everywhere.*

# %%
for name in starts:
    rows = table[table["start"] == name]
    within = [solved_within(rows, steps) for steps in (1_000, 4_000)]
    print(f"{name}: {within[0]}; in four times the steps {within[1]}")

# %% [markdown]
# In 120 runs of up to 4,000 steps each, at three learning rates and with 4
# and 16 units, the default has not solved it once, and chrono every time. So
# the ranking of the extremes does not depend on one setting. Gers and others
# saw b_f = 1 arrive, three times later, on the longer sister task; ours has
# not within 128,000 sequences, and theirs trained for far more.
#
# The two in the middle depend on the rate, and gain from patience. What twenty
# seeds could not tell apart, 120 do: the cell of 1997 is ahead.


# %%
def counts_by_setting(start):
    """Return how many of twenty solved it in each of the six settings."""
    return [large.count for _, (_, large) in sorted(sweep[start].items())]


# %%
ahead = np.subtract(counts_by_setting("1997"), counts_by_setting("b_f = 5"))
assert (ahead > 0).all()
print("1997 is ahead in each of the six settings")

# %% [markdown]
# Whether that is the missing forget gate or its input gate, which starts
# nearly shut, we have not taken apart.
#
# ## Two tasks of a hundred steps
#
# You have seen two tasks of a hundred steps. One is learned by an LSTM with
# Keras's default start, the other is not, and not in four times the budget.
# Take the one that works, but in the form that it had in 1997. There *both*
# marks stand in the first half, the first of them among the first ten steps.
# (The values run from −1 to 1, a sequence has 100 to 110 steps, and the answer
# is 0.5 and a quarter of the sum, right to within 0.04.)

# %%
checks.predict("landmarks/marks")

# %%
first_half = Adding(time=100, form="1997", solved_at=0.6)
marks = {}

# %% tags=["train"]
for name in ("b_f = 1", "1997", "chrono"):
    cell, bias = starts[name]
    marks[name] = trials.run(
        cell, first_half, steps=budget, bias=bias, label=name, **ten
    )

# %%
assert marks["b_f = 1"].share.count <= 1
assert marks["1997"].share.count >= 4 and marks["chrono"].share.count >= 9
print("marks in the first half: b_f = 1 solved by one of ten or none,")
print("the cell of 1997 by four or more, chrono by nine or ten")

# %% [markdown]
# The cell of 1997 learns the task of 1997, which took the paper's network
# 74,000 sequences by a stricter measure. Keras's default does not, though it
# learned to add over a hundred steps before. What has gone is the
# sequence in which the second mark stands near the end. There is our
# explanation: those were the foothold. A gradient that reaches five steps back
# finds them, and learns to hold a number for five steps; to do that it opens
# forget gates a little, and reaches farther. Now the nearest mark is 51 steps
# away from the answer, in every sequence, and the first step is missing.
#
# ### More bias is better?

# %%
checks.predict("landmarks/more-bias")

# %% tags=["train"]
cell, bias = starts["b_f = 5"]
adding["b_f = 5"] = trials.run(cell, task, steps=budget, bias=bias, **ten)
marks["b_f = 5"] = trials.run(cell, first_half, steps=budget, bias=bias, **ten)

# %%
anywhere, there = adding["b_f = 5"].share, marks["b_f = 5"].share
assert anywhere.count < with_1.count and there.count <= 6
assert marks["chrono"].share.count > there.count
print("b_f = 5, marks anywhere: fewer runs than with b_f = 1")
print(
    "b_f = 5, marks in the first half: six of ten at most, fewer than chrono"
)

# %% [markdown]
# "More bias is better" is false, at this rate at least. On the adding problem
# every input has a value, and a cell that keeps all of them for a hundred
# steps has the two that count among many others; b_f = 1 is the better start
# where a mark can be near. The best bias depends on the lags of the task.
# Chrono hedges: some of its units begin with short memories and some with long
# ones, and whatever has a long one writes slowly.
#
# ### Your turn: where does the default begin to fail?
#
# The form of 1997 changed more than the places of the marks. If it is the
# shortest lag that matters, then we should be able to move it alone. Design
# the experiment before you run it.

# %% exercise="where_it_fails"

# %% [markdown]
# Your protocol, your generator, your chrono initialiser: the experiment runs
# with whatever of the three has passed its check.


# %%
class Order(TemporalOrder):
    """Temporal order with sequences of one length, from your generator."""

    def draw(self, rng, count):
        length = self.lengths[1]
        symbols, classes = temporal_order(rng, count, length, *self.marks)
        counts = np.zeros((count, length), np.float32)
        counts[:, -1] = 1
        eye = np.eye(8, dtype=np.float32)
        return Batch(eye[symbols], eye[classes, :4], counts)


# %%
protocol = checks.use("where_it_fails")()
lags = sorted(map(int, protocol["values"]))
seeds, steps = int(protocol["seeds"]), int(protocol["steps"])


# %%
def with_lag(lag, bias=None):
    """Train the protocol's seeds with the second mark near that lag."""
    marks = (5, 10), (60 - lag - 5, 60 - lag)
    task = Order(lengths=(60, 60), marks=marks)
    way = {"units": 4, "seeds": seeds, "steps": steps, "bias": bias}
    return trials.run(unroll.LSTM, task, label=f"lag {lag}", **way)


# %% tags=["train"]
by_lag = [with_lag(lag).share for lag in lags]
control = with_lag(lags[-1], chrono).share

# %%
draw.by_lag(lags, by_lag, control, "Same length, same task: the lag decides")

# %% [markdown]
# *The share of runs that solved the task, with intervals, against the
# shortest lag from 1 to 30 steps. With b_f = 1 it is at or near 1 for lags of
# 1 and 10, in between for 20, and at or near 0 for 30. Beside 30 a dot for
# chrono lies at or near 1.*

# %%
near = [s for lag, s in zip(lags, by_lag, strict=True) if lag <= 10]
far = [s for lag, s in zip(lags, by_lag, strict=True) if lag >= 30]
assert all(one.count >= 0.7 * one.of for one in near)
assert control.count >= 0.8 * control.of
if steps == 1_000:  # with more steps more get there
    assert all(one.count <= 0.3 * one.of for one in far)
print("in 1,000 steps, lag 10 or less: 70 % or more; lag 30: 30 % or less")
print("chrono at the longest lag: 80 % or more")

# %% [markdown]
# Look at the first mark. It stands fifty steps and more before the end, in
# every sequence of every lag, and the answer needs it as much as the second.
# Where the second mark is near, the default bridges those fifty steps. With
# thirty it seldom begins within this budget.
#
# ## What we found
#
# Here are the claims of this chapter, with the papers' figures and the counts
# of these runs, with their intervals.

# %% ignore="on another machine a run or two end differently"
today, then = "adding, today's form:", "adding, form of 1997:"
findings = Findings(
    Finding(f"{today} plain RNN", "–", "–", adding["RNN"]),
    Finding(f"{today} b_f = 1", "–", "–", adding["b_f = 1"]),
    Finding(
        f"{today} b_f = 0", "2015", "worse (other tasks)", adding["b_f = 0"]
    ),
    Finding(f"{today} b_f = 5", "–", "–", adding["b_f = 5"]),
    Finding(f"{then} cell of 1997", "1997", "74,000 sequences", marks["1997"]),
    Finding(f"{then} b_f = 1", "–", "–", marks["b_f = 1"]),
    Finding(f"{then} b_f = 5", "–", "–", marks["b_f = 5"]),
    Finding(f"{then} chrono", "–", "–", marks["chrono"]),
    Finding("Reber: plain RNN", "1997", "seldom or never", found["RNN"]),
    Finding("Reber: RNN, one step back", "–", "–", found["one step"]),
    *four_papers,
)
findings

# %% [markdown]
# Two claims of 1997 stand: the cell without a forget gate adds over a hundred
# steps, and it tells the order of two marks over as many. A third stands for
# another reason than the one it is told for: the grammar takes the gradient of
# many steps, not an LSTM. And three things that are said today do not stand.
# The default start does not bridge a hundred steps as such, and has not
# learned either task of 1997 that needs it; more forget bias is not better;
# and of two tasks of the same length one is easy and the other hard, by where
# the nearest mark stands. The length alone we have not varied.
#
# Cautions. Our networks are small, our optimizer is Adam, and our cell of
# 1997 wears today's dress, so a count of runs within 32,000 sequences is no
# replication of the paper's. The figures of 2000 belong to the task with
# three marks, and come to us second-hand. The adding problem and the grammar
# we tried at one learning rate only. And every "not solved" is a statement
# about a budget.

# %% [markdown]
# A cell without a forget gate has done well in this chapter, better than
# Keras's default. Why then did its authors give it one? **Why must an LSTM
# learn to forget?** That is the next chapter.
#
# **Sources.** S. Hochreiter, J. Schmidhuber, "Long short-term memory",
# *Neural Computation* 9, 1997: experiments 1, 4 and 6. F. Gers, J.
# Schmidhuber, F. Cummins, "Learning to forget", *Neural Computation* 12,
# 2000: the forget gate and its bias. R. Jozefowicz, W. Zaremba, I. Sutskever,
# "An empirical exploration of recurrent network architectures", ICML 2015:
# the bias of 1. C. Tallec, Y. Ollivier, "Can recurrent neural networks warp
# time?", ICLR 2018: chrono initialisation. M. Arjovsky, A. Shah, Y. Bengio,
# "Unitary evolution recurrent neural networks", ICML 2016: the adding problem
# in its present form. K. Greff and others, "LSTM: a search space odyssey",
# *IEEE Transactions on Neural Networks and Learning Systems* 28, 2017: 5,400
# trained LSTMs. E. B. Wilson, *Journal of the American Statistical
# Association* 22, 1927: the interval.

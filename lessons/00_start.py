# %% [markdown]
# # Start here
#
# At the end of this chapter you know how this course works, which way through
# it is yours, and you have seen an LSTM do something: forecast the spots of
# the sun, and be judged for it. You need about 40 minutes, your machine about
# half a minute. Nothing is downloaded.
#
# Press Shift + Enter to run a cell and go to the next.

# %% [markdown]
# ## Is this machine ready?

# %%
from lstm_course import doctor

doctor.verdict()

# %% [markdown]
# If something is missing, the sentence says what to do about it. For all that
# was looked at, type `lstm-course doctor` in a terminal.

# %% [markdown]
# ## Are you ready?
#
# The course teaches recurrent networks from the beginning, but not Python and
# not calculus. Five questions show where you stand. Answer them without
# looking anything up; each reply to a wrong answer says what to read first.

# %%
from lstm_course import checks

checks.quiz("start")

# %% [markdown]
# Four or five right: you are ready. Fewer: the first chapters will still make
# sense, but read up before you come to the derivations.
#
# There are three good ways through the course.
#
# The **practitioner** wants to use LSTMs well and understand what they do.
# Read "What does a network remember?", "Why do plain RNNs forget?" and "How
# does an LSTM keep a secret?", and leave out what is marked "deeper".
#
# The **builder** wants to be able to write everything from nothing. Take all
# chapters in order and do every exercise, the backward passes too: they are
# where the understanding is.
#
# The **researcher** wants to know what is true. Read as the builder does, add
# all that is marked "deeper", and change the experiments: other seeds, other
# sizes. Every claim here stands next to the cell that measures it, so that
# you can try to break it.

# %% [markdown]
# ## How you work here
#
# **You predict before you run.** A guess that you have committed to is worth
# more than ten explanations: if it was right you know it, and if it was wrong
# you have found something to learn. Here is the first one. Choose, press the
# button, run the cell below it, and then ask for the reply.

# %%
checks.predict("start/walk")

# %%
import numpy as np

rng = np.random.default_rng(0)
steps = rng.choice([-1.0, 1.0], size=(10_000, 101))
walks = np.cumsum(steps, axis=1)
past, tomorrow = walks[:, :100], walks[:, 100]

# %%
forecasts = {
    "mean of 100 days": past.mean(axis=1),
    "last value": past[:, -1],
    "last value + last step": 2 * past[:, -1] - past[:, -2],
}
for name, forecast in forecasts.items():
    error = np.sqrt(np.mean((forecast - tomorrow) ** 2))
    print(f"{name:23} typical error {error:.1f}")

# %% [markdown]
# The last value wins, with an error of exactly one step: nobody can do
# better. This rule, "it stays as it is", is called the *naive forecast*. It
# sounds like a joke, and many published networks have failed to beat it.
#
# **You write code, and it is judged at once.** Write the naive forecast for
# many streams and several steps ahead. First give it a *wrong* answer on
# purpose, to see how the course replies. Replace the `...` by
#
# `return np.repeat(past.mean(axis=1, keepdims=True), horizon, axis=1)`
#
# and run both cells. Then mend it.

# %% exercise="naive_forecast"

# %% [markdown]
# **You can ask for help in steps.** A hint gives away as little as possible;
# ask again and you get the next one. After the last one,
# `checks.solution("naive_forecast")` shows the whole answer.

# %%
checks.hint("naive_forecast")

# %% [markdown]
# Your files live in the folder `my_work`, and nothing in it is ever
# overwritten. What you have solved is kept there too; `checks.progress()`
# shows it.

# %% [markdown]
# ## A taste: 260 years of sunspots
#
# Since 1749 somebody has counted the spots on the sun every month. The series
# below is the record up to June 2009, as published by the US National
# Geophysical Data Center. The last 33 years, three cycles, are kept aside:
# nothing is trained on them.

# %%
from lstm_course import datasets
from lstm_course.figures import start as draw

numbers = datasets.sunspots()
split = datasets.split_by_time(np.sqrt(numbers), test="1976-07")
draw.sunspots(numbers, split.test.index[0])

# %% [markdown]
# *The monthly sunspot number from 1749 to 2009, a jagged line that rises and
# falls about every eleven years, with peaks between 50 and 250. The last 33
# years are shaded: they are kept for the test.*
#
# The swings are larger where the numbers are larger, so we work with square
# roots, which even them out. Then the values are brought to a mean of 0 and a
# deviation of 1, *as measured on the training years alone*. A window of 48
# months is the input, the 12 months after it are the target.

# %%
scaled, scaler = datasets.standardise(split)
train, _, test = scaled.windows(length=48, horizon=12)
print("trained on", *train.inputs.shape)
print("judged on ", *test.inputs.shape)

# %%
checks.predict("start/sunspots")

# %% [markdown]
# And here is an LSTM: 32 units that read the 48 months one by one, and a
# layer that turns what they remember into 12 numbers. What is inside is the
# subject of the course. We train three, from three seeds, because one run
# proves nothing.

# %%
from lstm_course import runtime, training
from lstm_course.runtime import keras


def network(seed):
    runtime.seed(seed)
    layers = [keras.layers.LSTM(32), keras.layers.Dense(12)]
    model = keras.Sequential([keras.Input((48, 1)), *layers])
    model.compile(keras.optimizers.Adam(5e-3), "mae", jit_compile=True)
    return model


# %% tags=["train"]
networks = [network(seed) for seed in range(3)]
for model in networks:
    training.fit(model, *train, epochs=5, batch_size=32)

# %% [markdown]
# Everything is judged in sunspots, not in scaled square roots: undo the
# scaling, square, and take the mean absolute error over every month of the
# test years from which twelve more can be seen.


# %%
def sunspots(values):
    """Turn scaled square roots back into sunspot numbers."""
    return np.maximum(scaler.invert(values), 0) ** 2


def errors(forecast):
    """Return the mean absolute error for each month ahead, (12,)."""
    return np.abs(sunspots(forecast) - sunspots(test.targets)).mean(axis=0)


# %% [markdown]
# Two rivals. The first is your naive forecast. The second is a straight-line
# fit: each of the twelve months is a weighted sum of the 48 months before,
# with the weights that fit the training years best.

# %%
from sklearn.linear_model import LinearRegression

naive_forecast = checks.use("naive_forecast")
naive = errors(naive_forecast(test.inputs[:, :, 0], 12))
fit = LinearRegression().fit(train.inputs[:, :, 0], train.targets)
linear = errors(fit.predict(test.inputs[:, :, 0]))
futures = [m.predict(test.inputs, verbose=0) for m in networks]
lstm = np.array([errors(future) for future in futures])

# %%
draw.error_by_month(naive, linear, lstm)

# %% [markdown]
# *The mean absolute error for 1 to 12 months ahead. The naive forecast climbs
# from about 15 to about 30. The LSTM, three thin lines and their thick mean,
# stays well below it, and the dashed line of the linear fit runs along with
# the LSTM.*

# %%
ratio = lstm.mean(axis=1) / naive.mean()
rival = lstm.mean(axis=1) / linear.mean()
assert ratio.min() > 0.65 and ratio.max() < 0.88
assert rival.min() > 0.85 and rival.max() < 1.1
print("LSTM against the last value:  65 % to 88 % of its error")
print("LSTM against a linear fit:    85 % to 110 % of its error")

# %% [markdown]
# So the LSTM beats "it stays as it is", with every seed. It does not clearly
# beat a linear fit that takes a few milliseconds. Both sentences are true,
# and a course that told you only the first would be selling something.
#
# Is the LSTM useless, then? Look at what it forecasts.

# %%
origins = np.arange(6, len(test.targets), 12)
januaries = sunspots(np.mean(futures, axis=0))[origins]
recent = numbers["1976-07":]
draw.forecasts(recent, origins, januaries)

# %% [markdown]
# *The sunspot number from 1976 to 2009 in grey, three cycles. A short red
# line starts each January and runs for twelve months: the mean forecast of
# the three networks. It follows each rise and fall and leaves out the jitter
# from month to month.*
#
# It knows where in the cycle it is and where the cycle is going, from the
# numbers alone. Nobody told it about cycles. For this series that can be
# said with a weighted sum; for a sentence, a heartbeat or a proof it cannot,
# and the chapters ahead find out where the line runs.

# %% [markdown]
# ## The map
#
# Each chapter is a question, and ends with the question of the next.
#
# | chapter | at its end you can |
# |---|---|
# | [What does a network remember?](01_remember.ipynb) | write an RNN |
# | [How does a network learn from the past?](02_bptt.ipynb) | derive BPTT |
# | [Why do plain RNNs forget?](03_vanishing.ipynb) | say how far it learns |
# | [How does an LSTM keep a secret?](04_lstm.ipynb) | write an LSTM |
# | [How do gradients get through the gates?](05_gradients.ipynb) | train it |
# | [Can a cell do with less?](06_gru.ipynb) | choose between cells |
#
# A practitioner's next stop after the first is the third; builder and
# researcher take them as they come.

# %% [markdown]
# ## What we found
#
# | claim | measured here |
# |---|---|
# | a random walk is best forecast by its last value | error 1.0, not 1.4 |
# | an LSTM beats the last value on sunspots | 65 % to 88 % of its error |
# | it clearly beats a linear fit | **no**: 85 % to 110 % of its error |
#
# **Sources.** Sunspots: NOAA National Geophysical Data Center, in the public
# domain, as shipped with statsmodels; see `data/README.md`. On forecasts that
# fail to beat simple rules: S. Makridakis, E. Spiliotis, V. Assimakopoulos,
# "The M4 competition", *International Journal of Forecasting* 36, 2020.

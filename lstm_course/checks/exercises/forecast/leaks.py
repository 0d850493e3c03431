"""Cut a series into windows of which none has seen the test."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def clean_windows(series, length, horizon, cut):
    """Cut a series into windows to train on and windows to test on.

    series is (time,). All steps from `cut` on are the test; when you train,
    they have not come yet. A window is `length` steps of input and the
    `horizon` steps after them. The targets of a test window all lie in the
    test, and its inputs may reach back before it. Everything is less the
    mean and divided by the standard deviation that were known at the cut.
    Returns train_x, train_y, test_x and test_y; the x are (windows,
    length), the y (windows, horizon), in the order of time.
    """
    past = series[:cut]
    scaled = (series - past.mean()) / past.std()
    view = np.lib.stride_tricks.sliding_window_view
    x, y = view(scaled[:-horizon], length), view(scaled[length:], horizon)
    first = cut - length  # the window whose first target is step `cut`
    last = first - horizon + 1
    return x[:last], y[:last], x[first:], y[first:]


def given(series, length, horizon, cut):
    """Cut a series into windows to train on and windows to test on.

    series is (time,). All steps from `cut` on are the test; when you train,
    they have not come yet. A window is `length` steps of input and the
    `horizon` steps after them. The targets of a test window all lie in the
    test, and its inputs may reach back before it. Everything is less the
    mean and divided by the standard deviation that were known at the cut.
    Returns train_x, train_y, test_x and test_y; the x are (windows,
    length), the y (windows, horizon), in the order of time.
    """
    scaled = (series - series.mean()) / series.std()
    view = np.lib.stride_tricks.sliding_window_view
    x, y = view(scaled[:-horizon], length), view(scaled[length:], horizon)
    first = cut - length
    return x[:first], y[:first], x[first:], y[first:]


# time, length, horizon, cut; after the cut there is room for a window with
# its inputs, so that one who cuts the test off first gets an answer
_SIZES = (
    (11, 2, 2, 6),
    (14, 3, 1, 9),
    (20, 2, 4, 11),
    (30, 5, 3, 21),
    (41, 4, 6, 23),
)


def _cases(rng):
    found = []
    for time, length, horizon, cut in _SIZES:
        series = np.cumsum(rng.normal(0.4, 1, time)) + 10
        about = f"{time} steps, length {length}, horizon {horizon}, cut {cut}"
        found.append(Case((series, length, horizon, cut), about))
    return found


def _made(
    scale=lambda series, cut: (series[:cut].mean(), series[:cut].std()),
    until=lambda first, horizon: first - horizon + 1,
    since=lambda first, length, horizon: first,
    late=0,
):
    """Make the solution with one thing changed."""

    def answer(series, length, horizon, cut):
        mean, spread = scale(series, cut)
        scaled = (series - mean) / spread
        view = np.lib.stride_tricks.sliding_window_view
        x = view(scaled[: -horizon - max(late, 0)], length)
        y = view(scaled[length + late :], horizon)[: len(x)]
        first = cut - length - late
        last = until(first, horizon)
        begin = since(first, length, horizon)
        return x[:last], y[:last], x[begin:], y[begin:]

    return answer


def _whole(series, cut):
    return series.mean(), series.std()


def _each_its_own(series, length, horizon, cut):
    """Scale the test by its own mean and deviation."""
    train_x, train_y, *_ = clean_windows(series, length, horizon, cut)
    later = _made(lambda s, c: (s[c:].mean(), s[c:].std()))
    return train_x, train_y, *later(series, length, horizon, cut)[2:]


def _swapped(series, length, horizon, cut):
    parts = clean_windows(series, length, horizon, cut)
    return *parts[2:], *parts[:2]


CLEAN_WINDOWS = FunctionExercise(
    solution=clean_windows,
    given=given,
    hints=(
        "There are two leaks. One is in the first line: which part of the "
        "series may the mean and the deviation know?",
        "The other is in the last. Window k has the targets from step k + "
        "length to step k + length + horizon − 1. Which is the last window "
        "whose targets all lie before the cut?",
        "k + length + horizon − 1 < cut, so k runs up to cut − length − "
        "horizon, and a slice ends one later.",
    ),
    cases=_cases,
    outputs=(
        Output("train_x", ("windows", "length")),
        Output("train_y", ("windows", "horizon")),
        Output("test_x", ("windows", "length")),
        Output("test_y", ("windows", "horizon")),
    ),
    mistakes=(
        Mistake(
            "both-leaks",
            "Both leaks are still there: the scale is that of the whole "
            "series, and the last training windows have targets that lie "
            "in the test.",
            lambda *args: given(*args),
        ),
        Mistake(
            "scale-of-everything",
            "The windows are right. But the mean and the deviation are those "
            "of the whole series: they know how high the test will be.",
            _made(_whole),
        ),
        Mistake(
            "targets-in-the-test",
            "The scale is right. But the last horizon − 1 training windows "
            "have targets at or after the cut: the network is trained on the "
            "answers to the test.",
            _made(until=lambda first, horizon: first),
        ),
        Mistake(
            "one-window-too-many",
            "The scale is right. But the last training window reaches over "
            "the cut by one step. A slice ends before its second number: "
            "count where the last target of the last window lies.",
            _made(until=lambda first, horizon: first - horizon + 2),
        ),
        Mistake(
            "one-window-too-few",
            "Nothing leaks, but one training window is lost: the one whose "
            "last target is the step right before the cut.",
            _made(until=lambda first, horizon: first - horizon),
        ),
        Mistake(
            "no-reaching-back",
            "Nothing leaks, but you throw away the first `length` test "
            "windows, whose inputs begin before the cut. The past is known "
            "when a forecast is made: only the targets must lie in the test.",
            _made(since=lambda first, length, horizon: first + length),
        ),
        Mistake(
            "test-too-early",
            "Some of your test windows have their first target before the "
            "cut, in what was trained on. All targets of a test window lie "
            "in the test.",
            _made(since=lambda first, length, horizon: first - horizon + 1),
        ),
        Mistake(
            "each-its-own-scale",
            "The test part is scaled by its own mean and deviation. When the "
            "forecast is made they are not known; one scale, from before "
            "the cut, serves both parts.",
            _each_its_own,
        ),
        Mistake(
            "sample-deviation",
            "The windows are right. The deviation is divided by n − 1, as "
            "pandas does it; asked for is the plain one, past.std() of "
            "NumPy.",
            _made(lambda s, cut: (s[:cut].mean(), s[:cut].std(ddof=1))),
        ),
        Mistake(
            "scale-of-the-test",
            "The scale is taken from the test alone. Take it from before "
            "the cut.",
            _made(lambda s, cut: (s[cut:].mean(), s[cut:].std())),
        ),
        Mistake(
            "not-scaled",
            "The windows are right, but nothing is scaled.",
            _made(lambda series, cut: (0, 1)),
        ),
        Mistake(
            "target-in-the-input",
            "The first target of each window is the last of its inputs: to "
            "forecast it, the network only has to copy. Targets begin at "
            "step k + length.",
            _made(late=-1),
        ),
        Mistake(
            "parts-swapped",
            "The parts have changed places: training first, then test.",
            _swapped,
        ),
    ),
    tried="five series of other lengths, horizons and cuts, none leaks",
)

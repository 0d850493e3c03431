"""Find two leaks in how recordings become windows."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def clean_parts(recordings, subjects, held_out, size):
    """Return the windows to train on and those to test on, scaled.

    recordings is a list of arrays (time, channels), subjects the subject of
    each, held_out the subjects of the test. A recording is cut into windows
    of `size` steps, one after another; a remainder is dropped. From each
    channel its mean is subtracted; then it is divided by its standard
    deviation. Nothing of the test may be known to the training. Returns
    train and test, (windows, size, channels).
    """
    parts = [], []
    for recording, subject in zip(recordings, subjects, strict=True):
        count = len(recording) // size
        windows = recording[: count * size].reshape(count, size, -1)
        parts[int(subject in held_out)].append(windows)
    train, test = map(np.concatenate, parts)
    mean, deviation = train.mean((0, 1)), train.std((0, 1))
    return (train - mean) / deviation, (test - mean) / deviation


def given(recordings, subjects, held_out, size):
    """Return the windows to train on and those to test on, scaled.

    recordings is a list of arrays (time, channels), subjects the subject of
    each, held_out the subjects of the test. A recording is cut into windows
    of `size` steps, one after another; a remainder is dropped. From each
    channel its mean is subtracted; then it is divided by its standard
    deviation. Nothing of the test may be known to the training. Returns
    train and test, (windows, size, channels).
    """
    parts = []
    for recording in recordings:
        count = len(recording) // size
        parts.append(recording[: count * size].reshape(count, size, -1))
    windows = np.concatenate(parts)
    windows = (windows - windows.mean((0, 1))) / windows.std((0, 1))
    order = np.random.default_rng(0).permutation(len(windows))
    share = len(held_out) / len(np.unique(subjects))
    last = round(len(windows) * (1 - share))
    return windows[np.sort(order[:last])], windows[np.sort(order[last:])]


# subjects of the recordings, those held out, size, channels
_PLANS = (
    ((1, 2, 2), (2,), 2, 1),
    ((5, 1, 5, 3), (5,), 3, 2),
    ((1, 4, 2, 4, 1), (1, 2), 2, 3),
    ((9, 7, 8, 7, 9, 8, 7), (8,), 4, 2),
)


def _cases(rng):
    found = []
    for subjects, held_out, size, channels in _PLANS:
        levels = {one: rng.normal(0, 2, channels) for one in set(subjects)}
        lengths = size * rng.integers(3, 6, len(subjects))
        # All but the last leave a remainder, so that it matters in each case.
        lengths[:-1] += rng.integers(1, size, len(subjects) - 1)
        recordings = [
            rng.normal(levels[one], 1 + 0.2 * one, (length, channels))
            for one, length in zip(subjects, lengths, strict=True)
        ]
        about = f"{len(subjects)} recordings, held out {held_out}"
        args = (recordings, np.array(subjects), held_out, size)
        found.append(Case(args, f"{about}, size {size}"))
    return found


def _cut(recording, size):
    count = len(recording) // size
    return recording[: count * size].reshape(count, size, -1)


def _plain(recordings, subjects, held_out, size):
    """Return the two parts as they should be, not scaled."""
    tested = np.isin(subjects, held_out)
    return tuple(
        np.concatenate(
            [
                _cut(recording, size)
                for recording, at_test in zip(recordings, tested, strict=True)
                if at_test == wanted
            ]
        )
        for wanted in (False, True)
    )


def _scaled(scale, parts=_plain):
    """Make an answer: scale(train, test) gives a mean and a deviation."""

    def answer(recordings, subjects, held_out, size):
        train, test = parts(recordings, subjects, held_out, size)
        mean, deviation = scale(train, test)
        return (train - mean) / deviation, (test - mean) / deviation

    return answer


def _of_train(train, test):
    return train.mean((0, 1)), train.std((0, 1))


def _of_all(train, test):
    return _of_train(np.concatenate([train, test]), None)


def _torn(recordings, subjects, held_out, size):
    """Draw windows at random, like `given`, not scaled."""
    windows = np.concatenate([_cut(one, size) for one in recordings])
    order = np.random.default_rng(0).permutation(len(windows))
    share = len(held_out) / len(np.unique(subjects))
    last = round(len(windows) * (1 - share))
    return windows[np.sort(order[:last])], windows[np.sort(order[last:])]


def _whole_recordings(recordings, subjects, held_out, size):
    """Hold out the last recordings, whoever they are of."""
    share = len(held_out) / len(np.unique(subjects))
    last = min(round(len(recordings) * (1 - share)), len(recordings) - 1)
    pieces = [_cut(one, size) for one in recordings]
    return np.concatenate(pieces[:last]), np.concatenate(pieces[last:])


def _each_its_own(recordings, subjects, held_out, size):
    parts = _plain(recordings, subjects, held_out, size)
    return tuple((one - one.mean((0, 1))) / one.std((0, 1)) for one in parts)


def _with_the_dropped(recordings, subjects, held_out, size):
    """Take the scale from whole recordings, cut and uncut steps alike."""
    tested = np.isin(subjects, held_out)
    steps = np.concatenate(
        [one for one, at in zip(recordings, tested, strict=True) if not at]
    )
    mean, deviation = steps.mean(axis=0), steps.std(axis=0)
    parts = _plain(recordings, subjects, held_out, size)
    return tuple((one - mean) / deviation for one in parts)


def _recordings_alone(recordings, subjects, held_out, size):
    scaled = [(one - one.mean(0)) / one.std(0) for one in recordings]
    return _plain(scaled, subjects, held_out, size)


def _cut_recordings_alone(recordings, *rest):
    size = rest[-1]
    cut = [one[: len(one) // size * size] for one in recordings]
    return _recordings_alone(cut, *rest)


def _windows_alone(recordings, subjects, held_out, size):
    parts = _plain(recordings, subjects, held_out, size)
    return tuple(
        (one - one.mean(1, keepdims=True)) / one.std(1, keepdims=True)
        for one in parts
    )


def _swapped(*args):
    return clean_parts(*args)[::-1]


CLEAN_PARTS = FunctionExercise(
    solution=clean_parts,
    given=given,
    hints=(
        "There are two leaks. Which windows know the mean and the deviation "
        "that the training is scaled by?",
        "The other: of the windows of one recording, some are drawn for the "
        "training, some for the test. What decides where a window belongs "
        "is its subject.",
        "Sort the recordings into two lists first, `subject in held_out`, "
        "and cut each into windows; then take the scale from the first.",
    ),
    cases=_cases,
    outputs=(
        Output("train", ("windows", "size", "channels")),
        Output("test", ("windows", "size", "channels")),
    ),
    mistakes=(
        Mistake(
            "both-leaks",
            "Both leaks are still there: windows of one recording lie on "
            "both sides, and the scale is that of all windows.",
            _scaled(_of_all, _torn),
        ),
        Mistake(
            "windows-at-random",
            "The scale is that of the training. But the windows are still "
            "drawn at random, so that each subject is on both sides.",
            _scaled(_of_train, _torn),
        ),
        Mistake(
            "scale-of-everything",
            "The windows are in the right parts. But the mean and the "
            "deviation are those of all windows, and those of the test are "
            "among them.",
            _scaled(_of_all),
        ),
        Mistake(
            "by-recording",
            "No recording is torn apart, and the scale is right. But you "
            "hold out the last recordings, whoever they are of: the same "
            "subject has others in the training. held_out says who.",
            _scaled(_of_train, _whole_recordings),
        ),
        Mistake(
            "each-its-own-scale",
            "The windows are in the right parts. But the test is scaled by "
            "its own mean and deviation. Whoever is classified comes alone; "
            "there is one scale, that of the training.",
            _each_its_own,
        ),
        Mistake(
            "steps-that-were-dropped",
            "The windows are in the right parts. But your scale includes the "
            "steps that were dropped. Cut first.",
            _with_the_dropped,
        ),
        Mistake(
            "each-recording-its-own-scale",
            "Each recording gets its own scale, so its level is gone, and a "
            "new customer's scale would come from the test. There is one "
            "scale, that of the training windows.",
            _cut_recordings_alone,
        ),
        Mistake(
            "each-whole-recording-its-own-scale",
            "You scale each recording by itself before it is cut, so its "
            "level is gone, and a new customer's scale would come from the "
            "test. There is one scale, that of the training windows.",
            _recordings_alone,
        ),
        Mistake(
            "each-window-its-own-scale",
            "Each window gets its own scale, so how high and how wide it "
            "swings is gone. There is one scale, that of the training "
            "windows.",
            _windows_alone,
        ),
        Mistake(
            "scale-of-the-test",
            "The scale is taken from the test. Take it from the training.",
            _scaled(lambda train, test: _of_train(test, None)),
        ),
        Mistake(
            "one-scale-for-all-channels",
            "The windows are in the right parts. But there is one mean and "
            "one deviation for all channels together; accelerations and "
            "rates of turning have different units.",
            _scaled(lambda train, test: (train.mean(), train.std())),
        ),
        Mistake(
            "scale-of-each-step",
            "You take a mean for each step of a window. A window begins "
            "anywhere, so its steps have no meaning of their own: average "
            "over windows and steps, axes 0 and 1.",
            _scaled(lambda train, test: (train.mean(0), train.std(0))),
        ),
        Mistake(
            "sample-deviation",
            "The windows are in the right parts. The deviation is divided by "
            "n − 1; asked for is the plain one, std() of NumPy.",
            _scaled(
                lambda train, test: (
                    train.mean((0, 1)),
                    train.std((0, 1), ddof=1),
                )
            ),
        ),
        Mistake(
            "not-scaled",
            "The windows are in the right parts, but nothing is scaled.",
            _scaled(lambda train, test: (0, 1)),
        ),
        Mistake(
            "parts-swapped",
            "The parts have changed places: training first, then the test.",
            _swapped,
        ),
    ),
    tried="four sets of recordings, nobody in both parts",
)

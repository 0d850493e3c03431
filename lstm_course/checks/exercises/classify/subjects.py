"""Deal windows into training and test so that no subject is in both."""

import numpy as np
from sklearn.model_selection import GroupKFold

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def subject_fold(subjects, fold, folds):
    """Return the windows to train on and those to test on, by subject.

    subjects is (windows,): the number of the subject that each window is
    of, in any order. The subjects, in the order of their numbers, are dealt
    like cards into `folds` piles, 0 to folds − 1; the pile `fold` is the
    test. Returns two arrays of places in `subjects`, each in rising order.
    """
    everyone = np.unique(subjects)
    tested = np.isin(subjects, everyone[fold::folds])
    return np.flatnonzero(~tested), np.flatnonzero(tested)


def _cases(rng):
    plans = [
        ([3, 8], 0, 2, "two subjects, a window each"),
        ([7, 7, 2, 4], 1, 3, "three subjects, four windows"),
    ]
    for people, count, folds in ((4, 11, 2), (5, 17, 3), (7, 40, 5)):
        numbers = np.sort(rng.choice(np.arange(2, 40), people, False))
        dealt = rng.permutation(np.arange(count) % people)
        for fold in (0, folds - 1):
            about = f"{people} subjects, {count} windows, {folds} piles"
            plans.append((numbers[dealt], fold, folds, about))
    return [
        Case((np.array(subjects), fold, folds), f"{about}, fold {fold}")
        for subjects, fold, folds, about in plans
    ]


def _by(tested):
    """Make an answer from what it takes for the test, (windows,) booleans."""

    def answer(subjects, fold, folds):
        chosen = tested(np.asarray(subjects), fold, folds)
        return np.flatnonzero(~chosen), np.flatnonzero(chosen)

    return answer


def _rank(subjects):
    return np.unique(subjects, return_inverse=True)[1]


def _blocks(subjects, fold, folds):
    piles = np.array_split(np.unique(subjects), folds)
    return np.isin(subjects, piles[fold])


def _as_they_come(subjects, fold, folds):
    met = list(dict.fromkeys(subjects.tolist()))
    return np.isin(subjects, met[fold::folds])


def _random(subjects, fold, folds):
    places = np.random.default_rng(0).permutation(len(subjects))
    return places % folds == fold


def _evened_out(subjects, fold, folds):
    return list(GroupKFold(folds).split(subjects, groups=subjects))[fold]


def _numbers(subjects, fold, folds):
    train, test = subject_fold(subjects, fold, folds)
    return np.unique(subjects[train]), np.unique(subjects[test])


def _swapped(subjects, fold, folds):
    return subject_fold(subjects, fold, folds)[::-1]


def _trained_on_all(subjects, fold, folds):
    return np.arange(len(subjects)), subject_fold(subjects, fold, folds)[1]


def _masks(subjects, fold, folds):
    tested = _rank(subjects) % folds == fold
    return ~tested, tested


SUBJECT_FOLD = FunctionExercise(
    solution=subject_fold,
    hints=(
        "np.unique(subjects) has each subject once, in the order of the "
        "numbers. Deal these, not the windows.",
        "Of a list dealt into `folds` piles, pile `fold` holds every "
        "folds-th entry, from entry `fold` on: [fold::folds].",
        "np.isin(subjects, tested) says of each window whether its subject "
        "is in the test; np.flatnonzero makes places of it.",
    ),
    cases=_cases,
    outputs=(Output("train", ("windows",)), Output("test", ("windows",))),
    mistakes=(
        Mistake(
            "windows-dealt",
            "You deal the windows, not the subjects: every subject is in the "
            "training and in the test, and so is every recording.",
            _by(lambda s, fold, folds: np.arange(len(s)) % folds == fold),
        ),
        Mistake(
            "windows-at-random",
            "The windows are drawn at random. A subject whose windows were "
            "trained on is then tested on the others.",
            _by(_random),
        ),
        Mistake(
            "remainder-of-the-number",
            "You take the remainder of the subject's number. Nobody is torn "
            "apart, but the numbers have gaps, and a pile may stay empty. "
            "Deal the subjects there are.",
            _by(lambda s, fold, folds: s % folds == fold),
        ),
        Mistake(
            "blocks",
            "No subject is in both parts. But you cut the list of subjects "
            "into blocks; deal it like cards, one to each pile in turn.",
            _by(_blocks),
        ),
        Mistake(
            "as-they-come",
            "No subject is in both parts. But you deal the subjects in the "
            "order in which they are met; asked for is that of their "
            "numbers.",
            _by(_as_they_come),
        ),
        Mistake(
            "evened-out",
            "No subject is in both parts. But GroupKFold evens out the sizes "
            "of the piles; deal in the order of the numbers.",
            _evened_out,
        ),
        Mistake(
            "one-subject",
            "The test holds one subject alone. With fewer piles than "
            "subjects a pile has several.",
            _by(lambda s, fold, folds: _rank(s) == fold),
        ),
        Mistake(
            "parts-swapped",
            "The parts are the right ones, and swapped: training first.",
            _swapped,
        ),
        Mistake(
            "trained-on-all",
            "The training holds every window, those of the test among them.",
            _trained_on_all,
        ),
        Mistake(
            "numbers-of-subjects",
            "You return the subjects of the two parts. Asked for are the "
            "places of their windows.",
            _numbers,
        ),
        Mistake(
            "masks",
            "You return booleans, one for each window. np.flatnonzero makes "
            "places of them.",
            _masks,
        ),
    ),
    tried="eight lists of subjects, none of them in both parts",
)

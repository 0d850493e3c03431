"""A gallery of backward passes with a bug, to be told by their traces."""

import numpy as np

from lstm_course.checks.entries import entries, whole
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise
from lstm_course.checks.exercises.bptt.loop import (
    changed_walk,
    sequence,
    walk,
)
from lstm_course.runtime import tf


def _dropped(*args):
    return changed_walk(dh=lambda direct, arriving, t: direct)(*args)


def _own_state(*args):
    return changed_walk(h_prev=lambda hs, h0, t: hs[:, t])(*args)


def _dh0_forgotten(*args):
    dxs, dh0, dW, dU, db = changed_walk()(*args)
    return dxs, tf.zeros_like(dh0), dW, dU, db


def _not_transposed(dhs, hs, xs, h0, W, U):
    return _with_step(dhs, hs, xs, h0, W, U, back=U)


def _aliased(dhs, hs, xs, h0, W, U):
    # One buffer, overwritten at each step: all its aliases show the last.
    last = hs[:, -1:]
    return changed_walk(h_prev=lambda hs, h0, t: hs[:, -1])(
        dhs, tf.repeat(last, hs.shape[1], axis=1), xs, h0, W, U
    )


def _overwritten(*args):
    return changed_walk(add=lambda total, share: share)(*args)


def _tanh_twice(dhs, hs, xs, h0, W, U):
    return _with_step(
        dhs, hs, xs, h0, W, U, slope=lambda h: 1 - tf.tanh(h) ** 2
    )


def _batch_mean(*args):
    dxs, dh0, *grads, _ = walk(*args)
    batch = tf.cast(args[0].shape[0], args[0].dtype)
    return tf.stack(dxs[::-1], 1), dh0, *(grad / batch for grad in grads)


def _with_step(dhs, hs, xs, h0, W, U, back=None, slope=lambda h: 1 - h**2):
    """Go back with another matrix to the state before, or another slope."""
    back = tf.transpose(U) if back is None else back
    arriving, dxs, dW, dU, db = tf.zeros_like(h0), [], 0, 0, 0
    for t in reversed(range(xs.shape[1])):
        h_prev = hs[:, t - 1] if t > 0 else h0
        dz = (dhs[:, t] + arriving) * slope(hs[:, t])
        arriving = dz @ back
        dxs.append(dz @ tf.transpose(W))
        dW += tf.transpose(xs[:, t]) @ dz
        dU += tf.transpose(h_prev) @ dz
        db += tf.reduce_sum(dz, axis=0)
    return tf.stack(dxs[::-1], axis=1), arriving, dW, dU, db


DESCRIBED = {
    1: ("the gradient that arrives from the next step is dropped", _dropped),
    2: ("dU uses h_t where h_{t−1} belongs", _own_state),
    3: ("the gradient for h0 is forgotten: zeros", _dh0_forgotten),
    4: ("U is not transposed on the way back", _not_transposed),
    5: ("all saved states are one array, the last state", _aliased),
    6: ("dW, dU, db are overwritten, not added up", _overwritten),
    7: ("the slope is 1 − tanh(h)² instead of 1 − h²", _tanh_twice),
    8: ("dW, dU, db are averaged over the batch", _batch_mean),
}
"""What a bug does, in words and in code; two are in no exhibit."""

GALLERY = {
    "A": _overwritten,
    "B": _not_transposed,
    "C": _own_state,
    "D": _dropped,
    "E": _dh0_forgotten,
    "F": _aliased,
}
"""The exhibits: each is called as `rnn_backward` is."""


def name_the_bugs():
    """Return the number of the description that fits each exhibit."""
    return {
        "A": 6,
        "B": 4,
        "C": 2,
        "D": 1,
        "E": 3,
        "F": 5,
    }


def _name_the_bugs_given():
    """Return the number of the description that fits each exhibit."""
    return {
        "A": ...,
        "B": ...,
        "C": ...,
        "D": ...,
        "E": ...,
        "F": ...,
    }


_RIGHT = name_the_bugs()


def _no_number_twice(value):
    named = [value[letter] for letter in _RIGHT]
    for number in sorted(set(named)):
        letters = [one for one in _RIGHT if value[one] == number]
        if len(letters) > 1:
            return (
                f"You give number {number} to {' and '.join(letters)}. Each "
                "exhibit has a bug of its own: in which column do these "
                "rows differ?"
            )
    return None


def _swapped(one, two, message):
    """Make a test: are the bugs `one` and `two` mistaken for each other?"""

    def test(value):
        letters = {number: letter for letter, number in _RIGHT.items()}
        got = value[letters[one]], value[letters[two]]
        return message if got == (two, one) else None

    return test


_COLUMNS = ("dx", "dh0", "dW", "dU", "db")


def _is_wrong(backward, time):
    """Return for each step's dx and each other gradient if it is wrong."""
    args = list(sequence(np.random.default_rng(0), 3, time, 2, 4))
    silent = tf.zeros_like(args[0][:, 1:])
    args[0] = tf.concat([silent, args[0][:, -1:]], axis=1)
    right, got = changed_walk()(*args), backward(*args)
    wrong = {}
    for name, one, two in zip(_COLUMNS, right, got, strict=True):
        far = np.abs(one.numpy() - two.numpy()) > 1e-9
        if name == "dx":
            for t in range(time):
                wrong[f"dx{t + 1}"] = bool(far[:, t].any())
        else:
            wrong[name] = bool(far.any())
    return wrong


def _contradiction(value):
    for letter, number in _RIGHT.items():
        if value[letter] == number:
            continue
        words, described = DESCRIBED[value[letter]]
        for time, picture in ((5, "five steps"), (1, "one step")):
            claimed = _is_wrong(described, time)
            shown = _is_wrong(GALLERY[letter], time)
            for column in claimed:
                if claimed[column] == shown[column]:
                    continue
                state = "wrong" if shown[column] else "right"
                would = "wrong" if claimed[column] else "right"
                return (
                    f"{letter} is not number {value[letter]}, “{words}”: "
                    f"with {picture}, that would leave {column} {would}, "
                    f"and row {letter} shows it {state}."
                )
        return (
            f"{letter} is not number {value[letter]}, “{words}”: the same "
            "gradients are wrong, but look at how wrong. An error of "
            "exactly 1.00 means that one of the two is zero."
        )
    return None


_CONFUSED = (
    (
        "own-state-or-aliased",
        2,
        5,
        "You have exchanged 2 and 5. Both hand a wrong state to dU, so with "
        "one step they look alike. But an overwritten array spoils the "
        "slopes of the tanh as well, and those reach every earlier step.",
    ),
    (
        "dropped-or-not-transposed",
        1,
        4,
        "You have exchanged 1 and 4. With five steps both leave only the "
        "last dx right. Compare the rows with *one* step, where nothing "
        "arrives from a next step and U still leads back to h0; and "
        "remember what an error of exactly 1.00 means.",
    ),
    (
        "dropped-or-overwritten",
        1,
        6,
        "You have exchanged 1 and 6. With one step both are right, with "
        "five both spoil the weights. But only one of them spoils dx.",
    ),
    (
        "own-state-or-dh0",
        2,
        3,
        "You have exchanged 2 and 3. Each spoils one gradient alone: which "
        "one does a wrong h_{t−1} enter?",
    ),
    (
        "dropped-or-aliased",
        1,
        5,
        "You have exchanged 1 and 5. With five steps both leave only the "
        "last dx right. With one step there is no next step whose gradient "
        "could be dropped.",
    ),
    (
        "not-transposed-or-aliased",
        4,
        5,
        "You have exchanged 4 and 5. Look at the rows with one step: which "
        "of the two touches dU there, and which the way to h0?",
    ),
    (
        "dh0-or-not-transposed",
        3,
        4,
        "You have exchanged 3 and 4. With one step both spoil dh0 alone. "
        "With five, a wrong U is passed at every step on the way.",
    ),
)


def _mistaken(**changes):
    return lambda: _RIGHT | changes


NAME_THE_BUGS = ValueExercise(
    solution=name_the_bugs,
    given=_name_the_bugs_given,
    hints=(
        "Begin with the two rows in which a single gradient is wrong with "
        "five steps. Which descriptions touch one gradient alone?",
        "With one step, nothing arrives from a next step and nothing needs "
        "adding up. Which two bugs cannot show there?",
        "Row F is wrong in dU with one step, like C, and wrong nearly "
        "everywhere with five: what wrong thing enters dU *and* the slope "
        "of the tanh?",
        "Two descriptions are in no exhibit: 7 would spoil even the last "
        "dx, and 8 would spoil dW, dU and db even with one step.",
    ),
    rules=(
        entries(
            dict.fromkeys(_RIGHT, whole(1, len(DESCRIBED))), rule="six-numbers"
        ),
        Rule("number-twice", _no_number_twice),
        *(
            Rule(name, _swapped(one, two, says))
            for name, one, two, says in _CONFUSED
        ),
        Rule("contradiction", _contradiction),
    ),
    mistakes=(
        Mistake("six-numbers", "", lambda: [6, 4, 2, 1, 3, 5]),
        Mistake("six-numbers", "", lambda: {"A": 6, "B": 4}),
        Mistake("six-numbers", "", _mistaken(F=9)),
        Mistake("number-twice", "", _mistaken(F=2)),
        Mistake("own-state-or-aliased", "", _mistaken(C=5, F=2)),
        Mistake("dropped-or-not-transposed", "", _mistaken(D=4, B=1)),
        Mistake("dropped-or-overwritten", "", _mistaken(D=6, A=1)),
        Mistake("own-state-or-dh0", "", _mistaken(C=3, E=2)),
        Mistake("dropped-or-aliased", "", _mistaken(D=5, F=1)),
        Mistake("not-transposed-or-aliased", "", _mistaken(B=5, F=4)),
        Mistake("dh0-or-not-transposed", "", _mistaken(B=3, E=4)),
        Mistake("contradiction", "", _mistaken(A=8)),
        Mistake("contradiction", "", _mistaken(F=7)),
        Mistake("contradiction", "", _mistaken(A=4, B=1, D=6)),
    ),
    tried="six exhibits against eight descriptions",
)

"""Find the leak in a test that every table would pass."""

from typing import Any, NamedTuple

import numpy as np

from lstm_course.checks import reading, words
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise


def far_split(ns, share):
    """Split lengths into those to train on and those to test on.

    ns are whole numbers in any order; share of them, rounded, are for
    training. Returns two arrays, each in rising order. No test length may
    lie below the longest that was trained on.
    """
    ns = np.sort(ns)
    cut = round(share * len(ns))
    return ns[:cut], ns[cut:]


def given(ns, share):
    """Split lengths into those to train on and those to test on.

    ns are whole numbers in any order; share of them, rounded, are for
    training. Returns two arrays, each in rising order. No test length may
    lie below the longest that was trained on.
    """
    rng = np.random.default_rng(0)
    ns = rng.permutation(ns)
    cut = round(share * len(ns))
    return np.sort(ns[:cut]), np.sort(ns[cut:])


class _Call(NamedTuple):
    """Hold what a call was given, what came back, and if ns is as it was."""

    ns: np.ndarray
    share: float
    value: Any
    kept: bool

    @property
    def parts(self):
        """The lengths trained on and those tested, two lists."""
        return tuple(np.asarray(part).tolist() for part in self.value)

    @property
    def right(self):
        """What the solution returns, two lists."""
        return tuple(part.tolist() for part in far_split(self.ns, self.share))


def _plans():
    rng = np.random.default_rng(0)
    plans = [
        (np.array([2, 1]), 0.5),
        (np.arange(1, 11), 0.8),
        (np.arange(10, 0, -1), 0.6),
    ]
    for count, share in ((7, 0.3), (12, 0.75), (20, 0.5), (33, 0.9)):
        ns = rng.choice(np.arange(1, 90), count, replace=False)
        plans.append((ns, share))
    return plans


def _watch(answer):
    """Call the answer with each plan; return a _Call of each."""
    calls = []
    for ns, share in _plans():
        mine = ns.copy()
        value = reading.plain(answer(mine, share))
        kept = mine.tolist() == ns.tolist()
        calls.append(_Call(ns, share, value, kept))
    return calls


def _each(test):
    """Make a test of one call a test of all: the first message counts."""
    return lambda calls: next(filter(None, map(test, calls)), None)


def _same(function):
    """Make a test that says if every call gave what `function` gives."""

    def test(calls):
        pairs = ((c.parts, function(c.ns, c.share)) for c in calls)
        return all(
            list(mine) == np.asarray(theirs).tolist()
            for both in pairs
            for mine, theirs in zip(*both, strict=True)
        )

    return test


def _two_arrays(call):
    if call.value is None:
        return "It returned None. Does every path end in a `return`?"
    if not isinstance(call.value, (tuple, list)) or len(call.value) != 2:
        got = reading.describe(call.value)
        return f"Expected two arrays, training and test, got {got}."
    for name, part in zip(("training", "test"), call.value, strict=True):
        found = np.asarray(part) if np.size(part) else np.zeros(0, int)
        if found.ndim != 1 or found.dtype.kind not in "iu":
            return (
                f"The {name} part should be an array of whole numbers, got "
                f"{reading.describe(part)}."
            )
    return None


def _unchanged(call):
    if call.kept:
        return None
    return (
        "ns is changed in place: who calls this function finds it in another "
        "order afterwards. np.sort makes a new array, ns.sort() does not."
    )


def _swapped(calls):
    if not _same(lambda ns, share: far_split(ns, share)[::-1])(calls):
        return None
    return (
        "The two parts are the right ones, and swapped: training comes first."
    )


def _apart(call):
    both = sorted(set(call.parts[0]) & set(call.parts[1]))
    if not both:
        return None
    return (
        f"In both parts: n = {_few(both)}. What was seen in training proves "
        "nothing in the test."
    )


def _complete(call):
    given, got = set(call.ns.tolist()), set(call.parts[0] + call.parts[1])
    if given - got:
        return f"Of the lengths given, n = {_few(given - got)} got lost."
    if got - given:
        return f"n = {_few(got - given)} is not among the lengths given."
    return None


def _order(calls):
    if not _same(_unsorted)(calls):
        return None
    return (
        "You cut the list as it comes, and it comes in any order: small "
        "lengths get into the test, and large ones into the training. Sort "
        "first."
    )


def _between(call):
    train, test = call.parts
    for n in sorted(test):
        below = [k for k in train if k < n]
        above = [k for k in train if k > n]
        if below and above:
            return (
                f"n = {n} is tested, and {max(below)} and {min(above)} were "
                f"trained on: {n} lies between them. A table with a little "
                "smoothing passes such a test."
            )
    return None


def _below_trained(call):
    train, test = call.parts
    longest = max(train, default=0)
    for n in sorted(test):
        if n < longest:
            return (
                f"n = {n} is tested, and {longest} was trained on. A network "
                f"that counts to {longest} has passed {n} on its way; the "
                "test has to go where it has never been."
            )
    return None


def _beyond(calls):
    # In two lengths alone nothing lies between, so all calls are searched.
    return _each(_between)(calls) or _each(_below_trained)(calls)


def _amount(calls):
    if _same(_by_value)(calls):
        return (
            "You cut at a share of the largest length. share is meant of the "
            "number of lengths; they need not be spread evenly."
        )
    for call in calls:
        train, wanted = len(call.parts[0]), len(call.right[0])
        if train != wanted:
            return (
                f"Of {len(call.ns)} lengths a share of {call.share:g}, "
                f"rounded, is {wanted}; you train on {train}."
            )
    return None


def _rising(call):
    if call.parts == call.right:
        return None
    return "The right lengths, but each part should be in rising order."


def _few(ns):
    """Return some numbers in words, at most four of them."""
    ns = sorted(ns)
    return words.join(map(str, ns[:4])) + (" and more" if ns[4:] else "")


def _every_other(ns, share):
    ns = np.sort(ns)
    cut = round(share * len(ns))
    picked = np.unique(np.linspace(0, len(ns) - 1, cut).round().astype(int))
    mask = np.zeros(len(ns), bool)
    mask[picked] = True
    return ns[mask], ns[~mask]


def _unsorted(ns, share):
    cut = round(share * len(ns))
    return np.sort(ns[:cut]), np.sort(ns[cut:])


def _below(ns, share):
    ns = np.sort(ns)
    cut = len(ns) - round(share * len(ns))
    return ns[cut:], ns[:cut]


def _overlapping(ns, share):
    train, test = far_split(ns, share)
    return train, np.concatenate([train[-1:], test])


def _all_trained(ns, share):
    return np.sort(ns), far_split(ns, share)[1]


def _by_value(ns, share):
    limit = share * np.max(ns)
    ns = np.sort(ns)
    return ns[ns <= limit], ns[ns > limit]


def _sorted_in_place(ns, share):
    ns.sort()
    return far_split(ns, share)


def _other_seed(ns, share):
    ns = np.random.default_rng(7).permutation(ns)
    cut = round(share * len(ns))
    return np.sort(ns[:cut]), np.sort(ns[cut:])


def _falling(ns, share):
    train, test = far_split(ns, share)
    return train, test[::-1]


FAR_SPLIT = ValueExercise(
    solution=far_split,
    given=given,
    hints=(
        "Suppose 1, 2, 3, 5, 6 were trained on, and 4 is the test. Must a "
        "network count to be right about 4?",
        "What stands outside of everything that was seen? All of the test "
        "has to be longer than all of the training.",
        "Sort ns first; then one cut does it.",
    ),
    watch=_watch,
    rules=(
        Rule("arrays", _each(_two_arrays)),
        Rule("changed", _each(_unchanged)),
        Rule("parts-swapped", _swapped),
        Rule("overlap", _each(_apart)),
        Rule("lost", _each(_complete)),
        Rule("as-it-comes", _order),
        Rule("not-beyond", _beyond),
        Rule("amount", _amount),
        Rule("rising", _each(_rising)),
    ),
    mistakes=(
        Mistake("arrays", "", lambda ns, share: np.sort(ns)),
        Mistake("arrays", "", lambda ns, share: (ns / 2, ns)),
        Mistake("arrays", "", lambda ns, share: None),
        Mistake("changed", "", _sorted_in_place),
        Mistake(
            "parts-swapped", "", lambda ns, share: far_split(ns, share)[::-1]
        ),
        Mistake("overlap", "", _overlapping),
        Mistake("overlap", "", _all_trained),
        Mistake("lost", "", lambda ns, share: _every_other(ns[1:], share)),
        Mistake("lost", "", lambda ns, share: far_split(ns + ns.max(), share)),
        Mistake("as-it-comes", "", _unsorted),
        Mistake("not-beyond", "", lambda ns, share: given(ns, share)),
        Mistake("not-beyond", "", _other_seed),
        Mistake("not-beyond", "", _every_other),
        Mistake("not-beyond", "", _below),
        Mistake("amount", "", _by_value),
        Mistake("amount", "", lambda ns, share: far_split(ns, 1 - share)),
        Mistake("rising", "", _falling),
    ),
    tried="seven lists of lengths: no test length below a trained one",
)

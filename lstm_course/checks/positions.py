"""Say where along an axis the wrong values are."""

import numpy as np

from lstm_course.checks import words


def along(axis, wrong):
    """Return a sentence on which places of an axis are wrong, or "".

    `wrong` holds for each failing case one truth value for each place.
    Only what is true of all cases is said.
    """
    longer = [flags for flags in wrong if len(flags) > 1 and flags.any()]
    if not longer:
        return ""
    common = set.intersection(*(_descriptions(flags) for flags in longer))
    for description in _PREFERRED:
        if description in common:
            return _SENTENCES[description].format(
                one=words.axis(axis), many=words.axis(axis, many=True)
            )
    numbered = sorted(item for item in common if isinstance(item, tuple))
    if not numbered:
        return ""
    kind, index = numbered[0]
    return _NUMBERED[kind].format(
        one=words.axis(axis),
        nth=words.ordinal(index),
        index=index,
    )


def _descriptions(flags):
    places = np.flatnonzero(flags)
    count, last = len(places), len(flags) - 1
    low, high = int(places[0]), int(places[-1])
    found = set()
    if count == len(flags):
        return {"all"}
    if count == 1:
        found.add(("only", low))
    if count == 1 and low == 0:
        found.add("first")
    if count == 1 and low == last:
        found.add("last")
    if count == last and low == 1:
        found.add("all but first")
    if count == last and high == last - 1:
        found.add("all but last")
    if high - low + 1 == count and high == last:
        found.add(("from", low))
    if high - low + 1 == count and low == 0:
        found.add(("until", high))
    return found


# With two places "all but the first" and "only the last" are one; the former
# is what goes wrong in a recurrence.
_PREFERRED = ("all but first", "all but last", "first", "last")

_SENTENCES = {
    "first": "Only the first {one} is wrong.",
    "last": "Only the last {one} is wrong.",
    "all but first": "The first {one} is right, all later {many} are wrong.",
    "all but last": "The last {one} is right, all earlier {many} are wrong.",
}

_NUMBERED = {
    "only": "Only the {nth} {one} (index {index}) is wrong.",
    "from": "It is wrong from the {nth} {one} on (index {index}).",
    "until": "It is wrong up to the {nth} {one} (index {index}).",
}

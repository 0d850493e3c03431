"""Say in which cases an answer fails, if it does not fail in all."""

from lstm_course.checks import words


def which(prepared, failing):
    """Return a sentence that tells the failing cases from the others.

    `failing` holds positions in `prepared.cases`. Sizes of one come first,
    then inputs that are zero, then what the author said about the cases.
    """
    every = set(range(len(prepared.cases)))
    failing = set(failing)
    if failing == every:
        return ""
    return (
        _by_size(prepared, failing)
        or _by_zero(prepared, failing, every)
        or _by_about(prepared, failing)
        or f"It is wrong in {len(failing)} of {len(every)} cases."
    )


def _by_size(prepared, failing):
    for name, sizes in prepared.axis_sizes().items():
        single = {i for i, size in enumerate(sizes) if size == 1}
        more = set(range(len(sizes))) - single
        one = words.axis(name)
        if single and failing == more:
            return f"It is right for a single {one}, wrong for more."
        if more and failing == single:
            return f"It is wrong for a single {one}, right for more."
    return ""


def _by_zero(prepared, failing, every):
    arrays = {index: prepared.arrays(index) for index in every}
    for name in arrays[0]:
        zero = {
            index
            for index in every
            if name in arrays[index] and not arrays[index][name].any()
        }
        if zero and failing == every - zero:
            return f"It is right when {name} is zero, wrong otherwise."
        if zero and failing == zero:
            return f"It is wrong when {name} is zero, right otherwise."
    return ""


def _by_about(prepared, failing):
    abouts = [case.about for case in prepared.cases]
    bad = {about for i, about in enumerate(abouts) if i in failing}
    good = {about for i, about in enumerate(abouts) if i not in failing}
    if bad & good:
        return ""
    if len(bad) < 3:
        return f"It is wrong only for: {'; '.join(sorted(bad))}."
    if len(good) < 3:
        return f"It is right only for: {'; '.join(sorted(good))}."
    return ""

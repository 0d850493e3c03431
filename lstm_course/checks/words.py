"""Words for axes, positions and lists of names."""

_AXES = {
    "batch": ("batch row", "batch rows"),
    "time": ("time step", "time steps"),
}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def axis(name, many=False):
    """Return what one place along an axis is called, such as time step.

    An axis of blocks, `4 * units`, goes by its last word.
    """
    name = name.rpartition(" ")[2]
    if name.endswith("s"):
        return name if many else name[:-1]
    return _AXES.get(name, (f"place in {name}", f"places in {name}"))[many]


def ordinal(index):
    """Return `first` for 0, and the number from the seventh on."""
    if index < len(_ORDINALS):
        return _ORDINALS[index]
    last = index + 1
    teens = last % 100 in (11, 12, 13)
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(last % 10)
    return f"{last}{ending or 'th'}"


def join(names):
    """Return `i, f and g`."""
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"

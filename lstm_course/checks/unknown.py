"""Names that do not exist, and the nearest one that does."""

import difflib


class UnknownName(AttributeError, LookupError):
    """Nothing has this name; IPython shows the sentence, no traceback."""

    def _render_traceback_(self):
        return [f"✗ {self}"]


def nearest(name, known):
    """Return the one of the `known` names that `name` may stand for, or None.

    Letters that changed places count less than a letter that is missing.
    """
    found = difflib.get_close_matches(name, sorted(known), 5, 0.6)
    found.sort(key=lambda other: sorted(other) != sorted(name))
    return found[0] if found else None


def require(name, known, kind):
    """Raise UnknownName unless `name` is one of the `known` names.

    `kind` says what is looked for, such as "exercise".
    """
    if name in known:
        return
    near = nearest(str(name), known)
    advice = (
        f"Did you mean {near!r}?"
        if near
        else f"There are: {', '.join(known) or 'none'}."
    )
    raise UnknownName(f"No {kind} is called {name!r}. {advice}")

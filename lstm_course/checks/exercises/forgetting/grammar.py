"""The embedded Reber grammar as a graph, and its legal symbols."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)

SYMBOLS = "BTPSXVE"
GRAPH = {
    "start": {"B": "outer"},
    "outer": {"T": "inner", "P": "inner"},
    "inner": {"B": 1},
    1: {"T": 2, "P": 3},
    2: {"S": 2, "X": 4},
    3: {"T": 3, "V": 5},
    4: {"X": 3, "S": 6},
    5: {"P": 4, "V": 6},
    6: {"E": "last"},
    "last": {"T": "end", "P": "end"},
    "end": {"E": "start"},
}
"""Where each symbol leads from each place, and which symbols may come there.

What the graph cannot say: at "last" only the symbol that led away from
"outer" is legal.
"""


def legal_next(stream):
    """Say which symbols may come next, after each symbol of a stream.

    stream is a text that begins with the B of a string; strings follow each
    other without a gap. GRAPH[place] maps the symbols that may come at a
    place to the next place.
    Returns an array (time, 7), 1 where a symbol of SYMBOLS, "BTPSXVE", may
    come next and 0 elsewhere.
    """
    place, kept, legal = "start", None, []
    for symbol in stream:
        if place == "outer":
            kept = symbol
        place = GRAPH[place][symbol]
        allowed = kept if place == "last" else GRAPH[place]
        legal.append([float(one in allowed) for one in SYMBOLS])
    return np.array(legal)


def _text(rng, strings, outer=None):
    """Draw strings end to end; outer holds their outer symbols."""
    text = ""
    for number in range(strings):
        kept = outer[number] if outer else "TP"[rng.integers(2)]
        place = "start"
        while True:
            choices = kept if place in ("outer", "last") else [*GRAPH[place]]
            symbol = choices[rng.integers(len(choices))]
            text += symbol
            place = GRAPH[place][symbol]
            if place == "start":
                break
    return text


def _cases(rng):
    cases = [
        Case((_text(rng, len(outer), outer),), f"outer symbols {outer}")
        for outer in ("T", "P", "TP", "PT", "PTT", "TPTPPT")
    ]
    whole = _text(rng, 40)
    return [*cases, Case((whole[:200],), "200 symbols, cut anywhere")]


def _walk(
    keep=lambda place, symbol, kept: symbol if place == "outer" else kept,
    at_last=lambda kept: kept,
    row=lambda allowed: [float(one in allowed) for one in SYMBOLS],
    at_start=None,
):
    """Make an answer with one thing changed."""

    def answer(stream):
        place, kept, legal = "start", None, []
        for symbol in stream:
            kept = keep(place, symbol, kept)
            place = GRAPH[place][symbol]
            allowed = GRAPH[place]
            if place == "last":
                allowed = at_last(kept)
            if place == "start" and at_start is not None:
                allowed = at_start
            legal.append(row(allowed))
        return np.array(legal)

    return answer


def _first_only(place, symbol, kept):
    return symbol if place == "outer" and kept is None else kept


def _latest(place, symbol, kept):
    return symbol if symbol in "TP" else kept


def _shares(allowed):
    return [(one in allowed) / len(allowed) for one in SYMBOLS]


def _one_step_late(stream):
    return np.vstack([np.eye(1, 7), legal_next(stream)[:-1]])


def _what_came(stream):
    coming = [*stream[1:], "B"]
    return np.array([[float(one == c) for one in SYMBOLS] for c in coming])


def _alphabetical(stream):
    order = [SYMBOLS.index(one) for one in sorted(SYMBOLS)]
    return legal_next(stream)[:, order]


LEGAL_NEXT = FunctionExercise(
    solution=legal_next,
    hints=(
        'Walk along: begin with place = "start", and for each symbol of the '
        "stream place = GRAPH[place][symbol]. The keys of GRAPH[place] are "
        "then the symbols that may come next.",
        'There is one place where the graph allows too much: "last". What '
        'is legal there was decided at "outer", many symbols ago. Keep it.',
        'Before you move: if place == "outer", kept = symbol. After you '
        'moved: if place is "last", only kept is legal.',
    ),
    cases=_cases,
    outputs=(Output("legal", ("time", "symbols")),),
    axes={"symbols": tuple(SYMBOLS)},
    mistakes=(
        Mistake(
            "forgetful",
            'At "last" you allow T and P, as the graph does. This is what a '
            "network says that has forgotten its outer symbol: everything "
            "else is right, and the one thing is missing that needs memory.",
            _walk(at_last=lambda kept: "TP"),
        ),
        Mistake(
            "first-string-only",
            "You keep the outer symbol of the first string for all strings "
            "that follow. Each string brings its own: what is kept must be "
            "replaced.",
            _walk(keep=_first_only),
        ),
        Mistake(
            "latest",
            "You keep the last T or P that came by. But T and P also occur "
            'inside. Only the one read at "outer" is to be kept.',
            _walk(keep=_latest),
        ),
        Mistake(
            "other-one",
            'At "last" you allow the other symbol. The string ends with the '
            "outer symbol it began with.",
            _walk(at_last=lambda kept: "TP".replace(kept, "")),
        ),
        Mistake(
            "nothing-at-the-end",
            "After an E you allow nothing. The stream goes on: after the "
            "last E of a string comes the B of the next.",
            _walk(at_start=""),
        ),
        Mistake(
            "anything-at-the-end",
            "After the last E of a string you allow everything. A new "
            "string begins with B.",
            _walk(at_start=SYMBOLS),
        ),
        Mistake(
            "one-step-late",
            "Row t holds what was legal *at* t, before its symbol was read. "
            "Asked is what may come after it: move first, then look.",
            _one_step_late,
        ),
        Mistake(
            "what-came",
            "You return the symbol that came next. Where two symbols are "
            "legal, both entries must be 1, also that of the one that did "
            "not come.",
            _what_came,
        ),
        Mistake(
            "probabilities",
            "Where two symbols are legal you return one half for each. That "
            "is how likely they are; asked is whether they *may* come, 1 or "
            "0.",
            _walk(row=_shares),
        ),
        Mistake(
            "alphabetical",
            "The columns are in alphabetical order. They should be in that "
            'of SYMBOLS, "BTPSXVE".',
            _alphabetical,
        ),
    ),
    tried="streams of one to six strings, and 200 symbols cut anywhere",
)

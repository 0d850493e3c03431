"""Choose a character: temperature, nucleus, and a uniform number."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def choose(logits, us, temperature, top_p):
    """Return the symbol that each uniform number chooses, (draws,).

    logits is (symbols,), us is (draws,), from 0 to below 1; top_p is above
    0, at most 1. At temperature 0 every draw is the likeliest. Otherwise:

    1. The probabilities are the softmax of logits / temperature.
    2. From the likeliest down (of equals the first), a symbol is kept as
       long as those kept before it have less than top_p together.
    3. The kept probabilities are scaled to a sum of 1, the others are 0.
    4. u chooses the first symbol, in the order of the logits, at which the
       sum of the probabilities up to it, itself included, is above u.
    """
    if temperature == 0:
        return np.full(len(us), np.argmax(logits))
    p = np.exp((logits - np.max(logits)) / temperature)
    p = p / p.sum()
    order = np.argsort(-p, kind="stable")
    before = np.cumsum(p[order]) - p[order]
    p[order[before >= top_p]] = 0
    reached = np.cumsum(p)
    return np.searchsorted(reached / reached[-1], us, side="right")


def _evenly(draws):
    return (np.arange(draws) + 0.5) / draws


def _cases(rng):
    equal = np.zeros(4)
    ends = np.array([0, 0.25, 0.5, 0.75, 0.99])
    some = np.array([0.3, 2.1, -1.0])
    cases = [
        Case((some, _evenly(50), 1.0, 1.0), "3 symbols, nothing changed"),
        Case((some, _evenly(50), 2.0, 1.0), "3 symbols, temperature 2"),
        Case((some, _evenly(50), 0.5, 1.0), "3 symbols, temperature 0.5"),
        Case((some, _evenly(20), 0, 0.9), "3 symbols, temperature 0"),
        Case((some, _evenly(20), 1.0, 1e-9), "3 symbols, a tiny top_p"),
        Case((equal, ends, 1.0, 1.0), "4 equal ones, u on the boundaries"),
        Case((equal, ends, 1.0, 0.5), "4 equal ones, top_p 0.5"),
        Case(
            (np.array([-3, 2, 2, -3.0]), ends, 1.0, 0.9),
            "the first symbol is cut off, and u is 0",
        ),
        Case((1000 * some, _evenly(20), 1.0, 1.0), "logits up to 2,100"),
    ]
    for symbols, temperature, top_p in (
        (5, 1.0, 0.8),
        (7, 1.5, 0.6),
        (11, 0.7, 0.9),
        (75, 1.2, 0.95),
    ):
        logits = rng.normal(0, 2, symbols)
        about = f"{symbols} symbols, temperature {temperature}, top_p {top_p}"
        case = logits, _evenly(300), temperature, top_p
        cases.append(Case(case, about))
    return cases


def _softmax(logits):
    p = np.exp(logits - np.max(logits))
    return p / p.sum()


def _nucleus(p, top_p, crossing=True, reverse=False):
    """Set all but the nucleus to 0; without crossing, the last kept too."""
    order = np.argsort(-p, kind="stable")
    if reverse:
        order = np.argsort(p, kind="stable")[::-1]
    sums = np.cumsum(p[order])
    cut = sums - p[order] >= top_p if crossing else sums > top_p
    cut[0] = False
    p = p.copy()
    p[order[cut]] = 0
    return p


def _drawn(p, us, side="right", scaled=True):
    reached = np.cumsum(p)
    if scaled:
        reached = reached / reached[-1]
    found = np.searchsorted(reached, us, side=side)
    return np.minimum(found, len(p) - 1)


def _made(
    heat=lambda logits, temperature: _softmax(logits / temperature),
    cut=_nucleus,
    draw=_drawn,
):
    """Make the solution with one part changed."""

    def answer(logits, us, temperature, top_p):
        if temperature == 0:
            return np.full(len(us), np.argmax(logits))
        return draw(cut(heat(logits, temperature), top_p), us)

    return answer


def _threshold(p, top_p):
    kept = np.where(p >= top_p, p, 0)
    kept[np.argmax(p)] = p.max()
    return kept


def _less_likely(p, top_p):
    """Keep the least likely symbols instead."""
    order = np.argsort(p, kind="stable")
    before = np.cumsum(p[order]) - p[order]
    p = p.copy()
    p[order[before >= top_p]] = 0
    return p


def _heated_afterwards(logits, us, temperature, top_p):
    """Cut at temperature 1, and heat what is left."""
    if temperature == 0:
        return np.full(len(us), np.argmax(logits))
    kept = _nucleus(_softmax(logits), top_p) > 0
    return _drawn(_softmax(logits / temperature) * kept, us)


def _at_most(p, top_p):
    """Keep a symbol also where those before it have exactly top_p."""
    order = np.argsort(-p, kind="stable")
    before = np.cumsum(p[order]) - p[order]
    p = p.copy()
    p[order[before > top_p]] = 0
    return p


def _rank(logits, us, temperature, top_p):
    """Return the place among the sorted, and not the symbol."""
    if temperature == 0:
        return np.full(len(us), np.argmax(logits))
    p = np.sort(_nucleus(_softmax(logits / temperature), top_p))[::-1]
    return _drawn(p, us)


def _sorted_walk(logits, us, temperature, top_p):
    """Walk from the likeliest down instead of in the order of the logits."""
    if temperature == 0:
        return np.full(len(us), np.argmax(logits))
    p = _nucleus(_softmax(logits / temperature), top_p)
    order = np.argsort(-p, kind="stable")
    return order[_drawn(p[order], us)]


def _always_likeliest(logits, us, temperature, top_p):
    del temperature, top_p
    return np.full(len(us), np.argmax(logits))


CHOOSE = FunctionExercise(
    solution=choose,
    hints=(
        "Deal with temperature 0 first: np.argmax. Then subtract the "
        "largest logit before np.exp, so that nothing overflows.",
        "order = np.argsort(-p, kind='stable') lists the symbols from the "
        "likeliest down. np.cumsum(p[order]) − p[order] is what those "
        "before each have together.",
        "p[order[before >= top_p]] = 0 cuts off the others. Divide the "
        "cumulative sum of what is left by its last entry.",
        "np.searchsorted(sums, us, side='right') finds, for each u, the "
        "first place at which the sum is above u.",
    ),
    cases=_cases,
    outputs=(Output("symbols", ("draws",)),),
    mistakes=(
        Mistake(
            "multiplied",
            "You multiply by the temperature. A high one should make the "
            "probabilities more equal: divide.",
            _made(lambda logits, t: _softmax(logits * t)),
        ),
        Mistake(
            "temperature-ignored",
            "The temperature changes nothing in your answer.",
            _made(lambda logits, t: _softmax(logits)),
        ),
        Mistake(
            "probabilities-divided",
            "You divide the *probabilities* by the temperature and scale "
            "them again, which changes the nucleus and nothing else. The "
            "logits are what is divided.",
            _made(lambda logits, t: _softmax(logits) / t),
        ),
        Mistake(
            "top-p-ignored",
            "top_p changes nothing in your answer.",
            _made(cut=lambda p, top_p: p),
        ),
        Mistake(
            "crossing-cut",
            "You cut off the symbol at which the sum crosses top_p. It is "
            "still kept: what those *before* it have is less than top_p.",
            _made(cut=lambda p, top_p: _nucleus(p, top_p, crossing=False)),
        ),
        Mistake(
            "at-most",
            "Where those before have exactly top_p, the symbol is cut: less "
            "than, not at most.",
            _made(cut=_at_most),
        ),
        Mistake(
            "threshold",
            "You keep each symbol whose own probability is at least top_p. "
            "top_p is a bound on the sum, from the likeliest down.",
            _made(cut=_threshold),
        ),
        Mistake(
            "least-likely-kept",
            "You sort in the wrong direction and keep the least likely "
            "symbols.",
            _made(cut=_less_likely),
        ),
        Mistake(
            "ties-reversed",
            "Of equally likely symbols you keep the last. Reversing an "
            "argsort turns the ties round, too; sort −p with kind='stable'.",
            _made(cut=lambda p, top_p: _nucleus(p, top_p, reverse=True)),
        ),
        Mistake(
            "not-scaled",
            "After the cut the probabilities no longer sum to 1, and a "
            "large u falls off their end. Scale them.",
            _made(draw=lambda p, us: _drawn(p, us, scaled=False)),
        ),
        Mistake(
            "left-side",
            "Inside it is right, on the boundaries you are one too low: the "
            "sum has to be *above* u. With u = 0 you can even choose a "
            "symbol that was cut off. searchsorted has side='right'.",
            _made(draw=lambda p, us: _drawn(p, us, side="left")),
        ),
        Mistake(
            "heated-afterwards",
            "You cut at temperature 1 and heat what is left. First the "
            "temperature, then the nucleus.",
            _heated_afterwards,
        ),
        Mistake(
            "rank",
            "You return places in the sorted list, 0 for the likeliest. "
            "Wanted is the number of the symbol itself.",
            _rank,
        ),
        Mistake(
            "sorted-walk",
            "The distribution is right, but u walks through the symbols "
            "from the likeliest down. It should walk in the order of the "
            "logits.",
            _sorted_walk,
        ),
        Mistake(
            "always-likeliest",
            "You always take the likeliest symbol. That is temperature 0.",
            _always_likeliest,
        ),
    ),
    tried="13 distributions, draws spread evenly and on the boundaries",
)

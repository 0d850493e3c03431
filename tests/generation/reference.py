"""How a symbol is chosen, symbol by symbol, by sorting and adding up."""

import math

import numpy as np


def scale(symbols):
    """Return the weight of the likeliest of so many symbols."""
    return 2 ** (29 - math.ceil(math.log2(symbols)))


def weights(logits, temperature):
    """Return a list of whole numbers, one a symbol."""
    below = (logits - logits.max()) / np.float32(temperature)
    exact = np.exp(below.astype(np.float32)) * np.float32(scale(len(logits)))
    return [int(weight) for weight in exact]


def nucleus(weights, top_p):
    """Return which symbols are kept, by sorting."""
    order = sorted(range(len(weights)), key=lambda k: (-weights[k], k))
    needed, have, kept = math.ceil(float(top_p) * sum(weights)), 0, set()
    for k in order:
        if have >= needed:
            break
        have += weights[k]
        kept.add(k)
    return kept


def drawn(weights, u):
    """Return the first symbol at which the sum passes u times the total."""
    whole = int(float(u) * 2**24)
    have, total = 0, sum(weights)
    for k, weight in enumerate(weights):
        have += weight
        if have * 2**24 > whole * total:
            return k
    raise AssertionError("u is below 1")


def choose(logits, u, temperature, top_p):
    """Return the symbol for one row of logits and one uniform number."""
    if temperature == 0:
        return int(np.argmax(logits))
    found = weights(logits, temperature)
    if top_p < 1:
        kept = nucleus(found, top_p)
        found = [w if k in kept else 0 for k, w in enumerate(found)]
    return drawn(found, u)


def margin(logits, u, temperature, top_p):
    """Return how near the choice came to being another, as a probability.

    By ordinary probabilities in float64, not by weights.
    """
    logits = np.asarray(logits, float)
    if temperature == 0:
        return np.diff(np.sort(logits))[-1]
    p = np.exp((logits - logits.max()) / temperature)
    p /= p.sum()
    order = np.argsort(-p, kind="stable")
    sums = np.cumsum(p[order])
    near = [np.abs(sums - top_p).min()] if top_p < 1 else []
    kept = order[: np.searchsorted(sums, top_p) + 1]
    inside = np.where(np.isin(np.arange(len(p)), kept), p, 0)
    edges = np.cumsum(inside) / inside.sum()
    return min([*near, np.abs(edges[:-1] - u).min()])

"""Find the scale at which the gradient of a network neither dies nor grows."""

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise
from lstm_course.checks.exercises.vanishing.many_units import gradient_norms
from lstm_course.checks.exercises.vanishing.network import (
    network,
    noisy_states,
    typical,
)

DISTANCE = 50
LOW, HIGH = 0.5, 2.0


def steady_scales():
    """Return the scale of U for each of the seeds 0, 1 and 2.

    With that scale the typical gradient, 50 steps back, is between 0.5
    and 2 times as long as at distance 0.
    """
    return 2.01, 1.85, 1.9


def reached(seed, scale, time=DISTANCE):
    """Return the typical length of the gradient `time` steps back."""
    return typical(gradient_norms(*noisy_states(seed, scale, time)))[-1]


def _three_scales(value):
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.asarray("uneven")
    if array.dtype.kind not in "iuf":
        return f"Expected three numbers, one for each seed, got {value!r}."
    if array.shape != (3,):
        got = "one number" if array.ndim == 0 else f"shape {array.shape}"
        return (
            "Expected three numbers, for the seeds 0, 1 and 2, got "
            f"{got}: {value!r}."
        )
    if not np.isfinite(array).all():
        return f"Expected finite numbers, got {value!r}."
    return None


def _possible(value):
    for seed, scale in enumerate(value):
        if scale <= 0:
            return (
                f"Seed {seed}: a scale of {scale:g} is not positive. The "
                "slider shows what to look for: a scale between 0.5 and 3."
            )
        if scale > 3:
            return (
                f"Seed {seed}: a scale of {scale:g} is beyond the slider, "
                "which ends at 3."
            )
    return None


def _radius_one(value):
    radii = [max(abs(np.linalg.eigvals(network(s, 1)[1]))) for s in range(3)]
    if np.allclose(value, 1, atol=0.05):
        why = "about"
    elif np.allclose(np.multiply(value, radii), 1, atol=0.02):
        why = "exactly"
    else:
        return None
    return (
        f"These give U a spectral radius of {why} 1. Without inputs that "
        "would be the place. Here the noise drives the units to where the "
        f"tanh is flat: with seed 0, {reached(0, value[0]):.0e} is left."
    )


def _norm_one(value):
    norms = [np.linalg.norm(network(s, 1)[1], 2) for s in range(3)]
    if np.allclose(np.multiply(value, norms), 1, atol=0.03):
        return (
            "You made the spectral *norm* of U 1. That only promises that "
            "nothing grows; nearly everything dies: with seed 0, "
            f"{reached(0, value[0]):.0e} is left."
        )
    return None


def _one_for_all(value):
    if np.ptp(np.asarray(value, float)) > 0:
        return None
    found = [reached(seed, scale) for seed, scale in enumerate(value)]
    if all(LOW <= one <= HIGH for one in found):
        return None
    listed = ", ".join(f"{one:.2g}" for one in found)
    return (
        "One scale for all three does not do: at distance 50 it leaves "
        f"{listed} for the seeds 0, 1 and 2. Move the slider for each seed."
    )


def _each_steady(value):
    for seed, scale in enumerate(value):
        length = reached(seed, scale)
        if LOW <= length <= HIGH:
            continue
        what = "too little: more weight" if length < LOW else "too much: less"
        return (
            f"Seed {seed}: with a scale of {scale:g} the gradient 50 steps "
            f"back is {length:.2g}. That is {what} is needed."
        )
    return None


def _another_order(value):
    """Recognise the right scales given to the wrong seeds."""
    found = [LOW <= reached(s, scale) <= HIGH for s, scale in enumerate(value)]
    turned = [
        LOW <= reached(s, scale) <= HIGH
        for s, scale in enumerate(tuple(value)[::-1])
    ]
    if all(turned) and not all(found):
        return "The order is seed 0, 1, 2: yours runs the other way."
    return None


STEADY_SCALES = ValueExercise(
    solution=steady_scales,
    hints=(
        "Set T to 50 and the seed to 0. Move the scale until the end of the "
        "line lies in the grey band.",
        "It lies between 1.7 and 2.1 for each of the three seeds. Go in "
        "steps of 0.02.",
        "Without the slider: call typical_gradient(seed, scale) in a loop "
        "over np.arange(1.7, 2.1, 0.02).",
    ),
    rules=(
        Rule("three-numbers", _three_scales),
        Rule("out-of-range", _possible),
        Rule("radius-one", _radius_one),
        Rule("norm-one", _norm_one),
        Rule("one-for-all", _one_for_all),
        Rule("reversed", _another_order),
        Rule("not-steady", _each_steady),
    ),
    mistakes=(
        Mistake("three-numbers", "", lambda: 1.9),
        Mistake("three-numbers", "", lambda: (2.0, 1.85)),
        Mistake("out-of-range", "", lambda: (0, 0, 0)),
        Mistake("out-of-range", "", lambda: (50, 50, 50)),
        Mistake("radius-one", "", lambda: (1, 1, 1)),
        Mistake("radius-one", "", lambda: (0.976, 0.985, 0.935)),
        Mistake("norm-one", "", lambda: (0.563, 0.535, 0.518)),
        Mistake("one-for-all", "", lambda: (1.9, 1.9, 1.9)),
        Mistake("reversed", "", lambda: (1.9, 1.85, 2.01)),
        Mistake("not-steady", "", lambda: (1.5, 1.6, 1.7)),
        Mistake("not-steady", "", lambda: (2.01, 1.85, 2.2)),
    ),
    tried="three networks, 16 streams each, 50 steps back",
    limit=10,
)

"""Set the two weights of an input gate whose flag means the opposite."""

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise
from lstm_course.checks.exercises.lstm.values import numbers, sigmoid
from lstm_course.tasks.flagged_bit import flagged_bit


def gate_weights():
    """Return (weight, bias) of the flag in the input gate.

    The gate is sigmoid(weight * flag + bias). It must open when the flag is
    0 and shut when it is 1; the noise is ten times as large as the bit.
    """
    weight, bias = -30, 15
    return weight, bias


def _gates(value):
    """Return how far the gate opens for the bit, and for the noise."""
    weight, bias = (float(number) for number in value)
    return float(sigmoid(bias)), float(sigmoid(weight + bias))


def _depends_on_the_flag(value):
    if value[0] == 0:
        return (
            f"With a weight of 0 the gate is {_gates(value)[0]:.2f} whatever "
            "the flag says. It has to hear the flag."
        )
    return None


def _not_in_the_wrong_order(value):
    right = _gates(value[::-1])
    if right[0] > 0.9 and right[1] < 1e-5:
        return (
            "The two numbers would do if they changed places: the weight "
            "comes first, the bias second."
        )
    return None


def _right_direction(value):
    bit, noise = _gates(value)
    if value[0] > 0 and noise > 0.5:
        return (
            "Your gate opens when the flag is one. Here it must open when "
            "the flag is *zero*: look at the sign of the weight."
        )
    if value[0] > 0:
        return (
            f"The gate is {bit:.2g} when the flag is 0 and {noise:.2g} when "
            "it is 1: more open for the noise than for the bit. Look at the "
            "sign of the weight."
        )
    return None


def _lets_the_bit_in(value):
    bit, _ = _gates(value)
    if bit < 0.9:
        where = "never opens" if bit < 0.1 else "opens too little"
        return (
            f"The gate {where}: with the flag at 0 all that z has is the "
            f"bias, {value[1]:g}, so the gate is {bit:.2g} and that is all "
            "that the bit is multiplied by. Which sign, and how large, must "
            "the bias be?"
        )
    return None


def _shuts(value):
    weight, bias = value
    _, noise = _gates(value)
    if noise > 0.9:
        return (
            f"The gate never shuts: with the flag at 1 it has z = {weight:g} "
            f"+ {bias:g}, so it is {noise:.2f}. The weight must outweigh the "
            "bias."
        )
    if noise > 0.01:
        return (
            f"The direction is right, but the gate is {noise:.2g} when it "
            f"should be shut, so {noise:.0%} of each noise value gets in. "
            "How large must |z| be for σ(z) to be practically 0?"
        )
    return None


def _survives(value):
    bit, noise = _gates(value)
    streams, bits = flagged_bit(200, 1_000, seed=7, noise=10)
    gates = np.where(streams[..., 1] == 1, bit, noise)
    sums = (gates * streams[..., 0]).sum(axis=1)
    right = int((np.sign(sums) == bits).sum())
    if right < 200:
        return (
            f"Nearly: the gate lets {noise:.1g} of each noise value in. "
            "That sounds like nothing, but the noise is ten times as large "
            f"as the bit, and there are 999 of them: {right} of 200 streams "
            "end with the right sign, and c is off by about "
            f"{10 * 999**0.5 * noise:.2g}. Shut the gate harder."
        )
    return None


GATE_WEIGHTS = ValueExercise(
    solution=gate_weights,
    hints=(
        "Write down z for both flags: with flag 0 it is the bias alone, "
        "with flag 1 it is weight + bias.",
        "The first must be large and positive, the second large and "
        "negative. So the bias is positive, and the weight negative and "
        "larger.",
        "σ(−5) is 0.7 %, σ(−10) is 0.005 %. Noise of size 10, a thousand "
        "times, adds up to about 300: what is left of it must be small "
        "against 1.",
    ),
    rules=(
        Rule(
            "two-numbers",
            lambda value: numbers(value, 2, "two numbers (weight, bias)"),
        ),
        Rule("flag-unheard", _depends_on_the_flag),
        Rule("swapped", _not_in_the_wrong_order),
        Rule("opposite", _right_direction),
        Rule("bit-kept-out", _lets_the_bit_in),
        Rule("not-shut", _shuts),
        Rule("leaks", _survives),
    ),
    mistakes=(
        Mistake("two-numbers", "", lambda: -20),
        Mistake("two-numbers", "", lambda: (-20, 10, 0)),
        Mistake("two-numbers", "", lambda: (-20, float("inf"))),
        Mistake("flag-unheard", "", lambda: (0, 10)),
        Mistake("swapped", "", lambda: (15, -30)),
        Mistake("opposite", "", lambda: (20, -10)),
        Mistake("opposite", "", lambda: (5, -10)),
        Mistake("bit-kept-out", "", lambda: (-20, 0)),
        Mistake("bit-kept-out", "", lambda: (-20, -10)),
        Mistake("not-shut", "", lambda: (-10, 20)),
        Mistake("not-shut", "", lambda: (-5, 3)),
        Mistake("leaks", "", lambda: (-12, 6)),
    ),
    tried="200 of 200 bits survive 1,000 steps of noise",
)

"""How much of a memory is left when the units are dropped at random?"""

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def never_dropped(rate, steps):
    """Return the shares of units that were not dropped in any step.

    rate is the probability that a mask drops a unit. Returns two numbers:
    for one mask that is used in all steps, and for a fresh mask in each.
    """
    return 1 - rate, (1 - rate) ** steps


def _cases(rng):
    pairs = ((0.5, 1), (0.25, 2), (0.5, 20), (0.1, 50))
    return [Case(pair, f"rate {pair[0]}, {pair[1]} steps") for pair in pairs]


NEVER_DROPPED = FunctionExercise(
    solution=never_dropped,
    hints=(
        "With one mask, what happens at the first step happens at all of "
        "them.",
        "With fresh masks a unit must be lucky at every step, and the luck "
        "of one step says nothing about the next: multiply.",
    ),
    cases=_cases,
    outputs=(Output("one mask", ()), Output("fresh masks", ())),
    mistakes=(
        Mistake(
            "dropped",
            "These are the shares that *are* dropped, or a power of them: "
            "the rate is the probability of being dropped. Take 1 − rate.",
            lambda rate, steps: (rate, rate**steps),
        ),
        Mistake(
            "dropped-at-least-once",
            "With one mask you are right. 1 − (1 − rate)^steps is the share "
            "that was dropped at least once.",
            lambda rate, steps: (1 - rate, 1 - (1 - rate) ** steps),
        ),
        Mistake(
            "complements",
            "Both are upside down: these are the units that were dropped at "
            "some step.",
            lambda rate, steps: (rate, 1 - (1 - rate) ** steps),
        ),
        Mistake(
            "swapped",
            "The two are swapped: one mask first, then fresh ones.",
            lambda rate, steps: ((1 - rate) ** steps, 1 - rate),
        ),
        Mistake(
            "both-fixed",
            "With fresh masks a unit takes its chance at every step anew.",
            lambda rate, steps: (1 - rate, 1 - rate),
        ),
        Mistake(
            "both-fresh",
            "With one mask there is one throw of the dice, and it holds for "
            "all steps.",
            lambda rate, steps: ((1 - rate) ** steps, (1 - rate) ** steps),
        ),
        Mistake(
            "subtracted",
            "A share does not lose the same amount at every step, but the "
            "same part of what is left: with many steps yours is negative.",
            lambda rate, steps: (1 - rate, 1 - rate * steps),
        ),
        Mistake(
            "divided",
            "The chances of the steps are multiplied, not added up and "
            "divided.",
            lambda rate, steps: (1 - rate, (1 - rate) / steps),
        ),
        Mistake(
            "one-less",
            "You have left out one step: a unit faces a mask at each of "
            "them, the first included.",
            lambda rate, steps: (1 - rate, (1 - rate) ** (steps - 1)),
        ),
        Mistake(
            "scaled",
            "The kept values are scaled up so that their *mean* stays 1. "
            "Asked is how many units are left, not how large they are.",
            lambda rate, steps: (1.0, 1.0),
        ),
    ),
    tried="four rates and numbers of steps",
)

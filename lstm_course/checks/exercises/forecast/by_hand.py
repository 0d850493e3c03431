"""Four scores of one small forecast, by hand."""

from lstm_course.checks.entries import entries, number
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise

_KEYS = ("MASE", "skill", "coverage", "interval score")


def scores_by_hand():
    """Return four scores of a forecast, by their names.

    What was known:   10, 12, 11, 13, 12
    What came then:           13, 15
    The forecast:             12, 13
    Its 80 % interval, at both steps, from 11 to 14.

    "MASE":           the mean absolute error, divided by the mean absolute
                      change from one known value to the next
    "skill":          1 less the ratio of the mean absolute error to that of
                      repeating the last known value
    "coverage":       the share of what came that lies in the interval
    "interval score": the mean over both steps of the width, plus 2 / 0.2
                      times the distance by which a value lies outside
    """
    return {"MASE": 1.0, "skill": 0.25, "coverage": 0.5, "interval score": 8.0}


def _is(got, wanted):
    return abs(got - wanted) < 5e-3


_SAYS = {
    "MASE": {
        1.5: (
            "1.5 is the mean absolute error. The scale is missing: divide "
            "by the mean of the four changes 2, 1, 2, 1."
        ),
        3.0: (
            "3 is the sum of the errors, or their mean divided by the mean "
            "of the changes with their signs. Divide the mean error by the "
            "mean of the *absolute* changes."
        ),
        0.75: (
            "You divided by the error that the last value makes on what came "
            "then. That ratio belongs to the skill; MASE is scaled by what "
            "was known."
        ),
        1.25: (
            "There are four changes between five values: divide their sum, "
            "6, by 4."
        ),
        2.0: "The sum of both errors is 3. Take their mean.",
    },
    "skill": {
        0.75: (
            "0.75 is the ratio of the two errors. Skill is what is gained: 1 "
            "less that."
        ),
        -0.25: "The sign is turned: a forecast that is better has skill > 0.",
        -0.33: (
            "The ratio is upside down: the forecast's error goes above, that "
            "of the last value below."
        ),
        0.5: (
            "0.5 is how much smaller the error is, in units of the series. "
            "Divide by the error of the last value."
        ),
        0.0: (
            "You compared with the changes of the past. Skill compares on "
            "what came: repeating 12 errs by 1 and 3."
        ),
    },
    "coverage": {
        0.8: (
            "80 % is what the interval promises. How many of 13 and 15 lie "
            "in it?"
        ),
        1.0: "15 lies above 14.",
        0.0: "13 lies between 11 and 14.",
        50: "As a share: between 0 and 1.",
    },
    "interval score": {
        3.0: (
            "3 is the width. At the second step 15 lies outside, by 1, and "
            "that costs."
        ),
        16.0: "16 is the sum of both steps, 3 and 13. Take the mean.",
        13.0: "13 is the second step alone. The first costs its width, 3.",
        3.5: (
            "A value outside costs its distance times 2 / 0.2 = 10, not the "
            "distance alone."
        ),
        5.0: "10 is the price of the value outside; both steps cost 3, too.",
        4.25: (
            "You took 2 / 0.8. In the formula stands the share that may lie "
            "*outside*, 0.2."
        ),
        5.5: "The price is 2 / 0.2 times the distance; you took 1 / 0.2.",
    },
}
_RIGHT = scores_by_hand()
_ASK = {
    "MASE": "The errors are 1 and 2, the changes 2, 1, 2, 1.",
    "skill": "The forecast errs by 1 and 2, the last value by 1 and 3.",
    "coverage": "Of 13 and 15, how many lie between 11 and 14?",
    "interval score": "Both cost the width, 3; 15 lies outside by 1.",
}


def _score(key):
    """Make the test of one of the four numbers."""

    def test(value):
        got = value[key]
        if _is(got, _RIGHT[key]):
            return None
        for wrong, says in _SAYS[key].items():
            if _is(got, wrong):
                return says
        return f"{key}: not {got:g}. {_ASK[key]}"

    return test


def _but(**changed):
    """Return the right answer with entries changed; _ stands for a space."""
    changed = {name.replace("_", " "): new for name, new in changed.items()}
    return lambda: {**scores_by_hand(), **changed}


SCORES_BY_HAND = ValueExercise(
    solution=scores_by_hand,
    hints=(
        "Absolute errors of the forecast: |13 − 12| = 1 and |15 − 13| = 2. "
        "Of the last value, 12: 1 and 3.",
        "Absolute changes of what was known: 2, 1, 2, 1, with a mean of 1.5.",
        "The interval is 3 wide at both steps. At the second, 15 lies above "
        "it by 1, which costs 2 / 0.2 · 1.",
    ),
    rules=(
        entries(dict.fromkeys(_RIGHT, number())),
        Rule("MASE", _score("MASE")),
        Rule("skill", _score("skill")),
        Rule("coverage", _score("coverage")),
        Rule("interval-score", _score("interval score")),
    ),
    mistakes=(
        Mistake("entries", "", lambda: 1.0),
        Mistake("entries", "", lambda: {"MASE": 1.0}),
        Mistake("entries", "", _but(skill="25 %")),
        Mistake("MASE", "", _but(MASE=1.5)),
        Mistake("MASE", "", _but(MASE=0.75)),
        Mistake("MASE", "", _but(MASE=3.0)),
        Mistake("MASE", "", _but(MASE=7.0)),
        Mistake("skill", "", _but(skill=0.75)),
        Mistake("skill", "", _but(skill=-0.25)),
        Mistake("skill", "", _but(skill=1 - 2 / 1.5)),
        Mistake("skill", "", _but(skill=0.5)),
        Mistake("coverage", "", _but(coverage=0.8)),
        Mistake("coverage", "", _but(coverage=1)),
        Mistake("coverage", "", _but(coverage=50)),
        Mistake("interval-score", "", _but(interval_score=3)),
        Mistake("interval-score", "", _but(interval_score=16)),
        Mistake("interval-score", "", _but(interval_score=3.5)),
        Mistake("interval-score", "", _but(interval_score=4.25)),
    ),
    tried="an error against the past, one against the last value, two scores",
)

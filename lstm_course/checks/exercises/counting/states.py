"""Work out how many situations a task asks one to tell apart."""

from lstm_course.checks.entries import entries, number
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise

_RIGHT = {"parity": 2, "S3": 6, "S5": 120, "anbn_20": 41, "anbn_40": 81}


def states_needed():
    """Return how many situations each task has, a dictionary.

    Two beginnings are the same situation if whatever may follow, and every
    later answer, is the same for both.

    "parity":  bits; is the number of ones so far odd?
    "S3":      orders of three things; where does each stand by now?
    "S5":      the same for five things
    "anbn_20": words S a…a b…b, as many b's as a's, at most 20 of each;
               count the beginning S and the finished word, too
    "anbn_40": the same, at most 40 of each
    """
    return {
        "parity": 2,  # even and odd
        "S3": 6,  # 3 · 2 · 1 orders
        "S5": 120,  # 5 · 4 · 3 · 2 · 1 orders
        "anbn_20": 41,  # S; 1 to 20 a's; 19 to 1 b's owed; done
        "anbn_40": 81,
    }


def _parity(value):
    got = value["parity"]
    if got == 2:
        return None
    if got == 1:
        return (
            "With one situation the answer would always be the same. After "
            "101 it is even, after 100 it is odd: at least two."
        )
    if got == 4:
        return (
            "You count the last bit as well. But 01 and 10 have the same "
            "future, whatever their last bit was: odd, both."
        )
    return (
        f"Parity has not {got:g} situations. 1 and 111 look different, and "
        "no later bit can tell which of them it was; how many kinds are "
        "left?"
    )


def _groups(value):
    if value["S3"] == 3 or value["S5"] == 5:
        return (
            "It is not the things that are counted, but their orders. Three "
            "things stand in an order, and each step changes it: how many "
            "orders are there?"
        )
    if value["S3"] == 9 or value["S5"] == 25:
        return (
            "A thing can stand at any of the places, but no two at the same "
            "one: after the first is placed, one place fewer is left."
        )
    if value["S3"] == 27 or value["S5"] == 3125:
        return (
            "No two things stand at the same place. The second has one "
            "place fewer to choose from, the third two fewer."
        )
    for key, right in (("S3", 6), ("S5", 120)):
        if value[key] != right:
            return (
                f"{key} has not {value[key]:g} situations. The first thing "
                f"can stand at any of {key[1]} places, the next at one of "
                "those that are left, and so on."
            )
    return None


def _words(value):
    got, more = value["anbn_20"], value["anbn_40"]
    if (got, more) == (41, 81):
        return None
    if (got, more) in ((20, 40), (21, 41)):
        return (
            "You counted how many b's are owed. But with 5 a's read another "
            "a may follow, and with 5 b's owed after a b it may not: the "
            "same debt, two situations."
        )
    if (got, more) in ((40, 80), (39, 79)):
        return (
            "Almost. Write the situations of n = 1 down, one after each "
            "symbol of Sab, and those of n = 2. S is one, and the finished "
            "word is one: neither is an a or an owed b."
        )
    if got in (42, 43):
        return (
            "A little too many. Count only the beginnings of right words: "
            "the moment before S is none, and a dead end after a wrong "
            "symbol is none."
        )
    if got in (2, 3, 4):
        return (
            f"{got:g} kinds of answer, yes, but more situations: after 3 "
            "a's and after 4 a's the answer now is the same, and the "
            "answer four symbols later is not."
        )
    if got in (210, 230, 420, 400, 441):
        return (
            "You counted pairs of a's and b's read. But after aaabb and after "
            "aab one b is owed, and from there on all is the same. "
            "Only what is owed counts, and whether a b has been seen."
        )
    if got == 41:
        return (
            f'"anbn_20" is right, and "anbn_40" is not {more:g}: count once '
            "more in the same way. It is a straight line in n."
        )
    return (
        f'"anbn_20" is not {got:g}. Go through the longest word: after S, '
        "after each of its a's, after each of its b's. Which of them has a "
        "shorter word that you have not met yet?"
    )


def _but(**changed):
    return lambda: {**_RIGHT, **changed}


STATES_NEEDED = ValueExercise(
    solution=states_needed,
    hints=(
        "Parity: any two beginnings with the same parity have the same "
        "future. Three things can stand in 3 · 2 · 1 orders.",
        "For the words, list what each situation owes. While a's come, a "
        "number owed and a choice left; after the first b, a number owed "
        "and no choice.",
        "n = 1 at most: S, a, ab make 3. n = 2 at most: S, a, aa, aab, and "
        "the finished word make 5.",
    ),
    rules=(
        entries(dict.fromkeys(_RIGHT, number())),
        Rule("parity", _parity),
        Rule("groups", _groups),
        Rule("words", _words),
    ),
    mistakes=(
        Mistake("entries", "", lambda: 2),
        Mistake("entries", "", lambda: {"parity": 2}),
        Mistake("entries", "", _but(S3="six")),
        Mistake("parity", "", _but(parity=1)),
        Mistake("parity", "", _but(parity=4)),
        Mistake("parity", "", _but(parity=40)),
        Mistake("groups", "", _but(S3=3, S5=5)),
        Mistake("groups", "", _but(S3=9, S5=25)),
        Mistake("groups", "", _but(S3=27)),
        Mistake("groups", "", _but(S5=60)),
        Mistake("words", "", _but(anbn_20=20, anbn_40=40)),
        Mistake("words", "", _but(anbn_20=40, anbn_40=80)),
        Mistake("words", "", _but(anbn_20=42, anbn_40=82)),
        Mistake("words", "", _but(anbn_20=4, anbn_40=4)),
        Mistake("words", "", _but(anbn_20=420)),
        Mistake("words", "", _but(anbn_40=82)),
        Mistake("words", "", _but(anbn_20=100, anbn_40=200)),
    ),
    tried="five numbers of situations",
)

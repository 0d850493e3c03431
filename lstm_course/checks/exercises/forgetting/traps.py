"""Find the flaw in the protocols of seven experiments."""

from lstm_course.checks.entries import entries, whole
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise

NOTES = {
    "A": "Windows of 50 symbols from the stream, each begun with h = c = 0, "
    "in training and in the test. Ten seeds. Without the gate |c| stays below "
    "40, and as many runs are right as with it. So the gate is not needed.",
    "B": "State carried through the stream. Ten seeds. Right are, of all "
    "symbols, 95 % without the gate and 100 % with it. The gate gains a "
    "mere 5 %.",
    "C": "State carried. Ten seeds. A tanh RNN does about as well as the "
    "LSTM with the gate. So a cell without the gate would do as well, too.",
    "D": "State carried, scored on the outer symbols. Seed 7: without the "
    "gate 99 %, with the gate 51 %. The gate does harm.",
    "E": "State carried in training. The test: 500 new streams, scored on the "
    "outer symbols, and each is stopped after its first 20 symbols. Ten "
    "seeds. |c| stays below 20 without the gate. So it does not grow.",
    "F": "State carried, scored on the outer symbols. Ten seeds; two with "
    "the gate had learned nothing and were replaced by two others. With the "
    "gate every run is right.",
    "G": "State carried, 20,000 symbols of a new stream, scored on the outer "
    "symbols after the first 1,000. Ten seeds of each, all counted. Fewer "
    "are right without the gate.",
}
FLAWS = {
    1: "one run may be chance",
    2: "an average over everything hides the one thing that needs memory",
    3: "the test stream is the training stream",
    4: "the experimenter says where a piece begins, and the stream does not",
    5: "the test ends before what is looked for can happen",
    6: "runs were chosen after their results were known",
    7: "the control does not have the part that is supposed to fail",
    8: "nothing is wrong",
}


def name_the_traps():
    """Return the flaw of each experiment, from its letter to its number.

    NOTES holds the experiments A to G, FLAWS the flaws 1 to 8.
    """
    return {"A": 4, "B": 2, "C": 7, "D": 1, "E": 5, "F": 6, "G": 8}


_RIGHT = name_the_traps()


_REPLIES = {
    "A": {
        8: "Everything is done as for any other sequence, and that is the "
        "trouble. Who empties the cell every 50 symbols?",
        5: "Each test ends after 50 symbols, true, but why there? The "
        "stream does not end. Who decided that a new piece begins?",
        2: "It does not say what was scored; take the best case. Look at "
        "h = c = 0.",
    },
    "B": {
        8: "The percentages are right. How many symbols of twelve need the "
        "outer T or P? And how many percent would somebody get who throws "
        "a coin there, and knows the rest?",
        1: "There are ten seeds. Look at what was averaged.",
    },
    "C": {
        8: "The two facts are right. But what is in the cell without the "
        "gate that is not in the tanh RNN?",
        2: "Suppose they were scored on the outer symbols. It would still "
        "not follow: which part of the cell does a tanh RNN lack?",
    },
    "D": {
        8: "Of ten runs with the gate two or three fail. Would you throw the "
        "gate away because you happened to look at one of these?",
        6: "Perhaps it was chosen, perhaps not; we are not told. What is "
        "certain is that there is only one.",
    },
    "E": {
        4: "A new stream has to begin somewhere, and no stream is cut into "
        "pieces. But 20 symbols later it is over. What can add up in 20 "
        "steps?",
        8: "At each step i·g adds at most 1. How large can a sum of 20 such "
        "numbers be?",
        1: "There are ten seeds, and 500 streams. How long is each?",
    },
    "F": {
        8: "Would the two have been replaced if they had been right?",
        1: "There are ten seeds. But which ten?",
    },
    "G": {
        5: "20,000 symbols are some 1,700 strings. Nothing that we look for "
        "needs more.",
        6: "All runs are counted, also those that failed.",
        3: "It says: a new stream.",
        2: "It is scored on the outer symbols, and on nothing else.",
    },
}


def _named(letter):
    def test(value):
        got = value[letter]
        if got == _RIGHT[letter]:
            return None
        told = _REPLIES[letter].get(got)
        if told is None and letter == "G":
            told = "Go through it once more: is there anything to object to?"
        if told is None:
            told = {
                3: "no stream was used twice",
                6: "no run was left out",
                7: "there is no control of that kind",
                1: "there are several runs",
            }.get(got, f"“{FLAWS[got]}” is not what is wrong here")
            told = f"For all we are told, {told}. Read it once more."
        return f"{letter} is not {got}. {told}"

    return test


def _but(**changed):
    return lambda: {**name_the_traps(), **changed}


NAME_THE_TRAPS = ValueExercise(
    solution=name_the_traps,
    hints=(
        "Ask of each: what would have come out if the claim were false? If "
        "the same, the experiment shows nothing.",
        "One of the seven is as it should be, and one flaw does not occur.",
        "A: who emptied the cell? B: how many symbols need memory? C: what "
        "adds up in a tanh RNN? E: how long is 20 steps?",
    ),
    rules=(
        entries(dict.fromkeys(NOTES, whole(1, len(FLAWS)))),
        *(Rule(f"experiment-{letter}", _named(letter)) for letter in NOTES),
    ),
    mistakes=(
        Mistake("entries", "", lambda: [4, 2, 7, 1, 5, 6, 8]),
        Mistake("entries", "", lambda: {"A": 4}),
        Mistake("entries", "", _but(A=9)),
        Mistake("experiment-A", "", _but(A=8)),
        Mistake("experiment-A", "", _but(A=5)),
        Mistake("experiment-A", "", _but(A=1)),
        Mistake("experiment-B", "", _but(B=8)),
        Mistake("experiment-B", "", _but(B=7)),
        Mistake("experiment-C", "", _but(C=8)),
        Mistake("experiment-C", "", _but(C=2)),
        Mistake("experiment-D", "", _but(D=6)),
        Mistake("experiment-D", "", _but(D=8)),
        Mistake("experiment-E", "", _but(E=4)),
        Mistake("experiment-E", "", _but(E=8)),
        Mistake("experiment-F", "", _but(F=8)),
        Mistake("experiment-F", "", _but(F=1)),
        Mistake("experiment-G", "", _but(G=6)),
        Mistake("experiment-G", "", _but(G=1)),
    ),
    tried="seven experiments, six flaws",
)

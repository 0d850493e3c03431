"""Predictions in, and recall about, "How does an LSTM keep a secret?"."""

from lstm_course.checks.question import Choice, Prediction, Question

PREDICTIONS = (
    Prediction(
        id="lstm/number",
        question=(
            "A unit with u = 2 holds one bit for ever. You store 0.3 in it, "
            "and 0.3 in a second unit with u = 0.9. Nothing else comes. "
            "What do the two hold after 100 steps?"
        ),
        choices=(
            Choice(
                "u = 2 still holds 0.3, u = 0.9 holds 0",
                "what holds a bit holds a number",
                "You took the latch for a memory of anything. It holds a "
                "*bit* because it has two resting points, and 0.3 is neither.",
            ),
            Choice(
                "both hold 0.3: nothing came in",
                "a state changes only when something comes in",
                "An RNN writes its state anew at every step, from its own "
                "past, even in silence.",
            ),
            Choice(
                "u = 2 holds about 0.96, u = 0.9 holds 0",
                "",
                "Right: one rounds the number to a resting point, the other "
                "lets it fade. Neither keeps it.",
            ),
        ),
    ),
    Prediction(
        id="lstm/noise",
        question=(
            "The cell adds up 49 noise values, of standard deviation 1, and "
            "the one bit of ±1. How often is the sign of the sum the sign of "
            "the bit?"
        ),
        choices=(
            Choice(
                "almost always: the noise averages out",
                "a sum is a mean",
                "You were thinking of a mean. In a sum noise piles up: 49 "
                "values of size 1 come to about 7.",
            ),
            Choice(
                "exactly half the time: the bit is lost",
                "a small effect is none",
                "Nearly. But the bit is still in the sum, and pushes it a "
                "little to its side.",
            ),
            Choice(
                "a little better than half the time",
                "",
                "Right: 1 against about 7 is a small push, and no more.",
            ),
        ),
    ),
    Prediction(
        id="lstm/both",
        question=(
            "You may choose v, how loudly the listener hears the stored "
            "bit. How well can it do both jobs, report its own input while "
            "it waits and the bit when asked?"
        ),
        choices=(
            Choice(
                "both nearly always, with a v that is just right",
                "there is always a good compromise",
                "You hoped for a v in between. While it waits the listener "
                "needs v = 0, when asked it needs a large v, and v is the "
                "same number at both times.",
            ),
            Choice(
                "the best v gets both right about three times in four",
                "",
                "Right. Every v is too loud for one job or too quiet for the "
                "other.",
            ),
            Choice(
                "not better than guessing in at least one of them",
                "a conflict leaves nothing",
                "It is not as bad as that: with v near 1 both jobs are done "
                "better than by guessing, and neither well.",
            ),
        ),
    ),
    Prediction(
        id="lstm/stories",
        question=(
            "A hundred stories in a row, each with one flagged bit, and a "
            "cell with an input gate that opens at flags alone. The first "
            "bit is told with certainty. And the second?"
        ),
        choices=(
            Choice(
                "with certainty too: the gate lets only bits in",
                "writing replaces",
                "You expected the second bit to take the place of the first. "
                "It is *added* to it.",
            ),
            Choice(
                "right three times in four",
                "",
                "Right. Half the time the bits agree; half the time they "
                "cancel, and what is left is a coin thrown.",
            ),
            Choice(
                "never: the cell goes on saying the first bit",
                "the first impression stays",
                "You expected the old bit to win. If the two differ they "
                "cancel, and neither wins.",
            ),
        ),
    ),
    Prediction(
        id="lstm/swing",
        question=(
            "With z_f = 5 at every step half of c is left after 103 steps. "
            "Now z_f is 5 on average and swings by 2 (normally distributed). "
            "After how many steps is half of c left?"
        ),
        choices=(
            Choice(
                "about 103: the swings cancel",
                "the average gate makes the average memory",
                "z_f averages 5, but σ is curved: what a swing downwards "
                "costs, no swing upwards can give back.",
            ),
            Choice(
                "more than 103: it is often above 5",
                "an open gate can open further",
                "σ(5) is 0.993. However far z_f swings up, the gate gains "
                "less than a hundredth.",
            ),
            Choice(
                "about 80: a little less",
                "a small swing has a small price",
                "The direction is right. But at z_f = 2 the gate loses 12 % "
                "in a single step: as much as in eighteen steps at 5.",
            ),
            Choice(
                "fewer than 25",
                "",
                "Right. The few steps at which the gate is half shut decide "
                "how long it remembers.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        id="lstm/conflicts",
        question=(
            "An additive cell without gates hears one important value and "
            "much noise. Which gate repairs this?"
        ),
        choices=(
            Choice(
                "the input gate", "", "Yes: it says what is to be written."
            ),
            Choice(
                "the forget gate",
                "forgetting undoes writing",
                "The forget gate can empty the cell, but then the important "
                "value goes with the noise.",
            ),
            Choice(
                "the output gate",
                "what is not said is not there",
                "The output gate hides the noise from others. It is in the "
                "cell all the same.",
            ),
        ),
    ),
    Question(
        id="lstm/open",
        question="The forget gate of a cell is 1. What does the cell do?",
        choices=(
            Choice(
                "it keeps all of its state",
                "",
                "Yes: f is the share that is kept. The name misleads.",
            ),
            Choice(
                "it forgets everything",
                "the forget gate forgets when it is open",
                "f multiplies the old state: 1 keeps it, 0 erases it.",
            ),
            Choice(
                "it replaces its state by g",
                "the gates are one",
                "Whether g gets in is decided by i, not by f.",
            ),
        ),
    ),
    Question(
        id="lstm/told",
        question=(
            "A cell holds c = 1 and its output gate is shut. What do the "
            "other units hear of it?"
        ),
        choices=(
            Choice(
                "(almost) nothing",
                "",
                "Yes: they hear h = o·tanh(c), and o is nearly 0.",
            ),
            Choice(
                "1: units hear each other's c",
                "c is public",
                "c stays private. What goes through U is h.",
            ),
            Choice(
                "0.76, the tanh of c",
                "the tanh is the gate",
                "That would be heard with the gate open: h = o·tanh(c).",
            ),
        ),
    ),
    Question(
        id="lstm/half-life",
        question=(
            "A forget gate has nothing but its bias, and Keras's default for "
            "it is 1. How long until half of the state is gone?"
        ),
        choices=(
            Choice("about 2 steps", "", "Yes: σ(1) = 0.73, 2.2 steps."),
            Choice(
                "about 100 steps",
                "a bias of 1 is a long memory",
                "That takes a bias of 5.",
            ),
            Choice(
                "never: f = 1",
                "the bias is the gate",
                "The bias is 1; the gate is its sigmoid, 0.73.",
            ),
        ),
    ),
)

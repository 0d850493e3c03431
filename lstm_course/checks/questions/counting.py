"""Predictions in, and recall about, "Can it count? Can it track a state?"."""

from lstm_course.checks.question import Choice, Prediction, Question

PREDICTIONS = (
    Prediction(
        id="counting/beyond",
        question=(
            "Trained on n = 1 to 20, every one of them right. The words of "
            "n = 21, 22, 23, … follow, up to 300. Where does a GRU stop?"
        ),
        choices=(
            Choice(
                "at 20: it has learned twenty words by heart",
                "a network is a table",
                "By heart would mean a table with twenty entries. But its "
                "state moves in ever smaller steps as the a's come, and the "
                "next step after the twentieth is still a step.",
            ),
            Choice(
                "a few words later",
                "",
                "Right. Its states of 21 and 22 a's still differ a little, "
                "and soon they do not.",
            ),
            Choice(
                "at 100 or more: it has found the rule",
                "right on the training set means understood",
                "Nothing forced it to find the rule. What it found is right "
                "for 20 numbers, and a state between −1 and 1 has room for "
                "those.",
            ),
        ),
    ),
    Prediction(
        id="counting/carousel",
        question=(
            "The cell of 1997 has no forget gate: what is in c stays. Will "
            "the best of ten such cells count further than the best of the "
            "ten LSTMs, or less far?"
        ),
        choices=(
            Choice(
                "less far: it cannot be emptied",
                "more gates are better",
                "Between words nobody asks it to be emptied; each starts at "
                "zero. Within a word nothing should be forgotten at all.",
            ),
            Choice(
                "just as far: both can hold any number",
                "what can be held is what is learned",
                "Both can. But an f of 0.999 in place of 1 leaves a count "
                "off by 0.4 at n = 20, which training does not punish, and "
                "by 1.5 at n = 40.",
            ),
            Choice(
                "further: its f is 1, exactly",
                "",
                "Right. The LSTM has to learn an f near 1, as near as words "
                "up to n = 20 demand. Here f is 1 by construction.",
            ),
        ),
    ),
    Prediction(
        id="counting/random-split",
        question=(
            "A colleague tests otherwise: of the lengths 2 to 19 five are "
            "drawn for the test, and training sees the fifteen others. How "
            "many of the GRU's ten runs will be right on all five?"
        ),
        choices=(
            Choice(
                "most of them",
                "",
                "Right, although the same networks cannot count to 30. The "
                "test asks for nothing but the gaps between what was seen.",
            ),
            Choice(
                "none: they do not count",
                "a test finds what is wrong",
                "They do not count. But this test can be passed without "
                "counting: a state of 12 a's lies between those of 11 and "
                "13.",
            ),
            Choice(
                "about half of them",
                "it is a matter of luck",
                "It would be if test words were unlike the trained ones. "
                "They have trained neighbours on both sides.",
            ),
        ),
    ),
    Prediction(
        id="counting/parity",
        question=(
            "Now parity: is the number of ones so far odd? Trained on 40 "
            "bits, asked after 500. Which cell has a chance?"
        ),
        choices=(
            Choice(
                "the LSTM alone: odd or even needs a count of the ones",
                "parity is counting",
                "You know a way to answer that needs no number: one bit, "
                "which each 1 turns over.",
            ),
            Choice(
                "none: 500 is far beyond 40",
                "beyond the training length nothing holds",
                "For counting, the length brings numbers never seen. Here "
                "it brings nothing new: two situations, before as after.",
            ),
            Choice(
                "any: two situations are enough, however long it is",
                "",
                "Right: in principle even the plain RNN, as the first "
                "chapters showed with weights set by hand. What training "
                "finds is another question, and now it is asked.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        id="counting/reach",
        question=(
            "A network accepts aⁿbⁿ for n = 1 to 25 and for n = 27. How far "
            "does it count?"
        ),
        choices=(
            Choice(
                "to 27",
                "the largest success counts",
                "27 was luck: who counts to 27 passes 26 on the way.",
            ),
            Choice("to 25", "", "Right: up to the first word it refuses."),
            Choice(
                "to 26, the number of words accepted",
                "every success counts",
                "It refuses n = 26. A success beyond the first failure is "
                "luck.",
            ),
        ),
    ),
    Question(
        id="counting/saturated",
        question="Why does a trained GRU stop counting soon after n = 20?",
        choices=(
            Choice(
                "it has too few weights",
                "size is what is missing",
                "The LSTM beside it has about as many. It is the shape of "
                "the update: a mean of old and new cannot grow.",
            ),
            Choice(
                "its gradient vanishes over 40 steps",
                "what fails at length fails by the gradient",
                "It was trained to the end within those 40 steps and made "
                "no mistake there.",
            ),
            Choice(
                "its state is bounded, and further a's hardly move it",
                "",
                "Right: between −1 and 1 the places for large n lie ever "
                "closer together.",
            ),
        ),
    ),
    Question(
        id="counting/bounded-is-enough",
        question="Which of these needs a state that can grow without bound?",
        choices=(
            Choice(
                "parity of 10,000 bits",
                "long sequences need large states",
                "Odd or even: two situations, however many bits.",
            ),
            Choice(
                "aⁿbⁿ for every n",
                "",
                "Right: 2 n + 1 situations for words up to n, so no fixed "
                "number is enough.",
            ),
            Choice(
                "the order of five things after 10,000 swaps",
                "many situations are the same as unboundedly many",
                "120 orders, however many swaps. Many, but a fixed number.",
            ),
        ),
    ),
)

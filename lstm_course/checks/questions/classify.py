"""Predictions in, and recall about, "What is this sequence?"."""

from lstm_course.checks.question import Choice, Prediction, Question

PREDICTIONS = (
    Prediction(
        id="classify/baseline",
        question=(
            "The baseline sees twelve averages of each utterance and nothing "
            "of its course. The LSTM reads every step, in order. Of five "
            "LSTMs, how many make clearly fewer mistakes (fewer than half "
            "as many)?"
        ),
        choices=(
            Choice(
                "all five: it sees everything the baseline sees, and more",
                "more input is more skill",
                "It sees more, and has more to learn from 270 utterances. "
                "What is gained depends on whether the rest tells anything.",
            ),
            Choice(
                "none",
                "",
                "Right. A voice is in the average sound, and the average is "
                "what the baseline has.",
            ),
            Choice(
                "one or two: it is a matter of luck",
                "a large difference by luck",
                "The seeds differ, but by one or two utterances in a hundred.",
            ),
        ),
    ),
    Prediction(
        id="classify/shuffled",
        question=(
            "The steps of each utterance are shuffled, in training and test, "
            "so that nothing of the order is left. How much of its skill "
            "does a bidirectional LSTM lose?"
        ),
        choices=(
            Choice(
                "nearly all: a sequence without order is noise",
                "a sequence is its order",
                "Its twelve channels still take the values that they took. "
                "Who spoke was right on most with their averages alone.",
            ),
            Choice(
                "about half",
                "half is in the order",
                "It would be if what tells the voices apart were half in the "
                "transitions. What did the baseline know of them?",
            ),
            Choice(
                "a few utterances in a hundred",
                "",
                "Right: here the order tells little.",
            ),
        ),
    ),
    Prediction(
        id="classify/subjects",
        question=(
            "The same network, the same windows. They are dealt first at "
            "random, then by subject, so that the test has people whom the "
            "training has not met. By subject, the share of errors is …"
        ),
        choices=(
            Choice(
                "about the same: an exercise is an exercise",
                "people move alike",
                "Each person has a way to do it, a pace, an arm of some "
                "length; and each wears the watch in some way.",
            ),
            Choice(
                "clearly larger",
                "",
                "Right. In the random test it had met every recording.",
            ),
            Choice(
                "smaller: the test is cleaner",
                "clean means good",
                "Cleaner, yes: the flattery is gone.",
            ),
        ),
    ),
    Prediction(
        id="classify/letters",
        question=(
            "Now the letters of each place name are shuffled, and the LSTM "
            "is trained and tested on those. Of a hundred names, how many "
            "fewer does it get right?"
        ),
        choices=(
            Choice(
                "five or more, and more than the voices lost",
                "",
                "Right. The letters alone carry a name far; the order adds "
                "to it what they cannot.",
            ),
            Choice(
                "one or two, as with the voices",
                "what held there holds here",
                "A voice is in the average sound. Is a language in its "
                "letters, or in what follows what?",
            ),
            Choice(
                "so many that 1 in 10 is left: it can only guess",
                "without order nothing is left",
                "The letters themselves are left, and an ł or an ō says a "
                "lot.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        id="classify/recordings",
        question=(
            "Windows of ten people's recordings are dealt at random into "
            "training and test. What does the test measure?"
        ),
        choices=(
            Choice(
                "how well an eleventh person will be recognised",
                "a random split is fair",
                "For that, people of the test must be unknown to the "
                "training.",
            ),
            Choice(
                "how well other moments of known recordings are recognised",
                "",
                "Yes: on both sides are the same people, in the same minute.",
            ),
            Choice(
                "nothing: test windows are copies of training windows",
                "a leak is a copy",
                "They need not be copies. It measures something, only not "
                "what was asked.",
            ),
        ),
    ),
    Question(
        id="classify/masked-mean",
        question=(
            "The outputs of a padded batch are averaged over time without a "
            "mask. What does the average of a short sequence depend on?"
        ),
        choices=(
            Choice(
                "on the longest sequence in its batch",
                "",
                "Yes: that decides how much padding is averaged in.",
            ),
            Choice(
                "on itself alone, since padding is zero",
                "zeros are neutral",
                "Zeros of the input are steps for the layer, and even zeros "
                "in the outputs would count in the divisor.",
            ),
            Choice(
                "on nothing: it becomes zero",
                "padding wins",
                "Its own steps are still in the mean, with too little weight.",
            ),
        ),
    ),
    Question(
        id="classify/order",
        question=(
            "How do you find out whether the order of the steps tells "
            "anything?"
        ),
        choices=(
            Choice(
                "train a deeper LSTM and see whether it gains",
                "depth reveals order",
                "A gain could come from anything that the deeper one does "
                "better.",
            ),
            Choice(
                "read the sequences backwards",
                "backwards is without order",
                "Backwards all the order is still there, turned round.",
            ),
            Choice(
                "shuffle the steps, train again, and compare",
                "",
                "Yes: what is then lost was in the order.",
            ),
        ),
    ),
)

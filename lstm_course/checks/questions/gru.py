"""Predictions in, and recall about, "Can a cell do with less?"."""

from lstm_course.checks.question import Choice, Prediction, Question

PREDICTIONS = (
    Prediction(
        id="gru/mix",
        question=(
            "The candidate is 1 at every one of 1,000 steps, and the gates "
            "take whatever values they like. How large does the state of "
            "the coupled cell get?"
        ),
        choices=(
            Choice(
                "it grows without end, only more slowly than the LSTM's",
                "adding always adds up",
                "You expected a sum. But what is written takes the place of "
                "what is let go: the state moves *towards* the candidate, "
                "never past it.",
            ),
            Choice(
                "to a few units, where gains and losses balance",
                "a leaky sum",
                "That is an LSTM with f a little below 1 and i open: a leaky "
                "sum. Here the leak and the inflow are the same number.",
            ),
            Choice(
                "never above 1",
                "",
                "Right. A mix of two numbers lies between them, and both "
                "are at most 1.",
            ),
        ),
    ),
    Prediction(
        id="gru/place",
        question=(
            "Two GRUs with the same weights and no biases. One resets the "
            "old state before it meets U, the other resets the product. Do "
            "they compute the same?"
        ),
        choices=(
            Choice(
                "yes: r is a factor either way",
                "gates and matrices commute",
                "For numbers you would be right. But r weighs units, and U "
                "mixes them: it matters which comes first.",
            ),
            Choice(
                "with one unit yes, with several no",
                "",
                "Right. With one unit U is a number, and three numbers may "
                "be multiplied in any order.",
            ),
            Choice(
                "no, not even with one unit",
                "two conventions, two cells",
                "With one unit and no bias it is r·(h·u) against (r·h)·u.",
            ),
        ),
    ),
    Prediction(
        id="gru/swap",
        question=(
            "A colleague's GRU has z and 1 − z exchanged. You load your "
            "weights into it and get nonsense. What must be done to the "
            "weights, so that it computes what yours does?"
        ),
        choices=(
            Choice(
                "change the sign of everything that leads into z",
                "",
                "Right: 1 − σ(a) = σ(−a).",
            ),
            Choice(
                "exchange the blocks of z and r",
                "another role is another place",
                "z and r sit where they always sat. It is the meaning of z "
                "that is turned round.",
            ),
            Choice(
                "nothing helps: it must be trained anew",
                "another formula is another family of cells",
                "It is the same family of cells under another name: "
                "1 − σ(a) = σ(−a).",
            ),
            Choice(
                "replace each weight that leads into z by 1 minus it",
                "1 − z is 1 minus the weights",
                "That would turn a weight of 0.5 into 0.5. The 1 − stands "
                "outside the sigmoid, not inside.",
            ),
        ),
    ),
    Prediction(
        id="gru/units",
        question=(
            "An LSTM has 100 units, and its input 10 features. A GRU may "
            "have as many weights as it. How many units is that?"
        ),
        choices=(
            Choice(
                "133: four boxes for three",
                "weights grow with the units",
                "You took 4/3 of the units. But U grows with their "
                "*square*, and U is most of the weights.",
            ),
            Choice(
                "about 115",
                "",
                "Right: nearly the square root of 4/3 times as many.",
            ),
            Choice(
                "about 178: the square of 4/3",
                "the square goes the other way",
                "The weights grow with the square of the units, so the "
                "units grow with the *root* of the weights.",
            ),
        ),
    ),
    Prediction(
        id="gru/crossing",
        question=(
            "A unit goes up at every a and down at every b. After 1,000 a's, "
            "how many b's until its state is back at 0, for a GRU with z = "
            "0.9?"
        ),
        choices=(
            Choice(
                "1,000, as in the LSTM: what went up comes down",
                "up and down are mirror images",
                "The steps are not all of one size. Near 1 a further a "
                "hardly moves the state, and a b moves it a lot.",
            ),
            Choice(
                "about 900: a tenth is lost",
                "the loss counted once",
                "The tenth is taken at every step, and of what is left. "
                "After 1,000 a's the state is 1, and after 30 nearly so.",
            ),
            Choice(
                "7",
                "",
                "Right. It starts from 1, like any GRU that has heard many "
                "a's, and 0.9 to the power of 7 is less than one half.",
            ),
            Choice(
                "it never comes back",
                "a saturated unit is stuck",
                "A saturated gate is hard to move, but this is the state: "
                "the next b pulls it a tenth of the way to −1.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        id="gru/bounded",
        question=(
            "A GRU starts from a state of 0 and reads any stream, with any "
            "weights. What is certain?"
        ),
        choices=(
            Choice(
                "its state stays between −1 and 1",
                "",
                "Yes: each new state is a mix of the old one and a tanh.",
            ),
            Choice(
                "its state stays between 0 and 1",
                "the state is a gate",
                "z is between 0 and 1. The candidate it mixes in is a tanh "
                "and may be negative.",
            ),
            Choice(
                "its state grows by at most 1 a step",
                "a GRU is an LSTM",
                "That is the c of an LSTM. A GRU moves towards its "
                "candidate, never past it.",
            ),
        ),
    ),
    Question(
        id="gru/keep",
        question="In Keras's GRU z is 1. What becomes of the state?",
        choices=(
            Choice(
                "it stays as it is",
                "",
                "Yes: h = z·h_prev + (1 − z)·g.",
            ),
            Choice(
                "it is replaced by the candidate",
                "the other convention",
                "So it is where the roles of z and 1 − z are exchanged, "
                "which some papers do. Keras keeps z.",
            ),
            Choice(
                "it is reset",
                "the gates are one",
                "r resets, and what it resets is what the candidate hears.",
            ),
        ),
    ),
    Question(
        id="gru/two-biases",
        question=(
            "Why has Keras's GRU two rows of biases, when its LSTM has one?"
        ),
        choices=(
            Choice(
                "one of them stands inside the reset",
                "",
                "Yes: r·(h U + b) cannot be merged with the bias of x W.",
            ),
            Choice(
                "each gate needs one of its own",
                "a row for each gate",
                "Each box has a bias of its own in both layers. These are "
                "two rows of such biases.",
            ),
            Choice(
                "for no reason: they only add up",
                "two biases are one",
                "In z and r they do add up. In the candidate the second is "
                "multiplied by r first.",
            ),
        ),
    ),
)

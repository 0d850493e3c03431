"""Predictions in, and recall about, "Do the claims of 1997 hold?"."""

from lstm_course.checks.question import Choice, Prediction, Question

PREDICTIONS = (
    Prediction(
        id="landmarks/forget-bias",
        question=(
            "The adding problem, 100 steps: LSTMs whose forget gates start "
            "with b_f = 1, as in Keras, and the same with b_f = 0, so that a "
            "gate begins half open. Ten seeds each, 1,000 training steps. "
            "What will the single bias change?"
        ),
        choices=(
            Choice(
                "nothing much: training sets the biases anyway",
                "a start is soon forgotten",
                "You trust training to open the gates. It needs a gradient "
                "to do so, and that has to pass the very gates.",
            ),
            Choice(
                "with b_f = 0 fewer runs get there in time",
                "",
                "Right. What is lost at every step cannot be learned about.",
            ),
            Choice(
                "b_f = 1 is too much: the old inputs pile up",
                "keeping more is keeping noise",
                "With b_f = 1 little piles up: after ten steps 4 % is left. "
                "Keep the thought for a larger bias.",
            ),
        ),
    ),
    Prediction(
        id="landmarks/reber",
        question=(
            "In the paper of 1997 the plain recurrent networks learned the "
            "embedded Reber grammar seldom or never. You train a tanh RNN on "
            "it, with Adam and the full gradient, ten seeds. How many will "
            "solve it?"
        ),
        choices=(
            Choice(
                "about half of them, or more",
                "",
                "Right. What failed in 1997 was the network together with "
                "how it was trained.",
            ),
            Choice(
                "none: it takes an LSTM",
                "a landmark is about the architecture alone",
                "That is how the result is usually told. The paper's "
                "networks were trained without Adam, and the Elman network "
                "without the gradient through time.",
            ),
            Choice(
                "one or two lucky ones",
                "a landmark is about the architecture alone",
                "Luck has a part, but not so large a one: the lag can be as "
                "short as five steps, and a gradient survives those.",
            ),
        ),
    ),
    Prediction(
        id="landmarks/five-starts",
        question=(
            "Temporal order, 100 to 110 steps, twenty seeds each: an RNN, "
            "and LSTMs that start with Keras's b_f = 1, with b_f = 5, "
            "without a forget gate as in 1997, and with chrono "
            "initialisation. What will Keras's default do?"
        ),
        choices=(
            Choice(
                "solve it in most runs, as it did the adding problem",
                "an LSTM bridges a hundred steps",
                "The adding problem has a hundred steps too, and there it "
                "succeeded. So it cannot be the number of steps.",
            ),
            Choice(
                "lie half way between the RNN and the cell of 1997",
                "a modern cell is at least half as good",
                "It is no compromise of the two. What is left after 40 "
                "steps of σ(1) you have computed.",
            ),
            Choice(
                "fail in all or nearly all runs, like the RNN",
                "",
                "Right. You took the 40th power seriously.",
            ),
        ),
    ),
    Prediction(
        id="landmarks/marks",
        question=(
            "Back to the adding problem, 100 steps, Keras's default. In the "
            "form of 1997 the marks have fewer places: both stand in the "
            "first half, one of them among the first ten steps. What "
            "happens?"
        ),
        choices=(
            Choice(
                "it is solved sooner: there are fewer places to learn",
                "fewer cases are easier",
                "You counted the cases. Among those that you have taken "
                "away are the ones with the second mark near the end.",
            ),
            Choice(
                "about the same: the length has hardly changed",
                "the length is what counts",
                "The length is nearly the same. The nearest mark used to be "
                "a few steps from the end, now and then.",
            ),
            Choice(
                "fewer runs solve it, or none",
                "",
                "Right. The easy examples are gone.",
            ),
        ),
    ),
    Prediction(
        id="landmarks/more-bias",
        question=(
            "With b_f = 5 a gate keeps 76 % over 40 steps, with b_f = 1 "
            "next to nothing. On the adding problem, then, how will b_f = 5 "
            "do against b_f = 1?"
        ),
        choices=(
            Choice(
                "better wherever the marks stand",
                "more bias is better",
                "A gate that keeps everything keeps a hundred steps of what "
                "nobody asked for, too.",
            ),
            Choice(
                "worse where b_f = 1 succeeds",
                "",
                "Right. A bias that is good for one task is no better "
                "start in general.",
            ),
            Choice(
                "the same: both are above 0",
                "only the sign counts",
                "Half-lives of two steps and of a hundred are not the same "
                "start.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        id="landmarks/shortest-lag",
        question=(
            "A hundred steps of adding are learned by an LSTM with Keras's "
            "default start, a hundred steps of temporal order are not. What "
            "differs?"
        ),
        choices=(
            Choice(
                "how near to the end the nearest mark can be",
                "",
                "Yes: the shortest lag. The length is the same.",
            ),
            Choice(
                "the one is regression, the other classification",
                "the kind of loss",
                "Adding as it was in 1997 is regression, and not learned "
                "either.",
            ),
            Choice(
                "the number of units it takes",
                "capacity",
                "The same four units solve temporal order when they start "
                "with open gates.",
            ),
        ),
    ),
    Question(
        id="landmarks/chrono-told",
        question="What does chrono initialisation know before training?",
        choices=(
            Choice(
                "the answer to some of the sequences",
                "it is pre-trained",
                "It sees no data at all.",
            ),
            Choice(
                "how long the longest lag is",
                "",
                "Yes, you tell it. A comparison with it should say so.",
            ),
            Choice(
                "nothing: it draws the biases at random",
                "a random start knows nothing",
                "It draws time scales between 1 and a number that you give "
                "it.",
            ),
        ),
    ),
    Question(
        id="landmarks/counts",
        question=(
            "One setting solved 3 of 10 runs, another 6 of 10. What do you "
            "report?"
        ),
        choices=(
            Choice(
                "the second is twice as good",
                "a count is a rate",
                "The intervals, 0.11 to 0.60 and 0.31 to 0.83, overlap "
                "widely.",
            ),
            Choice(
                "both counts with intervals, and no difference shown",
                "",
                "Yes. More seeds might show one.",
            ),
            Choice(
                "that they are equal",
                "not shown is shown not to be",
                "That is not shown either: ten runs are few.",
            ),
        ),
    ),
    Question(
        id="landmarks/censored",
        question=(
            "A run has not solved its task after 1,200 steps, its budget. "
            "What is it in your statistics?"
        ),
        choices=(
            Choice(
                "solved at step 1,200",
                "the budget as a result",
                "That would make the mean time shorter the earlier you "
                "give up.",
            ),
            Choice(
                "left out, since it has no time",
                "only what worked counts",
                "Then a setting that works once in ten, but fast, wins.",
            ),
            Choice(
                "not solved within 1,200 steps: censored there",
                "",
                "Yes. It counts among the runs, and its time is unknown.",
            ),
        ),
    ),
)

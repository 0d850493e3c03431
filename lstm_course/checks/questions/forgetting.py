"""Predictions in, and recall about, "Why must an LSTM learn to forget?"."""

from lstm_course.checks.question import Choice, Prediction, Question

PREDICTIONS = (
    Prediction(
        id="forgetting/saturated",
        question=(
            "At the end of each string 0.3 is left behind in c. After a "
            "hundred strings a T arrives and adds 1, or a P and takes 1 "
            "away. How different are the two answers tanh(c)?"
        ),
        choices=(
            Choice(
                "as different as in the first string: it is still ±1",
                "the tanh hears the difference",
                "The difference in c is still 2. But what others hear is "
                "tanh(c), and there both are far out where it is flat.",
            ),
            Choice(
                "not at all: the same number",
                "",
                "Right, to the last digit of float32.",
            ),
            Choice(
                "a little less, perhaps a tenth",
                "the tanh wears off gently",
                "A tanh approaches 1 exponentially fast. After ten strings "
                "it was less than a twentieth already.",
            ),
        ),
    ),
    Prediction(
        id="forgetting/bell",
        question=(
            "The cell without a forget gate has learned the grammar on "
            "single strings, each begun with h = c = 0. Now it reads the "
            "same kind of strings end to end, and nobody sets c to zero. "
            "How often is it right about the outer T or P?"
        ),
        choices=(
            Choice(
                "in about half of the strings: it guesses",
                "",
                "Right. It was the experimenter who emptied the cell.",
            ),
            Choice(
                "nearly always: the strings are the same",
                "what is learned in pieces holds for the whole",
                "The strings are the same, the state they begin with is "
                "not. In training every string began with an empty cell.",
            ),
            Choice(
                "in about three of four: each second string is spoiled",
                "errors do not add up",
                'In "How does an LSTM keep a secret?" it was so at the second '
                "story, because only the old bit was left behind. Here more "
                "is, and in h too: one string is enough.",
            ),
        ),
    ),
    Prediction(
        id="forgetting/gate",
        question=(
            "Now the same with an LSTM: the forget gate is there, and all "
            "its weights are learned, on single strings. How does it do on "
            "the stream?"
        ),
        choices=(
            Choice(
                "well: the gate empties the cell between strings",
                "a gate forgets by itself",
                "It could. But on single strings nothing was ever gained by "
                "emptying the cell at the end, so nothing taught the gate to "
                "do it.",
            ),
            Choice(
                "well at first, and worse the longer it runs",
                "a leak is slow",
                "It fails from the second string on. A slow leak would be "
                "something; what is missing is the habit of letting go at "
                "the right moment.",
            ),
            Choice(
                "badly too: it never learned to forget",
                "",
                "Right. Having the gate is one thing, having learned to use "
                "it another.",
            ),
        ),
    ),
    Prediction(
        id="forgetting/stream",
        question=(
            "Both cells now learn on the stream itself, with their state "
            "carried along. What will c do in the cell without a forget "
            "gate, in 20,000 new symbols?"
        ),
        choices=(
            Choice(
                "stay small: training finds weights whose sums cancel",
                "training finds what is possible",
                "In principle i·g could add up to nothing in each string. "
                "But nothing holds it there, and in every run at least one "
                "unit grows.",
            ),
            Choice(
                "grow without end, in every run",
                "",
                "Right, into the thousands, and along a straight line.",
            ),
            Choice(
                "grow at first, then level off where tanh is flat",
                "saturation stops the sum",
                "The tanh stands behind c, on the way to h. Nothing in "
                "c + i·g feels it.",
            ),
        ),
    ),
    Prediction(
        id="forgetting/ends",
        question=(
            "A trained LSTM reads the stream: … T E, B, then the new T or P. "
            "At which symbol do its gates empty the cell?"
        ),
        choices=(
            Choice(
                "at the last E: the old symbol is of no more use",
                "forgetting comes as soon as it can",
                "It would be the first moment at which it is allowed. But "
                "nothing is gained by being early: what counts is that the "
                "cell is empty when the new symbol is written.",
            ),
            Choice(
                "at every symbol a little: that is what the bias is for",
                "forgetting is a leak",
                "A leak would cost the outer symbol as much as the rest. "
                "The gate hears the input and can choose its moment.",
            ),
            Choice(
                "at B and the new T or P, when the next string begins",
                "",
                "Right, mostly there. It is the last moment at which it must "
                "be done.",
            ),
        ),
    ),
    Prediction(
        id="forgetting/full",
        question=(
            "The cell without a forget gate once more, on the same stream. "
            "But now the gradients go back through its gates, too. What do "
            "you expect?"
        ),
        choices=(
            Choice(
                "the same: c grows, so it learns nothing",
                "what overflows is of no use",
                "c grows, as before. But the network also has gates, and "
                "these can now be taught to keep something.",
            ),
            Choice(
                "it learns, and c stays small: now it finds sums that cancel",
                "who answers right has mended the cell",
                "It learns, but c grows as before, in every run.",
            ),
            Choice(
                "it learns, although c grows as before",
                "",
                "Right, most of its runs do. How can that be?",
            ),
        ),
    ),
    Prediction(
        id="forgetting/rnn",
        question=(
            "As a control, a plain tanh RNN of 12 units learns on the same "
            "stream, state carried and gradients not cut. How many of its "
            "runs solve it?"
        ),
        choices=(
            Choice(
                "none: its gradient vanishes",
                "an RNN learns nothing far away",
                "From the outer symbol to the answer are five steps in a "
                "quarter of the strings. That is near enough.",
            ),
            Choice(
                "none: it overflows, too, and has no gates to live on",
                "every old network overflows",
                "What overflows is a sum. The state of a tanh RNN stays "
                "between −1 and 1 whatever happens.",
            ),
            Choice(
                "most",
                "",
                "Right. It has no sum, and the saturated cells were nothing "
                "else.",
            ),
        ),
    ),
    Prediction(
        id="forgetting/windows",
        question=(
            "The cell without a forget gate, gradients cut, learned the "
            "carried stream in one run of ten or none. Now each training "
            "window of 50 symbols begins with h = c = 0. In the test it "
            "still reads 3,000 symbols in one go. What happens?"
        ),
        choices=(
            Choice(
                "it fails as before: in the test its state grows as before",
                "it is the growth in the test that does the harm",
                "The state grows, and yet it is right. Which of the units "
                "grow, and which do not?",
            ),
            Choice(
                "it learns, and its state no longer grows in the test",
                "who is right has mended the cell",
                "It learns. But most of its units grow into the thousands, "
                "as before.",
            ),
            Choice(
                "it learns in many runs, although its state grows in the test",
                "",
                "Right. What an overflow stops is the learning.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        id="forgetting/what-fails",
        question=(
            "In a cell without a forget gate c has grown to 50. What do "
            "the other units hear when a T adds 1 to it?"
        ),
        choices=(
            Choice(
                "nothing new: tanh(50) and tanh(51) are the same number",
                "",
                "Yes. The cell still counts, but what it says is saturated.",
            ),
            Choice(
                "51 in place of 50",
                "c is what others hear",
                "c stays inside. Others hear o·tanh(c).",
            ),
            Choice(
                "a weaker signal, a fiftieth",
                "the tanh divides",
                "A tanh is no ratio: that far out its slope is 0.",
            ),
        ),
    ),
    Question(
        id="forgetting/where-learned",
        question=(
            "An LSTM was trained on single sequences, each from h = c = 0. "
            "What may you expect of it on an endless stream?"
        ),
        choices=(
            Choice(
                "that its forget gate empties it when needed",
                "a gate forgets by itself",
                "It does what it was taught, and it never had to empty "
                "itself.",
            ),
            Choice(
                "the same accuracy",
                "what is learned in pieces holds for the whole",
                "Each piece began with an empty cell. In the stream nobody "
                "empties it.",
            ),
            Choice(
                "little, until you have measured it there",
                "",
                "Yes. It has a gate, but has not learned when to shut it.",
            ),
        ),
    ),
    Question(
        id="forgetting/zero-windows",
        question=(
            "A stream is cut into windows, and each begins with h = c = 0. "
            "What does that do to an experiment on forgetting?"
        ),
        choices=(
            Choice(
                "nothing: windows are only a matter of memory",
                "a window is bookkeeping",
                "It decides with which state a window begins.",
            ),
            Choice(
                "it empties the cell from outside while it learns",
                "",
                "Yes. The experimenter does the forgetting, and the units "
                "stay where they can be taught.",
            ),
            Choice(
                "it makes the task harder for the LSTM only",
                "resets harm what forgets",
                "Both lose what was before the window. What matters is that "
                "both are emptied.",
            ),
        ),
    ),
    Question(
        id="forgetting/published",
        question=(
            "In 2000 the LSTM with forget gates learned the continual "
            "stream without a fault in what share of its runs, with a "
            "learning rate that decayed?"
        ),
        choices=(
            Choice(
                "all of them",
                "published means always",
                "No: 62 %, and 18 % without the decay.",
            ),
            Choice(
                "none of them",
                "perfect is impossible",
                "No: 62 %, and 18 % without the decay.",
            ),
            Choice("62 %", "", "Yes, and 18 % without the decay."),
        ),
    ),
)

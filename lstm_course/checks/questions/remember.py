"""Predictions in, and recall about, "What does a network remember?"."""

from lstm_course.checks.question import Choice, Prediction, Question

PREDICTIONS = (
    Prediction(
        id="remember/window",
        question=(
            "The network sees the last 5 bits and is asked for the bit that "
            "arrived 6 steps ago. It trains until nothing improves. How "
            "often is it right?"
        ),
        choices=(
            Choice(
                "nearly as often as for the bit 5 steps ago",
                "a window with a soft edge",
                "You expected the edge to be soft, as in human memory. But "
                "bit 6 is not among the inputs, not even faintly.",
            ),
            Choice(
                "about 75 % of the time",
                "training fills the gap",
                "You expected training to make up for some of it. The bits "
                "are independent coin throws: the five that it sees say "
                "nothing about the sixth.",
            ),
            Choice(
                "about half the time",
                "",
                "Right: guessing. What is outside the window does not exist.",
            ),
        ),
    ),
    Prediction(
        id="remember/fade",
        question=(
            "A pulse of 1 arrives, then 50 steps of silence. The unit keeps "
            "90 % of itself at each step: u = 0.9. How much of the pulse "
            "is left at the end?"
        ),
        choices=(
            Choice(
                "about 90 %",
                "the loss counted once",
                "You took the loss once. It is taken at every step: 0.9 "
                "times 0.9 times 0.9 … fifty times.",
            ),
            Choice(
                "about half",
                "a memory that fades in a straight line",
                "You pictured a slow, even loss. A loss of a tenth *of what "
                "is left*, at every step, is much faster than it sounds.",
            ),
            Choice(
                "less than 1 %",
                "",
                "Right: 0.9 to the power of 50 is 0.005, and the tanh takes "
                "a little more.",
            ),
        ),
    ),
    Prediction(
        id="remember/flip",
        question=(
            "A stream of 1,000 bits, and after each bit the parity so far. "
            "You flip bit 3. How many of the 1,000 answers change?"
        ),
        choices=(
            Choice(
                "one: the answer at step 3",
                "an answer belongs to its own input",
                "You read the answer at step 3 as being about bit 3. It is "
                "about bits 1 to 3, and so are all later ones.",
            ),
            Choice(
                "a handful, just after step 3",
                "old inputs matter less",
                "You expected the flip to wear off. In parity an old bit "
                "weighs exactly as much as a new one.",
            ),
            Choice(
                "about half of them",
                "a changed answer may change back",
                "You expected later bits to hide the flip half of the time. "
                "They turn both versions alike, so the two never meet again.",
            ),
            Choice(
                "998: every answer from step 3 on",
                "",
                "Right. One bit, and everything after it is different.",
            ),
        ),
    ),
    Prediction(
        id="remember/guess",
        question=(
            "Draw the weights at random between −10 and 10 and try again "
            "until the network works. The latch has 3 numbers, the parity "
            "network 8. Which takes how many tries?"
        ),
        choices=(
            Choice(
                "both take millions",
                "a memory is always a needle in a haystack",
                "For parity you are close. But a latch is easy to hit: any "
                "large enough u with a fitting w will do. A task that a "
                "guess can solve proves little about learning.",
            ),
            Choice(
                "the latch a few hundred, parity tens of thousands or more",
                "",
                "Right: the latch has a wide target, parity needs eight "
                "numbers to agree with each other.",
            ),
            Choice(
                "parity about three times as many as the latch",
                "the cost grows with the number of weights",
                "You scaled with the number of weights. Each further number "
                "that must be right *multiplies* the tries.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        id="remember/edge",
        question=(
            "A network without a state sees the last 20 steps. What can it "
            "say about the input 21 steps ago, if the inputs are "
            "independent?"
        ),
        choices=(
            Choice("Nothing: it guesses.", "", "Yes. It never saw it."),
            Choice(
                "A little, after long training.",
                "training fills the gap",
                "No training brings back an input that never arrives.",
            ),
            Choice(
                "As much as about the input 20 steps ago.",
                "a window with a soft edge",
                "A window has a hard edge.",
            ),
        ),
    ),
    Question(
        id="remember/size",
        question=(
            "An RNN with 10 units reads 100 steps. Now it has to read 1,000. "
            "How many weights must be added?"
        ),
        choices=(
            Choice(
                "None.",
                "",
                "Yes: the same W, U and b are used at every step.",
            ),
            Choice(
                "Ten times as many.",
                "weights for every step",
                "That would be a network on a window. An RNN uses the same "
                "weights at every step.",
            ),
            Choice(
                "One new U.",
                "a new memory for a longer past",
                "The state has 10 numbers however long the stream is.",
            ),
        ),
    ),
    Question(
        id="remember/two-rests",
        question=("A single unit h = tanh(u h) keeps a bit for ever when …"),
        choices=(
            Choice(
                "u > 1",
                "",
                "Yes: then the curve is steeper than the diagonal at 0, and "
                "there are two resting points.",
            ),
            Choice(
                "u < 1",
                "a small weight is a stable one",
                "Below 1 the only resting point is 0: everything fades.",
            ),
            Choice(
                "u = 1",
                "tanh left out",
                "At exactly 1 a unit without tanh would hold. The tanh makes "
                "it fade, slowly.",
            ),
        ),
    ),
    Question(
        id="remember/xor",
        question="How did two tanh units compute the exclusive or?",
        choices=(
            Choice("as OR minus AND", "", "Yes."),
            Choice(
                "as OR plus AND",
                "the sign of the correction",
                "OR plus AND is 2 for two ones. XOR has to be 0 there.",
            ),
            Choice(
                "one unit is enough",
                "one line separates XOR",
                "No single line separates the cases of XOR. That is why a "
                "second unit is needed.",
            ),
        ),
    ),
)

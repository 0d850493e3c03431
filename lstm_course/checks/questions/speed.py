"""Predictions in, and recall about, "Where does the time go?"."""

from lstm_course.checks.question import Choice, Prediction, Question

PREDICTIONS = (
    Prediction(
        id="speed/first-call",
        question=(
            "A compiled function is called ten times in a row with the same "
            "arguments. Which call takes longest?"
        ),
        choices=(
            Choice(
                "none in particular: the work is the same",
                "a function has one speed",
                "The result is the same. But one of the calls has to write "
                "the program before it can run it.",
            ),
            Choice(
                "the first",
                "",
                "Right, by far: it traces and compiles.",
            ),
            Choice(
                "the last: the machine gets warm",
                "heat decides",
                "That takes minutes, and costs a few per cent. What the "
                "first call does once is of another size.",
            ),
        ),
    ),
    Prediction(
        id="speed/units",
        question=(
            "The loop in plain Python, gate by gate, with 64 units and with "
            "8. The products have about a fifteenth of the work then. How "
            "much of the time is left?"
        ),
        choices=(
            Choice(
                "about a fifteenth",
                "time is arithmetic",
                "You counted operations. The machine spends its time on "
                "something that does not depend on the number of units.",
            ),
            Choice(
                "about an eighth",
                "time is proportional to the units",
                "You expected the time to follow the size of the layer. "
                "Look at the next figure: it hardly does.",
            ),
            Choice(
                "most of it",
                "",
                "Right. Almost all of the time goes into the calls, and "
                "there are as many of them.",
            ),
        ),
    ),
    Prediction(
        id="speed/unrolled",
        question=(
            "tf.function turns the loop over 50 steps into a graph. How does "
            "the graph of `for t in range(50)` compare with that of "
            "`for t in tf.range(50)`?"
        ),
        choices=(
            Choice(
                "it is about 50 times as large",
                "",
                "Nearly: Python's loop runs while the graph is drawn, and "
                "leaves 50 copies of the step. TensorFlow's loop is drawn "
                "once.",
            ),
            Choice(
                "they are the same: both loop 50 times",
                "a loop is a loop",
                "tf.function never sees Python's loop. It sees what the "
                "loop does, which is to call the step 50 times.",
            ),
            Choice(
                "it is smaller: Python's loop is not in it",
                "what is not in the graph costs nothing",
                "The loop is not in it, true. What the loop did is, 50 times.",
            ),
        ),
    ),
    Prediction(
        id="speed/products",
        question=(
            "A product of two 1024 × 1024 matrices runs at some rate, in "
            "operations a second. At what rate does one of 32 × 32 run?"
        ),
        choices=(
            Choice(
                "the same: it is the same processor",
                "a machine has one rate",
                "The processor is the same, and most of the time it waits: "
                "a call takes as long as many thousand operations.",
            ),
            Choice(
                "a higher one: it fits into the cache",
                "small is fast",
                "It does fit, and is done before the call that ordered it "
                "has come back.",
            ),
            Choice(
                "less than a tenth of it",
                "",
                "Right. The call takes longer than the arithmetic.",
            ),
        ),
    ),
    Prediction(
        id="speed/dropout",
        question=(
            "You add recurrent_dropout=0.1 to a Keras LSTM. What will "
            "happen on a GPU?"
        ),
        choices=(
            Choice(
                "it trains a tenth faster: fewer numbers to compute",
                "dropped units are not computed",
                "They are computed, and multiplied by zero.",
            ),
            Choice(
                "cuDNN's kernel cannot be used any more",
                "",
                "Right, and nothing tells you. It is one of a short list of "
                "conditions.",
            ),
            Choice(
                "nothing: dropout is an addition, here as with dropout=0.1",
                "both dropouts are alike",
                "`dropout` acts on the inputs, before the kernel. This one "
                "acts within each step, and cuDNN has no room for it there.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        id="speed/recall-first",
        question=(
            "Why is the first call of a compiled function left out of a "
            "measurement?"
        ),
        choices=(
            Choice(
                "the memory is cold",
                "the cache explains the first call",
                "That costs microseconds. What did the first call do that "
                "no later one does?",
            ),
            Choice(
                "it compiles",
                "",
                "Right: it writes the program that the others run.",
            ),
            Choice(
                "its result is less exact",
                "programs improve with use",
                "The result is the same from the first call on.",
            ),
        ),
    ),
    Question(
        id="speed/recall-hoist",
        question="Which product of an LSTM can leave the loop over time?",
        choices=(
            Choice(
                "that with W, of the inputs",
                "",
                "Right: all inputs are known before the loop begins.",
            ),
            Choice(
                "that with U, of the last h",
                "the recurrence can be precomputed",
                "It needs the h of the step before, which the loop makes.",
            ),
            Choice(
                "both",
                "every product can be batched over time",
                "One of the two needs what the step before has made.",
            ),
        ),
    ),
    Question(
        id="speed/recall-retrace",
        question=(
            "A compiled function gets the Python numbers 1, 2, 3 in turn. "
            "How many programs are there afterwards?"
        ),
        choices=(
            Choice(
                "one",
                "a function is compiled once",
                "That is so for tensors. A Python number is part of the "
                "program.",
            ),
            Choice(
                "none: it runs in Python",
                "numbers stop the compiling",
                "It is compiled, and more often than you want.",
            ),
            Choice(
                "three",
                "",
                "Right, one for each number. As tensors they would share one.",
            ),
        ),
    ),
)

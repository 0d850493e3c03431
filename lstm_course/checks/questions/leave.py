"""Predictions in, and recall about, "How does it leave the notebook?"."""

from lstm_course.checks.question import Choice, Prediction, Question

PREDICTIONS = (
    Prediction(
        id="leave/file",
        question=(
            "You save a model as forecaster.keras and send it to somebody "
            "who has no Python. What do they have?"
        ),
        choices=(
            Choice(
                "a program: it can be run",
                "a saved model contains its code",
                "There is no code in it, not a line. Somebody has to write "
                "what an LSTM does, or to have it.",
            ),
            Choice(
                "numbers, and the names of what to do with them",
                "",
                "Right: arrays, and a description that says “LSTM, 16 units, "
                "tanh”.",
            ),
            Choice(
                "the training data, pressed into a file",
                "a model keeps its data",
                "The data have left their mark on 1,169 numbers, and are not "
                "in there.",
            ),
        ),
    ),
    Prediction(
        id="leave/digits",
        question=(
            "The same 1,169 numbers, the same 24 months; once in Keras, once "
            "in thirty lines of JavaScript. How far apart are the forecasts, "
            "on a scale where most lie between −1 and 3?"
        ),
        choices=(
            Choice(
                "not at all: the formulas are the same",
                "equal formulas give equal numbers",
                "On paper they do. Sums of rounded numbers depend on the "
                "order in which they are added, and tanh is computed by two "
                "different programs.",
            ),
            Choice(
                "about 0.001: JavaScript is not made for numbers",
                "JavaScript reckons badly",
                "Its numbers have 64 bits, and a Float32Array stores the "
                "same 32 bits that NumPy stores.",
            ),
            Choice(
                "somewhere in the seventh digit",
                "",
                "Right. That is what 32 bits hold, and no more can be asked.",
            ),
        ),
    ),
    Prediction(
        id="leave/lazy",
        question=(
            "A port has forget and output gate swapped. Its test feeds zeros "
            "to a fresh layer and to the port of it, and compares. What "
            "does it say?"
        ),
        choices=(
            Choice(
                "they are equal, to the last digit",
                "",
                "Right. With x = 0, h = 0 and no bias in g, the candidate is "
                "0 and c stays 0. Whatever the gates are, they open on "
                "nothing.",
            ),
            Choice(
                "they differ: f is 0.73 in a fresh layer, o is 0.5",
                "different gates, different answers",
                "The gates do differ, you have reckoned well. But both are "
                "multiplied by something. By what?",
            ),
            Choice(
                "they differ slightly: zeros are a weak input",
                "a weak input makes a small difference",
                "It is weaker than that: with zeros there is nothing that a "
                "gate could let through.",
            ),
        ),
    ),
    Prediction(
        id="leave/text",
        question=(
            "A model of 128 units writes 300 characters, each drawn at "
            "random, in Python and in JavaScript. Both use the same seed and "
            "the same generator; the scores differ in the seventh digit. Do "
            "they write the same text?"
        ),
        choices=(
            Choice(
                "no: small differences grow from character to character",
                "every difference grows",
                "They would if they reached the text. A character is drawn "
                "by asking into which interval a number falls, and the "
                "borders have moved by a ten-millionth.",
            ),
            Choice(
                "no: what is random cannot be repeated",
                "random means unrepeatable",
                "The numbers come from a formula and a seed. Two languages "
                "can share both.",
            ),
            Choice(
                "yes, unless a draw falls very near a border",
                "",
                "Right. With each character chosen, the difference is wiped "
                "out: both read on with the same symbol.",
            ),
        ),
    ),
    Prediction(
        id="leave/return",
        question=(
            "A network is trained in Node. What has to be rearranged so that "
            "Keras can use its weights?"
        ),
        choices=(
            Choice(
                "the order of the gates",
                "every library has its own order",
                "ONNX has. Keras and TensorFlow.js share theirs: i, f, g, o.",
            ),
            Choice(
                "nothing: arrays of the same name have the same content",
                "",
                "Right: order, shapes and numbers are the same.",
            ),
            Choice(
                "the matrices: they have to be transposed",
                "JavaScript lays a matrix out by columns",
                "PyTorch and ONNX transpose them. Here row follows row, as "
                "in NumPy.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        id="leave/recall-zeros",
        question=(
            "Why does a parity test begin by giving the biases random values?"
        ),
        choices=(
            Choice(
                "a fresh layer computes badly",
                "random weights are better weights",
                "It computes as well as any. But what would a test see of a "
                "bias that is zero?",
            ),
            Choice(
                "a bias of zero can be lost or misplaced unseen",
                "",
                "Right. What is zero, equal or full hides mistakes.",
            ),
            Choice(
                "to make the difference small",
                "a good test gives small numbers",
                "A good test makes the difference of a *wrong* port large.",
            ),
        ),
    ),
    Question(
        id="leave/recall-tolerance",
        question=(
            "Two programs run the same LSTM in float32. Up to which "
            "difference do you call them the same?"
        ),
        choices=(
            Choice(
                "about 1e-5",
                "",
                "Right: rounding stays below it, and mistakes lie far above.",
            ),
            Choice(
                "0",
                "equal formulas give equal numbers",
                "Sums in another order differ in the seventh digit.",
            ),
            Choice(
                "about 1e-2",
                "a per cent is exact enough",
                "Another formula for the gates can hide below that.",
            ),
        ),
    ),
    Question(
        id="leave/recall-silent",
        question=(
            "In which case does TensorFlow.js give other numbers than Keras, "
            "without a word?"
        ),
        choices=(
            Choice(
                "an activation that it lacks",
                "what is missing is missed in silence",
                "What is missing by name is found when the model is loaded.",
            ),
            Choice(
                "Dropout after the LSTM",
                "dropout acts in prediction",
                "It acts in training only, on both sides.",
            ),
            Choice(
                "an average over time where steps are masked",
                "",
                "Right: Keras leaves the padding out, TensorFlow.js counts "
                "it.",
            ),
        ),
    ),
)

"""Questions, predictions and recall of "Start here"."""

from lstm_course.checks.question import Choice, Prediction, Question

QUIZ = (
    Question(
        id="start/shapes",
        question=(
            "`x` is a NumPy array of shape (32, 50, 3). What is the shape of "
            "`x[:, -1]`?"
        ),
        choices=(
            Choice(
                "(32, 3)",
                "",
                "Yes: all 32, the last of 50, and the 3 stay.",
            ),
            Choice(
                "(32, 50)",
                "which axis an index belongs to",
                "That is `x[:, :, -1]`. Read “NumPy: the absolute basics "
                "for beginners”, the part on indexing.",
            ),
            Choice(
                "(32, 1, 3)",
                "an index keeps its axis",
                "A number removes the axis, a slice keeps it: `x[:, -1:]`. "
                "Read “NumPy: the absolute basics”, the part on indexing.",
            ),
        ),
    ),
    Question(
        id="start/product",
        question=(
            "`x` is (32, 3) and `W` is (3, 4). What is the shape of `x @ W`?"
        ),
        choices=(
            Choice("(32, 4)", "", "Yes: the inner sizes meet and vanish."),
            Choice(
                "(3, 3)",
                "which sizes meet",
                "The *inner* sizes, 3 and 3, meet and vanish; 32 and 4 "
                "remain. Any introduction to matrix products will do.",
            ),
            Choice(
                "it fails",
                "shapes must be equal",
                "Equal shapes are needed for `x * W`. For `@` the inner "
                "sizes must agree. Read an introduction to matrix products.",
            ),
        ),
    ),
    Question(
        id="start/chain",
        question="What is the derivative of tanh(w x) with respect to w?",
        choices=(
            Choice(
                "x (1 − tanh²(w x))",
                "",
                "Yes: the outer derivative times the inner one.",
            ),
            Choice(
                "1 − tanh²(w x)",
                "the inner derivative forgotten",
                "The inner derivative, x, is missing. Read up on the chain "
                "rule; the practitioner's path needs it least.",
            ),
            Choice(
                "w (1 − tanh²(w x))",
                "derived by the wrong variable",
                "That is the derivative with respect to x. Read up on the "
                "chain rule; the practitioner's path needs it least.",
            ),
        ),
    ),
    Question(
        id="start/descent",
        question=(
            "The gradient of the loss with respect to a weight is +2. Which "
            "way does gradient descent move the weight?"
        ),
        choices=(
            Choice("down", "", "Yes: against the gradient."),
            Choice(
                "up",
                "with the gradient",
                "That would make the loss larger. Read about gradient "
                "descent in any introduction to machine learning.",
            ),
            Choice(
                "it depends on the sign of the weight",
                "weight and gradient confused",
                "Only the sign of the gradient counts. Read about gradient "
                "descent in any introduction to machine learning.",
            ),
        ),
    ),
    Question(
        id="start/test",
        question=(
            "You try ten models on the test set and report the best one's "
            "result on it. Is that number fair?"
        ),
        choices=(
            Choice(
                "No, it is too good: the test set chose the model.",
                "",
                "Yes. Choose on a validation set, then test once.",
            ),
            Choice(
                "Yes: none of them was trained on the test set.",
                "choosing is not training",
                "Choosing is a kind of training. The best of ten is partly "
                "the luckiest of ten. Read about validation sets.",
            ),
            Choice(
                "Only if the ten are of different kinds.",
                "variety protects",
                "Kinds do not matter: ten throws of the dice are ten throws. "
                "Read about validation sets.",
            ),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="start/walk",
        question=(
            "A value takes one random step up or down each day. You have "
            "seen 100 days. What forecasts tomorrow best?"
        ),
        choices=(
            Choice(
                "the mean of the 100 days",
                "averaging always helps",
                "An average removes noise around something fixed. Here "
                "nothing is fixed: the walk is where it is *now*.",
            ),
            Choice(
                "the last value, plus the last step once more",
                "what rises goes on rising",
                "Each step is drawn anew. The last step says nothing about "
                "the next, and adding it doubles the variance of the error.",
            ),
            Choice("the last value", "", "Right."),
        ),
    ),
    Prediction(
        id="start/sunspots",
        question=(
            "The LSTM sees four years of sunspots and forecasts the next "
            "twelve months. By how much will it lower the error of “it stays "
            "as it is”?"
        ),
        choices=(
            Choice(
                "hardly at all",
                "nature is a random walk",
                "The sun has a cycle, and four years show where in the "
                "cycle we are. That can be learned.",
            ),
            Choice("by roughly a fifth", "", "Right."),
            Choice(
                "by three quarters or more",
                "a network sees through noise",
                "Most of what is left is noise from month to month. No "
                "network can forecast noise.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        id="start/baseline",
        question=("A forecast has a mean absolute error of 17. Is that good?"),
        choices=(
            Choice(
                "Not to be told without a naive forecast beside it.",
                "",
                "Yes. “It stays as it is” has to be beaten first.",
            ),
            Choice(
                "Yes, it is below 20.",
                "an error speaks for itself",
                "An error means something only beside that of a simple rule.",
            ),
            Choice(
                "No, good models are below 1.",
                "errors have no unit",
                "The error has the unit of the data: 17 sunspots, not 17 of "
                "anything.",
            ),
        ),
    ),
    Question(
        id="start/rival",
        question=(
            "In the taste of sunspots, which rival came closest to the LSTM?"
        ),
        choices=(
            Choice(
                "a straight-line fit to the same 48 months",
                "",
                "Yes, and it took milliseconds.",
            ),
            Choice(
                "the last value, repeated",
                "the naive forecast is the hard one",
                "The LSTM beat that clearly, with every seed.",
            ),
            Choice(
                "none came close",
                "networks are in a class of their own",
                "A linear fit was level with it.",
            ),
        ),
    ),
    Question(
        id="start/scaler",
        question=(
            "The sunspots were scaled with the mean and deviation of the "
            "training years alone. Why not of all years?"
        ),
        choices=(
            Choice(
                "The test years would have helped to make their own inputs.",
                "",
                "Yes. What lies ahead is not known when a forecast is made.",
            ),
            Choice(
                "The training years are more regular.",
                "scaling is a matter of quality",
                "They need not be. What counts is what is known when the "
                "forecast is made.",
            ),
            Choice(
                "It is faster.",
                "scaling is a matter of speed",
                "A mean costs nothing. What counts is what is known when the "
                "forecast is made.",
            ),
        ),
    ),
)

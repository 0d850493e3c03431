"""Predictions in, and recall about, "Can an LSTM forecast?"."""

from lstm_course.checks.question import Choice, Prediction, Question

PREDICTIONS = (
    Prediction(
        id="forecast/random-split",
        question=(
            "Five random walks. Nobody can forecast one better than by its "
            "last value. All windows of a walk are shuffled, four in five "
            "are for training an LSTM, the rest for the test. In this test "
            "the LSTM is …"
        ),
        choices=(
            Choice(
                "as good as the last value, or a little worse",
                "the test tells the truth",
                "So it would be if the test were honest. Look at two windows "
                "that begin one step apart: how much of the one is in the "
                "other?",
            ),
            Choice(
                "much worse: it has learned noise",
                "overfitting always shows in the test",
                "It has learned noise. But the noise of the test windows is "
                "the noise of their neighbours, and those were trained on.",
            ),
            Choice(
                "better than the last value, which is impossible",
                "",
                "Right. And since it is impossible, the test must be wrong.",
            ),
        ),
    ),
    Prediction(
        id="forecast/levels",
        question=(
            "An LSTM learns CO₂ from 1958 to some year, in ppm (scaled by "
            "mean and deviation), and forecasts the next two years, which "
            "are higher than anything before. Its forecasts are …"
        ),
        choices=(
            Choice(
                "too low: it was never taught such heights",
                "",
                "Right, at nearly every origin. Every unit of its state lies "
                "between −1 and 1, and it was never asked for more than the "
                "past had.",
            ),
            Choice(
                "right: it has learned that the line rises",
                "networks extrapolate",
                "It has learned which output belongs to which inputs, for "
                "the inputs that there were. Beyond them, nobody told it.",
            ),
            Choice(
                "too high: it goes on rising ever faster",
                "networks extrapolate wildly",
                "A polynomial does that. What bounds the state of an LSTM?",
            ),
        ),
    ),
    Prediction(
        id="forecast/recursive",
        question=(
            "Sunspots, 24 months ahead. One LSTM says all 24 months at once. "
            "Another says one month, and gets its own forecast as input for "
            "the next, 24 times. At 24 months the second errs …"
        ),
        choices=(
            Choice(
                "less: it solves 24 easy tasks instead of a hard one",
                "small steps are always easier",
                "Each step is easier. But its inputs are less and less what "
                "was measured and more and more what it said itself.",
            ),
            Choice(
                "more",
                "",
                "Right. It was trained for one step, on inputs that were "
                "true. How well it does that tells little about the 24th.",
            ),
            Choice(
                "exactly as much: it is the same information",
                "the way does not matter",
                "For a linear fit that will turn out to be so, within 5 %. "
                "Both see the same past; they were trained for different "
                "ends.",
            ),
        ),
    ),
    Prediction(
        id="forecast/coverage",
        question=(
            "An LSTM is trained with the pinball loss at the levels 0.05 and "
            "0.95, on the weather from January to July. What share of the "
            "temperatures from October to December lies between?"
        ),
        choices=(
            Choice(
                "90 %: that is what these quantiles mean",
                "a loss keeps its promise",
                "They mean it for the data of the training. Does the autumn "
                "have to be like those?",
            ),
            Choice(
                "clearly less than 90 %",
                "",
                "Right. It fits what it has seen, and other months are "
                "another thing.",
            ),
            Choice(
                "clearly more: networks are careful",
                "networks are careful",
                "Nothing in the loss rewards care. It is fitted to the "
                "training windows, and there it is tight.",
            ),
        ),
    ),
    Prediction(
        id="forecast/exchange",
        question=(
            "The widths are corrected on August and September, so that 90 % "
            "of those months lie inside. From October to December the share "
            "inside is …"
        ),
        choices=(
            Choice(
                "90 %: split conformal guarantees it",
                "a guarantee without an if",
                "It guarantees it if the days are exchangeable. A day in "
                "August and one in December: could they change places?",
            ),
            Choice(
                "less than 90 %",
                "",
                "Right. From one day to the next, the temperature of a New "
                "York November moves twice as far as that of a late summer.",
            ),
            Choice(
                "more than 90 %: corrected means on the safe side",
                "corrections are safe",
                "The correction is as large as the errors of two calm months "
                "asked for.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        id="forecast/mase",
        question="A forecast has a MASE of 0.7. What does that say?",
        choices=(
            Choice(
                "it errs by 0.7 on average",
                "MASE has a unit",
                "MASE has no unit: the error is divided by another error.",
            ),
            Choice(
                "its error is 0.7 of that of a naive forecast on the past",
                "",
                "Yes: of the naive forecast, one step or one season at a "
                "time, on what was known.",
            ),
            Choice(
                "it is right in 30 % of the cases",
                "a score is a share",
                "It compares mean absolute errors, and counts nothing.",
            ),
        ),
    ),
    Question(
        id="forecast/shuffled",
        question=(
            "Why must windows of one series not be shuffled into training "
            "and test?"
        ),
        choices=(
            Choice(
                "the network needs them in the order of time",
                "order within the training",
                "In what order it is trained does not matter. What matters "
                "is which windows are in the test.",
            ),
            Choice(
                "the test would be too small",
                "it is a question of size",
                "It would be as large as you like, and still be wrong.",
            ),
            Choice(
                "a test window shares its targets with its neighbours",
                "",
                "Yes: neighbours that were trained on.",
            ),
        ),
    ),
    Question(
        id="forecast/infinite",
        question="Why is coverage alone no measure of an interval?",
        choices=(
            Choice(
                "from −∞ to ∞ covers everything",
                "",
                "Yes. The interval score charges for the width as well.",
            ),
            Choice(
                "it cannot be computed on held-out data",
                "coverage needs the distribution",
                "It is the share of what came that lies inside: easily "
                "counted.",
            ),
            Choice(
                "it depends on the unit of the series",
                "a share has a unit",
                "A share has no unit.",
            ),
        ),
    ),
    Question(
        id="forecast/conformal",
        question="What does split conformal prediction assume?",
        choices=(
            Choice(
                "errors with a normal distribution",
                "every interval is normal",
                "No distribution at all: that is its charm. Something else "
                "is assumed.",
            ),
            Choice(
                "that old errors and the new one are exchangeable",
                "",
                "Yes: none of them is special. Time has a way of breaking "
                "that.",
            ),
            Choice(
                "a model that is right",
                "the model must be good",
                "A poor model gets wide intervals, and they hold.",
            ),
        ),
    ),
)

"""Questions of "How does a network learn from the past?"."""

from lstm_course.checks.question import Choice, Prediction, Question

PREDICTIONS = (
    Prediction(
        id="bptt/shares",
        question=(
            "Nudged alone, the copies of u at steps 1, 2 and 3 move the loss "
            "at the rates −0.043, −0.444 and +0.193. Now nudge the one "
            "shared u. At which rate does the loss move?"
        ),
        choices=(
            Choice(
                "+0.193",
                "only the last use touches the answer",
                "You let step 3 speak alone, since its state is the one the "
                "loss looks at. But u has changed the two states before as "
                "well, and they change the third.",
            ),
            Choice(
                "about −0.10",
                "a shared weight gets the mean",
                "You took the mean, as in a vote. But nothing is divided: "
                "one nudge of the shared u nudges all three copies by the "
                "whole amount.",
            ),
            Choice(
                "about −0.29",
                "",
                "Right: the sum of the three.",
            ),
            Choice(
                "about +0.004",
                "the chain rule multiplies the uses",
                "You multiplied the three. Along *one* path factors are "
                "multiplied; here there are three paths from u to the loss, "
                "and paths are added.",
            ),
        ),
    ),
    Prediction(
        id="bptt/nudge",
        question=(
            "A central difference in float64, with nudges ε from 0.1 down to "
            "0.000000000001. Which ε comes closest to the true gradient?"
        ),
        choices=(
            Choice(
                "the smallest: a derivative is a limit",
                "smaller is always better",
                "On paper, yes. A machine has 16 digits, and the two losses "
                "agree in nearly all of them: what the subtraction leaves is "
                "rounding.",
            ),
            Choice(
                "the largest: rounding matters least there",
                "rounding is the only error",
                "It matters least there, but the loss is a curve, and a wide "
                "step measures its bend along with its slope.",
            ),
            Choice(
                "one in between, near 0.00001",
                "",
                "Right: there the bend is small already and the rounding "
                "small still.",
            ),
        ),
    ),
    Prediction(
        id="bptt/loss-falls",
        question=(
            "Each of the six wrong gradients trains the network on parity, "
            "from five seeds. With how many of the six does the loss fall "
            "nearly to zero, as with the right one?"
        ),
        choices=(
            Choice(
                "none: a wrong gradient does not learn",
                "a wrong gradient shows in the loss",
                "You trusted the loss to tell. But it falls for any step "
                "that goes more down than up, and many wrong gradients do.",
            ),
            Choice(
                "one: E, whose error training never uses",
                "only a harmless bug goes unnoticed",
                "E is one of them. There are others, whose errors do enter "
                "every step.",
            ),
            Choice(
                "three",
                "",
                "Right: B, D and E. Half of the bugs would have passed for "
                "working code.",
            ),
            Choice(
                "all six, some more slowly",
                "any descent gets there in the end",
                "You gave gradient descent too much credit. Three of the "
                "bugs stop it far from zero.",
            ),
        ),
    ),
    Prediction(
        id="bptt/reservoir",
        question=(
            "Nothing in the network is trained: 16 units, W and U random. "
            "The state runs on from window to window, and a weighted sum of "
            "the units is fitted to the sign that came 8 steps ago, two "
            "windows back. How often is it right?"
        ),
        choices=(
            Choice(
                "half of the time",
                "what was not trained does not remember",
                "You expected an untrained state to be noise. It is a "
                "function of the inputs, and a rotation loses little of "
                "them.",
            ),
            Choice(
                "about two times in three",
                "an untrained memory is a faint one",
                "You expected a trace. It is a good deal more than that: 16 "
                "units have room for more than 8 signs.",
            ),
            Choice(
                "at least 85 times in 100",
                "",
                "Right. The state remembers without having been taught; only "
                "the reading has to be learned.",
            ),
        ),
    ),
    Prediction(
        id="bptt/cut",
        question=(
            "Frozen, the 16 units give the sign of 8 steps ago at least 85 "
            "times in 100. Now W, U and b learn too, by gradients that are "
            "cut to windows of 4 steps. What does the share become?"
        ),
        choices=(
            Choice(
                "larger: some training beats none",
                "a part of the gradient is part of the way",
                "You expected a cut gradient to be a weaker version of the "
                "right one. It is the exact gradient of another question, "
                "in which nothing older than 4 steps matters.",
            ),
            Choice(
                "the same: the cut gradient is blind to lag 8",
                "what the gradient does not see stays as it is",
                "Blind, yes. But W and U move all the same, for the sake of "
                "the last 4 steps, and what they held of the older ones is "
                "not protected.",
            ),
            Choice(
                "smaller, and nearer to guessing",
                "",
                "Right: training tears down the memory that came for nothing.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        id="bptt/sum",
        question=(
            "An RNN uses the weight u at 100 steps. What is the gradient of u?"
        ),
        choices=(
            Choice(
                "The sum of the shares of all 100 uses.", "", "Yes: the sum."
            ),
            Choice(
                "The mean of the shares.",
                "a shared weight gets the mean",
                "Nothing is divided: a nudge of u nudges every use by the "
                "whole amount.",
            ),
            Choice(
                "The share of the last use.",
                "only the last use touches the answer",
                "The earlier uses changed the states that led to the last "
                "one.",
            ),
        ),
    ),
    Question(
        id="bptt/two-shares",
        question=(
            "A state in the middle of a sequence. From where does its "
            "gradient come?"
        ),
        choices=(
            Choice(
                "From its own loss and from the next step, added.",
                "",
                "Yes: it is used twice.",
            ),
            Choice(
                "From its own loss alone.",
                "the arriving gradient dropped",
                "The next step read this state too.",
            ),
            Choice(
                "From the state before it.",
                "gradients travel forwards",
                "The gradient comes from where the state went: later steps.",
            ),
        ),
    ),
    Question(
        id="bptt/check",
        question=(
            "A gradient check in float64 gives a relative error of 0.001. "
            "What does it mean?"
        ),
        choices=(
            Choice(
                "There is a bug.",
                "",
                "Yes. Right gradients come out near 1e-9.",
            ),
            Choice(
                "It is rounding.",
                "rounding explains everything",
                "Rounding in float64 is a million times smaller.",
            ),
            Choice(
                "It is good enough: the loss will fall.",
                "a falling loss proves the gradient",
                "The loss falls with many wrong gradients, too.",
            ),
        ),
    ),
    Question(
        id="bptt/cut-state",
        question="Truncated backpropagation through time cuts …",
        choices=(
            Choice(
                "the gradient, at the borders of the windows",
                "",
                "Yes, and the states may run on.",
            ),
            Choice(
                "the sequence: each window starts from zero",
                "the state is cut with the gradient",
                "The states run on; with a zero state nothing older than the "
                "window could be known at all.",
            ),
            Choice(
                "gradients that are too large",
                "truncation taken for clipping",
                "That is clipping. Truncation cuts in time.",
            ),
        ),
    ),
)

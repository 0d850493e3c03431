"""Predictions in, and recall about, "How do gradients get through ...?"."""

from lstm_course.checks.question import Choice, Prediction, Question

PREDICTIONS = (
    Prediction(
        id="gradients/nudge",
        question=(
            "Step 3 is done: −0.283 stands at its state c3, and its forget "
            "gate is 0.645. So −0.283 · 0.645 = −0.183 comes back along the "
            "line of c. Now you nudge c2 and measure how the loss moves. "
            "What do you find?"
        ),
        choices=(
            Choice(
                "−0.183: the line of c is how states are connected",
                "c reaches the future through c alone",
                "You followed the black line, and it carries most. But c2 "
                "was also *said*: h2 = o2·tanh(c2), and the gates of step 3 "
                "heard it.",
            ),
            Choice(
                "−0.183 plus something, since h2 heard c2 as well",
                "",
                "Right. There are two ways out of every c, and a nudge takes "
                "both.",
            ),
            Choice(
                "less than −0.183 in size: the tanh takes its share",
                "the tanh stands on the line of c",
                "There is no tanh on the line of c: that was the point of "
                "it. The tanh stands on the way to h.",
            ),
        ),
    ),
    Prediction(
        id="gradients/dropped",
        question=(
            "Somebody forgets to hand dc on from step to step; all else is "
            "right. Over a sequence of eight steps, which blocks of db (and "
            "so of dW and dU) come out wrong?"
        ),
        choices=(
            Choice(
                "only that of f: it stands on the line that was cut",
                "a missing path spoils its own gate",
                "The forget gate stands on that line. But i and g of the "
                "early steps wrote what travelled along it: their errors "
                "came back on the same line.",
            ),
            Choice(
                "those of i, f and g: they made c. o did not",
                "an error stays where it was made",
                "In a single step you would be right. But the wrong dz of "
                "step 8 makes a wrong dh for step 7, and there it reaches o.",
            ),
            Choice(
                "all four",
                "",
                "Right. What is wrong at one step is handed on through U to "
                "everything before it.",
            ),
            Choice(
                "none: the path through h finds the same way",
                "the second path makes up for the first",
                "The two paths are added. Leave one out, and the sum is "
                "another.",
            ),
        ),
    ),
    Prediction(
        id="gradients/reach",
        question=(
            "Before any training, a sequence of 100 steps. You compare the "
            "gradient at the far end, 100 steps back, of a plain RNN and of "
            "an LSTM with Keras's forget bias of 1. Which is larger?"
        ),
        choices=(
            Choice(
                "the LSTM's, by far: its gradient does not vanish",
                "an LSTM has no vanishing gradient",
                "That is what is said everywhere, and it is true for a gate "
                "that is *open*. A bias of 1 makes f about 0.73, and 0.73 to "
                "the power of 100 has thirteen zeros behind the point.",
            ),
            Choice(
                "about the same: both have vanished",
                "vanished is vanished",
                "Both are small. But there are several powers of ten between "
                "them.",
            ),
            Choice(
                "the RNN's, several times over",
                "",
                "Right. An orthogonal U lets more through than a gate that "
                "is three quarters open.",
            ),
        ),
    ),
    Prediction(
        id="gradients/first-loss",
        question=(
            "The target is the sum of two numbers between 0 and 1. Whoever "
            "always answers 1 has a squared error of 1/6. The LSTM has small "
            "random weights and has learned nothing. What is its loss before "
            "the first step?"
        ),
        choices=(
            Choice(
                "about 0.17: it knows nothing, so it is at the baseline",
                "knowing nothing is answering the mean",
                "To answer the mean it would have to know the mean. With "
                "small weights it answers about 0.",
            ),
            Choice(
                "around 1.2",
                "",
                "Right: it answers about 0, and the mean of (0 − target)² is "
                "1 + 1/6.",
            ),
            Choice(
                "anything: the weights are random",
                "random weights make random losses",
                "They are random and *small*, so the answer is near 0, "
                "whichever they are. That makes the first loss predictable, "
                "and a wrong one a warning.",
            ),
        ),
    ),
    Prediction(
        id="gradients/keras",
        question=(
            "Keras finds its gradients by itself, by automatic "
            "differentiation. You wrote yours. From the same weights, on the "
            "same 50 batches, with 32-bit numbers: how far apart are the two "
            "losses after 50 steps?"
        ),
        choices=(
            Choice(
                "equal to the last bit",
                "the same formula gives the same bits",
                "The formulas are equal, but sums are taken in another "
                "order, and each order rounds in its own way.",
            ),
            Choice(
                "equal to five digits or more, but not to the last bit",
                "",
                "Right: they follow the same path, up to rounding.",
            ),
            Choice(
                "clearly apart: small differences grow in training",
                "training is chaos from the start",
                "Over thousands of steps they do grow. In 50 they have no "
                "time to.",
            ),
            Choice(
                "far apart: automatic differentiation approximates",
                "automatic differentiation is numerical",
                "It nudges nothing. It applies the chain rule, line by line, "
                "as you did.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        id="gradients/two-paths",
        question="By which ways does c of one step reach the loss?",
        choices=(
            Choice(
                "through the next step's f·c, and through its own h",
                "",
                "Yes, and the two gradients are added.",
            ),
            Choice(
                "through the next step's f·c alone",
                "c reaches the future through c alone",
                "It is also said: h = o·tanh(c), and all gates of the next "
                "step hear h.",
            ),
            Choice(
                "through all four gates of the next step",
                "gates see c",
                "The gates hear h, not c. (Those of a peephole LSTM do, and "
                "that is another cell.)",
            ),
        ),
    ),
    Question(
        id="gradients/df",
        question="What multiplies the gradient at c to give df?",
        choices=(
            Choice(
                "the state before, c_prev",
                "",
                "Yes: in f·c_prev it stands beside f.",
            ),
            Choice(
                "the state that the step made, c",
                "one step off",
                "f multiplied the state before: c = f·c_prev + i·g.",
            ),
            Choice(
                "f",
                "the factor itself",
                "That gives dc_prev. Seen from f the *other* factor counts.",
            ),
        ),
    ),
    Question(
        id="gradients/product",
        question=(
            "Along the direct path from c to c, the gradient over 50 steps "
            "is multiplied by …"
        ),
        choices=(
            Choice("the product of the 50 forget gates", "", "Yes."),
            Choice(
                "the product of the forget gates and of 50 slopes of tanh",
                "the tanh stands on the line of c",
                "There is no tanh on the line of c.",
            ),
            Choice(
                "1: nothing is lost",
                "every LSTM is a carousel",
                "That was the cell of 1997, without a forget gate.",
            ),
        ),
    ),
    Question(
        id="gradients/check-start",
        question=(
            "A hand-written backward step passes its gradient check, with "
            "one sequence, from h = c = 0. What has not been tested?"
        ),
        choices=(
            Choice(
                "the sums over the batch, and all that h_prev and c_prev "
                "multiply",
                "",
                "Yes: those terms were zero, and those sums had one entry.",
            ),
            Choice(
                "nothing: the numbers agree",
                "a passed check is a proof",
                "A term that is zero in the test can be wrong by any amount.",
            ),
            Choice(
                "the path through h",
                "what is small is untested",
                "That path is there in every step, whatever came before.",
            ),
        ),
    ),
)

"""Predictions in, and recall about, "What does Keras do behind your back?"."""

from lstm_course.checks.question import Choice, Prediction, Question

PREDICTIONS = (
    Prediction(
        id="surprises/company",
        question=(
            "A trained forecaster gets the same 24 months twice: once "
            "alone, and once in a batch beside a longer series, with zeros "
            "after the end so that the lengths agree. Its two forecasts are …"
        ),
        choices=(
            Choice(
                "the same: the rows of a batch know nothing of each other",
                "a batch changes nothing",
                "The rows do not speak to each other. But the longer row "
                "decided how many zeros yours was given, and the layer read "
                "them as months.",
            ),
            Choice(
                "different, by as much as the forecast is worth",
                "",
                "Right. To the layer, zeros after the end are data: the "
                "latest data.",
            ),
            Choice(
                "a little different, in the last digits",
                "padding is neutral",
                "Zero is no neutral value. After standardising it is an "
                "average month, and the last one read counts most.",
            ),
        ),
    ),
    Prediction(
        id="surprises/last-step",
        question=(
            "A bidirectional LSTM with return_sequences=True reads 30 steps, "
            "and you take its outputs at the last step to classify the "
            "sequence. How much of the sequence has the backward half of "
            "them seen?"
        ),
        choices=(
            Choice(
                "all of it, like the forward half",
                "the last step has seen everything",
                "The last step is the end for the half that reads forward. "
                "Where does the other half begin?",
            ),
            Choice(
                "the second half of it",
                "the two halves share the sequence",
                "Both read every step, from opposite ends. The question is "
                "when.",
            ),
            Choice(
                "one step",
                "",
                "Right. Reading from the end, the last step is its first.",
            ),
        ),
    ),
    Prediction(
        id="surprises/twice",
        question=(
            "A stateful model forecasts the same batch twice, with nothing "
            "in between. The two forecasts are …"
        ),
        choices=(
            Choice(
                "different: the second goes on from where the first ended",
                "",
                "Right. That is what stateful means, and it holds for every "
                "call: predict, evaluate and fit alike.",
            ),
            Choice(
                "equal: predict changes nothing in a model",
                "predict has no memory",
                "Its weights stay as they were. Its states do not, and a "
                "stateful layer begins from them.",
            ),
            Choice(
                "equal: each call of predict begins with a reset",
                "Keras resets for you",
                "Keras cannot know where one series ends and the next "
                "begins. You say so, with reset_state.",
            ),
        ),
    ),
    Prediction(
        id="surprises/shuffle",
        question=(
            "A stream is cut into windows of 10 steps. Asked for at each "
            "step is what came 5 steps before, so half of the answers lie "
            "in the window before. A stateful model is trained with fit and "
            "its default, shuffle=True. Its error will be …"
        ),
        choices=(
            Choice(
                "near 0: the state carries what is needed",
                "stateful is enough",
                "The state carries something. But from which window?",
            ),
            Choice(
                "one half, like that of a model without state",
                "a wrong state is no worse than none",
                "A state of zeros says honestly that nothing is known. What "
                "arrives here comes from somewhere else, and looks like "
                "knowledge.",
            ),
            Choice(
                "one, as without learning anything",
                "shuffling destroys the windows",
                "Within a window all is in order, and five of its ten "
                "answers can be found there.",
            ),
            Choice(
                "between one half and one: worse than without state",
                "",
                "Right. In each batch, every row goes on from another part "
                "of the stream.",
            ),
        ),
    ),
    Prediction(
        id="surprises/fresh",
        question=(
            "A plain RNN is to hold one bit for 20 steps. In training, "
            "half of its units are dropped at random: either the same units "
            "at all steps of a sequence, or others at each step. Without "
            "dropout, after training, how often is the bit right?"
        ),
        choices=(
            Choice(
                "about equally often: half is dropped either way",
                "only the rate counts",
                "The rate is the same. But a unit that must come through 20 "
                "steps meets one throw of the dice in one case, and 20 in "
                "the other.",
            ),
            Choice(
                "nearly always with one mask, by chance with fresh ones",
                "",
                "Right. With fresh masks next to nothing gets through while "
                "it trains.",
            ),
            Choice(
                "more often with fresh masks: more noise, more robust",
                "more noise teaches more",
                "Noise teaches when the task can be done in spite of it. "
                "How much of a state is never touched in 20 steps?",
            ),
        ),
    ),
    Prediction(
        id="surprises/resume",
        question=(
            "A model with dropout is saved in the middle of its training, "
            "as a .keras file, and loaded again. Both, the old and the "
            "loaded one, train for one more step on the same batch. "
            "Afterwards they are …"
        ),
        choices=(
            Choice(
                "equal: the file holds weights and optimizer",
                "weights and optimizer are everything",
                "Both are in the file. But one more thing took part in "
                "this step.",
            ),
            Choice(
                "different: the optimizer begins anew",
                "the optimizer is lost",
                "That is so with save_weights and a fresh compile. A .keras "
                "file holds its moments and its step count.",
            ),
            Choice(
                "different: the dice of the dropout were not saved",
                "",
                "Right. The loaded one throws dice of its own, and so drops "
                "other units.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        id="surprises/mask",
        question=(
            "Sequences of different lengths lie padded in one array, and a "
            "mask goes to the LSTM with them. What does it do at a step "
            "that does not count?"
        ),
        choices=(
            Choice(
                "it reads a zero",
                "a masked step is a zero",
                "Without a mask it would. With one, nothing is read at all.",
            ),
            Choice(
                "nothing: h and c stay as they were",
                "",
                "Yes, and so the last output is that of the last real step.",
            ),
            Choice(
                "it resets h and c",
                "a mask ends the sequence",
                "They are kept: what was known at the end is still there.",
            ),
        ),
    ),
    Question(
        id="surprises/states",
        question=(
            "What does LSTM(16, return_state=True) give back for a batch?"
        ),
        choices=(
            Choice(
                "output, h, c, and the output equals h",
                "",
                "Yes. What c holds is in no output.",
            ),
            Choice(
                "output, c, h",
                "the order of the states",
                "h comes first, and no shape complains when they change "
                "places.",
            ),
            Choice(
                "h and c",
                "states only",
                "The output comes first, then the states.",
            ),
        ),
    ),
    Question(
        id="surprises/reset",
        question="When does a stateful layer of Keras begin from zeros?",
        choices=(
            Choice(
                "at each epoch",
                "Keras resets for you",
                "No: an epoch goes on from where the last one ended.",
            ),
            Choice(
                "at each call of predict or evaluate",
                "Keras resets for you",
                "No: each goes on from the last call, whichever it was.",
            ),
            Choice(
                "after layer.reset_state(), and when it is new or loaded",
                "",
                "Yes. Everything else goes on.",
            ),
        ),
    ),
    Question(
        id="surprises/fixed-mask",
        question=(
            "Why does recurrent dropout use one mask for all steps of a "
            "sequence?"
        ),
        choices=(
            Choice(
                "to save the time of drawing masks",
                "a question of speed",
                "Drawing is cheap. What would fresh masks do to a state "
                "over 20 steps?",
            ),
            Choice(
                "because fresh ones at each step wipe out what h holds",
                "",
                "Yes: of its units, (1 − rate) to the power of the steps are "
                "left untouched. What c holds they do not reach.",
            ),
            Choice(
                "so that all sequences of a batch lose the same units",
                "one mask for the batch",
                "Each sequence has a mask of its own.",
            ),
        ),
    ),
)

"""Say what becomes of models whose names and weights are carried."""

from lstm_course.checks.entries import entries, one_of
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise

MODELS = {
    "A": "Embedding(mask_zero=True), LSTM, Dense",
    "B": "LSTM(recurrent_activation='hard_sigmoid'), Dense",
    "C": "GRU as Keras makes it, Dense",
    "D": "Embedding(mask_zero=True), LSTM(return_sequences=True),"
    " GlobalAveragePooling1D, Dense",
    "E": "LSTM, Dropout(0.5), Dense",
    "F": "Embedding(mask_zero=True),"
    " Bidirectional(LSTM(return_sequences=True)), Dense",
    "G": "LSTM, Dense(activation='silu')",
}


def what_becomes():
    """Return what becomes of each model, from its letter to a word.

    MODELS holds the models A to G. The words are "same" (TensorFlow.js
    gives the same numbers), "loud" (it refuses the model) and "silent" (it
    gives other numbers, and says nothing).
    """
    return {
        "A": "same",
        "B": "silent",
        "C": "loud",
        "D": "silent",
        "E": "same",
        "F": "silent",
        "G": "loud",
    }


_RIGHT = what_becomes()
_WORDS = ("same", "loud", "silent")

_REPLIES = {
    "A": "A mask that an LSTM reads means the same on both sides: at a masked "
    "step the state stays. And Dense sees the last output alone.",
    "B": "The name exists on both sides, so nothing complains. The formula "
    "behind it does not agree: TensorFlow.js clips 0.2 z + 0.5, Keras clips "
    "z / 6 + 0.5.",
    "C": "Keras's GRU resets after the product with U, and so has a second "
    "bias. TensorFlow.js has no place for that, and says so when it loads "
    "the model.",
    "D": "In Keras the mean is over the steps that count. In TensorFlow.js "
    "it is over all steps, the padding too.",
    "E": "Dropout acts in training only. In predict it does nothing, on "
    "either side.",
    "F": "There is a name for everything. But at masked steps Keras puts out "
    "zeros here, and TensorFlow.js whatever its state is.",
    "G": "There is no silu in TensorFlow.js. What is missing by name is "
    "found when the model is loaded.",
}


def _model(letter):
    def test(value):
        got = value[letter]
        if got == _RIGHT[letter]:
            return None
        return f"{letter} is not “{got}”. {_REPLIES[letter]}"

    return test


def _but(**changed):
    return lambda: {**what_becomes(), **changed}


WHAT_BECOMES = ValueExercise(
    solution=what_becomes,
    hints=(
        "Ask three questions of each layer. Does the name exist over there? "
        "If not, it is loud. Does a mask get as far as here? Is the formula "
        "behind the name the same?",
        "Two models are the same, two are loud, three are silent.",
        "Masks are harmless where a recurrent layer reads them and gives "
        "one output. The trouble begins where every step is put out.",
    ),
    rules=(
        entries(dict.fromkeys(MODELS, one_of(*_WORDS))),
        *(Rule(f"model-{letter}", _model(letter)) for letter in MODELS),
    ),
    mistakes=(
        Mistake("entries", "", lambda: list(what_becomes().values())),
        Mistake("entries", "", lambda: {"A": "same"}),
        Mistake("entries", "", _but(C="noisy")),
        *(
            Mistake(f"model-{letter}", "", _but(**{letter: word}))
            for letter in MODELS
            for word in _WORDS
            if word != _RIGHT[letter]
        ),
    ),
    tried="seven models: two the same, two loud, three silent",
)

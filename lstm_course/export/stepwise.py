"""A character model as one step: what a program that writes needs.

The model that was trained reads whole sequences and forgets its state after
each. A program that writes asks for one character at a time, and the state
has to come back to it.
"""

from lstm_course.runtime import keras

_STATES = {
    keras.layers.SimpleRNN: ("h",),
    keras.layers.GRU: ("h",),
    keras.layers.LSTM: ("h", "c"),
}


def one_step(model):
    """Return a Functional model of one time step, its state in and out.

    model is a built keras.Sequential of SimpleRNN, GRU or LSTM layers and
    layers that treat every time step alike. The result has the same weights,
    copied. Its inputs are what `model` reads, with one time step, (1, 1,
    ...), and then the states of each recurrent layer, the lowest first, h
    before c, (1, units); its outputs are what `model` makes of that step and
    the new states.

    Raises TypeError for another kind of model or of recurrent layer, naming
    it, and ValueError for a model that is not built.
    """
    _check(model)
    shape = (1, 1, *model.input_shape[2:])
    x = keras.Input(batch_shape=shape, name="x", dtype=model.inputs[0].dtype)
    inputs, states, y = [x], [], x
    twins = [_twin(layer) for layer in model.layers]
    for twin in twins:
        if not isinstance(twin, keras.layers.RNN):
            y = twin(y)
            continue
        before = [
            keras.Input(batch_shape=(1, twin.units), name=f"{twin.name}_{s}")
            for s in _STATES[type(twin)]
        ]
        y, *after = twin(y, initial_state=before)
        inputs += before
        states += after
    step = keras.Model(inputs, [y, *states], name=f"{model.name}_step")
    for layer, twin in zip(model.layers, twins, strict=True):
        twin.set_weights(layer.get_weights())
    return step


def _twin(layer):
    """Return an unbuilt copy of a layer; a recurrent one gives its state."""
    config = layer.get_config()
    if isinstance(layer, keras.layers.RNN):
        config |= {"return_state": True, "stateful": False}
    return type(layer).from_config(config)


def _check(model):
    if not isinstance(model, keras.Sequential):
        raise TypeError(
            f"model: expected a keras.Sequential, got {type(model).__name__}"
        )
    if not model.built:
        raise ValueError(
            "model: expected a built model; give it a keras.Input first"
        )
    for layer in model.layers:
        if isinstance(layer, keras.layers.Bidirectional) or (
            isinstance(layer, keras.layers.RNN) and type(layer) not in _STATES
        ):
            raise TypeError(
                f"model: {layer.name!r} is a {type(layer).__name__}; expected"
                " SimpleRNN, GRU or LSTM"
            )

"""Read which layer of a Keras model is called on what.

A Sequential model is read as the Functional one that it is inside.
"""

from typing import NamedTuple

from lstm_course.export.refusal import described, refused
from lstm_course.runtime import keras


class Place(NamedTuple):
    """One output tensor of one call of a layer.

    Calls are counted as TensorFlow.js counts them: a nested model has one
    before it is called, its own.
    """

    layer: str
    call: int
    tensor: int


class Origin(NamedTuple):
    """Where a mask comes from: which steps of what differ from a value.

    some says that one feature of a step is enough (Masking).
    """

    place: Place
    value: float
    some: bool


INHERITED = "inherited"


class Call(NamedTuple):
    """A layer, called once: its inputs and initial states, as Places.

    mask is the Origin of the mask that it was given, None for no mask, or
    INHERITED for that of its input. shapes are those of the inputs, the
    batch included.
    """

    layer: object
    number: int
    inputs: list
    states: list
    mask: object
    shapes: list


class Graph(NamedTuple):
    """A model: its layers in the order of first calls, and the two ends."""

    model: object
    layers: list
    calls: list
    inputs: list
    outputs: list

    def calls_of(self, layer):
        """Return the calls of a layer, in their order."""
        return [call for call in self.calls if call.layer is layer]


def is_model(layer):
    """Return True for a model that can be read: no class of the learner's."""
    kind = type(layer)
    return (
        isinstance(layer, keras.Model)
        and kind.__module__.startswith("keras.")
        and kind.__name__ in ("Sequential", "Functional")
    )


def read(model):
    """Return the Graph of a Sequential or Functional model.

    Raises ValueError for other models, and for one that was not built.
    """
    if not is_model(model):
        raise _wrong_kind(model)
    if not model.built or not model.inputs:
        raise refused(
            model,
            "it was not built, and the shape of its input is unknown",
            "Give it a keras.Input first",
        )
    if isinstance(model, keras.Sequential):
        whole = keras.Model(model.inputs, model.outputs, name=model.name)
    else:
        whole = model
    return _Reader(model, whole).graph()


def _wrong_kind(model):
    if not isinstance(model, keras.Model):
        return ValueError(
            "model: expected a keras.Sequential or a Functional keras.Model,"
            f" got {type(model).__name__}"
        )
    return refused(
        model,
        "what a class of your own does in `call` cannot be read",
        "Write it with keras.Sequential or keras.Model(inputs, outputs)",
    )


class _Reader:
    """What a Functional model's configuration says, with its layers."""

    def __init__(self, model, whole):
        self.model = model
        self.layers = {layer.name: layer for layer in whole.operations}
        self.config = whole.get_config()
        self.nodes = {
            entry["name"]: entry["inbound_nodes"]
            for entry in self.config["layers"]
        }

    def graph(self):
        layers = [one for one in self.layers.values() if _is_layer(one)]
        calls = [
            self.call(layer, number, node)
            for layer in layers
            for number, node in enumerate(
                self.nodes[layer.name], int(is_model(layer))
            )
        ]
        ends = [
            self.ends(self.config[f"{end}_layers"])
            for end in ("input", "output")
        ]
        for places in [*ends, *(call.inputs + call.states for call in calls)]:
            for place in places:
                if not _is_layer(self.layers[place.layer]):
                    raise _operation(self.layers[place.layer])
        graph = Graph(self.model, layers, calls, *ends)
        first = {
            call.layer.name: place
            for place, call in enumerate(in_order(graph))
            if call.number == int(is_model(call.layer))
        }
        layers.sort(key=lambda layer: first.get(layer.name, -1))
        return graph

    def call(self, layer, number, node):
        arguments, options = list(node["args"]), dict(node["kwargs"])
        states = options.pop("initial_state", None)
        mask = options.pop("mask", INHERITED)
        recurrent = (keras.layers.RNN, keras.layers.Bidirectional)
        if isinstance(layer, recurrent) and arguments[1:]:
            states = arguments.pop(1)
        for name, value in options.items():
            if value not in (None, False):
                raise refused(
                    layer,
                    f"it is called with {name}, which TensorFlow.js would not"
                    " be told",
                    f"Call it without {name}",
                )
        inputs = list(_tensors(layer, arguments))
        if isinstance(mask, (list, tuple)):  # a nested model's, one an input
            mask = next((one for one in mask if one is not None), None)
        if isinstance(mask, dict):
            mask = self.origin(layer, mask)
        return Call(
            layer,
            number,
            [self.place(tensor) for tensor in inputs],
            [self.place(tensor) for tensor in _tensors(layer, states)],
            mask,
            [tuple(tensor["shape"]) for tensor in inputs],
        )

    def origin(self, layer, mask):
        """Return the Origin of a mask that Keras made; refuse others."""
        operation = self.operation(mask)
        some = type(operation).__name__ == "Any"
        if some and _over_features(operation):
            (mask,) = self.arguments(operation)
            operation = self.operation(mask)
        if type(operation).__name__ != "NotEqual":
            raise refused(
                layer,
                "it is called with a mask of your own",
                "Let an Embedding with mask_zero or a Masking layer make it",
            )
        tensor, value = self.arguments(operation)
        return Origin(self.place(tensor["config"]), value, some)

    def operation(self, tensor):
        return self.layers[tensor["config"]["keras_history"][0]]

    def arguments(self, operation):
        return self.nodes[operation.name][0]["args"]

    def place(self, tensor):
        name, call, index = tensor["keras_history"]
        return Place(name, call + int(is_model(self.layers[name])), index)

    def ends(self, places):
        """Return the Places of inputs or outputs, in Keras's order."""
        flat = keras.tree.flatten(places)
        found = []
        for start in range(0, len(flat), 3):
            name, call, index = flat[start : start + 3]
            # Here Keras, too, counts the call that a Functional model has.
            first = isinstance(self.layers[name], keras.Sequential)
            found.append(Place(name, call + int(first), index))
        return found


def _over_features(operation):
    options = operation.get_config()
    return options["axis"] == -1 and not options["keepdims"]


def _is_layer(operation):
    return isinstance(operation, keras.layers.Layer)


def _operation(operation):
    return refused(
        operation,
        "operations on tensors are not layers there",
        "Use a layer instead of the operator, keras.layers.Add() say, or do it"
        " outside the model",
    )


def _tensors(layer, value):
    """Yield the configurations of the tensors in an argument of a call."""
    if value is None:
        return
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from _tensors(layer, part)
    elif not isinstance(value, dict):
        raise refused(
            layer,
            f"it is called on {value!r}, which is no output of a layer",
            "Make it an input of the model",
        )
    elif value.get("class_name") == "__keras_tensor__":
        yield value["config"]
    else:  # in the order in which Keras flattens a dictionary
        for key in sorted(value):
            yield from _tensors(layer, value[key])


def in_order(graph):
    """Yield the calls so that each comes after what it is called on."""
    ready = {(place.layer, place.call) for place in graph.inputs}
    waiting = list(graph.calls)
    while waiting:
        later = []
        for call in waiting:
            needed = {(p.layer, p.call) for p in call.inputs + call.states}
            if needed <= ready:
                ready.add((call.layer.name, call.number))
                yield call
            else:
                later.append(call)
        if len(later) == len(waiting):
            raise ValueError(f"{described(graph.model)} has a cycle")
        waiting = later

"""A model with what each of its layers becomes."""

from typing import NamedTuple

from lstm_course.export import graph
from lstm_course.export.carried import MAKES, READS
from lstm_course.export.refusal import refused
from lstm_course.export.wrappers import carried
from lstm_course.runtime import keras

WHOLE = ("int32", "int64")


class Part(NamedTuple):
    """A model, read: its Graph, and what each of its layers becomes.

    carried maps names of layers to Carried, parts names of nested models to
    their Parts; inputs are in neither.
    """

    graph: graph.Graph
    carried: dict
    parts: dict

    @property
    def masks(self):
        """Return True if a layer masks, layers of nested models aside."""
        return any(one.masks == MAKES for one in self.carried.values())

    @property
    def has_states(self):
        """Return True if initial states are given, here or inside."""
        return any(call.states for call in self.graph.calls) or any(
            part.has_states for part in self.parts.values()
        )

    @property
    def recurrent(self):
        """Return True if there is a recurrent layer, here or inside."""
        return any(one.masks == READS for one in self.carried.values()) or any(
            part.recurrent for part in self.parts.values()
        )

    @property
    def stateful(self):
        """Return True if a layer keeps its state, here or inside."""
        return any(
            getattr(self.layer(name), "stateful", False)
            for name in self.carried
        ) or any(part.stateful for part in self.parts.values())

    def layer(self, name):
        """Return the layer of a name."""
        return next(one for one in self.graph.layers if one.name == name)

    def is_whole(self, name):
        """Return True for an input of whole numbers."""
        return self.layer(name).dtype in WHOLE


def read(model):
    """Return the Part of a model.

    Raises ValueError for what TensorFlow.js cannot express, naming the
    layer, the reason and the remedy. What masks do is not judged here.
    """
    read_graph = graph.read(model)
    layers, parts = {}, {}
    for layer in read_graph.layers:
        calls = read_graph.calls_of(layer)
        if isinstance(layer, keras.layers.InputLayer):
            _check_input(layer)
        elif graph.is_model(layer):
            parts[layer.name] = read(layer)
        else:
            layers[layer.name] = _carried(layer, calls)
    part = Part(read_graph, layers, parts)
    _check_outputs(part)
    _check_order(part)
    return part


def _carried(layer, calls):
    ranks = {len(call.shapes[0]) for call in calls if call.shapes}
    if len(ranks) != 1:
        raise refused(
            layer,
            "it is called on tensors of different numbers of dimensions",
            "Use a layer for each",
        )
    one = carried(layer, ranks.pop())
    for call in calls:
        _check_shape(layer, one, call)
    return one


def _check_shape(layer, one, call):
    if one.class_name == "Flatten" and None in call.shapes[0][1:]:
        raise refused(
            layer,
            f"it flattens {call.shapes[0]}, and TensorFlow.js must know the"
            " sizes",
            "Give the Input its number of time steps",
        )
    if one.class_name == "Concatenate" and layer.axis == 0:
        raise refused(layer, "it joins batches", "Join along another axis")
    if one.masks == READS and len(call.inputs) != 1:
        raise refused(
            layer,
            "it is called on a list",
            "Call it on one tensor, with initial_state=[...]",
        )


def _check_input(layer):
    for option in ("sparse", "ragged", "optional"):
        if getattr(layer, option, False):
            raise refused(
                layer, f"it is {option}", f"Build it without {option}"
            )
    if layer.dtype not in (*WHOLE, "float32"):
        raise refused(
            layer,
            f"its dtype is {layer.dtype}",
            "Build it with dtype 'float32' or 'int32'",
        )


def _check_outputs(part):
    model, outputs = part.graph.model, part.graph.outputs
    if len(set(outputs)) < len(outputs):
        raise refused(
            model,
            "one tensor is two of its outputs",
            "Give the tensor once",
        )
    for place in outputs:
        if isinstance(part.layer(place.layer), keras.layers.InputLayer):
            raise refused(
                model,
                f"its input {place.layer!r} is one of its outputs",
                "Leave that output out",
            )


def _check_order(part):
    """Refuse a layer whose calls TensorFlow.js would count otherwise.

    It makes the calls of a layer in turn, but one whose input is not there
    yet comes after the others (engine/container.js, fromConfig).
    """
    made = {
        layer.name: int(
            layer.name in part.parts
            or isinstance(layer, keras.layers.InputLayer)
        )
        for layer in part.graph.layers
    }
    waiting = {
        layer.name: part.graph.calls_of(layer) for layer in part.graph.layers
    }
    while any(waiting.values()):
        for name, calls in waiting.items():
            waiting[name] = []
            for call in calls:
                places = call.inputs + call.states
                if any(made[p.layer] <= p.call for p in places):
                    waiting[name].append(call)
                elif call.number != made[name]:
                    raise refused(
                        call.layer,
                        "TensorFlow.js would count its calls in another order",
                        "Call it in the order of the layers that it is called"
                        " on",
                    )
                else:
                    made[name] += 1

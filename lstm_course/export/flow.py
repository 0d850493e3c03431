"""Follow masks through a model, to where TensorFlow.js treats them otherwise.

What TensorFlow.js 4.22 does (engine/executor.js, layers/recurrent.js):

- Where a step is masked, a recurrent layer there puts out its state; in Keras
  it puts out what it put out last, zeros at first. The two differ where a row
  begins with masked steps and the state did not begin at zero.
- In Keras a Bidirectional layer that returns sequences puts out zeros at
  masked steps.
- The mask that a layer was called with is handed to every later layer that is
  called without one. A Masking layer that masks nothing, put before such a
  layer, helps.
- Initial states are handed on in the same way, where there are masks, and
  inside nested models.
- Layers that merge compute other masks.

Values that differ at masked steps are harmless where a recurrent layer with
that mask reads them; elsewhere the model is refused.
"""

from typing import NamedTuple

from lstm_course.export.carried import (
    MAKES,
    MERGES,
    PASSES,
    READS,
    REFUSES,
)
from lstm_course.export.graph import INHERITED, Origin, Place, in_order
from lstm_course.export.refusal import refused
from lstm_course.runtime import keras

REAL = "real"
SHADOW = "shadow"
"""A mask that TensorFlow.js carries along, and Keras does not."""


class Fact(NamedTuple):
    """What is known of a tensor.

    Its mask, the Origin of a REAL one; why masked steps differ, a reason and
    a remedy; whether its numbers are whole.
    """

    mask: str | None = None
    origin: object = None
    differs: tuple | None = None
    whole: bool = False


PLAIN = Fact()


def check(part, right_padded, nested=False):
    """Return the calls before which to unmask, pairs (layer's name, number).

    part is a part.Part; nested says that it is inside another. right_padded
    says that no row begins with a masked step. Raises ValueError, naming
    layer, reason and remedy, where outputs would differ.
    """
    return _Walk(part, right_padded, nested).go()


def _masks_anywhere(part):
    return part.masks or any(map(_masks_anywhere, part.parts.values()))


class _Walk:
    """One walk through the calls of a model."""

    def __init__(self, part, right_padded, nested):
        self.part = part
        self.right_padded = right_padded
        self.nested = nested
        self.masked = part.masks
        self.facts = {}
        self.unmasked = set()
        self.before = {}

    def go(self):
        graph = self.part.graph
        for place in graph.inputs:
            whole = self.part.is_whole(place.layer)
            self.facts[place] = Fact(whole=whole)
            self.before[place.layer, place.call] = frozenset()
        for call in in_order(graph):
            self._remember(call)
            self._call(call)
        self._check_leaks()
        for place in graph.outputs:
            self._check_end(place)
        return self.unmasked

    def _remember(self, call):
        key = (call.layer.name, call.number)
        before = set()
        for place in call.inputs + call.states:
            before |= self.before[place.layer, place.call]
            before.add((place.layer, place.call))
        self.before[key] = frozenset(before)

    def _call(self, call):
        facts = [self._fact(place) for place in call.inputs]
        self._check_given(call, facts)
        if call.layer.name in self.part.parts:
            return self._nested(call, facts)
        carried = self.part.carried[call.layer.name]
        if any(fact.whole for fact in facts) and not isinstance(
            call.layer, keras.layers.Embedding
        ):
            raise refused(
                call.layer,
                "it is called on whole numbers",
                "Give the model an Input of dtype 'float32'",
            )
        if carried.masks == READS:
            return self._recurrent(call, facts[0])
        first = facts[0]
        mask = first.mask
        if carried.masks == MERGES:
            self._check_merge(call, facts)
            fact = PLAIN
        elif carried.masks == MAKES:
            self._check_same(call, first)
            masking = isinstance(call.layer, keras.layers.Masking)
            value = call.layer.mask_value if masking else 0
            fact = Fact(REAL, Origin(call.inputs[0], value, masking))
        elif carried.masks == PASSES:
            fact = first._replace(whole=False)
        else:
            self._check_same(call, first)
            if carried.masks == REFUSES:
                self._check_unmasked(call, mask)
            fact = PLAIN
        self._put(call, [fact])

    def _check_given(self, call, facts):
        """Refuse a mask that was given by hand, None included."""
        origin = facts[0].origin if facts[0].mask == REAL else None
        if call.mask not in (INHERITED, origin):
            raise refused(
                call.layer,
                "it is called with another mask than its input has",
                "Call it without mask",
            )

    def _recurrent(self, call, x):
        layer = call.layer
        if isinstance(layer, keras.layers.TimeDistributed):
            if self.masked:
                raise refused(
                    layer,
                    "TensorFlow.js would hand a mask to the layer inside it",
                    "Build the model without mask_zero and Masking",
                )
            return self._put(call, [PLAIN])
        if call.states and call.mask is INHERITED:
            # Keras hands a mask on only where there is no other argument.
            x = PLAIN
        if self.masked and x.mask is None:
            self.unmasked.add((layer.name, call.number))
            x = Fact(SHADOW)
        differs = None
        if x.mask == REAL:
            differs = self._differs(call, layer)
        config = self.part.carried[layer.name].config
        config = config.get("layer", {}).get("config", config)
        sequences, states = config["return_sequences"], config["return_state"]
        if differs and not sequences:
            raise refused(layer, *differs)
        differs = differs and (layer, *differs)
        fact = Fact(x.mask, x.origin, differs) if sequences else PLAIN
        # The mask of the first output goes with all of them.
        state = Fact(SHADOW) if sequences and x.mask else PLAIN
        count = 2 if getattr(layer, "merge_mode", 0) is None else 1
        self._put(call, [fact] * count + [state] * (4 if states else 0))

    def _differs(self, call, layer):
        """Return reason and remedy where masked steps come out otherwise."""
        both = isinstance(layer, keras.layers.Bidirectional)
        inner = layer.forward_layer if both else layer
        stateful = inner.stateful or call.states
        if inner.zero_output_for_mask:
            return (
                "at masked steps Keras puts out zeros, TensorFlow.js its"
                " state",
                "Let a recurrent layer read it with the mask, or build the"
                " model without mask_zero and Masking",
            )
        backwards = inner.go_backwards or (both and inner.return_sequences)
        if stateful and (backwards or not self.right_padded):
            return (
                "where a row begins with masked steps Keras puts out zeros,"
                " TensorFlow.js the initial state",
                "Say right_padded=True (--right-padded) if no row does"
                if not backwards
                else "Build the model without mask_zero and Masking",
            )
        return None

    def _nested(self, call, facts):
        part = self.part.parts[call.layer.name]
        for place, fact in zip(part.graph.inputs, facts, strict=True):
            if fact.mask:
                raise refused(
                    call.layer,
                    "a mask reaches it, and TensorFlow.js would lose it",
                    "Put its layers into the outer model",
                )
            if fact.whole != part.is_whole(place.layer):
                raise refused(
                    call.layer,
                    "its input and what it is called on differ in dtype",
                    "Give both the same dtype",
                )
        deep = self.nested and (
            _masks_anywhere(part) or part.has_states or self.part.has_states
        )
        if part.recurrent and (deep or self.masked):
            raise refused(
                call.layer,
                "TensorFlow.js would hand masks or initial states from one"
                " model to the other",
                "Put its layers into the outer model",
            )
        outputs = len(part.graph.outputs)
        self._put(call, [PLAIN] * outputs)

    def _check_leaks(self):
        """Refuse initial states that would reach a later layer too."""
        if not (self.masked or self.nested):
            return
        reading = [c for c in self.part.graph.calls if self._reads(c)]
        for call in reading:
            earlier = self.before[call.layer.name, call.number]
            for other in reading if call.states else ():
                key = (other.layer.name, other.number)
                if other is not call and key not in earlier:
                    raise refused(
                        call.layer,
                        "TensorFlow.js would hand its initial states on to"
                        f" {other.layer.name!r}",
                        "Export the two as models of their own",
                    )

    def _reads(self, call):
        part = self.part.parts.get(call.layer.name)
        if part is not None:
            return part.recurrent
        return self.part.carried[call.layer.name].masks == READS

    def _check_merge(self, call, facts):
        for fact in facts:
            if fact.mask:
                raise refused(
                    call.layer,
                    "TensorFlow.js merges masks otherwise than Keras",
                    "Merge after the last recurrent layer, built without"
                    " return_sequences, or build the model without mask_zero"
                    " and Masking",
                )
        if len({len(shape) for shape in call.shapes}) > 1:
            raise refused(
                call.layer,
                "its inputs have different numbers of dimensions",
                "Bring them to one with keras.layers.Reshape",
            )

    def _check_same(self, call, fact):
        if fact.differs:
            self._refuse_reading(fact, f"{call.layer.name!r} reads them")

    def _refuse_reading(self, fact, where):
        layer, reason, remedy = fact.differs
        raise refused(layer, f"{reason}, and {where}", remedy)

    def _check_unmasked(self, call, mask):
        softmax = isinstance(call.layer, keras.layers.Softmax)
        if mask == REAL or (softmax and self.masked):
            remedy = {
                "Softmax": "Use keras.layers.Activation('softmax')",
                "GlobalAveragePooling1D": "Use GlobalMaxPooling1D or the last"
                " output of a recurrent layer, or build the model without"
                " mask_zero and Masking",
            }.get(
                type(call.layer).__name__,
                "Put it where no mask arrives, or use keras.layers.Activation",
            )
            raise refused(
                call.layer,
                "a mask reaches it, which TensorFlow.js would treat otherwise",
                remedy,
            )

    def _check_end(self, place):
        fact = self._fact(place)
        if fact.differs:
            self._refuse_reading(fact, "they are among the model's outputs")
        if self.nested and fact.mask:
            raise refused(
                self.part.graph.model,
                "its output has a mask, which TensorFlow.js would lose",
                "Put its layers into the outer model",
            )

    def _fact(self, place):
        return self.facts[place]

    def _put(self, call, facts):
        for tensor, fact in enumerate(facts):
            place = Place(call.layer.name, call.number, tensor)
            self.facts[place] = fact

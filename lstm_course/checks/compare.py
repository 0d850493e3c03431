"""Narrow a wrong value down: output, block, place, pattern, cases."""

from lstm_course.checks import (
    blocks,
    groups,
    patterns,
    positions,
    show,
    words,
)


class Comparison:
    """What an answer gave, beside what was expected.

    `got[case][output]` are arrays of the same shapes as those of
    `prepared.expected`.
    """

    def __init__(self, prepared, got, tolerance, axes):
        self._prepared = prepared
        self._outputs = prepared.outputs
        self._expected = prepared.expected
        self._got = got
        self._close = tolerance.close
        self._axes = axes
        self._wrong = [
            [
                tolerance.wrong(one, two)
                for one, two in zip(expected, found, strict=True)
            ]
            for expected, found in zip(self._expected, got, strict=True)
        ]

    def failing(self, output=None):
        """Return the positions of the cases in which something differs."""
        chosen = slice(None) if output is None else slice(output, output + 1)
        return [
            index
            for index, masks in enumerate(self._wrong)
            if any(mask.any() for mask in masks[chosen])
        ]

    def message(self):
        """Return what is wrong, from the output down to the cases."""
        output = self._first_output()
        made_of = blocks.of(self._outputs[output], self._axes)
        failing = self.failing(output)
        chosen = made_of.wrong([self._wrong[i][output] for i in failing])
        where = [
            made_of.sentence(self._outputs[output].name, chosen),
            self._what_happened(output, made_of, chosen),
            *self._which_places(output, made_of, chosen),
            groups.which(self._prepared, self.failing()),
        ]
        narrowed = [sentence for sentence in where if sentence]
        return " ".join([*self._which_output(output, narrowed), *narrowed])

    def detail(self):
        """Return the smallest failing case with its numbers."""
        output = self._first_output()
        index = self._prepared.smallest(self.failing(output))
        case = self._prepared.cases[index]
        lines = [
            *show.case(self._prepared.names, case.args),
            *show.difference(
                self._outputs[output].name,
                self._expected[index][output],
                self._got[index][output],
                self._wrong[index][output],
            ),
        ]
        return "\n  ".join([f"Smallest failing case: {case.about}", *lines])

    def _first_output(self):
        return next(
            output
            for output in range(len(self._outputs))
            if self.failing(output)
        )

    def _which_output(self, output, narrowed):
        names = [found.name for found in self._outputs]
        if len(names) == 1:
            return [] if narrowed else [f"The values of {names[0]} are wrong."]
        right = [n for i, n in enumerate(names) if not self.failing(i)]
        name, before = names[output], names[:output]
        if not right:
            return [f"{name} is wrong, and so is all that follows."]
        listed = before or right
        last = f"{name} is the first that is not"
        if len(right) == len(names) - 1:
            listed, last = right, f"only {name} is wrong"
        verb = "is" if len(listed) == 1 else "are"
        return [f"{words.join(listed)} {verb} right; {last}."]

    def _what_happened(self, output, made_of, chosen):
        failing = self.failing(output)
        found = self._outputs[output]
        expected = [
            made_of.cut(self._expected[i][output], chosen) for i in failing
        ]
        got = [made_of.cut(self._got[i][output], chosen) for i in failing]
        subject = found.name
        if chosen is not None:
            subject = f"this block of {found.name}"
        return (
            self._swapped_blocks(output, made_of, chosen)
            or self._taken_from_output(output, chosen, got)
            or self._taken_from_input(failing, subject, got)
            or self._scaled(output, made_of, chosen, subject)
            or patterns.pattern(
                subject, found.axes, expected, got, self._close
            )
        )

    def _swapped_blocks(self, output, made_of, chosen):
        if chosen is None or len(chosen) != 2:
            return ""
        one, two = chosen
        for index in self.failing(output):
            expected = made_of.split(self._expected[index][output])
            got = made_of.split(self._got[index][output])
            if not (
                self._close(expected[one], got[two])
                and self._close(expected[two], got[one])
            ):
                return ""
        return "The two are swapped."

    def _taken_from_output(self, output, chosen, got):
        if chosen is not None:
            return ""
        failing = self.failing(output)
        name = self._outputs[output].name
        for other, found in enumerate(self._outputs):
            theirs = [self._expected[i][other] for i in failing]
            if other == output or not self._same(theirs, got):
                continue
            mine = [self._expected[i][output] for i in failing]
            back = [self._got[i][other] for i in failing]
            if self._same(mine, back):
                return f"{name} and {found.name} are swapped."
            return f"{name} has the values of {found.name}."
        return ""

    def _taken_from_input(self, failing, subject, got):
        arrays = [self._prepared.arrays(i) for i in failing]
        for name in arrays[0]:
            known = [found.get(name) for found in arrays]
            missing = any(value is None for value in known)
            if not missing and self._same(known, got):
                return f"{subject} is the input {name}, unchanged."
        return ""

    def _same(self, expected, got):
        return patterns.same(expected, got, self._close)

    def _which_places(self, output, made_of, chosen):
        axes = self._outputs[output].axes
        masks = [
            made_of.cut(self._wrong[i][output], chosen)
            for i in self.failing(output)
        ]
        sentences = []
        for axis, name in enumerate(axes):
            if axis == made_of.axis and chosen is None:
                continue
            others = tuple(i for i in range(len(axes)) if i != axis)
            flags = [mask.any(axis=others) for mask in masks]
            sentences.append(positions.along(name, flags))
        return sentences

    def _scaled(self, output, made_of, chosen, subject):
        pairs = [
            (
                made_of.cut(expected[output], chosen),
                made_of.cut(got[output], chosen),
            )
            for expected, got in zip(self._expected, self._got, strict=True)
        ]
        return patterns.scaled(
            subject,
            *zip(*pairs, strict=True),
            self._prepared.sizes(),
            self._close,
        )

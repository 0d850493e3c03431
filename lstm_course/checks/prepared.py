"""The cases of an exercise with what its solution gives for them."""

import inspect
import warnings

import numpy as np

from lstm_course.checks import inputs, reading
from lstm_course.checks.reading import Unreadable


class Prepared:
    """Cases, names of the arguments and the expected arrays.

    `expected[case][output]` is an array. Made once for each exercise, since
    every answer is judged on the same cases.
    """

    def __init__(self, solution, cases, outputs, seed):
        self.outputs = tuple(outputs)
        self.cases = tuple(cases(np.random.default_rng(seed)))
        self.names = tuple(inspect.signature(solution).parameters)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._models = [
                solution(*inputs.fresh(case.args)) for case in self.cases
            ]
        self.expected = [
            self.read(index, model) for index, model in enumerate(self._models)
        ]

    def read(self, index, value):
        """Return `value`, an answer in case `index`, as arrays.

        Raises Unreadable when it is not built as the solution's value is.
        """
        parts = reading.split(value, self.outputs, self._models[index])
        return tuple(
            self._array(output, part)
            for output, part in zip(self.outputs, parts, strict=True)
        )

    def arrays(self, index):
        """Return the arrays among the arguments of a case, by name."""
        return {
            name: np.asarray(value)
            for name, value in inputs.leaves(
                self.names, self.cases[index].args
            )
            if hasattr(value, "shape") and hasattr(value, "dtype")
        }

    def axis_sizes(self):
        """Return the size of each named axis in each case, by its name."""
        sizes = {}
        for output, found in enumerate(self.outputs):
            for axis, name in enumerate(found.axes):
                known = [
                    arrays[output].shape[axis] for arrays in self.expected
                ]
                sizes.setdefault(name, known)
        return sizes

    def sizes(self):
        """Return sizes in each case: the axes, then those of the inputs."""
        found = self.axis_sizes()
        arrays = [self.arrays(index) for index in range(len(self.cases))]
        for name, first in arrays[0].items():
            known = [case.get(name) for case in arrays]
            if any(v is None or v.ndim != first.ndim for v in known):
                continue
            for axis in range(first.ndim):
                found[f"{name}.shape[{axis}]"] = [
                    value.shape[axis] for value in known
                ]
        return found

    def smallest(self, chosen):
        """Return the one of the chosen cases with the fewest numbers."""
        return min(
            chosen, key=lambda index: inputs.size(self.cases[index].args)
        )

    def _array(self, output, part):
        try:
            return reading.array(part)
        except Unreadable as error:
            if len(self.outputs) == 1:
                raise
            raise Unreadable(f"{output.name}: {error}") from None

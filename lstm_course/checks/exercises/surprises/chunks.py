"""Read a long sequence in parts, as if in one go."""

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)
from lstm_course.checks.exercises.surprises.reader import Reader
from lstm_course.runtime import tf


def in_chunks(layer, xs, size):
    """Read xs in parts of `size` steps; return what one reading would give.

    layer is a Keras LSTM with return_sequences=True and return_state=True,
    called as layer(part, initial_state=[h, c]), or without a state to begin
    from zeros. xs is (batch, time, features); the last part may be shorter.
    Returns the outputs (batch, time, units) and the last h and c.
    """
    outputs, state = [], None
    for first in range(0, xs.shape[1], size):
        part = xs[:, first : first + size]
        output, h, c = layer(part, initial_state=state)
        outputs.append(output)
        state = [h, c]
    return tf.concat(outputs, axis=1), h, c


# time, size: one part, even parts, a rest, parts of one step
_SIZES = ((1, 2, 3, 2, 5), (2, 6, 1, 3, 2), (3, 7, 2, 4, 3), (2, 4, 3, 1, 1))


def _cases(rng):
    found = []
    for batch, time, features, units, size in _SIZES:
        layer = Reader(
            "LSTM",
            units,
            features,
            rng,
            return_sequences=True,
            return_state=True,
        )
        xs = tf.constant(rng.normal(size=(batch, time, features)))
        about = f"batch {batch}, {time} steps in parts of {size}"
        found.append(Case((layer, xs, size), about))
    return found


def _parts(
    then=lambda h, c, before, output: [h, c],
    step=lambda size: size,
    stop=lambda time, size: time,
    end=lambda outputs, h, c: (tf.concat(outputs, axis=1), h, c),
):
    """Make the solution with one thing changed."""

    def answer(layer, xs, size):
        outputs, state = [], None
        for first in range(0, stop(xs.shape[1], size), step(size)):
            output, h, c = layer(
                xs[:, first : first + size], initial_state=state
            )
            outputs.append(output)
            state = then(h, c, state, output)
        return end(outputs, h, c)

    return answer


def _whole_batch(layer, xs, size):
    """Cut the batch instead of time."""
    outputs, state = [], None
    for first in range(0, xs.shape[0], size):
        output, h, c = layer(xs[first : first + size], initial_state=None)
        outputs.append(output)
        state = [h, c]
    return tf.concat(outputs, axis=0), *state


def _without_rest(layer, xs, size):
    kept = max(xs.shape[1] // size, 1) * size
    return in_chunks(layer, xs[:, :kept], size)


def _backward(layer, xs, size):
    starts = list(range(0, xs.shape[1], size))[::-1]
    outputs, state = [], None
    for first in starts:
        output, h, c = layer(xs[:, first : first + size], initial_state=state)
        outputs.append(output)
        state = [h, c]
    return tf.concat(outputs[::-1], axis=1), h, c


def _zeroed_c(h, c, before, output):
    return [h, tf.zeros_like(c)]


def _zeroed_h(h, c, before, output):
    return [tf.zeros_like(h), c]


IN_CHUNKS = FunctionExercise(
    solution=in_chunks,
    hints=(
        "range(0, time, size) gives the first step of each part; xs[:, "
        "first : first + size] is the part, and the last may be shorter.",
        "Each call gives back three things: outputs, h, c. Hand [h, c] to "
        "the next call as its initial_state; the first begins from None.",
        "Put the outputs of the parts together along time, axis 1.",
    ),
    cases=_cases,
    outputs=(
        Output("outputs", ("batch", "time", "units")),
        Output("h", ("batch", "units")),
        Output("c", ("batch", "units")),
    ),
    mistakes=(
        Mistake(
            "state-dropped",
            "The first part is right. Every other begins from zeros: the "
            "states that came back are not handed on.",
            _parts(then=lambda h, c, before, output: None),
        ),
        Mistake(
            "swapped",
            "The first part is right. The next ones begin with h and c "
            "swapped, and no shape complains. It gives back outputs, h, c, "
            "and initial_state is [h, c].",
            _parts(then=lambda h, c, before, output: [c, h]),
        ),
        Mistake(
            "h-twice",
            "The first part is right. Then you hand on h in both places, "
            "perhaps the last output twice. The output is h; what c holds "
            "is in no output.",
            _parts(then=lambda h, c, before, output: [h, h]),
        ),
        Mistake(
            "c-twice",
            "The first part is right. Then you hand on c in both places. "
            "Unpack what comes back as outputs, h, c.",
            _parts(then=lambda h, c, before, output: [c, c]),
        ),
        Mistake(
            "only-h",
            "h is carried and c begins at zero in each part. c is where an "
            "LSTM keeps what it knows.",
            _parts(then=_zeroed_c),
        ),
        Mistake(
            "only-c",
            "c is carried and h begins at zero in each part. The gates of "
            "the first step hear h.",
            _parts(then=_zeroed_h),
        ),
        Mistake(
            "first-state-kept",
            "Two parts are right. From the third on all begin where the "
            "first one ended: replace the state after every part.",
            _parts(
                then=lambda h, c, before, output: (
                    [h, c] if before is None else before
                )
            ),
        ),
        Mistake(
            "first-output",
            "What you hand on is h after the first step of the part, not "
            "after its last.",
            _parts(then=lambda h, c, before, output: [output[:, 0], c]),
        ),
        Mistake(
            "rest-lost",
            "The last part is missing where time is not a multiple of the "
            "size: a shorter part counts, too.",
            _without_rest,
        ),
        Mistake(
            "one-by-one",
            "The parts overlap: they begin one step apart, so most steps are "
            "read several times. Go on by `size`.",
            _parts(step=lambda size: 1),
        ),
        Mistake(
            "last-part",
            "You return the outputs of the last part alone. Collect those of "
            "all parts.",
            _parts(end=lambda outputs, h, c: (outputs[-1], h, c)),
        ),
        Mistake(
            "c-before-h",
            "The values are right, but c and h have changed places in what "
            "you return: outputs, h, c.",
            _parts(
                end=lambda outputs, h, c: (tf.concat(outputs, axis=1), c, h)
            ),
        ),
        Mistake(
            "backward",
            "You read the last part first. What is known at a step comes "
            "from the parts before it.",
            _backward,
        ),
        Mistake(
            "batch-cut",
            "You cut the batch into parts. Every sequence stays whole in "
            "its row; what is cut is time, axis 1.",
            _whole_batch,
        ),
    ),
    tried="four layers: one part, even parts, a rest, parts of one step",
)

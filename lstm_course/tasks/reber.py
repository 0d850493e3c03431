"""Say which symbols may follow in strings of the embedded Reber grammar.

Hochreiter & Schmidhuber, 1997, Long Short-Term Memory, experiment 1; Gers,
Schmidhuber & Cummins, 2000, Learning to Forget: Continual Prediction with
LSTM.
"""

from dataclasses import dataclass

import numpy as np

from lstm_course.tasks.arguments import check_share, check_whole
from lstm_course.tasks.task import BITS, CHUNK, Batch, Task

SYMBOLS = "BTPSXVE"
_INNER = (  # from each state: symbol and state that follows, equally likely
    (("B", 1),),
    (("T", 2), ("P", 3)),
    (("S", 2), ("X", 4)),
    (("T", 3), ("V", 5)),
    (("X", 3), ("S", 6)),
    (("P", 4), ("V", 6)),
    (("E", 7),),
)


def _tables():
    """Return symbol (19, 2), following state (19, 2) and legal (19, 7).

    State 0 is before the outer B, 1 before the outer T or P; 2 to 8 are the
    inner grammar after a T and 9 to 15 after a P; 16 and 17 are before the
    second T or P, 18 before the outer E, which leads to 0. Of one way out
    both columns are alike.
    """
    ways = [(("B", 1),), (("T", 2), ("P", 9))]
    for start, echo in ((2, 16), (9, 17)):
        for out in _INNER:
            ways.append(
                tuple((s, echo if to == 7 else start + to) for s, to in out)
            )
    ways += [(("T", 18),), (("P", 18),), (("E", 0),)]
    symbols = np.array(
        [[SYMBOLS.index(way[k % len(way)][0]) for k in (0, 1)] for way in ways]
    )
    follows = np.array(
        [[way[k % len(way)][1] for k in (0, 1)] for way in ways]
    )
    legal = np.zeros((len(ways), len(SYMBOLS)), np.float32)
    np.put_along_axis(legal, symbols, 1, axis=1)
    return symbols.astype(np.uint8), follows.astype(np.uint8), legal


_SYMBOL, _FOLLOWS, _LEGAL = _tables()


def _eight_steps():
    """Return what eight steps give for each state and byte of coins.

    (2, 19, 256, 8): the symbols read and the states after them. A walk of
    eight steps at a time takes an eighth of the time.
    """
    coins = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1)
    walked = np.empty((2, len(_SYMBOL), *coins.shape), np.uint8)
    states = np.arange(len(_SYMBOL))[:, None].repeat(len(coins), axis=1)
    for k, coin in enumerate(coins.T):
        walked[0, ..., k] = _SYMBOL[states, coin]
        walked[1, ..., k] = states = _FOLLOWS[states, coin]
    return walked


_EIGHT = _eight_steps()
_ONE_HOT = np.eye(len(SYMBOLS), dtype=np.float32)
_T, _P = SYMBOLS.index("T"), SYMBOLS.index("P")


def _walk(rng, states, steps):
    """Return symbols read and states after them, each (count, steps)."""
    blocks = -(-steps // 8)
    coins = rng.integers(0, 256, (blocks, len(states)), np.uint8)
    walked = np.empty((2, len(states), blocks, 8), np.uint8)
    for k, eight in enumerate(coins):
        walked[:, :, k] = _EIGHT[:, states, eight]
        states = walked[1, :, k, -1]
    return walked.reshape(2, len(states), -1)[..., :steps]


def _entropy(p):
    """Return the mean entropy in nats of independent bits, (…)."""
    p = np.clip(p, 1e-12, 1 - 1e-12)
    return -(p * np.log(p) + (1 - p) * np.log(1 - p)).mean(-1)


def _matrix():
    """Return the chances to come from each state to each, (19, 19)."""
    chances = np.zeros((len(_FOLLOWS),) * 2)
    for column in (0, 1):
        np.add.at(
            chances, (np.arange(len(_FOLLOWS)), _FOLLOWS[:, column]), 0.5
        )
    return chances


@dataclass(frozen=True)
class EmbeddedReber(Task):
    """Draw strings B, T or P, a Reber string, the same T or P, E.

    Symbols are one-hot in the order BTPSXVE. The input is the string without
    its last E, the target at each step the set of symbols that may follow,
    as bits. `batches` draws `strings` strings once and takes its batches from
    these; `test` draws as many others. Both are fixed by their rng. Strings
    of more than `longest` symbols are drawn again; steps after a string are
    all 0 and do not count.

    A string is right if at each step every legal symbol has a larger output
    than every illegal one. Solved is all of the test: whoever has lost the
    first T or P, read five steps before in the shortest string, is wrong in
    half.

    >>> task = EmbeddedReber()
    >>> one = task.draw(np.random.default_rng(4), 1)
    >>> spell(one.xs[0])
    'BPBTXSEP'
    >>> [spell(np.diag(one.targets[0, k])) for k in (0, 1)]  # after B, BP
    ['TP', 'B']
    """

    strings: int = 256
    longest: int = 40
    solved_at: float = 1.0

    features, outputs, loss = len(SYMBOLS), len(SYMBOLS), BITS
    each_step = True

    def __post_init__(self):
        check_whole("strings", self.strings)
        check_whole("longest", self.longest, 9)
        check_share("solved_at", self.solved_at)

    @property
    def blind(self):
        """Return the mean entropy of the bits, given only the step."""
        chances = _matrix()
        chances[0], start = np.eye(len(chances))[0], chances[0].copy()
        power = np.linalg.matrix_power
        there = [start @ power(chances, k) for k in range(self.longest - 1)]
        # Only strings that end in time are kept.
        there *= np.array(
            [
                power(chances, self.longest - 1 - k)[:, 0]
                for k in range(self.longest - 1)
            ]
        )
        there = there[:, 1:]
        counted = there.sum(1)
        p = there @ _LEGAL[1:] / counted[:, None]
        return float(_entropy(p) @ counted / counted.sum())

    def draw(self, rng, count):
        """Return a Batch of `count` fresh strings."""
        parts, found = [], 0
        while found < count:
            asked = np.zeros(count - found + count // 64 + 1, np.uint8)
            symbols, after = _walk(rng, asked, self.longest)
            ended = (after == 0).any(1)
            parts.append((symbols[ended], after[ended]))
            found += int(ended.sum())
        symbols, after = (
            np.concatenate(part)[:count, :-1]
            for part in zip(*parts, strict=True)
        )
        inside = np.logical_and.accumulate(after != 0, axis=1)
        inside = inside.astype(np.float32)
        xs = _ONE_HOT[symbols] * inside[..., None]
        return Batch(xs, _LEGAL[after] * inside[..., None], inside)

    def batches(self, rng, batch):
        """Yield a Batch for each training step, of strings drawn once."""
        check_whole("batch", batch)
        pool = self.draw(rng, self.strings)
        while True:
            for rows in rng.integers(0, self.strings, (64, batch)):
                yield Batch(*(part[rows] for part in pool))

    def test(self, rng):
        """Return a Batch of `strings` fresh strings."""
        return self.draw(rng, self.strings)

    def right(self, outputs, batch):
        """Return which strings are right at every step, (batch,)."""
        legal = batch.targets > 0.5
        least = np.where(legal, outputs, np.inf).min(-1)
        most = np.where(legal, -np.inf, outputs).max(-1)
        return np.all((least > most) | (batch.counts == 0), axis=1)


@dataclass(frozen=True)
class ContinualReber(Task):
    """Draw endless streams of embedded Reber strings, one after the other.

    A batch holds the next `window` symbols of each stream, so the state must
    be carried from batch to batch; nothing tells where a string ends. Inputs
    and targets are those of EmbeddedReber, the last E included, after which
    B alone is legal. `test` draws `streams` others of `length` symbols from
    their beginning; `stream` draws as long ones as you like.

    A prediction is right if the errors of all outputs (after the sigmoid) are
    below 0.49, the paper's criterion; a stream is right if all predictions
    are, after the first `burn_in` symbols. Solved is every stream. See also
    `share_right` and `outer_right`.

    >>> task = ContinualReber()
    >>> spell(task.stream(np.random.default_rng(4), 1, 24).xs[0])
    'BPBTXSEPEBPBTXSEPEBPBTSS'
    """

    window: int = 50
    streams: int = 8
    length: int = 1000
    burn_in: int = 50
    solved_at: float = 1.0

    features, outputs, loss = len(SYMBOLS), len(SYMBOLS), BITS
    each_step = carried = True

    def __post_init__(self):
        check_whole("window", self.window)
        check_whole("streams", self.streams)
        check_whole("burn_in", self.burn_in, 0)
        check_whole("length", self.length, self.burn_in + 50)
        check_share("solved_at", self.solved_at)

    @property
    def blind(self):
        """Return the mean entropy of the bits far from a stream's start."""
        often = np.linalg.matrix_power(_matrix(), 1 << 12)[0]
        return float(_entropy(often @ _LEGAL))

    def stream(self, rng, count, length):
        """Return a Batch of `count` streams of `length` symbols."""
        check_whole("count", count)
        check_whole("length", length)
        return _batch(*_walk(rng, np.zeros(count, np.uint8), length))

    def draw(self, rng, count):
        """Return a Batch of the first window of `count` streams."""
        return self.stream(rng, count, self.window)

    def batches(self, rng, batch):
        """Yield the next window of each of `batch` streams, without end."""
        check_whole("batch", batch)
        states, window = np.zeros(batch, np.uint8), self.window
        ahead = 8 * max(1, CHUNK // (480 * batch * window))  # whole bytes
        while True:
            symbols, after = _walk(rng, states, ahead * window)
            states = after[:, -1]
            for k in range(0, ahead * window, window):
                yield _batch(
                    symbols[:, k : k + window], after[:, k : k + window]
                )

    def test(self, rng):
        """Return a Batch of `streams` streams from their beginning."""
        return self.stream(rng, self.streams, self.length)

    def right(self, outputs, batch):
        """Return which streams have every prediction right, (batch,)."""
        return self._correct(outputs, batch).all(1)

    def share_right(self, outputs, batch):
        """Return the share of predictions that are right, (batch,)."""
        return self._correct(outputs, batch).mean(1)

    def outer_right(self, outputs, batch):
        """Return how often the second T or P is told, (batch,).

        It counts the steps after `burn_in` at which nothing but the outer T,
        or nothing but the outer P, is legal, and at these the share at which
        that symbol's output is larger than the other's: 0.5 is chance.
        """
        outputs, targets = (
            part[:, self.burn_in :] for part in (outputs, batch.targets)
        )
        alone = targets.sum(-1) == 1
        t, p = (alone & (targets[..., k] == 1) for k in (_T, _P))
        more = outputs[..., _T] - outputs[..., _P]
        told = (t & (more > 0)) | (p & (more < 0))
        return told.sum(1) / (t | p).sum(1)

    def _correct(self, outputs, batch):
        """Return which predictions after the burn-in are right."""
        error = batch.targets - 1 / (1 + np.exp(-np.clip(outputs, -80, 80)))
        return np.all(np.abs(error) < 0.49, axis=-1)[:, self.burn_in :]


def _batch(symbols, after):
    return Batch(
        _ONE_HOT.take(symbols, axis=0),
        _LEGAL.take(after, axis=0),
        np.ones(symbols.shape, np.float32),
    )


def spell(rows):
    """Return the one-hot rows (time, 7) as text, rows of zeros left out.

    >>> spell(_ONE_HOT[[0, 1, 6]])
    'BTE'
    """
    return "".join(SYMBOLS[row.argmax()] for row in rows if row.any())

"""What PyTorch and JAX need for the same, timed in a process of their own.

    python tools/bench_peers.py

reads one JSON list a line, [peer, work, sizes] to prepare and [peer, work,
times] to run, and answers each with one line of JSON. It needs NumPy, and
PyTorch or JAX; any Python will do, so that neither must be installed beside
TensorFlow.
"""

import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time

import numpy as np

WARM = 3


EMBEDDED = 32
"""The width of the embedding that a model which writes reads."""


def pytorch_trains(units, steps, batch, features):
    """Return a training step with torch.nn.LSTM and its fused Adam."""
    import torch

    lstm = torch.nn.LSTM(features, units, batch_first=True)
    dense = torch.nn.Linear(units, 1)
    adam = torch.optim.Adam(
        [*lstm.parameters(), *dense.parameters()], lr=1e-3, fused=True
    )
    xs, targets = map(torch.from_numpy, _data(units, steps, batch, features))

    def step():
        adam.zero_grad()
        outputs, _ = lstm(xs)
        loss = torch.mean((dense(outputs[:, -1]) - targets) ** 2)
        loss.backward()
        adam.step()
        return loss.item()

    return step


def pytorch_reads(units, steps, batch, features):
    """Return a forward pass with torch.nn.LSTM, to the last h."""
    import torch

    lstm = torch.nn.LSTM(features, units, batch_first=True)
    xs, _ = map(torch.from_numpy, _data(units, steps, batch, features))

    @torch.inference_mode()
    def read():
        _, (h, _) = lstm(xs)
        return h.numpy()

    return read


def pytorch_writes(units, symbols, batch, count, top_p):
    """Return what writes `count` symbols, one call of the layers for each."""
    import torch

    embedding = torch.nn.Embedding(symbols, EMBEDDED)
    lstm = torch.nn.LSTM(EMBEDDED, units, batch_first=True)
    dense = torch.nn.Linear(units, symbols)

    @torch.inference_mode()
    def write():
        chosen, state = torch.zeros((batch, 1), dtype=torch.long), None
        for _ in range(count):
            hs, state = lstm(embedding(chosen), state)
            p = torch.softmax(dense(hs[:, -1]), dim=-1)
            p, order = torch.sort(p, dim=-1, descending=True)
            p[torch.cumsum(p, dim=-1) - p >= top_p] = 0
            chosen = order.gather(1, torch.multinomial(p, 1))
        return chosen.numpy()

    return write


def jax_trains(units, steps, batch, features):
    """Return a training step with lax.scan, the projection hoisted."""
    import jax
    import jax.numpy as jnp

    weights = _jax_weights(features, units, 1)
    xs, targets = map(jnp.asarray, _data(units, steps, batch, features))

    def loss_of(weights, xs, targets):
        h = _jax_last(weights, xs)
        return jnp.mean((h @ weights["V"] + weights["d"] - targets) ** 2)

    @jax.jit
    def train(state, xs, targets):
        weights, m, v, t = state
        loss, grads = jax.value_and_grad(loss_of)(weights, xs, targets)
        t = t + 1
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, grads)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, grads)
        rate = 1e-3 * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        weights = jax.tree.map(
            lambda w, m, v: w - rate * m / (jnp.sqrt(v) + 1e-7), weights, m, v
        )
        return (weights, m, v, t), loss

    zeros = jax.tree.map(jnp.zeros_like, weights)
    state = (weights, zeros, zeros, jnp.float32(0))

    def step():
        nonlocal state
        state, loss = train(state, xs, targets)
        return float(loss)

    return step


def jax_reads(units, steps, batch, features):
    """Return a forward pass with lax.scan, compiled, to the last h."""
    import jax
    import jax.numpy as jnp

    weights = _jax_weights(features, units, 1)
    xs, _ = map(jnp.asarray, _data(units, steps, batch, features))
    read = jax.jit(_jax_last)
    return lambda: np.asarray(read(weights, xs))


def jax_writes(units, symbols, batch, count, top_p):
    """Return what writes `count` symbols in one compiled call."""
    import jax
    import jax.numpy as jnp

    weights = _jax_weights(EMBEDDED, units, symbols)
    rng = np.random.default_rng(1)
    table = jnp.asarray(rng.normal(size=(symbols, EMBEDDED)), "float32")

    def choose(logits, key):
        p = jax.nn.softmax(logits)
        order = jnp.argsort(-p, axis=-1)
        p = jnp.take_along_axis(p, order, axis=-1)
        p = jnp.where(jnp.cumsum(p, axis=-1) - p >= top_p, 0, p)
        place = jax.random.categorical(key, jnp.log(p))
        return jnp.take_along_axis(order, place[:, None], axis=-1)[:, 0]

    @jax.jit
    def text(weights, key):
        zs = table @ weights["W"] + weights["b"]

        def step(carried, key):
            chosen, state = carried
            state = _jax_step(weights, state, zs[chosen])
            logits = state[0] @ weights["V"] + weights["d"]
            chosen = choose(logits, key)
            return (chosen, state), chosen

        zeros = jnp.zeros((batch, units))
        begin = jnp.zeros(batch, "int32"), (zeros, zeros)
        return jax.lax.scan(step, begin, jax.random.split(key, count))[1]

    key = jax.random.key(0)
    return lambda: np.asarray(text(weights, key))


def _jax_weights(features, units, outputs):
    import jax.numpy as jnp

    rng = np.random.default_rng(0)
    shapes = {
        "W": (features, 4 * units),
        "U": (units, 4 * units),
        "b": (4 * units,),
        "V": (units, outputs),
        "d": (outputs,),
    }
    return {
        name: jnp.asarray(0.1 * rng.normal(size=shape), "float32")
        for name, shape in shapes.items()
    }


def _jax_step(weights, state, z_x):
    import jax
    import jax.numpy as jnp

    h, c = state
    i, f, g, o = jnp.split(z_x + h @ weights["U"], 4, axis=-1)
    i, f, o = map(jax.nn.sigmoid, (i, f, o))
    c = f * c + i * jnp.tanh(g)
    return o * jnp.tanh(c), c


def _jax_last(weights, xs):
    """Return the last h; the projection is hoisted out of the scan."""
    import jax
    import jax.numpy as jnp

    zeros = jnp.zeros((xs.shape[0], weights["U"].shape[0]))
    z_x = jnp.swapaxes(xs, 0, 1) @ weights["W"] + weights["b"]
    (h, _), _ = jax.lax.scan(
        lambda state, z: (_jax_step(weights, state, z), None),
        (zeros, zeros),
        z_x,
    )
    return h


TRAIN, READ, WRITE = "train", "read", "write"

PEERS = {
    "PyTorch": "torch",
    "JAX": "jax",
}
"""The module that each peer needs."""

MAKERS = {
    ("PyTorch", TRAIN): pytorch_trains,
    ("PyTorch", READ): pytorch_reads,
    ("PyTorch", WRITE): pytorch_writes,
    ("JAX", TRAIN): jax_trains,
    ("JAX", READ): jax_reads,
    ("JAX", WRITE): jax_writes,
}
"""What makes the function that does a work, of its sizes."""

LABELS = {
    ("JAX", TRAIN): "JAX, jit",
    ("JAX", READ): "JAX, jit",
    ("PyTorch", WRITE): "PyTorch, a call a character",
    ("JAX", WRITE): "JAX, one compiled call",
}
"""How a work is called in a table, where the peer's name does not do."""


def _data(units, steps, batch, features):
    rng = np.random.default_rng(0)
    xs = rng.random((batch, steps, features), dtype=np.float32)
    return xs, rng.random((batch, 1), dtype=np.float32)


def installed():
    """Return the names of the peers that this Python can import."""
    return [
        name
        for name, module in PEERS.items()
        if importlib.util.find_spec(module)
    ]


class Peers:
    """Run the peers in another process, while a `with` block lasts."""

    def __enter__(self):
        self._process = subprocess.Popen(
            [os.environ.get("LSTM_COURSE_PEERS", sys.executable), __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._names = json.loads(self._process.stdout.readline())
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def missing(self):
        """Say in a line which peers are not installed, "" for none."""
        absent = [name for name in PEERS if name not in self._names]
        return f"  not installed: {', '.join(absent)}" if absent else ""

    def training(self, features):
        """Return functions of a Size that give a turn, by name."""
        return self._contenders(
            TRAIN, lambda size: [*size[:3], features], lambda size: size.steps
        )

    def reading(self, calls):
        """Return functions of (batch, steps, features, units), by name.

        Each gives a turn of so many calls.
        """

        def sizes(size):
            batch, steps, features, units = size
            return [units, steps, batch, features]

        return self._contenders(READ, sizes, lambda size: calls)

    def writing(self, symbols, top_p):
        """Return a function of batch and Size: ways to get ready, by name.

        PyTorch writes as many characters in a turn as a compiled step does,
        JAX as many as a sampler.
        """

        def ways(batch, size):
            found = {}
            for peer in self._names:
                count = size.some if peer == "PyTorch" else size.many
                sizes = [size.units, symbols, batch, count, top_p]
                label = LABELS[peer, WRITE]
                found[label] = self._writer(peer, sizes, batch * count)
            return found

        return ways

    def _writer(self, peer, sizes, written):
        def prepare():
            self._ask(peer, WRITE, sizes)
            return lambda: self._ask(peer, WRITE, 1) / written

        return prepare

    def _contenders(self, work, sizes, times):
        def preparing(peer):
            def prepare(size):
                self._ask(peer, work, sizes(size))
                return lambda: self._ask(peer, work, times(size))

            return prepare

        return {
            LABELS.get((peer, work), peer): preparing(peer)
            for peer in self._names
        }

    def _ask(self, *question):
        print(json.dumps(question), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())


def serve():
    """Answer questions from standard input until it ends."""
    print(json.dumps(installed()), flush=True)
    ready = {}
    for line in sys.stdin:
        peer, work, what = json.loads(line)
        if isinstance(what, list):
            ready[peer, work] = MAKERS[peer, work](*what)
            ready[peer, work]()
            answer = True
        else:
            answer = _median(ready[peer, work], what)
        print(json.dumps(answer), flush=True)


def _median(function, count):
    times = []
    for _ in range(WARM + count):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return statistics.median(times[WARM:])


if __name__ == "__main__":
    serve()

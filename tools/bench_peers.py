"""PyTorch's and JAX's training step, timed in a process of their own.

    python tools/bench_peers.py

reads one JSON list a line, [name, size] to prepare and [name, steps] to run,
and answers each with one line of JSON. It needs NumPy, and PyTorch or JAX;
any Python will do, so that neither must be installed beside TensorFlow.
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


def pytorch(units, steps, batch, features):
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


def jax(units, steps, batch, features):
    """Return a training step with lax.scan, the projection hoisted."""
    import jax
    import jax.numpy as jnp

    rng = np.random.default_rng(0)
    shapes = {
        "W": (features, 4 * units),
        "U": (units, 4 * units),
        "b": (4 * units,),
        "V": (units, 1),
        "d": (1,),
    }
    weights = {
        name: jnp.asarray(0.1 * rng.normal(size=shape), "float32")
        for name, shape in shapes.items()
    }
    xs, targets = map(jnp.asarray, _data(units, steps, batch, features))

    def loss_of(weights, xs, targets):
        def advance(state, z_x):
            h, c = state
            z = z_x + h @ weights["U"]
            i, f, g, o = jnp.split(z, 4, axis=-1)
            i, f, o = map(jax.nn.sigmoid, (i, f, o))
            c = f * c + i * jnp.tanh(g)
            return (o * jnp.tanh(c), c), None

        zeros = jnp.zeros((batch, units))
        z_x = jnp.swapaxes(xs, 0, 1) @ weights["W"] + weights["b"]
        (h, _), _ = jax.lax.scan(advance, (zeros, zeros), z_x)
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


PEERS = {
    "PyTorch": ("torch", pytorch),
    "JAX, jit": ("jax", jax),
}
"""The module that a peer needs, and what makes its step."""


def _data(units, steps, batch, features):
    rng = np.random.default_rng(0)
    xs = rng.random((batch, steps, features), dtype=np.float32)
    return xs, rng.random((batch, 1), dtype=np.float32)


def installed():
    """Return the names of the peers that this Python can import."""
    return [
        name
        for name, (module, _) in PEERS.items()
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

    def contenders(self, features):
        """Return functions of a size that give a turn, by name."""

        def preparing(name):
            def prepare(size):
                self._ask(name, [*size[:3], features])
                return lambda: self._ask(name, size.steps)

            return prepare

        return {name: preparing(name) for name in self._names}

    def _ask(self, *question):
        print(json.dumps(question), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())


def serve():
    """Answer questions from standard input until it ends."""
    print(json.dumps(installed()), flush=True)
    steps = {}
    for line in sys.stdin:
        name, what = json.loads(line)
        if isinstance(what, list):
            steps[name] = PEERS[name][1](*what)
            answer = steps[name]()
        else:
            times = []
            for _ in range(WARM + what):
                start = time.perf_counter()
                steps[name]()
                times.append(time.perf_counter() - start)
            answer = statistics.median(times[WARM:])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    serve()

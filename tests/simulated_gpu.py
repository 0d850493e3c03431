"""A GPU that Keras believes in, enough to trace a graph for it.

Keras asks `tf.config` for the devices when a layer is made, when a model is
compiled and when a graph is traced. With one more in the list it traces what
it would trace on a GPU; no kernel runs until the graph does.
"""

import contextlib
import inspect
from types import SimpleNamespace
from unittest import mock

from lstm_course.runtime import tf

GPU = SimpleNamespace(device_type="GPU", name="/device:GPU:0")


@contextlib.contextmanager
def simulated_gpu():
    """Add a GPU to the devices that TensorFlow lists."""
    with contextlib.ExitStack() as stack:
        for name in ("list_logical_devices", "list_physical_devices"):
            real = getattr(tf.config, name)

            def listed(device_type=None, real=real):
                if device_type == "GPU":
                    return [GPU]
                gpus = [GPU] if device_type is None else []
                return real(device_type) + gpus

            stack.enter_context(mock.patch.object(tf.config, name, listed))
        yield


def graph_of_fit(model, x, y):
    """Return the graph that `model.fit` traces for a batch, not run."""
    model.make_train_function()
    # Variables are made when the optimizer is built, not in a graph.
    model.optimizer.build(model.trainable_variables)
    return _graph(model.train_function, x, y)


def graph_of_evaluate(model, x, y):
    """Return the graph that `model.evaluate` traces for a batch, not run."""
    model.make_test_function()
    return _graph(model.test_function, x, y)


def _graph(function, x, y):
    parts = inspect.getclosurevars(function).nonlocals
    step = parts["one_step_on_data"].__wrapped__
    return step.get_concrete_function((tf.constant(x), tf.constant(y)))


def operations(function):
    """Return the names of all operations, one for each, functions too."""
    graph = function.graph.as_graph_def()
    nodes = list(graph.node)
    for inner in graph.library.function:
        nodes += inner.node_def
    return [node.op for node in nodes]


def by_xla(function):
    """Return True if XLA must compile the graph."""
    return function.function_def.attr["_XlaMustCompile"].b


def compiled(model, **options):
    """Return the model, compiled as a learner would."""
    model.compile("sgd", "mse", **options)
    return model

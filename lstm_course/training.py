"""Train a Keras model with a live display, and keep its curves as arrays."""

import contextlib
import math

import numpy as np

from lstm_course.meter import Meter, progress
from lstm_course.runtime import keras, tf

__all__ = ["History", "fit", "progress"]

STOPS = {
    "early": "stopped early by a callback, before {epochs} epochs",
    "interrupted": (
        "interrupted before the end of {epochs} epochs;"
        " the model keeps what it has learnt"
    ),
    "not finite": (
        "stopped, because the loss is no longer a finite number:"
        " try a smaller learning rate, or clip the gradients"
    ),
}
"""What may end a training before its last epoch, and what is said then."""


class History:
    """The curves of one training: an array (epochs,) for each name.

    `history.loss` is the loss of each epoch that was finished, or cut short
    because it was not finite; `history.val_loss` that of the validation
    data, if there were any; other metrics have their Keras names.
    `history.stopped` is "" or a key of `STOPS`.
    """

    def __init__(self, curves, stopped=""):
        """Take a list of numbers for each name."""
        self._curves = {k: np.asarray(v) for k, v in curves.items()}
        self.stopped = stopped

    @property
    def names(self):
        """The names of the curves."""
        return tuple(self._curves)

    @property
    def epochs(self):
        """The number of epochs in the curves."""
        return max(map(len, self._curves.values()), default=0)

    def __getattr__(self, name):
        # Copying and unpickling ask before there are any curves.
        curves = self.__dict__.get("_curves", {})
        if name in curves:
            return curves[name]
        raise AttributeError(
            f"this history has no {name!r}; it has"
            f" {', '.join(curves) or 'no finished epoch'}"
        )

    def __repr__(self):
        return f"History({', '.join(self.names)}; {self.epochs} epochs)"


def fit(
    model,
    x,
    y=None,
    *,
    epochs,
    batch_size=None,
    validation_data=None,
    label="trained",
    callbacks=(),
    **options,
):
    """Train a compiled model, as `keras.Model.fit` does, and say so.

    x is (windows, time, features) and y is (windows, ...), or x is a data
    set of both. Other options go to `Model.fit`. While it runs, the display
    shows the epoch, the loss and the seconds left; at the end one line stays
    that is the same on every machine. Interrupting the kernel ends the
    training, not the notebook: the model keeps what it has learnt. A loss
    that is no longer finite ends it, too. Returns a `History`.

    Compiling the model with `jit_compile=True` makes small LSTMs about twice
    as fast a step on a CPU (32 units over 50 time steps: 5 to 7 ms become 3
    to 4.5), but costs 1.5 to 3 s for each new shape of a batch: worth it
    from about a thousand steps, when the batches are all of one size. At 128
    units it gains nothing.

    Raises TypeError for `verbose`, which is this function's own affair.
    """
    if "verbose" in options:
        raise TypeError("verbose: expected not to be given; fit shows its own")
    if isinstance(x, tf.data.Dataset):
        # It shuffles itself; Keras warns when asked to, as it is by default.
        options.setdefault("shuffle", False)
    watch = _Watch()
    with watch.meter:
        with contextlib.suppress(KeyboardInterrupt):
            model.fit(
                x,
                y,
                epochs=epochs,
                batch_size=batch_size,
                validation_data=validation_data,
                callbacks=[*callbacks, watch],
                verbose=0,
                **options,
            )
        watch.meter.leave(f"{label}: {watch.outcome(epochs)}")
    return History(watch.curves, watch.stopped)


class _Watch(keras.callbacks.Callback):
    """Shows a training while it runs, collects its curves, ends it on NaN."""

    def __init__(self):
        super().__init__()
        self.meter = Meter()
        self.curves = {}
        # Only a training that comes to its end replaces this.
        self.stopped = "interrupted"
        self.steps = self._epoch = 0

    def outcome(self, epochs):
        if self.stopped:
            return STOPS[self.stopped].format(epochs=epochs)
        return f"{epochs:,} epochs of {self.steps:,} steps"

    def on_train_begin(self, logs=None):
        self.steps = self.params["steps"] or 0
        self.meter.show(0, 1, "starting")

    def on_epoch_begin(self, epoch, logs=None):
        self._epoch = epoch

    def on_train_batch_end(self, batch, logs=None):
        self.steps = max(self.steps, batch + 1)
        epochs, loss = self.params["epochs"], logs["loss"]
        if not math.isfinite(loss):
            self.stopped = "not finite"
            self.model.stop_training = True
        self.meter.show(
            self._epoch * self.steps + batch + 1,
            epochs * self.steps,
            f"epoch {self._epoch + 1} of {epochs}",
            f"loss {loss:.4g}",
        )

    def on_epoch_end(self, epoch, logs=None):
        for name, value in logs.items():
            self.curves.setdefault(name, []).append(value)

    def on_train_end(self, logs=None):
        if self.stopped == "not finite":
            return
        last = self._epoch + 1 == self.params["epochs"]
        self.stopped = "" if last else "early"

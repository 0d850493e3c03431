import copy
import signal

import numpy as np
import pytest

from lstm_course import training
from lstm_course.runtime import keras, seed, tf

X = np.linspace(-1, 1, 80, dtype=np.float32).reshape(20, 4, 1)
Y = X[:, -1] * 2


def compiled(optimizer="adam"):
    seed(0)
    model = keras.Sequential([keras.Input((4, 1)), keras.layers.LSTM(1)])
    model.compile(optimizer, "mse", metrics=["mae"])
    return model


class At(keras.callbacks.Callback):
    """Call something once, at the end of a batch of an epoch."""

    def __init__(self, epoch, what):
        super().__init__()
        self.wanted, self.what = epoch, what
        self.now = 0

    def on_epoch_begin(self, epoch, logs=None):
        self.now = epoch

    def on_train_batch_end(self, batch, logs=None):
        if self.now == self.wanted:
            self.what(self.model)


def test_history_and_line(capsys):
    history = training.fit(
        compiled(),
        X,
        Y,
        epochs=3,
        batch_size=8,
        validation_data=(X[:4], Y[:4]),
    )
    assert capsys.readouterr().out == "trained: 3 epochs of 3 steps\n"
    assert history.names == ("loss", "mae", "val_loss", "val_mae")
    assert isinstance(history.loss, np.ndarray)
    assert history.loss.shape == history.val_loss.shape == (3,)
    assert history.loss[2] < history.loss[0]
    assert (history.epochs, history.stopped) == (3, "")
    assert repr(history) == "History(loss, mae, val_loss, val_mae; 3 epochs)"
    assert copy.deepcopy(history).epochs == 3


def test_same_as_keras():
    plain = compiled().fit(X, Y, epochs=2, batch_size=5, verbose=0)
    ours = training.fit(compiled(), X, Y, epochs=2, batch_size=5)
    assert ours.loss.tolist() == plain.history["loss"]


def test_history_names_what_it_has():
    history = training.fit(compiled(), X, Y, epochs=1, label="one")
    with pytest.raises(AttributeError, match="no 'val_loss'; it has loss"):
        _ = history.val_loss


@pytest.mark.filterwarnings("ignore:Your input ran out of data")
def test_data_set_of_unknown_size(capsys):
    data = tf.data.Dataset.from_tensor_slices((X, Y)).batch(8)
    data = data.filter(lambda x, y: True)
    training.fit(compiled(), data, epochs=2, label="streamed")
    assert capsys.readouterr().out == "streamed: 2 epochs of 3 steps\n"


def test_interrupt_keeps_what_was_learnt(capsys):
    model = compiled()
    before = model.get_weights()[0].copy()
    stop = At(1, lambda model: signal.raise_signal(signal.SIGINT))
    history = training.fit(model, X, Y, epochs=9, callbacks=[stop])
    assert history.stopped == "interrupted"
    assert history.loss.shape == (1,)
    assert (model.get_weights()[0] != before).any()
    out = capsys.readouterr().out
    assert out == (
        "trained: interrupted before the end of 9 epochs; the model keeps"
        " what it has learnt\n"
    )
    assert training.fit(model, X, Y, epochs=1).stopped == ""


def test_interrupt_before_the_first_epoch_ends():
    stop = At(0, lambda model: signal.raise_signal(signal.SIGINT))
    history = training.fit(compiled(), X, Y, epochs=9, callbacks=[stop])
    assert (history.epochs, history.names) == (0, ())
    with pytest.raises(AttributeError, match="no finished epoch"):
        _ = history.loss


def test_loss_that_is_not_finite(capsys):
    y = Y.copy()
    y[-1] = np.nan
    history = training.fit(
        compiled(), X, y, epochs=9, batch_size=10, shuffle=False
    )
    assert history.stopped == "not finite"
    assert history.epochs == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("trained: stopped, because the loss is no longer")


def test_stopped_early(capsys):
    stop = At(1, lambda model: setattr(model, "stop_training", True))
    history = training.fit(compiled(), X, Y, epochs=9, callbacks=[stop])
    assert (history.stopped, history.epochs) == ("early", 2)
    assert capsys.readouterr().out == (
        "trained: stopped early by a callback, before 9 epochs\n"
    )


def test_a_callback_that_stops_in_the_last_epoch_stops_nothing():
    stop = At(1, lambda model: setattr(model, "stop_training", True))
    history = training.fit(compiled(), X, Y, epochs=2, callbacks=[stop])
    assert history.stopped == ""


def test_shows_epoch_and_loss(monkeypatch):
    shown = []
    monkeypatch.setattr(
        training.Meter, "show", lambda meter, *args: shown.append(args)
    )
    history = training.fit(compiled(), X, Y, epochs=2, batch_size=10)
    assert shown[0] == (0, 1, "starting")
    assert [args[:3] for args in shown[1:]] == [
        (1, 4, "epoch 1 of 2"),
        (2, 4, "epoch 1 of 2"),
        (3, 4, "epoch 2 of 2"),
        (4, 4, "epoch 2 of 2"),
    ]
    assert shown[-1][3] == f"loss {history.loss[-1]:.4g}"


def test_an_error_is_the_learners_to_see(capsys):
    with pytest.raises(ValueError, match=r"(?i)shape|compatible|cardinality"):
        training.fit(compiled(), X, Y[:3], epochs=1)
    assert capsys.readouterr().out == ""


def test_verbose_is_refused():
    with pytest.raises(TypeError, match=r"^verbose: "):
        training.fit(compiled(), X, Y, epochs=1, verbose=1)

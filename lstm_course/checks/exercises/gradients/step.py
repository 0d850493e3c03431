"""Write one step of an LSTM backward."""

from lstm_course.backward import Grads
from lstm_course.checks.exercise import FunctionExercise
from lstm_course.checks.exercises.gradients.parts import OUTPUTS, cases
from lstm_course.checks.exercises.gradients.step_mistakes import MISTAKES
from lstm_course.runtime import tf


def lstm_step_backward(dh, dc, step, x, h_prev, c_prev, W, U):
    """Go back through one step of an LSTM.

    dh arrives at the step's h and dc at its c, from the next step; step is
    the Step that lstm_step returned for x, h_prev, c_prev. dh, dc, h_prev
    and c_prev are (batch, units), x is (batch, features).
    Returns Grads of dx, dh_prev, dc_prev, dW, dU, db, each shaped like what
    it belongs to; dW, dU and db have the blocks i, f, g, o.
    """
    i, f, g, o, c, h = step
    do = dh * tf.tanh(c)
    total = dc + dh * o * (1 - tf.tanh(c) ** 2)
    di, df, dg = total * g, total * c_prev, total * i
    dz_i = di * i * (1 - i)
    dz_f = df * f * (1 - f)
    dz_g = dg * (1 - g**2)
    dz_o = do * o * (1 - o)
    dz = tf.concat([dz_i, dz_f, dz_g, dz_o], axis=-1)
    return Grads(
        dx=dz @ tf.transpose(W),
        dh_prev=dz @ tf.transpose(U),
        dc_prev=total * f,
        dW=tf.transpose(x) @ dz,
        dU=tf.transpose(h_prev) @ dz,
        db=tf.reduce_sum(dz, axis=0),
    )


LSTM_STEP_BACKWARD = FunctionExercise(
    solution=lstm_step_backward,
    compiled=True,
    hints=(
        "First the gradient at c, as in gate_shares: what comes from the "
        "next step, plus what comes down from h. Then di, df, dg, do. The "
        "code is the same, only with tf.tanh.",
        "Each of the four then passes its own squashing function. The slope "
        "of a sigmoid with value y is y (1 − y), that of a tanh 1 − y².",
        "Put the four dz side by side, in the order i, f, g, o, with "
        "tf.concat([…], axis=-1). This one dz is all that W, U and b see.",
        "From dz on it is the RNN again: dx is dz @ tf.transpose(W), dW is "
        "tf.transpose(x) @ dz, and so on. dc_prev is the only one that does "
        "not go through dz.",
    ),
    cases=cases,
    outputs=OUTPUTS,
    mistakes=MISTAKES,
    tried="random steps of five sizes, every gate, and once compiled",
)

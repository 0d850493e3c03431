"""One step backward through the GRU, in both of its conventions."""

from lstm_course.backward.affine import RNNGrads
from lstm_course.cells.arguments import checked
from lstm_course.runtime import tf


@checked(gates=3)
def gru_step_backward(dh, step, x, h_prev, weights, reset_after=True):
    """Go back through one step of a GRU.

    dh (batch, units) is the gradient that arrives at the step's h; step is
    what gru_step returned; x (batch, features) and h_prev (batch, units)
    went into it; reset_after as there.
    Returns RNNGrads of dx, dh_prev, dW, dU, db.
    """
    convention = _reset_after if reset_after else _reset_before
    return convention(dh, step, x, h_prev, weights)


def _reset_after(dh, step, x, h_prev, weights):
    z, r, g, _ = step
    U_g = tf.split(weights.U, 3, axis=-1)[2]
    b_g = tf.split(weights.b[1], 3)[2]
    dz_z = dh * (h_prev - g) * z * (1 - z)
    dz_g = dh * (1 - z) * (1 - g**2)
    dz_r = dz_g * (h_prev @ U_g + b_g) * r * (1 - r)
    dz_x = tf.concat([dz_z, dz_r, dz_g], axis=-1)  # as it reaches x W
    dz_h = tf.concat([dz_z, dz_r, dz_g * r], axis=-1)  # and h_prev U
    db_x, db_h = tf.reduce_sum(dz_x, axis=0), tf.reduce_sum(dz_h, axis=0)
    return RNNGrads(
        dx=dz_x @ tf.transpose(weights.W),
        dh_prev=dh * z + dz_h @ tf.transpose(weights.U),
        dW=tf.transpose(x) @ dz_x,
        dU=tf.transpose(h_prev) @ dz_h,
        db=tf.stack([db_x, db_h]),
    )


def _reset_before(dh, step, x, h_prev, weights):
    z, r, g, _ = step
    U_zr, U_g = weights.U[:, : -z.shape[-1]], weights.U[:, -z.shape[-1] :]
    dz_z = dh * (h_prev - g) * z * (1 - z)
    dz_g = dh * (1 - z) * (1 - g**2)
    d_reset = dz_g @ tf.transpose(U_g)  # reaches the product r * h_prev
    dz_r = d_reset * h_prev * r * (1 - r)
    dz_zr = tf.concat([dz_z, dz_r], axis=-1)
    dz = tf.concat([dz_zr, dz_g], axis=-1)
    dU_zr = tf.transpose(h_prev) @ dz_zr
    dU_g = tf.transpose(r * h_prev) @ dz_g
    return RNNGrads(
        dx=dz @ tf.transpose(weights.W),
        dh_prev=dh * z + d_reset * r + dz_zr @ tf.transpose(U_zr),
        dW=tf.transpose(x) @ dz,
        dU=tf.concat([dU_zr, dU_g], axis=-1),
        db=tf.reduce_sum(dz, axis=0),
    )

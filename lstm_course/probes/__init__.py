"""Look inside a trained recurrent layer, or at a recurrence itself."""

from lstm_course.probes.gradients import direct_path, gradient_norms
from lstm_course.probes.jacobian import (
    lyapunov_exponent,
    lyapunov_exponents,
    rnn_jacobians,
)
from lstm_course.probes.layer import cell_and_weights
from lstm_course.probes.traces import gate_traces

__all__ = [
    "cell_and_weights",
    "direct_path",
    "gate_traces",
    "gradient_norms",
    "lyapunov_exponent",
    "lyapunov_exponents",
    "rnn_jacobians",
]

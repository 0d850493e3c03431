"""Tell which kernel a recurrent layer of Keras runs, and what stops cuDNN.

A kernel is the program that does the steps: cuDNN's, a while loop of
TensorFlow, the same loop unrolled, either of them compiled by XLA.
"""

from lstm_course.kernels.batch import Fault, Faults, check_batch
from lstm_course.kernels.explain import Kernel, Kernels, explain_kernel

__all__ = [
    "Fault",
    "Faults",
    "Kernel",
    "Kernels",
    "check_batch",
    "explain_kernel",
]

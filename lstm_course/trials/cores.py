"""Give each compiled program one core: the seeds take the others."""

import os

VARIABLE = "XLA_FLAGS"

FLAGS = {
    # Two threads that share one small product wait for each other longer
    # than they compute: a step of 16 units took twice the processor time.
    "xla_cpu_multi_thread_eigen": "false",
    "xla_cpu_prefer_vector_width": "512",
}
"""Options of XLA on a processor, and what trials need of them."""


def one_a_program():
    """Set the options, save those that the learner has set already.

    XLA reads them when it compiles the first program of a process; later
    they change nothing.
    """
    given = os.environ.get(VARIABLE, "")
    missing = [
        f"--{name}={value}"
        for name, value in FLAGS.items()
        if name not in given
    ]
    os.environ[VARIABLE] = " ".join([given, *missing]).strip()

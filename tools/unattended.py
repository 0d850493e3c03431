"""The environment in which notebooks run without a learner."""

import os


def environment(**more):
    """Return this process's environment, set for a run without a learner."""
    return {
        **os.environ,
        "LSTM_COURSE_UNATTENDED": "1",
        # Otherwise the debugger of ipykernel may warn on standard error.
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        **more,
    }

"""The message while an answer runs that cannot be stopped."""

from lstm_course.checks import display


def still_running(exercise, limit=None):
    """Return a function that shows the message; call it from any thread.

    limit is in seconds, that of the exercise if None.
    """
    limit = exercise.limit if limit is None else limit

    def show():
        display.notice(
            f"{exercise.name} is still running after {limit:g} "
            "seconds, in a calculation that cannot be stopped from here: one "
            "long call of NumPy or TensorFlow, or a loop inside of "
            "`tf.function`. Choose Interrupt in the Kernel menu; if that "
            "does not help, choose Restart there and run the cells again."
        )

    return show

"""What the notebooks of the LSTM course share.

Importing the package imports nothing else: TensorFlow costs seconds, so it is
loaded by the first module that needs it (see `lstm_course.runtime`).
"""

__version__ = "0.1.0"

"""The way out of Python: a model for TensorFlow.js, and its weights back.

from lstm_course.export import tfjs

tfjs.export(model, "folder")
tfjs.load_weights(model, "folder")
"""

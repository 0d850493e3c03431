"""The questions, one module a chapter: `PREDICTIONS` and `RECALL`."""

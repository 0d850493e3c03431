"""The exercises, one module a chapter: `EXERCISES` in each."""

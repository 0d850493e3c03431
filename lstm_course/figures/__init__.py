"""Drawing functions, one module a chapter: arrays in, a figure out."""

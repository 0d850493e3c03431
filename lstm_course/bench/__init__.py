"""Compare the ways to compute one thing, on the machine at hand.

`lstm-course bench` shows the comparisons as tables and a figure; `make bench`
measures the same and more. Contenders take turns, so that what else the
machine does hits all of them, and compiling is timed apart.
"""

"""Synthetic sequence tasks, one a file, each made from a seed."""

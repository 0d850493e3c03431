"""What one comparison measured, in text and for a figure."""

from typing import NamedTuple


class Table(NamedTuple):
    """What one section measured: a title, names of columns, rows of text."""

    title: str
    columns: tuple
    rows: list

    def __str__(self):
        lines = [self.columns, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        texts = [
            "  ".join(
                text.ljust(width) if index == 0 else text.rjust(width)
                for index, (text, width) in enumerate(
                    zip(line, widths, strict=True)
                )
            )
            for line in lines
        ]
        return "\n".join([self.title, *(f"  {text}" for text in texts)])


class Bars(NamedTuple):
    """One panel of a figure: a finding, names, and a number for each.

    texts are the numbers as they are to be read. `log` asks for an axis of
    factors.
    """

    title: str
    names: list
    numbers: list
    texts: list
    axis: str
    log: bool = False


class Section(NamedTuple):
    """A Table, and the panels that show it."""

    table: Table
    panels: list

    def __str__(self):
        return str(self.table)

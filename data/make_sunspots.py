"""Make sunspots.csv again: `python data/make_sunspots.py`."""

from recipe import source, write

NAME = "sunspots.csv"
SOURCE = (
    "statsmodels",
    "0.15.0",
    "statsmodels/datasets/sunspots/src/sunspots_monthly.dat",
)


def make():
    """Return the text of sunspots.csv, one month a line."""
    lines = ["month,sunspots"]
    for line in source(*SOURCE).splitlines():
        year, *values = line.split() or [""]
        # The source repeats its page heading and ends with a note.
        if not year.isdigit():
            continue
        for month, value in enumerate(values, start=1):
            lines.append(f"{year}-{month:02},{float(value)}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    write(NAME, make())

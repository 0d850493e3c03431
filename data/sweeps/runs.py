"""What the scripts that make sweeps of `lstm_course.trials` share."""

import csv
import io
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent


def complete(name, columns, settings, rows, most=None):
    """Write sweeps/`name`.csv, with the runs of every setting.

    settings are tuples of texts, the first columns of their rows; rows(*one)
    makes those rows, tuples of texts. What the file holds already is left as
    it is, and it is written after each setting, so that this can be
    interrupted and called again. `most` is how many settings to make in this
    call; only a whole file is entered among the checksums.
    """
    path = FOLDER / f"sweeps/{name}.csv"
    found = _read(path)
    width = len(settings[0])
    there = {row[:width] for row in found}
    missing = [one for one in settings if one not in there]
    for setting in missing[:most]:
        found += rows(*setting)
        found.sort(key=lambda row: settings.index(row[:width]))
        path.write_text(_text(columns, found))
    if len(missing) <= len(missing[:most]):
        sys.path.insert(0, str(FOLDER))
        from recipe import write

        write(f"sweeps/{name}.csv", path.read_text())


def _read(path):
    if not path.exists():
        return []
    return list(map(tuple, csv.reader(path.read_text().splitlines())))[1:]


def _text(columns, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([columns, *rows])
    return text.getvalue()

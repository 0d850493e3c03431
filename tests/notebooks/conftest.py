"""A course of one small chapter, which needs no TensorFlow."""

import base64
import io
import sys
from types import SimpleNamespace

import pytest
from PIL import Image

from tools.build import Builder
from tools.chapters import Chapter
from tools.stamp import Sources

LESSON = """\
# %% [markdown]
# # What does a picture show?
#
# See [the end](#What-we-found) and [the notes](../notes.md#the-notes).

# %%
from tinycourse import checks
from tinycourse.figures import one

# %%
print("one")
print("two")

# %% [markdown]
# ## Your turn

# %% exercise="double"

# %% tags=["train"]
one.Picture()

# %% [markdown]
# *A single black dot in the middle of a white square, and nothing else.*
#
# ## What we found

# %%
2 + 2

# %% ignore="the number is drawn anew each time"
import random

random.random()

# %%
"a"

# %%
"b"

# %%
"c"

# %%
"d"
"""

STUB = '''\
def double(x):
    """Return twice x."""
    ...'''

PACKAGE = {
    "__init__.py": "",
    "unused.py": "",
    "figures/__init__.py": "",
    "figures/one.py": """\
import base64

from .. import style

class Picture:
    def _repr_png_(self):
        return base64.b64decode(style.DOT), {"width": 10}

    def __repr__(self):
        return "<Figure: a dot>"
""",
    "style.py": "DOT = '''{dot}'''\n",
    "datasets/__init__.py": "",
    "checks/__init__.py": """\
def double(answer):
    print("✓ right" if answer(2) == 4 else "○ not attempted yet")
""",
    "checks/catalogue.py": """\
from types import SimpleNamespace

CHAPTERS = (
    SimpleNamespace(number=1, key="one", exercises=("double",)),
    SimpleNamespace(number=2, key="two", exercises=("triple",)),
)
""",
    "checks/exercises/__init__.py": "",
    "checks/exercises/one.py": "from tinycourse import cells\n",
    "checks/exercises/two.py": "",
    "checks/questions/__init__.py": "",
    "checks/questions/one.py": "",
    "checks/questions/two.py": "",
    "cells.py": "",
}


def dot():
    """Return a picture of one dot, as matplotlib would write it."""
    picture = Image.new("RGBA", (9, 9), "white")
    picture.putpixel((4, 4), (0, 0, 0, 255))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def make_course(root):
    """Write the course to `root`; return its parts and its builder."""
    files = {f"tinycourse/{name}": text for name, text in PACKAGE.items()}
    files["tinycourse/style.py"] = PACKAGE["style.py"].format(dot=dot())
    files |= {
        "requirements.txt": "numpy==2.1\n",
        "data/SHA256SUMS": "",
        "notes.md": "# The notes\n",
        "lessons/01_one.py": LESSON,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return SimpleNamespace(
        root=root,
        dot=dot(),
        chapter=Chapter(
            root / "lessons/01_one.py", root / "notebooks/01_one.ipynb"
        ),
        builder=lambda **changes: Builder(
            sources=Sources(root, "tinycourse"),
            **({"start": {"double": STUB}.__getitem__} | changes),
        ),
    )


@pytest.fixture
def course(tmp_path, monkeypatch):
    """The course in a folder of its own, importable here and in kernels."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    yield make_course(tmp_path)
    for name in [n for n in sys.modules if n.startswith("tinycourse")]:
        del sys.modules[name]


@pytest.fixture(scope="session")
def notebook_text(tmp_path_factory):
    """The notebook of the course, built once: its text."""
    root = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(root)
        patch.setenv("PYTHONPATH", str(root))
        made = make_course(root)
        made.builder().build(made.chapter)
    for name in [n for n in sys.modules if n.startswith("tinycourse")]:
        del sys.modules[name]
    return made.chapter.notebook.read_text(encoding="utf-8")


@pytest.fixture
def built(course, notebook_text):
    """The course with its notebook up to date."""
    course.chapter.notebook.parent.mkdir()
    course.chapter.notebook.write_text(
        notebook_text, encoding="utf-8", newline="\n"
    )
    return course

"""Stamp a notebook with a hash of everything that it is made from.

Imports are read, never run, so that a stamp costs no TensorFlow.
"""

import ast
import hashlib
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import grimp

from tools import lesson
from tools.chapters import ROOT


class Stamp(NamedTuple):
    """Two digests: of a whole chapter, and of what its code runs on."""

    whole: str
    sources: str


class Sources:
    """The package, the data and the lock that notebooks are made from."""

    def __init__(self, root=ROOT, package="lstm_course"):
        """Read which module of `package`, a folder in `root`, imports which.

        Raises what importing its `checks.catalogue` raises.
        """
        self._root = Path(root)
        self._package = package
        self._graph = grimp.build_graph(package, cache_dir=None)
        catalogue = import_module(f"{package}.checks.catalogue")
        self._chapters = catalogue.CHAPTERS

    def stamp(self, chapter):
        """Return the Stamp of a Chapter whose lesson exists."""
        digest = hashlib.sha256()
        for file in self._files(self.modules(chapter)):
            name = file.relative_to(self._root).as_posix()
            digest.update(f"{name} {_digest(file)}\n".encode())
        sources = digest.hexdigest()
        digest.update(_digest(chapter.lesson).encode())
        return Stamp(digest.hexdigest(), sources)

    def modules(self, chapter):
        """Return the names of the package's modules that a lesson uses.

        Those are the imported ones and what they import, the homes of its
        exercises, and its questions.
        """
        tree = _parsed(chapter.lesson)
        wanted = set(self._imported(tree))
        for name in lesson.exercises(chapter.lesson):
            wanted.add(self._home(name))
        for verb, argument in _asked_of_checks(tree):
            wanted |= self._behind(chapter, verb, argument)
        return self._closure(wanted & self._graph.modules)

    def _imported(self, tree):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.module
                for alias in node.names:
                    yield f"{node.module}.{alias.name}"

    def _behind(self, chapter, verb, argument):
        if verb == "predict":
            return {self._questions(argument.partition("/")[0])}
        if verb == "recall":
            return {
                self._questions(earlier.key)
                for earlier in self._chapters
                if earlier.number <= chapter.number
            }
        return {self._home(verb), self._home(argument)}

    def _questions(self, key):
        return f"{self._package}.checks.questions.{key}"

    def _home(self, exercise):
        for chapter in self._chapters:
            if exercise in chapter.exercises:
                return f"{self._package}.checks.exercises.{chapter.key}"
        return None

    def _closure(self, wanted):
        found = set()
        while wanted:
            module = wanted.pop()
            found.add(module)
            near = self._graph.find_modules_directly_imported_by(module)
            # Importing a module runs the packages around it.
            parent = module.rpartition(".")[0]
            wanted |= (near | ({parent} if parent else set())) - found
        # It lists every chapter, and a new one leaves the others as they are.
        return found - {f"{self._package}.checks.catalogue"}

    def _files(self, modules):
        files = [self._file(module) for module in sorted(modules)]
        files += [near for file in files for near in _data_beside(file)]
        if f"{self._package}.datasets" in modules:
            # The reader holds every data file against this list.
            files.append(self._root / "data" / "SHA256SUMS")
        return [*files, self._root / "requirements.txt"]

    def _file(self, module):
        path = self._root.joinpath(*module.split("."))
        package = path / "__init__.py"
        return package if package.exists() else path.with_suffix(".py")


def _data_beside(file):
    """Return what a package's folder holds besides Python, in order."""
    if file.name != "__init__.py":
        return []
    found = (f for f in file.parent.iterdir() if f.is_file())
    return sorted(f for f in found if f.suffix not in (".py", ".pyc"))


def _parsed(file):
    try:
        return ast.parse(file.read_text(encoding="utf-8"))
    except SyntaxError as error:
        raise lesson.LessonError(
            f"{file.name}, line {error.lineno}: {error.msg}"
        ) from error


def _asked_of_checks(tree):
    """Yield the verb and the first text of each `checks.verb("text")`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="checks"), attr=verb),
                args=[ast.Constant(value=str(argument)), *_],
            ):
                yield verb, argument
            case ast.Attribute(value=ast.Name(id="checks"), attr=verb):
                yield verb, ""


def _digest(file):
    # The same on a checkout with the line ends of Windows.
    content = file.read_bytes().replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()

"""The source of a function: starting points, blanks, what was changed."""

import ast
import inspect
import re
import textwrap
from typing import NamedTuple


class Blank(NamedTuple):
    """A `...` that is left: its line in the cell and the line's text."""

    line: int
    text: str


def unwrapped(function):
    """Return the Python function inside a `tf.function`.

    Anything else is returned as it is.
    """
    inner = inspect.getattr_static(function, "python_function", None)
    if inner is None:
        return function
    return getattr(function, "python_function", function)


def text(function):
    """Return the source of a function, not indented, or None.

    A lambda, a partial and a function made by `exec` have none.
    """
    try:
        found = textwrap.dedent(inspect.getsource(function))
        return found if _definition(found) else None
    except (OSError, TypeError, SyntaxError, IndentationError, ValueError):
        return None


def with_helpers(function):
    """Return the source of a function after that of its own helpers.

    Helpers are functions that it calls by name and that were defined beside
    it. None when the function has no source.
    """
    own = text(function)
    if own is None or not inspect.isfunction(function):
        return own
    namespace = function.__globals__
    found, waiting = {}, [function]
    while waiting:
        for name in sorted(_names(waiting.pop().__code__)):
            helper = namespace.get(name)
            beside = (
                inspect.isfunction(helper) and helper.__globals__ is namespace
            )
            if beside and name not in found and helper is not function:
                found[name] = text(helper)
                waiting.append(helper)
    helpers = [source for source in found.values() if source]
    return "\n\n".join([*reversed(helpers), own])


def last_name(source):
    """Return the name of the last function defined in `source`.

    Raises ValueError when there is none.
    """
    names = [
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
    ]
    if not names:
        raise ValueError("expected a function")
    return names[-1]


def first_line(function):
    """Return the line of its cell in which the function begins."""
    return inspect.unwrap(function).__code__.co_firstlineno


def start(solution, given=None):
    """Return what the learner starts from, as source.

    That is the source of `given` under the solution's name, or else the
    solution's signature and docstring with `...` for a body.
    """
    if given is not None:
        head = re.compile(rf"\bdef {given.__name__}\b")
        found = head.sub(f"def {solution.__name__}", text(given), count=1)
        return found.rstrip()
    found = text(solution)
    definition = _definition(found)
    documented = ast.get_docstring(definition) is not None
    docstring = definition.body[0]
    last = docstring.end_lineno if documented else _header_end(definition)
    first = definition.lineno - 1
    lines = found.splitlines()[first:last]
    return "\n".join([*lines, "    ..."])


def is_stub(source):
    """Return True when nothing but placeholders stands in the body."""
    body = _body(_definition(source))
    return all(_is_placeholder(statement) for statement in body)


def same(one, two):
    """Return True when two functions have the same body, comments aside."""
    dumps = [
        [ast.dump(node) for node in _body(_definition(source))]
        for source in (one, two)
    ]
    return dumps[0] == dumps[1]


def blanks(source, first_line=1):
    """Return each Blank that is left, in order.

    A `...` inside square brackets is an index, not a blank.
    """
    tree = _definition(source)
    indices = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        for inner in ast.walk(node.slice)
    }
    lines = source.splitlines()
    found = sorted(
        {
            node.lineno
            for node in ast.walk(tree)
            if _is_ellipsis(node) and id(node) not in indices
        }
    )
    return [
        Blank(first_line + number - 1, lines[number - 1].strip())
        for number in found
    ]


def has_return(source):
    """Return True when the function returns a value of its own."""
    inner = set()
    definition = _definition(source)
    for node in ast.walk(definition):
        nested = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
        if isinstance(node, nested) and node is not definition:
            inner |= {id(part) for part in ast.walk(node)}
    return any(
        isinstance(node, ast.Return)
        and node.value is not None
        and id(node) not in inner
        for node in ast.walk(definition)
    )


def _names(code):
    """Return the global names in a code object, inner functions included."""
    found = set(code.co_names)
    for constant in code.co_consts:
        if inspect.iscode(constant):
            found |= _names(constant)
    return found


def _definition(source):
    """Return the first function defined in `source`, or None."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            return node
    return None


def _body(definition):
    body = definition.body
    if ast.get_docstring(definition) is not None:
        return body[1:]
    return body


def _header_end(definition):
    """Return the last line of the signature."""
    return definition.body[0].lineno - 1


def _is_ellipsis(node):
    return isinstance(node, ast.Constant) and node.value is ...


def _is_placeholder(statement):
    if isinstance(statement, ast.Pass):
        return True
    if isinstance(statement, ast.Expr):
        return _is_ellipsis(statement.value)
    if isinstance(statement, ast.Return):
        value = statement.value
        empty = isinstance(value, ast.Constant) and value.value is None
        return value is None or empty or _is_ellipsis(value)
    if isinstance(statement, ast.Raise):
        raised = statement.exc
        if isinstance(raised, ast.Call):
            raised = raised.func
        return getattr(raised, "id", "") == "NotImplementedError"
    return False

"""Show verdicts, hints and notices: HTML in a notebook, text elsewhere."""

import html
import re

from IPython import get_ipython
from IPython.display import display

from lstm_course.checks.verdict import (
    ERROR,
    MARKS,
    NOT_ATTEMPTED,
    RIGHT,
    WRONG,
)

# The variables are those of JupyterLab's themes; what follows the comma is
# for every other front end, and readable on white and on black.
_COLOURS = {
    RIGHT: "var(--jp-success-color1, #2e8b4a)",
    WRONG: "var(--jp-error-color1, #d84a3a)",
    ERROR: "var(--jp-error-color1, #d84a3a)",
    NOT_ATTEMPTED: "var(--jp-ui-font-color2, #8a8a8a)",
}


class Shown:
    """Something with a rendering as text and one as HTML or Markdown."""

    def __init__(self, text, **rich):
        self._bundle = {"text/plain": text}
        for kind, value in rich.items():
            self._bundle[f"text/{kind}"] = value

    def __repr__(self):
        return self._bundle["text/plain"]

    def _repr_mimebundle_(self, include=None, exclude=None):
        return self._bundle


def verdict(name, found):
    """Show the Verdict on the exercise `name`."""
    display(Shown(verdict_text(name, found), html=verdict_html(name, found)))


def notice(sentence):
    """Show one sentence that is not a verdict."""
    display(
        Shown(
            bare(sentence),
            html=box(f"<div>{inline(sentence)}</div>", NOT_ATTEMPTED),
        )
    )


def markdown(source, text=None):
    """Show Markdown, or `text` where there is only text."""
    display(Shown(bare(source) if text is None else text, markdown=source))


def table(text, source):
    """Show HTML, or `text` where there is only text."""
    display(Shown(text, html=source))


def show(widget):
    """Show a widget."""
    display(widget)


def in_notebook():
    """Return True in a kernel, where widgets may be shown."""
    return getattr(get_ipython(), "kernel", None) is not None


def verdict_text(name, found):
    """Return a Verdict as text: one line, and the detail below it."""
    lines = [f"{MARKS[found.status]} {bare(_sentence(name, found))}"]
    lines += [f"    {line}" for line in found.detail.splitlines()]
    return "\n".join(lines)


def verdict_html(name, found):
    """Return a Verdict as HTML."""
    colour = _COLOURS[found.status]
    mark = (
        f'<span style="color:{colour};font-weight:700">'
        f"{MARKS[found.status]}</span>"
    )
    body = f"<div>{mark} {inline(_sentence(name, found))}</div>"
    if found.detail:
        body += (
            '<pre style="margin:.6em 0 0;background:none;color:inherit;'
            "font-family:var(--jp-code-font-family,monospace),monospace;"
            'line-height:1.35;overflow-x:auto">'
            f"{html.escape(found.detail)}</pre>"
        )
    return box(body, found.status)


def box(body, status=NOT_ATTEMPTED):
    """Return HTML with a coloured line on its left."""
    return (
        f'<div style="border-left:4px solid {_COLOURS[status]};'
        'padding:.35em 0 .35em .8em;margin:.2em 0;max-width:48em">'
        f"{body}</div>"
    )


def inline(text):
    """Return text with `code`, **bold** and *emphasis* as HTML."""
    parts = re.split(r"(`[^`]+`)", text)
    return "".join(
        f"<code>{html.escape(part[1:-1])}</code>"
        if part.startswith("`") and part.endswith("`") and len(part) > 2
        else _emphasis(html.escape(part, quote=False))
        for part in parts
    )


def bare(text):
    """Return text without the marks of **bold**."""
    return text.replace("**", "")


def _emphasis(text):
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
    return re.sub(r"\*(\S[^*]*?)\*", r"<em>\1</em>", text)


def _sentence(name, found):
    if found.status == NOT_ATTEMPTED:
        rest = found.message or (
            "Write your code in the cell above, run it, then run this one."
        )
        return f"**{name}**: not attempted yet. {rest}"
    if found.status == RIGHT:
        return f"**{name}**: right. {_capital(found.message)}"
    return f"**{name}**: {found.message}"


def _capital(text):
    text = text.strip()
    if not text:
        return ""
    ended = text if text[-1] in ".!?" else f"{text}."
    return ended[0].upper() + ended[1:]

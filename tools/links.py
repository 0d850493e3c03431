"""Follow the links between the notebooks and the files around them."""

import re

from tools import build, markdown


def problem(page, target):
    """Return what is wrong with a link on the notebook `page`, or None.

    Links that leave the repository are not followed.
    """
    if re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
        return None
    name, _, anchor = target.partition("#")
    file = page.parent / name if name else page
    if name.startswith("/") or not file.exists():
        return "leads to no file"
    if not anchor:
        return None
    if file.suffix not in (".ipynb", ".md"):
        return "has an anchor, but leads to no notebook or page"
    if anchor not in _anchors(file):
        return f"leads to no heading of {file.name} that links can reach"
    return None


def _anchors(file):
    if file.suffix == ".md":
        page = markdown.read(file.read_text(encoding="utf-8"))
        return [*markdown.page_anchors(page.headings), *page.named]
    cells = build.read(file).cells
    return [
        markdown.notebook_anchor(heading)
        for cell in cells
        if cell.cell_type == "markdown"
        for heading in markdown.read(cell.source).headings
    ]

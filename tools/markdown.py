"""Read Markdown for what the form of a notebook needs of it."""

import re
from collections import Counter
from typing import NamedTuple
from urllib.parse import quote, unquote

from markdown_it import MarkdownIt

_PARSER = MarkdownIt("commonmark").enable("table")
_TARGET = re.compile(r"""\b(?:href|src)=["']([^"']*)["']""")
_NAMED = re.compile(r"""\bid=["']([^"']+)["']""")


class Heading(NamedTuple):
    """A heading: 1 to 6, and its words without any markup."""

    level: int
    text: str


class Document(NamedTuple):
    """What one piece of Markdown holds."""

    headings: list
    links: list
    named: list
    emphasised: list


def read(text):
    """Return the Document that `text` is.

    `links` are targets as written, those of images and HTML included;
    `named` are the ids in HTML; `emphasised` are the words of each paragraph
    that is in italics from its first word to its last.
    """
    document = Document([], [], [], [])
    tokens = _PARSER.parse(text)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "html_block":
            _read_html(token.content, document)
        if token.type != "inline":
            continue
        if before.type == "heading_open":
            level = int(before.tag[1])
            document.headings.append(Heading(level, _words(token.children)))
        if before.type == "paragraph_open" and _all_italic(token.children):
            document.emphasised.append(_words(token.children))
        for child in token.children:
            if child.type in ("link_open", "image"):
                target = child.attrGet("href") or child.attrGet("src") or ""
                document.links.append(unquote(target))
            elif child.type == "html_inline":
                _read_html(child.content, document)
    return document


def notebook_anchor(heading):
    """Return the anchor of a heading in JupyterLab and on nbviewer.

    None when no link reaches it: neither decodes what a browser encodes.
    """
    anchor = heading.text.replace(" ", "-")
    reachable = quote(anchor, safe="?/:@!$&'()*+,;=") == anchor
    return anchor if reachable else None


def page_anchors(headings):
    """Return the anchors of the headings of a Markdown file on GitHub."""
    seen = Counter()
    anchors = []
    for heading in headings:
        slug = re.sub(r"[^\w\- ]", "", heading.text.lower())
        slug = slug.replace(" ", "-")
        anchors.append(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return anchors


def _read_html(html, document):
    document.links.extend(_TARGET.findall(html))
    document.named.extend(_NAMED.findall(html))


def _words(children):
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in children
    )


def _all_italic(children):
    # An empty text token stands on either side of some emphasis.
    inner = [c for c in children if c.type != "text" or c.content]
    return (
        len(inner) > 2
        and inner[0].type == "em_open"
        and inner[-1].type == "em_close"
        and sum(c.type == "em_open" and c.level == 0 for c in inner) == 1
    )

"""Headings, links and italics, as JupyterLab and GitHub see them."""

import pytest

from tools import markdown
from tools.markdown import Heading


def test_headings_are_read_and_code_is_not():
    document = markdown.read(
        "# One *two*\n\n```\n# three\n```\n\n    # four\n\nfive\n====\n"
    )
    assert document.headings == [Heading(1, "One two"), Heading(1, "five")]


def test_links_are_read_wherever_they_stand():
    document = markdown.read(
        "- [a](one.md) and ![b](two.png)\n\n[c][ref]\n\n[ref]: three.md\n\n"
        '<img src="four.png">\n\ntext <a href="five.md">d</a>\n\n'
        "| x |\n|---|\n| [e](six.md) |\n\n`[f](seven.md)`\n"
    )
    assert sorted(document.links) == sorted(
        ["one.md", "two.png", "three.md", "four.png", "five.md", "six.md"]
    )


def test_links_are_decoded():
    document = markdown.read("[a](#Why-–-how?) [b](my%20file.md)")
    assert document.links == ["#Why-–-how?", "my file.md"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("*all of it*", ["all of it"]),
        ("_all\nof it_", ["all of it"]),
        ("one\n\n*two*\n\nthree", ["two"]),
        ("*all `of` **it***", ["all of it"]),
        ("*with $c_t = f_t$ inside*", ["with $c_t = f_t$ inside"]),
        ("*some* of it", []),
        ("*some* of *it*", []),
        ("**all of it**", []),
        ("- *an item*", ["an item"]),
        ("plain", []),
    ],
)
def test_paragraphs_in_italics_are_found(text, words):
    assert markdown.read(text).emphasised == words


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("What we found", "What-we-found"),
        ("Can it count?", "Can-it-count?"),
        ("Forget – or not", None),
        ('The "gate"', None),
    ],
)
def test_anchor_in_a_notebook(heading, anchor):
    assert markdown.notebook_anchor(Heading(2, heading)) == anchor


def test_anchors_on_github():
    headings = [
        Heading(2, text)
        for text in ("Two commands, no more", "A `b`_c", "Données", "A", "A")
    ]
    assert markdown.page_anchors(headings) == [
        "two-commands-no-more",
        "a-b_c",
        "données",
        "a",
        "a-1",
    ]

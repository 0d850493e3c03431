"""What the form of a notebook must be, a rule each.

A rule takes a `form.Page` and yields pairs: the position of a cell, or None
for the notebook, and what is wrong there.
"""

import ast
import re
import statistics

from nbval.plugin import comment_markers, metadata_tags

from tools import build, lesson, links, normal

MOST_LINES = 20
MOST_COLUMNS = 79
MOST_BYTES = 1_500_000
USUAL_LINES = 6
"""What the median code cell may have; the course aims at five."""
FEWEST_WORDS = 8
"""Of the description of a figure."""

_PICTURES = {"image/png", "image/jpeg", "image/svg+xml"}
_TIMES = (
    (
        "a duration",
        r"\b\d+(\.\d+)? ?(ns|µs|us|ms|s|sec|secs|seconds|minutes)\b",
    ),
    ("a time of day", r"\b\d\d:\d\d:\d\d\b"),
)
_VARYING = (
    ("an address", r"\b0x[0-9a-fA-F]{6,}"),
    (
        "a path",
        r"(?<![\w.])/(home|root|tmp|usr|var|opt|mnt|Users|private)/"
        r"|\b[A-Z]:\\\w|site-packages|ipykernel_\d+",
    ),
    (
        "a log line",
        r"(?m)^[IWEF]\d{4} \d\d:\d\d|^(DEBUG|INFO|WARNING|ERROR)\b[: ]",
    ),
)
_MARKUP = re.compile(r"(?s)<(style|script)\b.*?</\1>|<[^>]*>")


def stamp(page):
    """The notebook was made from what is there now."""
    own = page.notebook.metadata.get("lstm_course", {})
    if own != page.made.metadata.lstm_course:
        yield None, "its stamp is old: build it again"


def cells(page):
    """The cells are those that the lesson makes."""
    made, saved = build.inputs(page.made), build.inputs(page.notebook)
    for index, (wanted, got) in enumerate(zip(made, saved, strict=False)):
        if wanted != got:
            yield index, "is not what the lesson makes: build it again"
            return
    if len(made) != len(saved):
        yield (
            None,
            f"has {len(saved)} cells, its lesson makes {len(made)}:"
            " build it again",
        )


def committed(page):
    """The file is byte for byte what the builder writes."""
    wanted = normal.text(normal.normalise(page.notebook))
    if page.path.read_text(encoding="utf-8") != wanted:
        yield None, "is not as the builder writes it: build it again"


def executed(page):
    """Every code cell was executed, from top to bottom."""
    for count, (index, cell) in enumerate(page.code, 1):
        if cell.execution_count is None:
            yield index, "was not executed"
        elif cell.execution_count != count:
            yield (
                index,
                f"has the execution count {cell.execution_count},"
                f" expected {count}",
            )


def quiet(page):
    """No cell wrote to standard error or failed."""
    for index, cell in page.code:
        for output in cell.outputs:
            if output.get("name") == "stderr":
                yield index, f"wrote to standard error: {_start(output.text)}"
            if output.output_type == "error":
                yield index, f"failed: {output.ename}: {output.evalue}"


def stateless(page):
    """No widget state, and no view whose model is gone."""
    if "widgets" in page.notebook.metadata:
        yield None, "holds widget state"
    for index, cell in page.code:
        for output in cell.outputs:
            if normal.WIDGET in output.get("data", {}):
                yield index, "shows a widget whose state is not saved"


def small(page):
    """Cells fit a screen, most hold one idea, and the file loads fast."""
    for index, cell in page.code:
        lines = cell.source.splitlines()
        if len(lines) > MOST_LINES:
            yield index, f"has {len(lines)} lines, at most {MOST_LINES}"
        widest = max(map(len, lines), default=0)
        if widest > MOST_COLUMNS:
            yield index, f"has {widest} columns, at most {MOST_COLUMNS}"
    written = [
        len(cell.source.splitlines())
        for _, cell in page.code
        if not cell.metadata.get("lstm_course", {}).keys()
        & {"exercise", "check"}
    ]
    if written and statistics.median(written) > USUAL_LINES:
        yield (
            None,
            f"its median code cell has {statistics.median(written):g} lines,"
            f" at most {USUAL_LINES}",
        )
    size = page.path.stat().st_size
    if size > MOST_BYTES:
        yield None, f"has {size:,} bytes, at most {MOST_BYTES:,}"


def described(page):
    """Each figure is described in the Markdown cell right after it."""
    for index, cell in page.code:
        if not any(
            _PICTURES & output.get("data", {}).keys()
            for output in cell.outputs
        ):
            continue
        after = page.documents.get(index + 1)
        texts = after.emphasised if after else []
        if not any(len(text.split()) >= FEWEST_WORDS for text in texts):
            yield (
                index,
                "shows a figure that no italic paragraph of at least"
                f" {FEWEST_WORDS} words describes in the next cell",
            )


def titled(page):
    """There is one H1, the question of the chapter."""
    titles = [
        heading.text
        for document in page.documents.values()
        for heading in document.headings
        if heading.level == 1
    ]
    if len(titles) != 1:
        yield None, f"has {len(titles)} headings of level 1, expected one"


def linked(page):
    """Links inside the repository lead to a file and a heading there."""
    for index, document in page.documents.items():
        for target in document.links:
            problem = links.problem(page.path, target)
            if problem:
                yield index, f"the link {target} {problem}"


def comparable(page):
    """Comparison is left out for few cells, each with its reason."""
    exempt = []
    for index, cell in page.code:
        own = cell.metadata.get("lstm_course", {})
        tags = set(cell.metadata.get("tags", ()))
        if lesson.IGNORED in tags:
            exempt.append(index)
            if not str(own.get("ignored", "")).strip():
                yield index, "is not compared and gives no reason"
        for tag in sorted(tags & metadata_tags.keys() - {lesson.IGNORED}):
            yield index, f"has the tag {tag}, which weakens the comparison"
        comments = {
            line.strip().lstrip("#").strip()
            for line in cell.source.splitlines()
            if line.strip().startswith("#")
        }
        for comment in sorted(comments & comment_markers.keys()):
            yield index, f"has the comment {comment}: use the lesson's marker"
    if len(exempt) * 10 > len(page.code):
        yield (
            exempt[-1],
            f"is one of {len(exempt)} not compared among {len(page.code)}"
            " code cells, at most one in ten",
        )


def plain(page):
    """Code is Python alone: a magic hides the lines after it from nbval."""
    for index, cell in page.code:
        try:
            tree = ast.parse(cell.source)
        except SyntaxError as error:
            says = f"line {error.lineno} is not plain Python"
            yield index, says
            continue
        names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        if "get_ipython" in names:
            yield index, "calls get_ipython"


def stable(page):
    """Outputs hold nothing that differs from machine to machine."""
    for index, cell in page.code:
        kinds = _VARYING
        if "times-ok" not in cell.metadata.get("tags", ()):
            kinds += _TIMES
        for text in map(_text, cell.outputs):
            for what, pattern in kinds:
                hit = re.search(pattern, text)
                if hit:
                    line = text[: hit.end()].splitlines()[-1].strip()
                    yield index, f"its output holds {what}: {line}"


RULES = (
    stamp,
    cells,
    committed,
    executed,
    quiet,
    stateless,
    small,
    described,
    titled,
    linked,
    comparable,
    plain,
    stable,
)


def _text(output):
    data = output.get("data", {})
    plain_text = output.get("text", "") or data.get("text/plain", "")
    return plain_text + _MARKUP.sub("\n", data.get("text/html", ""))


def _start(text):
    return text.strip().splitlines()[0] if text.strip() else ""

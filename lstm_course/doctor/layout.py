"""Lay out findings, as text and as a table."""

import html
import textwrap

from lstm_course.doctor.finding import FIX, NOTE

WIDTH = 79


class Report:
    """Findings that print as text and show themselves as a table."""

    def __init__(self, findings):
        """Keep a list of Findings, in the order they are shown."""
        self.findings = findings

    def action(self):
        """Return the one action to take first, or "" for none."""
        for state in (FIX, NOTE):
            for finding in self.findings:
                if finding.state == state and finding.action:
                    return finding.action
        return ""

    def __str__(self):
        column = max(len(finding.subject) for finding in self.findings) + 2
        lines = [
            _paragraph(f"{subject:{column}}{state:6}", says)
            for subject, state, says, _ in self.findings
        ]
        if self.action():
            end = _paragraph("What to do first: ", self.action(), indent=2)
        else:
            end = "Nothing to do."
        return "\n".join([*lines, "", end])

    __repr__ = __str__

    def _repr_html_(self):
        rows = "".join(
            f"<tr><th scope='row' style='text-align:left'>{subject}</th>"
            f"<td>{state}</td><td style='text-align:left'>{says}</td></tr>"
            for subject, state, says, _ in (
                map(html.escape, finding) for finding in self.findings
            )
        )
        end = (
            f"What to do first: {html.escape(self.action())}"
            if self.action()
            else "Nothing to do."
        )
        return f"<table><tbody>{rows}</tbody></table><p>{end}</p>"


def _paragraph(start, text, indent=None):
    return textwrap.fill(
        start + text,
        WIDTH,
        subsequent_indent=" " * (len(start) if indent is None else indent),
        break_long_words=False,
        break_on_hyphens=False,
    )

"""Say whether the course can run on this machine, and what to do if not.

Made for broken installations: it needs the standard library alone, looks at
TensorFlow from a distance, and turns every failure into a finding.
"""

from lstm_course import workspace
from lstm_course.doctor import engine, graphics, machine, packages
from lstm_course.doctor.finding import FIX, NOTE, OK, Finding
from lstm_course.doctor.layout import Report

__all__ = [
    "FIX",
    "NOTE",
    "OK",
    "Finding",
    "Report",
    "findings",
    "report",
    "show",
    "verdict",
]

READY = "Ready: the course runs here."


def findings():
    """Look at everything and return a list of Findings. Never raises."""
    facts = {"end": "", "log": "", "error": "not looked at"}
    found = [
        _guarded("Python", machine.python),
        _guarded("Packages", packages.packages),
        _guarded("tensorflow-metal", packages.metal),
        _guarded("TensorFlow", lambda: _engine(facts), FIX),
        _guarded("Processor", machine.processor),
        _guarded("Memory", machine.memory),
        _guarded("Disk", machine.disk),
        _guarded("GPU", lambda: graphics.gpu(facts)),
        _guarded("Node", machine.node),
    ]
    return [finding for finding in found if finding is not None]


def report():
    """Return all findings as text for a terminal, and what to do first."""
    return str(Report(findings()))


def show():
    """Return the findings as a table for a notebook.

    Unattended it is the verdict alone, since a table would vary.
    """
    if workspace.unattended():
        return verdict()
    return Report(findings())


def verdict():
    """Return in a sentence or two whether the course can run here.

    Unattended this is the same on every machine where it can.
    """
    found = findings()
    for finding in found:
        if finding.state == FIX:
            said = f"Not ready: {finding.subject}: {finding.says}."
            return f"{said} {finding.action}".strip()
    if workspace.unattended():
        return READY
    shown = ("Processor", "Memory", "GPU")
    details = "; ".join(
        f"{finding.subject}: {finding.says}"
        for finding in found
        if finding.subject in shown
    )
    return f"{READY} {details}."


def _guarded(subject, look, state=NOTE):
    """Return what `look` finds; an error of its own is a finding, too.

    state says how bad it is not to know.
    """
    try:
        return look()
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        return Finding(subject, state, f"could not be looked at ({reason})")


def _engine(facts):
    found = engine.look()
    facts.clear()
    facts.update(found)
    return engine.tensorflow(facts)

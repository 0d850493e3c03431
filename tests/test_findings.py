import pytest

from lstm_course.findings import Finding, Findings


class Result:
    seconds = 12.4

    def __str__(self):
        return "9 of 10 solved"


ROW = Finding("it learns", "the paper", "10 of 10", Result())


def test_a_row_reads_its_measurement():
    assert ROW.cells == (
        "it learns",
        "the paper",
        "10 of 10",
        "9 of 10 solved",
    )
    assert ROW.seconds == 12.4
    assert ROW._replace(measured="never").seconds is None


def test_findings_are_a_table():
    shown = Findings(ROW, ROW._replace(claim="a | b\nc"))
    assert shown._repr_markdown_().splitlines() == [
        "| claim | paper | published | measured here |",
        "| --- | --- | --- | --- |",
        "| it learns | the paper | 10 of 10 | 9 of 10 solved |",
        "| a \\| b c | the paper | 10 of 10 | 9 of 10 solved |",
    ]
    assert "it learns (the paper: 10 of 10): 9 of 10 solved" in repr(shown)


def test_something_else_is_refused():
    with pytest.raises(TypeError, match="expected Finding, got tuple"):
        Findings(ROW, ("it learns", "", "", ""))

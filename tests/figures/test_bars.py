"""The bars are as long as the numbers, and the best one stands out."""

from lstm_course import style
from lstm_course.bench.table import Bars
from lstm_course.figures import bench

MILLISECONDS = Bars(
    "b is quickest", ["a", "b"], [3.0, 1.0], ["3 ms", "1 ms"], "ms a step"
)
RATES = Bars(
    "c is quickest",
    ["c", "d", "e"],
    [5e4, 10.0, 900.0],
    ["50,000", "10", "900"],
    "characters a second",
    log=True,
)


def drawn(axes):
    return [bar.get_width() for bar in axes.patches]


def test_bars_are_the_numbers():
    picture = bench.bars([MILLISECONDS, RATES])
    for axes, panel in zip(picture.axes, (MILLISECONDS, RATES), strict=True):
        assert drawn(axes) == panel.numbers
        names = [label.get_text() for label in axes.get_yticklabels()]
        assert names == panel.names
        assert [text.get_text() for text in axes.texts] == panel.texts
        assert axes.get_xlabel() == panel.axis
        assert axes.get_title(loc="left") == panel.title
        assert axes.get_xlim()[1] > max(panel.numbers)
    assert picture.axes[1].get_xscale() == "log"
    assert picture.axes[1].get_xlim()[0] <= 10


def test_best_stands_out():
    picture = bench.bars([MILLISECONDS, RATES])
    for axes, best in zip(picture.axes, (1, 0), strict=True):
        accented = [
            place
            for place, text in enumerate(axes.texts)
            if text.get_color() == style.ACCENT
        ]
        assert accented == [best]

"""Forecasts from one origin after the other, beside what came."""

import ipywidgets
import numpy as np

from lstm_course import workspace
from lstm_course.figures import forecast as draw

_DPI = 110


def fan(dates, past, came, fans, rivals):
    """Return the controls, or a line of text where nobody can move them.

    dates has the text of each origin. past is (origins, time), what was
    known before it, and came (origins, horizon), both in degrees. fans maps
    the name of a method to its low, middle and high, (origins, horizon)
    each; rivals maps a name to forecasts (origins, horizon).

    Raises ValueError for a fan or rival of another shape than came.
    """
    made = Fan(dates, past, came, fans, rivals)
    if workspace.unattended():
        print(
            "Here are two controls when you run this cell: the origin of the"
            "\nforecast, and the method that made the interval."
        )
        return None
    return made.view


class Fan:
    """Two controls, the picture that they change, and what it shows.

    `view` is what to show. The forecasts are made before: a move draws.
    `fewest` maps each method to the fewest hours that a fan of it holds.
    """

    def __init__(self, dates, past, came, fans, rivals):
        """Take what the function `fan` takes."""
        self._dates, self._past = list(dates), np.asarray(past)
        self._came = np.asarray(came)
        self._fans = {n: np.asarray(bounds) for n, bounds in fans.items()}
        self._rivals = {n: np.asarray(rows) for n, rows in rivals.items()}
        self._check()
        self._inside = {
            name: ((low <= self._came) & (self._came <= high)).sum(axis=1)
            for name, (low, _, high) in self._fans.items()
        }
        self.fewest = {n: hours.min() for n, hours in self._inside.items()}
        self.origin = ipywidgets.IntSlider(
            0, min=0, max=len(self._came) - 1, description="origin"
        )
        self.method = ipywidgets.Dropdown(
            options=list(self._fans), description="method"
        )
        self.picture = ipywidgets.Image(format="png", width=700)
        self.words = ipywidgets.HTML()
        controls = ipywidgets.HBox([self.origin, self.method])
        self.view = ipywidgets.VBox([controls, self.picture, self.words])
        for control in (self.origin, self.method):
            control.observe(self._draw, names="value")
        self._draw()

    def _check(self):
        wanted = self._came.shape
        if len(self._dates) != len(self._came):
            raise ValueError(
                f"dates: expected one for each of {len(self._came)} origins,"
                f" got {len(self._dates)}"
            )
        for name, bounds in self._fans.items():
            if bounds.shape != (3, *wanted):
                raise ValueError(
                    f"fans: expected low, middle and high of the shape"
                    f" {wanted} for {name!r}, got {bounds.shape}"
                )
        for name, rows in self._rivals.items():
            if rows.shape != wanted:
                raise ValueError(
                    f"rivals: expected the shape {wanted} for {name!r}, got"
                    f" {rows.shape}"
                )

    def _draw(self, _change=None):
        at, name = self.origin.value, self.method.value
        hours, held = self._came.shape[1], self._inside[name][at]
        picture = draw.fan(
            self._past[at],
            self._came[at],
            *self._fans[name][:, at],
            {rival: rows[at] for rival, rows in self._rivals.items()},
            f"{self._dates[at]}: {held} of {hours} hours inside",
        )
        self.picture.value = picture.png(_DPI)
        # A picture of the widget manager has no alt text: say it here.
        self.words.value = (
            f"From {self._dates[at]}, {name}: {held} of {hours} hours lie in "
            f"the fan. {self._verdict(name, held)}"
        )

    def _verdict(self, name, held):
        if held == self.fewest[name]:
            return "Goal reached: from no other origin are there fewer."
        return "There is an origin with fewer."

"""The scale of a network, the distance and the gradient at that distance."""

import time as clock

import ipywidgets

from lstm_course import workspace
from lstm_course.checks.exercises.vanishing.many_units import gradient_norms
from lstm_course.checks.exercises.vanishing.network import (
    noisy_states,
    typical,
)
from lstm_course.figures import vanishing as draw

SCALE, TIME, SEED = 1.0, 50, 0
"""Where the controls stand at the start."""
NETWORKS = 5
_DPI = 110


def edge():
    """Return the controls, or a line of text where nobody can move them."""
    if workspace.unattended():
        print(
            "Here are three controls when you run this cell: the scale of U,"
            "\nthe distance T, and the network, numbered by its seed."
        )
        return None
    return Edge().view


class Edge:
    """Three controls and the picture that they change.

    `view` is what to show. Every move draws the picture again, from a run
    of the network: nothing is trained.
    """

    def __init__(self):
        self.scale = ipywidgets.FloatSlider(
            SCALE, min=0.5, max=3, step=0.01, description="scale of U"
        )
        self.time = ipywidgets.IntSlider(
            TIME, min=10, max=100, step=10, description="distance T"
        )
        self.seed = ipywidgets.Dropdown(
            options=range(NETWORKS), value=SEED, description="network"
        )
        self.picture = ipywidgets.Image(format="png", width=700)
        self.words = ipywidgets.HTML()
        controls = ipywidgets.HBox([self.scale, self.time, self.seed])
        self.view = ipywidgets.VBox([controls, self.picture, self.words])
        for control in (self.scale, self.time, self.seed):
            control.observe(self._draw, names="value")
        self._draw()

    def _draw(self, _change=None):
        scale, seed = self.scale.value, self.seed.value
        lengths = typical(
            gradient_norms(*noisy_states(seed, scale, self.time.value))
        )
        found = f"{lengths[-1]:.2g}"
        title = f"Network {seed}, scale {scale:.2f}: {found} is left"
        picture = draw.steadiness({found: lengths}, title)
        self.picture.value = picture.png(_DPI)
        # A picture of the widget manager has no alt text: say it here.
        self.words.value = (
            f"{self.time.value} steps back the gradient is {found}, "
            f"{_verdict(lengths[-1])}."
        )


def _verdict(length):
    if length < 0.5:
        return "below the band"
    return "above the band" if length > 2 else "in the band"


def seconds_of_moves(moves=20):
    """Return how long each of some moves of the scale took, a list."""
    controls = Edge()
    took = []
    for move in range(moves):
        start = clock.perf_counter()
        controls.scale.value = round(SCALE + 0.01 * (move + 1), 2)
        took.append(clock.perf_counter() - start)
    return took

"""A prompt, temperature and top-p: the model writes, coloured by surprise."""

import html

import ipywidgets
import numpy as np

from lstm_course import workspace

STEPS = 200
PROMPT, TEMPERATURE, TOP_P = "Elizabeth ", 1.0, 1.0
"""How much is written, and where the controls stand at the start."""
NEAR = 0.1
"""How close, in bits per character, counts as the novel's own surprise."""

_LEVELS = (
    (1, "transparent"),
    (3, "#F3E3E6"),
    (5, "#E5B9C1"),
    (8, "#D88A98"),
    (np.inf, "#C2546B"),
)
"""A background for a surprise below so many bits; ink is readable on all."""


class Coloured:
    """A text whose background shows how surprising each character was."""

    def __init__(self, text, surprise, prompt=""):
        """Take a text, its surprise in bits (time,), and what came before.

        Raises ValueError unless there is a number for each character.
        """
        surprise = np.asarray(surprise)
        if surprise.shape != (len(text),):
            raise ValueError(
                f"surprise: expected a number for each of {len(text)}"
                f" characters, got the shape {surprise.shape}"
            )
        self.text, self.surprise, self.prompt = text, surprise, prompt

    def __repr__(self):
        return f"<Text of {len(self.text)} characters: {self.text}>"

    def _repr_html_(self):
        return (
            '<div style="font-family:monospace;white-space:pre-wrap;'
            'background:white;color:#222222;padding:0.5em">'
            f"<b>{html.escape(self.prompt)}</b>{self._spans()}</div>"
        )

    def _spans(self):
        """Return the text in spans, one for each run of the same colour."""
        found, last = [], None
        for symbol, bits in zip(self.text, self.surprise, strict=True):
            color = next(color for most, color in _LEVELS if bits < most)
            if color != last:
                found.append(
                    f"{'</span>' * (last is not None)}"
                    f'<span style="background:{color}">'
                )
                last = color
            found.append(html.escape(symbol))
        return "".join(found) + "</span>" * bool(found)


def writing(sampler, target):
    """Return the controls, or a line of text where nobody can move them.

    sampler is a `lstm_course.generation.Sampler`; target is the surprise, in
    bits per character, that the learner should meet.
    """
    if workspace.unattended():
        print(
            "Here are three controls when you run this cell: the prompt,"
            "\nthe temperature and top-p."
        )
        return None
    return Writing(sampler, target).view


class Writing:
    """Three controls, the text that is written, and how surprising it is.

    `view` is what to show. A move writes anew, with the same chance.
    """

    def __init__(self, sampler, target):
        """Take what the function `writing` takes."""
        self._sampler, self._target = sampler, target
        self.prompt = ipywidgets.Text(
            PROMPT, description="prompt", continuous_update=False
        )
        self.temperature = ipywidgets.FloatSlider(
            TEMPERATURE,
            min=0,
            max=2,
            step=0.05,
            description="temperature",
            continuous_update=False,
        )
        self.top_p = ipywidgets.FloatSlider(
            TOP_P,
            min=0.05,
            max=1,
            step=0.05,
            description="top-p",
            continuous_update=False,
        )
        self.text, self.words = ipywidgets.HTML(), ipywidgets.HTML()
        controls = (self.prompt, self.temperature, self.top_p)
        self.view = ipywidgets.VBox(
            [ipywidgets.HBox(controls), self.words, self.text]
        )
        for control in controls:
            control.observe(self._write, names="value")
        self._write()

    def _write(self, _change=None):
        prompt = self.prompt.value
        try:
            sample = self._sampler(
                prompt,
                STEPS,
                temperature=self.temperature.value,
                top_p=self.top_p.value,
            )
        except ValueError as error:
            self.text.value = ""
            self.words.value = html.escape(str(error))
            return
        (text,), surprise = sample.texts, sample.surprise[0]
        self.text.value = Coloured(text, surprise, prompt)._repr_html_()
        self.words.value = self._said(float(surprise.mean()))

    def _said(self, bits):
        """Return in words what the colours show, and how far the goal is."""
        off = bits - self._target
        said = (
            f"{bits:.2f} bits per character; the novel itself:"
            f" {self._target:.2f}. "
        )
        if abs(off) <= NEAR:
            return said + "Goal reached."
        return said + ("Too safe." if off < 0 else "Too wild.")

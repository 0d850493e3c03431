"""A small page of HTML and JavaScript, shown in the output of a cell."""

import html


class Page:
    """A page that shows itself in a frame of its own.

    The frame holds all of its source, so it works in a notebook, in an
    export to HTML and without a network; nothing in the notebook's page can
    reach into it by accident. `height` is in pixels, until the page says
    how high it is.
    """

    def __init__(self, source, title, height):
        self.source = source
        self.title = title
        self.height = height

    def __repr__(self):
        return f"<Widget: {self.title}>"

    def _repr_html_(self):
        return (
            f'<div><iframe title="{html.escape(self.title)}"'
            f' style="width:100%;height:{self.height}px;border:0"'
            f' srcdoc="{html.escape(self.source)}"></iframe></div>'
        )

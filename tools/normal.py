"""Bring an executed notebook into the one form that is committed."""

import base64
import io

import nbformat
from PIL import Image

from tools import lesson

_KERNEL = {
    "display_name": "Python 3 (ipykernel)",
    "language": "python",
    "name": "python3",
}
_LANGUAGE = {
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "pygments_lexer": "ipython3",
}
WIDGET = "application/vnd.jupyter.widget-view+json"


def normalise(notebook):
    """Return the notebook in its committed form; doing so twice is once.

    Nothing in it then depends on the machine or the moment, except the
    outputs themselves.
    """
    notebook = nbformat.from_dict(notebook)
    own = notebook.metadata.get("lstm_course", {})
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": _KERNEL,
            "language_info": _LANGUAGE,
            "lstm_course": own,
        }
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    lesson.identified(notebook.cells)
    code = (cell for cell in notebook.cells if cell.cell_type == "code")
    for count, cell in enumerate(code, 1):
        cell.execution_count = count
        cell.outputs = [
            _output(output, count) for output in _merged(cell.outputs)
        ]
        for key in ("execution", "collapsed", "scrolled"):
            cell.metadata.pop(key, None)
    return notebook


def text(notebook):
    """Return the notebook as the text of its file."""
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def write(notebook, path):
    """Write the notebook to `path`, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    beside.write_text(text(notebook), "utf-8", newline="\n")
    beside.replace(path)


def _merged(outputs):
    merged = []
    for output in outputs:
        before = merged[-1] if merged else {}
        if output.output_type == "stream" == before.get("output_type") and (
            before["name"] == output.name
        ):
            before["text"] += output.text
        else:
            merged.append(nbformat.from_dict(output))
    return merged


def _output(output, count):
    if output.output_type == "execute_result":
        output.execution_count = count
    data = output.get("data", {})
    # The model behind a view lives in a kernel that is gone.
    data.pop(WIDGET, None)
    if "image/png" in data:
        data["image/png"] = _smaller(data["image/png"])
    return output


def _smaller(encoded):
    """Return the same picture without the opacity that every pixel has."""
    with Image.open(io.BytesIO(base64.b64decode(encoded))) as picture:
        picture.load()
    if picture.mode != "RGBA" or picture.getextrema()[3] != (255, 255):
        return encoded
    buffer = io.BytesIO()
    picture.convert("RGB").save(
        buffer, "PNG", optimize=True, dpi=picture.info.get("dpi")
    )
    return base64.b64encode(buffer.getvalue()).decode("ascii")

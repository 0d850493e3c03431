"""A cell run in JupyterLab, in a browser."""

import contextlib

import nbformat
from playwright.sync_api import expect

from tests.running_lab import address, running
from tools import latency

_KERNEL = {
    "name": "python3",
    "display_name": "Python 3",
    "language": "python",
}


@contextlib.contextmanager
def lab_page(home, source):
    """Yield the page of a notebook whose one cell has been sent to run.

    home is an empty folder, the home directory of the lab.
    """
    work = home / "work"
    work.mkdir()
    cell = nbformat.v4.new_code_cell(source)
    notebook = nbformat.v4.new_notebook(cells=[cell])
    notebook.metadata.kernelspec = _KERNEL
    nbformat.write(notebook, work / "cell.ipynb")
    with running(home) as (_, lines), latency.browser() as opened:
        page = opened.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address(lines).replace("00_start.ipynb", "cell.ipynb"))
        # Before the kernel is there, JupyterLab would ask which one to take.
        ready = page.get_by_role("button", name="| Idle")
        expect(ready).to_be_visible(timeout=90_000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        yield page

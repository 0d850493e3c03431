"""Build the page of the chapter on the web, and serve it to this computer.

python -m tools.web [--port N] [--build]

The page is a folder of files, web/dist, that any server can serve from any
place: the character model in TensorFlow.js's format, TensorFlow.js itself,
and what is in web and web/page.
"""

import argparse
import http.server
import shutil
import subprocess
import sys
from pathlib import Path

from tools.chapters import ROOT
from tools.failure import Failure

WEB = ROOT / "web"
DIST = WEB / "dist"
PACKAGES = WEB / "node_modules"

SHARED = (
    "engines.mjs",
    "lstm.mjs",
    "model.mjs",
    "sampling.mjs",
    "tensorflow.mjs",
    "writing.mjs",
)
"""What the page and the programs for Node have in common."""

TENSORFLOW = (
    "tfjs-core/dist/tf-core.min.js",
    "tfjs-layers/dist/tf-layers.min.js",
    "tfjs-backend-cpu/dist/tf-backend-cpu.min.js",
    "tfjs-backend-wasm/dist/tf-backend-wasm.min.js",
    "tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
)

TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
}
"""What a browser insists on, whatever the system's own list says."""

_PORTS = 20
"""How many ports are tried, from the first one on."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files with types that a browser accepts, and says nothing."""

    def guess_type(self, path):
        """Return a type of ours, or what the system thinks."""
        return TYPES.get(Path(path).suffix) or super().guess_type(path)

    def end_headers(self):
        """Have files asked for anew: the page may have been built again."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *arguments):
        """Do not print a line for each request."""


def missing_packages():
    """Return what stands in the way of the packages, or "" if they are here.

    It is one line, with the remedy.
    """
    if all((PACKAGES / "@tensorflow" / name).is_file() for name in TENSORFLOW):
        return ""
    if shutil.which("npm") is None:
        return (
            "The page needs TensorFlow.js, which npm installs, and npm was"
            " not found: install Node.js 18 or newer (nodejs.org), then type"
            " the same command again."
        )
    return "The page needs TensorFlow.js. In the folder web: npm ci"


def install_packages():
    """Install TensorFlow.js with npm, if it is not there.

    Raises Failure, with what to do, where that does not work.
    """
    if not missing_packages():
        return
    npm = shutil.which("npm")
    if npm is None:
        raise Failure(missing_packages())
    print("Installing TensorFlow.js in web/node_modules ...", flush=True)
    command = [npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, cwd=WEB, check=False).returncode:
        raise Failure(
            "npm could not install TensorFlow.js; the lines above say why."
            " Once it can, type the same command again."
        )


def build(folder=DIST):
    """Make the page in a folder, which is emptied first; return the folder.

    Raises Failure when TensorFlow.js is not there.
    """
    if line := missing_packages():
        raise Failure(line)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "tfjs").mkdir(parents=True)
    for name in TENSORFLOW:
        shutil.copy(PACKAGES / "@tensorflow" / name, folder / "tfjs")
    for source in sorted((WEB / "page").iterdir()):
        shutil.copy(source, folder)
    for name in SHARED:
        shutil.copy(WEB / name, folder)
    export_model(folder / "model")
    return folder


def export_model(folder):
    """Write the character model, as one step, with what is known about it."""
    from lstm_course import datasets
    from lstm_course.datasets import files
    from lstm_course.export import stepwise, tfjs

    writer = datasets.writer()
    tfjs.export(stepwise.one_step(writer.model), folder)
    shutil.copy(files.path("checkpoints/writer.json"), folder)


def server(folder, port):
    """Return a server of a folder, on the first port that is free.

    It answers this computer only. Raises Failure if no port is free; a port
    of 0 takes any.
    """
    for number in range(port, port + _PORTS):
        try:
            return http.server.ThreadingHTTPServer(
                ("127.0.0.1", number),
                lambda *details: Handler(*details, directory=folder),
            )
        except OSError:
            continue
    raise Failure(f"web: none of the ports {port} to {number} is free")


def main(arguments=None):
    """Build the page and serve it until Ctrl-C; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="run.py web", description="Build the page and serve it."
    )
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--build", action="store_true", help="only build web/dist"
    )
    chosen = parser.parse_args(arguments)
    try:
        install_packages()
        build()
        if chosen.build:
            print(f"The page is in {DIST}.")
            return 0
        serving = server(DIST, chosen.port)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    host, port = serving.server_address
    print(f"The page is at http://{host}:{port}/ (Ctrl-C stops it).")
    sys.stdout.flush()
    try:
        serving.serve_forever()
    except KeyboardInterrupt:
        print("\nThe page is no longer served.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

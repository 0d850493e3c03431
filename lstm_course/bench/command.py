"""The command `lstm-course bench`."""

import argparse
import platform
import sys
from pathlib import Path

FIGURE = "lstm-course-bench.png"
ROUNDS = 3
"""Few, so that it takes two minutes."""


def _step():
    from lstm_course.bench import model, step

    return step.measure(_short((model.SMALL, model.LARGE)), rounds=ROUNDS)


def _kernels():
    from lstm_course.bench import kernels

    return kernels.measure(_short(kernels.SIZES), rounds=ROUNDS)


def _generation():
    from lstm_course.bench import writing

    return writing.measure(rounds=ROUNDS)


def _short(sizes):
    """Return the sizes with fewer steps a turn than `make bench` takes."""
    return [size._replace(steps=size.steps // 2) for size in sizes]


SECTIONS = {
    "step": _step,
    "kernels": _kernels,
    "generation": _generation,
}
"""Functions that measure and return a Section."""


def main(arguments=None):
    """Print the sections asked for and draw them; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="lstm-course bench",
        description="Compare ways to train and to write on this machine."
        " Takes about two minutes; close what else computes.",
    )
    parser.add_argument(
        "sections",
        nargs="*",
        metavar="SECTION",
        help=f"{', '.join(SECTIONS)}; all if none is named",
    )
    parser.add_argument(
        "--figure",
        type=Path,
        default=Path(FIGURE),
        metavar="FILE",
        help=f"where to draw the comparison, a PNG (default: {FIGURE})",
    )
    wanted = parser.parse_args(arguments)
    if unknown := set(wanted.sections) - SECTIONS.keys():
        parser.error(
            f"no section is called {', '.join(sorted(unknown))};"
            f" there are: {', '.join(SECTIONS)}"
        )
    if wanted.figure.suffix.lower() != ".png":
        parser.error(
            "--figure: expected a file name ending in .png, got"
            f" {wanted.figure}"
        )
    if not wanted.figure.absolute().parent.is_dir():
        parser.error(
            f"--figure: there is no folder {wanted.figure.absolute().parent}"
        )
    print(machine(), flush=True)
    panels = []
    names = wanted.sections or list(SECTIONS)
    for number, name in enumerate(names, 1):
        print(f"measuring {name} ({number} of {len(names)}) …", flush=True)
        section = SECTIONS[name]()
        panels += section.panels
        print(f"\n{section}\n", flush=True)
    wanted.figure.write_bytes(_drawn(panels))
    print(f"drawn: {wanted.figure.resolve()}")
    return 0


def machine():
    """Return one line on what the times were measured with."""
    from lstm_course.doctor.machine import usable_cores
    from lstm_course.runtime import device, keras, tf

    cores = usable_cores()
    return ", ".join(
        [
            f"{cores:g} {'core' if cores == 1 else 'cores'}",
            f"{platform.system()} {platform.machine()}",
            device(),
            f"Python {platform.python_version()}",
            f"TensorFlow {tf.__version__}",
            f"Keras {keras.__version__}",
        ]
    )


def _drawn(panels):
    from lstm_course.figures import bench

    return bench.bars(panels).png()


if __name__ == "__main__":
    sys.exit(main())

"""The command `lstm-course export`."""

import argparse
import sys
from pathlib import Path

from lstm_course.export import files


def main(arguments=None):
    """Write a saved model for TensorFlow.js; return the exit status.

    1 means that the model or the folder has to be put right first, and one
    line on standard error says how.
    """
    parser = argparse.ArgumentParser(
        prog="lstm-course export",
        description="Write a Keras model as TensorFlow.js loads it:"
        f" {files.MODEL} and {files.WEIGHTS}.",
    )
    parser.add_argument(
        "model", type=Path, metavar="MODEL.keras", help="a saved Keras model"
    )
    parser.add_argument(
        "folder", type=Path, metavar="FOLDER", help="made if it is missing"
    )
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="write into a folder that is not empty: those two files are"
        " replaced, others stay",
    )
    parser.add_argument(
        "--right-padded",
        action="store_true",
        help="promise that no row begins with a masked step",
    )
    wanted = parser.parse_args(arguments)
    try:
        _check(wanted)
        _export(wanted)
    except (ValueError, OSError) as error:
        line = " ".join(str(error).split())
        print(f"lstm-course export: {line}", file=sys.stderr)
        return 1
    print(f"written: {wanted.folder / files.MODEL}")
    return 0


def _check(wanted):
    if not wanted.model.is_file():
        raise ValueError(f"there is no file {wanted.model}")
    if wanted.folder.exists() and not wanted.folder.is_dir():
        raise ValueError(f"{wanted.folder} is not a folder")
    if (
        wanted.folder.is_dir()
        and any(wanted.folder.iterdir())
        and not wanted.overwrite
    ):
        raise ValueError(
            f"the folder {wanted.folder} is not empty; name another, or add"
            " --overwrite to replace the model in it"
        )


def _export(wanted):
    from lstm_course.export import tfjs

    tfjs.export(
        _loaded(wanted.model),
        wanted.folder,
        right_padded=wanted.right_padded,
    )


def _loaded(path):
    from lstm_course import models  # noqa: F401  (a saved model may hold them)
    from lstm_course.runtime import keras

    try:
        return keras.models.load_model(path, compile=False)
    # What a file holds may raise anything.
    except Exception as error:
        reason = str(error).strip() or type(error).__name__
        raise ValueError(
            f"{path} cannot be loaded: {reason.splitlines()[0]}"
        ) from error

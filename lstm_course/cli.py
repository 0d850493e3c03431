"""The command `lstm-course`."""

import argparse
import sys

import lstm_course


def main(arguments=None):
    """Run one command; return the exit status.

    0 means done, 1 that something has to be put right first, 2 that the
    command was not understood.
    """
    parser = _parser()
    # A console of another time may lack a character; that is no reason to
    # end with an error.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    chosen, rest = parser.parse_known_args(arguments)
    if chosen.command is None:
        parser.print_help()
        return 2
    if rest and chosen.command not in _WITH_OPTIONS:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return chosen.command(rest)


def _parser():
    parser = argparse.ArgumentParser(
        prog="lstm-course",
        description="The LSTM course: its doctor, your progress, new"
        " editions of the chapters, the speed of your machine, models for"
        " JavaScript.",
    )
    parser.add_argument(
        "--version", action="version", version=lstm_course.__version__
    )
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(metavar="command")
    for name, command, says in (
        ("doctor", _doctor, "say whether the course can run here"),
        ("progress", _progress, "show which exercises are solved"),
        ("update", _update, "bring new editions of the chapters"),
        ("bench", _bench, "compare ways to train and write on this machine"),
        ("export", _export, "write a Keras model for TensorFlow.js"),
    ):
        add = commands.add_parser(
            name,
            help=says,
            description=says,
            add_help=command not in _WITH_OPTIONS,
        )
        add.set_defaults(command=command)
    return parser


def _doctor(_):
    from lstm_course.doctor import FIX, Report, findings

    found = findings()
    print(Report(found))
    return int(any(finding.state == FIX for finding in found))


def _progress(_):
    from lstm_course import checks

    print(checks.progress_text())
    return 0


def _update(rest):
    from lstm_course import update

    return update.main(rest)


def _bench(rest):
    from lstm_course.bench import command

    return command.main(rest)


def _export(rest):
    from lstm_course.export import command

    return command.main(rest)


# These have options, and a help, of their own.
_WITH_OPTIONS = (_update, _bench, _export)


if __name__ == "__main__":
    sys.exit(main())

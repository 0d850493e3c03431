"""Each compiled program of the trials keeps to one core."""

import os
import subprocess
import sys

import pytest

from lstm_course.trials import cores

ALL = [f"--{name}={value}" for name, value in cores.FLAGS.items()]
OWN = "--xla_cpu_multi_thread_eigen=true"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", ALL),
        ("--xla_dump_to=here", ["--xla_dump_to=here", *ALL]),
        (OWN, [OWN, *ALL[1:]]),
        (" ".join(ALL), ALL),
    ],
)
def test_options_are_added_and_the_learners_stand(
    monkeypatch, given, expected
):
    monkeypatch.setenv(cores.VARIABLE, given)
    cores.one_a_program()
    assert os.environ[cores.VARIABLE].split() == expected


def test_import_sets_them_and_xla_knows_them():
    code = (
        "import os\n"
        "from lstm_course import trials\n"
        "from lstm_course.runtime import tf\n"
        "double = tf.function(lambda x: 2 * x, jit_compile=True)\n"
        "print(float(double(3.0)), os.environ['XLA_FLAGS'])"
    )
    env = {k: v for k, v in os.environ.items() if k != cores.VARIABLE}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    # XLA ends the process at an option that it does not know.
    assert ran.stdout.split() == ["6.0", *ALL]

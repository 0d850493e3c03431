"""The code keeps its own rules: style, format, layers."""

import pytest

from tools import lint


@pytest.mark.parametrize("name", lint.CHECKS)
def test_check_finds_nothing(name):
    done = lint.check(name)
    assert done.returncode == 0, done.stdout

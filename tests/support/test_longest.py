"""The modules that run first are there, and run first."""

import pytest

from tests.support.longest import LONGEST
from tests.support.paths import REPOSITORY


def test_the_longest_modules_are_there() -> None:
    assert [name for name in LONGEST if not (REPOSITORY / name).is_file()] == []


def test_the_longest_run_first(request: pytest.FixtureRequest) -> None:
    names = [item.nodeid.partition("::")[0] in LONGEST for item in request.session.items]
    assert names == sorted(names, reverse=True)

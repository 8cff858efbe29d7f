"""The order of the tests: the longest first, so that none is left to one process at the end."""

from typing import Final

import pytest

LONGEST: Final = (
    "tests/properties/test_windows.py",
    "tests/site/test_lighthouse.py",
    "tests/properties/test_incremental.py",
    "tests/properties/test_plain.py",
    "tests/properties/test_bounds.py",
    "tests/cli/test_benchmarks.py",
    "tests/installed/test_install_page.py",
    "tests/installed/test_pipelines.py",
)
"""The modules with the longest single tests."""


def longest_first(items: list[pytest.Item]) -> None:
    """Put the tests of the longest modules before all others, which stay in their order."""
    items.sort(key=lambda item: item.nodeid.partition("::")[0] not in LONGEST)

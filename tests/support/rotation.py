"""Which of many like tests run: a part is drawn by a name, and the others by the next names.

Of the cases of a test with the mark `rotates(parts)`, one in so many is drawn. Those that the mark
gives a name, `together="packaging"`, share what is costly: all of them are drawn, or none is. The
environment variable NEWSGEN_ROTATION has the name to draw by: `commit`, as in `make test`, is that
of the commit; with `all` or nothing all tests run.
"""

import hashlib
import os
import subprocess
from collections import Counter
from functools import cache
from typing import Any, Final

import pytest

from tests.support.paths import REPOSITORY

VARIABLE: Final = "NEWSGEN_ROTATION"
NAMELESS: Final = "no-commit"
"""The name where there is no git, as in a source distribution."""


@cache
def name_to_draw_by() -> str:
    """Return the name, or an empty text if no test is left out."""
    name = os.environ.get(VARIABLE, "")
    if name == "commit":
        name = _commit() or NAMELESS
    return "" if name in ("", "all") else name


def _commit() -> str:
    command = ["git", "rev-parse", "HEAD"]
    try:
        done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def is_drawn(number: int, parts: int, cases: str, name: str) -> bool:
    """Return whether the case of a number, of a set of cases, is drawn by a name."""
    start = hashlib.sha256(f"{name} {cases}".encode()).digest()
    return (number + int.from_bytes(start)) % parts == 0


def draw(items: list[pytest.Item], name: str) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """Return the tests that are drawn by a name, and those that are left out."""
    by_drawn: dict[bool, list[pytest.Item]] = {True: [], False: []}
    met = Counter[str]()
    for item in items:
        mark = item.get_closest_marker("rotates")
        drawn = mark is None or _is_next_drawn(item, met, name, *mark.args, **mark.kwargs)
        by_drawn[drawn].append(item)
    return by_drawn[True], by_drawn[False]


def _is_next_drawn(
    item: pytest.Item, met: Counter[str], name: str, parts: int, *, together: str = ""
) -> bool:
    if together:
        return is_drawn(0, parts, together, name)
    cases = item.nodeid.partition("[")[0]
    met[cases] += 1
    return is_drawn(met[cases], parts, cases, name)


class Rotation:
    """Leaves out what is not drawn, and says at the end how to draw the same."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._left_out: set[str] = set()

    @pytest.hookimpl(tryfirst=True)  # the number of a case does not depend on what -k leaves out
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        items[:], left_out = draw(items, self._name)
        config.hook.pytest_deselected(items=left_out)
        self._left_out = {item.nodeid for item in left_out}

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Tell the process that started this one, if one did."""
        if output := getattr(session.config, "workeroutput", None):
            output["left_out"] = sorted(self._left_out)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self._left_out |= set(getattr(node, "workeroutput", {}).get("left_out", ()))

    def pytest_report_header(self) -> str:
        return f"rotation: tests are drawn by {self._name}"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        by_test = Counter(nodeid.partition("[")[0] for nodeid in self._left_out)
        for test, count in sorted(by_test.items()):
            terminalreporter.write_line(f"not drawn: {count} of {test}")
        terminalreporter.write_line(
            f"{len(self._left_out)} tests were not drawn by {self._name}. "
            f"To draw the same again: {VARIABLE}={self._name} make test; to run all: make test-all"
        )

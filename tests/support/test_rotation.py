"""Each name draws a share of the rotating tests, and none of them is left out for good."""

import ast
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

from tests.support import rotation
from tests.support.paths import REPOSITORY
from tests.support.rotation import is_drawn

NAMES: Final = [hashlib.sha1(str(number).encode()).hexdigest() for number in range(60)]
"""Names as successive commits have them."""
MODULE: Final = """
import pytest

@pytest.mark.rotates(3)
@pytest.mark.parametrize("number", range(9))
def test_case(number): ...

@pytest.mark.rotates(2)
def test_alone(): ...

def test_always(): ...
"""
TOGETHER: Final = """
import pytest
some = pytest.mark.rotates(2, together="some")

@pytest.fixture(params=["usual", pytest.param("costly", marks=some)])
def site(request): ...

def test_first(site): ...
def test_second(site): ...
"""


@pytest.mark.parametrize(("cases", "parts"), [(1, 2), (1, 4), (7, 3), (44, 4), (166, 8)])
def test_every_case_is_drawn_over_some_names(cases: int, parts: int) -> None:
    by_name = [{n for n in range(cases) if is_drawn(n, parts, "a", name)} for name in NAMES]
    assert set[int]().union(*by_name) == set(range(cases))
    for drawn in by_name:
        assert len(drawn) in (cases // parts, -(-cases // parts))


def test_sets_of_cases_are_drawn_apart() -> None:
    """Else, of tests without parameters, all would run with one commit and none with the next."""
    together = [is_drawn(0, 2, "a", name) is is_drawn(0, 2, "b", name) for name in NAMES]
    assert 10 < sum(together) < 50


def names_run(folder: Path, *options: str, name: str) -> tuple[set[str], str]:
    """Return the tests that pytest runs, and what it prints."""
    (folder / "test_module.py").write_text(MODULE)
    (folder / "test_together.py").write_text(TOGETHER)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n  rotates: a set of cases\n")
    command = [sys.executable, "-m", "pytest", "-v", "-p", "tests.conftest", "-p"]
    done = subprocess.run(
        [*command, "no:cacheprovider", *options],
        env=os.environ | {rotation.VARIABLE: name, "PYTHONPATH": str(REPOSITORY)},
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode in (0, 5), done.stdout + done.stderr
    passed = re.findall(r"(test_\S+) PASSED|PASSED (test_\S+)", done.stdout)
    return {"".join(either) for either in passed}, done.stdout


@pytest.mark.rotates(2)
@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["", "workers"])
def test_a_name_draws_its_share_and_says_how_to_draw_it_again(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    every, said = names_run(tmp_path, *options, name="all")
    assert len(every) == 15
    assert "drawn" not in said
    run, said = names_run(tmp_path, *options, name="abc")
    assert len({test for test in run if "test_case[" in test}) == 3
    assert "test_module.py::test_always" in run
    assert len({test for test in run if "usual" in test}) == 2
    assert len({test for test in run if "costly" in test}) in (0, 2)
    assert f"\n{15 - len(run)} tests were not drawn by abc." in said
    assert "\nnot drawn: 6 of test_module.py::test_case\n" in said
    assert "NEWSGEN_ROTATION=abc make test" in said
    assert names_run(tmp_path, *options, name="abc")[0] == run
    assert run < every


def test_what_is_chosen_by_a_word_has_the_numbers_that_it_always_has(tmp_path: Path) -> None:
    run, _ = names_run(tmp_path, name="abc")
    (case,) = [test for test in run if re.search(r"test_case\[[345]\]", test)]
    number = case[-2]
    assert names_run(tmp_path, "-k", f"test_case and {number}", name="abc")[0] == {case}


def test_make_draws_by_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = ["git", "rev-parse", "HEAD"]
    commit = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    names = {}
    for name in ("commit", "all", "", "abc"):
        monkeypatch.setenv(rotation.VARIABLE, name)
        rotation.name_to_draw_by.cache_clear()
        names[name] = rotation.name_to_draw_by()
    expected = commit.stdout.strip() or rotation.NAMELESS
    assert names == {"commit": expected, "all": "", "": "", "abc": "abc"}
    monkeypatch.setattr(rotation, "REPOSITORY", tmp_path)
    monkeypatch.setenv(rotation.VARIABLE, "commit")
    rotation.name_to_draw_by.cache_clear()
    assert rotation.name_to_draw_by() == rotation.NAMELESS
    monkeypatch.undo()
    rotation.name_to_draw_by.cache_clear()


def promised() -> list[tuple[str, str]]:
    """Return the modules, and the tests if they are named, that the table of promises has."""
    table = (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = table.partition("## Promises")[2].partition("\n## ")[0]
    return re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", table)


def rotates(nodes: Iterable[ast.AST]) -> bool:
    return any(getattr(node, "attr", "") == "rotates" for each in nodes for node in ast.walk(each))


def test_what_holds_a_promise_is_always_run() -> None:
    """A test that the table names, or of a module without one at least some test."""
    assert len(promised()) > 20
    for path, name in promised():
        body = ast.parse((REPOSITORY / path).read_text(encoding="utf-8")).body
        tests = [n for n in body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
        named = [test for test in tests if not name or test.name == name]
        marks = [n for n in body if isinstance(n, ast.Assign) and "pytestmark" in ast.dump(n)]
        assert not rotates(marks), path
        assert not named or not all(rotates(test.decorator_list) for test in named), (path, name)
        assert named or not name, (path, name)

"""A build killed at any instant leaves whole files only, and the next build repairs everything.

Each of them is in the list of written files, so that it is repaired without the cache too.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

import pytest

from newsgen.pipeline.central import build as build_here
from newsgen.pipeline.result import Request
from newsgen.store import list_file, listed
from tests.support.command import AS_OF, build, build_arguments, clean_tree, command, environment
from tests.support.paths import SUPPORT
from tests.support.site import CONFIG, Release, difference, many_releases, new_site, tree, write

RELEASES: Final = many_releases(400)
ANEW: Final = CONFIG.replace("Property news", "Renamed news")
SCRIPT: Final = SUPPORT / "killed_build.py"
PATIENCE: Final = 60.0
"""Seconds in which a machine with much else to do has ended a process."""
Tree = dict[str, bytes]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site that was built, whose cache belongs to it wherever it is copied."""
    site = new_site(tmp_path_factory.mktemp("kill") / "site", RELEASES)
    assert build(site, jobs=2).code == 0
    return site


@pytest.fixture(scope="module")
def old(built: Path) -> Tree:
    return tree(built / "output")


@pytest.fixture(scope="module")
def new(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Tree:
    site = tmp_path_factory.mktemp("new") / "site"
    shutil.copytree(built / "content", site / "content")
    write(site / "newsgen.toml", ANEW)
    return clean_tree(site)


def _copy(built: Path, folder: Path, *, renamed: bool) -> Path:
    """Copy the site: renamed, so that every page changes, or as if it had never been built."""
    site = folder / "site"
    shutil.copytree(built, site)
    if renamed:
        write(site / "newsgen.toml", ANEW)
    else:
        shutil.rmtree(site / "output")
        shutil.rmtree(site / ".newsgen")
    return site


def _start(site: Path, *before: str) -> subprocess.Popen[bytes]:
    arguments = build_arguments(site, jobs=2)
    words = [sys.executable, str(SCRIPT), *before, *arguments] if before else command(*arguments)
    return subprocess.Popen(
        words,
        env=environment({}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _living(session: int) -> Iterator[int]:
    """Yield the processes of a session that are not dead."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            facts = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(facts[3]) == session and facts[0] not in "ZX":
            yield int(folder.name)


def _assert_all_end(session: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while living := list(_living(session)):
        assert time.monotonic() < deadline, f"workers outlive the build: {living}"
        time.sleep(0.02)


def _assert_whole(output: Path, *wholes: Tree) -> None:
    names = {name for whole in wholes for name in whole}
    for name, data in tree(output).items():
        assert name in names, f"{name} has no place in the output"
        assert any(whole.get(name) == data for whole in wholes), f"{name} is not whole"


def _assert_repaired(site: Path, expected: Tree) -> None:
    outcome = build(site, jobs=2)
    assert outcome.code == 0, outcome.out + outcome.err
    assert difference(tree(site / "output"), expected) == {}
    kept = {name.partition("-")[0] for name in tree(site / ".newsgen")}
    assert kept == {".gitignore", "lock", "written", *filter(_is_of_database, kept)}


def _is_of_database(name: str) -> bool:
    return name.startswith("cache.sqlite")


def _assert_listed(site: Path) -> None:
    """See that each file of the output is in its list."""
    paths = [path for path in tree(site / "output") if not path.endswith("/")]
    assert [*listed(list_file(site / ".newsgen", "output"), paths)] == paths


def _lose_database(site: Path) -> None:
    for file in (site / ".newsgen").glob("cache.sqlite*"):
        file.unlink()


@pytest.fixture(scope="module")
def durations(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[bool, float]:
    """Measure how long an unhindered build takes, first and renamed."""
    seconds = {}
    for renamed in (False, True):
        site = _copy(built, tmp_path_factory.mktemp("unhindered"), renamed=renamed)
        started = time.monotonic()
        assert _start(site).wait() == 0
        seconds[renamed] = time.monotonic() - started
    return seconds


@pytest.mark.rotates(8)
@pytest.mark.parametrize("twelfth", range(1, 13, 2))
@pytest.mark.parametrize("renamed", [False, True], ids=["first", "renamed"])
def test_killed_build_leaves_whole_files_and_the_next_one_mends_them(
    built: Path,
    old: Tree,
    new: Tree,
    durations: dict[bool, float],
    tmp_path: Path,
    renamed: bool,
    twelfth: int,
) -> None:
    site = _copy(built, tmp_path, renamed=renamed)
    process = _start(site)
    time.sleep(durations[renamed] * twelfth / 12.5)
    process.send_signal(signal.SIGKILL)
    process.wait()
    _assert_all_end(process.pid)
    _assert_whole(site / "output", *((old, new) if renamed else (old,)))
    _assert_repaired(site, new if renamed else old)


INSTANTS: Final = [
    *((False, "place", number) for number in range(1, 7)),  # a first build moves whole folders
    *((True, "place", number) for number in (1, 2, 256, 257, 400)),
    *((renamed, "commit", number) for renamed in (False, True) for number in (1, 2, 3)),
    (False, "list", 1),
]
BEFORE_FILES_ARE_MOVED: Final = [(False, "commit", 4), (True, "commit", 4)]


@pytest.mark.parametrize(
    ("renamed", "where", "number"),
    [
        *BEFORE_FILES_ARE_MOVED,
        *(pytest.param(*instant, marks=pytest.mark.rotates(8)) for instant in INSTANTS),
    ],
)
def test_build_killed_while_it_puts_files_in_place_is_repaired(
    built: Path, old: Tree, new: Tree, tmp_path: Path, renamed: bool, where: str, number: int
) -> None:
    site = _copy(built, tmp_path, renamed=renamed)
    _kill_itself(site, where, number)
    _assert_whole(site / "output", *((old, new) if renamed else (old,)))
    _assert_listed(site)
    _assert_repaired(site, new if renamed else old)


def _kill_itself(site: Path, where: str, number: int) -> None:
    process = _start(site, where, str(number))
    assert process.wait() == -signal.SIGKILL
    _assert_all_end(process.pid)


@pytest.mark.rotates(5)
@pytest.mark.parametrize("is_lost", [False, True], ids=["", "lost"])
@pytest.mark.parametrize("renamed", [False, True], ids=["first", "renamed"])
def test_release_taken_down_after_a_killed_build_is_not_left_in_the_output(
    built: Path, tmp_path: Path, renamed: bool, is_lost: bool
) -> None:
    site = _copy(built, tmp_path, renamed=renamed)
    paths = {
        write(site / f"content/added/{i}.md", _added(i).text()).relative_to(site) for i in range(9)
    }
    _kill_itself(site, "place", 100 if renamed else 3)
    assert (site / "output/added/0.aspx").exists()
    _assert_listed(site)
    if is_lost:
        _lose_database(site)
    for path in paths:
        (site / path).unlink()
    _assert_repaired(site, clean_tree(site))


def _added(number: int) -> Release:
    """Make a release older than all others, so that its page is put in place first."""
    return Release(
        f"Added {number}",
        url=f"https://www.cumbria.police.uk/added/{number}.aspx",
        date="1999-03-05",
    )


def test_settings_put_back_after_a_killed_build_give_the_old_site(
    built: Path, old: Tree, tmp_path: Path
) -> None:
    site = _copy(built, tmp_path, renamed=True)
    _kill_itself(site, "place", 300)
    write(site / "newsgen.toml", CONFIG)
    _assert_repaired(site, old)


@pytest.mark.rotates(4)
@pytest.mark.parametrize("is_lost", [False, True], ids=["", "lost"])
@pytest.mark.parametrize(("where", "number"), [("remove", 9), ("list", 1)])
def test_build_killed_between_removals_removes_the_rest(
    built: Path, tmp_path: Path, where: str, number: int, is_lost: bool
) -> None:
    site = _copy(built, tmp_path, renamed=True)
    shutil.rmtree(site / "content/Northshire")
    _kill_itself(site, where, number)
    _assert_listed(site)
    if is_lost:
        _lose_database(site)
    _assert_repaired(site, clean_tree(site))


def test_interrupted_build_stops_without_a_trace(built: Path, old: Tree, tmp_path: Path) -> None:
    """Ctrl-C reaches the workers too."""
    site = _copy(built, tmp_path, renamed=False)
    process = _start(site)
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    process.wait()
    _assert_all_end(process.pid)
    _assert_whole(site / "output", old)
    _assert_repaired(site, old)


class Interrupted(sqlite3.Connection):
    """A connection that is interrupted before one of the statements that it is asked."""

    left = 0

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        self._count()
        return super().execute(*arguments)

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        self._count()
        return super().executemany(*arguments)

    @classmethod
    def _count(cls) -> None:
        cls.left -= 1
        if cls.left == 0:
            raise KeyboardInterrupt


@pytest.mark.parametrize("is_first", [True, False], ids=["first", "edited"])
def test_build_interrupted_between_two_statements_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_first: bool
) -> None:
    connect = partial(sqlite3.connect, factory=Interrupted)
    monkeypatch.setattr("newsgen.store._database.sqlite3.connect", connect)
    monkeypatch.setattr(Interrupted, "left", 0)
    site, before = new_site(tmp_path / "site", many_releases(3)), tmp_path / "before"
    request = partial(Request, as_of=datetime.fromisoformat(AS_OF), jobs=1)
    at = partial(request, site, output=site / "output", cache=site / ".newsgen")
    if not is_first:
        build_here(at())
        write(site / "content/new.md", _added(1).text())
        (site / "content" / next(iter(many_releases(3)))).unlink()
    shutil.copytree(site, before)
    build_here(at())
    expected = tree(site / "output")
    wrong: list[tuple[int, dict[str, str]]] = []
    for number in chain(range(1, 150, 7), count(150, 41)):  # releases are read first
        shutil.rmtree(site)
        shutil.copytree(before, site)
        Interrupted.left = number
        with suppress(KeyboardInterrupt):
            build_here(at())
        if Interrupted.left > 0:
            break
        build_here(at())
        wrong.append((number, difference(tree(site / "output"), expected)))
    assert number > 100
    assert [entry for entry in wrong if entry[1]] == []

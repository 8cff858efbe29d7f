"""What a build reads, writes and notes depends on what changed, not on how much there is.

Counted in this process by Python's own audit events, so nothing that opens, moves or deletes a file
can escape; rows are SQLite's count of changes. No time is measured: see benchmarks/ for that.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from newsgen.pipeline.central import build as run
from newsgen.pipeline.result import Action, Request
from newsgen.store import Database
from tests.support.site import CONFIG, HOSTS, Release, many_releases, new_site, write

SMALL: Final = 300
SIZES: Final = (SMALL, 1_500)
AT_MOST: Final = 12
"""Files written when one release is added: its neighbours, lists, feeds and sitemaps."""
MOST_ROWS: Final = 20
"""Rows changed when one source is read, without those of the files that are written."""
ROWS_A_FILE: Final = 2
"""Rows changed for each file written: it is staged and noted."""
ROWS_A_FOLDER: Final = 2
"""Rows changed for each folder of the content with a new stamp: as it is read, and at the end."""
AS_OF: Final = datetime(2026, 3, 15, 12, tzinfo=UTC)
OLDER: Final = next(path for path in many_releases(SMALL) if path.endswith("00200.md"))
"""A release of both archives that is in no feed."""


@dataclass
class Counts:
    """What one build did: files opened, put in place and deleted, and rows of the cache changed."""

    sources: list[str] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    rows: int = 0


def _below(moved: Path) -> list[str]:
    """Return the files of a folder that is moved as a whole, or nothing but the file itself."""
    if not moved.is_dir():
        return [""]
    files = (file for file in moved.rglob("*") if file.is_file())
    return [f"/{file.relative_to(moved)}" for file in files]


_listener: list[Callable[[str, tuple[Any, ...]], None]] = []
sys.addaudithook(lambda event, args: _listener[-1](event, args) if _listener else None)


_HELD = re.compile(r"^/proc/\d+/fd/\d+(?=/)")


def _whole_path(path: object, folder: object) -> str:
    """Return a path that may lead through a folder that is held open, given by its descriptor."""
    is_relative = isinstance(folder, int) and folder >= 0 and not str(path).startswith("/")
    text = f"/proc/self/fd/{folder}/{path}" if is_relative else str(path)
    text = text.replace("/proc/self/", f"/proc/{os.getpid()}/", 1)
    return _HELD.sub(lambda held: str(Path(held[0]).readlink()), text)


def _is_folder(event: str, arguments: tuple[Any, ...]) -> bool:
    """Return whether a folder is opened, to list it: that reads no file."""
    return event == "open" and bool(arguments[2] & getattr(os, "O_DIRECTORY", 0))


@contextmanager
def counted(site: Path) -> Iterator[Counts]:
    """Count what happens to the content, the output and the cache of a site."""
    counts = Counts()
    content, output = f"{site}/content/", f"{site}/output/"

    def listen(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in ("open", "os.rename", "os.remove") or _is_folder(event, arguments):
            return
        path = _whole_path(*arguments[1::2] if event == "os.rename" else arguments[:2])
        if event == "open" and path.startswith(content):
            counts.sources.append(path.removeprefix(content))
        elif path.startswith(output):
            kind = {"open": counts.outputs, "os.rename": counts.written}.get(event, counts.deleted)
            below = _below(Path(arguments[0])) if event == "os.rename" else [""]
            kind.extend(path.removeprefix(output) + name for name in below)

    close = Database.close

    def closing(database: Database) -> None:
        counts.rows += database.connection.total_changes
        close(database)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "close", closing)
        _listener.append(listen)
        try:
            yield counts
        finally:
            _listener.pop()


def build(site: Path) -> Counts:
    """Build in this process with one job, and count."""
    request = Request(site, AS_OF, site / "output", site / ".newsgen", jobs=1)
    with counted(site) as counts:
        result = run(request)
    assert not result.refused, result.diagnostics
    written = result.counts[Action.CREATE] + result.counts[Action.UPDATE]
    assert len(counts.written) == written
    return counts


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Build two archives in git, a small and a large one, whose newest months are the same."""
    folder = tmp_path_factory.mktemp("counts")
    archives = tuple(_new_archive(folder / str(size), size) for size in SIZES)
    for site in archives:
        build(site)
    return archives


@pytest.fixture
def sites(built: tuple[Path, ...]) -> tuple[Path, ...]:
    """Bring both sites up to date, whatever another test has left there."""
    for site in built:
        build(site)
    return built


def _new_archive(folder: Path, size: int) -> Path:
    site = new_site(folder, many_releases(size), CONFIG.replace('"plain"', '"house"'))
    write(site / "themes/house/theme.toml", '[theme]\ntitle = "House"\nextends = "plain"\n')
    write(site / ".gitignore", "/output/\n/.newsgen/\n")
    _git(site, "init", "--quiet")
    _commit(site)
    return site


def _commit(site: Path) -> None:
    _git(site, "add", "--all")
    _git(site, "commit", "--quiet", "--message", "Change the archive")


def _git(folder: Path, *arguments: str) -> None:
    names = ("-c", "user.name=Test", "-c", "user.email=test@news.example")
    subprocess.run(["git", *names, *arguments], cwd=folder, check=True)


def _add(site: Path, number: int) -> str:
    """Add a release that is newer than all others, and return its file."""
    path = f"Cumbria/2025/added-{number}.md"
    release = Release(
        f"Added later {number}",
        url=f"https://{HOSTS['Cumbria']}/News/News-Articles/2025/October/Added-{number}.aspx",
        date=f"2025-10-28 12:{number:02}",
    )
    write(site / "content" / path, release.text())
    return path


def test_cold_build_reads_each_source_once_and_no_output(tmp_path: Path) -> None:
    releases = many_releases(SMALL)
    counts = build(new_site(tmp_path / "site", releases))
    assert sorted(counts.sources) == sorted(releases)
    assert counts.outputs == counts.deleted == []
    assert len(set(counts.written)) == len(counts.written) > SMALL


def test_build_without_a_change_reads_and_writes_nothing(sites: tuple[Path, ...]) -> None:
    for site in sites:
        assert build(site) == Counts()


def test_edited_body_is_the_only_file_read_and_its_page_the_only_one_written(
    sites: tuple[Path, ...],
) -> None:
    """Of an older release: the newest are in the feeds with their whole text."""
    small, large = (_counts_of_editing(site) for site in sites)
    assert small == large
    assert small.sources == [OLDER]
    assert small.outputs == small.deleted == []
    assert len(small.written) == 1
    assert small.rows <= MOST_ROWS


def _counts_of_editing(site: Path) -> Counts:
    file = site / "content" / OLDER
    write(file, file.read_text(encoding="utf-8") + "\nOne sentence more.\n")
    return build(site)


def test_added_release_costs_the_same_in_each_archive(sites: tuple[Path, ...]) -> None:
    small, large = (_counts_of_adding(site) for site in sites)
    assert small == large
    assert small.sources == ["Cumbria/2025/added-1.md"]
    assert small.outputs == small.deleted == []
    assert 0 < len(small.written) <= AT_MOST
    assert small.rows <= MOST_ROWS + ROWS_A_FILE * len(small.written)


def _counts_of_adding(site: Path) -> Counts:
    _add(site, 1)
    return build(site)


def test_changed_theme_reads_no_source_and_no_output(sites: tuple[Path, ...]) -> None:
    head = '{% extends "plain/base.html" %}{% block head_extra %}<!-- mine -->{% endblock %}'
    for site, size in zip(sites, SIZES, strict=True):
        write(site / "themes/house/templates/base.html", head)
        counts = build(site)
        assert counts.sources == counts.outputs == counts.deleted == []
        assert len(counts.written) > size
        assert not any(path.startswith(("sitemaps/", "assets/")) for path in counts.written)
        months = sum(path.endswith("/index.html") for path in counts.written)
        assert counts.rows <= MOST_ROWS + ROWS_A_FILE * len(counts.written) + months


def test_fresh_checkout_with_the_cache_reads_only_what_changed(
    sites: tuple[Path, ...], tmp_path: Path
) -> None:
    """Every source has a new time and inode there, but git knows its bytes by the same name."""
    small, large = (_counts_in_a_checkout(site, tmp_path / site.name) for site in sites)
    assert small.written == large.written
    assert small.sources == large.sources == ["Cumbria/2025/added-2.md"]
    assert small.outputs == large.outputs == []
    assert len(small.written) <= AT_MOST
    restamped = SIZES[1] - SIZES[0]
    folders = [len({file.parent for file in (site / "content").rglob("*.md")}) for site in sites]
    assert large.rows - small.rows == restamped + ROWS_A_FOLDER * (folders[1] - folders[0])


def _counts_in_a_checkout(site: Path, checkout: Path) -> Counts:
    _add(site, 2)
    _commit(site)
    _git(site, "clone", "--quiet", str(site), str(checkout))
    for kept in ("output", ".newsgen"):
        shutil.copytree(site / kept, checkout / kept)  # with the times of the files
    return build(checkout)


def test_restored_output_with_new_times_is_read_once_and_not_written(
    sites: tuple[Path, ...],
) -> None:
    site, _ = sites
    files = [path for path in (site / "output").rglob("*") if path.is_file()]
    for file in files:
        os.utime(file, ns=(1, 1))
    counts = build(site)
    assert len(counts.outputs) == len(files)
    assert counts.sources == counts.written == []
    assert build(site) == Counts()


def test_release_that_moves_to_another_month_is_written_once(sites: tuple[Path, ...]) -> None:
    """Its file is given up by one part of the site and taken over by another."""
    for site in sites:
        file = site / "content" / OLDER
        text = file.read_text(encoding="utf-8")
        month = re.search(r"\d{4}-(\d\d)-\d\d", text)
        assert month is not None
        moved = month[0].replace(f"-{month[1]}-", f"-{int(month[1]) % 10 + 1:02}-")
        write(file, text.replace(month[0], moved))
        counts = build(site)
        assert counts.deleted == []
        assert "News/News-Articles" in "".join(counts.written)
        assert build(site) == Counts()

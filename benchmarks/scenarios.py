"""What is measured of newsgen: a cold build, and builds after each kind of change.

Every run works on a clone of its own, with an output and a cache of its own, so no run meets files
of another, and nothing is deleted in between: file systems are slower just after that.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from archive import AREAS, Release, added, edited, newsgen_text, releases, write
from measure import Measurement, measure

AS_OF: Final = "2026-01-01T00:00"
"""Every build is as of one time: a year after the newest release, so none is in the news."""
NEWEST: Final = datetime(2024, 12, 31, 9, tzinfo=UTC)
"""When a release that is added was published: in the last month of the archive."""

_SITE: Final = """\
[site]
title = "Force news"
base_url = "https://www.northshire.police.example"
theme = "house"
"""
_AREA: Final = """
[areas.{key}]
name = "{name}"
hosts = ["{host}"]
archive = "/news/"
"""
_THEME: Final = """\
[theme]
title = "House"
description = "The shipped theme with a line of its own at the end of each page's head."
extends = "plain"
"""
_TEMPLATE: Final = """\
{{% extends "plain/base.html" %}}
{{% block head_extra %}}<meta name="house" content="{edition}">{{% endblock %}}
"""


@dataclass(frozen=True, slots=True)
class Built:
    """One build of newsgen: what it took, and how many files it wrote."""

    scenario: str
    measured: Measurement
    written: int


def prepare(origin: Path, *, size: int, seed: int) -> None:
    """Make a site in a folder, and commit it."""
    write_site(origin, releases(size, seed=seed))
    _git(origin, "init", "--quiet")
    _commit(origin)


def write_site(site: Path, found: Iterator[Release]) -> None:
    """Write the releases, the configuration and the theme of a site."""
    write(site / "content", found, newsgen_text)
    areas = (_AREA.format(key=key, name=name, host=host) for key, (name, host) in AREAS.items())
    (site / "newsgen.toml").write_text(_SITE + "".join(areas), encoding="utf-8")
    (site / ".gitignore").write_text("/output/\n/.newsgen/\n", encoding="utf-8")
    theme = site / "themes/house"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text(_THEME, encoding="utf-8")
    _write_theme(site, "first")


def run(origin: Path, folder: Path) -> Iterator[Built]:
    """Go through all scenarios in a fresh folder, one after the other on one site."""
    site, checkout = folder / "site", folder / "checkout"
    _clone(origin, site)
    for name, change in _CHANGES.items():
        change(site)
        yield _build(name, site)
    _add(site, 2, NEWEST + timedelta(hours=1))
    _commit(site)
    _clone(site, checkout)
    for kept in ("output", ".newsgen"):
        shutil.copytree(site / kept, checkout / kept)  # with the times of the files
    yield _build("checkout", checkout)


def warm_up(folder: Path) -> None:
    """Build a small site, so that Python's own files are compiled before anything is measured."""
    folder.mkdir()
    prepare(folder / "origin", size=20, seed=1)
    for _ in run(folder / "origin", folder):
        pass


def _build(name: str, site: Path) -> Built:
    command = [sys.executable, "-m", "newsgen", "build", "--as-of", AS_OF]
    measured = measure(command, folder=site)
    written = re.search(r": ([\d,]+) files? written", measured.out)
    assert written is not None, measured.out
    return Built(name, measured, int(written[1].replace(",", "")))


# The changes


def _nothing(_: Path) -> None:
    pass


def _edit(site: Path) -> None:
    """Change a body where only the release's own page shows it: in the middle of the archive."""
    files = sorted((site / "content").rglob("*.md"))
    file = files[len(files) // 2]
    file.write_text(edited(file.read_text(encoding="utf-8")), encoding="utf-8")


def _add_one(site: Path) -> None:
    _add(site, 1, NEWEST)


def _add(site: Path, number: int, at: datetime) -> None:
    write(site / "content", iter([added(10_000_000 + number, at=at)]), newsgen_text)


def _change_theme(site: Path) -> None:
    _write_theme(site, "second")


def _write_theme(site: Path, edition: str) -> None:
    file = site / "themes/house/templates/base.html"
    file.write_text(_TEMPLATE.format(edition=edition), encoding="utf-8")


_CHANGES: Final[dict[str, Callable[[Path], None]]] = {
    "cold": _nothing,
    "nothing": _nothing,
    "edit": _edit,
    "addition": _add_one,
    "theme": _change_theme,
}
SCENARIOS: Final = {
    "cold": "cold build, cache written",
    "nothing": "nothing changed",
    "edit": "one body edited",
    "addition": "one release added",
    "theme": "the template of all pages changed",
    "checkout": "fresh checkout, cache restored, one release added",
}


# Git


def _clone(origin: Path, folder: Path) -> None:
    _git(origin.parent, "clone", "--quiet", str(origin), str(folder))


def _commit(site: Path) -> None:
    _git(site, "add", "--all")
    _git(site, "commit", "--quiet", "--message", "Change the archive")


def _git(folder: Path, *arguments: str) -> None:
    names = ["-c", "user.name=Benchmark", "-c", "user.email=benchmark@news.example"]
    subprocess.run(["git", *names, "-c", "gc.auto=0", *arguments], cwd=folder, check=True)

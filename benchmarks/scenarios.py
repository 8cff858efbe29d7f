"""What is measured of newsgen: a cold build, and builds after each kind of change.

Every run works on a clone of its own, with an output and a cache of its own, so no run meets files
of another, and nothing is deleted in between: file systems are slower just after that.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from archive import AREAS, RICH, Release, added, edited, newsgen_text, releases, write
from measure import Measurement, measure
from national import national_releases, write_national

AS_OF: Final = "2026-01-01T00:00"
"""Every build is as of one time: a year after the newest release, so none is in the news."""
ARCHIVES: Final = {
    "tidy": datetime(2024, 12, 31, 9, tzinfo=UTC),
    "rich": datetime(2024, 12, 31, 9, tzinfo=UTC),
    "national": datetime(2021, 3, 31, 9, tzinfo=UTC),
}
"""The archives, and when a release that is added was published: in the last month of each."""

_SITE: Final = """\
[site]
title = "Force news"
base_url = "https://www.northshire.police.example"
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
    """One build of newsgen: what it took, how many files it wrote, and the MiB of its cache."""

    scenario: str
    measured: Measurement
    written: int
    cache: float


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive of so many releases; `rich` is the share with rich bodies in the rich one."""

    name: str
    size: int
    seed: int
    rich: float

    def releases(self, origin: Path) -> Iterator[Release]:
        """Yield the releases of a site that was prepared."""
        if self.name == "national":
            return national_releases(origin, size=self.size, seed=self.seed)
        return releases(self.size, seed=self.seed, rich=self.rich if self.name == "rich" else RICH)


def prepare(origin: Path, archive: Archive) -> None:
    """Make a site with an archive in a folder."""
    if archive.name == "national":
        size, seed = archive.size, archive.seed
        write_frame(origin, write_national(origin, size=size, seed=seed, as_of=AS_OF))
    else:
        write_site(origin, archive.releases(origin))


def commit(origin: Path) -> None:
    """Put a site into a repository of its own."""
    _git(origin, "init", "--quiet")
    _commit(origin)


def write_site(site: Path, found: Iterator[Release]) -> None:
    """Write the releases, the configuration and the theme of a site."""
    write_frame(site, write_plain(site, found))


def write_plain(site: Path, invented: Iterator[Release]) -> str:
    """Write the releases and the configuration of a site without a theme of its own.

    Returns the configuration.
    """
    write(site / "content", invented, newsgen_text)
    areas = (_AREA.format(key=key, name=name, host=host) for key, (name, host) in AREAS.items())
    settings = _SITE + "".join(areas)
    (site / "newsgen.toml").write_text(settings, encoding="utf-8")
    return settings


def write_frame(site: Path, settings: str) -> None:
    """Write the configuration and the theme of a site."""
    settings = settings.replace("[site]\n", '[site]\ntheme = "house"\n', 1)
    (site / "newsgen.toml").write_text(settings, encoding="utf-8")
    (site / ".gitignore").write_text("/output/\n/.newsgen/\n", encoding="utf-8")
    theme = site / "themes/house"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text(_THEME, encoding="utf-8")
    _write_theme(site, "first")


def run(origin: Path, folder: Path, archive: str, names: Container[str]) -> Iterator[Built]:
    """Go through the named scenarios in a fresh folder, one after the other on one site."""
    site, checkout, newest = folder / "site", folder / "checkout", ARCHIVES[archive]
    clone(origin, site)
    for name, change in _CHANGES.items():
        if name in names:
            change(site, newest)
            yield _build(name, site)
    if "checkout" not in names:
        return
    _add(site, 2, newest + timedelta(hours=1))
    _commit(site)
    clone(site, checkout)
    for kept in ("output", ".newsgen"):
        shutil.copytree(site / kept, checkout / kept)  # with the times of the files
    yield _build("checkout", checkout)


def warm_up(folder: Path, environment: Mapping[str, str] | None = None) -> None:
    """Build a small site, so that Python's own files are compiled before anything is measured."""
    folder.mkdir()
    write_site(folder, releases(20))
    measure(build_command(), folder=folder, environment=environment)


def build_command(*options: str | Path) -> list[str | Path]:
    """Return the command that builds the site of the folder that it is run in."""
    return [sys.executable, "-m", "newsgen", "build", "--as-of", AS_OF, *options]


def _build(name: str, site: Path) -> Built:
    measured = measure(build_command(), folder=site)
    written = re.search(r": ([\d,]+) files? written", measured.out)
    assert written is not None, measured.out
    cache = sum(file.stat().st_size for file in (site / ".newsgen").rglob("*") if file.is_file())
    return Built(name, measured, int(written[1].replace(",", "")), cache / 2**20)


# The changes


def middle(site: Path) -> Path:
    """Return a source file that only its own page shows: one in the middle of the archive."""
    files = sorted((site / "content").rglob("*.md"))
    return files[len(files) // 2]


def edit(file: Path) -> None:
    """Change the body of a release."""
    file.write_text(edited(file.read_text(encoding="utf-8")), encoding="utf-8")


def _nothing(_: Path, __: datetime) -> None:
    pass


def _edit(site: Path, _: datetime) -> None:
    """Change a body where only the release's own page shows it: in the middle of the archive."""
    edit(middle(site))


def _add_one(site: Path, newest: datetime) -> None:
    _add(site, 1, newest)


def _add(site: Path, number: int, at: datetime) -> None:
    write(site / "content", iter([added(10_000_000 + number, at=at)]), newsgen_text)


def _change_theme(site: Path, _: datetime) -> None:
    _write_theme(site, "second")


def _write_theme(site: Path, edition: str) -> None:
    file = site / "themes/house/templates/base.html"
    file.write_text(_TEMPLATE.format(edition=edition), encoding="utf-8")


_CHANGES: Final[dict[str, Callable[[Path, datetime], None]]] = {
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


def clone(origin: Path, folder: Path) -> None:
    _git(origin.parent, "clone", "--quiet", str(origin), str(folder))


def _commit(site: Path) -> None:
    _git(site, "add", "--all")
    _git(site, "commit", "--quiet", "--message", "Change the archive")


def _git(folder: Path, *arguments: str) -> None:
    names = ["-c", "user.name=Benchmark", "-c", "user.email=benchmark@news.example"]
    subprocess.run(["git", *names, "-c", "gc.auto=0", *arguments], cwd=folder, check=True)

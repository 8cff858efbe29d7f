"""The other generators: which are here, and how each builds the same archive.

Their sites in the folder `peers` have the pages that newsgen makes: every release, its month, year
and area, the home page, feeds for the site and each area, and a sitemap.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archive import Release, hugo_text, pelican_text, write

SITES: Final = Path(__file__).parent / "peers"


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator. `prepare` makes a site in a folder; `command` builds it into another."""

    name: str
    version: str
    prepare: Callable[[Path, Iterator[Release]], None]
    command: Callable[[Path, Path], list[str | Path]]


def find_peers(names: list[str]) -> Iterator[Peer]:
    """Yield those of the named peers that are installed, and say which are not."""
    for name in names:
        peer = _FIND[name]()
        if peer is None:
            print(f"{name} is not installed and left out", file=sys.stderr)
        else:
            yield peer


def _version(*command: str | Path) -> str:
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.strip()


def _hugo() -> Peer | None:
    program = shutil.which("hugo")
    if program is None:
        return None
    words = _version(program, "version").splitlines()[-1].split()
    version = next(word for word in words if word.startswith("v")).partition("-")[0]

    def prepare(site: Path, found: Iterator[Release]) -> None:
        shutil.copytree(SITES / "hugo", site)
        all_releases = list(found)
        write(site / "content/news", iter(all_releases), hugo_text)
        for area in {release.area for release in all_releases}:
            page = site / "content/areas" / area.lower().replace(" ", "-") / "_index.md"
            page.parent.mkdir(parents=True)
            page.write_text(f"---\ntitle: {area}\noutputs: [html, rss]\n---\n", encoding="utf-8")

    def command(site: Path, output: Path) -> list[str | Path]:
        return [program, "-s", site, "-d", output, "--noBuildLock", "--quiet"]

    return Peer("hugo", version.removeprefix("v"), prepare, command)


def _eleventy() -> Peer | None:
    home = os.environ.get("ELEVENTY_HOME")
    modules = Path(home or ".").resolve() / "node_modules"
    program = modules / ".bin/eleventy"
    if not home or not program.exists():
        return None

    def prepare(site: Path, found: Iterator[Release]) -> None:
        shutil.copytree(SITES / "eleventy", site)
        (site / "node_modules").symlink_to(modules)
        write(site / "content", found, hugo_text)
        (site / "content/content.json").write_text('{"layout": "release.njk"}\n')

    def command(_: Path, output: Path) -> list[str | Path]:
        return [program, "--quiet", f"--output={output}"]

    return Peer("eleventy", _version(program, "--version"), prepare, command)


def _pelican() -> Peer | None:
    program = shutil.which("pelican")
    if program is None:
        return None

    def prepare(site: Path, found: Iterator[Release]) -> None:
        shutil.copytree(SITES / "pelican", site)
        write(site / "content", found, pelican_text)

    def command(site: Path, output: Path) -> list[str | Path]:
        settings: list[str | Path] = ["-s", site / "pelicanconf.py", "-t", site / "theme"]
        return [program, site / "content", "-o", output, *settings, "-q"]

    return Peer("pelican", _version(program, "--version"), prepare, command)


_FIND: Final = {"hugo": _hugo, "eleventy": _eleventy, "pelican": _pelican}
NAMES: Final = tuple(_FIND)

"""Sites on disk: what the property tests write, build and look at."""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import newsgen

AS_OF: Final = "2026-03-15T12:00Z"
HOSTS: Final = {"Cumbria": "www.cumbria.police.uk", "Northshire": "www.northshire.police.example"}

CONFIG: Final = """\
[site]
title = "Property news"
base_url = "https://news.example"
theme = "plain"

[areas.Cumbria]
name = "Cumbria Constabulary"
hosts = ["www.cumbria.police.uk"]
archive = "/News/News-Articles/"

[areas.Northshire]
name = "Northshire Police"
hosts = ["www.northshire.police.example"]
archive = "/newsroom/"
"""

_ENVIRONMENT: Final = {**os.environ, "PYTHONPATH": str(Path(newsgen.__file__).parent.parent)}


@dataclass
class Release:
    """A release as a test writes it; `more` are further keys, in YAML."""

    title: str
    area: str = "Cumbria"
    url: str | None = None
    date: str | None = None
    body: str = "Officers are asking for help."
    fence: str = "---"
    more: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """Return the file, with its front matter in either fence."""
        keys = {"title": f"'{self.title}'", "area": self.area, "url": self.url, "date": self.date}
        pairs = {key: value for key, value in (keys | self.more).items() if value is not None}
        opening, closing = ("```yaml", "```") if self.fence == "```" else ("---", "---")
        lines = [opening, *(f"{key}: {value}" for key, value in pairs.items()), closing]
        return "\n".join([*lines, "", self.body, ""])


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def written(self) -> int:
        summary = self.data["summary"]
        return int(summary["created"]) + int(summary["updated"])


@cache
def _server() -> subprocess.Popen[str]:
    script = Path(__file__).with_name("each_in_a_fork.py")
    server = subprocess.Popen(
        [sys.executable, str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=_ENVIRONMENT,
    )
    atexit.register(_stop, server)
    return server


def _stop(server: subprocess.Popen[str]) -> None:
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.close()
    server.stdout.close()
    server.wait()


def newsgen_in_fork(*arguments: str | Path) -> Outcome:
    """Run a command line in a fork of a fresh process. It must not be a bug, whatever it says."""
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(json.dumps([str(a) for a in arguments]) + "\n")
    server.stdin.flush()
    outcome = Outcome(*json.loads(server.stdout.readline()))
    assert outcome.code in (0, 1, 2), outcome.err
    return outcome


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "newsgen", *map(str, arguments)]


def environment(changes: Mapping[str, str]) -> dict[str, str]:
    return {**_ENVIRONMENT, **changes}


def build(
    site: Path,
    *,
    output: Path | None = None,
    cache_folder: Path | None = None,
    as_of: str = AS_OF,
    drafts: bool = False,
    jobs: int = 1,
    more: tuple[str, ...] = (),
) -> Outcome:
    """Build a site by the command line."""
    return newsgen_in_fork(
        *build_arguments(
            site, output=output, cache_folder=cache_folder, as_of=as_of, drafts=drafts, jobs=jobs
        ),
        *more,
    )


def build_arguments(
    site: Path,
    *,
    output: Path | None = None,
    cache_folder: Path | None = None,
    as_of: str = AS_OF,
    drafts: bool = False,
    jobs: int = 1,
) -> list[str]:
    options = {
        "--site": site,
        "--output": output or site / "output",
        "--cache": cache_folder or site / ".newsgen",
        "--as-of": as_of,
        "--jobs": jobs,
        "--format": "json",
    }
    words = [str(word) for pair in options.items() for word in pair]
    return ["build", *words, *(["--drafts"] if drafts else [])]


@contextmanager
def clean_build(
    site: Path, *, as_of: str = AS_OF, drafts: bool = False
) -> Iterator[tuple[Outcome, Path]]:
    """Build a site into a fresh folder with a fresh cache."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "output")
        outcome = build(
            site, output=output, cache_folder=Path(folder, "cache"), as_of=as_of, drafts=drafts
        )
        yield outcome, output


def clean_tree(site: Path, *, as_of: str = AS_OF, drafts: bool = False) -> dict[str, bytes]:
    with clean_build(site, as_of=as_of, drafts=drafts) as (outcome, output):
        assert outcome.code == 0, outcome.out + outcome.err
        return tree(output)


def tree(folder: Path) -> dict[str, bytes]:
    """Return all that lies in a folder: files, folders (ending in `/`) and links, by path."""
    found: dict[str, bytes] = {}
    for above, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(above, name)
            shown = path.relative_to(folder).as_posix()
            if path.is_symlink():
                found[shown] = b"-> " + os.fsencode(path.readlink())
            elif path.is_dir():
                found[shown + "/"] = b""
            else:
                found[shown] = path.read_bytes()
    return found


def write(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def new_site(folder: Path, releases: Mapping[str, Release], config: str = CONFIG) -> Path:
    """Write a site: its configuration, and releases by their path below content."""
    (folder / "content").mkdir(parents=True)
    write(folder / "newsgen.toml", config)
    for path, release in releases.items():
        write(folder / "content" / path, release.text())
    return folder


def difference(left: Mapping[str, bytes], right: Mapping[str, bytes]) -> dict[str, str]:
    """Say what two trees differ in, short enough to read in a failure."""
    return {
        path: "only left" if path not in right else "only right" if path not in left else "bytes"
        for path in sorted({*left, *right})
        if left.get(path) != right.get(path)
    }


MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
)


def many_releases(count: int, *, a_month: int = 10) -> dict[str, Release]:
    """Make an archive of any size with as many releases in every month; the newest come first.

    Both fences, both areas, dates as keys and as datelines, links, lists and pictures.
    """
    found = {}
    for i in range(count):
        at, day = divmod(i, a_month)
        back, month = divmod(at, len(MONTHS))
        year, name = 2025 - back, MONTHS[-1 - month]
        area = ("Cumbria", "Northshire")[day % 2]
        folder = {"Cumbria": "/News/News-Articles", "Northshire": "/newsroom"}[area]
        dated = day % 3 == 0
        number = MONTHS.index(name) + 1
        body = f"Body {i} tells of [a link](https://x.example/{i}).\n\n- one\n- two\n\n> said {i}"
        line = "" if dated else f"Posted on 10:{i % 60:02}:00 on {day + 1}th {name} {year}\n\n"
        found[f"{area}/{year}/{number:02}-{i:05}.md"] = Release(
            title=f"Release {i} of {name}",
            area=area,
            url=f"https://{HOSTS[area]}{folder}/{year}/{name}/Release-{i}.aspx",
            date=f"{year}-{number:02}-{day + 1:02} 09:{i % 60:02}" if dated else None,
            body=line + body,
            fence="---" if dated else "```",
        )
    return found

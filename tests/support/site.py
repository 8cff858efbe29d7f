"""Sites on disk: what tests write, and what they find in a folder."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

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

STATEMENT: Final = """
[accessibility]
organisation = "Northshire Police"
nation = "england"
status = "full"
contact = "https://www.northshire.police.example/contact/"
prepared = 2026-01-05
reviewed = 2026-02-06
tested = 2026-02-03
tested_by = "our web team"
"""
"""The settings of an accessibility statement."""

UNPUBLISHED: Final = (
    {"status": "withdrawn", "explanation": "Wrong."},
    {"status": "gone"},
    {"status": "draft"},
    {"embargo": "2026-03-20T10:00+00:00"},
    {"expires": "2026-03-11T10:00+00:00"},
)
"""Keys that each keep a release from being published at noon on 15 March 2026."""


def named_by_first(keys: dict[str, str]) -> str:
    """Name a case by its first key and how its value begins."""
    return next(iter(keys)) + next(iter(keys.values()))[:5]


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


def tree(folder: Path) -> dict[str, bytes]:
    """Return all that lies in a folder: files, folders (ending in `/`) and links, by path."""
    contents: dict[str, bytes] = {}
    for above, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(above, name)
            shown = path.relative_to(folder).as_posix()
            if path.is_symlink():
                contents[shown] = b"-> " + os.fsencode(path.readlink())
            elif path.is_dir():
                contents[shown + "/"] = b""
            else:
                contents[shown] = path.read_bytes()
    return contents


def write(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def write_site(
    folder: Path, files: Mapping[str, "str | bytes | Release"], *, content: Path | None = None
) -> Path:
    """Write the files of a site, by path; a release is written with its front matter.

    The content may be a link to a folder that has it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if content is None:
        (folder / "content").mkdir(exist_ok=True)
    else:
        (folder / "content").symlink_to(content)
    for path, data in files.items():
        write(folder / path, data.text() if isinstance(data, Release) else data)
    return folder


def new_site(folder: Path, releases: Mapping[str, Release], config: str = CONFIG) -> Path:
    """Write a site: its configuration, and releases by their path below content."""
    files = {f"content/{path}": release for path, release in releases.items()}
    return write_site(folder, {"newsgen.toml": config, **files})


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
    urls = {}
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
        urls[f"{area}/{year}/{number:02}-{i:05}.md"] = Release(
            title=f"Release {i} of {name}",
            area=area,
            url=f"https://{HOSTS[area]}{folder}/{year}/{name}/Release-{i}.aspx",
            date=f"{year}-{number:02}-{day + 1:02} 09:{i % 60:02}" if dated else None,
            body=line + body,
            fence="---" if dated else "```",
        )
    return urls

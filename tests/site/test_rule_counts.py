"""What rules find in whole archives, counted again by a script that knows nothing of newsgen.

The script reads each file with its own patterns and says in which files a rule must find how much.
"""

import json
import re
import shutil
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from tests.support.archive_folders import GIVEN, SHAPES, archive_folder
from tests.support.built import MONTHS
from tests.support.command import newsgen
from tests.support.sources import Source, read_sources

Found = Counter[str]
"""How often something was found in each file."""
pytestmark = [pytest.mark.archive, pytest.mark.rotates(5)]
_FREE = re.compile(r"(?<![\d/=])0800[\d -]*\d")
_RIGHT = re.compile(r"0800[ -]?(?:555[ -]?111|1111|789[ -]?321|40 50 40)(?!\d)")
_SITE = re.compile(r"\bcrimestopper-uk\.org|\bcrimestoppers\.org\b")
_CODE = re.compile(r"&[a-zA-Z]+;|&#\d+;|&#x[0-9a-fA-F]+;")
_POSTED = re.compile(r"^\W*Posted on [\d:]+ on \d+\w\w (\w+) (\d{4})", re.MULTILINE)


WRONG = (
    "0800 55 111",
    "0800 55511",
    "0800 555 11",
    "0800 555 1111",
    "0800 500 111",
    "0800 554 111",
)
"""What real releases gave for Crimestoppers' number."""


@pytest.fixture(scope="module", params=["as they are", "with mistakes planted"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy all archives into one site."""
    site = tmp_path_factory.mktemp("both")
    (site / "newsgen.toml").write_text('[site]\ntitle = "News"\nlayout = "per-host"\n')
    for name in SHAPES:
        shutil.copytree(archive_folder(name).folder, site / "content" / name)
    if request.param != "as they are":
        for at, file in enumerate(sorted(site.rglob("*.md"))):
            file.write_text(with_mistakes(file.read_text(), at))
    return site


def with_mistakes(text: str, at: int) -> str:
    """Plant mistakes that archives have few or none of in some of their files."""
    if at % 7 == 0:
        # A number of which nothing says whose it is cannot be known to be wrong.
        wrong = rf"\g<1>{WRONG[at % len(WRONG)]}"
        text = re.sub(r"(Crimestoppers.{0,60}?)0800 555 111", wrong, text)
    if at % 11 == 0:
        text = re.sub(r"(Posted on .* )\d{4}$", r"\g<1>2009", text, count=1, flags=re.MULTILINE)
    if at % 5 == 0:
        text = re.sub(r"(\n  modified:\s+time: ['\"]?)\d{4}", r"\g<1>2009", text)
    return text


@pytest.fixture(scope="module")
def sources(site: Path) -> dict[str, Source]:
    """Return every release by its path in the site."""
    read = read_sources(site / "content")
    assert len(read) == sum(archive_folder(shape).count for shape in SHAPES)
    return {source.file.relative_to(site).as_posix(): source for source in read}


@pytest.fixture(scope="module")
def reported(site: Path) -> dict[str, Found]:
    """Return what `newsgen check` finds in all archives together, by code and file."""
    run = newsgen("check", "--site", site, "--cache", site / "cache", "--format", "json")
    assert run.returncode == 1, run.stderr
    by_code = defaultdict[str, Found](Counter)
    for finding in json.loads(run.stdout)["diagnostics"]:
        by_code[finding["code"]][finding["path"]] += 1
    return by_code


def value(source: Source, *keys: str) -> str:
    part: Any = source.meta
    for key in keys:
        part = part.get(key, "") if isinstance(part, dict) else ""
    return part if isinstance(part, str) else ""


def texts(source: Source) -> Iterator[str]:
    """Yield the texts of the front matter that readers see."""
    for keys in ("title", "summary", "og.title", "og.description", "og.site.name", "twitter.title"):
        yield value(source, *keys.split("."))
    for image in source.meta.get("images", ()):
        yield from (str(image.get(key, "")) for key in ("alt", "caption", "credit"))


def wrong_helplines(source: Source) -> int:
    shown = (source.body, *texts(source))
    numbers = [number for text in shown for number in _FREE.findall(text)]
    wrong = sum(1 for number in numbers if not _RIGHT.match(number))
    return wrong + sum(len(_SITE.findall(text)) for text in shown)


def other_og_url(source: Source) -> int:
    return int(
        bool(value(source, "og", "url")) and place(value(source, "og", "url")) != place(source.url)
    )


def place(url: str) -> tuple[str, ...]:
    parts = urlsplit(url.strip())
    path = unicodedata.normalize("NFC", unquote(parts.path)) or "/"
    return parts.scheme, parts.netloc.lower(), path, parts.query


def dateline_against_url(source: Source) -> int:
    posted = _POSTED.search(source.body)
    if not posted:
        return 0
    folders = re.search(rf"/(\d{{4}})/({'|'.join(MONTHS)})/", source.url, re.IGNORECASE)
    return int(bool(folders) and (posted[2], posted[1].lower()) != (folders[1], folders[2].lower()))  # type: ignore[index]


def coded(source: Source) -> int:
    return sum(1 for t in texts(source) if any(unescape(c) != c for c in _CODE.findall(t)))


WRONG_HELPLINES = (
    *(f"crimestoppers-0800-{end}" for end in ("55-111", "554-111", "111-555", "555", "111-111")),
    "crimestoppers-site",
    "crimestoppers-org",
)


def untitled(source: Source) -> int:
    return int(not value(source, "title").strip())


@pytest.mark.parametrize(
    ("code", "count", "patterns"),
    [
        ("NG511", wrong_helplines, WRONG_HELPLINES),
        ("NG416", other_og_url, ("og-url-of-vendor", "og-url-of-list", "og-url-other")),
        ("NG305", dateline_against_url, ()),
        ("NG211", coded, ("title-entity-ndash", "title-entity-pound", "summary-entity")),
        ("NG201", untitled, ("no-title",)),
    ],
)
def test_a_rule_finds_what_the_script_finds(
    code: str,
    count: Callable[[Source], int],
    patterns: tuple[str, ...],
    sources: dict[str, Source],
    reported: dict[str, Found],
) -> None:
    expected = Counter({path: actual for path, s in sources.items() if (actual := count(s))})
    assert planted(*patterns) <= expected.keys()
    assert reported.get(code, Counter()) == expected


def planted(*patterns: str) -> set[str]:
    """Return the releases that were given one of some patterns, by their paths in the site."""
    national = archive_folder("national")
    assert all(national.planted(pattern) for pattern in patterns) or GIVEN
    return {f"content/national/{path}" for p in patterns for path in national.planted(p)}


def test_one_finding_an_area_speaks_of_all_keys_that_are_off(reported: dict[str, Found]) -> None:
    off = planted("date-local-labelled-utc", "date-hour-off")
    areas = {path.split("/")[2] for path in off}
    assert len(off) > len(areas) > 1 or GIVEN
    assert reported.get("NG314", Counter()).total() == len(areas) or GIVEN
    assert reported["NG314"].keys() <= off or GIVEN


def test_collisions_are_those_the_script_finds(
    sources: dict[str, Source], reported: dict[str, Found]
) -> None:
    exact, folded = Counter[tuple[str, str]](), defaultdict[str, set[str]](set)
    for source in sources.values():
        exact[source.host, source.path] += 1
        folded[f"{source.host}/{source.path}".casefold()].add(source.path)
    same = sum(count - 1 for count in exact.values())
    by_case = sum(len(paths) - 1 for paths in folded.values())
    assert (reported["NG410"].total(), reported["NG411"].total()) == (same, by_case)
    clashing = {p for p, s in sources.items() if exact[s.host, s.path] > 1 or by_letters(s, folded)}
    assert reported["NG410"].keys() | reported["NG411"].keys() <= clashing


def by_letters(source: Source, folded: dict[str, set[str]]) -> bool:
    return len(folded[f"{source.host}/{source.path}".casefold()]) > 1

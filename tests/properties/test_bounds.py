"""No text keeps newsgen busy for long: what would is refused before the work is done."""

from collections.abc import Mapping
from cProfile import Profile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsgen.content.keys import KEYS
from newsgen.model.declared import walk
from newsgen.pipeline.central import check
from newsgen.pipeline.result import Request
from tests.support.bodies import PARTS, too_much_work
from tests.support.site import Release, write_site

NOW = datetime(2026, 3, 15, 10, tzinfo=UTC)

SIZE = 20_000


@pytest.mark.rotates(10)
@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("part", range(PARTS))
def test_no_body_of_20_kb_is_much_work(*, part: int, plain: bool) -> None:
    assert too_much_work(SIZE, part=part, plain=plain) == {}


@pytest.mark.rotates(5)
def test_work_without_bounds_is_noticed() -> None:
    assert [*too_much_work(2_500, part=0, plain=False, bounded=False)] == ["["]


HOLDS = "".join(f"embarg{n}: x\n" for n in range(490))
LISTS = {
    "tags": "- t{}\n",
    "related": "- /news/{}.aspx\n",
    "redirect_from": "- /news/{}.aspx\n",
    "images": "- {{src: /i/{}.jpg}}\n",
    "attachments": "- {{file: /i/{}.pdf, title: a}}\n",
    "updates": "- {{at: 2026-03-06, note: n{}}}\n",
    "corrections": "- {{at: 2026-03-06, note: n{}}}\n",
    "accept": "- {{code: NG531, reason: r{}}}\n",
    "seen": "- s{}\n",
}
FIELDS = '[fields.seen]\ntype = "list"\n'
SLOW: dict[str, str] = {
    **{f"many {key}": f"{key}:\n" + "".join(map(line.format, range(1_600)))
       for key, line in LISTS.items()},
    "misspelt keys": "".join(f"titl{n}: x\n" for n in range(490)),
    "misspelt holds": HOLDS,
    "times to come": "".join(f"k{n}: 2027-01-01 10:00\n" for n in range(490)),
    "one key": "k: v\n" * 40_000,
    "anchors": "".join(f"k{n}: &a{n} v\n" for n in range(15_000)),
    "comments": "# c\n" * 60_000,
    "comments beside": "".join(f"k{n}: a # c\n" for n in range(490)),
    "tabs": "\tk: v\n" * 40_000,
    "an open quote": "".join(f"k{n}: v\n" for n in range(490)) + "x: 'a\n" + "y: b\n" * 40_000,
    "flow lists": "k: " + "[" * 120_000 + "]" * 120_000 + "\n",
    "aliases": "k: &a v\nl: [" + "*a, " * 60_000 + "]\n",
    "a long title": "og: {title: " + "Long words " * 20_000 + "}\n",
    "a long kind": "kind: " + "appea" * 45_000 + "\n",
    "a long date": "updated: " + "5 March " * 25_000 + "\n",
}  # fmt: skip
BODIES = {
    "headings": "# a\n\n",
    "numbers": "1. a\n\n",
    "fences": "```\na\n```\n\n",
    "tags": "<b>x</b>",
    "characters": "&#65;",
    "attributes": "# a {: #b .c}\n\n",
    "blocks": ":::video a\n",
    "telephones": "call 01632 960 123 ",
    "helplines": "01632 960123 action fraud leaflets ",
    "names": "Alex Rowan, 15, ",
}
CALLS = 6_000_000
"""So many calls take less than two seconds."""


def calls_of(files: Mapping[str, str], folder: Path) -> tuple[int, list[str]]:
    """Return how many functions a check calls, and what it finds."""
    site = write_site(folder, files)
    profile = Profile()
    result = profile.runcall(check, Request(site, NOW, site / "output", None, jobs=1))
    calls = sum(entry.callcount for entry in profile.getstats())
    return calls, [diagnostic.code for diagnostic in result.diagnostics]


@pytest.mark.rotates(7)
@pytest.mark.parametrize("name", SLOW)
def test_front_matter_is_read_at_once_or_refused(tmp_path: Path, name: str) -> None:
    release = f"---\ntitle: T\narea: Northshire\ndate: 2026-03-05\n{SLOW[name]}---\n\nText.\n"
    calls, codes = calls_of({"newsgen.toml": FIELDS, "content/a.md": release}, tmp_path)
    assert calls < CALLS
    if name.startswith("many "):
        assert "NG203" in codes


@pytest.mark.rotates(10)
@pytest.mark.parametrize("name", BODIES)
def test_the_longest_body_is_read_at_once(tmp_path: Path, name: str) -> None:
    text = BODIES[name] * (250_000 // len(BODIES[name]))
    release = f"---\ntitle: T\narea: Northshire\ndate: 2026-03-05\n---\n\n{text}\n"
    assert calls_of({"content/a.md": release}, tmp_path)[0] < CALLS


def test_every_list_of_the_front_matter_has_a_bound() -> None:
    lists = {name: row for name, row in walk(KEYS) if row.reader.items and row.reader.step == "[]"}
    assert LISTS.keys() - {"seen"} <= lists.keys()
    for name, row in lists.items():
        piece = row.reader.schema()
        assert "maxItems" in (piece.get("anyOf") or [piece])[0], name


def test_as_many_as_are_allowed_are_read(tmp_path: Path) -> None:
    more = {"tags": str([f"t{n}" for n in range(100)]), "images": "[{src: /a.jpg, alt: a}]"}
    release = Release("A", "Northshire", date="2026-03-05", more=more)
    assert "NG203" not in calls_of({"content/a.md": release.text()}, tmp_path)[1]

"""Time alone stops no build: a site that passes at one instant has no error at a later one.

The words of a release that has expired are not kept, nor is what was wrong in them.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, strategies as st

from tests.support.command import Outcome, build
from tests.support.draws import draws
from tests.support.pictures import saying
from tests.support.site import CONFIG, HOSTS, Release, new_site, tree, write

HOST: Final = HOSTS["Cumbria"]
FOLDER: Final = "/News/News-Articles/2026/March"
DAY: Final = timedelta(days=1)
FIRST: Final = datetime(2026, 3, 2, 10, tzinfo=UTC)
DAYS: Final = 8
STRICT: Final = f"{CONFIG}\n[rules]\nstrict_since = 2026-01-01\n"
STATUSES: Final = ["published"] * 5 + ["closed", "moved", "draft", "gone"]


@dataclass(frozen=True)
class Case:
    """A release of a random archive; `leads` and `links` are the numbers of others."""

    number: int
    begin: int | None
    end: int | None
    status: str
    leads: int
    links: tuple[int, ...]
    old: bool
    picture: bool

    def release(self) -> Release:
        more: dict[str, str] = {}
        if self.status != "published":
            more["status"] = self.status
        if self.status in ("moved", "closed"):
            more["superseded_by"] = path_of(self.leads)
        if self.begin is not None:
            more["embargo"] = f"{FIRST + DAY * self.begin:%Y-%m-%dT%H:%MZ}"
        if self.end is not None:
            more["expires"] = f"{FIRST + DAY * self.end:%Y-%m-%dT%H:%MZ}"
        if self.old:
            more["redirect_from"] = f"/old/{self.number}.aspx"
        links = " and ".join(f"[release {at}]({path_of(at)})" for at in self.links)
        picture = "\n\n![A still of the road](/pictures/still.png)" if self.picture else ""
        return Release(
            f"Release {self.number}",
            url=f"https://{HOST}{path_of(self.number)}",
            date="2026-03-01 10:00",
            body=f"See {links or 'nothing'} here.{picture}",
            more=more,
        )


def path_of(number: int) -> str:
    return f"{FOLDER}/Release-{number}.aspx" if number else f"{FOLDER}/"


@dataclass(frozen=True)
class Archive:
    """Releases, and lines of the ledger: which lead to which release, and which are listed."""

    cases: list[Case]
    moved: dict[int, int] = field(default_factory=dict)
    listed: tuple[int, ...] = ()

    def write(self, folder: Path) -> Path:
        files = {f"{case.number}.md": case.release() for case in self.cases}
        site = new_site(folder, files, STRICT)
        write(site / "content/pictures/still.png", saying("still"))
        lines = [f"https://{HOST}{path_of(at)}" for at in self.listed]
        lines += [
            f"https://{HOST}/line/{line}.aspx moved https://{HOST}{path_of(at)}"
            for line, at in self.moved.items()
        ]
        write(site / "urls.txt", "\n".join([*lines, ""]))
        return site


@st.composite
def archives(draw: st.DrawFn) -> Archive:
    count = draw(st.integers(1, 4))
    numbers = st.integers(0, count)  # 0 is the page of the month
    days = st.none() | st.integers(0, DAYS)
    cases = []
    for number in range(1, count + 1):
        begin, end = draw(days), draw(days)
        if begin is not None and end is not None and end <= begin:
            begin, end = end, begin + 1
        cases.append(
            Case(
                number, begin, end, draw(st.sampled_from(STATUSES)), draw(numbers),
                tuple(draw(st.lists(numbers, max_size=2, unique=True))),
                draw(st.booleans()), draw(st.booleans()),
            )
        )  # fmt: skip
    moved = draw(st.dictionaries(st.integers(0, 2), numbers, max_size=2))
    listed = draw(st.lists(st.integers(1, count), max_size=2, unique=True))
    return Archive(cases, moved, tuple(listed))


def instants(cases: Sequence[Case]) -> Iterator[str]:
    """Yield an instant before all boundaries, and each boundary."""
    edges = {at for case in cases for at in (case.begin, case.end) if at is not None}
    yield from ((FIRST + DAY * at).isoformat() for at in sorted({-1, *edges}))


def errors(outcome: Outcome) -> list[tuple[str, str]]:
    """Return each error with its file."""
    return [
        (diagnostic["path"], f"{diagnostic['code']} {diagnostic['message']}")
        for diagnostic in outcome.data["diagnostics"]
        if diagnostic["severity"] == "error"
    ]


def expired(cases: Sequence[Case], now: str) -> set[str]:
    """Return the files whose releases have expired."""
    return {
        f"content/{case.number}.md"
        for case in cases
        if case.end is not None and (FIRST + DAY * case.end).isoformat() <= now
    }


@draws(125)
@given(archive=archives())
def test_what_passes_at_one_instant_passes_at_every_later_one(archive: Archive) -> None:
    """And every build that passes leads to nothing that is not there."""
    with tempfile.TemporaryDirectory() as folder:
        site = archive.write(Path(folder, "site"))
        actual = {}
        for now in instants(archive.cases):
            outcome = build(site, as_of=now)
            actual[now] = errors(outcome)
            assert outcome.code == (1 if actual[now] else 0)
            if outcome.code == 0:
                assert_leads_to_pages(tree(site / "output"), now)
    first = next(iter(actual.values()))
    for now, wrong in actual.items():
        assert [error for error in wrong if error not in first] == [], actual
        no_longer = {path for path, words in first if (path, words) not in wrong}
        assert no_longer <= expired(archive.cases, now), actual


def assert_leads_to_pages(output: dict[str, bytes], now: str) -> None:
    for path, page in output.items():
        if b'http-equiv="refresh"' not in page:
            continue
        leads = page.partition(b"url=")[2].partition(b'"')[0].decode()
        assert leads.endswith("/") or leads.lstrip("/") in output, f"{path} leads to {leads}, {now}"


TRIGGERS: Final = {
    "moved": ("status: moved\nsuperseded_by: /news/exp.aspx\n", "Text.", ""),
    "line": ("", "Text.", f"https://{HOST}/old.aspx moved https://{HOST}/news/exp.aspx\n"),
    "link": ("", "See [the release](/news/exp.aspx).", ""),
    "closed": ("status: closed\nsuperseded_by: /news/exp.aspx\n", "Text.", ""),
}


@pytest.mark.parametrize("name", TRIGGERS)
def test_a_release_expires_whatever_leads_to_it(name: str, tmp_path: Path) -> None:
    keys, body, ledger = TRIGGERS[name]
    config = STRICT.replace('"/News/News-Articles/"', '"/news/"')
    site = new_site(tmp_path / "site", {}, config)
    head = "---\ntitle: {0}\narea: Cumbria\ndate: 2026-05-01\nurl: https://{1}/news/{0}.aspx\n"
    exp = head.format("exp", HOST) + "expires: 2026-06-01T10:00+01:00\n---\n\nCanary.\n"
    write(site / "content/exp.md", exp)
    write(site / "content/other.md", head.format("other", HOST) + f"{keys}---\n\n{body}\n")
    if ledger:
        write(site / "urls.txt", ledger)
    assert build(site, as_of="2026-06-01T08:59:59Z").code == 0
    assert "news/exp.aspx" in tree(site / "output")
    outcome = build(site, as_of="2026-06-01T09:00Z")
    assert outcome.code == 0, outcome.out
    files = tree(site / "output")
    assert "news/exp.aspx" not in files
    assert [path for path, data in files.items() if b'http-equiv="refresh"' in data] == []

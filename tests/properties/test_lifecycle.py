"""From embargo to take-down: at every instant the output shows what it may show, and no more."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import pytest
from hypothesis import given, strategies as st

from tests.support.command import build, newsgen_in_fork
from tests.support.draws import draws
from tests.support.pictures import saying
from tests.support.site import CONFIG, HOSTS, Release, new_site, tree, write

HOST: Final = HOSTS["Cumbria"]
MINUTE: Final = timedelta(minutes=1)
MOMENT: Final = timedelta(microseconds=1)
YEAR: Final = datetime(2026, 1, 1, tzinfo=UTC)
CHANGES: Final = [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)]
"""When the clocks of the United Kingdom go forward and back in 2026; source: the Summer Time Order
2002 (the last Sundays of March and October, at 01:00 GMT)."""


def offset_at(instant: datetime) -> int:
    """Return how many hours the clocks of the United Kingdom are ahead, from the law itself."""
    return 1 if CHANGES[0] <= instant < CHANGES[1] else 0


def written(instant: datetime) -> str:
    """Write an instant of 2026 as a press officer reads it off the clock, with its offset."""
    hours = offset_at(instant)
    return f"{instant + timedelta(hours=hours):%Y-%m-%dT%H:%M}+0{hours}:00"


def clock(instant: datetime) -> str:
    return f"{instant + timedelta(hours=offset_at(instant)):%Y-%m-%d %H:%M}"


@dataclass(frozen=True)
class Case:
    """One release of a random archive, and what is to become of it.

    `begin` and `end` are minutes of the year; a `dated` one begins by its date, not its embargo.
    """

    number: int
    begin: int | None
    end: int | None
    dated: bool
    status: str

    @property
    def canary(self) -> str:
        return f"Canary{self.number:03}Bird"

    @property
    def path(self) -> str:
        return f"news/{self.canary}Slug.aspx"

    def release(self) -> Release:
        more = {"status": self.status, "images": f"[{{src: /pictures/{self.canary}Image.png, "
                f"alt: {self.canary}Alt}}]", "summary": f"{self.canary}Summary"}  # fmt: skip
        begin = None if self.begin is None else YEAR + MINUTE * self.begin
        if begin and not self.dated:
            more["embargo"] = written(begin)
        if self.end is not None:
            more["expires"] = written(YEAR + MINUTE * self.end)
        if self.status == "withdrawn":
            more["explanation"] = f"Reason{self.number:03}"
        if self.status == "moved":
            more["superseded_by"] = "https://www.elsewhere.example/new"
        return Release(
            f"{self.canary}Title",
            url=f"https://{HOST}/{self.path}",
            date=clock(begin) if begin and self.dated else "2025-12-01 10:00",
            body=f"{self.canary}Body",
            more=more,
        )

    def shows(self, now: datetime) -> str:
        """Return what is at the address at an instant: a page, another page, or nothing."""
        if self.status == "draft":
            return "nothing"
        if self.begin is not None and now < YEAR + MINUTE * self.begin:
            return "nothing"
        if self.status in ("withdrawn", "gone", "moved"):
            return {"gone": "nothing"}.get(self.status, self.status)
        return "nothing" if self.end is not None and now >= YEAR + MINUTE * self.end else "page"


def minutes(near: Sequence[datetime]) -> st.SearchStrategy[int]:
    """Draw minutes of the year, many of them around the changes of the clocks."""
    around = [int((change - YEAR) / MINUTE) for change in near]
    close = st.builds(lambda at, by: at + by, st.sampled_from(around), st.integers(-61, 61))
    return close | st.integers(0, 525_599)


def is_repeated(minute: int) -> bool:
    """Tell whether a clock shows this minute for the second time: then it cannot be written."""
    return CHANGES[1] <= YEAR + MINUTE * minute < CHANGES[1] + timedelta(hours=1)


@st.composite
def timelines(draw: st.DrawFn, statuses: Sequence[str]) -> list[Case]:
    cases = []
    for number in range(draw(st.integers(1, 4))):
        begin = draw(st.none() | minutes(CHANGES))
        end = draw(st.none() | minutes(CHANGES))
        if begin is not None and end is not None and end <= begin:
            begin, end = end, begin + 1
        dated = draw(st.booleans()) and begin is not None and not is_repeated(begin)
        cases.append(Case(number, begin, end, dated, draw(st.sampled_from(statuses))))
    return cases


def site_of(folder: Path, cases: Sequence[Case]) -> Path:
    site = new_site(folder, {f"{case.number}.md": case.release() for case in cases})
    for case in cases:
        write(site / f"content/pictures/{case.canary}Image.png", saying(f"{case.canary}Pixels"))
    return site


def instants(cases: Sequence[Case]) -> Iterator[datetime]:
    """Yield the boundaries of all releases, with the moments before and after each."""
    edges = {YEAR}
    for minute in {m for case in cases for m in (case.begin, case.end) if m is not None}:
        at = YEAR + MINUTE * minute
        edges |= {at - MOMENT, at, at + MINUTE}
    yield from sorted(edges)


ALL: Final = ["published", "published", "closed", "draft", "withdrawn", "gone", "moved"]


@draws(60)
@given(cases=timelines(ALL))
def test_output_is_what_an_independent_model_says_at_every_boundary(cases: list[Case]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = site_of(Path(folder, "site"), cases)
        for now in instants(cases):
            outcome = build(site, as_of=now.isoformat())
            assert outcome.code == 0, outcome.out + outcome.err
            files = tree(site / "output")
            shown = [case for case in cases if case.shows(now) == "page"]
            assert outcome.data["summary"]["releases"] == len(shown)
            for case in cases:
                assert_shown(case, now, files)


def assert_shown(case: Case, now: datetime, files: dict[str, bytes]) -> None:
    holding = {
        path: data
        for path, data in files.items()
        if case.canary in unquote(path) or case.canary.encode() in data
    }
    match case.shows(now):
        case "page":
            page = files[case.path].decode()
            assert f"<h1>{case.canary}Title</h1>" in page
            assert f"{case.canary}Body" in page
            assert ("no longer need your help" in page) is (case.status == "closed")
            assert files[f"pictures/{case.canary}Image.png"] == saying(f"{case.canary}Pixels")
            assert f"{case.canary}Title".encode() in files["feed.atom"]
        case "nothing":
            assert sorted(holding) == [], f"{case} is seen at {now}"
        case kind:
            # Its address has a page, and the address alone names it: in no byte of any file.
            assert sorted(holding) == [case.path]
            assert case.canary.encode() not in holding[case.path]
            word = f"Reason{case.number:03}" if kind == "withdrawn" else "www.elsewhere.example/new"
            assert word.encode() in holding[case.path]


@draws(25)
@given(cases=timelines(["published", "published", "closed", "draft"]), start=minutes(CHANGES))
def test_next_agrees_with_a_simulation_of_every_minute(cases: list[Case], start: int) -> None:
    """The set of a minute is compared with that of the minute before, all year long."""
    with tempfile.TemporaryDirectory() as folder:
        site = site_of(Path(folder, "site"), cases)
        spans = [(c.begin or 0, 999_999 if c.end is None else c.end) for c in cases]
        public = [c.status != "draft" for c in cases]
        changes: list[tuple[int, int, int]] = []
        before = [p and b <= 0 < e for p, (b, e) in zip(public, spans, strict=True)]
        for minute in range(1, 525_600):
            now = [p and b <= minute < e for p, (b, e) in zip(public, spans, strict=True)]
            if now != before:
                began = sum(n and not b for n, b in zip(now, before, strict=True))
                ended = sum(b and not n for n, b in zip(now, before, strict=True))
                changes.append((minute, began, ended))
                before = now
        for at in {0, start, *(minute for minute, _, _ in changes[:3])}:
            expected = [change for change in changes if change[0] > at]
            assert said(site, at) == expected
            assert cron(site, at) == (cron_of(expected[0][0]) if expected else "")


def said(site: Path, at: int) -> list[tuple[int, int, int]]:
    outcome = ask(site, at, "json")
    outcome_said = json.loads(outcome)
    rows = outcome_said["changes"]
    assert outcome_said["next"] == (rows[0]["at"] if rows else None)
    return [
        (int((datetime.fromisoformat(row["at"]) - YEAR) / MINUTE), row["published"], row["expired"])
        for row in rows
    ]


def cron(site: Path, at: int) -> str:
    return ask(site, at, "cron").strip()


def ask(site: Path, at: int, form: str) -> str:
    now = (YEAR + MINUTE * at).isoformat()
    outcome = newsgen_in_fork("next", "--site", site, "--as-of", now, "--format", form)
    assert outcome.code == 0, outcome.err
    return outcome.out


def cron_of(minute: int) -> str:
    at = YEAR + MINUTE * minute
    return f"{at.minute} {at.hour} {at.day} {at.month} *"


def test_an_embargo_in_the_repeated_hour_ends_in_the_one_that_its_offset_names(
    tmp_path: Path,
) -> None:
    """At 01:30 twice: an hour lies between what +01:00 and +00:00 mean."""
    releases = {
        f"{name}.md": Release(name, url=f"https://{HOST}/{name}.aspx", more={"embargo": embargo})
        for name, embargo in (
            ("First", "2026-10-25T01:30+01:00"),
            ("Second", "2026-10-25T01:30+00:00"),
        )
    }
    site = new_site(tmp_path / "site", releases)
    shown = []
    for now in ("00:29:59Z", "00:30:00Z", "01:29:59Z", "01:30:00Z"):
        assert build(site, as_of=f"2026-10-25T{now}").code == 0
        files = tree(site / "output")
        shown.append([name for name in ("First", "Second") if f"{name}.aspx" in files])
    assert shown == [[], ["First"], ["First"], ["First", "Second"]]


@pytest.mark.parametrize("layout", ["single", "per-host"])
def test_picture_of_two_releases_goes_with_the_last_of_them(layout: str, tmp_path: Path) -> None:
    body = "![A still](/pictures/shared.png)"
    ends = {"One": "2026-03-15T12:00Z", "Two": "2026-03-16T12:00Z"}
    releases = {
        f"{name}.md": Release(
            name, url=f"https://{HOST}/{name}.aspx", date="2026-03-01", body=body,
            more={"expires": end},
        )
        for name, end in ends.items()
    }  # fmt: skip
    site = new_site(tmp_path / "site", releases)
    write(
        site / "newsgen.toml",
        (site / "newsgen.toml").read_text().replace("[site]", f'[site]\nlayout = "{layout}"'),
    )
    write(site / "content/pictures/shared.png", saying("still"))
    files = []
    for now in ("2026-03-15T11:59Z", "2026-03-15T12:00Z", "2026-03-16T12:00Z"):
        assert build(site, as_of=now).code == 0
        files.append([p for p in tree(site / "output") if p.endswith("shared.png")])
    assert [len(paths) for paths in files] == [1, 1, 0]


NOTED: Final = Release(
    "Noted",
    url=f"https://{HOST}/news/noted.aspx",
    date="2025-12-01 10:00",
    more={
        "updates": "[{at: 2026-03-05T10:00Z, note: OneCanary, significant: true}]",
        "corrections": "[{at: 2026-04-05T10:00Z, note: TwoCanary},"
        " {at: 2026-04-05T10:00Z, note: TwinCanary}, {at: 2026-06-01T10:00Z, note: LateCanary}]",
        "expires": "2026-05-01T10:00Z",
    },
)


def test_notes_of_the_future_are_held_until_their_time() -> None:
    """Before it, nothing of them is anywhere; a build over an older one equals a clean one."""
    seen = {
        "2026-03-05T09:59:59Z": (set(), b"2025-12-01"),
        "2026-03-05T10:00Z": ({"OneCanary"}, b"2026-03-05"),
        "2026-04-05T09:59:59Z": ({"OneCanary"}, b"2026-03-05"),
        "2026-04-05T10:00Z": ({"OneCanary", "TwoCanary", "TwinCanary"}, b"2026-04-05"),
    }
    with tempfile.TemporaryDirectory() as folder:
        site = new_site(Path(folder, "site"), {"noted.md": NOTED})
        clean = new_site(Path(folder, "clean"), {"noted.md": NOTED})
        for now, (notes, modified) in seen.items():
            assert build(site, as_of=now).code == 0
            files = tree(site / "output")
            shutil.rmtree(clean / "output", ignore_errors=True)
            shutil.rmtree(clean / ".newsgen", ignore_errors=True)
            assert build(clean, as_of=now).code == 0
            assert files == tree(clean / "output")
            page = files["news/noted.aspx"]
            assert {note for note in CANARIES if note.encode() in page} == notes
            every = b"".join(files.values())
            assert {note for note in CANARIES if note.encode() in every} == notes
            assert modified in files["sitemaps/2025-12.xml"]


@pytest.mark.rotates(3)
@pytest.mark.parametrize("layout", ["single", "per-host"])
@pytest.mark.parametrize("status", ["published", "withdrawn", "gone"])
@pytest.mark.parametrize("named", ["/news/OnwardCanary.aspx", "/news/OnwardCanaryOld.aspx"])
def test_a_closed_release_leads_on_only_while_readers_can_see_where(
    layout: str, status: str, named: str, tmp_path: Path
) -> None:
    """The address of what is under embargo, expired or taken down would tell of it."""
    more = {"embargo": "2026-03-05T10:00Z", "expires": "2026-05-01T10:00Z", "status": status}
    more["redirect_from"] = "/news/OnwardCanaryOld.aspx"
    if status == "withdrawn":
        more["explanation"] = "It was wrong."
    releases = {
        "closed.md": Release(
            "Closed", url=f"https://{HOST}/news/closed.aspx", date="2025-12-01",
            more={"status": "closed", "superseded_by": named},
        ),
        "newer.md": Release(
            "Newer", url=f"https://{HOST}/news/OnwardCanary.aspx", date="2026-01-01", more=more
        ),
        "between.md": Release(  # so that the closed one does not change by its neighbour
            "Between", url=f"https://{HOST}/news/between.aspx", date="2026-01-10"
        ),
    }  # fmt: skip
    config = CONFIG.replace("[site]", f'[site]\nlayout = "{layout}"')
    site = new_site(tmp_path / "site", releases, config)
    changes: dict[str, bool] = {}
    for now in ("2026-03-05T09:59Z", "2026-03-05T10:00Z", "2026-05-01T09:59Z", "2026-05-01T10:00Z"):
        assert build(site, as_of=now).code == 0
        clean = new_site(tmp_path / f"clean-{len(changes)}", releases, config)
        assert build(clean, as_of=now).code == 0
        files = tree(site / "output")
        assert files == tree(clean / "output")
        (page,) = [data for path, data in files.items() if path.endswith("closed.aspx")]
        changes[now] = b"OnwardCanary" in page
    is_seen = status == "published"
    assert list(changes.values()) == [False, is_seen, is_seen, False]


@pytest.mark.parametrize("named", ["/news/MenuCanary.aspx", "/news/MenuCanaryOld.aspx"])
def test_the_menu_leads_to_a_release_from_its_time_on(named: str, tmp_path: Path) -> None:
    more = {"embargo": "2026-03-05T10:00Z", "redirect_from": "/news/MenuCanaryOld.aspx"}
    releases = {
        "held.md": Release("Held", url=f"https://{HOST}/news/MenuCanary.aspx", more=more),
        "other.md": Release("Other", url=f"https://{HOST}/news/other.aspx", date="2025-12-01"),
    }
    config = f'{CONFIG}[[menu]]\ntitle = "Newer"\nlink = "{named}"\n'
    site = new_site(tmp_path / "site", releases, config)
    shown = []
    for now in ("2026-03-05T09:59Z", "2026-03-05T10:00Z", "2026-03-05T09:59Z"):
        assert build(site, as_of=now).code == 0
        shown.append(b"MenuCanary" in b"".join(tree(site / "output").values()))
    assert shown == [False, True, False]


CANARIES: Final = ("OneCanary", "TwoCanary", "TwinCanary", "LateCanary")


def test_next_knows_of_notes_that_will_be_seen() -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = new_site(Path(folder, "site"), {"noted.md": NOTED})
        answer = json.loads(ask(site, 0, "json"))["changes"]
    assert [(row["at"], row["published"], row["expired"], row["updated"]) for row in answer] == [
        ("2026-03-05T10:00:00Z", 0, 0, 1),
        ("2026-04-05T10:00:00Z", 0, 0, 1),
        ("2026-05-01T10:00:00Z", 0, 1, 0),
    ]

"""What rules find in archives, counted by what the archives were given.

Each release that the generator writes says which findings its patterns lead to. A pattern that is
near to another, and right, leads to none.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hypothesis import Phase, given, strategies as st

from tests.archives import PATTERNS, Archive, Placed, national
from tests.support.command import newsgen
from tests.support.draws import draws

RELEASES: Final = 300
ENOUGH: Final = 1_200
"""Releases of which more than twenty have the picture of one host."""
OFF: Final = ("date-hour-off", "date-local-labelled-utc")
"""The patterns of a key that is an hour off: one finding speaks of all of an area."""
COUNTED: Final = {"NG314", *(code for pattern in PATTERNS for code in pattern.gives)}
"""The codes of which each finding was planted."""
ROWS: Final = (
    *("T1", "T2", "T3", "S1", "S2", "S3", "M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8"),
    *("R1", "E1", "H1", "2", "3"),
    *("NG514", "NG515", "NG517", "NG523", "NG528", "NG531", "NG532", "NG533", "NG535"),
    *("NG306", "NG601"),
)
"""What real releases do to a generator: the rows of that page which patterns have as `real`."""
NEAR: Final = {"NG514", "NG515", "NG517", "NG523", "NG528", "NG531", "NG532", "NG533",
               "NG535"}  # fmt: skip
"""Codes that were reported wrongly, of which the generator writes what is no mistake."""

Found = Mapping[str, Mapping[str, int]]
"""How many findings each file has, by code."""


def reported(archive: Archive, site: Path) -> Found:
    """Return what `newsgen check` reports of an archive."""
    (site / "newsgen.toml").write_text(archive.settings, encoding="utf-8")
    run = newsgen("check", "--site", site, "--cache", site / "cache", "--format", "json")
    assert run.returncode == 1, run.stderr
    by_code: dict[str, Counter[str]] = defaultdict(Counter)
    for finding in json.loads(run.stdout)["diagnostics"]:
        by_code[finding["code"]][finding["path"].removeprefix("content/")] += 1
    return by_code


def planted(archive: Archive) -> Found:
    """Return what was planted in an archive."""
    given_to: dict[str, Counter[str]] = defaultdict(Counter)
    for release in archive.releases:
        for code, count in release.finds.items():
            given_to[code][release.path] += count
    for release in first_of_each_area(archive, OFF):
        given_to["NG314"][release.path] += 1
    return given_to


def first_of_each_area(archive: Archive, patterns: Iterable[str]) -> Iterable[Placed]:
    """Return the oldest release of each area that has one of some patterns."""
    first: dict[str, Placed] = {}
    for release in sorted(archive.releases, key=attrgetter("at"), reverse=True):
        if not set(patterns).isdisjoint(release.patterns):
            first[release.area] = release
    return first.values()


def differences(archive: Archive, site: Path) -> list[str]:
    """Return what was planted and is not reported, and what is reported and was not planted."""
    expected, actual = planted(archive), reported(archive, site)
    patterns = {release.path: ", ".join(release.patterns) for release in archive.releases}
    return [
        f"{code}: {expected[code].get(path, 0)} planted, {actual[code].get(path, 0)} reported in "
        f"{path}, which has {patterns.get(path)}"
        for code in sorted(COUNTED)
        for path in sorted({*expected[code], *actual[code]})
        if expected[code].get(path, 0) != actual[code].get(path, 0)
    ]


@given(seed=st.integers(0, 2**32))
@draws(10, phases=[Phase.generate])
def test_what_was_planted_is_reported_and_nothing_else(seed: int) -> None:
    with TemporaryDirectory() as folder:
        site = Path(folder)
        archive = national(site / "content", seed=seed, releases=RELEASES)
        assert set(planted(archive)) == COUNTED
        assert differences(archive, site) == []


def test_each_row_of_what_real_releases_do_has_a_pattern() -> None:
    sources = {pattern.source for pattern in PATTERNS}
    assert {f"real {row}" for row in ROWS} - sources == set()
    assert {f"near {row}" for row in NEAR} - sources == set()


def test_a_default_picture_that_is_not_listed_is_one_finding(tmp_path: Path) -> None:
    archive = national(tmp_path / "content", releases=ENOUGH)
    unlisted = {r.area for r in archive.by_pattern["default-image"] if r.picture}
    actual = reported(archive, tmp_path)["NG603"]
    assert (actual, len(unlisted)) == ({"newsgen.toml": len(unlisted)}, 1)

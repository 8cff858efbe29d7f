"""An edit does nothing by picture but look whether its files are as they were.

Calls of newsgen's functions are counted: those are the same on any machine.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Final

import pytest

from newsgen.pipeline.central import build as run
from newsgen.pipeline.result import Action, Request
from tests.support.pictures import png
from tests.support.site import CONFIG, many_releases, new_site, write

RELEASES: Final = 120
FEW, MANY = 400, 800
"""Pictures of an archive: with as many, most pieces have some."""
MOST_CALLS: Final = 10
"""Calls for each picture more, with those for the pieces that came with it."""
AS_OF: Final = datetime(2026, 3, 15, 12, tzinfo=UTC)


def archive(folder: Path, pictures: int) -> Path:
    """Write an archive whose oldest releases show all the pictures."""
    releases = many_releases(RELEASES)
    each = pictures // 10
    for at, release in enumerate([*releases.values()][-10:]):
        numbers = range(at * each, (at + 1) * each)
        release.body += "\n\n" + "\n\n".join(f"![A van](/images/{n}.png)" for n in numbers)
    site = new_site(folder, releases, CONFIG)
    for number in range(pictures):
        write(site / f"content/images/{number}.png", png(201 + number, 1))
    return site


def build(site: Path) -> int:
    result = run(Request(site, AS_OF, site / "output", site / ".newsgen", jobs=1))
    assert not result.refused, result.diagnostics
    return result.counts[Action.UPDATE]


@contextmanager
def counted() -> Iterator[list[int]]:
    """Count calls of newsgen's functions, but for those that look at the stamps of files."""
    calls = [0]

    def called(frame: FrameType, event: str, _: object) -> None:
        file = frame.f_code.co_filename
        calls[0] += event == "call" and "/newsgen/" in file and "/newsgen/files/" not in file

    sys.setprofile(called)
    try:
        yield calls
    finally:
        sys.setprofile(None)


def calls_of_an_edit(site: Path) -> int:
    newest = site / "content" / Path(next(iter(many_releases(1))))
    for _ in range(2):  # the first edit may load what the second one has
        write(newest, newest.read_text(encoding="utf-8") + "\nOne sentence more.\n")
        with counted() as calls:
            assert build(site) > 0
    return calls[0]


@pytest.mark.rotates(7)
def test_an_edit_costs_next_to_nothing_by_picture(tmp_path: Path) -> None:
    few, many = archive(tmp_path / "few", FEW), archive(tmp_path / "many", MANY)
    for site in (few, many):
        build(site)
        assert len([*(site / "output/media").rglob("*.webp")]) > 0
    more = calls_of_an_edit(many) - calls_of_an_edit(few)
    assert more <= MOST_CALLS * (MANY - FEW), more / (MANY - FEW)


def test_what_has_not_changed_is_looked_at_by_no_picture(tmp_path: Path) -> None:
    site = archive(tmp_path / "site", FEW)
    build(site)
    with counted() as calls:
        assert build(site) == 0
    assert calls[0] < RELEASES * 100 + FEW * 4, calls[0]

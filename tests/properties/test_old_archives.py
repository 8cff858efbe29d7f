"""Archives in the shapes of many systems are imported whole, by a plan that nobody corrected.

And with ten lines by hand, where the guess is not right for every page.
"""

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import frontmatter
import pytest

from newsgen.config.load import parse as parse_config
from newsgen.content.handler import ReleaseHandler
from newsgen.content.markup import Markup
from newsgen.importers.accounts import AddressFate
from newsgen.importers.guess import guessed
from newsgen.importers.order import Order
from newsgen.importers.outcome import ImportReport
from newsgen.importers.page_text import text_of
from newsgen.importers.plan import parse
from newsgen.importers.run import run
from newsgen.importers.warc import Warc
from newsgen.pipeline.result import no_progress
from tests.support.old_sites import CONTACT
from tests.support.old_systems import (
    FURNITURE,
    SHAPES,
    OldArchive,
    OldSystem,
    Truth,
    old_archive,
)

ZONE: Final = ZoneInfo("Europe/London")
CONFIG: Final = parse_config("")
MARKUP: Final = Markup(CONFIG.markdown.extensions, CONFIG.markdown.extension_configs)


@dataclass
class Verdict:
    """What became of the releases of an archive: the addresses of those that are not right.

    What was not written is wrong, and the report says that it is unexplained.
    """

    wrong: list[str] = field(default_factory=list)
    lost: dict[str, list[str]] = field(default_factory=dict)
    furnished: dict[str, list[str]] = field(default_factory=dict)
    without_contact: list[str] = field(default_factory=list)


def judge(archive: OldArchive, system: OldSystem, report: ImportReport, site: Path) -> Verdict:
    verdict = Verdict()
    rows = {row.url: row for row in report.rows}
    for truth in archive.releases:
        written = report.written.get(truth.url)
        if not written:
            assert rows[truth.url].outcome is AddressFate.UNEXPLAINED
            verdict.wrong.append(truth.url)
            continue
        text = (site / "content" / written.path).read_text(encoding="utf-8")
        post = frontmatter.loads(text, handler=ReleaseHandler())
        words = text_of(MARKUP.convert(post.content, "en"))
        wanted, got = Counter(truth.words), Counter(words.split())
        if lost := wanted - got:
            verdict.lost[truth.url] = list(lost)
        if left := [each for each in FURNITURE if each in words]:
            verdict.furnished[truth.url] = left
        if CONTACT in " ".join(truth.words) and CONTACT not in words:
            verdict.without_contact.append(truth.url)
        is_right = wanted == got and post.get("title") == truth.title
        if not (is_right and is_same_date(post.get("date"), truth, system)):
            verdict.wrong.append(truth.url)
    return verdict


def is_same_date(date: object, truth: Truth, system: OldSystem) -> bool:
    at = truth.at.astimezone(ZONE)
    shape = "%Y-%m-%d %H:%M" if system.has_time else "%Y-%m-%d"
    if isinstance(date, datetime) and date.tzinfo:
        date = date.astimezone(ZONE)
    written = date.strftime(shape) if isinstance(date, datetime) else str(date)
    return written[: len(f"{at:{shape}}")] == f"{at:{shape}}"


def imported(archive: OldArchive, plan: str, folder: Path) -> tuple[ImportReport, Path]:
    site = folder / f"site-{len(list(folder.iterdir()))}"
    site.mkdir()
    order = Order(site, (Warc(folder / "old.warc"),), parse(plan), CONFIG)
    report = run(order, no_progress)
    rows = {row.url: row.outcome for row in report.rows}
    assert [rows[url] for url in archive.lost] == [AddressFate.GONE] * len(archive.lost)
    return report, site


def by_hand(plan: str, lines: str) -> str:
    """Return a plan in which somebody has written some lines."""
    values = tomllib.loads(f"[page]\n{lines}")["page"]
    kept = [line for line in plan.splitlines() if line.partition(" = ")[0] not in values]
    at = kept.index("[page]") + 1
    return "\n".join([*kept[:at], *lines.splitlines(), *kept[at:]])


def check(system: OldSystem, number: int, seed: int, folder: Path) -> None:
    archive = old_archive(system, number, seed=seed)
    source = Warc(archive.site.warc(folder / "old.warc"))
    guess = guessed([source], CONFIG, no_progress).text
    verdict = judge(archive, system, *imported(archive, guess, folder))
    assert len(verdict.wrong) <= 0.05 * number, verdict.wrong
    assert len(verdict.furnished) <= 0.01 * number, verdict.furnished
    assert verdict.lost == {}
    assert verdict.without_contact == []
    if verdict.wrong:
        assert len(system.by_hand.splitlines()) <= 10
        hand = by_hand(guess, system.by_hand)
        assert judge(archive, system, *imported(archive, hand, folder)) == Verdict()


@pytest.mark.rotates(10)
@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("name", SHAPES)
def test_a_small_archive_is_imported_whole(name: str, seed: int, tmp_path: Path) -> None:
    check(SHAPES[name], 50, seed, tmp_path)


@pytest.mark.rotates(9)
@pytest.mark.parametrize("name", SHAPES)
def test_an_archive_is_imported_whole(name: str, tmp_path: Path) -> None:
    check(SHAPES[name], 500, 1, tmp_path)

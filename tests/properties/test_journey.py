"""A release's whole life as a press office lives it with git: each commit checked and built.

What a real server answers is asked where the servers' configuration is tested.
"""

import json
import re
from pathlib import Path
from typing import Final

from lxml import etree
from sitefolder import (
    CONFIG,
    HOSTS,
    Outcome,
    Release,
    build,
    clean_tree,
    difference,
    new_site,
    tree,
    write,
)
from sitefolder import newsgen_in_fork as newsgen
from test_no_url_lost import commit, git

HOST: Final = f"https://{HOSTS['Cumbria']}"
PAGE: Final = "News/News-Articles/2026/March/Have-you-seen-Morwenna.aspx"
NAME: Final = "Morwenna"
ATOM: Final = "{http://www.w3.org/2005/Atom}"
MAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
KEYS: Final = {
    "kind": "missing",
    "embargo": "2026-03-29T09:00+01:00",
    "images": "[{src: /pictures/morwenna.png, alt: Morwenna in a blue coat}]",
    "review_by": "2026-04-30",
}


class Journey:
    """A site in git, and what its pipeline does at a time."""

    def __init__(self, folder: Path) -> None:
        other = Release("Open day", url=f"{HOST}/open-day.aspx", date="2026-03-01 10:00")
        self.site = new_site(folder, {"open-day.md": other}, CONFIG)
        self.keys = dict(KEYS)
        self.body = "Morwenna was last seen on Friday.\n\nAnyone with information should call 101."
        git(self.site, "init", "--quiet")
        write(self.site / ".gitignore", "output\n.newsgen\n")

    def save(self, **keys: str) -> None:
        self.keys |= keys
        text = Release(
            f"Have you seen {NAME}?",
            url=f"{HOST}/{PAGE}",
            date="2026-03-28 17:00",
            body=self.body,
            more=self.keys,
        ).text()
        write(self.site / "content/missing/morwenna.md", text)

    def run(self, command: str, now: str, *more: str) -> Outcome:
        return newsgen(command, "--site", self.site, "--as-of", now, *more)

    def push(self, message: str, now: str) -> dict[str, bytes]:
        """Commit, and let the pipeline run."""
        commit(self.site, message)
        return self.pipeline(now)

    def pipeline(self, now: str) -> dict[str, bytes]:
        """Check, build as a clean build would, and note the addresses."""
        checked = self.run("check", now, "--fail-on", "warning")
        assert checked.code == 0, checked.err
        assert build(self.site, as_of=now).code == 0
        assert self.run("urls", now).code == 0
        if git(self.site, "status", "--porcelain"):
            commit(self.site, "Note the addresses")
        found = tree(self.site / "output")
        assert difference(found, clean_tree(self.site, as_of=now)) == {}
        return found


def test_from_embargo_to_erasure(tmp_path: Path) -> None:
    journey = Journey(tmp_path / "site")
    write(journey.site / "content/pictures/morwenna.png", "Pixels of Morwenna")

    # Written under embargo, over the night in which the clocks go forward.
    journey.save()
    found = journey.push("Appeal for Morwenna", "2026-03-28T18:00Z")
    assert not [path for path, data in found.items() if NAME.encode() in data or NAME in path]
    assert NAME not in (journey.site / "urls.txt").read_text()
    ahead = json.loads(journey.run("next", "2026-03-28T18:00Z", "--format", "json").out)
    assert ahead["next"] == "2026-03-29T08:00:00Z"
    assert journey.run("next", "2026-03-28T18:00Z", "--format", "cron").out == "0 8 29 3 *\n"

    # Published by the build of the schedule.
    assert build(journey.site, as_of="2026-03-29T07:59:59Z").written == 0
    found = journey.pipeline("2026-03-29T08:00Z")
    page = found[PAGE].decode()
    assert "Anyone with information should call 101." in page
    assert f"{HOST}/{PAGE}\n" in (journey.site / "urls.txt").read_text()

    # Corrected: readers, feeds, search engines and sitemaps are told.
    journey.save(corrections="[{at: 2026-03-30 12:00, note: She was last seen on Thursday.}]")
    found = journey.push("Correct the day", "2026-03-30T11:00Z")
    page = found[PAGE].decode()
    assert "She was last seen on Thursday." in page
    assert_told(found)

    # Closed: nobody is asked to call any more, and search engines are asked to leave it out.
    journey.save(status="closed", noindex="true", explanation="She has been found.")
    found = journey.push("Close the appeal", "2026-03-31T11:00Z")
    page = found[PAGE].decode()
    assert "call 101.</p>" not in page
    assert "She has been found." in page
    assert "She was last seen on Thursday." in page
    assert 'name="robots" content="noindex"' in page

    # Due for review, and then overdue.
    assert journey.run("review", "2026-04-15T10:00Z").code == 0
    assert "review_by" in journey.run("review", "2026-04-15T10:00Z").out
    assert journey.run("review", "2026-05-01T10:00Z").code == 1

    # Withdrawn: the address says why, and nothing else is left of it.
    journey.save(status="withdrawn", explanation="This appeal is over.")
    found = journey.push("Withdraw the appeal", "2026-05-01T11:00Z")
    naming = [path for path, data in found.items() if NAME.encode() in data or NAME in path]
    assert naming == [PAGE]
    assert NAME.encode() not in found[PAGE]
    assert b"This appeal is over." in found[PAGE]

    # Removed for good, and back by mistake.
    before = (journey.site / "content/missing/morwenna.md").read_text()
    removed = journey.run(
        "remove", "2026-05-02T10:00Z", f"{HOST}/{PAGE}", "--reason", "found", "--yes"
    )
    assert removed.code == 0, removed.err
    assert f"  {HOST}/{PAGE}\n" in removed.out
    journey.push("Remove the appeal", "2026-05-02T10:00Z")
    assert_nothing_left(journey.site)
    write(journey.site / "content/back.md", before)
    assert "error[NG432]" in journey.run("check", "2026-05-03T10:00Z").err


def assert_told(found: dict[str, bytes]) -> None:
    """Check that search engines, feeds and sitemaps know of the correction."""
    page = found[PAGE].decode()
    article = json.loads(re.findall(r'ld\+json">(.*?)</script>', page)[0])
    assert article["dateModified"] == "2026-03-30T12:00:00+01:00"
    assert article["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "She was last seen on Thursday.",
            "datePublished": "2026-03-30T12:00:00+01:00",
        }
    ]
    entries = etree.fromstring(found["feed.atom"]).iterfind(f"{ATOM}entry")
    updated = {e.findtext(f"{ATOM}id"): e.findtext(f"{ATOM}updated") for e in entries}
    assert updated[f"{HOST}/{PAGE}"] == "2026-03-30T12:00:00+01:00"
    urls = etree.fromstring(found["sitemaps/2026-03.xml"]).iterfind(f"{MAP}url")
    changed = {u.findtext(f"{MAP}loc"): u.findtext(f"{MAP}lastmod") for u in urls}
    assert changed[f"{HOST}/{PAGE}"] == "2026-03-30T12:00:00+01:00"


def assert_nothing_left(site: Path) -> None:
    still = [
        path
        for path, data in tree(site).items()
        if not path.startswith(".git/") and (NAME.encode() in data or NAME.lower() in path.lower())
    ]
    assert still == []

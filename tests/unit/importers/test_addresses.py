"""What becomes of each address, by all that a source has of it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from newsgen.config.load import parse as parse_config
from newsgen.importers.addresses import (
    Account,
    Accounting,
    Accounts,
    AddressFate,
    CaptureIndex,
    PageFacts,
    address_of,
)
from newsgen.importers.capture import Capture
from newsgen.importers.plan import parse
from newsgen.model import ledger, tombstones
from newsgen.model.tombstones import Tombstone, Tombstones
from newsgen.model.urls import output_path
from newsgen.pipeline.ledger import Ledger

HOST: Final = "https://www.old.example"
AREAS: Final = '[areas.Old]\nhosts = ["www.old.example", "old.example"]\n'
PLAN: Final = f'{AREAS}[releases]\naddresses = ["/news/*"]\n'
CONFIG: Final = parse_config(f'[site]\nbase_url = "{HOST}"\n{AREAS}')
DAY: Final = datetime(2024, 5, 1, tzinfo=UTC)
NO_LEDGER: Final = Ledger([], Tombstones(), [])
IMPORTED, COPIED, REDIRECT, GONE, OTHER, LEFT_OUT, UNEXPLAINED = AddressFate


class Seen:
    """A capture of a test: a page with a text, unless it says something else."""

    def __init__(self, path: str, text: str = "", **more: Any) -> None:
        self.facts: PageFacts | None = None
        url = path if "://" in path else HOST + path
        files = more.pop("files", ())
        canonical, missing = more.pop("canonical", ""), more.pop("missing", False)
        more = {"media_type": "text/html", "at": DAY, "origin": path, **more}
        self.capture = Capture(url=url, **more)
        has_body = "same_as" not in more and more.get("status", 200) == 200
        if more["media_type"] == "text/html" and has_body:
            words = text or path
            self.facts = PageFacts(
                words, None, canonical, words.encode(), text != "-", missing, files
            )


def account(
    seen: Sequence[Seen], plan: str = PLAN, ledger_: Ledger = NO_LEDGER
) -> tuple[Accounts, dict[str, Account]]:
    index = CaptureIndex()
    for each in seen:
        index.add(each.capture, each.facts)
    accounts = Accounting(index, parse(plan), CONFIG, ledger_).accounts()
    return accounts, {url.removeprefix(HOST): row for url, row in accounts.rows.items()}


USED: Final = ("a.png", "b.pdf?v=1", "get?file=3", "notes.md")


def test_each_kind_of_address_has_its_fate() -> None:
    picture = {"media_type": "image/png"}
    _, rows = account(
        [
            Seen("/news/a", files=tuple(f"{HOST}/{name}" for name in USED)),
            Seen("/get?file=3", media_type="application/pdf"),
            Seen("/notes.md", media_type="text/markdown"),
            Seen("/a.png", **picture),
            Seen("/b.pdf?v=1", media_type="application/pdf"),
            Seen("/banner.png", **picture),
            Seen("/plan.pdf", media_type="application/pdf"),
            Seen("/style.css", media_type="text/css"),
            Seen("/feed", media_type="application/rss+xml"),
            Seen("/about/"),
            Seen("/news/empty", "-"),
            Seen("/news/lost", missing=True),
            Seen("/news/gone", status=410),
            Seen("/news/broken", status=500),
            Seen("/news/cut", trouble="the file is empty"),
            Seen("/old", status=301, location="news/a"),
            Seen("https://else.example/news/a"),
        ]
    )
    assert {path: row.outcome for path, row in rows.items()} == {
        "/get?file=3": UNEXPLAINED, "/notes.md": UNEXPLAINED,
        "/news/a": IMPORTED, "/a.png": COPIED, "/b.pdf?v=1": COPIED, "/banner.png": OTHER,
        "/plan.pdf": UNEXPLAINED, "/style.css": OTHER, "/feed": OTHER, "/about/": UNEXPLAINED,
        "/news/empty": UNEXPLAINED, "/news/lost": GONE, "/news/gone": GONE,
        "/news/broken": UNEXPLAINED, "/news/cut": UNEXPLAINED, "/old": REDIRECT,
        "https://else.example/news/a": OTHER,
    }  # fmt: skip
    assert rows["/news/cut"].reason == "the file is empty"


@pytest.mark.parametrize("order", [1, -1])
def test_the_newest_capture_decides(order: int) -> None:
    seen = [
        Seen("/news/a", "old text"),
        Seen("/news/a", "new text", at=DAY + timedelta(days=1), origin="new"),
        Seen("/news/b"),
        Seen("/news/b", at=DAY + timedelta(days=1), status=404),
    ]
    accounts, rows = account(seen[::order])
    assert accounts.releases.keys() == {"new"}
    assert rows["/news/b"].reason == "the server answered 404, and had a page before"
    assert accounts.lines == [f"{HOST}/news/b gone"]


def test_a_404_that_never_was_a_page_is_no_line_of_the_ledger() -> None:
    accounts, rows = account([Seen("/news/typo", status=404), Seen("/news/x", status=410)])
    assert rows["/news/typo"].outcome is GONE
    assert accounts.lines == [f"{HOST}/news/x gone"]


def test_redirects_lead_to_their_end() -> None:
    def moved(path: str, to: str) -> Seen:
        return Seen(path, status=301, location=to)

    accounts, rows = account(
        [
            Seen("/news/a"),
            moved("/1", "/2"),
            moved("/2", f"{HOST}/news/a#top"),
            moved("/circle", "/circle2"),
            moved("/circle2", "/circle"),
            moved("/news/A/", "/news/a"),
            moved("http://old.example/news/a", "/news/a"),
            moved("/nowhere", "http://["),
            moved("/out", "https://else.example/"),
            moved("/private", "/staff/"),
            Seen("/staff/", status=403),
            Seen("/g", status=410),
            moved("/to-gone", "/g"),
            *(moved(f"/long{n}", f"/long{n + 1}") for n in range(20)),
        ]
    )
    assert {path: rows[path].target for path in ("/1", "/2")} == dict.fromkeys(
        ("/1", "/2"), f"{HOST}/news/a"
    )
    assert accounts.redirects == {f"{HOST}/news/a": ["/1", "/2"]}  # servers answer the others
    reasons = {path: (rows[path].outcome, rows[path].reason) for path in rows}
    assert reasons["/circle"] == (UNEXPLAINED, "the redirect is a circle")
    assert reasons["/nowhere"] == (UNEXPLAINED, "it leads nowhere")
    assert reasons["/long0"] == (UNEXPLAINED, "the redirect does not end")
    assert reasons["/private"] == (UNEXPLAINED, "it leads to what is private")
    assert reasons["/out"][0] is UNEXPLAINED
    assert reasons["/to-gone"][0] is GONE
    assert accounts.private == 1
    assert "/staff/" not in rows


def test_one_page_at_several_addresses_is_one_release() -> None:
    accounts, rows = account(
        [
            Seen("/news/a", "text", canonical=f"{HOST}/news/a"),
            Seen("/news/a?print=1", "text"),
            Seen("/news/A", "text"),
            Seen("/?p=12", "text"),
            Seen("/news/wrote-as-second-page", "text"),
            Seen("/news/b", "other text"),
        ],
        PLAN.replace('"/news/*"', '"/news/*", "/news/*?print=1", "/?p=*"'),
    )
    assert sum(row.outcome is IMPORTED for row in rows.values()) == 2
    assert rows["/?p=12"].target == f"{HOST}/news/a"
    assert accounts.redirects[f"{HOST}/news/a"] == [
        "/news/a?print=1", "/?p=12", "/news/wrote-as-second-page",
    ]  # fmt: skip


def test_a_page_that_calls_itself_another_and_has_another_text_is_not_lost() -> None:
    second = Seen("/news/a-page-2", "the rest of it", canonical=f"{HOST}/news/a")
    _, rows = account([Seen("/news/a", "text"), second])
    assert rows["/news/a"].outcome is IMPORTED
    assert rows["/news/a-page-2"].outcome is UNEXPLAINED
    assert "its text is another" in rows["/news/a-page-2"].reason


def test_a_text_that_many_addresses_have_is_no_release() -> None:
    _, rows = account([Seen(f"/news/{n}", "an error has occurred") for n in range(6)])
    assert {row.outcome for row in rows.values()} == {UNEXPLAINED}
    assert "is it an error page?" in rows["/news/0"].reason


def test_a_visit_has_the_page_that_it_names() -> None:
    accounts, rows = account(
        [
            Seen("/news/a", "text", digest="sha1:A"),
            Seen("/news/b", same_as="sha1:B", at=DAY),
            Seen("/news/a", same_as="sha1:A", at=DAY + timedelta(days=1), origin="visit"),
        ]
    )
    assert accounts.releases.keys() == {"/news/a"}
    assert rows["/news/b"].outcome is UNEXPLAINED


def test_the_plan_decides_of_what_is_no_release() -> None:
    rules = [("/category/**", "not-a-release", ""), ("/news/x", "left-out", ""),
             ("/shop/", "gone", ""), ("/press/", "moved", "/newsroom/")]  # fmt: skip
    plan = PLAN + "".join(
        f'[[addresses]]\nmatch = ["{match}"]\nfate = "{fate}"\n' + (f'to = "{to}"\n' if to else "")
        for match, fate, to in rules
    )
    accounts, rows = account(
        [Seen(p) for p in ("/category/a/b", "/news/x", "/shop/", "/press/")], plan
    )
    assert [row.outcome for row in rows.values()] == [OTHER, LEFT_OUT, GONE, REDIRECT]
    assert accounts.lines == [f"{HOST}/shop/ gone", f"{HOST}/press/ moved {HOST}/newsroom/"]


def removed(*urls: str) -> Ledger:
    """Return the ledger of a site from which releases were removed for good."""
    stones = Tombstones(tombstones.new_key())
    addresses = [address_of(url) for url in urls]
    lines = [
        Tombstone(stones.digest(each.host, output_path(each)), "erasure", "2026-01-01", f"{HOST}/")
        for each in addresses
    ]
    return Ledger([], Tombstones(stones.key, tuple(lines)), [])


def test_what_was_removed_comes_back_from_no_address() -> None:
    accounts, rows = account(
        [
            Seen("/news/a", "a name"),
            Seen("/news/A/", "a name"),
            Seen("/?p=1", "other", canonical=f"{HOST}/news/a"),
            Seen("/print/a", "a name"),
            Seen("/old", status=301, location="/news/a"),
            Seen("/news/b"),
        ],
        ledger_=removed(f"{HOST}/news/a"),
    )
    assert rows.keys() == {"/news/b"}
    assert accounts.removed == 5
    assert accounts.releases.keys() == {"/news/b"}


def test_what_the_ledger_says_is_gone_or_moved_is_not_imported() -> None:
    lines, _ = ledger.read(f"{HOST}/news/a gone\n{HOST}/news/b moved {HOST}/news/c\n")
    accounts, rows = account(
        [Seen("/news/a"), Seen("/news/b")], ledger_=Ledger(lines, Tombstones(), [])
    )
    assert [row.outcome for row in rows.values()] == [GONE, REDIRECT]
    assert not accounts.releases
    assert not accounts.lines


@pytest.mark.parametrize(
    "url",
    [f"{HOST}/a/../b", f"{HOST}/a%2Fb", f"{HOST}/.git/config", f"{HOST}/%ff", f"{HOST}:8080/a",
     f"{HOST}/web.config/"],
)  # fmt: skip
def test_an_address_that_newsgen_cannot_have_is_a_row_all_the_same(url: str) -> None:
    accounts, _ = account([Seen(url)])
    assert accounts.rows[url].outcome is UNEXPLAINED


def test_places_that_cannot_be_read_and_files_that_are_missing_are_named() -> None:
    index = CaptureIndex()
    index.add(Capture("a.warc, record 3", trouble="damaged"), None)
    assert index.unread == [("a.warc, record 3", "damaged")]
    accounts, _ = account([Seen("/news/a", files=(f"{HOST}/x.jpg", f"{HOST}/page/"))])
    assert accounts.missing_files == {f"{HOST}/x.jpg": f"{HOST}/news/a"}

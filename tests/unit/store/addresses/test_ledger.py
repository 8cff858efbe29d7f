"""The ledger in the store: what is lost, held back and was ever public."""

from newsgen.model.release import Status
from newsgen.model.urls import folded, output_path, parse_url
from newsgen.store.tables import LedgerRow, TombstoneRow
from tests.support.catalogue import AS_OF, HOST, Archive, indexed, redirect, release

SITE = f"https://{HOST}"


def row(line: int, path: str) -> LedgerRow:
    address = parse_url(f"{SITE}{path}")
    file = output_path(address)
    return LedgerRow(line, address.url, "", address.path, address.query, file, folded(file))


def test_an_address_is_lost_if_neither_release_nor_old_address_has_it(archive: Archive) -> None:
    old = redirect(f"{SITE}/old", release("seen"))
    archive.put(indexed(release("seen"), redirects=[old]), release("draft", status=Status.DRAFT))
    paths = ["/news/SEEN", "/old", "/news/draft", "/lost", "/LOST", "/moved"]
    moved = redirect(f"{SITE}/moved", release("seen"))
    ledger = archive.at().ledger
    ledger.put([row(n, path) for n, path in enumerate(paths, 1)], [moved], [])
    assert [(r.line, r.path) for r in ledger.lost()] == [(3, "/news/draft"), (4, "/lost")]
    ledger.put([], [], [])
    assert ledger.lost() == []
    assert [old.source for old in archive.at().addresses.every()] == ["seen.md"]


def test_what_is_held_is_told_with_its_old_addresses(archive: Archive) -> None:
    held = release("held", "2026-03-20 09:00")
    archive.put(
        release("seen"), indexed(held, redirects=[redirect(f"{SITE}/old", release("seen"))])
    )
    ledger = archive.at().ledger
    ledger.put([row(1, "/news/held"), row(2, "/news/seen"), row(3, "/old")], [], [])
    assert held.published is not None
    until = held.published.at.timestamp()
    assert ledger.held() == [
        (1, f"{SITE}/news/held", "held.md", until),
        (3, f"{SITE}/old", "held.md", until),
    ]


def test_folders_of_removed_addresses_come_once(archive: Archive) -> None:
    ledger = archive.at().ledger
    ledger.put(
        [], [], [TombstoneRow(d, "", f) for d, f in [("1", "/b/"), ("2", "/a/"), ("3", "/b/")]]
    )
    assert ledger.gone_below() == [("", "/a/"), ("", "/b/")]


def test_public_is_what_is_or_was_to_be_seen(archive: Archive) -> None:
    over = indexed(release("over", expires=AS_OF), redirects=[redirect(f"{SITE}/old")])
    archive.put(
        over,
        release("gone", status=Status.GONE),
        release("draft", status=Status.DRAFT),
        release("held", "2026-03-20 09:00"),
        release("never", "2026-03-01 09:00", expires=AS_OF.replace(day=1, hour=8)),
    )
    assert archive.at().ledger.public_urls() == [
        f"{SITE}/news/gone",
        f"{SITE}/news/over",
        f"{SITE}/old",
    ]

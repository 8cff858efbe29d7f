"""Which files the pages of a source use."""

from dataclasses import replace

from newsgen.importers.accounts import AddressFate
from newsgen.importers.file_uses import only_theirs, uses_of
from newsgen.importers.seen import CaptureIndex
from newsgen.model import ledger
from newsgen.model.tombstones import Tombstones
from newsgen.pipeline.ledger import Ledger
from tests.support.accounted import HOST, Visit, account


def indexed(*visits: Visit) -> CaptureIndex:
    index = CaptureIndex()
    for each in visits:
        index.add(each.capture, each.facts)
    return index


def test_each_file_has_the_pages_that_use_it() -> None:
    both, mine = f"{HOST}/both.png", f"{HOST}/mine.png"
    index = indexed(
        Visit("/news/a", files=(both, mine, mine, "mailto:a@old.example")),
        Visit("/news/b", files=(both, f"{HOST}/news/a")),
        Visit("/both.png", media_type="image/png"),
        Visit("/mine.png", media_type="image/png"),
    )
    a, b = f"{HOST}/news/a", f"{HOST}/news/b"
    assert uses_of(index, [b, a]) == {both: [a, b], mine: [a], a: [b]}
    assert [*only_theirs(index, [both, mine, a], {both})] == [mine]


def test_files_that_only_a_record_uses_which_nobody_may_see_have_no_row() -> None:
    hidden = Visit("/news/secret", files=(f"{HOST}/secret.pdf", f"{HOST}/both.pdf"))
    hidden.capture = replace(hidden.capture, status=403)
    pdf = {"media_type": "application/pdf"}
    accounts, rows = account(
        [hidden, Visit("/news/a", files=(f"{HOST}/both.pdf",)), Visit("/secret.pdf", **pdf),
         Visit("/both.pdf", **pdf)]
    )  # fmt: skip
    assert {path: row.outcome for path, row in rows.items()} == {
        "/news/a": AddressFate.IMPORTED, "/both.pdf": AddressFate.COPIED,
    }  # fmt: skip
    assert accounts.private == 2
    assert accounts.users == {f"{HOST}/both.pdf": [f"{HOST}/news/a"]}


def test_links_to_addresses_of_the_site_that_nothing_has_are_told_of() -> None:
    paths = ("/news/b", "/NEWS/b/", "/listed", "/ledger", "/", "/team/", "/lost.pdf")
    files = (*(HOST + path for path in paths), "https://else.example/x")
    lines, _ = ledger.read(f"{HOST}/ledger gone\n")
    accounts, _ = account(
        [Visit("/news/a", files=files), Visit("/news/b"), Visit("/listed", is_listed=True)],
        ledger_=Ledger(lines, Tombstones(), []),
    )
    assert accounts.nowhere == {f"{HOST}/team/": [f"{HOST}/news/a"]}
    assert accounts.missing_files == {f"{HOST}/lost.pdf": f"{HOST}/news/a"}

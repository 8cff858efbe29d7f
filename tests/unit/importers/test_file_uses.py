"""Which files the pages of a source use."""

from dataclasses import replace

from newsgen.importers.accounts import AddressFate
from newsgen.importers.file_uses import only_theirs, uses_of
from newsgen.importers.links import links_of
from newsgen.importers.plan import parse
from newsgen.importers.seen import CaptureIndex
from newsgen.model import ledger
from newsgen.model.tombstones import Tombstones
from newsgen.pipeline.ledger import Ledger
from tests.support.accounted import CONFIG, HOST, PLAN, Visit, account


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


def test_a_file_behind_a_redirect_is_used_too() -> None:
    pdf = {"media_type": "application/pdf"}
    loops = [Visit("/1", status=301, location="/2"), Visit("/2", status=301, location="/1")]
    accounts, rows = account(
        [Visit("/news/a", files=(f"{HOST}/old.pdf", f"{HOST}/1", f"{HOST}/nowhere")),
         Visit("/old.pdf", status=301, location="/older.pdf"),
         Visit("/older.pdf", status=302, location=f"{HOST}/new.pdf"), Visit("/new.pdf", **pdf),
         Visit("/nowhere", status=301, location="http://["), *loops]
    )  # fmt: skip
    assert rows["/new.pdf"].outcome is AddressFate.COPIED
    assert rows["/old.pdf"].target == f"{HOST}/new.pdf"
    assert rows["/old.pdf"].outcome is AddressFate.REDIRECT
    assert f"{HOST}/old.pdf moved {HOST}/new.pdf" in accounts.lines


def test_of_files_that_differ_in_case_alone_one_is_copied() -> None:
    """A build refuses both, and old servers had one file for all of these."""
    uses = {"/news/a": ("/docs/plan.pdf", "/Docs/Plan.pdf"), "/news/b": ("/Docs/Plan.pdf",),
            "/news/c": ("/DOCS/PLAN.PDF", "/docs/old.pdf")}  # fmt: skip
    pdf = {"media_type": "application/pdf"}
    accounts, rows = account(
        [*(Visit(page, files=tuple(HOST + file for file in files)) for page, files in uses.items()),
         Visit("/docs/old.pdf", status=301, location="/docs/PLAN.pdf"),
         *(Visit(file, **pdf) for file in ("/docs/plan.pdf", "/Docs/Plan.pdf"))]
    )  # fmt: skip
    assert rows["/Docs/Plan.pdf"].outcome is AddressFate.COPIED
    assert rows["/docs/plan.pdf"].outcome is AddressFate.UNEXPLAINED
    assert f"{HOST}/Docs/Plan.pdf" in rows["/docs/plan.pdf"].reason
    assert [each.path for every in accounts.files.values() for each in every] == ["/Docs/Plan.pdf"]
    assert not accounts.missing_files
    links = links_of(parse(PLAN), CONFIG, files=accounts.places)
    for href in ("/docs/plan.pdf", "/DOCS/PLAN.PDF", "/docs/old.pdf"):
        assert links.written(f"{href}#page=2", f"{HOST}/news/c") == "/Docs/Plan.pdf#page=2"
    assert links.written("/news/A", f"{HOST}/news/c") == "/news/A"


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

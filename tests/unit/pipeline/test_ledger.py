"""The ledger and the tombstones of a site: read with what is wrong, and taken into the store."""

from pathlib import Path

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.model.tombstones import Tombstones
from newsgen.pipeline.ledger import read, read_tombstones, redirect_of, sync
from tests.support.builds import URL, appeal, ingested
from tests.support.site import CONFIG, write

KEY = "ab" * 32
STONE = Tombstones(KEY).digest(URL.removeprefix("https://"), "erased/x.aspx")
STONES = f"key {KEY}\n{STONE} erasure 2026-03-01 {URL}/erased/\n"
SITE = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("a", "2026-03-01"),
    "urls.txt": f"{URL}/news/a.aspx\n{URL}/was.aspx moved {URL}/news/a.aspx\n{URL}/lost.aspx\n",
    "tombstones.txt": STONES,
}


def test_files_that_are_not_there_are_empty(tmp_path: Path) -> None:
    held = read(tmp_path)
    assert (held.lines, held.tombstones, held.wrong) == ([], Tombstones(), [])
    assert read_tombstones(tmp_path) == Tombstones()


def test_tombstones_are_read_alone(site: Path) -> None:
    write(site / "urls.txt", "nonsense\n")
    assert read_tombstones(site) == read(site).tombstones != Tombstones()


def test_lines_that_cannot_be_read_are_told_in_both_files(site: Path) -> None:
    write(site / "urls.txt", f"\ufeff{URL}/a.aspx\r\n{URL}/b.aspx went\r\n<<<<<<< HEAD\r\n")
    write(site / "tombstones.txt", STONES + "nonsense\n")
    held = read(site)
    assert [line.address.path for line in held.lines] == ["/a.aspx"]
    assert [(w.code, w.span.path, w.span.line) for w in held.wrong] == [
        ("NG431", "urls.txt", 2), ("NG431", "urls.txt", 3), ("NG431", "tombstones.txt", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"caf\xe9", "the file is not UTF-8: line 1 has the byte 0xe9"),
        (None, "the file cannot be read: is a directory"),
    ],
)
def test_a_file_that_cannot_be_read_stops_it(site: Path, data: bytes | None, why: str) -> None:
    (site / "urls.txt").unlink()
    if data is None:
        (site / "urls.txt").mkdir()
    else:
        write(site / "urls.txt", data)
    with pytest.raises(NewsgenError) as error:
        read(site)
    (finding,) = error.value.diagnostics
    assert (finding.code, finding.span.path, finding.message) == ("NG431", "urls.txt", why)


def test_what_they_hold_is_in_the_store(site: Path) -> None:
    with ingested(site) as session:
        ledger = session.catalogue.ledger
        assert [row.path for row in ledger.lost()] == ["/lost.aspx"]
        assert [place for _, place in ledger.gone_below()] == ["/erased/"]
        assert [old.redirect.path for old in session.catalogue.addresses.every()] == ["/was.aspx"]


def test_only_another_text_is_taken_in_again(site: Path) -> None:
    with ingested(site) as session:
        session.manifest.receipts.keep("good")
        write(site / "urls.txt", (site / "urls.txt").read_text())
        sync(session)
        assert session.manifest.receipts.text() == "good", "only its stamp is another"
        write(site / "urls.txt", "")
        sync(session)
        assert session.manifest.receipts.text() == ""
        assert session.catalogue.ledger.lost() == []


def test_a_line_leads_within_the_site_or_elsewhere(site: Path) -> None:
    write(site / "urls.txt", f"{URL}/x.aspx moved https://www.other.example/é\n{URL}/y.aspx gone\n")
    with ingested(site) as session:
        elsewhere, gone = (redirect_of(line, session.config) for line in read(site).lines)
    assert elsewhere.target is not None
    assert (elsewhere.target.url, elsewhere.target.path) == ("https://www.other.example/%C3%A9", "")
    assert gone.target is None

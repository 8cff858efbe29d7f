"""The text of the ledger: what is missing from it, and what must not be in it."""

from pathlib import Path

import pytest

from newsgen.config.load import parse
from newsgen.diagnostics import NewsgenError
from newsgen.model import ledger
from newsgen.model.tombstones import Tombstone, Tombstones
from newsgen.pipeline.ledger import Ledger
from newsgen.retention.ledger import missing_lines, public_urls, save, save_text, written
from tests.support.builds import URL, appeal, ingested
from tests.support.site import CONFIG as SETTINGS, Release, write_site

HOST = "www.northshire.police.example"
SITE = f"https://{HOST}"
CONFIG = parse("")
KEY = "ab" * 32
REMOVED = Tombstone(Tombstones(KEY).digest(HOST, "removed.aspx"), "found", "2026-03-01", f"{SITE}/")


def held(*lines: str, stones: tuple[Tombstone, ...] = (REMOVED,)) -> Ledger:
    read, wrong = ledger.read("\n".join(lines))
    assert wrong == []
    return Ledger(read, Tombstones(KEY, stones), [])


def test_only_what_the_ledger_lacks_is_missing_and_nothing_that_was_removed() -> None:
    public = [f"{SITE}/a.aspx", f"{SITE}/b.aspx", f"{SITE}/Removed.aspx", f"{SITE}/caf%C3%A9.aspx"]
    lines = held(f"{SITE}/a.aspx", f"{SITE}/Café.aspx gone")
    assert missing_lines(lines, public, CONFIG) == [f"{SITE}/b.aspx", f"{SITE}/caf%C3%A9.aspx"]


TOPICS = '\n[taxonomies.topics]\nkey = "tags"\n'


def test_terms_of_what_is_not_published_yet_are_not_public(tmp_path: Path) -> None:
    undated = Release("Undated", "Northshire", f"{URL}/news/u.aspx", None, more={"tags": "[old]"})
    files: dict[str, str | Release] = {
        "newsgen.toml": SETTINGS + TOPICS,
        "content/a.md": appeal("a", "2026-03-01", tags="[rural]"),
        "content/u.md": undated,
        "content/d.md": appeal("d", "2026-03-01", tags="[secret]", status="draft"),
        "content/e.md": appeal("e", "2026-03-01", tags="[held]", embargo="2030-01-01T10:00Z"),
    }
    with ingested(write_site(tmp_path / "site", files)) as session:
        public = public_urls(session)
    terms = [url.partition("/topics/")[2] for url in public if "/topics/" in url]
    assert terms == ["old/", "old/undated/", "rural/", "rural/2026/"]
    assert f"{URL}/news/a.aspx" in public
    assert not {f"{URL}/news/d.aspx", f"{URL}/news/e.aspx"} & {*public}


def test_a_line_with_a_fate_goes_before_a_plain_one_whatever_their_order() -> None:
    for lines in (["/a.aspx", "/a.aspx gone"], ["/a.aspx gone", "/a.aspx"]):
        text = written(held(*(f"{SITE}{line}" for line in lines)), [], CONFIG)
        assert text == [f"{SITE}/a.aspx gone"]


def test_of_two_fates_both_stay_until_somebody_keeps_one_of_them() -> None:
    lines = [f"{SITE}/a.aspx gone", f"{SITE}/a.aspx moved {SITE}/b.aspx"]
    for order in (lines, lines[::-1], [f"{SITE}/a.aspx", *lines, *lines]):
        assert written(held(*order), [], CONFIG) == lines


def test_a_removed_address_is_in_no_line_of_either_side() -> None:
    lines = held(
        f"{SITE}/removed.aspx",
        f"{SITE}/REMOVED.aspx gone",
        f"{SITE}/old.aspx moved {SITE}/removed.aspx",
        f"{SITE}/other.aspx moved https://other.example/removed.aspx",
    )
    text = written(lines, [f"{SITE}/new.aspx"], CONFIG)
    assert text == [
        f"{SITE}/new.aspx",
        f"{SITE}/old.aspx gone",
        f"{SITE}/other.aspx moved https://other.example/removed.aspx",
    ]


def test_what_is_saved_reads_the_same(tmp_path: Path) -> None:
    lines = [f"{SITE}/b.aspx gone", f"{SITE}/a%20–.aspx".replace("–", "%E2%80%93")]
    save(tmp_path, lines)
    text = (tmp_path / ledger.FILE).read_text(encoding="utf-8")
    read, wrong = ledger.read(text)
    assert wrong == []
    assert [line.text for line in read] == sorted(lines)


def test_a_file_that_cannot_be_written_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "urls.txt").mkdir()
    with pytest.raises(NewsgenError) as error:
        save_text(tmp_path / "urls.txt", "x")
    (diagnostic,) = error.value.diagnostics
    assert (diagnostic.code, diagnostic.span.path) == ("NG905", "urls.txt")
    assert list(tmp_path.iterdir()) == [tmp_path / "urls.txt"], "nothing is left half written"

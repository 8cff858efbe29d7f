"""Burying: a stone for each address, none of them in the ledger, and no name in a folder."""

from collections.abc import Sequence
from pathlib import Path

from newsgen.model import tombstones
from newsgen.model.urls import Address
from newsgen.pipeline.ledger import read
from newsgen.retention._tombstones import place_of, write_tombstones
from tests.support.builds import URL, appeal, ingested
from tests.support.site import CONFIG, write

OLD = f"{URL}/news/2026/March/Alex-Rowan.aspx"
SITE = {"newsgen.toml": CONFIG, "content/a.md": appeal("a", "2026-03-01")}


def bury(site: Path, urls: Sequence[str], *, reason: str = "erasure", ref: str = "") -> None:
    with ingested(site) as session:
        write_tombstones(session, [place_of(url) for url in urls], reason=reason, ref=ref)


def test_a_place_is_an_address_and_its_file() -> None:
    place = place_of(f"{URL}/news/Caf%C3%A9/?id=1")
    assert place.address.path == "/news/Café/"
    assert place.file.startswith("news/Café")
    assert place_of(OLD).file == "news/2026/March/Alex-Rowan.aspx"


def test_a_removed_address_is_known_by_its_digest_alone(site: Path) -> None:
    write(site / "urls.txt", f"{OLD}\n{URL}/news/a.aspx\n")
    bury(site, [OLD], ref="DPO-17")
    held = read(site)
    stone = held.tombstones.at("", "news/2026/march/alex-rowan.aspx")
    assert stone is not None
    assert (stone.reason, stone.day, stone.ref) == ("erasure", "2026-03-15", "DPO-17")
    assert stone.folder == f"{URL}/news/2026/March/"
    assert [line.address.url for line in held.lines] == [f"{URL}/news/a.aspx"]
    texts = [(site / name).read_text("utf-8") for name in ("urls.txt", tombstones.FILE)]
    assert not any("Rowan" in text for text in texts)


def test_a_site_without_a_ledger_gets_none(site: Path) -> None:
    bury(site, [OLD])
    assert not (site / "urls.txt").exists()


def test_a_second_removal_keeps_key_and_stones(site: Path) -> None:
    bury(site, [OLD])
    key = read(site).tombstones.key
    bury(site, [f"{URL}/news/other.aspx", OLD], reason="found")
    stones = read(site).tombstones
    assert stones.key == key
    assert {stone.reason for stone in stones.stones} == {"found"}
    assert len(stones.stones) == 2


def test_an_older_stones_folder_is_cut_when_it_is_empty(site: Path) -> None:
    write(site / "content/b.md", appeal("x/b", "2026-03-01").text())
    bury(site, [f"{URL}/news/x/c.aspx"])
    (stone,) = read(site).tombstones.stones
    assert stone.folder == f"{URL}/news/x/"
    (site / "content/b.md").unlink()
    bury(site, [f"{URL}/news/x/b.aspx"])
    assert {stone.folder for stone in read(site).tombstones.stones} == {f"{URL}/news/"}


def test_a_line_of_the_ledger_keeps_its_folder(site: Path) -> None:
    write(site / "urls.txt", f"{URL}/kept/by/a-line.aspx gone\n")
    bury(site, [f"{URL}/kept/by/Alex-Rowan.aspx"])
    (stone,) = read(site).tombstones.stones
    assert stone.place == (Address("https", URL.removeprefix("https://"), "/kept/by/"), "/kept/by/")

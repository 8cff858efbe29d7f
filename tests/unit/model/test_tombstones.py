"""Tombstones: what is left of a removed address names nobody."""

from dataclasses import replace

import pytest

from newsgen.model.tombstones import (
    Tombstone,
    Tombstones,
    WrongLine,
    cut,
    cut_again,
    folder_above,
    merged,
    new_key,
    read,
)
from newsgen.model.urls import Address, parse_url

HOST = "www.northshire.police.example"
SITE = f"https://{HOST}"
KEY, OTHER = "ab" * 32, "cd" * 32


def stone(path: str, key: str = KEY, host: str = HOST, **changes: str) -> Tombstone:
    digest = Tombstones(key).digest(host, path)
    return Tombstone(digest, "erasure", "2026-03-01", f"https://{host}/news/")._replace(**changes)


def test_an_address_is_known_whatever_its_letter_case_and_by_no_other() -> None:
    stones = Tombstones(KEY, (stone("news/Apêl.aspx"),))
    assert stones.at(HOST, "NEWS/APÊL.aspx") == stones.stones[0]
    assert stones.at(HOST, "news/ape\u0302l.aspx".replace("e\u0302", "ê"))
    assert stones.at("", "news/apêl.aspx"), "a root without a name is that of all hosts"
    assert stones.at("other.example", "news/apêl.aspx") is None
    assert stones.at(HOST, "news/appeal.aspx") is None


def test_a_text_names_no_removed_address() -> None:
    text = Tombstones(KEY, (stone("news/alex-rowan.aspx"),)).write()
    assert "rowan" not in text
    assert read(text) == (Tombstones(KEY, (stone("news/alex-rowan.aspx"),)), [])


def test_two_branches_that_were_merged_brought_a_key_each() -> None:
    text = (
        Tombstones(KEY, (stone("a.aspx"),)).write()
        + Tombstones(OTHER, (stone("b.aspx", OTHER),)).write()
    )
    stones, wrong = read(text)
    assert wrong == []
    assert (stones.key, stones.more_keys) == (KEY, (OTHER,))
    assert stones.at(HOST, "a.aspx")
    assert stones.at(HOST, "b.aspx")
    assert read(stones.write())[0].at(HOST, "b.aspx"), "no key is lost by writing it again"


def test_a_line_that_was_merged_in_twice_is_written_once() -> None:
    text = Tombstones(KEY, (stone("a.aspx"), stone("a.aspx"))).write()
    assert text.count(stone("a.aspx").digest) == 1


@pytest.mark.parametrize("sign", ["#", "# ", "#\t"])
def test_removal_that_was_undone_stays_in_the_file(sign: str) -> None:
    undone, other = stone("a.aspx"), stone("b.aspx")
    for line in (undone.text, undone.digest):
        stones, wrong = read(f"key {KEY}\n{sign}{line}\n# said\n{other.text}\n")
        assert wrong == []
        assert stones.at(HOST, "a.aspx") is None
        assert stones.undone_digests == {undone.digest}
        assert read(stones.write())[0] == stones
    again = replace(stones, stones=(undone, other))
    assert again.undone_digests == frozenset()
    assert again.write().count(undone.digest) == 1
    assert read(f"# {undone.text}\n")[0].undone_digests == {undone.digest}


@pytest.mark.parametrize(
    "line",
    [
        "9f86d081 erasure 2026-11-25 https://h.example/",
        f"{'a' * 32} erasure 2026-11-25 https://h.example/page.aspx",
        f"{'a' * 32} erasure 2026-11-25 not-an-address/",
        f"{'a' * 32} erasure yesterday https://h.example/",
        f"key {'a' * 63}",
        "<<<<<<<HEAD",
    ],
)
def test_a_line_that_is_none_is_told_by_its_number(line: str) -> None:
    stones, wrong = read(f"key {KEY}\r\n\r\n# said\r\n{line}\r\n")
    assert wrong == [WrongLine(4, "the line is not a tombstone")]
    assert stones == Tombstones(KEY)


def test_stones_without_a_key_are_told() -> None:
    text = stone("a.aspx").text + "\n"
    assert read(text) == (Tombstones(), [WrongLine(1, "the key is missing")])
    assert read("") == (Tombstones(), [])


def test_the_place_of_a_stone_keeps_its_sign() -> None:
    assert stone("a", folder=f"{SITE}/2026/caf%C3%A9/").place[1] == "/2026/café/"
    address, place = stone("a", folder=f"{SITE}/show.asp?").place
    assert (address.host, place) == (HOST, "/show.asp?")


@pytest.mark.parametrize(
    ("path", "others", "folder"),
    [
        ("/news/2026/March/alex-rowan.aspx", ["news"], "/news/2026/March/"),
        ("/news/2026/Mawrth/alex-rowan.aspx", ["news"], "/news/2026/Mawrth/"),
        ("/news/2026/Mars/alex-rowan.aspx", ["news"], "/news/2026/"),
        ("/news/alex-rowan/charged.aspx", ["news"], "/news/"),
        ("/alex-rowan/2026/charged.aspx", [], "/"),
        ("/2026/03/05/alex-rowan/", [], "/2026/03/05/"),
        ("/alex-rowan", [], "/"),
        ("/show.asp?id=7", ["show.asp?"], "/show.asp?"),
        ("/show.asp?id=7", [], "/"),
    ],
)
def test_the_folder_above_names_nobody(path: str, others: list[str], folder: str) -> None:
    address = parse_url(f"{SITE}{path}")
    assert folder_above(address, lambda _, p: p in others) == f"{SITE}{folder}"


def test_a_folder_is_cut_where_other_releases_are_gone() -> None:
    folder = Address("https", HOST, "/news/2026/")
    assert cut(folder, lambda _, path: path == "news") == f"{SITE}/news/2026/"
    assert cut(folder, lambda *_: False) == f"{SITE}/"
    assert cut_again(f"{SITE}/news/2026/", lambda *_: False) == f"{SITE}/"
    assert (
        cut_again(f"{SITE}/show.asp?", lambda _, path: path == "show.asp?") == f"{SITE}/show.asp?"
    )
    assert cut_again(f"{SITE}/show.asp?", lambda *_: False) == f"{SITE}/"


def test_the_newer_stone_of_an_address_counts() -> None:
    older, newer = stone("a"), stone("a", reason="found")
    assert merged([older, stone("b")], [newer]) == (newer, stone("b"))


def test_keys_are_long_and_never_the_same() -> None:
    keys = {new_key() for _ in range(10)}
    assert len(keys) == 10
    assert {len(key) for key in keys} == {64}

"""The lines of urls.txt and of tombstones.txt."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from newsgen.model import ledger, tombstones
from newsgen.model.tombstones import Tombstone, Tombstones, folder_above
from newsgen.model.urls import parse_url

HOST = "https://www.northshire.police.example"
PATHS = st.text(st.sampled_from("abé /?=%&–."), max_size=12).map(lambda text: f"{HOST}/x/y{text}")


@given(st.lists(PATHS.filter(lambda url: "/." not in url and "%" not in url), max_size=5))
def test_what_is_written_is_read(urls: list[str]) -> None:
    texts = [f"{parse_url(url).url}{' gone' * (at % 2)}" for at, url in enumerate(urls)]
    lines, wrong = ledger.read(ledger.write(texts))
    assert not wrong
    assert [line.text for line in lines] == sorted(set(texts))


def test_order_and_repetition_are_of_no_weight() -> None:
    text = f"{HOST}/b\n\n# x\n{HOST}/a moved {HOST}/b\n{HOST}/b\n"
    assert [line.text for line in ledger.read(text)[0]] == [
        f"{HOST}/b", f"{HOST}/a moved {HOST}/b", f"{HOST}/b",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["x", f"{HOST}/a lost", f"{HOST}/a gone now", f"{HOST}/a moved", "<<<<<<< HEAD", "https://"],
)
def test_a_line_that_is_none_is_told_with_its_number(line: str) -> None:
    lines, wrong = ledger.read(f"{HOST}/a\n{line}\n")
    assert len(lines) == 1
    assert [w.number for w in wrong] == [2]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (f"{HOST}/a moved /b", f"Write the absolute URL: {HOST}/b"),
        (f"{HOST}/a gon", "Did you mean gone?"),
        (f"{HOST}/a lost", ""),
        (f"gone {HOST}/a", f"Write {HOST}/a gone"),
        (f"{HOST}/a moved", f"Write {HOST}/a gone, or {HOST}/a moved and the new absolute URL."),
    ],
)
def test_a_line_that_can_be_corrected_has_a_hint(line: str, hint: str) -> None:
    _, (wrong,) = ledger.read(line)
    assert wrong.hint == hint


STONE = Tombstone("0" * 32, "erasure", "2026-03-05", f"{HOST}/2026/", "DPO-1")


def test_tombstones_are_read_as_they_are_written() -> None:
    stones = Tombstones(tombstones.new_key(), (STONE, STONE._replace(digest="1" * 32, ref="")))
    assert tombstones.read(stones.write()) == (stones, [])


@pytest.mark.parametrize(
    "line",
    ["key 00", "x", STONE.text.replace("2026-03-05", "today"), STONE.text.replace("https", "ftp"),
     STONE.text.replace("/2026/", "/2026"), STONE.text + " a name"],
)  # fmt: skip
def test_what_is_no_tombstone_is_told(line: str) -> None:
    actual, wrong = tombstones.read(f"key {'0' * 64}\n{line}\n")
    assert actual.stones == ()
    assert [each.number for each in wrong] == [2]


def test_keys_that_a_merge_brought_together_are_kept_and_tried_in_any_order() -> None:
    first, second = Tombstones("a" * 64), Tombstones("b" * 64)
    stone = STONE._replace(digest=first.digest("www.northshire.police.example", "one.aspx"))
    two = STONE._replace(digest=second.digest("www.northshire.police.example", "two.aspx"))
    first, second = replace(first, stones=(stone,)), replace(second, stones=(two,))
    merged = first.write() + second.write() + first.write()
    for text in (merged, "\n".join(reversed(merged.splitlines()))):
        actual, wrong = tombstones.read(text)
        assert wrong == []
        assert actual.at("", "one.aspx") == stone
        assert actual.at("", "two.aspx") == two
        assert actual.at("", "three.aspx") is None
        again, _ = tombstones.read(actual.write())
        assert again.key == actual.key
        assert again.more_keys == actual.more_keys


def test_a_root_without_a_name_is_that_of_all_hosts() -> None:
    stones = Tombstones("a" * 64)
    stone = STONE._replace(digest=stones.digest("www.northshire.police.example", "one.aspx"))
    stones = replace(stones, stones=(stone,))
    assert stones.at("", "ONE.aspx") == stone
    assert stones.at("www.northshire.police.example", "one.aspx") == stone
    assert stones.at("www.southshire.police.example", "one.aspx") is None
    assert Tombstones().at("www.northshire.police.example", "one.aspx") is None


def test_tombstones_without_their_key_are_of_no_use_and_it_says_so() -> None:
    actual, wrong = tombstones.read(STONE.text)
    assert actual.stones == ()
    assert wrong == [tombstones.WrongLine(1, "the key is missing")]


def test_a_digest_depends_on_the_key_and_not_on_letter_case() -> None:
    first, second = Tombstones("0" * 64), Tombstones("1" * 64)
    assert first.digest("H.example", "A/É.aspx") == first.digest("h.example", "a/é.aspx")
    assert first.digest("h.example", "a") != second.digest("h.example", "a")
    assert first.digest("h.example", "a") != first.digest("i.example", "a")


@pytest.mark.parametrize(
    ("url", "shared", "folder"),
    [
        ("/News/2026/March/Zoe.aspx", {"News"}, "/News/2026/March/"),
        ("/News/2026/March/Zoe/", {"News"}, "/News/2026/March/"),
        ("/News/2026/march-26/Zoe", {"News"}, "/News/2026/march-26/"),
        ("/News/2026/03/05/Zoe.aspx", {"News"}, "/News/2026/03/05/"),
        ("/News/Zoe/found.aspx", {"News"}, "/News/"),
        ("/News/Zoe/found.aspx", {"News", "News/Zoe"}, "/News/Zoe/"),
        ("/News/2026/Zoe.aspx", set(), "/"),
        ("/Zoe.aspx", set(), "/"),
        ("/item.aspx?name=Zoe", {"item.aspx?"}, "/item.aspx?"),
        ("/news/item.aspx?name=Zoe", {"news"}, "/news/"),
    ],
)  # fmt: skip
def test_a_folder_names_nobody(url: str, shared: set[str], folder: str) -> None:
    urls = folder_above(parse_url(HOST + url), lambda _, path: path in shared)
    assert urls == HOST + folder

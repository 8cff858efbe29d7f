"""Items of an export: a damaged one is a row with a reason, and the others are read."""

from pathlib import Path
from typing import Final

import pytest

from newsgen.importers import _wxr_items
from newsgen.importers._wxr_items import WxrItem, is_wxr, item_of, pieces_of, prologue_of
from tests.support.wxr import BLOG, export, item, meta, term

LAUGHS: Final = (
    '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>\n<rss '
)


def read(folder: Path, written: str | bytes) -> list[WxrItem | str]:
    file = folder / "export.xml"
    file.write_bytes(written if isinstance(written, bytes) else written.encode())
    charset = prologue_of(file).charset
    return [item_of(piece, charset) for piece in pieces_of(file)]


def shown(items: list[WxrItem | str]) -> list[str]:
    """Return the numbers of items, and the reasons of others without where XML is wrong."""
    return [each.partition(":")[0] if isinstance(each, str) else str(each.id) for each in items]


def test_an_item_has_its_fields_terms_and_comments(tmp_path: Path) -> None:
    comments = [
        f"<wp:comment><wp:comment_content><![CDATA[<b>x]]></wp:comment_content>"
        f"<wp:comment_approved>{each}</wp:comment_approved></wp:comment>"
        for each in ("1", "0", "spam")
    ]
    extra = (term("category", "a-b", "A &amp; B"), meta("_k", "1 & 2"), meta("_k", "3"), *comments)
    (got,) = read(tmp_path, export(item(7, "a ]]> b <p>c", *extra, title="T &amp; <i>u</i>")))
    assert isinstance(got, WxrItem)
    assert (got.id, got["title"], got["content:encoded"]) == (7, "T &amp; <i>u</i>", "a ]]> b <p>c")
    assert got.terms == [("category", "a-b", "A &amp; B")]
    assert (got.meta_of("_k"), got.comments) == (["1 & 2", "3"], ["1", "0", "spam"])
    assert prologue_of(tmp_path / "export.xml").blog == BLOG


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(export(item(1), item(2)), ["1", "2"], id="whole"),
        pytest.param(export(item(1, "<item> </item> </rss> <![CDATA["), item(2)), ["1", "2"],
                     id="tags of items in a text"),
        pytest.param(export(item(1).replace("</title>", ""), item(2)),
                     ["it is not well-formed", "2"], id="a tag that is not closed"),
        pytest.param(export(item(1).replace("]]></title>", "</title>", 1), item(2)),
                     ["it is not well-formed", "2"], id="a text that is not closed"),
        pytest.param(export(item(1).replace("</item>", ""), item(2)),
                     ["the item does not end", "2"], id="an item that is not closed"),
        pytest.param(export(item(1), item(2))[:-70], ["1", "the file ends within the item"],
                     id="cut within an item"),
        pytest.param(export(item(1), item(2)).partition("Words of 2")[0],
                     ["1", "the file ends within the item"], id="cut within a text"),
        pytest.param(export(item(1), item(2)).removesuffix("</channel>\n</rss>\n"),
                     ["1", "2", "the file does not end as an export does"], id="cut between"),
        pytest.param(export(item(1, "a\x0bb\x00c"), item(2)), ["1", "2"], id="control characters"),
        pytest.param(export(item(1, "", "<x>a&nbsp;b & c &#8217; &bogus; &copy d</x>"), item(2)),
                     ["1", "2"], id="signs of HTML"),
        pytest.param(export(item(1, "", "<x>&c;&f;</x>"), item(2)).replace("<rss ", LAUGHS),
                     ["1", "2"], id="entities that the file declares"),
        pytest.param(export(item(1, "", '<!DOCTYPE a [<!ENTITY b "c">]>'), item(2)),
                     ["it is not well-formed", "2"], id="a declaration in an item"),
        pytest.param(export(item(1, "", "<a>" * 50_000), item(2)), ["it is not well-formed", "2"],
                     id="nested deep"),
        pytest.param(export(item(1, "", "<a>" * 50_000 + "</a>" * 50_000), item(2)), ["1", "2"],
                     id="nested deep and closed"),
        pytest.param(export(item(1, post_id="-"), item(2, post_id="x1")), ["-1", "-2"],
                     id="no number"),
        pytest.param(export(item(1)).replace("<item>", '<item rdf:about="x">'), ["1"],
                     id="an item with attributes"),
        pytest.param(export(), [], id="no items"),
        pytest.param("", [], id="an empty file"),
    ],
)  # fmt: skip
def test_what_is_damaged_has_a_reason_and_the_rest_is_read(
    written: str, expected: list[str], tmp_path: Path
) -> None:
    assert shown(read(tmp_path, written)) == expected


def test_declared_entities_are_text_and_the_file_is_named(tmp_path: Path) -> None:
    written = export(item(1, "", "<x>&c;&f;</x>")).replace("<rss ", LAUGHS)
    (got,) = read(tmp_path, written)
    assert isinstance(got, WxrItem)
    assert got["x"] == "&c;&f;"
    assert prologue_of(tmp_path / "export.xml").trouble == (
        "its declarations of entities are not read"
    )


def test_signs_of_html_are_letters(tmp_path: Path) -> None:
    (got,) = read(tmp_path, export(item(1, "", "<x>a&nbsp;b & c &#8217; &bogus; &pound;5</x>")))
    assert isinstance(got, WxrItem)
    assert got["x"] == "a\xa0b & c ’ &bogus; £5"
    assert got["content:encoded"] == "Words of 1."


@pytest.mark.parametrize(
    ("encoding", "declared"), [("utf-8", "UTF-8"), ("cp1252", "windows-1252"),
                               ("cp1252", "ISO-8859-1"), ("cp1252", "UTF-8")],
)  # fmt: skip
def test_letters_are_right_whatever_the_file_says(
    encoding: str, declared: str, tmp_path: Path
) -> None:
    written = export(item(1, "The café – “it’s £5” for all of us."), item(2))
    items = read(tmp_path, written.replace("UTF-8", declared).encode(encoding))
    assert isinstance(items[0], WxrItem)
    assert items[0]["content:encoded"] == "The café – “it’s £5” for all of us."
    assert shown(items) == ["1", "2"]


def test_a_file_in_utf16_is_named(tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(export(item(1)).encode("utf-16"))
    assert is_wxr(file)
    assert prologue_of(file).trouble == "the file is UTF-16: save it as UTF-8"


def test_an_item_that_is_too_large_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_wxr_items, "LARGEST_PAGE", 2_000)
    items = read(tmp_path, export(item(1, "x" * 2_000), item(2)))
    assert shown(items) == ["the item is larger than 0 MB", "2"]


def test_texts_that_do_not_end_take_no_time(tmp_path: Path) -> None:
    assert shown(read(tmp_path, export(item(1)) + "<item><![CDATA[" * 200_000)) == [
        "1", "the file ends within the item",
    ]  # fmt: skip


def test_an_export_is_known_by_what_it_says(tmp_path: Path) -> None:
    for name, text in (
        ("a.xml", export()),
        ("b.xml", "<rss><channel/></rss>"),
        ("c.txt", export()),
    ):
        (tmp_path / name).write_text(text)
    assert [is_wxr(tmp_path / name) for name in ("a.xml", "b.xml", "c.txt", "d.xml")] == [
        True, False, False, False,
    ]  # fmt: skip

"""Records of data as captures: values by their names, addresses, texts and dates."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from newsgen.importers.capture import RecordFile
from newsgen.importers.links import Links
from newsgen.importers.page import parts_of
from newsgen.importers.page_text import text_of
from newsgen.importers.part_settings import DateSettings, RecordSettings
from newsgen.importers.plan import parse
from newsgen.importers.records import (
    DataRow,
    DataSource,
    captioned,
    capture_of,
    date_text,
    paragraphs,
)
from newsgen.importers.written_dates import read_date

HOST: Final = "https://www.old.example"


FIELDS: Final = RecordSettings(
    url=("link", "/news/{id}"), title=("title",), date=("date",), body=("intro", "text"),
    tags=("tags",), kind=("type",), language=("lang",), summary=("intro",), pictures=("image",),
    files=("files",),
)  # fmt: skip


def capture(base: str | None = HOST, fields: RecordSettings = FIELDS, **values: Any) -> Any:
    return capture_of(DataRow("a.csv, line 2", values), fields, base)


@pytest.mark.parametrize(
    ("values", "url"),
    [({"link": f"{HOST}/a"}, f"{HOST}/a"), ({"link": "/a b"}, f"{HOST}/a b"),
     ({"link": "", "id": 7}, f"{HOST}/news/7"), ({"id": "x y/ü"}, f"{HOST}/news/x%20y/%C3%BC"),
     ({"link": "HTTP://www.old.example/a"}, "HTTP://www.old.example/a")],
)  # fmt: skip
def test_addresses(values: dict[str, Any], url: str) -> None:
    assert capture(**values).url == url


def test_a_record_without_an_address_says_why() -> None:
    assert capture().trouble == "the record has no address in link, /news/{id}"
    assert capture(base=None, id=1).trouble.endswith("write base_url into the plan")
    assert "is not an absolute URL" in capture(link="mailto:a@x.example").trouble
    assert "is not an absolute URL" in capture(link="https://[x").trouble
    assert "holds half of a character" in capture(link=f"{HOST}/\ud800").trouble
    assert "holds half of a character" in capture(id="\ud800").trouble
    assert capture_of(DataRow("x", {}, "damaged"), FIELDS, HOST).trouble == "damaged"
    nothing = RecordSettings()
    assert capture(fields=nothing).trouble == "the record has no address in fields.url"


def test_the_parts_of_a_record() -> None:
    item = capture(
        id=1, title=" A\nvan ", date="1583404200", intro="<p>One</p>", text="<p>Two</p>",
        tags="Roads, Cars; Roads", type="Appeal", lang="cy",
        files={"href": "/x.pdf"},
        image=[{"url": "/a.png", "alt": "A", "caption": "C"}, "/b.png|/c.png"],
    )  # fmt: skip
    record = item.record
    assert (record.title, record.kind, record.language) == ("A van", "Appeal", "cy")
    assert record.tags == ("Roads", "Cars")
    assert record.dates == (("date", "2020-03-05T10:30:00+00:00"),)
    assert item.body == b"<p>One</p>\n<p>Two</p>"
    assert record.pictures == (
        RecordFile("/a.png", "A", "C"),
        RecordFile("/b.png"),
        RecordFile("/c.png"),
    )
    assert record.files == (RecordFile("/x.pdf"),)


def test_a_text_without_tags_has_paragraphs_and_lines() -> None:
    assert paragraphs("A < B\r\n & C\r\n\r\n\r\n  D\n \nE") == (
        "<p>A &lt; B<br>&amp; C</p>\n<p>D</p>\n<p>E</p>"
    )


@given(st.text(max_size=60))
def test_no_word_of_a_text_without_tags_is_lost(text: str) -> None:
    words = text.split()
    if all(word.isprintable() for word in words):
        assert text_of(paragraphs(text)).split() == words


@pytest.mark.parametrize(
    "text",
    ["1583404200", "1583404200000", "/Date(1583404200000)/", "/Date(1583404200000+0000)/",
     "20200305T103000Z", "20200305 1030", "2020/3/5 10:30", "2020/03/05 10:30:00", "05/03/20 10:30",
     "05-Mar-20 10:30", "5-mar-2020 10.30am", "2020-03-05T10:30:00.000Z", "05.03.20 10:30",
     "Thu, 05 Mar 2020 10:30:00 GMT"],
)  # fmt: skip
def test_dates_in_many_shapes(text: str) -> None:
    moment = read_date(date_text(text), DateSettings(), ZoneInfo("Europe/London"))
    assert moment
    assert moment.at.isoformat() == "2020-03-05T10:30:00+00:00"


@pytest.mark.parametrize("text", ["", "12", "x", "99999999999999999", "-999999999999", "today"])
def test_what_is_no_date_stays(text: str) -> None:
    assert read_date(date_text(text), DateSettings(), ZoneInfo("Europe/London")) is None
    assert date_text("5 March 2020") == "5 March 2020"


def test_two_records_of_one_address_are_told_of_unless_they_are_the_same() -> None:
    rows = [
        DataRow(f"line {n}", {"id": n % 2, "title": f"T{n // 4}", "text": "x"}) for n in range(6)
    ]
    source = DataSource("csv", Path("x"), lambda _, __: iter(rows), FIELDS, HOST)
    items = list(source.captures())
    assert [each.origin for each in items] == ["line 0", "line 1", "line 4", "line 5"]
    assert "is the address of line 0 too" in items[2].trouble
    assert [each.origin for each in source.captures({"line 1"})] == ["line 1"]


LONG: Final = (
    "These are more than twelve words, and no part of the release says any of them so far."
)


def test_a_long_text_that_the_plan_does_not_name_is_kept_for_the_report() -> None:
    body = f"<p>{LONG} And more.</p>"
    assert capture(id=1, title="T", text=body, other=LONG, short="x " * 11).record.rest == ()
    item = capture(
        id=1, title="T", text="<p>Words.</p>", note=f"<b>{LONG}</b>", image={"alt": LONG},
        seo={"text": LONG, "tags": [{"of": LONG}]},
    )  # fmt: skip
    assert item.record.rest == (LONG, LONG, LONG)
    parts = parts_of(item, parse("[releases]\n"), ZoneInfo("Europe/London"), Links())
    assert [words for words, _ in parts.outside()] == [LONG] * 3


def test_what_is_not_public_is_only_counted(tmp_path: Path) -> None:
    def read(_: Path, __: str) -> Iterator[DataRow]:
        for number, (link, state) in enumerate(
            [("/a", "Draft"), ("/a", "Published"), ("/b", "Draft"), ("", "Draft"), ("/c", None)]
        ):
            values = {"link": link, "state": state, "title": "T", "text": f"<p>{number}</p>"}
            yield DataRow(f"record {number}", values)

    fields = replace(FIELDS, status=("state",))
    captures = list(DataSource("json", tmp_path, read, fields, HOST).captures())
    assert [(each.url, each.status, [name for name, _ in each.counts]) for each in captures] == [
        (f"{HOST}/a", 200, []),
        ("", 403, ["not public (state: Draft)"]),
        (f"{HOST}/b", 403, ["not public (state: Draft)"]),
        ("", 403, ["not public (state: Draft)"]),
        (f"{HOST}/c", 403, ["not public (state: nothing)"]),
    ]
    assert captures[1].alias == f"{HOST}/a"  # which says where its files are


def test_a_picture_deep_within_an_object_and_one_without_an_address() -> None:
    hero = {"id": "f", "meta": {"alt": "A van"}, "attributes": {"uri": {"url": "/a.png"}}}
    values: dict[str, Any] = {"id": 1, "title": "T", "text": "<p>Words.</p>", "image": hero}
    assert capture(**values).record.pictures == (RecordFile("/a.png", "A van"),)
    asset: Any = {
        "fields": {"title": {"en-GB": "A van"}, "file": {"en-GB": {"url": "//a.example/a"}}}
    }
    assert capture(**values | {"image": asset}).record.pictures == (
        RecordFile("//a.example/a", "A van"),
    )
    unnamed = {"name": "a.png", "url": "/files/a.png"}
    assert capture(**values | {"image": unnamed}).record.pictures == (RecordFile("/files/a.png"),)
    lost = capture(**values | {"image": {"id": "f"}, "files": [{"id": "g"}]}).record
    assert lost.problems == (
        ("pictures", "image names something without an address"),
        ("missing-file", "files names something without an address"),
    )
    assert capture(**values | {"image": {}, "files": None}).record.problems == ()


def test_a_caption_that_is_an_attribute_stays() -> None:
    text = '<p>A van.</p><img src="/a.png" data-caption="By &lt;em&gt;A&lt;/em&gt; &amp;amp; B"/>'
    body = capture(id=1, title="T", text=text).body.decode()
    assert "<figcaption>By <em>A</em> &amp; B</figcaption></figure>" in body
    assert body.startswith("<p>A van.</p><figure><img ")
    for plain in ("<img src='/a.png'>", '<img data-caption="" alt="a">'):
        assert captioned(plain) == plain
    assert capture(id=1, title="T", text=text + LONG, raw=text + LONG).record.rest == ()


def test_other_addresses_of_a_record_lead_to_it(tmp_path: Path) -> None:
    def read(_: Path, __: str) -> Iterator[DataRow]:
        values = {"link": "/a", "nid": 7, "old": ["/b", "/a", "/c.asp?id=1"], "title": "T"}
        yield DataRow("record 1", values)
        yield DataRow("record 2", {"link": "/d", "nid": 7, "title": "T"})

    fields = replace(FIELDS, also=("/node/{nid}", "old"))
    source = DataSource("json", tmp_path, read, fields, HOST)
    captures = list(source.captures())
    assert [(each.url.removeprefix(HOST), each.location) for each in captures] == [
        ("/a", ""), ("/b", f"{HOST}/a"), ("/c.asp?id=1", f"{HOST}/a"), ("/node/7", f"{HOST}/a"),
        ("/d", ""),
    ]  # fmt: skip
    assert len(list(source.captures({"record 1"}))) == 1


def test_another_address_that_cannot_be_read_is_told_of_later(tmp_path: Path) -> None:
    row = DataRow("record 1", {"link": "/a", "old": ["//[b", "/c"], "title": "T"})
    source = DataSource(
        "json", tmp_path, lambda *_: iter([row]), replace(FIELDS, also=("old",)), HOST
    )
    assert [each.url for each in source.captures()] == [f"{HOST}/a", "//[b", f"{HOST}/c"]

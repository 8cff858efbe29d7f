"""What XML forbids goes, and what is not well-formed is known with its place."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, strategies as st

from newsgen.model.wellformed import fault_of, legal, without_forbidden


@given(st.text(st.characters()))
def test_any_text_can_stand_in_xml(text: str) -> None:
    escaped = without_forbidden(text).replace("&", "&amp;").replace("<", "&lt;")
    ET.fromstring(f"<a>{escaped}</a>".encode())


@given(st.text(st.characters(exclude_categories=("Cc", "Cn", "Cs"))))
def test_a_text_of_letters_stays_as_it_is(text: str) -> None:
    assert without_forbidden(text) == text


def test_white_space_that_xml_forbids_becomes_a_blank() -> None:
    assert without_forbidden("a\x0bb\x0cc\x1fd") == "a b c d"
    assert without_forbidden("a\x01\ufffe\uffff\ud800b\t\n\r\x85é") == "ab\t\n\r\x85é"


def test_all_texts_of_a_value_are_rid_of_them() -> None:
    assert legal({"a\x01": ["b\x02", {"c": 3}], "d": None}) == {"a": ["b", {"c": 3}], "d": None}


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("feed.atom", "<a><b></a>", "it is not well-formed XML: mismatched tag: line 1, column 8"),
        ("web.config", "<a>\n&</a>", "it is not well-formed XML: not well-formed (invalid token)"),
        ("sitemap.xml", "", "it is not well-formed XML: no element found"),
        ("feed.rss", "<a>\x01</a>", "it is not well-formed XML: not well-formed (invalid token)"),
        ("icon.svg", "<svg", "it is not well-formed XML: unclosed token"),
        ("feed.json", '{"a": 1,}', "it is not JSON: "),
        ("feed.json", "[" * 100_000, "it is not JSON: "),
        ("manifest.webmanifest", "", "it is not JSON: "),
    ],
)
def test_what_is_not_well_formed_is_said_with_its_place(name: str, text: str, fault: str) -> None:
    assert fault_of(name, text.encode()).startswith(fault)


@pytest.mark.parametrize(
    ("name", "text", "behind"),
    [
        (
            "feed.json",
            '[{"title": "Van é",\n  "kind": }]',
            ', behind “[{"title": "Van é", "kind":”',
        ),
        ("feed.atom", "<a>Van é\n<b>sought</a>", ", behind “<a>Van é <b>sought</”"),
        ("feed.json", "[" + "1, " * 99 + "x]", f", behind “…{' 1,' * 12}”"),
        ("feed.json", "{", ", behind “{”"),
        ("feed.json", "", ""),
        ("sitemap.xml", "", ""),
    ],
)
def test_what_stands_before_the_fault_is_shown(name: str, text: str, behind: str) -> None:
    fault = fault_of(name, text.encode())
    assert fault.endswith(behind)
    assert ("behind" in fault) is bool(behind)


@pytest.mark.parametrize("name", ["page.html", "robots.txt", "newsgen.conf"])
def test_other_files_may_hold_anything(name: str) -> None:
    assert fault_of(name, b"<") == ""

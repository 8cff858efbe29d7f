"""Who made a picture and how it may be used: short texts, and nothing else."""

from typing import Final

import pytest

from newsgen.config import _values as values
from newsgen.media._said import RawFacts
from newsgen.media.credit import CREDIT, LICENCE, Credit, credit_kept, credit_of, with_credit
from tests.media import read

HEAD: Final = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
    ' xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"'
)
TAIL: Final = "</rdf:Description></rdf:RDF></x:xmpmeta>"


def xmp(inner: str = "", attributes: str = "") -> Credit:
    return credit_of(RawFacts(xmp=f"{HEAD} {attributes}>{inner}{TAIL}".encode()))


def creator(*names: str) -> str:
    items = "".join(f"<rdf:li>{name}</rdf:li>" for name in names)
    return f"<dc:creator><rdf:Seq>{items}</rdf:Seq></dc:creator>"


def test_what_may_be_kept_is_what_settings_say() -> None:
    assert values.KEPT == (CREDIT, LICENCE)


def test_texts_are_attributes_elements_or_lists() -> None:
    rights = (
        '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">A &amp; B</rdf:li></rdf:Alt></dc:rights>'
    )
    terms = "<xmpRights:UsageTerms>News only</xmpRights:UsageTerms>"
    assert xmp(creator("Sam", "Alex") + rights + terms, 'photoshop:Credit="PA"') == Credit(
        ("Sam", "Alex"), "PA", "A & B", "News only"
    )


def test_texts_of_other_pictures_are_not_read() -> None:
    inner = (
        f'<rdf:li><rdf:Description photoshop:Credit="B">{creator("Sam")}</rdf:Description></rdf:li>'
    )
    assert xmp(f"<xmpMM:Pantry><rdf:Bag>{inner}</rdf:Bag></xmpMM:Pantry>") == Credit()


@pytest.mark.parametrize(
    "text",
    ["x" * 501, "&#7;", "a\ufffd", "%PDF-1.7", "\u202emas", "  ", "<b/>"],
)
def test_what_is_not_a_short_text_is_left_out(text: str) -> None:
    if text == "<b/>":  # a structure: it has no text of its own
        assert xmp(f"<photoshop:Credit>{text}</photoshop:Credit>") == Credit()
    else:
        assert xmp(f"<photoshop:Credit>{text}</photoshop:Credit>").credit == ""


def test_lines_and_blanks_are_one_line() -> None:
    assert xmp("<photoshop:Credit> PA\n  Media </photoshop:Credit>").credit == "PA Media"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "photos.example", "https://a b"])
def test_a_statement_is_an_address(address: str) -> None:
    assert xmp(attributes=f'xmpRights:WebStatement="{address}"') == Credit()
    assert xmp(attributes='xmpRights:WebStatement="https://a.example/b"').statement


@pytest.mark.parametrize(
    "packet",
    [
        b"<x",
        b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        b'<?xml version="1.0" encoding="none"?><x/>',
        b" " * ((1 << 20) + 1),
        b"\xff\xfe\0",
    ],
)
def test_a_packet_that_is_no_xml_gives_nothing(packet: bytes) -> None:
    assert credit_of(RawFacts(xmp=packet)) == Credit()


def test_creators_are_few() -> None:
    assert len(xmp(creator(*map(str, range(99)))).creators) == 8


def test_records_of_iptc_are_read_where_xmp_says_nothing() -> None:
    records = (
        b"\x1c\x02\x50\0\x04Zo\xc3\xab" + b"\x1c\x02\x6e\0\x02PA" + b"\x1c\x02\x74\0\x04\xa9 PA"
    )
    assert credit_of(RawFacts(iptc=records)) == Credit(("Zoë",), "PA", "© PA")
    both = RawFacts(xmp=f'{HEAD} photoshop:Credit="Ours">{TAIL}'.encode(), iptc=records)
    assert credit_of(both) == Credit(("Zoë",), "Ours", "© PA")
    for end in range(len(records)):
        credit_of(RawFacts(iptc=records[:end]))


def test_what_is_kept_is_asked_for() -> None:
    picture = read("credited/xmp.jpg")
    assert credit_kept(picture, ()) == Credit()
    assert credit_kept(picture, [CREDIT]) == Credit(("Sam Field",), "PA Media & Co")
    assert dict(credit_kept(picture, [LICENCE]).named()) == {
        "rights": "© 2026 PA Media",
        "terms": "News only",
        "statement": "https://photos.example/terms",
    }
    assert credit_kept(read("leaflet.pdf"), [CREDIT]) == Credit()


def test_a_packet_gives_what_it_was_made_of() -> None:
    credit = Credit(("A <b>", "C & D"), "E", "F ]]>", "G", "https://h.example/?a=1&b=2")
    assert credit_of(RawFacts(xmp=credit.packet())) == credit
    assert Credit().packet() == b""
    assert with_credit(b"clean", read("plain.jpg"), [CREDIT]) == b"clean"

"""Bytes to letters, whatever server and page say of them."""

from typing import Final

import pytest

from newsgen.importers.capture import Capture
from newsgen.importers.letters import letters_of, tree_of

TEXT: Final = "The café – “it’s £500” – was closed by officers of the force for the day."


@pytest.mark.parametrize("header", ["", "utf-8", "iso-8859-1", "no-such-charset"])
@pytest.mark.parametrize("meta", ["", "utf-8", "windows-1252"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-8-sig"])
def test_letters_survive_whatever_server_and_page_say(
    header: str, meta: str, encoding: str
) -> None:
    said = f'<meta charset="{meta}">' if meta else ""
    text, oddity = letters_of(f"{said}<p>{TEXT}</p>".encode(encoding), header)
    assert TEXT in text
    names = [each for each in (header, meta) if each and each != "no-such-charset"]
    is_right = names[:1] == ["utf-8"] if encoding == "utf-8" else bool(names)
    if encoding == "utf-8" and names and not is_right:
        assert oddity.endswith("is UTF-8")


def test_a_page_in_utf8_with_some_letters_of_windows_is_read_as_both() -> None:
    text, oddity = letters_of(f"<p>{TEXT}".encode() + b" \x93bad\x94 \x96 dash", "utf-8")
    assert text == f"<p>{TEXT} “bad” – dash"
    assert "letters of cp1252" in oddity


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Café £5 ".encode() + b"\x93bad\x94 \x96 it\x92s", "Café £5 “bad” – it’s"),
        ("© Siân Ŵyl".encode() + b" \x93One\x94 \x93two\x94 \x93three\x94 \x93four\x94",
         "© Siân Ŵyl “One” “two” “three” “four”"),
        ("CAFÉ’S £5 – “so”, SIÂN’S".encode("cp1252"), "CAFÉ’S £5 – “so”, SIÂN’S"),
    ],
)  # fmt: skip
def test_a_page_of_two_encodings_is_read_as_what_makes_sense(body: bytes, expected: str) -> None:
    """Whichever of them has more letters, as a template may be in one, and the texts in another."""
    assert letters_of(b"<p>" + body, "utf-8")[0] == f"<p>{expected}"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "utf-8-sig", "cp1252"])
def test_bytes_are_believed_more_than_a_page_that_says_utf_16(encoding: str) -> None:
    body = f"<meta charset=utf-16><p>{TEXT}</p>".encode(encoding)
    assert f"<p>{TEXT}</p>" in letters_of(body, "")[0]


def test_a_page_that_cannot_be_decoded_is_refused_by_its_encoding() -> None:
    body = f"<p>{TEXT}</p>".encode("utf-16")
    with pytest.raises(ValueError, match="its encoding is wrong: it begins as utf-16-le"):
        tree_of(Capture("x", body=body[:-1]))
    text, oddity = letters_of(b"\xef\xbb\xbf<p>\x93bad\x94</p>", "")
    assert (text, "read as cp1252" in oddity) == ("<p>“bad”</p>", True)


def test_what_takes_too_long_to_read_is_refused() -> None:
    with pytest.raises(ValueError, match="nested more than 1,000 deep"):
        tree_of(Capture("x", body=b"<div>" * 100_000))
    tree, _ = tree_of(Capture("x", body=b"<p>x" * 5000))
    assert len(tree.css("p")) == 5000


@pytest.mark.parametrize(
    "unit",
    ["<pre>", "<pre></b>", "<ul><li>", "<li><ul>", "<nobr></p>", "<x-y/>", "<button>",
     "<p><object>", "<svg><desc><x-y/></desc>", "<DL><dd>"],
)  # fmt: skip
def test_nesting_of_any_element_is_refused(unit: str) -> None:
    for text in (unit * 20_000, unit * 4_000 + "<hr>" * 40_000):
        with pytest.raises(ValueError, match="nested"):
            tree_of(Capture("x", body=text.encode()))


@pytest.mark.parametrize(
    "unit",
    ["<p>x", "<li>x", "<dd>x<dt>x", "<br>", "<img src=x />", "<pre>x</pre>", "<tr><td>x",
     "<option>x", "</div>", "<svg><path d='M0 0'/><g/></svg>", "<LABEL>x</label>"],
)  # fmt: skip
def test_a_long_page_without_nesting_is_read(unit: str) -> None:
    tree, _ = tree_of(Capture("x", body=unit.encode() * 20_000 + b"<h1>a</h1>"))
    assert tree.css_first("h1") is not None or unit.startswith("<tr")
    tree_of(Capture("x", body=b"<div>" * 200 + unit.encode() * 20_000))


TEXTS: Final = (
    "A fine of £500 – “a lot” – was paid.", "It’s closed.", "Cost: £20", "“Quote,” said PC Rowan.",
    "The café’s owner paid £1,000.", "Dŵr wedi’i ddifetha – £5 miliwn", "Temperatures of 30°C…",
    "Mae’r heddlu yn apelio am dystion yn Nhŷ Ddewi, Llanelli ar ôl lladrad",
    "• Lock it\n• Mark it",
    "Zoë and José, from Curaçao, were at Café Noël", "Price £5\xa0million", "Gŵyl y Môr, â’r plant",
)  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp1252", "iso8859_14", "mac_roman", "cp850"])
@pytest.mark.parametrize("text", TEXTS)
def test_an_encoding_that_nothing_says_is_known_by_where_letters_and_signs_stand(
    text: str, encoding: str
) -> None:
    body = text.encode(encoding, "ignore")
    if body.decode(encoding) == text:  # it has all of these letters
        assert letters_of(body, "")[0] == text

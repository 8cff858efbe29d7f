"""Links of telephone numbers and addresses: which of a body become links."""

import re

import pytest
from hypothesis import example, given, strategies as st

from newsgen.theme._filters import linked as links, telephone


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("0800 555 111", "+44800555111"),
        ("101", "101"),
        ("18001 101", "18001101"),
        ("+44 800 555 111", "+44800555111"),
        ("+44 (0)1632 960100", "+441632960100"),
        ("(+44) 1632 960100", "+441632960100"),
        ("+353 1 555 0100", "+35315550100"),
        ("(01632) 960100", "+441632960100"),
    ],
)
def test_a_number_is_written_for_a_link(number: str, link: str) -> None:
    assert telephone(number) == link


def linked(html: str) -> list[str]:
    """Return the numbers that became links; nothing else may have changed."""
    text = str(links(html))
    numbers = re.findall(r'<a href="tel:[^"]*">([^<]*)</a>', text)
    assert re.sub(r'<a [^>]*"(?:tel:|mailto:|http)[^"]*">([^<]*)</a>', r"\1", text) == html
    return numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Call 101.", ["101"]),
        ("Call <strong>101</strong> and quote reference 0412.", ["101"]),
        ("Call us on 101, or 999 in an emergency.", ["101", "999"]),
        ("Call 101 (999 in an emergency)", ["101", "999"]),
        ("Call&nbsp;101 quoting 22160045", ["101"]),
        ("Phone 101 or 0800 555 111", ["101", "0800 555 111"]),
        ("Our non-emergency number is 101", ["101"]),
        ("In an emergency: 999", ["999"]),
        ("Anyone with information should contact police on 101 ext 4524.", ["101"]),
        ("Contact PC Rowan of the Roads Policing Team at Saltmere Police Station on 101.", ["101"]),
        ("Crimes can be reported to us on 101, or report them to police via 101.", ["101", "101"]),
        ("Speak to us on 101 option 2, or to PC Fell on 101 referencing 12/20.", ["101", "101"]),
        ("Call our non-emergency 101 line, or contact us on 101 email us", ["101", "101"]),
        ("Contact details:<br>\nAlex Rowan | 101<br>\nIncident reference: 12", ["101"]),
        ("Ffoniwch 101 neu Crimestoppers ar 0800 555 111.", ["101", "0800 555 111"]),
        ("Mewn argyfwng, ffoniwch 999 bob amser", ["999"]),
        ("Mewn argyfwng ffoniwch 999.", ["999"]),
        ("Crimestoppers, on 0800 555 111 24 hours a day", ["0800 555 111"]),
        ("Crimestoppers on 0800 555 111 (24/7)", ["0800 555 111"]),
        ("Crimestoppers: 0800&nbsp;555&nbsp;111.", ["0800&nbsp;555&nbsp;111"]),
        ("Crimestoppers on 0800 555111", ["0800 555111"]),
        ("Crimestoppers on 0800\n555 111", ["0800\n555 111"]),
        ("Childline on 0800 1111", ["0800 1111"]),
        ("01632 960123", ["01632 960123"]),
        ("the team (01632 960123) or 01632-960124", ["01632 960123", "01632-960124"]),
        ("(01632) 960123", ["(01632) 960123"]),
        ("07700 900123", ["07700 900123"]),
        ("0161 496 0123, 020 7946 0123", ["0161 496 0123", "020 7946 0123"]),
        ("029 2018 0123", ["029 2018 0123"]),
        ("0300 123 2040 9am to 5pm", ["0300 123 2040"]),
        ("0808 80 10 800", ["0808 80 10 800"]),
        ("0808 16 89 111", ["0808 16 89 111"]),
        ("01632 96012", ["01632 96012"]),
        ("call 07700900123", ["07700900123"]),
        ("+44 1632 960123", ["+44 1632 960123"]),
        ("+44 (0)1632 960123", ["+44 (0)1632 960123"]),
        ("call +441632960123", ["+441632960123"]),
    ],
)  # fmt: skip
def test_numbers_to_call_are_links(text: str, numbers: list[str]) -> None:
    assert linked(f"<p>{text}</p>") == numbers


@pytest.mark.parametrize(
    "text",
    [
        "101 people called us.",
        "We called at 101 and 103 High Street.",
        "Officers were called to 101 High Street.",
        "A 999 call was made; 999 calls rose.",
        "Calls to our 101 lines and 101 emails to police rose.",
        "They paid &pound;101, or £101, or $999, and called.",
        "Call 1,101 or 101st, 101mph, 101%, 10.101, 101.5, 101-103, 101/3, A101, 101a.",
        "He called 101 times.",
        "The woman is 101.",
        "She called. The total was 101",
        "Quote 101 when you call, or quote reference 101.",
        "Use 18001 101 or 18001&nbsp;101 if you cannot call.",
        "Email 101@dyfed-powys or call.",
        "https://police/101 or www.police/call/101",
        "01 02 2024, 01-02-2024, 01/02/2024 and 2024-01-02",
        "0800 hours to 0900 hours, 07:30, 07.30, 08 30",
        "0800 555 111\n01632 960123",
        "£0800 555 111, 0800 555 111%, 0800 555 111p",
        "a ticket of £1,001632 960123",
        "the plate AB07 700 900123, AB07 7009 00123",
        "crime reference 01632 960123, ref: 07700 900123, log number 0161 496 0123",
        "quoting 01632960123",
        "the account 01632960123",
        "the card 0123 4567 8901 2345, 0123 4567 890 123 and 0800 555 111 222",
        "01632 9601234, 0900 555 1111, 0400 123 4567, 00 44 1632 960123",
        "01632 960123@example, 01632 960123/4, 01632 960123.5, x01632 960123",
        "01632) 960123",
        "+45 1632 960123, 1+44 1632 960123, +44 1632 96",
        "the coordinates 01.5321 0.96012",
    ],
)
def test_what_may_be_something_else_stays_text(text: str) -> None:
    assert linked(f"<p>{text}</p>") == []


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="tel:101">Call 101</a></p>',
        '<p><a title="x">Call <strong>101</strong></a> <a>call 101</a></p>',
        '<p>Call <a href="/call/101">us</a></p>',
        '<p>Call <img src="/a.png" alt="Call 101 or 0800 555 111"></p>',
        '<p>Call <abbr title="Call 101, not 999">us</abbr></p>',
        "<p><code>call 101</code></p>",
        "<pre><code>call 101 or 0800 555 111\n</code></pre>",
        "<p>Call <kbd>101</kbd>, <samp>101</samp>, <s>101</s> or <del>0800 555 111</del></p>",
        "<details><summary>Call 101</summary></details>",
    ],
)
def test_numbers_in_links_code_and_attributes_are_left_alone(html: str) -> None:
    assert links(html) == html
    more = links(f"{html}\n<p>Call 101.</p>")
    assert more == f'{html}\n<p>Call <a href="tel:101">101</a>.</p>'


@pytest.mark.parametrize(
    ("text", "links_of_text"),
    [
        (
            "See www.northshire.example/cctv, or call 101.",
            {"www.northshire.example/cctv": "https://*", "101": "tel:*"},
        ),
        (
            "At https://northshire.example/a?b=1&amp;c=101 (or control@northshire.example)",
            {
                "https://northshire.example/a?b=1&amp;c=101": "*",
                "control@northshire.example": "mailto:*",
            },
        ),
        ("Call 101@northshire.example", {"101@northshire.example": "mailto:*"}),
        ("www.northshire.example/0800 555 111", {"www.northshire.example/0800": "https://*"}),
        ("www.northshire or @northshire", {}),
    ],
)
def test_typed_addresses_are_links(text: str, links_of_text: dict[str, str]) -> None:
    html = str(links(f"<p>{text}</p>"))
    expected = [(href.replace("*", words), words) for words, href in links_of_text.items()]
    assert re.findall(r'<a[^>]* href="([^"]*)">([^<]*)</a>', html) == expected
    assert re.sub(r"</?a\b[^>]*>", "", html) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="https://x.example">www.x.example</a> <a href="mailto:a@x.example">us</a></p>',
        "<p><code>www.x.example</code> <kbd>a@x.example</kbd> <s>https://x.example</s></p>",
        '<p><img src="https://x.example/a.png" alt="www.x.example or a@x.example"></p>',
        '<blockquote cite="https://x.example"><abbr title="a@x.example">us</abbr></blockquote>',
        "<details><summary>www.x.example</summary></details>",
    ],
)
def test_addresses_in_links_code_and_attributes_are_left_alone(html: str) -> None:
    assert links(html) == html
    assert '<a href="mailto:b@x.example">' in links(f"{html}\n<p>b@x.example</p>")


def test_a_link_whose_words_are_its_address_is_printed_once() -> None:
    assert links("<p>www.x.example</p>") == (
        '<p><a class="written" href="https://www.x.example">www.x.example</a></p>'
    )


def test_words_of_a_tag_do_not_count() -> None:
    text = '<p>See <a href="/contact/call-us/2026/">the list of names</a>, whose number is'
    for more in range(40):
        assert linked(f"{text.replace('number', 'sum ' + 'x' * more)} 101.</p>") == []


def test_words_of_another_paragraph_do_not_count() -> None:
    assert linked("<p>Call us on</p>\n<p>101.</p>") == []
    assert linked("<ul><li>Call us on</li><li>101.</li></ul>") == []


PIECES = (
    *("www.x.example", "https://x.example/a", "a@x.example", "(", ")", "@", "/", ",", "&amp;", "_"),
    *("101", "999", "0800 555 111", "07700 900123", "+44 1632 960123", "call ", "on ", " or ", "£"),
    *("&nbsp;", ".", "\n", " ", "1"),
)
ELEMENTS = ("<p>{}</p>", "<a href='/101'>{}</a>", "<code>{}</code>")
# In clean HTML, all that is opened is closed.
HTML = st.recursive(
    st.sampled_from(PIECES),
    lambda inner: st.lists(
        inner | st.builds(str.format, st.sampled_from(ELEMENTS), inner), max_size=8
    ).map("".join),
)


@given(HTML)
@example("0800 555 111&nbsp;+44 1632 960123")
@example("0800 555 111 07700 900123")
@example("+44 1632 960123\n0800 555 111")
@example("www.x.example+44 1632 960123")
@example("a@x.example+44 1632 960123")
@example("https://x.example:8080+44 1632 960123")
def test_what_is_linked_once_is_linked_no_further(html: str) -> None:
    linked(html)
    once = links(html)
    assert links(once) == once


def test_a_long_body_takes_no_longer_by_the_character() -> None:
    """A time that grew with the square would be hours."""
    body = "<p>" + "call 101 or 0800 555 111, <b>999</b>. &nbsp;0 01 0101 " * 20_000 + "</p>"
    assert len(linked(body)) == 60_000

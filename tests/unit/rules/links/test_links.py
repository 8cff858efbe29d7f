"""Links: words that say where they lead, and addresses that are no link."""

import pytest

from newsgen.rules._links import click_here, leads_nowhere, link_words, unlinked
from tests.support.manuscripts import asked, manuscript, read, said, source

TO = "https://www.northshire.police.example/x"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the full appeal", ""),
        ("Here to Help", ""),
        ("here", "do not say where it leads"),
        ("Click here…", "do not say where it leads"),
        ("Darllen mwy »", "do not say where it leads"),
        (TO, "words are an address"),
        ("www.northshire.police.example", "words are an address"),
        ("", "has no words"),
    ],
)
def test_the_words_of_a_link(words: str, expected: str) -> None:
    messages = said(link_words, f"See [{words}]({TO}).")
    assert len(messages) == bool(expected)
    assert all(expected in message for message in messages)


def test_a_link_is_marked_where_its_words_are() -> None:
    (finding,) = asked(link_words, manuscript(f"Apêl – “brys”:\nsee [here]({TO}) for more."))
    line = finding.span.line, finding.span.column, finding.span.end_column
    assert line == (8, 6, 10)


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("Click here to apply.", 1),
        ("CLICK HERE and click here.", 2),
        (f"[Click here]({TO}) to apply.", 0),
        (f"Click here: [click here]({TO}) or click here.", 2),
        ("Double-click hereafter.", 0),
    ],
)
def test_click_here_without_a_link(body: str, count: int) -> None:
    assert len(said(click_here, body)) == count


@pytest.mark.parametrize(
    "address",
    ["https://northshire/a(1)", "http://localhost/a?b=c", "www.x.example/é", "www.northshire"],
)
def test_an_address_that_is_no_link_is_told(address: str) -> None:
    (message,) = said(unlinked, f"Visit {address}, or call.")
    assert message.startswith("the address “")


@pytest.mark.parametrize(
    "body",
    [
        f"[the appeal]({TO})",
        f"<{TO}>",
        f"[{TO}]({TO})",
        f"See [it][1].\n\n[1]: {TO}",
        f"`{TO}`",
        f"    {TO}",
        f'<a href="{TO}">the appeal</a>',
        f"<iframe src='{TO}'></iframe>",
        f":::map Fell Road\n{TO}\n:::",
        "officer@www.northshire.police.example",
        "httpd was down, awww. So sweet",
        "Visit https://www.northshire.police.example/a(1), or www.x.example.",
        "Visit **http://x.example/a?b=c**, or _www.x.example/a_.",
    ],
)
def test_an_address_in_a_link_or_in_code_or_that_pages_link_is_not_told(body: str) -> None:
    assert said(unlinked, body) == []


def test_an_address_ends_before_the_full_stop() -> None:
    assert said(unlinked, "Visit www.northshire/help.") == [
        "the address “www.northshire/help” is not a link"
    ]


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        (
            "[The plan](htp://a.example/plan)",
            "“htp://a.example/plan” is not the address of a page, so the link leads nowhere",
            "Write https://a.example/plan",
        ),
        (
            "[The plan](https:/a.example/plan)",
            "“https:/a.example/plan” is not the address of a page, so the link leads nowhere",
            "Write https://a.example/plan",
        ),
        (
            "[The plan](https://a.example/",
            "the link “[The plan](https://a.example/” is not closed, so readers see its marks",
            "Write ) behind the address: [The plan](https://a.example/)",
        ),
        (
            "[The plan]()",
            "the link “The plan” has no address",
            "Write the address between ( and ), or take the link out and keep its words.",
        ),
        (
            "[The team](mailto:team@example)",
            "“mailto:team@example” is not an email address, so the link leads nowhere",
            "Write all of it, such as mailto:control@northshire.example.",
        ),
        (
            "[Go](javascript:void)",
            "“javascript:void” is not the address of a page, so the link leads nowhere",
            "Begin it with https:// and the name of the website, or with mailto: or tel:.",
        ),
    ],
)
def test_a_link_that_leads_nowhere_says_what_to_write(body: str, message: str, hint: str) -> None:
    (finding,) = asked(leads_nowhere, read(source(body)))
    assert (finding.code, finding.message, finding.hint) == ("NG525", message, hint)

"""What happens to a release later: what it says, and combinations that nobody can mean."""

from typing import Any

import pytest

from newsgen.config.load import parse
from newsgen.content.release import Parsed, SourceReader
from newsgen.model.release import Release
from tests.support.site import CONFIG, HOSTS

READER = SourceReader(parse(f'{CONFIG}[hosting]\nredirect_hosts = ["www.gov.example"]\n'))
HOST = f"https://{HOSTS['Northshire']}"


def parsed(matter: str) -> Parsed:
    head = f"title: Appeal\narea: Northshire\nurl: {HOST}/news/a.aspx\ndate: 2026-03-05 10:00\n"
    return READER.parse(f"---\n{head}{matter}---\n\nText.\n", "a.md")


def codes(matter: str) -> list[str]:
    return [diagnostic.code for diagnostic in parsed(matter).diagnostics]


def release(matter: str) -> Release:
    file = parsed(matter)
    assert file.release is not None, file.diagnostics
    return file.release


@pytest.mark.parametrize(
    ("matter", "code"),
    [
        ("status: moved\n", "NG221"),
        (f"superseded_by: {HOST}/news/b.aspx\n", "NG222"),
        ("status: withdrawn\n", "NG223"),
        ("explanation: Over.\n", "NG224"),
        ("expires: 2026-03-01T10:00Z\n", "NG309"),
        ("updates:\n- at: 2026-03-04 10:00\n  note: Said.\n", "NG225"),
        ("updates:\n- at: 2026-03-29 01:30\n  note: Said.\n", "NG303"),
        ("updates:\n- at: 2026-10-25 01:30\n  note: Said.\n", "NG304"),
        ("featured_until: 2027-03-28 01:30\n", "NG303"),
        ("featured_until: 2026-10-25 01:30\n", "NG304"),
        ("updated: 2026-03-29 01:30\n", "NG303"),
        ("updated: 25 October 2026 01:30\n", "NG304"),
        ("review_by: 2026-10-25 01:30\n", "NG304"),
        ("embargo: 2026-07-01T10:00+00:00\n", "NG310"),
        ("embargo: 2026-12-01T10:00+01:00\n", "NG310"),
        ("redirect_from: news/b.aspx\n", "NG401"),
        ("redirect_from: https://www.elsewhere.example/b.aspx\n", "NG414"),
        ("status: moved\nsuperseded_by: https://www.elsewhere.example/b\n", "NG425"),
        ("status: closed\nsuperseded_by: http://northshire.police.example/\n", "NG425"),
        (f"status: moved\nsuperseded_by: {HOST}.elsewhere.example/\n", "NG425"),
    ],
)
def test_what_cannot_be_meant_is_told(matter: str, code: str) -> None:
    assert codes(matter) == [code]


@pytest.mark.parametrize(
    "matter",
    [
        "status: closed\nexplanation: Over.\n",
        f"status: moved\nsuperseded_by: {HOST}/news/b.aspx\n",
        "status: moved\nsuperseded_by: /news/b.aspx\n",
        f"status: moved\nsuperseded_by: https://{HOSTS['Cumbria']}/b.aspx\n",
        "status: moved\nsuperseded_by: http://WWW.Gov.example/b\n",
        f"status: closed\nsuperseded_by: {HOST}/news/b.aspx\n",
        "status: withdrawn\nexplanation: Over.\n",
        "status: gone\n",
        "featured_until: 2026-10-25\nupdated: 2026-10-25T01:30+00:00\n",
        "embargo: 2026-07-01T10:00+01:00\n",
        "embargo: 2026-07-01T10:00Z\n",
        "expires: 2027-03-01T10:00Z\n",
        "updates:\n- at: 5 March 2026\n  note: The same day.\n",
        "redirect_from: [/old.aspx, '/x.asp?ID=7']\n",
    ],
)
def test_what_may_be_meant_is_right(matter: str) -> None:
    assert codes(matter) == []


def test_a_release_as_it_was_written_has_no_life() -> None:
    assert release("").life is None


def test_notes_come_newest_first() -> None:
    life = release(
        "updates:\n- at: 2026-03-06 10:00\n  note: One – “é”.\n"
        "- at: 2026-03-08 10:00\n  note: Two.\n- at: 2026-03-07 10:00\n  note: Three.\n"
    ).life
    assert life is not None
    assert [note.note for note in life.updates] == ["Two.", "Three.", "One – “é”."]


def redirects(matter: str) -> list[tuple[str, Any]]:
    file = parsed(matter)
    return [(r.url, r.target.href if r.target else None) for r in file.redirects]


def test_old_addresses_lead_to_the_release() -> None:
    matter = f"redirect_from: [/old.aspx, 'https://{HOSTS['Cumbria']}/b.aspx']\n"
    assert redirects(matter) == [
        (f"{HOST}/old.aspx", "/news/a.aspx"),
        (f"https://{HOSTS['Cumbria']}/b.aspx", "/news/a.aspx"),
    ]


def test_those_of_a_moved_release_lead_where_it_went() -> None:
    there = f"{HOST}/news/b.aspx"
    assert redirects(f"status: moved\nsuperseded_by: {there}\nredirect_from: /old.aspx\n") == [
        (f"{HOST}/news/a.aspx", "/news/b.aspx"),
        (f"{HOST}/old.aspx", "/news/b.aspx"),
    ]
    elsewhere = "https://www.other.example/b"
    assert redirects(f"status: moved\nsuperseded_by: {elsewhere}\n") == [
        (f"{HOST}/news/a.aspx", elsewhere)
    ]


def test_those_of_a_withdrawn_release_are_gone() -> None:
    matter = "status: withdrawn\nexplanation: Over.\nredirect_from: /old.aspx\n"
    assert redirects(matter) == [(f"{HOST}/old.aspx", None)]


ASKING = """\
updates:
- {at: 2026-03-06 10:00, note: A second van was seen.}
- {at: 2026-03-07 10:00, note: Anyone with information should call 101., significant: true}
- {at: 2026-03-08 10:00, note: Ffoniwch 101 os gwelsoch y fan.}
corrections:
- {at: 2026-03-09 10:00, note: 'Call us on 01632 960111, not on 01632 960222.'}
images:
- {src: /van.jpg, alt: A van, caption: Have you seen this van? Call 101.}
- {src: /men.jpg, alt: Two men, caption: The men in Ellerdale., credit: Northshire Police}
"""


def test_what_is_closed_asks_for_nothing_in_updates_and_captions() -> None:
    for status, updates, captions in (
        ("published", 3, ["Have you seen this van? Call 101.", "The men in Ellerdale."]),
        ("closed", 1, ["", "The men in Ellerdale."]),
    ):
        left = release(f"status: {status}\n{ASKING}")
        assert left.life is not None
        assert len(left.life.updates) == updates
        assert len(left.life.corrections) == 1
        assert [picture.caption for picture in left.images] == captions

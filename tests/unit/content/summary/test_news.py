"""Which texts are news, and which say nothing; summaries are in `tests/cases/readers.toml`."""

import pytest

from newsgen.content._summary import is_label, is_news, is_title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PC Alex Rowan of the Northshire Roads Unit", False),
        ("Alex Rowan, 15, from Saltmere", False),
        ("Home > News", False),
        ("News > Appeals > Saltmere", False),
        ("https://northshire.example/news", False),
        ("Stock image of a car", False),
        ("PC Alex Rowan of Saltmere ran home", True),
        ("Robbery in Saltmere", True),
        ("Home owners > tenants, say officers", True),
        ("Alex and a dog", True),
    ],
)
def test_news_is_more_than_a_name_or_a_trail(text: str, expected: bool) -> None:
    assert is_news(text, "Burglary") is expected


def test_a_label_begins_as_a_date_or_a_caption_does() -> None:
    assert is_label("published: 5 march 2026")
    assert is_label("photo: alex rowan")
    assert is_label("issued by: the press office")
    assert not is_label("published figures fell")


def test_a_title_may_be_cut_or_have_a_website_behind_it() -> None:
    assert is_title("Burglary in Salt", "Burglary in Saltmere")
    assert is_title("“Burglary in Saltmere!” | Northshire Police", "Burglary in Saltmere")
    assert not is_title("Burglary: two charged", "Burglary in Saltmere")

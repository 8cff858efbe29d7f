"""Selectors that are guessed: where title, date and text are."""

from newsgen.importers.capture import Capture
from newsgen.importers.judged import sample_of
from tests.support.old_sites import CONTACT
from tests.support.usual_pages import chosen, names, prose, usual


def test_title_date_and_body_of_a_usual_page() -> None:
    got = chosen(usual)
    assert names(got, "title") == ["h2.head"] or names(got, "title") == ["h2"]
    assert names(got, "date") == ["p.when"]
    assert names(got, "body") == ["div.body"]
    assert got.body[0].pages == 12


def test_a_paragraph_on_most_pages_is_in_the_body_of_all() -> None:
    sample = sample_of(Capture("x", "https://www.old.example/", body=usual(1).encode()))
    (body,) = sample.tree.css(names(chosen(usual), "body")[0])
    assert CONTACT in body.text()


def test_a_body_in_two_parts_has_two_selectors() -> None:
    got = chosen(
        lambda n: usual(n, body=f"<div class=intro><p>{prose(n)}</p></div>"
        "<div class=tools>Read this aloud, print it, or send it to a friend of yours by mail.</div>"
        f"<div class=rest><p>{prose(n, 1)}</p></div>")
    )  # fmt: skip
    assert set(names(got, "body")) == {"div.intro", "div.rest"}


def test_share_bars_within_the_text_go_and_contacts_stay() -> None:
    share = "<ul class=social-share><li><a>Tweet</a></li></ul><p class=act>Print this page</p>"
    rest = f"<p class=contact>{CONTACT}</p>{share}"
    got = chosen(lambda n: usual(n, body=f"<p>{prose(n)}</p>{rest}"))
    assert set(names(got, "remove")) == {"ul.social-share", "p.act"}


def test_comments_of_readers_are_not_taken_for_the_text() -> None:
    def page(n: int) -> str:
        comments = f"<div id=comments><p>{prose(n, 5)} {prose(n, 6)} {prose(n, 7)}</p></div>"
        return usual(n).replace("</body>", f"{comments}</body>")

    got = chosen(page)
    assert names(got, "body") == ["div.body"]

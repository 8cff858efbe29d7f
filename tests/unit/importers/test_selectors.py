"""Selectors that are guessed: where title, date and text are."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest

from newsgen.importers.capture import Capture
from newsgen.importers.selectors import Selectors, choose, is_own, sample_of
from tests.support.old_sites import CONTACT

ZONE = ZoneInfo("Europe/London")
WORDS = ("alpha", "bravo", "carrot", "delta", "ember", "fjord", "gamma", "hotel", "india", "joule",
         "kilo", "lemon", "metro")  # fmt: skip


def prose(n: int, at: int = 0) -> str:
    return (
        " ".join(WORDS[(n * 7 + at * 3 + k * (n + at + 1)) % 13] + str(n) for k in range(25)) + "."
    )


def chosen(page: Callable[[int], str], number: int = 12) -> Selectors:
    captures = [
        Capture("x", f"https://www.old.example/news/{n}", body=page(n).encode())
        for n in range(number)
    ]
    return choose([sample_of(each) for each in captures], ZONE)


def names(selectors: Selectors, part: str) -> list[str]:
    return [each.selector for each in getattr(selectors, part)]


def usual(n: int, *, date: str = "", body: str = "") -> str:
    date = date or f"<p class=when>{n + 1} March 2020</p>"
    body = body or f"<p>{prose(n)}</p><p>{CONTACT}</p><p>{prose(n, 1)}</p>"
    title = f"Story {prose(n)[:40]}"
    foot = "The force keeps you safe by day and by night, all over the county."
    return (
        f"<html><head><title>{title} | Force</title></head><body><h3>Menu of all</h3>"
        f"<div class=main><h2 class=head>{title}</h2>{date}<div class=body>{body}</div>"
        f"<div class=foot>{foot}</div></div></body></html>"
    )


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


@pytest.mark.parametrize(
    ("date", "selector"),
    [
        ('<p>{n} March 2020</p><time datetime="2020-03-{n:02}T10:30">x</time>', "time @datetime"),
        ("<p class=built>1 May 2024</p><p class=day>{n} March 2020</p>", "p.day"),
        ("<p class=updated>9 May 202{m}</p><p class=day>{n} March 2020</p>", "p.day"),
    ],
)
def test_the_date_is_that_of_the_release(date: str, selector: str) -> None:
    got = chosen(lambda n: usual(n, date=date.format(n=n + 1, m=n % 5)))
    assert names(got, "date")[0] == selector


def test_dates_of_another_order_or_language_are_known_by_all_of_them() -> None:
    american = chosen(lambda n: usual(n, date=f"<p class=d>03/{n + 10}/2020</p>"))
    assert american.dates.order == "month-first"
    french = chosen(lambda n: usual(n, date=f"<p class=d>{n + 1} février 2020</p>"))
    assert french.dates.months[1] == "février"
    assert chosen(usual).dates.months == ()


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


def test_text_is_own_to_a_page_if_few_have_it() -> None:
    assert [is_own(n, 100) for n in (1, 20, 21, 90)] == [True, True, False, False]
    assert [is_own(n, 3) for n in (1, 2, 3)] == [True, True, False]

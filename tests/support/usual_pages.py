"""Pages of one kind, and the selectors that are chosen for them."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from newsgen.importers.capture import Capture
from newsgen.importers.judged import sample_of
from newsgen.importers.selectors import Selectors, choose
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

"""Where dates are, and how they are written."""

import pytest

from tests.support.usual_pages import chosen, names, usual


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

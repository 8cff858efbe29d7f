"""A month, as text, as a name and as a link."""

import pytest

from newsgen.model.month import UNDATED, Month, month_of, year_of
from tests.support.catalogue import moment


def test_its_text_is_read_back_and_orders_as_it_does() -> None:
    months = [Month(2020, 3), Month(2019, 12), Month(987, 1), Month(2020, 11)]
    assert [Month.parse(str(month)) for month in months] == months
    assert sorted(map(str, months)) == [str(month) for month in sorted(months)]
    assert str(Month(987, 1)) == "0987-01"


def test_it_is_named_in_the_language_of_the_site() -> None:
    assert Month(2020, 3).name == "March"
    assert Month(2020, 3).name_in("cy") == "Mawrth"
    assert Month(2020, 3).name_in("en-GB") == "March"


def test_its_link_is_english_in_every_language() -> None:
    assert Month(2020, 3).href("/News/News-Articles/") == "/News/News-Articles/2020/March/"


@pytest.mark.parametrize("text", [UNDATED, "", "2020"])
def test_what_is_no_month_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        Month.parse(text)


def test_a_release_is_in_its_month_or_among_the_undated() -> None:
    assert month_of(moment("2026-03-01 09:00")) == "2026-03"
    assert month_of(None) == UNDATED
    assert (year_of("2026-03"), year_of(UNDATED)) == ("2026", "")

"""One page at several addresses."""

import pytest

from newsgen.importers.accounts import AddressFate
from tests.support.accounted import HOST, PLAN, Visit, account

IMPORTED, UNEXPLAINED = AddressFate.IMPORTED, AddressFate.UNEXPLAINED


def test_one_page_at_several_addresses_is_one_release() -> None:
    accounts, rows = account(
        [
            Visit("/news/a", "text", canonical=f"{HOST}/news/a"),
            Visit("/news/a?print=1", "text"),
            Visit("/news/A", "text"),
            Visit("/?p=12", "text"),
            Visit("/news/wrote-as-second-page", "text"),
            Visit("/news/b", "other text"),
        ],
        PLAN.replace('"/news/*"', '"/news/*", "/news/*?print=1", "/?p=*"'),
    )
    assert sum(row.outcome is IMPORTED for row in rows.values()) == 2
    assert rows["/?p=12"].target == f"{HOST}/news/a"
    assert accounts.redirects[f"{HOST}/news/a"] == [
        "/news/a?print=1", "/?p=12", "/news/wrote-as-second-page",
    ]  # fmt: skip


@pytest.mark.parametrize("other", ["/news/Van", "/news/van/", "https://old.example/news/van"])
def test_another_text_at_an_address_that_servers_answer_alike_is_not_lost(other: str) -> None:
    plan = PLAN.replace("/news/*", "/news/**")
    accounts, rows = account([Visit("/news/van", "a van"), Visit(other, "a boat")], plan)
    assert sorted(row.outcome for row in rows.values()) == [IMPORTED, UNEXPLAINED]
    (lost,) = (row for row in rows.values() if row.outcome is UNEXPLAINED)
    assert "whose text is another: give one of the two another address" in lost.reason
    assert len(accounts.releases) == 1
    _, rows = account([Visit("/news/van", "a van"), Visit(other, "a van")], plan)
    assert sorted(row.outcome for row in rows.values()) == [IMPORTED, AddressFate.REDIRECT]


def test_a_text_that_another_address_has_too_leads_nowhere_else() -> None:
    """What servers answer with another page is not the address of a text that is elsewhere too."""
    visits = [
        Visit("/news/A", "a van"),
        Visit("/news/a", "a boat"),
        Visit("/news/a-boat", "a boat"),
    ]
    _, rows = account(visits)
    assert [row.outcome for row in rows.values()].count(IMPORTED) == 2
    assert rows["/news/a-boat"].outcome is IMPORTED


def test_a_page_that_calls_itself_another_and_has_another_text_is_not_lost() -> None:
    second = Visit("/news/a-page-2", "the rest of it", canonical=f"{HOST}/news/a")
    _, rows = account([Visit("/news/a", "text"), second])
    assert rows["/news/a"].outcome is IMPORTED
    assert rows["/news/a-page-2"].outcome is UNEXPLAINED
    assert "its text is another" in rows["/news/a-page-2"].reason


def test_a_text_that_many_addresses_have_is_no_release() -> None:
    _, rows = account([Visit(f"/news/{n}", "an error has occurred") for n in range(6)])
    assert {row.outcome for row in rows.values()} == {UNEXPLAINED}
    assert "is it an error page?" in rows["/news/0"].reason

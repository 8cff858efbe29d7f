"""One page at several addresses."""

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

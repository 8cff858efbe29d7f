"""Addresses that only a list has."""

from newsgen.importers.accounts import AddressFate
from tests.support.accounted import HOST, Visit, account
from tests.unit.importers.test_addresses import listed


def test_pages_for_printers_that_only_a_list_has_lead_to_their_releases() -> None:
    paths = ["/news/a/print/", "/print/news/a", "/amp/News/A/", "/news/a/AMP"]
    others = ["/news/print", "/print", "/news/a/printed", "/amplify/news/a", "/news/b/print"]
    accounts, rows = account([Visit("/news/a"), *map(listed, [*paths, *others])])
    assert {path: rows[path].target for path in paths} == dict.fromkeys(paths, f"{HOST}/news/a")
    assert accounts.redirects == {f"{HOST}/news/a": paths}
    assert {rows[path].outcome for path in others} == {AddressFate.UNEXPLAINED}
    accounts, rows = account([Visit("/news/a"), listed("/news/a/print", 404)])
    assert rows["/news/a/print"].outcome is AddressFate.GONE

"""Redirects of a source, followed to their ends."""

from newsgen.importers.accounts import AddressFate
from tests.support.accounted import HOST, Visit, account

GONE, UNEXPLAINED = AddressFate.GONE, AddressFate.UNEXPLAINED


def test_redirects_lead_to_their_end() -> None:
    def moved(path: str, to: str) -> Visit:
        return Visit(path, status=301, location=to)

    accounts, rows = account(
        [
            Visit("/news/a"),
            moved("/1", "/2"),
            moved("/2", f"{HOST}/news/a#top"),
            moved("/circle", "/circle2"),
            moved("/circle2", "/circle"),
            moved("/news/A/", "/news/a"),
            moved("http://old.example/news/a", "/news/a"),
            moved("/nowhere", "http://["),
            moved("/out", "https://else.example/"),
            moved("/private", "/staff/"),
            Visit("/staff/", status=403),
            Visit("/g", status=410),
            moved("/to-gone", "/g"),
            *(moved(f"/long{n}", f"/long{n + 1}") for n in range(20)),
        ]
    )
    assert {path: rows[path].target for path in ("/1", "/2")} == dict.fromkeys(
        ("/1", "/2"), f"{HOST}/news/a"
    )
    assert accounts.redirects == {f"{HOST}/news/a": ["/1", "/2"]}  # servers answer the others
    reasons = {path: (rows[path].outcome, rows[path].reason) for path in rows}
    assert reasons["/circle"] == (UNEXPLAINED, "the redirect is a circle")
    assert reasons["/nowhere"] == (UNEXPLAINED, "it leads nowhere")
    assert reasons["/long0"] == (UNEXPLAINED, "the redirect does not end")
    assert reasons["/private"] == (UNEXPLAINED, "it leads to what is private")
    assert reasons["/out"][0] is UNEXPLAINED
    assert reasons["/to-gone"][0] is GONE
    assert accounts.private == 1
    assert "/staff/" not in rows

"""What hosts are told of old addresses."""

from datetime import UTC, datetime
from pathlib import Path

from newsgen.model.tombstones import Tombstones
from newsgen.pipeline.ingest import ingest
from newsgen.pipeline.result import Request
from newsgen.pipeline.session import open_session
from tests.support.site import write

AS_OF = datetime(2026, 3, 15, 12, tzinfo=UTC)
HOST = "https://www.northshire.police.example"
FUTURE, PAST = "2026-03-15T12:01Z", "2026-03-15T12:00Z"


MOVED = f"status: moved\nsuperseded_by: {HOST}/caf%C3%A9/here.aspx\n"
WITHDRAWN = "status: withdrawn\nexplanation: No longer needed.\n"
GRAVE = Tombstones("0" * 64).digest("x.example", "x")


def release(name: str, url: str, more: str = "") -> str:
    return f"---\ntitle: {name}\narea: Northshire\nurl: {HOST}{url}\n{more}---\n\nText.\n"


RELEASES = {
    "plain": ("/plain", ""),
    "here": ("/caf%C3%A9/here.aspx", "redirect_from: [/caf%c3%a9/, '/x.aspx?ID=%e9']\n"),
    "later": ("/later", f"embargo: {FUTURE}\nredirect_from: /before-later\n"),
    "draft": ("/draft", "status: draft\nredirect_from: /before-draft\n"),
    "over": ("/over/", f"expires: {PAST}\nredirect_from: /before-over\n"),
    "moved": ("/moved?id=7", f"{MOVED}expires: {PAST}\n"),
    "moved-later": ("/moved-later", f"{MOVED}embargo: {FUTURE}\n"),
    "out": ("/out", "status: moved\nsuperseded_by: https://www.elsewhere.example/a\n"),
    "withdrawn": ("/withdrawn/", f"{WITHDRAWN}redirect_from: /before-withdrawn\n"),
    "withdrawn-later": ("/withdrawn-later", f"{WITHDRAWN}embargo: {FUTURE}\n"),
    "gone": ("/gone.aspx", "status: gone\n"),
}
SITE = {
    "urls.txt": f"{HOST}/plain\n{HOST}/line gone\n{HOST}/line2 moved {HOST}/plain\n",
    "tombstones.txt": (
        f"key {'0' * 64}\n{GRAVE} found 2026-03-01 {HOST}/2026/caf%C3%A9/\n"
        f"{GRAVE} found 2026-03-01 {HOST}/2026/caf%C3%A9/\n"
        f"{GRAVE} found 2026-03-01 {HOST}/i.aspx?\n"
    ),
} | {f"content/{name}.md": release(name, *rest) for name, rest in RELEASES.items()}


def save(site: Path, name: str, url: str, more: str = "") -> None:
    write(site / f"content/{name}.md", release(name, url, more))


def told(site: Path, *, drafts: bool = False, layout: str = "") -> dict[str, list[tuple[str, ...]]]:
    (site / "newsgen.toml").write_text(
        f'[site]\n{layout}\n[areas.Northshire]\nhosts = ["www.northshire.police.example"]\n'
    )
    request = Request(site, AS_OF, site / "output", None, 1, drafts=drafts)
    with open_session(request) as session:
        ingest(session)
        catalogue = session.catalogue
        return {
            "redirects": [
                (r.root, r.path, r.query, r.target.href)
                for _, r in catalogue.addresses.leading()
                if r.target
            ],
            "retired": list(catalogue.retired.gone()),
            "below": list(catalogue.ledger.gone_below()),
        }


HERE = "/caf%C3%A9/here.aspx"


def test_what_is_told_is_what_is_published_now(site: Path) -> None:
    actual = told(site)
    assert sorted(actual["redirects"]) == [
        ("", "/café/", "", HERE),
        ("", "/line2", "", "/plain"),
        ("", "/moved", "id=7", HERE),
        ("", "/out", "", "https://www.elsewhere.example/a"),
        ("", "/x.aspx", "ID=%E9", HERE),
    ]
    assert sorted(actual["retired"]) == [
        ("", "/before-over", "", "410.html"),
        ("", "/before-withdrawn", "", "410.html"),
        ("", "/gone.aspx", "", "410.html"),
        ("", "/line", "", "410.html"),
        ("", "/over/", "", "410.html"),
        ("", "/withdrawn/", "", "withdrawn/index.html"),
    ]
    assert actual["below"] == [("", "/2026/café/"), ("", "/i.aspx?")]


def test_drafts_lead_to_a_preview_of_them_only(site: Path) -> None:
    redirects = told(site, drafts=True)["redirects"]
    assert ("", "/before-draft", "", "/draft") in redirects
    assert len(redirects) == 6


def test_what_leads_to_an_expired_release_is_gone_and_to_a_held_one_not_found(site: Path) -> None:
    for name in ("over/", "later", "draft"):
        moved = f"status: moved\nsuperseded_by: /{name}\n"
        save(site, f"to-{name[:4]}", f"/to-{name}", moved)
    with (site / "urls.txt").open("a") as ledger:
        ledger.write(f"{HOST}/line-over moved {HOST}/over/\n")
        ledger.write(f"{HOST}/line-later moved {HOST}/later\n")
    before = told(site)
    assert len(before["redirects"]) == 5
    gone = {path for _, path, _, page in before["retired"] if page == "410.html"}
    assert {"/to-over/", "/line-over"} <= gone
    assert not gone & {"/to-later", "/line-later", "/to-draft"}
    with_drafts = told(site, drafts=True)["redirects"]
    assert ("", "/to-draft", "", "/draft") in with_drafts


def test_what_leads_to_a_release_that_was_taken_down_is_gone_as_it_is(site: Path) -> None:
    for name in ("withdrawn/", "withdrawn-later", "gone.aspx"):
        save(site, f"to-{name[:-1]}", f"/to-{name}", f"status: moved\nsuperseded_by: /{name}\n")
    with (site / "urls.txt").open("a") as ledger:
        ledger.write(f"{HOST}/line-gone moved {HOST}/gone.aspx\n")
    actual = told(site)
    assert len(actual["redirects"]) == 5
    gone = {path for _, path, _, page in actual["retired"] if page == "410.html"}
    assert {"/to-withdrawn/", "/to-gone.aspx", "/line-gone"} <= gone
    assert "/to-withdrawn-later" not in gone


def test_a_draft_at_the_address_of_a_release_takes_no_redirect_from_it(site: Path) -> None:
    save(site, "next", "/plain", "status: draft\nredirect_from: /before-next\n")
    assert ("", "/line2", "", "/plain") in told(site)["redirects"]


def test_each_host_has_its_own(site: Path) -> None:
    other = "https://www.southshire.police.example"
    save(site, "there", "/there", f"redirect_from: {other}/from-there\n")
    actual = told(site, layout='layout = "per-host"')
    root = "www.northshire.police.example"
    assert ("www.southshire.police.example", "/from-there", "", f"{HOST}/there") in actual[
        "redirects"
    ]
    assert (root, "/moved", "id=7", HERE) in actual["redirects"]
    assert {row[0] for row in actual["retired"]} == {root}
    assert actual["below"] == [(root, "/2026/café/"), (root, "/i.aspx?")]

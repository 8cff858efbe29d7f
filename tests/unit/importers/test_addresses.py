"""What becomes of each address, by all that a source has of it."""

from typing import Final

from newsgen.importers.accounts import AddressFate
from newsgen.importers.seen import address_of
from newsgen.model import ledger, tombstones
from newsgen.model.tombstones import Tombstone, Tombstones
from newsgen.model.urls import output_path
from newsgen.pipeline.ledger import Ledger
from tests.support.accounted import DAY, HOST, PLAN, Visit, account

IMPORTED, COPIED, REDIRECT, GONE, OTHER, LEFT_OUT, UNEXPLAINED = AddressFate


USED: Final = ("a.png", "b.pdf?v=1", "get?file=3", "notes.md")


def test_each_kind_of_address_has_its_fate() -> None:
    picture = {"media_type": "image/png"}
    _, rows = account(
        [
            Visit("/news/a", files=tuple(f"{HOST}/{name}" for name in USED)),
            Visit("/get?file=3", media_type="application/pdf"),
            Visit("/notes.md", media_type="text/markdown"),
            Visit("/a.png", **picture),
            Visit("/b.pdf?v=1", media_type="application/pdf"),
            Visit("/banner.png", **picture),
            Visit("/plan.pdf", media_type="application/pdf"),
            Visit("/style.css", media_type="text/css"),
            Visit("/feed", media_type="application/rss+xml"),
            Visit("/about/"),
            Visit("/news/empty", "-"),
            Visit("/news/lost", missing=True),
            Visit("/news/gone", status=410),
            Visit("/news/broken", status=500),
            Visit("/news/cut", trouble="the file is empty"),
            Visit("/old", status=301, location="news/a"),
            Visit("https://else.example/news/a"),
        ]
    )
    assert {path: row.outcome for path, row in rows.items()} == {
        "/get?file=3": UNEXPLAINED, "/notes.md": UNEXPLAINED,
        "/news/a": IMPORTED, "/a.png": COPIED, "/b.pdf?v=1": COPIED, "/banner.png": OTHER,
        "/plan.pdf": UNEXPLAINED, "/style.css": OTHER, "/feed": OTHER, "/about/": UNEXPLAINED,
        "/news/empty": UNEXPLAINED, "/news/lost": GONE, "/news/gone": GONE,
        "/news/broken": UNEXPLAINED, "/news/cut": UNEXPLAINED, "/old": REDIRECT,
        "https://else.example/news/a": OTHER,
    }  # fmt: skip
    assert rows["/news/cut"].reason == "the file is empty"


def test_a_file_whose_name_stops_a_build_is_not_copied() -> None:
    paths = ("/GetFile.ashx?id=12", "/image.axd?picture=van.jpg", "/uploads/web.config")
    files = [Visit(path, media_type="application/pdf") for path in paths]
    accounts, rows = account([Visit("/news/a", files=tuple(HOST + path for path in paths)), *files])
    assert [rows[path].outcome for path in paths] == [UNEXPLAINED] * 3
    assert "a web server may run “GetFile.ashx”" in rows[paths[0]].reason
    assert not accounts.files


def test_pages_of_a_host_that_the_plan_forgot_are_not_explained() -> None:
    here, there = "/news/a", "https://new.example/news/b"
    visits = [Visit(here), Visit(there), Visit("https://new.example/x.png", media_type="image/png")]
    without = PLAN.partition("[releases]")[2]
    for plan, fates in (
        (PLAN, [IMPORTED, OTHER, OTHER]),
        (f"[releases]{without}", [UNEXPLAINED, UNEXPLAINED, OTHER]),
        (
            f'[areas.Old]\nhosts = ["typo.example"]\n[releases]{without}',
            [UNEXPLAINED] * 2 + [OTHER],
        ),
        (f'[areas.New]\nhosts = ["typo.example"]\n{PLAN}', [IMPORTED, UNEXPLAINED, OTHER]),
    ):
        _, rows = account([*visits, Visit("https://ads.example/frame")], plan)
        assert [rows[at].outcome for at in (here, there, "https://new.example/x.png")] == fates
    assert rows["https://ads.example/frame"].outcome is OTHER
    assert 'hosts = ["new.example"]' in rows[there].reason


def test_a_404_that_never_was_a_page_is_no_line_of_the_ledger() -> None:
    accounts, rows = account([Visit("/news/typo", status=404), Visit("/news/x", status=410)])
    assert rows["/news/typo"].outcome is GONE
    assert accounts.lines == [f"{HOST}/news/x gone"]


def test_the_plan_decides_of_what_is_no_release() -> None:
    rules = [("/category/**", "not-a-release", ""), ("/news/x", "left-out", ""),
             ("/shop/", "gone", ""), ("/press/", "moved", "/newsroom/")]  # fmt: skip
    plan = PLAN + "".join(
        f'[[addresses]]\nmatch = ["{match}"]\nfate = "{fate}"\n' + (f'to = "{to}"\n' if to else "")
        for match, fate, to in rules
    )
    accounts, rows = account(
        [Visit(p) for p in ("/category/a/b", "/news/x", "/shop/", "/press/")], plan
    )
    assert [row.outcome for row in rows.values()] == [OTHER, LEFT_OUT, GONE, REDIRECT]
    assert accounts.lines == [f"{HOST}/shop/ gone", f"{HOST}/press/ moved {HOST}/newsroom/"]


def test_a_rule_leads_from_each_page_to_another_one_by_its_names() -> None:
    rule = ('[[addresses]]\nmatch = ["/print.php?id={number}"]\nfate = "moved"\n'
            'to = "/news/{number}"\n')  # fmt: skip
    paths = ("/news/1", "/print.php?id=1", "/print.php?id=2")
    accounts, rows = account([*map(Visit, paths)], PLAN + rule)
    assert [row.outcome for row in rows.values()] == [IMPORTED, REDIRECT, UNEXPLAINED]
    assert accounts.redirects == {f"{HOST}/news/1": ["/print.php?id=1"]}
    assert not accounts.lines  # a build refuses an address that both have
    assert rows["/print.php?id=2"].reason.endswith("/news/2, which the source does not have")


def test_a_plan_and_a_ledger_that_lead_elsewhere_are_told_of() -> None:
    rule = '[[addresses]]\nmatch = ["/old/*"]\nfate = "moved"\nto = "/news/"\n'
    lines, _ = ledger.read(f"{HOST}/old/a moved {HOST}/nws/\n{HOST}/old/b moved {HOST}/news/\n")
    visits = [Visit("/old/a"), Visit("/old/b")]
    accounts, rows = account(visits, PLAN + rule, ledger_=Ledger(lines, Tombstones(), []))
    assert [row.outcome for row in rows.values()] == [UNEXPLAINED, REDIRECT]
    assert rows["/old/a"].reason == (
        f"urls.txt leads to {HOST}/nws/, and the plan to {HOST}/news/: correct one of them"
    )
    assert not accounts.lines


def removed(*urls: str) -> Ledger:
    """Return the ledger of a site from which releases were removed for good."""
    stones = Tombstones(tombstones.new_key())
    addresses = [address_of(url) for url in urls]
    lines = [
        Tombstone(stones.digest(each.host, output_path(each)), "erasure", "2026-01-01", f"{HOST}/")
        for each in addresses
    ]
    return Ledger([], Tombstones(stones.key, tuple(lines)), [])


def test_what_was_removed_comes_back_from_no_address() -> None:
    accounts, rows = account(
        [
            Visit("/news/a", "a name"),
            Visit("/news/A/", "a name"),
            Visit("/?p=1", "other", canonical=f"{HOST}/news/a"),
            Visit("/print/a", "a name"),
            Visit("/old", status=301, location="/news/a"),
            Visit("/news/b"),
        ],
        ledger_=removed(f"{HOST}/news/a"),
    )
    assert rows.keys() == {"/news/b"}
    assert accounts.removed == 5
    assert accounts.releases.keys() == {"/news/b"}


def test_what_the_ledger_says_is_gone_or_moved_is_not_imported() -> None:
    lines, _ = ledger.read(f"{HOST}/news/a gone\n{HOST}/news/b moved {HOST}/news/c\n")
    accounts, rows = account(
        [Visit("/news/a"), Visit("/news/b")], ledger_=Ledger(lines, Tombstones(), [])
    )
    assert [row.outcome for row in rows.values()] == [GONE, REDIRECT]
    assert not accounts.releases
    assert not accounts.lines


def test_what_is_gone_comes_back_at_no_other_address() -> None:
    lines, _ = ledger.read(f"{HOST}/news/g gone\n{HOST}/shop gone\n{HOST}/news/o gone\n")
    ledger_ = Ledger(lines, Tombstones(), [])
    shop = [Visit("/shop", "sold"), Visit("/news/s", "sold"), Visit("/news/k"),
            Visit("/news/o", status=410, at=DAY), Visit("/news/O")]  # fmt: skip
    rule = '[[addresses]]\nmatch = ["/shop"]\nfate = "gone"\n'
    again = ["/news/G/", f"{HOST.replace('www.', '')}/news/g"]
    copies = [Visit("/news/copy", "name"), Visit("/news/x", "else", canonical=f"{HOST}/news/g")]
    for page in ([], [Visit("/news/g", "name")]):
        seen = [*page, *(Visit(path, "name") for path in again), *copies, *shop]
        _, rows = account(seen, PLAN + rule, ledger_)
        assert {rows[path].outcome for path in (*again, "/news/x")} == {GONE}
        assert rows["/news/copy"].outcome is GONE
        # What the source or the plan says is gone hides nothing else.
        assert {rows[path].outcome for path in ("/news/s", "/news/k", "/news/O")} == {IMPORTED}


def test_files_that_are_missing_are_named() -> None:
    accounts, _ = account([Visit("/news/a", files=(f"{HOST}/x.jpg", f"{HOST}/page/"))])
    assert accounts.missing_files == {f"{HOST}/x.jpg": f"{HOST}/news/a"}


def listed(path: str, status: int = 200, media_type: str = "") -> Visit:
    return Visit(path, status=status, media_type=media_type, is_listed=True, at=None)


def test_what_only_a_list_has_is_accounted_for_too() -> None:
    rules = '[[addresses]]\nmatch = ["/topics/*"]\nfate = "moved"\nto = "/news/a"\n'
    accounts, rows = account(
        [
            listed("/news/a"), listed("/News/A/"), listed("/news/a?print=1"), listed("/a.png?v=2"),
            Visit("/news/a", files=(f"{HOST}/a.png",)),
            Visit("/a.png", media_type="image/png"),
            Visit("/about", status=410),
            Visit("/list?id=1"),
            listed("/ABOUT"), listed("/about?x=1"), listed("/list?id=2"), listed("/news/b"),
            listed("/never", 404), listed("/broken", 500), listed("/moved", 301),
            listed("/style.css", media_type="text/css"),
            listed("/film.mp4", media_type="video/mp4"),
            listed("/topics/x"), listed("/secret", 403), listed("https://else.example/x"),
            listed("/news/\\x", 404), listed("/news/\\y"),
        ],
        PLAN + rules,
    )  # fmt: skip
    assert {path: row.outcome for path, row in rows.items()} == {
        "/news/a": IMPORTED, "/News/A/": REDIRECT, "/news/a?print=1": REDIRECT, "/a.png": COPIED,
        "/a.png?v=2": REDIRECT, "/about": GONE, "/ABOUT": GONE, "/about?x=1": UNEXPLAINED,
        "/list?id=1": UNEXPLAINED, "/list?id=2": UNEXPLAINED, "/news/b": UNEXPLAINED,
        "/never": GONE, "/broken": UNEXPLAINED, "/moved": UNEXPLAINED, "/style.css": OTHER,
        "/film.mp4": UNEXPLAINED, "/topics/x": REDIRECT, "https://else.example/x": OTHER,
        "/news/\\y": UNEXPLAINED,
    }  # fmt: skip
    assert (rows["/news/a?print=1"].target, accounts.private) == (f"{HOST}/news/a", 1)
    assert accounts.redirects == {}  # servers answer these anyway
    assert accounts.lines == [f"{HOST}/about gone", f"{HOST}/topics/x moved {HOST}/news/a"]


def test_an_address_of_a_list_that_was_removed_is_not_listed() -> None:
    paths = ["/news/a", "/news/a/print/", "/print/news/a", "/news/a/feed/", "/news/a?x=1"]
    accounts, rows = account([*map(listed, paths)], ledger_=removed(f"{HOST}/news/a"))
    assert (rows, accounts.removed) == ({}, len(paths))

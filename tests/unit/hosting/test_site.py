"""The addresses of a site for hosts: all that answer, each once, as servers distinguish them."""

import unicodedata
from pathlib import Path

import pytest

from newsgen.hosting.site import (
    AddressKind,
    HostedAddress,
    HostedRoot,
    HostedSite,
    hosted_site,
    place_key,
    unique_by_key,
    writings,
)
from newsgen.model.tombstones import Tombstones
from newsgen.pipeline.frame import build_frame, open_theme
from tests.support.builds import URL, appeal, ingested
from tests.support.pictures import png
from tests.support.site import CONFIG
from tests.support.small import page_at

PAGE, MOVED, GONE = AddressKind
KEY = "ab" * 32
STONE = Tombstones(KEY).digest(URL.removeprefix("https://"), "erased/x.aspx")
SITE = {
    "newsgen.toml": CONFIG.replace("[site]", '[site]\nlayout = "per-host"'),
    "content/a.md": appeal("a", "2026-03-01", redirect_from="['/old/a.asp?ID=7', '/NEWS/A.aspx']"),
    "content/b.md": appeal("b", "2026-03-02", body="![Map](/map.png)"),
    "content/held.md": appeal("held", "2026-03-20"),
    "content/gone.md": appeal("gone", "2026-03-01", status="gone"),
    "content/withdrawn.md": appeal("withdrawn", "2026-03-01", status="withdrawn", explanation="x"),
    "content/moved.md": appeal(
        "moved", "2026-03-01", status="moved", superseded_by=f"{URL}/news/a.aspx"
    ),
    "content/map.png": png(3, 2),
    "urls.txt": f"{URL}/lost.aspx gone\n",
    "tombstones.txt": f"key {KEY}\n{STONE} erasure 2026-03-01 {URL}/erased/\n",
}


def hosted(site: Path) -> HostedSite:
    with ingested(site) as session:
        return hosted_site(session, build_frame(session, open_theme(session)), "/srv/www")


def test_every_address_is_there_with_what_it_answers(site: Path) -> None:
    actual = hosted(site)
    (root,) = actual.roots
    assert root.name == URL.removeprefix("https://")
    assert actual.folder(root) == f"/srv/www/{root.name}"
    assert root.hosts == (root.name,)
    by_asked = {(entry.path, entry.query): entry for entry in root.entries}
    assert by_asked["/news/a.aspx", ""] == page_at("/news/a.aspx")
    moved = {path: entry.target for (path, _), entry in by_asked.items() if entry.kind is MOVED}
    assert moved == {"/old/a.asp": "/news/a.aspx", "/news/moved.aspx": "/news/a.aspx"}
    gone = {path: entry.target for (path, _), entry in by_asked.items() if entry.kind is GONE}
    assert gone == {
        "/news/gone.aspx": "410.html",
        "/lost.aspx": "410.html",
        "/news/withdrawn.aspx": "news/withdrawn.aspx",
    }
    assert ("/news/held.aspx", "") not in by_asked
    assert {"/", "/newsroom/2026/March/", "/feed.atom", "/sitemap.xml"} <= {p for p, _ in by_asked}
    assert root.graves == ("/erased/",)
    assert {"404.html", "410.html", "map.png"} <= set(root.files)


def test_no_two_entries_have_a_key_in_common(site: Path) -> None:
    for root in hosted(site).roots:
        keys = [entry.key for entry in root.entries]
        assert keys == sorted(set(keys))


def entry(path: str, query: str = "", kind: AddressKind = PAGE) -> HostedAddress:
    return HostedAddress(kind, path, query, path)


def test_of_addresses_that_servers_cannot_distinguish_the_first_is_kept() -> None:
    first, second = entry("/News/A.aspx"), entry("/news/a.ASPX", kind=MOVED)
    other = entry("/news/a.aspx", "id=1")
    assert unique_by_key([other, first, second]) == (first, other)
    composed, apart = entry("/café"), entry(unicodedata.normalize("NFD", "/café"))
    assert unique_by_key([composed, apart]) == (composed,)
    gone = first._replace(kind=GONE)
    assert unique_by_key([gone, first, second]) == (gone,)


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("/a.aspx", "", {("/a.aspx", "")}),
        ("/a//b/", "", {("/a/b", "")}),
        ("/", "", {("/", "")}),
        ("/é", "", {("/é", ""), ("/e\u0301", "")}),
        (
            "//a//é/",
            "x=%5B1%5D",
            {(f"/a/{e}", f"x={id_}") for e in ("é", "e\u0301") for id_ in ("%5B1%5D", "[1]")},
        ),
    ],
)
def test_an_address_has_the_spellings_that_a_server_must_know(
    path: str, query: str, expected: set[tuple[str, str]]
) -> None:
    assert set(writings(entry(path, query))) == expected


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ("/News/2026/", "/news/2026/"),
        ("/Show.asp?", "/show.asp?"),
        ("/", "/"),
        ("/CAFÉ/", "/cafÉ/"),
    ],
)
def test_the_key_of_a_place_keeps_its_sign(place: str, key: str) -> None:
    assert place_key(place) == key


def test_a_root_has_a_label_and_knows_its_queries() -> None:
    root = HostedRoot("", (), (entry("/a", "id=1"), entry("/b", kind=GONE)))
    assert root.label == "site"
    assert root.has_queries
    assert list(root.some(GONE)) == [entry("/b", kind=GONE)]
    assert not HostedRoot("h.example", (), (entry("/a"),)).has_queries

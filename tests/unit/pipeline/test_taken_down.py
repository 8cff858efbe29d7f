"""What a build took down is listed for the caches between the website and its readers."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from newsgen.pipeline.central import build
from newsgen.pipeline.result import Action, TakenDown
from newsgen.pipeline.taken_down import FileAddresses, forget_noted_of
from tests.support.builds import AT, appeal, built, ingested, request
from tests.support.pictures import photograph
from tests.support.site import CONFIG, HOSTS, Release, tree, write

SINGLE = f"{CONFIG}\n[media]\ncards = true\n"
PER_HOST = SINGLE.replace("[site]", '[site]\nlayout = "per-host"')
SAID_SINGLE = SINGLE.replace("[site]", '[site]\nlayout = "single"')
PICTURE = "[{src: /p/a.jpg, alt: A coat}]"
SITE = {
    "newsgen.toml": SINGLE,
    "content/a.md": appeal("a", "2026-03-10", images=PICTURE),
    "content/b.md": appeal("b", "2026-03-09"),
    "content/c.md": appeal("c", "2026-03-08"),
    "content/p/a.jpg": photograph(700, 400, seed=1),
}
NEWS = f"https://{HOSTS['Northshire']}"


def paths(urls: tuple[str, ...]) -> set[str]:
    """Return the paths of addresses, each of which must be there once."""
    assert len(set(urls)) == len(urls)
    return {"/" + url.split("/", 3)[3] for url in urls}


def spelt(path: str) -> set[str]:
    return {quote(path), quote(path).rstrip("/")}


def changed(site: Path, before: dict[str, bytes]) -> set[str]:
    """Return the addresses of files that are not there any more, or have other bytes."""
    after = tree(site / "output")
    gone = (path for path, data in before.items() if after.get(path) != data)
    links = {"/" + path.removesuffix("index.html") for path in gone if not path.endswith("/")}
    return links | {link.rstrip("/") or "/" for link in links}


def edited(site: Path, name: str, **more: str) -> TakenDown:
    """Build a site with other keys in a release: what was taken down is what changed."""
    before = tree(site / "output")
    write(site / f"content/{name}.md", appeal(name, "2026-03-10", **more).text())
    taken = built(site).taken_down
    assert paths(taken.purge) == (changed(site, before) if taken.purge else set())
    return taken


def media(site: Path, ending: str) -> set[str]:
    return {f"/{path}" for path in tree(site / "output") if path.endswith(ending)}


OVER = [
    {"status": "withdrawn", "explanation": "A court order."},
    {"status": "gone"},
    {"status": "moved", "superseded_by": f"{NEWS}/news/c.aspx"},
    {"expires": "2026-03-14T10:00+00:00"},
    {"status": "draft"},
]


@pytest.mark.parametrize("over", OVER, ids=lambda over: over.get("status", "expired"))
def test_a_release_that_is_over_is_listed_with_pictures_and_copies(
    site: Path, over: dict[str, str]
) -> None:
    assert built(site).taken_down == TakenDown()
    copies = media(site, ".webp")
    assert len(copies) > 1
    taken = edited(site, "a", images=PICTURE, **over)
    assert paths(taken.search_engines) == {"/news/a.aspx", "/p/a.jpg", *copies}
    assert {"/", "/feed.atom", "/sitemaps/2026-03.xml"} < paths(taken.purge)


def test_a_release_is_listed_with_its_card(site: Path) -> None:
    built(site)
    cards = media(site, ".png")
    taken = edited(site, "b", status="withdrawn", explanation="Over.")
    assert paths(taken.search_engines) == {"/news/b.aspx", *(cards - media(site, ".png"))}
    assert len(taken.search_engines) == 2


def test_a_release_that_goes_by_itself_with_time_is_listed_once(site: Path) -> None:
    write(site / "content/b.md", appeal("b", "2026-03-09", expires="2026-03-20T10:00+00:00").text())
    assert built(site).taken_down == TakenDown()
    later = replace(request(site), as_of=AT + timedelta(days=10))
    assert "/news/b.aspx" in paths(build(later).taken_down.search_engines)
    assert build(later).taken_down == TakenDown()


def test_a_source_that_was_deleted_is_listed_by_its_page(site: Path) -> None:
    built(site)
    (site / "content/b.md").unlink()
    taken = built(site).taken_down
    assert "/news/b.aspx" in paths(taken.search_engines)


@pytest.mark.parametrize("layout", [SINGLE, PER_HOST])
@pytest.mark.parametrize(("before", "after"), [("Q/É.aspx", "q/É.aspx"), ("q/é/", "q/É/")])
@pytest.mark.parametrize("is_back", [False, True])
def test_an_address_whose_letters_change_their_case_is_listed_as_it_was(
    site: Path, layout: str, before: str, after: str, *, is_back: bool
) -> None:
    """The live one has other letters, and is purged as any new page: not at all."""
    old, new = (after, before) if is_back else (before, after)
    write(site / "newsgen.toml", layout)
    release = appeal("q", "2026-03-09")
    release = replace(release, url=f"{NEWS}/news/{old}")
    write(site / "content/b.md", release.text())
    built(site)
    write(site / "content/b.md", replace(release, url=f"{NEWS}/news/{new}").text())
    taken = built(site).taken_down
    gone, live = (spelt(f"/news/{each}") for each in (old, new))
    assert gone <= paths(taken.search_engines)
    assert gone <= paths(taken.purge)
    assert not live & paths(taken.purge)


@pytest.mark.parametrize("picture", [photograph(700, 400, seed=2), b""])
def test_a_picture_with_other_bytes_is_listed_at_the_address_that_stays(
    site: Path, picture: bytes
) -> None:
    """Somebody in it was made unrecognisable, or it went and the release stays."""
    built(site)
    copies = media(site, ".webp")
    if picture:
        write(site / "content/p/a.jpg", picture)
        taken = edited(site, "a", images=PICTURE)
        assert "/news/a.aspx" not in paths(taken.search_engines)
    else:
        taken = edited(site, "a")
    assert {"/p/a.jpg", *copies} <= paths(taken.search_engines)
    assert "/news/a.aspx" in paths(taken.purge)


def test_no_daily_edit_lists_anything(site: Path) -> None:
    write(site / "newsgen.toml", CONFIG)
    built(site)
    assert edited(site, "b", kind="news") == TakenDown()
    write(site / "content/d.md", appeal("d", "2026-03-11").text())
    assert built(site).taken_down == TakenDown()
    os.utime(write(site / "content/p/a.jpg", photograph(700, 400, seed=1)), ns=(1, 1))
    assert built(site).taken_down == TakenDown()


WITHDRAWN = {"status": "withdrawn", "explanation": "Over."}


def test_a_new_version_lists_nothing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(site)
    edited(site, "b", **WITHDRAWN)
    monkeypatch.setattr("newsgen.pipeline.session.version", lambda: "a new one")
    result = built(site)
    assert result.counts[Action.UPDATE] > 10
    assert result.taken_down == TakenDown()


each_change = pytest.mark.parametrize("change", ["quality = 30", "variants = false", "Pillow"])
"""Each makes other copies of the pictures that a site has."""


def set_up(site: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    """Have other copies made of the pictures that a site has."""
    if change == "Pillow":
        monkeypatch.setattr("newsgen.media.pictures.pillow_version", lambda: "99.0")
        monkeypatch.setattr("newsgen.pipeline.session.version", lambda: "with Pillow 99.0")
    else:
        write(site / "newsgen.toml", SINGLE + change)


@each_change
def test_other_copies_of_pictures_that_stay_are_not_listed(
    site: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    built(site)
    before = media(site, ".webp")
    set_up(site, monkeypatch, change)
    assert built(site).taken_down == TakenDown()
    assert before.isdisjoint(media(site, ".webp"))


@each_change
def test_copies_of_what_is_taken_down_meanwhile_are_listed(
    site: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    built(site)
    before = media(site, ".webp")
    set_up(site, monkeypatch, change)
    taken = edited(site, "a", images=PICTURE, **WITHDRAWN)
    assert before < paths(taken.search_engines)


def test_a_new_version_lists_what_is_taken_down_meanwhile(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(site)
    monkeypatch.setattr("newsgen.pipeline.session.version", lambda: "a new one")
    write(site / "content/p/a.jpg", photograph(700, 400, seed=2))
    taken = edited(site, "b", **WITHDRAWN)
    assert {"/news/b.aspx", "/p/a.jpg"} < paths(taken.search_engines)


def test_of_a_cache_of_long_ago_pages_that_say_so_are_listed_and_no_pictures(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(site)
    edited(site, "b", **WITHDRAWN)
    with closing(sqlite3.connect(site / ".newsgen/cache.sqlite")) as cache:
        cache.execute("ALTER TABLE target RENAME COLUMN content TO digest")
        cache.commit()
    (site / ".newsgen/cache.sqlite-seal").unlink()
    monkeypatch.setattr("newsgen.pipeline.session.version", lambda: "a new one")
    assert paths(built(site).taken_down.search_engines) == {"/news/b.aspx"}


def test_a_theme_that_has_other_files_lists_none_of_them(site: Path) -> None:
    theme = '[theme]\ntitle = "Harbour"\nextends = "plain"\n'
    write(site / "themes/harbour/theme.toml", theme)
    asset = write(site / "themes/harbour/assets/more.css", "a { color: red }")
    write(site / "newsgen.toml", CONFIG.replace('"plain"', '"harbour"'))
    built(site)
    asset.unlink()
    result = built(site)
    assert result.counts[Action.DELETE] == 1
    assert result.taken_down == TakenDown()


def test_each_host_has_its_own_addresses(site: Path) -> None:
    write(site / "newsgen.toml", PER_HOST)
    built(site)
    write(site / "content/a.md", appeal("a", "2026-03-10", images=PICTURE, status="gone").text())
    taken = built(site).taken_down
    assert {f"{NEWS}/p/a.jpg", f"{NEWS}/news/a.aspx"} < {*taken.search_engines}
    assert f"{NEWS}/feed.atom" in taken.purge


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a b/index.html", "https://news.example/a%20b/"),
        ("index.html", "https://news.example/"),
        ("p/xindex.html", "https://news.example/p/xindex.html"),
    ],
)
def test_a_file_has_an_address(site: Path, path: str, expected: str) -> None:
    with ingested(site) as session:
        assert FileAddresses(session).of_page(path) == expected


def test_a_page_has_the_address_of_its_release(site: Path) -> None:
    page = Release("Items", area="Northshire", url=f"{NEWS}/items.aspx?id=1", date="2026-03-01")
    write(site / "content/items.md", page.text())
    with ingested(site) as session:
        addresses = FileAddresses(session)
        assert addresses.of_page("items.aspx@id=1.html") == f"{NEWS}/items.aspx?id=1"
        assert addresses.of_page("feed.atom") == "https://news.example/feed.atom"
        assert addresses.all_of("items.aspx@id=1.html") == {f"{NEWS}/items.aspx?id=1"}
        assert addresses.all_of("news/index.html") == {
            "https://news.example/news",
            "https://news.example/news/",
        }
        assert addresses.all_of("index.html") == {"https://news.example/"}


@pytest.mark.parametrize("over", [*OVER, {}], ids=lambda over: over.get("status", "over"))
def test_addresses_are_listed_as_readers_ask_for_them(site: Path, over: dict[str, str]) -> None:
    more = {"redirect_from": "[/old/28, '/old/Show.aspx?id=28&x=1']"}
    release = appeal("b", "2026-03-09", **more)
    for name in ("items/27", "Show.aspx?id=27&x=%2F", "x.aspx"):
        write(site / "content/b.md", replace(release, url=f"{NEWS}/{name}").text())
        built(site)
        if over:
            down = replace(release, url=f"{NEWS}/{name}", more=release.more | over)
            write(site / "content/b.md", down.text())
        else:
            (site / "content/b.md").unlink()
        taken = built(site).taken_down
        ways = {f"/{name}", f"/{name}/"} if name == "items/27" else {f"/{name}"}
        olds = {"/old/28", "/old/28/", "/old/Show.aspx?id=28&x=1"}
        assert ways <= paths(taken.search_engines)
        assert ways | olds <= paths(taken.purge)
        assert not [url for url in taken.purge if "@" in url]


@pytest.mark.parametrize("layouts", [(SINGLE, PER_HOST), (PER_HOST, SAID_SINGLE)])
def test_another_layout_lists_no_address_that_stays(site: Path, layouts: tuple[str, str]) -> None:
    """All files move to another folder then."""
    before, after = layouts
    write(site / "newsgen.toml", before)
    built(site)
    write(site / "newsgen.toml", after)
    write(site / "content/b.md", appeal("b", "2026-03-09", status="gone").text())
    taken = built(site).taken_down
    pages = [url for url in taken.search_engines if "/media/cards/" not in url]
    assert pages == [f"{NEWS}/news/b.aspx"]
    assert {"https://news.example", NEWS} >= {"/".join(url.split("/")[:3]) for url in taken.purge}


def test_another_look_of_a_portal_lists_nothing(site: Path) -> None:
    config = PER_HOST.replace("cards = true", "cards = false")
    write(site / "newsgen.toml", config)
    built(site)
    write(site / "newsgen.toml", f'{config}\n[theme.options]\naccent = "#0b4a4f"\n')
    result = built(site)
    assert result.counts[Action.DELETE] > 1
    assert result.taken_down == TakenDown()


def cut_short(site: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """Build a site up to a function of the last step."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(f"newsgen.pipeline._apply.{at}", stop)
        with pytest.raises(KeyboardInterrupt):
            built(site)


@pytest.mark.parametrize("at", ["_put_in_place", "_place", "forget_deleted"])
def test_what_a_build_that_was_cut_short_took_down_is_listed_by_the_next(
    site: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    built(site)
    cards = media(site, ".png")
    write(site / "content/a.md", appeal("a", "2026-03-10", status="gone").text())
    for name in ("b", "c"):
        write(site / f"content/{name}.md", appeal(name, "2026-03-09", **WITHDRAWN).text())
    cut_short(site, monkeypatch, at)
    write(site / "content/c.md", appeal("c", "2026-03-09").text())
    taken = built(site).taken_down
    assert {"/news/a.aspx", "/news/b.aspx", "/p/a.jpg"} < paths(taken.search_engines)
    assert cards & paths(taken.search_engines)
    assert "/news/c.aspx" not in paths(taken.search_engines)
    assert built(site).taken_down == TakenDown()


def test_what_is_noted_of_a_removed_release_leaves_the_cache(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(site)
    for name in ("a", "b"):
        write(site / f"content/{name}.md", appeal(name, "2026-03-09", **WITHDRAWN).text())
    cut_short(site, monkeypatch, "_put_in_place")
    with ingested(site) as session:
        forget_noted_of(session, {f"{NEWS}/news/b.aspx"})
    taken = paths(built(site).taken_down.search_engines)
    assert "/news/a.aspx" in taken
    assert "/news/b.aspx" not in taken


def test_what_was_taken_down_is_listed_once(site: Path) -> None:
    built(site)
    assert edited(site, "a", **WITHDRAWN) != TakenDown()
    write(site / "content/c.md", appeal("c", "2026-03-08", "Officers thank you.").text())
    assert built(site).taken_down == TakenDown()


def test_a_card_in_another_look_is_listed_if_its_words_have_changed_too(site: Path) -> None:
    built(site)
    look = '\n[theme.options]\naccent = "{}"\n'
    write(site / "newsgen.toml", SINGLE + look.format("#0b4a4f"))
    before = media(site, ".png")
    assert built(site).taken_down == TakenDown()
    after = media(site, ".png")
    assert len(after - before) == 2
    write(site / "newsgen.toml", SINGLE + look.format("#7b2a4f"))
    write(site / "content/b.md", replace(appeal("b", "2026-03-09"), title="Another").text())
    (card,) = paths(built(site).taken_down.search_engines)
    assert card in after

"""Feeds as targets, whatever they are of."""

from dataclasses import replace

from newsgen.config.settings import FeedSettings
from newsgen.model.area import Root, unconfigured_area
from newsgen.model.release import Picture, Status
from newsgen.site._feed_pages import feed_items, feeds
from newsgen.site.items import FileSize
from tests.support.catalogue import moment, release
from tests.support.windows import view_of

SETTINGS = FeedSettings()
ROOT = Root("", "News", "https://news.example")
AREAS = {"Northshire": replace(unconfigured_area("Northshire"), name="Northshire Police")}


def test_a_feed_has_the_first_picture_and_a_time_of_update() -> None:
    pictures = (Picture("/a.png", "A van"), Picture("/b.png", "B"))
    updated = release("a", updated=moment("2026-03-02 09:00"))
    plain, later = feed_items(
        ROOT,
        AREAS,
        [release("a", images=pictures, tags=("Mônsters",)), updated],
        lambda _: FileSize(9, 0),
    )
    assert (plain.id, plain.url) == (plain.url, "https://www.northshire.police.example/news/a")
    assert plain.image == "https://news.example/a.png"
    assert plain.updated == plain.published == moment("2026-03-01 09:00")
    assert (plain.area, plain.tags) == ("Northshire Police", ("Mônsters",))
    assert (later.updated, later.image) == (moment("2026-03-02 09:00"), "")


def test_a_feed_does_not_name_a_picture_that_is_not_published() -> None:
    pictures = (Picture("/a.png", "A van"), Picture("/b.png", "B"))
    (entry,) = feed_items(ROOT, AREAS, [release("a", images=pictures)], lambda _: None)
    assert entry.extras is not None
    assert (entry.image, entry.extras.images) == ("", ())


def test_most_releases_have_nothing_beside_their_text() -> None:
    welsh = replace(ROOT, language="cy")
    root = replace(ROOT, language=release("a").language)
    plain, closed = feed_items(
        root, AREAS, [release("a"), release("b", status=Status.CLOSED)], lambda _: None
    )
    assert plain.extras is None
    assert closed.extras is not None
    (other,) = feed_items(welsh, AREAS, [release("a")], lambda _: None)
    assert other.extras is not None


def test_links_in_a_text_are_of_the_host_that_has_the_release() -> None:
    def base_url_in(root: Root) -> str:
        (entry,) = feed_items(root, AREAS, [release("a")], lambda _: None)
        return entry.base_url

    host = "www.northshire.police.example"
    welsh = Root("www.heddlu.example", "Newyddion", "https://www.heddlu.example", "cy")
    assert base_url_in(ROOT) == "https://news.example"
    assert base_url_in(Root(host, "News", f"https://{host}")) == f"https://{host}"
    assert base_url_in(welsh) == f"https://{host}"


def test_a_folder_below_the_root_has_atom_only() -> None:
    words = {"latest_of": "The latest of {name}."}
    (target,) = feeds(ROOT, words, SETTINGS, "/topics/fraud/", (), title="Fraud", author="News")
    assert (target.path, target.template) == ("topics/fraud/feed.atom", "feed.atom")
    assert view_of(target).description == "The latest of Fraud."
    assert (view_of(target).author, view_of(target).updated) == ("News", None)
    assert view_of(target).home == "https://news.example/topics/fraud/", "its page"
    assert len([*feeds(ROOT, words, SETTINGS, "/", (), title="News", author="News")]) == 3

"""Feeds: three of a root, and one of each of its areas."""

from newsgen.config.settings import FeedSettings
from newsgen.model.area import Root, unconfigured_area
from newsgen.model.release import Release
from newsgen.site._feeds import FEEDS, FeedsWindow
from newsgen.site.outline import AreaCount
from newsgen.site.target import Target
from newsgen.site.window import Question
from tests.support.catalogue import moment, release
from tests.support.windows import ARCHIVE, view_of

ROOT = Root("", "Siôn’s news", "https://x.example")
AREA = unconfigured_area("Northshire")
ASKED: list[tuple[int, str]] = []


def made(*latest: Release) -> dict[str, Target]:
    def newest(limit: int, area: str) -> list[Release]:
        ASKED.append((limit, area))
        return list(latest)

    ASKED.clear()
    counts = (AreaCount(AREA, ARCHIVE, len(latest)),)
    window = FeedsWindow(
        root=ROOT,
        words={"latest_of": "Latest of {name}"},
        areas=counts,
        area_of={AREA.key: AREA},
        feeds=FeedSettings(),
        latest=Question(newest),
        file=Question(lambda _: None),
    )
    return {target.path: target for target in FEEDS.makes(window)}


def test_each_feed_is_at_its_address_and_asks_for_no_more_than_it_shows() -> None:
    targets = made(release("a"))
    assert set(targets) == {"feed.atom", "feed.rss", "feed.json", "areas/northshire/feed.atom"}
    assert ASKED == [(20, ""), (20, "Northshire")]
    view = view_of(targets["areas/northshire/feed.atom"])
    assert view.url == view.id == "https://x.example/areas/northshire/feed.atom"
    assert (view.title, view.description) == ("Northshire", "Latest of Northshire")


def test_a_feed_is_as_new_as_the_newest_of_its_items() -> None:
    later = release("b", "2026-02-01 09:00", updated=moment("2026-03-05 09:00"))
    assert view_of(made(release("a"), later)["feed.rss"]).updated == moment("2026-03-05 09:00")


def test_a_release_without_a_date_is_last_and_of_no_time() -> None:
    undated = release("c", None, updated=moment("2026-03-09 09:00"))
    dated, nowhere = view_of(made(release("a"), undated)["feed.atom"]).items
    assert (nowhere.title, nowhere.published, nowhere.updated) == ("Title of c", None, None)
    assert view_of(made(release("a"), undated)["feed.atom"]).updated == dated.updated
    assert view_of(made(undated)["feed.atom"]).updated is None


def test_an_empty_feed_has_no_time() -> None:
    view = view_of(made()["feed.json"])
    assert (view.items, view.updated) == ((), None)

"""Links in bodies, and where they lead."""

from newsgen.diagnostics import Span
from newsgen.model.release import Status
from newsgen.store.uses import BodyLink
from tests.support.catalogue import AS_OF, Archive, indexed, link, release

SEEN, HELD, OVER = "news/seen/index.html", "news/held/index.html", "news/over/index.html"


def fill(archive: Archive) -> None:
    links = [link(SEEN, line=1), link(HELD, line=2), link(OVER, line=3), link("none", line=4)]
    archive.put(
        indexed(release("seen", "2026-03-01 09:00"), links=links),
        release("held", "2026-03-20 09:00"),
        indexed(release("over", expires=AS_OF), links=links),
        indexed(release("draft", status=Status.DRAFT), links=[link("news/draft/index.html")]),
    )


def targets(links: list[BodyLink]) -> list[tuple[str, str]]:
    return [(each.source, each.link.path) for each in links]


def test_readers_links_are_told_by_what_they_lead_to(archive: Archive) -> None:
    fill(archive)
    links = archive.at().links
    assert targets(links.dead()) == [
        ("over.md", "none"),
        ("seen.md", HELD),
        ("seen.md", OVER),
        ("seen.md", "none"),
    ]
    assert targets(links.to_held()) == [("seen.md", HELD)]
    assert targets(links.to_expired()) == [("seen.md", OVER)]
    assert links.to_held()[0].span == Span("content/seen.md", 2, 1, 2, 9)


def test_at_any_time_only_what_is_never_there_is_dead(archive: Archive) -> None:
    fill(archive)
    links = archive.at(any_time=True).links
    assert targets(links.dead()) == [("over.md", "none"), ("seen.md", "none")]
    assert links.to_held() == links.to_expired() == []


def test_links_to_places_come_with_the_source_of_the_release(archive: Archive) -> None:
    places = [link(SEEN, anchor="a", line=1), link("none", anchor="a", line=2), link(SEEN, line=3)]
    archive.put(indexed(release("a"), links=places), release("seen"))
    ((anchored, source),) = archive.at().links.anchored()
    assert (anchored.link, source) == (places[0], "seen.md")
    assert archive.at().links.of_source("a.md") == places

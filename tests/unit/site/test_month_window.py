"""What a window onto a month shows, and digests that change with every answer."""

from pathlib import Path

import pytest

from newsgen.model.release import Picture
from newsgen.site._month_window import open_month
from tests.support.builds import appeal
from tests.support.catalogue import release
from tests.support.opened_site import open_root
from tests.support.pictures import png
from tests.support.site import CONFIG, write

SITE = {
    "newsgen.toml": CONFIG,
    "content/old.md": appeal("old", "2026-02-01"),
    "content/a.md": appeal("a", "2026-03-01", body="![Map](/map.png)"),
    "content/b.md": appeal("b", "2026-03-02"),
    "content/held.md": appeal("held", "2026-03-20"),
    "content/map.png": png(30, 20),
}


def test_a_month_shows_its_releases_oldest_first_and_what_is_beside_it(site: Path) -> None:
    with open_root(site) as root:
        month = open_month(root, "2026-03")
        assert [r.source for r in month.releases()] == ["a.md", "b.md"]
        before = month.before("/newsroom/")
        assert before
        assert before.href == "/news/old.aspx"
        assert month.after("/newsroom/") is None
        assert month.picture("/map.png")[:2] == (30, 20)


def test_months_share_what_lists_show_of_a_release_unless_one_may_not_see_its_picture(
    site: Path,
) -> None:
    plain = release("b")
    with_picture = release("a", images=(Picture("/map.png"),))
    with open_root(site) as root:
        month, other = open_month(root, "2026-03"), open_month(root, "2026-02")
        assert month.item(plain, "") is other.item(plain, "")
        assert month.item(plain, "Northshire Police").area == "Northshire Police"
        seen = [each.item(with_picture, "") for each in (month, other, month)]
        assert [shown.picture and shown.picture.width for shown in seen] == [30, 0, 30]
        assert seen[0] is seen[2]


def digests(site: Path) -> dict[str, bytes]:
    with open_root(site) as root:
        month = open_month(root, "2026-03")
        names = ("releases", "before", "item", "picture")
        return {name: getattr(month, name).digest() for name in names}


@pytest.mark.parametrize(
    ("path", "text", "changed"),
    [
        ("content/b.md", appeal("b", "2026-03-02", body="Other.").text(), {"releases"}),
        ("content/old.md", appeal("old2", "2026-02-01").text(), {"before"}),
        ("content/map.png", png(31, 20), {"item", "picture"}),
        ("content/held.md", appeal("held", "2026-03-21").text(), set()),
    ],
)
def test_a_digest_changes_with_its_answers_alone(
    site: Path, path: str, text: str | bytes, changed: set[str]
) -> None:
    before = digests(site)
    write(site / path, text)
    after = digests(site)
    assert {name for name in before if before[name] != after[name]} == changed


def test_a_preview_sees_one_release_with_its_neighbours(site: Path) -> None:
    write(site / "content/c.md", appeal("c", "2026-03-03").text())
    with open_root(site) as root:
        month = open_month(root, "2026-03", "news/b.aspx")
        before, after = month.before("/newsroom/"), month.after("/newsroom/")
        assert month.only == "b.md"
        assert [link.href for link in (before, after) if link] == ["/news/a.aspx", "/news/c.aspx"]
        assert not open_month(root, "2026-03", "news/none.aspx").only

"""A release that is held back says at its address how to see it."""

from zoneinfo import ZoneInfo

import pytest

from newsgen.model.release import Status
from newsgen.server.preview import held_notice, held_page
from newsgen.store.addresses import HeldPage
from tests.support.catalogue import Archive, release

LONDON = ZoneInfo("Europe/London")
JULY = 1_784_620_800.0


@pytest.mark.parametrize(
    ("page", "why", "command"),
    [
        (HeldPage("a.md", True, None), "content/a.md is a draft, so", "newsgen serve --drafts"),
        (
            HeldPage("a.md", False, JULY),
            "is held until 2026-07-21 09:00:00 BST, so",
            "newsgen serve --as-of 2026-07-21T09:00:00+01:00",
        ),
        (
            HeldPage("a.md", True, JULY),
            "is a draft and held until 2026-07-21 09:00:00 BST, so",
            "newsgen serve --drafts --as-of 2026-07-21T09:00:00+01:00",
        ),
    ],
)
def test_it_says_why_and_how_to_see_it(page: HeldPage, why: str, command: str) -> None:
    text = held_notice(page, LONDON)
    assert why in text
    assert text.endswith(f"run: {command}")


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("/news/draft/", "draft.md"),
        ("/NEWS/draft", "draft.md"),
        ("/news/draft/?x=1", ""),
        ("/news/a/", ""),
        ("/a/../b", ""),
        ("/%00", ""),
        ("", ""),
    ],
)
def test_it_has_the_address_of_its_release(target: str, source: str, archive: Archive) -> None:
    archive.put(release("a"), release("draft", status=Status.DRAFT))
    page = held_page(archive.at(), "", target)
    assert (page.source if page else "") == source


def test_it_says_what_the_public_gets_where_a_release_was_removed() -> None:
    words = held_notice(HeldPage("a.md", True, None), LONDON, in_grave=True)
    assert "the public gets the answer 410" in words

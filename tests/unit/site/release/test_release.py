"""The page of a release: what is around it, and titles that tell it from others."""

from dataclasses import replace
from typing import Any

import pytest

from newsgen.model.area import Area
from newsgen.model.release import FileUse, Incident, Life, Note, Picture, Release
from newsgen.site._month_window import MonthWindow
from newsgen.site._release import targets
from newsgen.site.cards import CardStyle
from newsgen.site.items import FileSize
from newsgen.site.outline import months_of
from newsgen.site.pictures import PictureFile
from newsgen.site.views import ReleaseLink, ReleasePage
from newsgen.site.window import Question
from newsgen.theme.load import load_theme
from tests.support.catalogue import moment, release
from tests.support.paths import REPOSITORY
from tests.support.windows import ARCHIVE, month_window, view_of

AREA = Area("Northshire", "Northshire Police", "northshire", (), "/news/", "")
THEME = load_theme(REPOSITORY, "plain", {})
WORDS = THEME.words["en"]


def window(*releases: Release, **changes: Any) -> MonthWindow:
    return replace(month_window(AREA, releases, **changes), words=WORDS)


def pages(*releases: Release, **changes: Any) -> list[ReleasePage]:
    pages = targets(window(*releases, **changes), ARCHIVE, releases)
    return [view_of(target) for target in pages]


def march(name: str, day: int = 5, **changes: Any) -> Release:
    return release(name, f"2020-03-{day:02} 09:00", **changes)


def test_a_page_is_at_the_path_of_its_address() -> None:
    (target,) = targets(window(march("a")), ARCHIVE, [march("a")])
    assert (target.path, target.template, target.subject) == (
        "news/a/index.html", "release.html", "content/a.md",
    )  # fmt: skip
    assert view_of(target).head.canonical == "https://www.northshire.police.example/news/a"


def test_neighbours_are_those_of_the_archive() -> None:
    before = ReleaseLink("Older", "/news/older", "en-GB")
    first, second = pages(march("a", 1), march("b", 2), before=before)
    assert (first.previous, first.next) == (before, ReleaseLink("Title of b", "/news/b", "en-GB"))
    assert (second.previous, second.next) == (ReleaseLink("Title of a", "/news/a", "en-GB"), None)


def test_releases_of_one_title_are_told_apart_in_the_head() -> None:
    twins = pages(
        march("a", 1, title="Man arrested"),
        march("b", 2, title="Man arrested"),
        march("c", 3, title="Other"),
    )
    titles = [page.head.title for page in twins]
    assert len(set(titles)) == 3
    assert [page.release.title for page in twins[:2]] == ["Man arrested"] * 2


def test_the_date_in_the_head_is_in_the_language_of_the_pages_interface() -> None:
    months = {tag: months_of(words) for tag, words in THEME.words.items()}
    polish, welsh = (march(tag, language=tag) for tag in ("pl", "cy"))
    for ui_language, day in (("cy", "5 Mawrth 2020"), ("en", "5 March 2020")):
        ui_language_of = Question({"pl": ui_language, "cy": "cy"}.__getitem__, bytes)
        shown = replace(window(polish, welsh), months=months, ui_language_of=ui_language_of)
        heads = [view_of(t).head.title for t in targets(shown, ARCHIVE, [polish, welsh])]
        assert heads == [
            f"Title of {tag} – {said} – Northshire Police"
            for tag, said in (("pl", day), ("cy", "5 Mawrth 2020"))
        ]


def test_pictures_have_their_sizes() -> None:
    picture = Picture("/images/a b.png", "A “van” – é")
    (page,) = pages(march("a", images=(picture,)), picture=PictureFile(30, 20))
    (image,) = page.release.images
    assert (image.alt, image.width, image.height) == ("A “van” – é", 30, 20)


@pytest.mark.parametrize("noindex", [True, False])
def test_search_engines_are_told_of_pages_they_may_not_list(*, noindex: bool) -> None:
    (page,) = pages(march("a", life=Life(noindex=noindex)))
    assert ("noindex" in page.head.robots) is noindex


def test_notes_are_on_the_page() -> None:
    note = Note(moment("2020-03-06 09:00"), "A second man – “Siôn’s” – was arrested.")
    (page,) = pages(march("a", life=Life(updates=(note,))))
    assert "Siôn’s" in repr(page.release)


CARDS = CardStyle("1", "".join(map(chr, range(32, 127))), {}, {}, "#000000")


def image_and_card(of: Release, **changes: Any) -> tuple[str, bool]:
    """Return the picture that a page shares, and whether the release has a card."""
    view, *cards = pages(of, cards=CARDS, **changes)
    return dict(view.head.properties).get("og:image", ""), bool(cards)


@pytest.mark.parametrize(
    "changes",
    [
        {"images": (Picture("/a.jpg", "A"),)},
        {"og_image": "https://x.example/a.jpg", "og_file": FileUse("a.jpg", 1, 1, sure=False)},
        {"og_image": "https://y.example/a.jpg"},
    ],
    ids=str,
)
def test_a_release_with_a_picture_has_no_card(changes: dict[str, Any]) -> None:
    image, has_card = image_and_card(march("a", **changes), file=lambda _: FileSize(9, 0))
    assert image.endswith("example/a.jpg")
    assert not has_card


@pytest.mark.parametrize(
    "changes",
    [
        {"images": (Picture("/a.jpg", "A"),)},
        {"og_image": "https://x.example/a.jpg", "og_file": FileUse("a.jpg", 1, 1, sure=False)},
    ],
    ids=str,
)
def test_a_card_stands_for_a_picture_that_the_site_lacks(changes: dict[str, Any]) -> None:
    release = march("a", **changes)
    image, has_card = image_and_card(release, lacks=lambda path: path == "a.jpg")
    assert (image.startswith("https://x.example/media/cards/"), has_card) == (True, True)
    (view,) = pages(release, lacks=lambda path: path == "a.jpg")
    assert "og:image" not in dict(view.head.properties)


@pytest.mark.parametrize(
    ("language", "written", "shown"),
    [
        ("cy", "November", "Tachwedd"),
        ("cy", "tachwedd", "Tachwedd"),
        ("cy", "11", "Tachwedd"),
        ("en-GB", "Tachwedd", "November"),
        ("en-GB", "Nov", "November"),
        ("en-GB", "the autumn", "the autumn"),
        ("en-GB", "", ""),
    ],
)
def test_the_month_of_an_incident_has_its_name_in_the_language_of_the_page(
    language: str, written: str, shown: str
) -> None:
    incident = Incident("NS-0412", "23", written, "2026")
    crash = march("a", incident=incident, language=language)
    (page,) = pages(crash, ui_language_of=lambda language: language[:2])
    assert page.release.incident == replace(incident, month=shown)


@pytest.mark.parametrize(
    ("language", "locale"),
    [("cy", "cy_GB"), ("en", "en_GB"), ("en-GB", "en_GB"), ("cy-GB", "cy_GB")],
)
def test_open_graph_has_a_locale_with_its_country(language: str, locale: str) -> None:
    (page,) = pages(march("a", language=language))
    assert dict(page.head.properties)["og:locale"] == locale

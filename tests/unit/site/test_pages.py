"""The pages that are no releases: where they lead back to, and what their heads say."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from newsgen.model.area import Root
from newsgen.model.release import Life, Picture, Release, Status, Twin
from newsgen.site._pages import PAGES, PagesWindow
from newsgen.site.items import FileSize
from newsgen.site.pictures import PictureFile
from newsgen.site.views import ContentPage, ReleaseLink
from newsgen.site.window import Question
from tests.support.catalogue import release
from tests.support.windows import view_of

ROOT = Root("", "News", "https://x.example")


def page_at(path: str, **values: Any) -> Release:
    href = "/" + path.removesuffix("index.html")
    url = f"https://x.example{href}"
    about = release("about", published=None)
    known: dict[str, Any] = {
        "path": path,
        "href": href,
        "url": url,
        "template": "page.html",
        "source": path,
    }
    return replace(about, **{**known, "title": path, **values})


NO_TWINS: Mapping[str, Twin] = MappingProxyType({})


def views(
    *pages: Release, only: str = "", twins: Mapping[str, Twin] = NO_TWINS
) -> dict[str, ContentPage]:
    window = PagesWindow(
        root=ROOT,
        words={"home": "Home"},
        language="en-GB",
        only=only,
        pages=Question(lambda: pages),
        twins=Question(lambda: twins),
        picture=Question(lambda src: PictureFile(3, 2) if src.startswith("/") else PictureFile()),
        file=Question(lambda href: FileSize(2_500, 2) if "no" not in href else None),
        ui_language_of=Question(lambda language: language[:2]),
        area_of={},
        archives=(),
        areas=(),
        term_of=Question(lambda *_: None),
        sorted_by=(),
        lists=(),
        list_items=Question(lambda *_: ()),
    )
    return {target.path: view_of(target) for target in PAGES.makes(window)}


def test_the_way_back_goes_through_the_pages_above() -> None:
    pages = views(
        page_at("courts/index.html", title="Courts"),
        page_at("courts/saltmere/index.html"),
        page_at("courtship/index.html"),
        page_at("index.html"),
    )
    trail = [(link.title, link.href) for link in pages["courts/saltmere/index.html"].trail]
    assert trail == [("Home", "/"), ("Courts", "/courts/")]
    assert [link.href for link in pages["courtship/index.html"].trail] == ["/"]


def test_a_page_has_the_fields_of_the_site() -> None:
    (page,) = views(page_at("a/index.html", fields={"station": "Saltmere"})).values()
    assert page.fields == {"station": "Saltmere"}


def test_a_page_leads_to_its_twin() -> None:
    url = "https://x.example/cysylltu/"
    twin = Twin("", "pages", "a/index.html", "", "/cysylltu/", url, "Cysylltu", "cy")
    pages = views(page_at("a/index.html"), page_at("b/index.html"), twins={"a/index.html": twin})
    page = pages["a/index.html"]
    assert page.twin == ReleaseLink("Cysylltu", "/cysylltu/", "cy")
    assert page.head.alternates == (("cy", url), ("en-GB", "https://x.example/a/"))
    other = pages["b/index.html"]
    assert (other.twin, other.head.alternates) == (None, ())


def test_a_preview_makes_one_page_only() -> None:
    pages = page_at("a/index.html"), page_at("a/b/index.html")
    assert list(views(*pages, only="a/b/index.html")) == ["a/b/index.html"]


def test_a_picture_that_is_not_published_is_not_shared() -> None:
    pages = views(
        page_at("a/index.html", images=(Picture("/images/no.jpg", "A van"),)),
        page_at("b/index.html", images=(Picture("https://y.example/no.jpg", "A van"),)),
    )
    images = [dict(view.head.properties).get("og:image") for view in pages.values()]
    assert images == [None, "https://y.example/no.jpg"]


def test_the_head_says_what_search_engines_may_do() -> None:
    pages = views(
        page_at("a/index.html", images=(Picture("/images/a.jpg", "A van"),)),
        page_at("b/index.html", status=Status.DRAFT),
        page_at("c/index.html", life=Life(noindex=True)),
    )
    head = pages["a/index.html"].head
    assert head.canonical == "https://x.example/a/"
    assert dict(head.properties)["og:image"] == "https://x.example/images/a.jpg"
    assert [view.head.robots for view in pages.values()] == ["", "noindex", "noindex"]
    assert (pages["a/index.html"].images[0].width, pages["b/index.html"].draft) == (3, True)

"""An open appeal says near its top what to do: whom to call, where to report, what to quote."""

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import html

from newsgen.contract._samples import CASES, Samples
from newsgen.model.release import Incident, Kind
from newsgen.site.views import ReleasePage
from newsgen.theme.load import Theme, load_theme
from newsgen.theme.render import Renderer

BOX: Final = "//article//section[@class='action']"
REPORT: Final = "https://www.northshire.police.example/report/"


def rendered(page: ReleasePage, theme: Theme) -> html.HtmlElement:
    site = Samples(CASES[0], theme, "en-GB").site(ReleasePage)
    text = Renderer(theme, lambda _: "").render("release.html", site=site, page=page, subject="")
    return html.fromstring(text)


def shown(kind: Kind, options: dict[str, Any] | None = None, **values: Any) -> html.HtmlElement:
    """Return the page of a release of a kind, with values of its own."""
    theme = load_theme(Path(), "plain", options or {})
    page: ReleasePage = Samples(CASES[0], theme, "en-GB").view(ReleasePage)
    page.ui_language = values.pop("ui_language", "en")
    page.release = replace(page.release, kind=kind, **{"open_appeal": True} | values)
    return rendered(page, theme)


def said(page: html.HtmlElement) -> str:
    [box] = page.xpath(BOX)
    return " ".join(box.text_content().split())


def test_open_appeals_have_it_and_nothing_else_has() -> None:
    assert len(shown(Kind.APPEAL).xpath(BOX)) == 1
    assert shown(Kind.APPEAL, open_appeal=False).xpath(BOX) == []
    assert shown(Kind.APPEAL, {"action_box": False}).xpath(BOX) == []


def test_it_says_whom_to_call_and_what_to_quote() -> None:
    page = shown(Kind.APPEAL, {"report": REPORT}, incident=Incident("0412", "4", "March", ""))
    assert said(page) == (
        "Can you help? If you can help 101 In an emergency 999 To stay anonymous "
        "0800 555 111 Tell Crimestoppers online Without calling Report online "
        "Quote reference: 0412 of 4 March"
    )
    assert page.xpath(f"{BOX}//a/@href") == [
        "tel:101", "tel:999", "tel:+44800555111", "https://crimestoppers-uk.org/", REPORT,
    ]  # fmt: skip
    assert page.xpath("//*[@class='incident']") == []  # it is said once


def test_it_stands_above_the_text_and_its_pictures() -> None:
    before = shown(Kind.CCTV).xpath(f"{BOX}/preceding-sibling::*")
    assert {element.tag for element in before} == {"p", "h1", "div"}
    assert [element for element in before if element.get("class") == "body"] == []


def test_it_is_a_region_that_its_heading_names() -> None:
    [box] = shown(Kind.APPEAL).xpath(BOX)
    [heading] = box.xpath("./h2")
    assert box.get("aria-labelledby") == heading.get("id")


@pytest.mark.parametrize("kind", [Kind.MISSING, Kind.WANTED])
def test_whoever_sees_a_person_calls_at_once(kind: Kind) -> None:
    assert "If you can see them now 999" in said(shown(kind))


def test_what_a_force_has_not_is_left_out() -> None:
    none = dict.fromkeys(("emergency", "crimestoppers", "report"), "")
    page = shown(Kind.APPEAL, none, incident=None)
    assert said(page) == "Can you help? If you can help 101"


def test_with_the_box_off_the_reference_is_below_the_text() -> None:
    page = shown(Kind.APPEAL, {"action_box": False}, incident=Incident("0412", "", "", ""))
    [line] = page.xpath("//p[@class='incident']")
    assert line.text_content() == "Incident reference: 0412"


def test_it_speaks_welsh_on_a_welsh_page() -> None:
    page = shown(Kind.MISSING, ui_language="cy", language="cy", incident=Incident("7", "", "", ""))
    assert said(page).startswith("Allwch chi helpu? Os gallwch helpu 101")
    assert said(page).endswith("Dyfynnwch y cyfeirnod: 7")

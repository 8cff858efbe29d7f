"""The search page says everything in the words of the site's language."""

from html import escape
from pathlib import Path
from typing import Final

import pytest
from lxml import html

from newsgen.contract._samples import CASES, Samples
from newsgen.site.views import PlainPage, SearchPage, YearPage
from newsgen.theme.load import load_theme
from newsgen.theme.render import Renderer

WORDS: Final = (
    *("search_words", "area", "any_area", "year", "all_years", "kind", "any_kind", "plain_news"),
    *("order", "best_first", "newest_first", "search", "show_more", "browse", "no_script"),
    *("found_none", "found_one", "found_many", "search_empty", "searching", "search_failed"),
    *("appeal", "court-result"),
)


@pytest.mark.parametrize(
    ("language", "ui_language", "other"), [("en-GB", "en", "cy"), ("cy", "cy", "en")]
)
def test_it_has_the_words_of_its_language(language: str, ui_language: str, other: str) -> None:
    theme = load_theme(Path(), "plain", {})
    samples = Samples(CASES[0], theme, language)
    site, page = samples.site(SearchPage), samples.view(SearchPage)
    rendered = Renderer(theme, lambda _: "").render("search.html", site=site, page=page, subject="")
    text = rendered.decode()
    assert f'<html lang="{language}">' in text
    main = text.partition("<main")[2].partition("</main>")[0]
    expected, others = theme.words[ui_language], theme.words[other]
    # Jinja writes an apostrophe as another reference than the standard library does.
    shown = main.replace("&#39;", "&#x27;")
    assert [word for word in WORDS if escape(expected[word]) not in shown] == []
    sentences = [word for word in WORDS if " " in others[word] and others[word] != expected[word]]
    assert len(sentences) > 10
    assert [word for word in sentences if escape(others[word]) in shown] == []


@pytest.mark.parametrize("language", ["en-GB", "cy"])
def test_every_page_searches_in_its_header_and_leads_to_it_in_its_footer(language: str) -> None:
    theme = load_theme(Path(), "plain", {})
    samples = Samples(CASES[0], theme, language)
    site, page = samples.site(YearPage), samples.view(YearPage)
    text = Renderer(theme, lambda _: "").render("year.html", site=site, page=page, subject="")
    tree, words = html.fromstring(text), theme.words[site.ui_language]
    [form] = tree.xpath("//header//form")
    assert (form.get("action"), form.get("method")) == ("/search/", None)
    assert form.get("aria-label") == form.find("input").get("aria-label") == words["search_site"]
    assert (form.find("input").get("name"), form.find("button").text) == ("q", words["search"])
    assert tree.xpath("//a[@href='/search/']/text()") == [words["search"]]
    assert "/search/" in tree.xpath("//footer//nav//a/@href")


def test_a_site_without_search_has_no_form() -> None:
    theme = load_theme(Path(), "plain", {})
    for template, view in (("year.html", YearPage), ("404.html", PlainPage)):
        samples = Samples(CASES[0], theme, "en-GB")
        site, page = samples.site(view), samples.view(view)
        site.search = ""
        text = Renderer(theme, lambda _: "").render(template, site=site, page=page, subject="")
        assert html.fromstring(text).xpath("//form | //a[contains(@href, 'search')]") == []

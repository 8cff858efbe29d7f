"""The search page says everything in the words of the site's language."""

from html import escape
from pathlib import Path
from typing import Final

import pytest

from newsgen.contract._samples import CASES, Samples
from newsgen.pages.views import SearchPage, YearPage
from newsgen.theme import Renderer, load_theme

WORDS: Final = (
    *("search_words", "area", "any_area", "year", "all_years", "kind", "any_kind", "plain_news"),
    *("order", "best_first", "newest_first", "search", "show_more", "browse", "no_script"),
    *("found_none", "found_one", "found_many", "search_empty", "searching", "search_failed"),
    *("appeal", "court-result"),
)


@pytest.mark.parametrize(
    ("language", "frame", "other"), [("en-GB", "en", "cy"), ("cy", "cy", "en")]
)
def test_it_has_the_words_of_its_language(language: str, frame: str, other: str) -> None:
    theme = load_theme(Path(), "plain", {})
    samples = Samples(CASES[0], theme, language)
    site, page = samples.site(SearchPage), samples.view(SearchPage)
    made = Renderer(theme, lambda _: "").render("search.html", site=site, page=page, subject="")
    text = made.decode()
    assert f'<html lang="{language}">' in text
    main = text.partition("<main")[2].partition("</main>")[0]
    own, others = theme.words[frame], theme.words[other]
    # Jinja writes an apostrophe as another reference than the standard library does.
    shown = main.replace("&#39;", "&#x27;")
    assert [word for word in WORDS if escape(own[word]) not in shown] == []
    sentences = [word for word in WORDS if " " in others[word] and others[word] != own[word]]
    assert len(sentences) > 10
    assert [word for word in sentences if escape(others[word]) in shown] == []


@pytest.mark.parametrize("language", ["en-GB", "cy"])
def test_every_page_leads_to_it_once(language: str) -> None:
    theme = load_theme(Path(), "plain", {})
    samples = Samples(CASES[0], theme, language)
    site, page = samples.site(YearPage), samples.view(YearPage)
    made = Renderer(theme, lambda _: "").render("year.html", site=site, page=page, subject="")
    header = made.decode().partition("<header")[2].partition("</header>")[0]
    assert header.count('href="/search/"') == 1
    assert f">{theme.words[site.frame]['search']}<" in header

"""The sample views are of the views' own types, and have the edges that archives have."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from newsgen.config.load import parse
from newsgen.config.settings import MarkdownSettings
from newsgen.contract._samples import CASES, Case, Samples, body
from newsgen.contract.shown import view_classes
from newsgen.model.dates import Moment, Precision
from newsgen.site import views
from newsgen.site.templates import TEMPLATES
from newsgen.theme.load import Theme, load_theme


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme(Path(), "plain", {})


def fits(value: Any, kind: Any) -> bool:
    """Tell whether a value is of a type, and all that is in it too."""
    arguments = get_args(kind)
    if get_origin(kind) is tuple:
        kinds = arguments[:1] * len(value) if arguments[-1] is Ellipsis else arguments
        return isinstance(value, tuple) and all(map(fits, value, kinds))
    if get_origin(kind) is dict:
        return isinstance(value, dict)
    if arguments:
        return any(fits(value, argument) for argument in arguments)
    if not isinstance(value, kind):
        return False
    if not is_dataclass(kind):
        return True
    hints = get_type_hints(kind)
    return all(fits(getattr(value, f.name), hints[f.name]) for f in fields(kind))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("cls", dict.fromkeys(TEMPLATES.values()))
def test_a_sample_is_of_its_type(theme: Theme, cls: Any, case: Case) -> None:
    samples = Samples(case, theme, "en-GB")
    assert fits(samples.view(cls), cls)
    assert fits(samples.site(cls), views.SiteView)


def test_a_wrong_value_would_be_seen() -> None:
    assert not fits(views.Link("a", 1), views.Link)  # type: ignore[arg-type]
    assert not fits((1,), tuple[str, ...])
    assert not fits(None, str)


def moments(value: Any) -> Iterator[Moment]:
    if isinstance(value, Moment):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from moments(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from moments(item)


def test_the_edges_are_covered(theme: Theme) -> None:
    pages = {c.name: Samples(c, theme, "en-GB").view(views.ReleasePage) for c in CASES}
    releases = {name: page.release for name, page in pages.items()}
    assert releases["bare"].published is None
    assert releases["bare"].images == releases["bare"].tags == ()
    assert (pages["bare"].previous, pages["bare"].release.summary) == (None, "")
    assert releases["Welsh"].language == "cy"
    assert len(releases["long"].tags) == 40
    assert max(len(word) for word in releases["long"].title.split()) > 50
    assert releases["long"].draft
    assert "<sample-b>" in releases["marks"].title
    assert {release.draft for release in releases.values()} == {True, False}
    assert {release.closed for release in releases.values()} == {True, False}
    assert releases["closed"].explanation == releases["closed"].superseded_by == ""
    over = releases["one"]
    assert over.closed
    assert over.explanation
    assert over.superseded_by.startswith("/")
    for notes in ("updates", "corrections"):
        assert {len(getattr(r, notes)) for r in releases.values()} == {0, 1, 3, 40}
    precisions = {moment.precision for page in pages.values() for moment in moments(page)}
    assert precisions == set(Precision)
    months = Samples(CASES[1], theme, "en-GB").view(views.YearPage).months
    assert len(months) == 12


def test_ui_languages_are_languages_of_the_themes_words(theme: Theme) -> None:
    ui_languages = set()
    for case in CASES:
        samples = Samples(case, theme, "en-GB")
        site, page = samples.site(views.ReleasePage), samples.view(views.ReleasePage)
        assert site.words == theme.words
        assert {site.ui_language, page.ui_language} <= set(site.words)
        assert site.language.startswith(site.ui_language)
        ui_languages.add((site.ui_language, page.ui_language))
    assert ui_languages == {("en", "en"), ("en", "cy"), ("cy", "en")}
    french = Samples(CASES[0], theme, "fr")
    assert french.site(views.ReleasePage).ui_language == "en"


def test_the_portal_has_neither_feeds_nor_statement(theme: Theme) -> None:
    samples = Samples(CASES[0], theme, "en-GB")
    portal, home = samples.site(views.PortalPage), samples.site(views.HomePage)
    assert (portal.areas, portal.archives, portal.feeds) == ((), (), ())
    assert portal.accessibility == portal.search == ""
    assert home.areas
    assert home.accessibility == "/accessibility-statement/"


def test_every_view_can_be_made_by_itself(theme: Theme) -> None:
    for cls in view_classes():
        assert fits(Samples(CASES[0], theme, "en-GB").view(cls), cls)


def test_the_sample_body_has_all_that_markdown_may_hold() -> None:
    html = body(CASES[0], MarkdownSettings())
    for tag in ("h2", "h3", "ul", "ol", "blockquote", "table", "img", "hr", "code", "strong", "em"):
        assert f"<{tag}" in html, tag


def test_a_field_of_the_sites_own_kind_has_no_value_in_any_sample(theme: Theme) -> None:
    text = '[plugins]\nfields = ["court_case"]\n[fields.case]\ntype = "court_case"\n'
    for case in CASES:
        item = Samples(case, theme, "en-GB", parse(text).fields).view(views.Item)
        assert item.fields["case"] == ""


@pytest.mark.parametrize("cls", [views.ReleaseView, views.Item])
def test_a_field_that_the_site_declares_has_an_example(theme: Theme, cls: type) -> None:
    declared = parse('[fields.hearing]\ntype = "date"\n').fields
    usual, bare = (Samples(case, theme, "en-GB", declared).view(cls) for case in CASES[:2])
    assert usual.fields["hearing"].precision is Precision.DAY
    assert bare.fields["hearing"] is None
    site = Samples(CASES[0], theme, "en-GB", declared).site(views.HomePage)
    assert site.fields["hearing"]["cy"] == "Hearing"

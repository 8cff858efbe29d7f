"""The accessibility statement: the wording that the regulations fix, in every case of it.

Source: the model statement for S.I. 2018/952, regulation 8, as in the reference.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from newsgen.config.accessibility import Accessibility, AccessibilityFailure
from newsgen.config.load import parse
from newsgen.diagnostics import NewsgenError
from newsgen.model.area import Root
from newsgen.site._statement import STATEMENT, StatementWindow
from newsgen.site.views import SiteView
from newsgen.theme.load import load_theme
from newsgen.theme.render import Renderer
from tests.support.site import STATEMENT as SETTINGS
from tests.support.windows import view_of

THEME = load_theme(Path("/nowhere"), "plain", {})
REGULATIONS = (
    "the Public Sector Bodies (Websites and Mobile Applications) (No. 2) "
    "Accessibility Regulations 2018"
)
STANDARD = "the Web Content Accessibility Guidelines version 2.2 AA standard"
FAILURE = AccessibilityFailure("Maps have no text.", "1.1.1 Non-text Content", date(2027, 3, 31))


def made(**changes: Any) -> Accessibility:
    values: dict[str, Any] = {
        "organisation": "Northshire Police",
        "nation": "england",
        "status": "full",
        "contact": "https://www.northshire.police.example/contact/",
        "prepared": date(2026, 1, 5),
        "reviewed": date(2026, 2, 6),
        "tested": date(2026, 2, 3),
        "tested_by": "our web team",
    } | changes
    return Accessibility(**values)


def shown(text: Accessibility) -> str:
    """Return the words of the statement, as a reader has them."""
    root = Root("", "Northshire news", "https://news.example")
    (target,) = STATEMENT.makes(StatementWindow(root, THEME.words["en"], text))
    site = SiteView(
        title="Northshire news", language="en-GB", base_url="https://news.example", home="/",
        theme="plain", areas=(), archives=(), feeds=(), options=THEME.options,
        assets=THEME.asset_links, generator="", words=THEME.words,
    )  # fmt: skip
    page = Renderer(THEME, str).render(
        target.template, site=site, page=view_of(target), subject="s"
    )
    main = page.decode().split("<main")[1].split("</main>")[0].partition(">")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", re.sub(r"</(h\d|p|li)>", " ", main)))


@pytest.mark.parametrize(
    ("changes", "wording"),
    [
        ({}, f"This website is fully compliant with {STANDARD}."),
        (
            {"status": "partial", "failures": (FAILURE,)},
            (
                f"This website is partially compliant with {STANDARD}, "
                "due to the non-compliances listed below."
            ),
        ),
        (
            {"status": "partial", "burdens": ("Films.",)},
            (
                f"This website is partially compliant with {STANDARD}, "
                "due to the exemptions listed below."
            ),
        ),
        (
            {"status": "partial", "failures": (FAILURE,), "out_of_scope": ("Old files.",)},
            (
                f"This website is partially compliant with {STANDARD}, "
                "due to the non-compliances and exemptions listed below."
            ),
        ),
        (
            {"status": "not", "failures": (FAILURE,), "burdens": ("Films.",)},
            (
                f"This website is not compliant with {STANDARD}. "
                "The non-compliances and exemptions are listed below."
            ),
        ),
        (
            {"wcag_version": "2.1"},
            (
                "This website is fully compliant with "
                "the Web Content Accessibility Guidelines version 2.1 AA standard."
            ),
        ),
    ],
)
def test_the_compliance_status_has_its_wording(changes: dict[str, Any], wording: str) -> None:
    text = shown(made(**changes))
    assert f"Compliance status {wording} " in text
    assert ("Non-accessible content" in text) is (changes.get("status", "full") != "full")


def test_what_every_statement_says() -> None:
    text = shown(made(scope="the news of Northshire Police"))
    for wording in (
        "This accessibility statement applies to the news of Northshire Police.",
        (
            "Technical information about this website’s accessibility Northshire Police is "
            f"committed to making its website accessible, in accordance with {REGULATIONS}."
        ),
        (
            "Preparation of this accessibility statement This statement was prepared on "
            "5 January 2026. It was last reviewed on 6 February 2026. This website was last tested "
            "on 3 February 2026. The test was carried out by our web team."
        ),
    ):
        assert wording in text, wording


def test_what_is_not_accessible_stands_under_its_headings() -> None:
    text = shown(
        made(status="not", failures=(FAILURE,), burdens=("Films.",), out_of_scope=("Old files.",))
    )
    assert (
        "Non-accessible content The content listed below is non-accessible for the following "
        "reasons. Non-compliance with the accessibility regulations Maps have no text. This fails "
        "WCAG 2.2 success criterion 1.1.1 Non-text Content. We plan to fix this by 31 March 2027. "
        "Disproportionate burden Films. Content that’s not within the scope of the accessibility "
        "regulations Old files."
    ) in text


@pytest.mark.parametrize("nation", ["england", "wales", "scotland"])
def test_in_great_britain_the_ehrc_enforces(nation: str) -> None:
    text = shown(made(nation=nation))
    assert "The Equality and Human Rights Commission (EHRC) is responsible" in text
    assert "contact the Equality Advisory and Support Service (EASS)" in text


def test_in_northern_ireland_the_equality_commission_enforces() -> None:
    text = shown(made(nation="northern-ireland"))
    assert "The Equality Commission for Northern Ireland is responsible" in text
    assert "EHRC" not in text
    assert "EASS" not in text


def test_the_table_becomes_a_statement() -> None:
    config = parse(SETTINGS)
    assert config.accessibility == made()
    failing = SETTINGS.replace('"full"', '"partial"') + (
        '[[accessibility.failures]]\ntext = "Maps have no text."\n'
        'criterion = "1.1.1 Non-text Content"\nfix_by = 2027-03-31\n'
    )
    config = parse(failing)
    assert config.accessibility == made(status="partial", failures=(FAILURE,))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('contact = "https://www.northshire.police.example/contact/"\n', "", "contact is missing"),
        ("tested = 2026-02-03\n", "", "tested is missing"),
        ('nation = "england"', 'nation = "cornwall"', "can only be"),
        ('"full"', '"partial"', "does not list what is not accessible"),
        ("2026-02-06", "2025-02-06", "was reviewed before it was prepared"),
        ('"https://www.northshire.police.example/contact/"', '"a form"', "not the address"),
        ("tested_by", "tester", "there is no setting accessibility.tester"),
        ('status = "full"', 'status = "full"\nburdens = ["Films."]', "but lists what is not"),
        ('status = "full"', 'status = "full"\nwcag_version = "AA"', "not a version"),
    ],
)
def test_a_wrong_table_is_refused_on_its_line(old: str, new: str, message: str) -> None:
    assert old in SETTINGS
    with pytest.raises(NewsgenError) as error:
        parse(SETTINGS.replace(old, new))
    diagnostics = [d for d in error.value.diagnostics if message in d.message]
    assert diagnostics, error.value.diagnostics
    assert diagnostics[0].span.line > 1

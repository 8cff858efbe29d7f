"""A page that asks for a template which the theme lacks says so."""

from dataclasses import replace

import pytest

from newsgen.rules.named import check_templates
from tests.support.catalogue import release

THEME = ("pages/contact.html", "pages/court.html")


@pytest.mark.parametrize(
    ("template", "hint"),
    [
        ("pages/contact.html", None),
        ("page.html", None),
        ("pages/contcat.html", "Did you mean contact?"),
        ("pages/about.html", "Add templates/pages/about.html to the theme, or delete template."),
    ],
)
def test_templates_of_the_theme_are_known(template: str, hint: str | None) -> None:
    page = replace(release("about"), template=template, template_at=(4, 11, 4, 18))
    diagnostics = list(check_templates([page], THEME))
    assert [d.hint for d in diagnostics] == ([hint] if hint else [])
    assert {(d.code, d.file, d.line, d.column) for d in diagnostics} <= {
        ("NG810", "content/about.md", 4, 11)
    }

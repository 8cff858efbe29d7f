"""What a template refers to: its digest, and what is missing."""

import pytest

from newsgen.diagnostics import NewsgenError
from tests.support.themes import Themes


def test_a_template_that_is_not_there_is_placed_where_it_is_referred_to(themes: Themes) -> None:
    themes.template("child", "x.html", '{% if site %}\n{% include "y.html" %}\n{% endif %}\n')
    themes.template("parent", "y.html", '\n\n{% extends "parent/nope.html" %}\n')
    with pytest.raises(NewsgenError) as error:
        themes.load().templates.closure("x.html")
    [diagnostics] = error.value.diagnostics
    assert (diagnostics.code, diagnostics.message) == (
        "NG802",
        "the template parent/nope.html is missing",
    )
    assert (diagnostics.span.path, diagnostics.span.line) == ("themes/parent/templates/y.html", 3)


def test_an_include_that_may_be_missing_is_no_mistake(themes: Themes) -> None:
    text = '{% include "gone.html" ignore missing %}{% include ["gone.html", "y.html"] %}'
    themes.template("child", "x.html", text)
    themes.template("parent", "y.html", "y")
    assert themes.render("x.html") == "y"
    assert themes.load().templates.closure("x.html")[::2] == ["x.html", "y.html"]


@pytest.mark.parametrize(
    ("templates", "place", "words", "hint"),
    [
        ({"child/x": "x"}, "child/templates/x", "itself", '{% extends "parent/x.html" %}'),
        ({"child/x": "child/x"}, "child/templates/x", "itself", '{% extends "parent/x.html" %}'),
        (
            {"child/x": "parent/x", "parent/x": "x"},
            "parent/templates/x",
            "itself by way of themes/child/templates/x.html",
            "Let it extend another template.",
        ),
        (
            {"child/x": "y", "child/y": "x"},
            "child/templates/y",
            "itself by way of themes/child/templates/x.html",
            '{% extends "parent/x.html" %}',
        ),
    ],
)
def test_a_template_that_extends_itself_is_told_whom_it_means(
    themes: Themes, templates: dict[str, str], place: str, words: str, hint: str
) -> None:
    themes.template("parent", "x.html", "x")
    for name, extended in templates.items():
        theme, _, template = name.partition("/")
        themes.template(theme, f"{template}.html", f'\n{{% extends "{extended}.html" %}}')
    with pytest.raises(NewsgenError) as error:
        themes.load().templates.closure("x.html")
    (diagnostics,) = error.value.diagnostics
    assert (diagnostics.code, diagnostics.span.path, diagnostics.span.line) == (
        "NG802",
        f"themes/{place}.html",
        2,
    )
    assert diagnostics.message == f"the template extends {words}"
    assert hint in diagnostics.hint


def test_a_templates_digest_changes_with_all_it_refers_to(themes: Themes) -> None:
    themes.template("parent", "inner.html", "one")
    themes.template("parent", "other.html", "other")
    themes.template("child", "x.html", '{% include "inner.html" %}')
    before = themes.load().template_digest("x.html")
    themes.template("child", "inner.html", "two")
    themes.write("again", theme_toml='[theme]\ntitle = "A"\nextends = "child"\n')
    assert themes.load("again").template_digest("x.html") != before


def test_a_reference_by_a_variable_may_be_to_any_template(themes: Themes) -> None:
    themes.template("child", "x.html", "{% include page %}")
    themes.template("parent", "y.html", "y")
    theme = themes.load()
    assert {"x.html", "y.html", "parent/y.html"} <= {*theme.templates.closure("x.html")[::2]}
    before = theme.template_digest("x.html")
    themes.template("parent", "y.html", "z")
    assert themes.load().template_digest("x.html") != before


def test_a_templates_digest_does_not_change_with_the_rest(themes: Themes) -> None:
    themes.template("parent", "x.html", "x")
    before = themes.load().template_digest("x.html")
    themes.template("child", "other.html", "other")
    themes.write("again", theme_toml='[theme]\ntitle = "A"\nextends = "child"\n')
    assert themes.load("again").template_digest("x.html") == before

"""Where a template failed, on which release, and why."""

from dataclasses import dataclass

import pytest

from newsgen.diagnostics import Diagnostic, NewsgenError, Span
from newsgen.report.text import diagnostic_lines
from newsgen.theme.failure import at_work
from newsgen.theme.load import SiteFilters, load_theme
from newsgen.theme.render import Renderer
from tests.support.themes import Themes


def test_an_undefined_name_tells_template_line_and_release(themes: Themes) -> None:
    themes.template("parent", "x.html", "one\ntwo\n{{ page.gone }}\n")
    diagnostics = themes.fails("x.html", page={})
    assert diagnostics[0].startswith(
        "themes/parent/templates/x.html:3:9: error[NG804] the template fails on force/a.md: "
    )
    assert "gone" in diagnostics[0]


def test_which_template_is_at_work_can_be_asked_while_it_is(themes: Themes) -> None:
    themes.template("parent", "x.html", "one\n{{ page.ask() | join }}")
    themes.template("child", "y.html", "{% include 'x.html' %}")
    said = themes.render("y.html", page={"ask": lambda: [*at_work()]})
    assert said.split("\n") == [
        "one",
        "themes/parent/templates/x.html:2: the template is running.",
    ]
    assert list(at_work()) == []


def test_an_undefined_name_in_an_included_template_tells_that_one(themes: Themes) -> None:
    themes.template("parent", "inner.html", "\n{{ gone }}\n")
    themes.template("child", "x.html", '{% include "inner.html" %}')
    assert themes.fails("x.html")[0].startswith("themes/parent/templates/inner.html:2:4: ")


def test_a_template_that_is_not_jinja_tells_its_line(themes: Themes) -> None:
    themes.template("child", "x.html", "one\n{% if %}\n")
    assert themes.fails("x.html")[0].startswith("themes/child/templates/x.html:2:1: error[NG803]")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n{% block x %}\n{# {% block z %} #}\n{% block y %}{% endblock %}\n\nEnd\n", 2),
        ("{% if a %}\n{%- for x in a %}\n{{ x }}\n", 2),
        ("{% if a %}{% endif %}\n{% if b %}\n\n", 2),
        ("{% set a = 1 %}\n{% set b %}\nEnd", 3),
    ],
)
def test_a_tag_that_is_not_closed_is_reported_where_it_opens(
    text: str, line: int, themes: Themes
) -> None:
    themes.template("child", "x.html", text)
    assert themes.fails("x.html")[0].startswith(f"themes/child/templates/x.html:{line}:")


@pytest.mark.parametrize("text", ["{{ 1 | rfc339 }}", "{% if page %}{{ 1 | rfc339 }}{% endif %}"])
def test_the_hint_at_a_misspelt_filter_is_the_one_that_was_meant(themes: Themes, text: str) -> None:
    themes.template("child", "x.html", f"\n{text}")
    said, *_, hint = themes.fails("x.html", page={"a": 1})
    assert said.startswith(f"themes/child/templates/x.html:2:{text.index('rfc') + 1}: error")
    assert hint == "    hint: Did you mean rfc3339?"
    themes.template("child", "x.html", text.replace("rfc339", "nonsense"))
    assert "The reference lists the filters" in themes.fails("x.html", page={"a": 1})[-1]


def test_a_name_that_is_not_there_is_not_the_fault_of_the_filter_that_gets_it(
    themes: Themes,
) -> None:
    def loud(value: object) -> str:
        try:
            return str(value)
        except Exception as error:  # as plug-ins are called
            raise NewsgenError(Diagnostic("NG723", "it fails", Span("plugins/loud.py"))) from error

    themes.template("child", "x.html", "\n{{ page.titel | loud }}")
    filters = SiteFilters({"loud": ""}, lambda: {"loud": loud})
    renderer = Renderer(load_theme(themes.site, "child", {}, filters=filters), str)
    with pytest.raises(NewsgenError) as error:
        renderer.render("x.html", site=None, page={"title": "A"}, subject="force/a.md")
    (failure,) = error.value.diagnostics
    assert failure.span == Span("themes/child/templates/x.html", 2, 9, 2, 14)
    assert failure.message == (
        "the template fails on force/a.md: there is no “titel” in it; did you mean title?"
    )


def test_a_missing_template_is_named(themes: Themes) -> None:
    themes.template("child", "x.html", '{% include "gone.html" %}')
    assert themes.fails("x.html")[0] == (
        "themes/child/templates/x.html:1:13: error[NG802] the template gone.html is missing"
    )
    with pytest.raises(NewsgenError) as error:
        themes.load().templates.closure("x.html")
    assert list(diagnostic_lines(error.value.diagnostics[0])) == themes.fails("x.html")


def test_a_template_that_is_not_utf8_is_named(themes: Themes) -> None:
    themes.template("child", "x.html", '{% include "y.html" %}')
    themes.template("child", "y.html", "")
    (themes.site / "themes/child/templates/y.html").write_bytes(b"caf\xe9")
    assert themes.fails("x.html") == [
        "themes/child/templates/y.html:1:1: error[NG802] the file is not UTF-8",
        "    hint: Save it again as UTF-8.",
    ]


def test_a_template_that_includes_itself_is_told_so(themes: Themes) -> None:
    themes.template("child", "x.html", '{% include "x.html" %}')
    assert "it includes itself" in themes.fails("x.html")[0]


@dataclass(frozen=True)
class ReleaseView:
    title: str = "A"


@dataclass(frozen=True)
class ReleasePage:
    release: ReleaseView = ReleaseView()
    head: str = ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("page.release.titel", "there is no release.titel; did you mean title?"),
        ("page.release.nonsense", "there is no release.nonsense"),
        ("page.relase", "there is no page.relase; did you mean release?"),
        ("site.acent", "there is no “acent” in it; did you mean accent?"),
        ("page.head.x", "'str object' has no attribute 'x'"),
    ],
)
def test_a_field_that_no_view_has_is_told_in_the_words_of_templates(
    themes: Themes, text: str, words: str
) -> None:
    themes.template("child", "x.html", f"{{{{ {text} }}}}")
    diagnostics = themes.fails("x.html", site={"accent": "#fff"}, page=ReleasePage())
    assert diagnostics[0].endswith(f"the template fails on force/a.md: {words}")


def test_a_missing_field_is_pointed_at(themes: Themes) -> None:
    text = f'{"x" * 200}<p class="titel">{{{{ page.titel }}}}</p>'
    themes.template("child", "x.html", text)
    with pytest.raises(NewsgenError) as error:
        themes.render("x.html", page={"title": "A"})
    span = error.value.diagnostics[0].span
    assert text[span.column - 1 : span.end_column - 1] == "titel"


HUGO = [
    ("{{ .Site.Title }}", "write {{ site.title }}"),
    ("{{ .Title }}", "write {{ page.title }}"),
    ("{{ $name := 1 }}", "is not Jinja"),
    ('{{ with "x" }}{{ end }}', "{% if … %}"),
    ('{{ page.date | date: "%d" }}', '| date("…")'),
    ("{% assign x = 1 %}", "{% set name = value %}"),
    ("{% unless x %}{% endunless %}", "{% if not … %}"),
]


@pytest.mark.parametrize(("text", "words"), HUGO)
def test_the_syntax_of_other_templates_is_told_in_that_of_jinja(
    themes: Themes, text: str, words: str
) -> None:
    themes.template("child", "x.html", f"\n{text}\n")
    said, hint = themes.fails("x.html")
    assert "x.html:2:" in said
    assert "[NG803]" in said
    assert words in hint


@pytest.mark.parametrize(
    "text",
    ["{{ range .Pages }}{{ end }}", "{{ partial .Name }}", "{{- with .Site.Title -}}", "{{ end }}"],
)
def test_it_is_told_too_where_jinja_can_read_it(themes: Themes, text: str) -> None:
    themes.template("child", "x.html", text)
    said, hint = themes.fails("x.html")
    assert "[NG804]" in said
    assert "is not Jinja: write {% if … %}, {% for … %}" in hint


def test_curly_quotation_marks_are_pointed_at(themes: Themes) -> None:
    themes.template("child", "x.html", "“News”\n<p>{{ page.title ~ ‘now’ }}</p>")
    said, hint = themes.fails("x.html")
    assert "x.html:2:20: error[NG803]" in said
    assert hint.strip() == "hint: Write straight quotation marks: \" or '."


def test_a_tag_of_jinja_that_is_wrong_is_not_taken_for_another_syntax(themes: Themes) -> None:
    themes.template("child", "x.html", "{{ end_of.x.y( }}")
    assert len(themes.fails("x.html")) == 1


def test_a_filter_that_gives_another_value_each_time_is_not_there(themes: Themes) -> None:
    themes.template("child", "x.html", "{{ range(9) | random }}")
    said, *_, hint = themes.fails("x.html")
    assert "No filter named 'random'" in said
    assert hint.startswith("    hint: A page is the same whenever it is made")


def test_bytes_that_a_filter_returns_have_no_text(themes: Themes) -> None:
    themes.template("child", "x.html", "{{ page | encoded }}")
    filters = SiteFilters({"encoded": ""}, lambda: {"encoded": str.encode})
    renderer = Renderer(load_theme(themes.site, "child", {}, filters=filters), str)
    with pytest.raises(NewsgenError) as error:
        renderer.render("x.html", site=None, page="a", subject="force/a.md")
    (diagnostic,) = error.value.diagnostics
    assert "the filter encoded returned a row of bytes" in diagnostic.message
    assert ".decode()" in diagnostic.hint


def test_the_error_of_a_filter_of_the_site_names_the_line_that_uses_it(themes: Themes) -> None:
    def loud(_: str) -> str:
        raise NewsgenError(Diagnostic("NG723", "the filter loud fails", Span("plugins/loud.py")))

    themes.template("parent", "inner.html", "\n{{ page | loud }}")
    themes.template("child", "x.html", '{% include "inner.html" %}')
    filters = SiteFilters({"loud": ""}, lambda: {"loud": loud})
    renderer = Renderer(load_theme(themes.site, "child", {}, filters=filters), str)
    with pytest.raises(NewsgenError) as error:
        renderer.render("x.html", site=None, page="a", subject="force/a.md")
    ((use,),) = (each.related for each in error.value.diagnostics)
    assert (use.span.path, use.span.line) == ("themes/parent/templates/inner.html", 2)
    assert use.message == "the template uses it here"

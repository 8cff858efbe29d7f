"""A piece of a page is traced to the template and line that wrote it."""

from pathlib import Path

import pytest

from newsgen.contract._places import SourceSpans, pointed, with_marks
from newsgen.diagnostics import Span
from newsgen.theme.load import load_theme
from newsgen.theme.render import Renderer
from tests.support.themes import Themes

FILES = {
    "theme.toml": '[theme]\ntitle = "T"\n',
    "templates/base.html": (
        "<html>\n{% block a %}\n<p>base</p>\n{% endblock %}\n<b>foot</b>\n"
        "{% once %}\n<i>{{ site }}</i>\n{% endonce %}\n"
    ),
    "templates/_m.html": "{% macro m(x) %}\n<em>\n{{ x }}</em>\n{% endmacro %}\n",
    "templates/page.html": (
        '{% extends "base.html" %}\n{% from "_m.html" import m %}\n{% block a %}\n'
        "{{ super() -}}\n<h1>{{ page }}</h1>\n{% for n in range(2) %}\n<li>{{ n }}\n{% endfor %}\n"
        "{{ m(page) }}\n{% endblock %}\n"
    ),
    "templates/upper.html": "a\n{% filter upper %}\n<p>é</p>\n{% endfilter %}\n",
    "templates/clever.html": "{% set x %}ab{% endset %}{{ x | length }}\n<p>c</p>\n",
}


SITE = {f"themes/own/{path}": text for path, text in FILES.items()}


def places(site: Path, template: str) -> tuple[str, SourceSpans]:
    theme = load_theme(site, "own", {})
    texts = [
        Renderer(shown, str).render(template, site="S & S", page="<P>", subject="x").decode()
        for shown in (theme, with_marks(theme))
    ]
    return texts[0], SourceSpans(texts[0], texts[1], template)


@pytest.mark.parametrize(
    ("piece", "file", "line"),
    [
        ("<html>", "base.html", 1),
        ("<p>base", "base.html", 3),
        ("<h1>", "page.html", 5),
        ("&lt;P&gt;</h1>", "page.html", 5),
        ("<li>1", "page.html", 7),
        ("<em>", "_m.html", 2),
        ("</em>", "_m.html", 3),
        ("<b>foot", "base.html", 5),
        ("<i>S &amp; S", "base.html", 7),
    ],
)
def test_a_piece_is_where_its_template_says(site: Path, piece: str, file: str, line: int) -> None:
    text, spans = places(site, "page.html")
    span = spans.at(text.index(piece))
    assert (span.path, span.line) == (f"themes/own/templates/{file}", line)


def test_lines_and_columns_of_a_page_do_as_well(site: Path) -> None:
    text, spans = places(site, "page.html")
    line = text[: text.index("<h1>")].count("\n") + 1
    assert spans.at(spans.offset(line, 1)) == spans.at(text.index("<h1>"))
    assert spans.at(spans.offset(999, 1)).path.startswith("themes/own/templates/")


@pytest.mark.parametrize("template", ["clever.html"])
def test_a_page_that_the_marks_would_change_has_no_places(site: Path, template: str) -> None:
    text, spans = places(site, template)
    assert text.startswith("2")
    assert spans.at(text.index("<p>")) == Span(template)


def test_a_filter_that_leaves_the_marks_whole_does_no_harm(site: Path) -> None:
    text, spans = places(site, "upper.html")
    assert text == "a\n<P>É</P>\n"
    assert spans.at(text.index("<P>")).line in (1, 3)


@pytest.mark.parametrize(
    ("line", "piece", "marked"),
    [
        ('<p>A</p><img src="{{ image.src }}">', '<img src="/a.png">', "<img"),
        ("<p>A</p><b>{{ page.title }}</b>", "</b>", "</b"),
        ("{{ page.title }}", "<i>", ""),
    ],
)
def test_a_piece_is_pointed_at_on_its_line(
    tmp_path: Path, line: str, piece: str, marked: str
) -> None:
    themes = Themes(tmp_path)
    themes.write("child", theme_toml='[theme]\ntitle = "T"\n')
    themes.template("child", "x.html", f"\n{line}\n")
    span = pointed(themes.load(), Span("themes/child/templates/x.html", 2), piece)
    assert (span.line, line[span.column - 1 : span.end_column - 1]) == (2, marked)

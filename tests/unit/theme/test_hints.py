"""What a template does wrong is said in the words of templates, with what to write instead."""

from dataclasses import make_dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from newsgen.diagnostics import Diagnostic, NewsgenError
from newsgen.model.dates import Moment, Precision
from newsgen.site.views import Fragment, Image, Link, PlainPage
from newsgen.theme.load import SiteFilters, load_theme
from newsgen.theme.render import Renderer
from tests.support.themes import CHILD, Themes

MOMENT = Moment(datetime(2026, 3, 5, 10, 49, tzinfo=UTC), Precision.MINUTE)
PAGE: dict[str, Any] = {
    "at": MOMENT,
    "body": Fragment("force/a.md", "0" * 32),
    "link": Link("Appeals", "/appeals/"),
    "links": (Link("Appeals", "/appeals/"),),
    "tags": ("harbour", "boats"),
    "nothing": None,
    "none": (),
    "ats": (MOMENT, Moment(datetime(2026, 3, 6, tzinfo=UTC), Precision.DAY)),
    "fields": {"ward": "Quay"},
    "words": ["<b>"],
}


@pytest.fixture(params=[True, False], ids=["fast", "plain"])
def render(request: pytest.FixtureRequest, themes: Themes, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Render a text as a template, with the devices of newsgen or without."""
    if not request.param:
        monkeypatch.setattr("newsgen.fast.jinja.is_on", lambda _: False)

    def rendered(text: str, name: str = "x.html") -> str:
        themes.template("child", name, text)
        renderer = Renderer(themes.load(), lambda _: "<p>Body</p>")
        site = {"title": "Northshire", "assets": {"site.css": "/assets/site.css"}}
        return renderer.render(name, site=site, page=PAGE, subject="force/a.md").decode()

    return rendered


def failure(render: Any, text: str, name: str = "x.html") -> Diagnostic:
    with pytest.raises(NewsgenError) as error:
        render(text, name)
    (diagnostic,) = error.value.diagnostics
    return diagnostic


WHOLE = [
    ("{{ page.at }}", "page.at is a moment", "{{ page.at | date }}"),
    ("{{ page.body }}", "page.body is the body of a page", "{{ page.body | html }}"),
    ("{{ page.link }}", "page.link is a view", "{{ page.link.title }}"),
    ("{{ page.tags }}", "page.tags is a list", '{{ page.tags | join(", ") }}'),
    ("{{ page.links }}", "page.links is a list", "{% for item in page.links %}{{ item.title }}"),
    ("{{ page.fields }}", "page.fields is a map", '{{ page.fields["ward"] }}'),
    ("{{ page }}", "page is a map", '{{ page["at"] }}'),
    ('{{ page["fields"] }}', 'page["fields"] is a map', '{{ page["fields"]["ward"] }}'),
    ("{{ page.nothing }}", "page.nothing is absent here", "{% if page.nothing %}"),
    ("{{ site.title }}{{ page.at }}", "page.at is a moment", "{{ page.at | date }}"),
    ('{{ "On " ~ page.at }}', "page.at is a moment", "{{ page.at | date }}"),
    ("{{ page.at | string }}", "page.at is a moment", "{{ page.at | date }}"),
    ('{{ page.links | join(", ") }}', "the filter join is given a view", "{{ NAME.title }}"),
    ('{{ page.links | map(attribute="title") }}', "the filter map returned a list", "| join"),
    ("{% for link in page.links %}{{ link }}{% endfor %}", "link is a view", "{{ link.title }}"),
    ("{% macro tag() %}x{% endmacro %}{{ tag }}", "tag is a macro", "{{ tag() }}"),
    ("{{ range }}", "range is a macro or function", "{{ range() }}"),
    ("{{ page.tags | upper ~ page.body }}", "page.body is the body", "{{ page.body | html }}"),
    ("{% autoescape false %}{{ page.at }}{% endautoescape %}", "page.at is a moment", "| date"),
    ("{% filter upper %}{{ page.at }}{% endfilter %}", "page.at is a moment", "| date"),
]


@pytest.mark.parametrize("name", ["x.html", "x.json", "x.txt"])
@pytest.mark.parametrize(("text", "said", "hint"), WHOLE)
def test_what_has_no_text_is_never_printed(
    render: Any, name: str, text: str, said: str, hint: str
) -> None:
    wrong = failure(render, f"\n{text}\n", name)
    assert wrong.code == "NG804"
    assert wrong.span.line == 2
    assert said in wrong.message
    assert hint in wrong.hint
    assert "Moment(" not in wrong.message + wrong.hint


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{ page.at | date }}", "5 March 2026"),
        ("{{ page.body | html }}", "<p>Body</p>"),
        ("{{ page.link.title }}", "Appeals"),
        ('{{ page.tags | join(", ") }}', "harbour, boats"),
        ("{{ page.tags | length }}", "2"),
        ("{{ 1.5 }}{{ page.tags | length / 2 }}{{ page.nothing is none }}", "1.51.0True"),
        ("{{ page.at.precision }}", "minute"),
        ("{{ page.at.at }}", "2026-03-05 10:49:00+00:00"),
        ("{{ page.words[0] }}{{ '<b>' | safe }}", "&lt;b&gt;<b>"),
        ("{{ page.nothing or 'none' }}", "none"),
        ("{{ page.tags | json }}", '["harbour", "boats"]'),
    ],
)
def test_what_has_a_text_is_printed_as_ever(render: Any, text: str, printed: str) -> None:
    assert render(text) == printed


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('{{ site.assets["logo.svg"] }}', "Put the file into the folder assets of the theme"),
        ("{{ page.fields.wards }}", "It has: ward."),
        ("{{ page.at.strftime('%d') }}", "Use a filter: | date"),
        ("{{ page.at.isoformat() }}", "Use a filter: | date"),
        ("{{ page.link.titel }}", "the reference lists every view"),
        ("{{ page.nothing.href }}", "It is absent on this page"),
        ("{{ site.title.name }}", "It is the text “Northshire”, which has no fields."),
        ('{{ "x" | datetime("en") }}', "It takes a moment, such as page.release.published."),
        ("{{ page.tags | date }}", "It takes a moment, such as page.release.published."),
        ("{{ page.at | html }}", "It takes a body, such as page.release.body."),
        ("{{ page.link | json }}", "Print one of its fields: {{ page.link.title }}."),
        ("{{ page.links | json }}", "Print one of its fields: {{ NAME.title }}."),
        ("{{ page.at | tojson }}", "Use | date, or another filter for dates"),
        ("{{ page.at.at | json }}", "Print a text or a number."),
        ("{{ page.none[0].title }}", "It is empty on this page: write {% if page.none %} around"),
        ("{{ page.links[3].title }}", "It has 1 item, counted from 0."),
        ("{{ (page.none | first).title }}", "It is empty on this page: write {% if page.none %}"),
        ("{{ page.at | date('%d/%m/%Y') }}", 'published.at.strftime("%d/%m/%Y").'),
        ("{{ page.ats | sort | length }}", 'Compare moments by their at, as in sort(attribute="'),
        ("{{ page.at < page.at }}", "Compare moments by their at"),
        ("{{ site.title | replace('a') }}", "what stands in their brackets"),
        ("{{ namespace(a=1) }}", "Of Jinja's functions, there is range alone."),
        ("{{ 1 // 0 }}", "Look at what the line does"),
        ("{{ range('x') }}", "Look at what the line does"),
        ("{{ page.link[0] }}", "the reference lists every view"),
        ("{{ page.fields[0] }}", "It has: ward."),
        ("{{ page.nothing[0] }}", "It is absent on this page"),
        ("{{ sit.title }}", "Did you mean site?"),
        ("{% set lost = page.nope %}{{ nonsense }}", "A template sees site and page"),
        ("{% macro m(a, b) %}{{ nonsense }}{% endmacro %}{{ m(1) }}", "A template sees site"),
        ("{{ nonsense }}", "A template sees site and page, and the macros that it imports."),
        ("{% macro tag_list() %}{% endmacro %}{{ tag_lits() }}", "Did you mean tag_list?"),
        ("{% set heading = 1 %}{{ headin }}", "Did you mean heading?"),
    ],
)
def test_a_hint_fits_what_is_wrong(render: Any, text: str, hint: str) -> None:
    wrong = failure(render, f"\n{text}\n")
    assert (wrong.code, wrong.span.line) == ("NG804", 2)
    assert hint in wrong.hint


class Flaky:
    """A filter that fails once, so no second look can say where."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, value: object) -> object:
        self.calls += 1
        return None if self.calls == 2 else value


CHOICE = "{% if page.nothing %}{{ page.nothing.title }}{% else %}{{ page.no.title }}{% endif %}"
ELIF = "{% if page.title %}{% elif page.no %}{{ page.no.a }}{% else %}{{ site.no.a }}{% endif %}"
FAILS = [
    ("{{ site.title }} {{ page.title | none }}", "the filter none returned None", 33, "none"),
    ("{{ page.tags[0]|none }}", "the filter none returned None, which has no text", 16, "none"),
    ("{{ page.title or site.title | none }}", "the filter none returned None", 30, "none"),
    ("{{ page.at | date }} {{ page.link.title | date }}", "filter date is given", 42, "date"),
    ("{{ site.assets.site }} {{ site.site }}", "there is no “site” in it", 15, "site"),
    ("{{ page.link.title }} {{ page.no.title }}", "page.no is absent here, so", 25, "page.no"),
    (CHOICE, "page.no is absent here, so it has no title", 58, "page.no"),
    (ELIF, "site.no is absent here, so it has no a", 65, "site.no"),
    ("{{ page.nothing.a if page.nothing else page.no.a }}", "page.no is absent", 39, "page.no"),
    ("{{ page.nothing if page.nothing else page.no }}", "page.no is absent", 37, "page.no"),
    ("{{ page.tags[0] and page.no }}", "page.no is absent here", 20, "page.no"),
    ("{{ page.x | default(page.no.a) }}", "page.no is absent here", 20, "page.no"),
    (
        "{% for each in page.both %}{{ each.title }}{{ page.link.title }}{% endfor %}",
        "each is absent here",
        30,
        "each",
    ),
    ("{% set a = page.no %}{{ page.link.title }}{{ a.title }}", "a is absent here", 45, "a"),
    ("{% macro m(a) %}{{ a.title }}{% endmacro %}{{ m(none) }}", "a is absent here", 19, "a"),
    ("{{ page.tags | length }} {{ page.tags | round }}", "the filter round fails", 40, "round"),
    ("{{ page.tags | length }} {{ range('x') }}", "TypeError", 28, "range"),
    ("{{ page.nope | json }}", "there is no “nope” in it", 8, "nope"),
    ("{{ page.nope | tojson }}", "there is no “nope” in it", 8, "nope"),
    ("{{ [page.nope] | json }}", "there is no “nope” in it", 9, "nope"),
    ("{{ page.at | json }}", "page.at is a moment, which has no text", 3, "page.at"),
    ("{{ page.at.at | json }}", "the filter json is given a Python object", 16, "json"),
    ("{{ page.links[3].title }}", "there is no item 3 in page.links", 3, "page.links"),
    ("{{ page.at | date('%d %B') }}", "“%d %B” is not a language", 19, "%d %B"),
    ("{{ page.at | datetime('long') }}", "“long” is not a language", 23, "long"),
    ("{{ page.at | weekday('1/2') }}", "“1/2” is not a language", 22, "1/2"),
    ("{{ page.nope | date(3) }}", "the filter date fails", 15, "date"),
    ("{{ page.at | date(3) }}", "the filter date fails", 13, "date"),
    ("{{ page.at | absolute }}", "the filter absolute is missing 1 required", 13, "absolute"),
    ("{{ page.at | iso(1, 2) }}", "the filter iso takes 1 positional argument but", 13, "iso"),
    ("{{ page.at | srcset }}", "the filter srcset is missing 1 required", 13, "srcset"),
    ("{{ page.img | srcset('hero') }}", "the theme has no place “hero” for pic", 22, "hero"),
    ("{{ page.nope | srcset('hero') }}", "the theme has no place “hero” for pic", 23, "hero"),
    ("{{ page.img | source('lst') }}", "no place “lst” for pictures; did you mean list", 22, "lst"),
    ("{{ page.nope | srcset('text') }}", "there is no “nope” in it", 8, "nope"),
    (
        "{{ page.link.title | flaky }} {{ site.title | flaky }}",
        "one of these is absent here: page.link.title | flaky, site.title | flaky",
        0,
        "",
    ),
    (
        "{{ (page.link | flaky).title }}{{ (page.link | flaky).title }}{{ page.link.title }}",
        "'None' has no attribute 'title'",
        0,
        "",
    ),
]


@pytest.mark.parametrize(("text", "said", "at", "name"), FAILS)
def test_the_expression_that_failed_is_named(
    themes: Themes, text: str, said: str, at: int, name: str
) -> None:
    filters: dict[str, Any] = {"none": lambda _: None, "flaky": Flaky()}
    themes.template("child", "x.html", f"\n{text}\n")
    themes.write("child", theme_toml=f'{CHILD}[pictures.sizes]\ntext = "40rem"\nlist = "8rem"\n')
    theme = load_theme(themes.site, "child", {}, filters=SiteFilters(load=lambda: filters))
    page = PAGE | {"no": None, "title": "", "both": (Link("A", "/"), None)}
    page["img"] = Image("/a.jpg", "A van")
    site = {"title": "Northshire", "assets": {"site.css": "/assets/site.css"}, "no": None}
    with pytest.raises(NewsgenError) as error:
        Renderer(theme, str).render("x.html", site=site, page=page, subject="force/a.md")
    (wrong,) = error.value.diagnostics
    assert (wrong.code, wrong.span.line) == ("NG804", 2)
    assert said in wrong.message
    start, end = wrong.span.column - 1, max(wrong.span.end_column - 1, 0)
    assert (start, text[start:end]) == (at, name)


@pytest.mark.parametrize("how", ['{% from "_m.html" import m %}', '{% import "_m.html" as m %}'])
def test_a_macro_that_takes_other_arguments_than_what_it_replaces_is_named(
    themes: Themes, how: str
) -> None:
    call = "{{ m(1, 2) }}" if "from" in how else "{{ m.m(1, 2) }}"
    themes.template("parent", "x.html", f"{how}\n{call}")
    themes.template("parent", "_m.html", "\n{% macro m(a, b) %}{% endmacro %}")
    themes.template("child", "_m.html", "\n\n{% macro m(a) %}{% endmacro %}")
    first, *_, hint = themes.fails("x.html")
    assert first.startswith("themes/child/templates/_m.html:3:10: error[NG804] ")
    assert "takes not more than 1 argument(s)" in first
    assert first.endswith("as themes/parent/templates/x.html:2 calls it")
    assert hint.endswith(
        "Define it as themes/parent/templates/_m.html does: {% macro m(a, b) %}{% endmacro %}"
    )
    themes.template("child", "x.html", f"{how}\n{call}")
    first, *_ = themes.fails("x.html")
    assert first.startswith("themes/child/templates/x.html:2:"), "who calls its own is at fault"


@pytest.mark.parametrize("use", ["{{ b }}", "{{ b.title }}", "{% if b %}{% endif %}"])
def test_a_macro_that_is_not_given_what_it_needs_names_who_calls_it(
    themes: Themes, use: str
) -> None:
    themes.template("child", "x.html", '{% from "_m.html" import m %}\n{{ m(1) }}')
    themes.template("parent", "_m.html", f"{{% macro m(a, b) %}}\n{use}\n{{% endmacro %}}")
    first, *_, hint = themes.fails("x.html")
    assert first.startswith("themes/parent/templates/_m.html:2:")
    said = "parameter 'b' was not provided, as themes/child/templates/x.html:2 calls it"
    assert first.endswith(said)
    assert hint.endswith("Give the macro its b there.")


@pytest.mark.parametrize("name", ["title", "titel"])
def test_a_name_of_the_release_is_looked_for_in_the_page(themes: Themes, name: str) -> None:
    themes.template("child", "x.html", f"{{{{ page.{name} }}}}")
    release = make_dataclass("ReleaseView", [("title", str)])("Van sought")
    page = make_dataclass("ReleasePage", [("release", object)])(release)
    assert themes.fails("x.html", page=page)[-1].endswith("Did you mean page.release.title?")


def test_the_line_that_includes_its_own_template_is_named(themes: Themes) -> None:
    themes.template("child", "x.html", '\n{% include "_a.html" %}')
    themes.template("child", "_a.html", '{% include "_b.html" %}\n<p>\n{% include "_a.html" %}')
    themes.template("child", "_b.html", "{{ page }}" * 3)
    page = make_dataclass("Page", [("__str__", object)], namespace={"__str__": lambda _: "x"})
    first, *_, hint = themes.fails("x.html", page=page(1))
    assert first.startswith("themes/child/templates/_a.html:3:")
    assert "includes itself" in first
    assert hint.endswith("Take the line out, or put an {% if … %} around it that ends it.")


def test_a_name_of_the_page_is_looked_for_by_itself(themes: Themes) -> None:
    themes.template("child", "x.html", "{{ title }}")
    head: Any = None
    assert themes.fails("x.html", page=PlainPage(head, "Gone"))[-1].endswith(
        "Did you mean page.title?"
    )


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("{% if 0 %}{{ 1 | dat }}{% endif %}", "NG803", "there is no filter dat"),
        ("{{ (1 | dat) if 0 else 2 }}", "NG803", "there is no filter dat"),
        ("{{ 1 | dat }}", "NG803", "there is no filter dat"),
        ("{% filter dat %}x{% endfilter %}", "NG803", "there is no filter dat"),
        ("{% if 0 %}{% if 1 is defind %}{% endif %}{% endif %}", "NG803", "is no test defind"),
        ("{% macro m() %}{{ 1 | dat }}{% endmacro %}", "NG803", "there is no filter dat"),
        ('{% from "m.html" import tag_lits %}', "NG804", "m.html has no macro tag_lits"),
        (
            '{% import "m.html" as m %}{% if 0 %}{{ m.tag_lits() }}{% endif %}',
            "NG804",
            "macro tag_lits",
        ),
        ('{% if 0 %}{% include "n.html" %}{% endif %}', "NG803", "there is no filter dat"),
    ],
)
def test_a_name_that_is_not_there_is_found_where_no_page_comes(
    themes: Themes, text: str, code: str, said: str
) -> None:
    themes.template("child", "x.html", f"\n{text}\n")
    themes.template("child", "m.html", "{% macro tag_list() %}{% endmacro %}{% set other = 1 %}")
    themes.template("child", "n.html", "\n{{ 1 | dat }}")
    with pytest.raises(NewsgenError) as error:
        themes.load().template_digest("x.html")
    (wrong,) = error.value.diagnostics
    assert (wrong.code, wrong.span.line) == (code, 2)
    assert wrong.span.column > 1
    assert said in wrong.message
    assert wrong.hint.startswith("Did you mean ")


@pytest.mark.parametrize(
    "text",
    [
        '{{ (1 | dat) if "dat" is filter else 2 }}',
        "{% set name = 'dat' %}{% if name is filter %}{{ 1 | dat }}{% endif %}",
        '{% from "m.html" import tag_list, other as word %}{{ tag_list() }}{{ word }}',
        '{% import "m.html" as m %}{{ m.tag_list() }}{{ m.other }}',
        '{% import "m.html" as m %}{% set m = site %}{{ m.title }}',
        '{% include ["gone.html", "m.html"] %}{{ 1 | upper }}',
    ],
)
def test_a_name_that_may_be_missing_is_not_reported(themes: Themes, text: str) -> None:
    themes.template("child", "x.html", text)
    themes.template("child", "m.html", "{% macro tag_list() %}{% endmacro %}{% set other = 1 %}")
    assert themes.load().template_digest("x.html")


def test_an_asset_prints_no_map_of_options(themes: Themes) -> None:
    themes.write("child", assets__site_css_j2="x")
    file = themes.site / "themes/child/assets/a.css.j2"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("a {\n  color: {{ options }};\n}\n")
    with pytest.raises(NewsgenError) as error:
        _ = themes.load().assets
    (wrong,) = error.value.diagnostics
    assert (wrong.span.line, wrong.span.column) == (2, 13)
    assert wrong.hint == 'Name one of its values: {{ options["accent"] }}.'


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{{ site.options.accent }}", "An asset sees options, and asset() for the address of an"),
        ("{{ option.accent }}", "Did you mean options?"),
        ('{{ asset("gone.png") }}', "Put the file into the folder assets of the theme, or name"),
        ('{{ asset("a.css") }}', "Let one of the two do without it."),
        ("{{ 1 // 0 }}", "Look at what the line does with the theme's options."),
        ("{{ options.nope | tojson }}", "It has: accent, note."),
        ('{% include "child/a.css.j2" %}', "Take the line out, or put an {% if … %} around it"),
    ],
)
def test_a_hint_at_an_asset_speaks_of_assets(themes: Themes, text: str, hint: str) -> None:
    file = themes.site / "themes/child/assets/a.css.j2"
    file.parent.mkdir()
    (file.parent / "b.css").write_text("p {}")
    file.write_text(f'{{% include "b.css" %}}\na {{ color: {text} }}\n')
    with pytest.raises(NewsgenError) as error:
        _ = themes.load().assets
    (wrong,) = error.value.diagnostics
    assert (wrong.code, wrong.span.path) == ("NG804", "themes/child/assets/a.css.j2")
    assert wrong.span.line == 2
    assert hint in wrong.hint


def test_an_asset_names_no_filter_that_is_not_there(themes: Themes) -> None:
    themes.write("child", assets__site_css_j2="x")
    file = themes.site / "themes/child/assets/a.css.j2"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("a {}\n{% if 0 %}{{ options.note | uper }}{% endif %}\n")
    with pytest.raises(NewsgenError) as error:
        _ = themes.load().assets
    (wrong,) = error.value.diagnostics
    assert (wrong.code, wrong.span.path) == ("NG803", "themes/child/assets/a.css.j2")
    assert (wrong.span.line, wrong.hint) == (2, "Did you mean upper?")

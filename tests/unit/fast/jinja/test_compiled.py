"""Our Jinja environment: whatever a template prints, it is what Jinja's own would print."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import given, strategies as st
from markupsafe import Markup, escape as escape_as_ever

from newsgen.fast.jinja.escaping import escaper
from newsgen.model.area import unconfigured_area
from newsgen.model.dates import Moment, Precision
from newsgen.model.release import Destination, Incident, Kind, Life, Note, Picture, Release, Status
from newsgen.site import _release as release_pages
from newsgen.site.pictures import PictureFile
from newsgen.site.views import FeedLink, Link, ReleaseLink, SiteView
from newsgen.theme._once import Once
from newsgen.theme.failure import printable
from newsgen.theme.load import load_theme
from newsgen.theme.render import Renderer
from tests.support.windows import ARCHIVE, month_window

TEMPLATES = {
    "macros.html": "{% macro m(a, b='<d>') %}<i>{{ a }}{{ b }}"
    "{{ caller() if caller is defined }}</i>{% endmacro %}"
    "{% macro many() %}{{ varargs | join }}{{ kwargs.x }}{% endmacro %}{% set word = '<w>' %}",
    "base.html": "{% set top = page.a %}[{% block b %}base {{ top }}{% endblock %}]{{ page.b }}.",
    "child.html": '{% extends "base.html" %}{% from "macros.html" import m, many, word %}'
    "{% block b %}{{ super() }}{{ m(page.a) }}{{ m(page.a, b=page.b) }}{{ many(1, x=page.a) }}"
    "{{ word }}{% call m(1) %}{{ page.b }}{% endcall %}{% endblock %}",
    "grandchild.html": '{% extends "child.html" %}'
    "{% block b %}g{{ super() }}{{ self.b is defined }}{% endblock %}",
    "constants.html": 'a{{ "<b>" }}c{{ 1 + 1 }}{{ "x" }}'
    '{% if page.a %}{{ "y" }}{{ "z" }}{% endif %}',
    "kinds.html": "{{ page.a }}{{ page.number }}{{ page.half }}{{ page.safe }}"
    "{{ page.list | join }}{{ page.a | safe }}{{ page.a ~ page.b }}{{ page.safe ~ page.b }}"
    "{{ page.a | upper }}",
    "loops.html": "{% for x in page.list %}{{ loop.index }}{{ x }}{% else %}none{% endfor %}"
    '{% for x in page.list %}{% include "inner.html" %}{% endfor %}',
    "inner.html": "{{ x }}{{ page.a }}{% set y = x ~ '<' %}{{ y }}",
    "volatile.html": "{% autoescape false %}{{ page.a }}{{ page.safe }}{% endautoescape %}"
    "{% filter upper %}x{{ page.a }}{{ page.b }}{% endfilter %}",
    "choice.html": '{% extends "base.html" if page.a else "child.html" %}',
    "plain.txt": "{{ page.a }}{{ page.safe }}{{ page.number }}{{ page.half }}x",
    "imports.html": '{% import "macros.html" as macros with context %}{{ macros.m(page.a) }}'
    "{{ macros.word }}{{ range(3) | join(page.a) }}",
}
NAMES = [name for name in TEMPLATES if name not in ("macros.html", "inner.html")]
OPTIONS: dict[str, Any] = {
    "undefined": jinja2.StrictUndefined,
    "finalize": printable,
    "autoescape": lambda name: name is not None and name.endswith(".html"),
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
}
texts = st.text(st.sampled_from("ab<>&\"' é\u2013\u2026\n"), max_size=8)


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    folder = tmp_path_factory.mktemp("site")
    templates = folder / "themes/t/templates"
    templates.mkdir(parents=True)
    (folder / "themes/t/theme.toml").write_text('[theme]\ntitle = "T"\n')
    for name, text in TEMPLATES.items():
        (templates / name).write_text(text)
    return Renderer(load_theme(folder, "t", {}), lambda source: source)


STOCK = jinja2.Environment(loader=jinja2.DictLoader(TEMPLATES), **OPTIONS)
STOCK.globals = {"range": range}


@given(texts, texts, st.lists(texts, max_size=3))
def test_a_template_prints_what_jinja_would_print(
    renderer: Renderer, a: str, b: str, several: list[str]
) -> None:
    page = {"a": a, "b": b, "list": several, "safe": Markup(a), "number": 3, "half": 0.5}
    for name in NAMES:
        text = renderer.render(name, site="s", page=page, subject="s")
        assert text == STOCK.get_template(name).render(site="s", page=page).encode()


@given(texts)
def test_a_text_is_escaped_as_ever(text: str) -> None:
    escape = escaper(lambda value: value)
    for value in (text, Markup(text), None, 5, [text]):
        assert str(escape(value)) == str(escape_as_ever(value))


moments = st.builds(
    Moment, st.just(datetime(2020, 3, 5, 9, 30, tzinfo=UTC)), st.sampled_from(Precision)
)
notes = st.lists(st.builds(Note, moments, texts), max_size=2).map(tuple)
lives = st.builds(
    Life,
    updates=notes,
    corrections=notes,
    superseded_by=st.none() | st.builds(Destination, texts, texts, texts, texts),
    explanation=texts,
)
releases = st.builds(
    Release,
    source=texts,
    area=st.just("A"),
    title=texts,
    url=texts,
    host=texts,
    href=texts,
    path=texts,
    published=moments,
    updated=st.none() | moments,
    summary=texts,
    kind=st.sampled_from(Kind),
    status=st.sampled_from(Status),
    language=st.sampled_from(["en-GB", "cy"]),
    embargo=st.none(),
    expires=st.none(),
    images=st.lists(st.builds(Picture, texts, texts, texts, texts), max_size=2).map(tuple),
    og_image=texts,
    tags=st.lists(texts, max_size=2).map(tuple),
    incident=st.none() | st.builds(Incident, texts, texts, texts),
    files=st.just(()),
    body=texts,
    life=st.none() | lives,
)


@given(
    st.lists(releases, min_size=1, max_size=2),
    st.none() | st.builds(ReleaseLink, texts, texts, texts),
)
def test_the_page_of_a_release_is_what_jinja_would_print(
    plain: tuple[Renderer, jinja2.Environment, SiteView],
    several: list[Release],
    edge: ReleaseLink | None,
) -> None:
    renderer, stock, site = plain
    stock.once.clear()  # type: ignore[attr-defined]
    window = month_window(
        unconfigured_area("A"),
        several,
        before=edge,
        same_incident=several,
        picture=PictureFile(3, 2),
        ui_language_of=lambda language: "cy" if language.startswith("cy") else "en",
    )
    for target in release_pages.targets(window, ARCHIVE, several):
        text = renderer.render(target.template, site=site, page=target.view, subject="s")
        asked = stock.get_template(target.template).render(site=site, page=target.view)
        assert text == asked.encode()


@pytest.fixture(scope="module")
def plain(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Renderer, jinja2.Environment, SiteView]:
    theme = load_theme(tmp_path_factory.mktemp("empty"), "plain", {})
    renderer = Renderer(theme, lambda source: f"<p>{source}</p>")
    ours = theme.templates.environment
    options = OPTIONS | {"extensions": [Once], "loader": ours.loader}
    stock = jinja2.Environment(**options)
    stock.filters = ours.filters
    site = SiteView(
        title="Title",
        language="en-GB",
        base_url="https://x.example",
        home="/",
        theme="plain",
        areas=(Link("A", "/areas/a/"),),
        archives=(Link("News archive", "/news/"),),
        feeds=(FeedLink("Feed", "/feed.atom", "application/atom+xml"),),
        options=theme.options,
        assets=theme.asset_links,
        generator="newsgen",
        words=theme.words,
    )
    return renderer, stock, site


def test_the_line_of_a_failure_is_its_own_though_outputs_are_joined(tmp_path: Path) -> None:
    folder = tmp_path / "themes/t/templates"
    folder.mkdir(parents=True)
    (folder.parent / "theme.toml").write_text('[theme]\ntitle = "T"\n')
    (folder / "x.html").write_text("one {{ page }}\n{{ page }}\n\n{{ page.gone }}\n{{ page }}\n")
    renderer = Renderer(load_theme(tmp_path, "t", {}), lambda source: source)
    with pytest.raises(Exception, match="gone") as error:
        renderer.render("x.html", site="s", page="p", subject="s")
    assert error.value.diagnostics[0].span.line == 4  # type: ignore[attr-defined]

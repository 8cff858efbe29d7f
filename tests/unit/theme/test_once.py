"""The tag `once`: what is the same on every page is rendered once."""

import pytest

from newsgen.theme import _once
from newsgen.theme.render import Renderer
from tests.support.themes import Themes


def test_what_is_the_same_on_every_page_is_rendered_once(themes: Themes) -> None:
    themes.template("child", "x.html", "{% once %}{{ site }}{% endonce %} {{ page }}")
    renderer = Renderer(themes.load(), lambda source: source)
    first, second = "first", "second"
    rendered = [
        renderer.render("x.html", site=site, page=page, subject="s").decode()
        for site, page in ((first, 1), (first, 2), (second, 3), (first, 4))
    ]
    assert rendered == ["first 1", "first 2", "second 3", "first 4"]


@pytest.mark.parametrize(
    "body",
    [
        "{{ page }}",
        "{% if page %}x{% endif %}",
        "{% set x = page %}{{ x }}",
        "{% for a in site %}{{ page }}{% endfor %}",
        "{{ site | absolute(page) }}",
        "{{ outer }}",
    ],
)
def test_once_refuses_anything_but_the_site(body: str, themes: Themes) -> None:
    themes.template("child", "x.html", f"\n{{% once %}}{body}{{% endonce %}}")
    diagnostics = themes.fails("x.html", site="s", page="p")
    assert diagnostics[0].startswith("themes/child/templates/x.html:2:1: error[NG803]")
    assert "only site may be used in once" in diagnostics[0]


def test_once_may_be_once_for_each_value_of_a_name(themes: Themes) -> None:
    body = "{% set a = page %}{% once a %}{{ site }}{{ a }}{% endonce %}"
    themes.template("child", "x.html", body)
    renderer = Renderer(themes.load(), lambda source: source)
    pages = [
        renderer.render("x.html", site="S", page=page, subject="x") for page in ("1", "2", "1")
    ]
    assert pages == [b"S1", b"S2", b"S1"]


def test_once_may_be_for_two_names(themes: Themes) -> None:
    body = "{% for a in page %}{% set b = a | upper %}{% once a, b %}{{ a }}{{ b }}{% endonce %}"
    themes.template("child", "x.html", body + "{% endfor %}")
    assert themes.render("x.html", site="S", page=["a", "b", "A", "a"]) == "aAbBAAaA"


def test_once_for_a_name_refuses_another(themes: Themes) -> None:
    themes.template("child", "x.html", "{% set a = 1 %}{% once a %}{{ page }}{% endonce %}")
    assert "only site may be used in once, not page" in themes.fails("x.html", page="x")[0]


def test_once_has_names_of_its_own(themes: Themes) -> None:
    body = "{% once %}{% for a in site %}{% set b = a %}{{ b }},{% endfor %}"
    themes.template("child", "x.html", body + "{% endonce %}")
    assert themes.render("x.html", site="st", page=None) == "s,t,"


def test_two_places_of_one_line_are_rendered_apart(themes: Themes) -> None:
    themes.template("child", "x.html", "{% once %}a{% endonce %}{% once %}b{% endonce %}")
    assert themes.render("x.html", site="s") == "ab"


@pytest.mark.parametrize(
    ("first", "second", "printed"),
    [
        (
            "{% set v = 1 %}{% once %}{% include 'v.html' %}{% endonce %}",
            "{% set v = 2 %}{% once %}{% include 'v.html' %}{% endonce %}",
            "1 2",
        ),
        (
            "{% with site = 'a' %}{% once %}{{ site }}{% endonce %}{% endwith %}",
            "{% with site = 'b' %}{% once %}{{ site }}{% endonce %}{% endwith %}",
            "a b",
        ),
        (
            "{% autoescape false %}{% once %}<b>{{ site }}{% endonce %}{% endautoescape %}",
            "{% once %}<b>{{ site }}{% endonce %}",
            "<b>< <b>&lt;",
        ),
    ],
)
def test_two_places_with_the_same_words_are_rendered_apart(
    first: str, second: str, printed: str, themes: Themes
) -> None:
    themes.template("child", "v.html", "{{ v }}")
    themes.template("child", "x.html", f"{first} {second}")
    assert themes.render("x.html", site="<") == printed


def test_two_themes_places_are_rendered_apart(themes: Themes) -> None:
    themes.template("parent", "x.html", "{% once %}parent{% endonce %}")
    themes.template("child", "x.html", '{% once %}child{% endonce %} {% include "parent/x.html" %}')
    assert themes.render("x.html", site="s") == "child parent"


def test_once_tells_other_objects_than_texts_apart_by_themselves(themes: Themes) -> None:
    body = "{% for a in page %}{% once a %}{{ a[0] }}{% endonce %}{% endfor %}"
    themes.template("child", "x.html", body)
    renderer = Renderer(themes.load(), lambda source: source)
    first, equal = ["a"], ["a"]
    before = renderer.render("x.html", site="s", page=[first, equal], subject="x")
    first[0], equal[0] = "b", "c"
    after = renderer.render("x.html", site="s", page=[first, ["d"], equal], subject="x")
    assert (before, after) == (b"aa", b"ada")


def test_once_may_use_the_macros_that_it_imports(themes: Themes) -> None:
    themes.template("child", "m.html", "{% macro m(a) %}{{ a }}{% endmacro %}")
    body = "{% once %}{% from 'm.html' import m, m as n %}{{ m(site) }}{{ n(1) }}{% endonce %}"
    themes.template("child", "x.html", body)
    assert themes.render("x.html", site="s", page=None) == "s1"


def test_once_keeps_so_much_at_a_time(themes: Themes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_once, "MOST", 2)
    body = "{% for a in page %}{% once a %}{{ a[0] }}{% endonce %}{% endfor %}"
    themes.template("child", "x.html", body)
    renderer = Renderer(themes.load(), lambda source: source)
    first = ["a"]
    renderer.render("x.html", site="s", page=[first, ["b"], ["c"]], subject="x")
    first[0] = "d"
    assert renderer.render("x.html", site="s", page=[first], subject="x") == b"d"


def test_what_one_tag_keeps_displaces_nothing_of_another(
    themes: Themes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_once, "MOST", 2)
    many = "{% for a in page %}{% once a %}{{ a[0] }}{% endonce %}{% endfor %}"
    themes.template(
        "child", "x.html", "{% set b = page[0] %}{% once b %}{{ b[0] }}{% endonce %}" + many
    )
    renderer = Renderer(themes.load(), lambda source: source)
    first = ["a"]
    renderer.render("x.html", site="s", page=[first, ["b"], ["c"]], subject="x")
    first[0] = "d"
    assert renderer.render("x.html", site="s", page=[first], subject="x") == b"ad"


def test_a_value_that_is_gone_lends_its_number_to_no_other(themes: Themes) -> None:
    themes.template("child", "x.html", "{% set a = page %}{% once a %}{{ a[0] }}{% endonce %}")
    renderer = Renderer(themes.load(), lambda source: source)
    pages = [renderer.render("x.html", site="s", page=[each], subject="x") for each in "abcdef"]
    assert pages == [b"a", b"b", b"c", b"d", b"e", b"f"]

"""Themes: inheritance, options, the one tag of our own, and where a template failed."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import newsgen
from newsgen.diagnostics import Diagnostic, NewsgenError
from newsgen.report.text import diagnostic_lines
from newsgen.theme import Renderer, Theme, load_theme

CHILD = '[theme]\ntitle = "Child"\nextends = "parent"\n'
PARENT = """\
[theme]
title = "Parent"

[options.accent]
type = "colour"
default = "#000000"

[options.note]
type = "text"
default = "from the parent"
"""


class Themes:
    """Writes themes into a site's folder."""

    def __init__(self, site: Path) -> None:
        self.site = site

    def write(self, name: str, **files: str) -> None:
        for path, text in files.items():
            file = self.site / "themes" / name / path.replace("__", "/").replace("_toml", ".toml")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)

    def template(self, theme: str, name: str, text: str) -> None:
        file = self.site / "themes" / theme / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def load(self, name: str = "child", **options: Any) -> Theme:
        return load_theme(self.site, name, options)

    def render(self, template: str, *, site: Any = None, page: Any = None) -> str:
        renderer = Renderer(self.load(), lambda source: f"<p>{source}</p>")
        return renderer.render(template, site=site, page=page, subject="force/a.md").decode()

    def refused(self, name: str = "child", **options: Any) -> Diagnostic:
        with pytest.raises(NewsgenError) as error:
            self.load(name, **options)
        return error.value.diagnostics[0]

    def fails(self, template: str, **views: Any) -> list[str]:
        with pytest.raises(NewsgenError) as error:
            self.render(template, **views)
        return list(diagnostic_lines(error.value.diagnostics[0]))


@pytest.fixture
def themes(tmp_path: Path) -> Themes:
    made = Themes(tmp_path)
    made.write("parent", theme_toml=PARENT)
    made.write("child", theme_toml=CHILD)
    return made


def test_a_template_comes_from_the_ancestor_if_the_theme_has_none(themes: Themes) -> None:
    themes.template("parent", "x.html", "parent's {{ page }}")
    assert themes.render("x.html", page="<b>") == "parent's &lt;b&gt;"


def test_a_child_overrides_what_the_ancestors_templates_extend(themes: Themes) -> None:
    themes.template("parent", "base.html", "parent's base: {% block b %}{% endblock %}")
    themes.template("child", "base.html", "child's base: {% block b %}{% endblock %}")
    themes.template("parent", "x.html", '{% extends "base.html" %}{% block b %}x{% endblock %}')
    assert themes.render("x.html") == "child's base: x"


def test_a_child_may_extend_the_template_it_hides_by_the_themes_name(themes: Themes) -> None:
    themes.template("parent", "x.html", "a {% block b %}parent{% endblock %}")
    themes.template(
        "child",
        "x.html",
        '{% extends "parent/x.html" %}{% block b %}{{ super() }} and child{% endblock %}',
    )
    assert themes.render("x.html") == "a parent and child"


def test_a_site_may_extend_the_shipped_theme(tmp_path: Path) -> None:
    themes = Themes(tmp_path)
    themes.write("child", theme_toml='[theme]\ntitle = "C"\nextends = "plain"\n')
    theme = themes.load()
    assert [source.name for source in theme.chain] == ["child", "plain"]
    assert "site.css" in theme.assets
    assert theme.options["emergency"] == "999"


def test_a_folder_of_the_site_hides_the_shipped_theme(tmp_path: Path) -> None:
    themes = Themes(tmp_path)
    themes.write("plain", theme_toml='[theme]\ntitle = "Mine"\n')
    assert [source.label for source in themes.load("plain").chain] == ["themes/plain"]


def test_options_have_the_nearest_default_and_the_sites_value(themes: Themes) -> None:
    themes.write(
        "child", theme_toml=CHILD + '[options.accent]\ntype = "colour"\ndefault = "#fff"\n'
    )
    assert themes.load().options == {"accent": "#fff", "note": "from the parent"}
    assert themes.load(accent="#123").options["accent"] == "#123"


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("text", ["", "x"], [5, True, []]),
        ("flag", [True, False], ["true", 1]),
        ("number", [1, 1.5], ["1", True]),
        ("colour", ["#fff", "#1d3557", "#ABC"], ["red", "#ff", "#ggg", "fff", 5, "#fff;x"]),
        (
            "url",
            ["", "/a.png", "https://x.example/a"],
            ["a.png", "javascript:x", '/"', 5, "ftp://x.example"],
        ),
    ],
)
def test_an_options_value_is_checked_by_its_type(
    kind: str, good: list[Any], bad: list[Any], themes: Themes
) -> None:
    default = {"flag": "true", "number": "1", "colour": '"#000"'}.get(kind, '""')
    themes.write("child", theme_toml=CHILD + f'[options.o]\ntype = "{kind}"\ndefault = {default}\n')
    for value in good:
        assert themes.load(o=value).options["o"] == value
    for value in bad:
        found = themes.refused(o=value)
        assert found.code == "NG703"
        assert found.message.startswith("the option o should be ")


def test_an_unknown_option_is_on_its_line(themes: Themes) -> None:
    text = '[theme.options]\naccent = "#fff"\nacent = "#fff"\n'
    with pytest.raises(NewsgenError) as error:
        load_theme(themes.site, "child", {"accent": "#fff", "acent": "#fff"}, text)
    assert list(diagnostic_lines(error.value.diagnostics[0])) == [
        "newsgen.toml:3:1: error[NG702] the theme has no option acent",
        "    hint: Did you mean accent?",
    ]


@pytest.mark.parametrize(
    ("declaration", "code", "words"),
    [
        ("[theme]\n", "NG703", "theme.title is missing"),
        ("[theme\n", "NG701", "not valid TOML"),
        ('[theme]\ntitle = "x"\ncolour = 1\n', "NG702", "there is no setting theme.colour"),
        (
            '[theme]\ntitle = "x"\n[options.o]\ntype = "size"\ndefault = 1\n',
            "NG703",
            "options.o.type is “size”",
        ),
        (
            '[theme]\ntitle = "x"\n[options.o]\ntype = "flag"\ndefault = 1\n',
            "NG802",
            "the default of option o should be true or false",
        ),
        ('[theme]\ntitle = "x"\nextends = "gone"\n', "NG801", "no theme gone, which child extends"),
        ('[theme]\ntitle = "x"\nextends = "child"\n', "NG802", "the theme child extends itself"),
        ('[theme]\ntitle = "x"\nextends = "../x"\n', "NG801", "a theme's name has small letters"),
    ],
)
def test_a_broken_declaration_is_refused(
    declaration: str, code: str, words: str, themes: Themes
) -> None:
    themes.write("child", theme_toml=declaration)
    found = themes.refused()
    assert found.code == code
    assert words in found.message


def test_a_theme_that_is_not_there_is_named_with_the_nearest(themes: Themes) -> None:
    found = themes.refused("plian")
    assert (found.code, found.hint) == ("NG801", "Did you mean plain?")


@pytest.mark.parametrize("name", ["../child", "child/", "", ".", "Child"])
def test_a_theme_outside_its_folder_is_no_theme(name: str, themes: Themes) -> None:
    assert themes.refused(name).code == "NG801"


def test_a_template_that_is_not_there_is_placed_where_it_is_referred_to(themes: Themes) -> None:
    themes.template("child", "x.html", '{% if site %}\n{% include "y.html" %}\n{% endif %}\n')
    themes.template("parent", "y.html", '\n\n{% extends "parent/nope.html" %}\n')
    with pytest.raises(NewsgenError) as error:
        themes.load().templates.closure("x.html")
    [found] = error.value.diagnostics
    assert (found.code, found.message) == ("NG802", "the template parent/nope.html is missing")
    assert (found.span.path, found.span.line) == ("themes/parent/templates/y.html", 3)


def test_an_undefined_name_tells_template_line_and_release(themes: Themes) -> None:
    themes.template("parent", "x.html", "one\ntwo\n{{ page.gone }}\n")
    found = themes.fails("x.html", page={})
    assert found[0].startswith(
        "themes/parent/templates/x.html:3:1: error[NG804] the template fails on force/a.md: "
    )
    assert "gone" in found[0]


def test_an_undefined_name_in_an_included_template_tells_that_one(themes: Themes) -> None:
    themes.template("parent", "inner.html", "\n{{ gone }}\n")
    themes.template("child", "x.html", '{% include "inner.html" %}')
    assert themes.fails("x.html")[0].startswith("themes/parent/templates/inner.html:2:1: ")


def test_templates_see_nothing_but_site_page_and_range(themes: Themes) -> None:
    themes.template("child", "x.html", "{% for n in range(2) %}{{ site }}{{ page }}{% endfor %}")
    assert themes.render("x.html", site="s", page="p") == "spsp"
    themes.template("child", "y.html", "{{ dict(a=1) }}")
    assert "'dict' is undefined" in themes.fails("y.html")[0]


def test_a_template_that_is_not_jinja_tells_its_line(themes: Themes) -> None:
    themes.template("child", "x.html", "one\n{% if %}\n")
    assert themes.fails("x.html")[0].startswith("themes/child/templates/x.html:2:1: error[NG803]")


def test_a_missing_template_is_named(themes: Themes) -> None:
    themes.template("child", "x.html", '{% include "gone.html" %}')
    assert themes.fails("x.html")[0] == (
        "themes/child/templates/x.html:1:1: error[NG802] the template gone.html is missing"
    )
    with pytest.raises(NewsgenError) as error:
        themes.load().templates.closure("x.html")
    assert list(diagnostic_lines(error.value.diagnostics[0])) == themes.fails("x.html")


def test_an_include_that_may_be_missing_is_no_mistake(themes: Themes) -> None:
    text = '{% include "gone.html" ignore missing %}{% include ["gone.html", "y.html"] %}'
    themes.template("child", "x.html", text)
    themes.template("parent", "y.html", "y")
    assert themes.render("x.html") == "y"
    assert themes.load().templates.closure("x.html")[::2] == ["x.html", "y.html"]


def test_a_template_that_is_not_utf8_is_named(themes: Themes) -> None:
    themes.template("child", "x.html", '{% include "y.html" %}')
    themes.template("child", "y.html", "")
    (themes.site / "themes/child/templates/y.html").write_bytes(b"caf\xe9")
    assert themes.fails("x.html") == [
        "themes/child/templates/y.html:1:1: error[NG802] the file is not UTF-8",
        "    hint: Save it again as UTF-8.",
    ]


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
    (found,) = error.value.diagnostics
    assert (found.code, found.span.path, found.span.line) == ("NG802", f"themes/{place}.html", 2)
    assert found.message == f"the template extends {words}"
    assert hint in found.hint


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
    found = themes.fails("x.html", site={"accent": "#fff"}, page=ReleasePage())
    assert found[0].endswith(f"the template fails on force/a.md: {words}")


def test_what_is_the_same_on_every_page_is_rendered_once(themes: Themes) -> None:
    themes.template("child", "x.html", "{% once %}{{ site }}{% endonce %} {{ page }}")
    renderer = Renderer(themes.load(), lambda source: source)
    first, second = "first", "second"
    made = [
        renderer.render("x.html", site=site, page=page, subject="s").decode()
        for site, page in ((first, 1), (first, 2), (second, 3), (first, 4))
    ]
    assert made == ["first 1", "first 2", "second 3", "first 4"]


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
    found = themes.fails("x.html", site="s", page="p")
    assert found[0].startswith("themes/child/templates/x.html:2:1: error[NG803]")
    assert "only site may be used in once" in found[0]


def test_once_may_be_once_for_each_value_of_a_name(themes: Themes) -> None:
    body = "{% set a = page %}{% once a %}{{ site }}{{ a }}{% endonce %}"
    themes.template("child", "x.html", body)
    renderer = Renderer(themes.load(), lambda source: source)
    pages = [
        renderer.render("x.html", site="S", page=page, subject="x") for page in ("1", "2", "1")
    ]
    assert pages == [b"S1", b"S2", b"S1"]


def test_once_for_a_name_refuses_another(themes: Themes) -> None:
    themes.template("child", "x.html", "{% set a = 1 %}{% once a %}{{ page }}{% endonce %}")
    assert "only site may be used in once, not page" in themes.fails("x.html", page="x")[0]


def test_a_word_comes_from_the_nearest_theme_and_else_from_english(themes: Themes) -> None:
    themes.write("parent", words__en_toml='one = "One"\ntwo = "Two"\n')
    themes.write("parent", words__cy_toml='one = "Un"\n')
    themes.write("child", words__en_toml='two = "2"\n', words__pl_toml='one = "Jeden"\n')
    words = themes.load().words
    own = {name: (words[name]["one"], words[name]["two"]) for name in words}
    assert own == {"cy": ("Un", "2"), "en": ("One", "2"), "pl": ("Jeden", "2")}


def test_a_theme_has_the_words_that_newsgen_itself_says(themes: Themes) -> None:
    themes.write("child", words__pl_toml='by_year = "{name} według lat"\n')
    words = themes.load().words
    assert words["en"]["by_year"] == "{name} by year"
    assert words["pl"]["by_year"] == "{name} według lat"


def test_a_word_that_leaves_no_place_for_a_name_is_refused(themes: Themes) -> None:
    themes.write("child", words__cy_toml='\nby_year = "{nmae} fesul blwyddyn"\n')
    found = themes.refused()
    assert (found.code, found.span.line) == ("NG802", 2)
    assert found.message == "the word by_year of cy lacks {name}"
    assert "{name} by year" in found.hint


def test_a_word_that_english_lacks_is_refused_on_its_line(themes: Themes) -> None:
    themes.write("child", words__en_toml='home = "Home"\n')
    themes.write("child", words__cy_toml='\nhme = "Hafan"\n')
    found = themes.refused()
    assert (found.code, found.span.path) == ("NG802", "themes/child/words/cy.toml")
    assert found.span.line == 2
    assert found.hint == "Did you mean home?"


def test_a_word_that_is_no_text_is_refused(themes: Themes) -> None:
    themes.write("child", words__en_toml="home = 5\n")
    assert "the word home should be text, but it is a number" in themes.refused().message


def test_the_shipped_theme_has_every_word_in_welsh() -> None:
    folder = Path(newsgen.__file__).parent / "themes/plain/words"
    english, welsh = (
        tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        for name in ("en", "cy")
    )
    assert english.keys() == welsh.keys()
    assert {word for word in english if english[word] == welsh[word]} == set()


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


def test_an_asset_has_its_digest_in_its_name_and_the_child_hides_the_parents(
    themes: Themes,
) -> None:
    themes.write("parent", assets__a="parent's", assets__b="both")
    before = themes.load().asset_links
    themes.write("child", assets__a="child's")
    after = themes.load()
    assert after.assets["a"][1] == b"child's"
    assert before["a"] != after.asset_links["a"]
    assert before["b"] == after.asset_links["b"]
    assert after.asset_links["a"].startswith("/assets/a.")


def test_a_rendered_asset_sees_the_options(themes: Themes) -> None:
    file = themes.site / "themes/child/assets/site.css.j2"
    file.parent.mkdir()
    file.write_text("a { color: {{ options.accent }} }")
    assert themes.load(accent="#abc").assets["site.css"][1] == b"a { color: #abc }"
    file.write_text("a {}\n{{ options.gone }}")
    with pytest.raises(NewsgenError) as error:
        _ = themes.load().assets
    assert error.value.diagnostics[0].code == "NG804"


def test_a_templates_digest_changes_with_all_it_refers_to(themes: Themes) -> None:
    themes.template("parent", "inner.html", "one")
    themes.template("parent", "other.html", "other")
    themes.template("child", "x.html", '{% include "inner.html" %}')
    before = themes.load().template_digest("x.html")
    themes.template("child", "inner.html", "two")
    themes.write("again", theme_toml='[theme]\ntitle = "A"\nextends = "child"\n')
    assert themes.load("again").template_digest("x.html") != before


def test_a_templates_digest_does_not_change_with_the_rest(themes: Themes) -> None:
    themes.template("parent", "x.html", "x")
    before = themes.load().template_digest("x.html")
    themes.template("child", "other.html", "other")
    themes.write("again", theme_toml='[theme]\ntitle = "A"\nextends = "child"\n')
    assert themes.load("again").template_digest("x.html") == before


def asset(themes: Themes, theme: str, name: str, text: str) -> Path:
    file = themes.site / "themes" / theme / "assets" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_an_asset_may_include_one_of_an_ancestor(themes: Themes) -> None:
    asset(themes, "parent", "site.css.j2", "a { color: {{ options.accent }} }\n")
    asset(themes, "parent", "more.css", "#a{#b{} {{ not rendered }}\n")
    asset(themes, "parent", "parts/c.css.j2", "c{}\n")
    included = ("parent/site.css.j2", "more.css", "parts/c.css.j2")
    text = "\n".join(f'{{% include "{name}" %}}' for name in included)
    asset(themes, "child", "site.css.j2", text)
    made = themes.load().assets["site.css"][1].decode()
    assert made == "a { color: #000000 }\n#a{#b{} {{ not rendered }}\n\nc{}"


def test_an_asset_has_another_address_when_what_it_includes_changes(themes: Themes) -> None:
    asset(themes, "child", "site.css.j2", '{% include "parent/site.css.j2" %}')
    asset(themes, "parent", "site.css.j2", "a{}")
    before = themes.load().digest
    asset(themes, "parent", "site.css.j2", "b{}")
    assert themes.load().digest != before


@pytest.mark.parametrize(
    ("text", "inner", "code", "place"),
    [
        ("\n{{ options.x }}", "", "NG804", "child/assets/site.css.j2:2"),
        ('{% include "parent/site.css.j2" %}', "\n{{ options.x }}", "NG804", "parent/assets"),
        ('{% include "parent/site.css.j2" %}', "\n{% if %}", "NG803", "parent/assets"),
        ('\n{% include "gone.css" %}', "", "NG802", "child/assets/site.css.j2:2"),
        ('{% include "site.css.j2" %}', "", "NG804", "child/assets/site.css.j2:1"),
    ],
)
def test_an_asset_that_fails_tells_its_file(
    themes: Themes, text: str, inner: str, code: str, place: str
) -> None:
    asset(themes, "child", "site.css.j2", text)
    asset(themes, "parent", "site.css.j2", inner)
    with pytest.raises(NewsgenError) as error:
        _ = themes.load().assets
    found = error.value.diagnostics[0]
    assert found.code == code
    assert f"{found.span.path}:{found.span.line}".startswith(f"themes/{place}")
    assert found.span.line == (1 if '"site.css' in text else 2)


def test_an_asset_may_include_nothing_from_outside_its_theme(
    themes: Themes, tmp_path: Path
) -> None:
    asset(themes, "child", "site.css.j2", '{% include "../../parent/theme.toml" %}')
    with pytest.raises(NewsgenError, match="is missing"):
        _ = themes.load().assets
    (tmp_path / "secret.css").write_text("a{}")
    asset(themes, "child", "site.css.j2", '{% include "parent/.link.css" %}')
    (tmp_path / "themes/parent/assets").mkdir()
    (tmp_path / "themes/parent/assets/.link.css").symlink_to(tmp_path / "secret.css")
    with pytest.raises(NewsgenError, match="leads out of the theme"):
        _ = themes.load().assets

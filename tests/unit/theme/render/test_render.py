"""Pages from templates: what these see, and whose they are."""

from tests.support.themes import CHILD, Themes


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


def test_templates_see_nothing_but_site_page_and_range(themes: Themes) -> None:
    themes.template("child", "x.html", "{% for n in range(2) %}{{ site }}{{ page }}{% endfor %}")
    assert themes.render("x.html", site="s", page="p") == "spsp"
    themes.template("child", "y.html", "{{ dict(a=1) }}")
    assert "'dict' is undefined" in themes.fails("y.html")[0]


def test_templates_of_the_site_are_named_where_a_shipped_one_fails(themes: Themes) -> None:
    """A copy from an older version, which the templates of this one do not fit."""
    themes.write("child", theme_toml=CHILD.replace("parent", "plain"))
    themes.template("child", "base.html", "{% block content %}{% endblock %}")
    themes.template("child", "_macros.html", "")
    first, hint = themes.fails("home.html")
    assert first.startswith("newsgen/themes/plain/templates/home.html:")
    assert "themes/child/templates/_macros.html, themes/child/templates/base.html" in hint

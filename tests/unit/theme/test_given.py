"""No template changes what pages that are made later are given."""

from dataclasses import dataclass
from typing import Any

import pytest

from newsgen.theme.load import load_theme
from newsgen.theme.render import Renderer
from tests.support.themes import Themes


@dataclass(frozen=True)
class View:
    """A view with maps in it."""

    fields: dict[str, Any]
    others: tuple["View", ...] = ()


SITE = View({"colour": "teal", "words": {"en": "News"}})
PAGE = View({"ward": "Quay"}, (View({"ward": "Pier"}),))


@pytest.fixture(params=[True, False], ids=["fast", "plain"], autouse=True)
def device(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        monkeypatch.setattr("newsgen.fast.jinja.is_on", lambda _: False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{{ page.fields.pop("ward") }}', "page.fields"),
        ('{% set _ = site.fields.update({"colour": "red"}) %}', "site.fields"),
        ("{% set _ = site.fields.words.clear() %}", "site.fields.words"),
        ("{% for o in page.others %}{{ o.fields.popitem() }}{% endfor %}", "o.fields"),
        ('{% macro m(map) %}{{ map.setdefault("a", 1) }}{% endmacro %}{{ m(page.fields) }}', "map"),
    ],
)
def test_a_map_of_a_view_stays_as_it_is(themes: Themes, text: str, name: str) -> None:
    themes.template("child", "x.html", text)
    said, *_, hint = themes.fails("x.html", site=SITE, page=PAGE)
    assert "would change what other pages show" in said
    assert hint == f"    hint: Change a copy: {{% set own = {name}.copy() %}}, then own."
    assert View({"colour": "teal", "words": {"en": "News"}}) == SITE
    assert View({"ward": "Quay"}, (View({"ward": "Pier"}),)) == PAGE


def test_a_template_may_change_a_map_of_its_own(themes: Themes) -> None:
    copied = "{% set own = page.fields.copy() %}{% set _ = own.update({'a': 1}) %}{{ own.a }}"
    literal = "{% set made = {} %}{% set _ = made.update({'b': 2}) %}{{ made.pop('b') }}"
    themes.template("child", "x.html", copied + literal)
    assert themes.render("x.html", site=SITE, page=PAGE) == "12"


def test_each_page_has_views_of_its_own(themes: Themes) -> None:
    themes.template("child", "x.html", "{{ page.fields.pop('ward') if page.fields else '' }}")
    renderer = Renderer(load_theme(themes.site, "child", {}), str)
    assert renderer.render("x.html", site=SITE, page=View({}), subject="a") == b""
    with pytest.raises(Exception, match="pop would change"):
        renderer.render("x.html", site=SITE, page=PAGE, subject="a")

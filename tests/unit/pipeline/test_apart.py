"""Assets of a theme that is not trusted are rendered in a process that is ended in time."""

import multiprocessing
import time
from pathlib import Path

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.pipeline import _apart
from newsgen.pipeline._apart import render_apart
from newsgen.theme.load import Theme, load_theme
from tests.support.site import write

ENDLESS = "{% for a in range(90000) %}{% for b in range(90000) %}BODY{% endfor %}{% endfor %}"
TOO_MUCH = {
    "times": '{{ "a" * 10**10 }}',
    "times of a list": "{{ ([1] * 10**9)|length }}",
    "center": '{{ "a".center(9999999999) }}',
    "center by filter": '{{ "a"|center(9999999999) }}',
    "ljust": '{{ "a".ljust(9999999999) }}',
    "zfill": '{{ "a".zfill(9999999999) }}',
    "expandtabs": '{{ "\\t".expandtabs(2147483647) }}',
    "format": '{{ "{:9999999999}".format(1) }}',
    "format by filter": '{{ "%9999999999d"|format(1) }}',
    "indent": '{{ "a\\nb"|indent(10**10) }}',
    "batch": '{{ [1]|batch(10**9, "x")|list }}',
    "slice": "{{ [1]|slice(10**9)|list }}",
    "join": '{{ (["a"] * 10**7)|join("b" * 10**5) }}',
    "replace": '{{ ("a" * 10**5)|replace("a", "b" * 10**6) }}',
    "doubled": '{% set n = namespace(a="x") %}{% for i in range(60) %}'
    "{% set n.a = n.a ~ n.a %}{% endfor %}",
    "power": "{{ (7 ** (10 ** 9)) % 2 }}",
    "loops": ENDLESS.replace("BODY", ""),
    "sorts": ENDLESS.replace("BODY", "{{ range(99999)|sort|length }}"),
    "macros": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
    "{{ m(100) }}",
    "sum": "{{ ([[1]] * 10**6)|sum(start=[]) }}",
}


def theme(site: Path, **assets: str) -> Theme:
    write(site / "themes/local/theme.toml", '[theme]\ntitle = "Local"\nextends = "plain"\n')
    for name, text in assets.items():
        write(site / f"themes/local/assets/{name}.css.j2", text)
    return load_theme(site, "local", {})


def refused(theme: Theme) -> str:
    with pytest.raises(NewsgenError) as error:
        render_apart(theme)
    (diagnostic,) = error.value.diagnostics
    return f"{diagnostic.span.path}: {diagnostic.code} {diagnostic.message}"


@pytest.mark.rotates(8)
@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_takes_too_much_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(_apart, "SECONDS", 0)
    monkeypatch.setattr(_apart, "PATIENCE", 2)
    said = refused(theme(tmp_path, late=text, after="b {}", a_first="a {}"))
    assert said.startswith("themes/local/assets/late.css.j2: NG804 the asset cannot be rendered in")
    assert multiprocessing.active_children() == []


def test_a_process_that_does_nothing_is_ended_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_apart, "PATIENCE", 0.1)
    monkeypatch.setattr(_apart, "_limit", lambda: time.sleep(60))
    assert "plain/assets/embed.js: NG804" in refused(theme(tmp_path))
    assert multiprocessing.active_children() == []


def test_what_is_wrong_in_an_asset_is_said_as_ever(tmp_path: Path) -> None:
    for text in ("{{ options.nope }}", "{% if %}", '{% include "nope.css" %}', "{{ 1 / 0 }}"):
        broken = theme(tmp_path, late=text)
        with pytest.raises(NewsgenError) as here:
            _ = broken.assets
        with pytest.raises(NewsgenError) as apart:
            render_apart(broken)
        assert apart.value.diagnostics == here.value.diagnostics
        assert apart.value.exit_code == here.value.exit_code


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_the_assets_are_those_of_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    monkeypatch.setattr(_apart, "START_METHOD", method)
    rendered = theme(tmp_path, late="a { width: {{ 6 * 7 }}px }")
    render_apart(rendered)
    assert vars(rendered)["assets"] == theme(tmp_path).assets

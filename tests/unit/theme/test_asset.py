"""Assets: inheritance, names with digests, and what they may include."""

from pathlib import Path

import pytest

from newsgen.diagnostics import NewsgenError
from tests.support.themes import Themes


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
    sheet = themes.load().assets["site.css"][1].decode()
    assert sheet == "a { color: #000000 }\n#a{#b{} {{ not rendered }}\n\nc{}"


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
    diagnostics = error.value.diagnostics[0]
    assert diagnostics.code == code
    assert f"{diagnostics.span.path}:{diagnostics.span.line}".startswith(f"themes/{place}")
    assert diagnostics.span.line == (1 if '"site.css' in text else 2)


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

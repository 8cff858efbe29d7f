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


@pytest.mark.parametrize("name", ["site.css.j2", "site.css", "site.js"])
def test_an_asset_with_marks_of_a_merge_is_refused(themes: Themes, name: str) -> None:
    asset(themes, "child", name, "a{}\n<<<<<<< HEAD\nb{}\n=======\nc{}\n>>>>>>> other\n")
    with pytest.raises(NewsgenError) as error:
        _ = themes.load().assets
    (diagnostic,) = error.value.diagnostics
    assert (diagnostic.code, diagnostic.span.line) == ("NG802", 2)
    assert diagnostic.span.path.endswith(f"child/assets/{name}")
    assert "“<<<<<<< HEAD” was left by a merge" in diagnostic.message


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


def test_a_style_sheet_names_other_assets_by_relative_addresses(themes: Themes) -> None:
    asset(themes, "parent", "fonts/a b.woff2", "font")
    asset(themes, "child", "css/colours.css", "b{}")
    named = {
        "url(../fonts/a%20b.woff2)": "fonts/a b.woff2",
        "url('../fonts/a%20b.woff2')": "fonts/a b.woff2",
        'url( "../fonts/a%20b.woff2" )': "fonts/a b.woff2",
        'url("./../fonts/a%20b.woff2")': "fonts/a b.woff2",
        'url("../fonts/a%20b.woff2?#iefix")': "fonts/a b.woff2",
        '@import "colours.css"': "css/colours.css",
        "@import url(colours.css)": "css/colours.css",
    }
    text = "\n".join(named)
    asset(themes, "child", "css/plain.css", text)
    asset(themes, "child", "css/rendered.css.j2", text + "{{ options.accent }}")
    theme = themes.load()
    links = theme.asset_links
    for name in ("css/plain.css", "css/rendered.css"):
        lines = theme.assets[name][1].decode().removesuffix("#000000").splitlines()
        for (before, other), after in zip(named.items(), lines, strict=True):
            assert links[other] in after, (before, after)
            assert after.endswith('?#iefix")' if "iefix" in before else before[-2:].strip())
    old = links["css/plain.css"]
    asset(themes, "parent", "fonts/a b.woff2", "another font")
    assert themes.load().asset_links["css/plain.css"] != old


@pytest.mark.parametrize(
    "text",
    [
        "a{background:url(/images/a.png)}",
        "a{background:url(https://x.example/a.woff2)}",
        "a{background:url(//x.example/a.woff2)}",
        "a{background:url(data:font/woff2;base64,AAAA)}",
        "a{background:url(#a)}",
        "a{background:url()}",
        "a{background:url(../images/a.png)}",
        "a{background:url(gone.woff2)}",
        "/* url(plain.css) is this one */",
        "a{content:'a.woff2'}",
        "a{content:'caf\xe9 url(/a)'}",
    ],
)
def test_other_addresses_stay_as_they_are(themes: Themes, text: str) -> None:
    asset(themes, "child", "a.woff2", "font")
    file = asset(themes, "child", "plain.css", "")
    file.write_bytes(text.encode("latin-1"))
    assert themes.load().assets["plain.css"][1] == text.encode("latin-1")


def test_a_rendered_asset_has_the_address_of_another(themes: Themes) -> None:
    asset(themes, "parent", "fonts/a.woff2", "font")
    asset(themes, "child", "parts.css.j2", 'b{src:url({{ asset("fonts/a.woff2") }})}')
    asset(themes, "child", "site.css.j2", '{% include "parts.css.j2" %}')
    asset(themes, "child", "data.json.j2", '{"sheet": "{{ asset("site.css") }}"}')
    theme = themes.load()
    links = theme.asset_links
    assert theme.assets["site.css"][1].decode() == f"b{{src:url({links['fonts/a.woff2']})}}"
    assert theme.assets["data.json"][1].decode() == f'{{"sheet": "{links["site.css"]}"}}'


@pytest.mark.parametrize(
    ("text", "other", "said"),
    [
        ('\n{{ asset("fonts/b.woff2") }}', "", "did you mean fonts/a.woff2"),
        ('\n{{ asset("site.css") }}', "", "“site.css” needs its own address"),
        ('\n{{ asset("b.css") }}', '{{ asset("site.css") }}', "needs its own address"),
    ],
)
def test_an_asset_that_is_not_there_or_needs_itself_is_an_error(
    themes: Themes, text: str, other: str, said: str
) -> None:
    asset(themes, "child", "fonts/a.woff2", "font")
    asset(themes, "child", "site.css.j2", text)
    asset(themes, "child", "b.css.j2", other)
    with pytest.raises(NewsgenError) as error:
        _ = themes.load().assets
    (diagnostic,) = error.value.diagnostics
    assert (diagnostic.code, said in diagnostic.message) == ("NG804", True), diagnostic.message
    assert (diagnostic.span.path, diagnostic.span.line) == ("themes/child/assets/site.css.j2", 2)


@pytest.mark.parametrize("name", ["site.css", "fonts/mark.svg"])
def test_an_asset_beside_one_that_is_rendered_is_refused(themes: Themes, name: str) -> None:
    folder = themes.site / "themes/child/assets"
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("<svg/>")
    (folder / f"{name}.j2").write_text("<svg/>")
    with pytest.raises(NewsgenError) as error:
        _ = themes.load().assets
    (wrong,) = error.value.diagnostics
    assert (wrong.code, wrong.span.path) == ("NG802", f"themes/child/assets/{name}")
    assert f"{name} and {name}.j2 are both published as {name}" in wrong.message
    (folder / name).unlink()
    assert name in themes.load().assets


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('{{ "a" | miles }}', "An asset has Jinja's own filters only"),
        ("{{ [1, 2] | random }}", "A page is the same whenever it is made"),
        ("{{ lipsum() }}", ""),
    ],
)
def test_a_filter_that_assets_lack_is_an_error(themes: Themes, text: str, hint: str) -> None:
    asset(themes, "child", "site.css.j2", text)
    with pytest.raises(NewsgenError) as error:
        _ = themes.load().assets
    assert hint in error.value.diagnostics[0].hint

"""Style sheets: where their lines are from, what they request, and the contrast of their pairs."""

import tomllib
from pathlib import Path

import pytest

from newsgen.config import Config
from newsgen.contract._contrast import by_option
from newsgen.contract._styles import (
    contrasts,
    pairs_of,
    requests,
    sheets_of,
    unbalanced,
    unset,
)
from newsgen.contract.check import check_theme
from newsgen.diagnostics import Diagnostic
from newsgen.theme.load import Theme, load_theme
from tests.support.site import write

HOST = "www.northshire.police.example"


def theme(site: Path, sheet: str, more: str = "") -> Theme:
    write(site / "themes/own/theme.toml", '[theme]\ntitle = "Own"\n' + more)
    write(site / "themes/own/assets/site.css", sheet)
    return load_theme(site, "own", {})


def requested(site: Path, sheet: str) -> list[Diagnostic]:
    sheets, unread = sheets_of(theme(site, sheet))
    assert unread == []
    return list(requests(sheets, {HOST}))


@pytest.mark.parametrize(
    "sheet",
    [
        '@import "https://fonts.example/a.css";',
        "a { background: url(//images.example/a.png) }",
        "@media print { a { background: url('https://images.example/é.png') } }",
        "@font-face { src: url(http://fonts.example/a.woff2) }",
        "a { background: url(https://[images.example/a.png) }",
    ],
)
def test_a_request_to_another_host_is_told_on_its_line(tmp_path: Path, sheet: str) -> None:
    (actual,) = requested(tmp_path, f"/* – */\n\n{sheet}\n")
    assert (actual.span.path, actual.span.line) == ("themes/own/assets/site.css", 3)


@pytest.mark.parametrize(
    "sheet",
    [
        "a { background: url(/images/a.png) }",
        f"a {{ background: url(https://{HOST}/a.png) }}",
        "a { background: url(data:image/png;base64,x) }",
        "/* url(https://images.example/a.png) */",
        'a::after { content: "https://images.example/" }',
    ],
)
def test_what_stays_here_is_not(tmp_path: Path, sheet: str) -> None:
    assert requested(tmp_path, sheet) == []


def test_the_shipped_theme_asks_nobody_and_has_contrast() -> None:
    plain = load_theme(Path("/nowhere"), "plain", {})
    sheets, unread = sheets_of(plain)
    pairs = list(pairs_of(plain))
    assert len(pairs) > 5
    assert [*unread, *requests(sheets, {HOST}), *contrasts(plain, sheets, pairs)] == []
    assert {span.path.rpartition("/")[2] for _, span in pairs} == {"theme.toml"}


OF_PLAIN = '[theme]\ntitle = "Own"\nextends = "plain"\n'
CONFIG = '[site]\ntitle = "A"\n\n[theme.options]\naccent = "#6fa8dc"\n'


def low(site: Path, more: str, config: str = "", sheet: str = "") -> list[Diagnostic]:
    write(site / "themes/own/theme.toml", OF_PLAIN + more)
    if sheet:
        include = '{% include "plain/site.css.j2" %}\n'
        write(site / "themes/own/assets/site.css.j2", include + sheet)
    options = tomllib.loads(config).get("theme", {}).get("options", {})
    loaded = load_theme(site, "own", options, config)
    sheets, _ = sheets_of(loaded)
    return list(by_option(contrasts(loaded, sheets, pairs_of(loaded)), loaded, config))


@pytest.mark.parametrize(
    ("more", "config", "path", "line"),
    [
        ("", CONFIG, "newsgen.toml", 5),
        ("", '[theme]\noptions = { accent = "#6fa8dc" }\n', "newsgen.toml", 2),
        ("", 'theme.options.accent = "#6fa8dc"\n', "newsgen.toml", 1),
        (
            '[options.accent]\ntype = "colour"\ndefault = "#6fa8dc"\n',
            "",
            "themes/own/theme.toml",
            6,
        ),
    ],
)
def test_low_contrast_of_an_option_is_told_once_where_the_option_is_set(
    tmp_path: Path, more: str, config: str, path: str, line: int
) -> None:
    (actual,) = low(tmp_path, more, config)
    assert (actual.span.path, actual.span.line) == (path, line)
    assert actual.message == (
        "the option accent, #6fa8dc, gives 5 pairs of colours too little contrast"
    )
    assert len(actual.related) == 5
    assert "--on-band on --band has a contrast of 2.5" in actual.related[-1].message


def test_an_option_behind_var_is_named_too(tmp_path: Path) -> None:
    more = (
        '[options.note]\ntype = "colour"\ndefault = "#cccccc"\n'
        '[contrast]\npairs = [["note", "page", 4.5]]\n'
    )
    sheet = ":root {\n  --base: {{ options.note }};\n  --note: var(--base);\n}\n"
    light = low(tmp_path, more, sheet=sheet)
    assert [(d.span.path, d.span.line) for d in light] == [("themes/own/theme.toml", 6)]


def test_a_colour_of_the_sheet_itself_is_told_there(tmp_path: Path) -> None:
    more = '[contrast]\npairs = [["note", "page", 4.5]]\n'
    actual = low(tmp_path, more, sheet=":root { --note: #777; }\n")
    assert {(d.span.path, d.span.line) for d in actual} == {("themes/own/assets/site.css.j2", 2)}


@pytest.mark.parametrize(
    ("sheet", "line", "said"),
    [
        (".a { color: red;\n.b { color: red; }\n", 3, "“{” is never closed"),
        (".a { color: red; }\n}\n.b { color: red; }", 4, "“}” closes nothing"),
        ("@media print { .a { color: red; }\n", 3, "“{” is never closed"),
        (".a { color: rgb(1, 2, 3; }\n", 3, "“}” closes nothing"),
        (".a[href { color: red; }\n", 3, "is never closed"),
    ],
)
def test_brackets_that_are_not_closed_are_found(
    tmp_path: Path, sheet: str, line: int, said: str
) -> None:
    sheets, _ = sheets_of(theme(tmp_path, "/* { */\n\n" + sheet))
    (actual,) = unbalanced(sheets)
    assert (actual.code, actual.span.line) == ("NG802", line)
    assert said in actual.message


@pytest.mark.parametrize(
    "sheet",
    [
        '/* } */ .a::after { content: "}"; }',
        ".a { background: url(a(1.png) } /* an address has no bracket of its own */",
        ".a::before { content: '\\'{'; } .a\\{b { color: red }",
        "@media print { .a { color: rgb(1 2 3 / calc(1 * (2 + 3))); } .b { } }",
        ":root { --empty: {}; }",
    ],
)
def test_brackets_that_are_closed_are_not(tmp_path: Path, sheet: str) -> None:
    sheets, _ = sheets_of(theme(tmp_path, sheet))
    assert list(unbalanced(sheets)) == []


def test_a_custom_property_that_nothing_sets_is_found_once(tmp_path: Path) -> None:
    sheet = ":root { --accent: red; }\n.a { color: var(--acent); }\n.b { color: var( --acent ); }\n"
    loaded = theme(tmp_path, sheet, 'extends = "plain"\n')
    sheets, _ = sheets_of(loaded)
    accents = [d for d in unset(loaded, sheets) if "--acent" in d.message]
    ((actual),) = accents
    assert (actual.span.path, actual.span.line) == ("themes/own/assets/site.css", 2)
    assert actual.hint == "Did you mean --accent?"


@pytest.mark.parametrize(
    "more",
    [
        ".a { color: var(--gone, red); }",
        ".a { --here: red; color: var(--here); }",
        "@property --typed { syntax: '*'; } .a { color: var(--typed); }",
        "/* var(--gone) */",
        ".a { color: var(--by-script); }",
        ".a { color: var(--by-template); }",
    ],
)
def test_a_custom_property_that_is_set_somewhere_is_not(tmp_path: Path, more: str) -> None:
    write(tmp_path / "themes/own/assets/a.js", 'x.style.setProperty("--by-script", "red");')
    extends = '{% extends "plain/base.html" %}'
    attribute = '{% block footer_extra %}<p style="--by-template: red"></p>{% endblock %}'
    write(tmp_path / "themes/own/templates/base.html", extends + attribute)
    write(tmp_path / "themes/own/assets/more.css", more)
    write(tmp_path / "themes/own/theme.toml", OF_PLAIN)
    loaded = load_theme(tmp_path, "own", {})
    assert list(unset(loaded, sheets_of(loaded)[0])) == []


@pytest.mark.rotates(4)
@pytest.mark.parametrize(
    ("name", "sheet", "is_told"),
    [
        ("site.css", ".a { color: red; }", True),
        ("site.css.j2", ".a { color: {{ options.accent }}; }", True),
        ("site.css.j2", '{% include "plain/site.css.j2" %}', False),
        ("other.css", ".a { color: red; }", False),
    ],
)
def test_a_style_sheet_that_replaces_an_older_one_is_told_once(
    tmp_path: Path, name: str, sheet: str, is_told: bool
) -> None:
    write(tmp_path / "themes/own/theme.toml", OF_PLAIN)
    write(tmp_path / f"themes/own/assets/{name}", sheet)
    report = check_theme(load_theme(tmp_path, "own", {}), Config())
    places = [(d.code, d.span.path) for d in report.diagnostics]
    assert places == [("NG802", f"themes/own/assets/{name}")] * is_told
    hints = [d.hint for d in report.diagnostics]
    assert all(hint.startswith('Begin with {% include "plain/site.css.j2" %}') for hint in hints)

"""Style sheets: where their lines are from, what they request, and the contrast of their pairs."""

import tomllib
from pathlib import Path

import pytest

from newsgen.contract._contrast import by_option
from newsgen.contract._styles import contrasts, pairs_of, requests, sheets_of
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
OF_OPTION = '[options.accent]\ntype = "colour"\ndefault = "#6fa8dc"\n'
CONFIG = '[site]\ntitle = "A"\n\n[theme.options]\naccent = "#6fa8dc"\n'


def low(site: Path, more: str, config: str = "", sheet: str = "") -> list[Diagnostic]:
    write(site / "themes/own/theme.toml", OF_PLAIN + more)
    if sheet:
        include = '{% include "plain/site.css.j2" %}\n'
        write(site / "themes/own/assets/site.css.j2", include + sheet)
    options = tomllib.loads(config).get("theme", {}).get("options", {})
    own = load_theme(site, "own", options, config)
    sheets, _ = sheets_of(own)
    return list(by_option(contrasts(own, sheets, pairs_of(own)), own, config))


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

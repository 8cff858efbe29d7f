"""Style sheets: where their lines are from, what they request, and the contrast of their pairs."""

from pathlib import Path

import pytest

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
    assert [*unread, *requests(sheets, {HOST}), *contrasts(sheets, pairs)] == []
    assert {span.path.rpartition("/")[2] for _, span in pairs} == {"theme.toml"}

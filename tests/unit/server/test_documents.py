"""The server's own pages: strict, escaped, and complete."""

from pathlib import Path

import pytest

from newsgen.codes import CODES
from newsgen.pipeline.live import EVERYTHING
from newsgen.server._documents import HEADERS, LONGEST, broken, explanation, panel
from newsgen.server._page import PageResponse
from newsgen.server.findings import BrowserFindings
from newsgen.theme.load import load_theme
from tests.support.builds import AT, URL, appeal
from tests.support.nasty import FOUND, write_files
from tests.support.serving import previewed
from tests.support.site import CONFIG

SITE = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("a", "2026-03-01", body="Officers ask & <em>ask</em>. " * 200),
}
NO_PAGE = PageResponse(404, {}, b"", "")


def test_every_problem_is_on_the_page_and_none_can_break_it(tmp_path: Path) -> None:
    write_files(tmp_path)
    text = broken(FOUND, BrowserFindings(tmp_path))
    assert all(diagnostic.code in text for diagnostic in FOUND)
    assert "<b>twice</b>" not in text
    assert "&lt;b&gt;twice&lt;/b&gt;" in text
    assert "\x1b" not in text


def test_no_problem_is_a_page_too(tmp_path: Path) -> None:
    assert "<html" in broken([], BrowserFindings(tmp_path))


@pytest.mark.parametrize("code", ["NG410", "NG601", "NG511"])
def test_a_code_is_explained_with_how_to_be_rid_of_it(code: str) -> None:
    text = explanation(code)
    assert text is not None
    assert CODES[code].name in text
    assert "How to fix it" in text


def test_a_rule_of_the_site_is_explained_in_its_own_words() -> None:
    text = explanation("SITE-HOUSE-STYLE")
    assert text is not None
    assert "SITE-house-style" in text
    assert "newsgen plugins" in text


@pytest.mark.parametrize("code", ["NG999", "SITE-", "", "ng410", "../NG410", "<b>"])
def test_what_is_no_code_has_no_explanation(code: str) -> None:
    assert explanation(code) is None


def test_the_panel_of_no_page_has_its_facts_escaped() -> None:
    text = panel({"Address": "/<script>"}, NO_PAGE, None, "")
    assert "/&lt;script&gt;" in text
    assert "<script>" not in text


def test_the_panel_shows_templates_chain_and_the_view_cut_short(site: Path) -> None:
    with previewed(site, lambda: AT) as preview:
        preview.refresh(EVERYTHING)
        page = preview.page("", "/news/a.aspx")
        text = panel(
            {"Address": "/news/a.aspx"}, page, load_theme(site, "plain", {}), "/news/a.aspx"
        )
    assert "release.html" in text
    assert "plain" in text
    assert 'href="/news/a.aspx"' in text
    assert f"{URL}/news/a.aspx" in text
    assert "…" in text
    assert "ask & <em>" not in text
    assert len(text) < 40 * LONGEST


def test_no_script_but_the_servers_own_runs_on_them() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert HEADERS["Cache-Control"] == "no-store"

"""Responses of the preview: from the latest edition, as a web server would give them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsgen.pipeline.live import EVERYTHING, Changes
from newsgen.server.preview import LARGE, Preview, RootAddresses
from tests.support.builds import AT, appeal, built
from tests.support.serving import previewed, without_snippet
from tests.support.site import CONFIG, write

SITE = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("a", "2026-03-01", redirect_from="/old.aspx"),
    "content/b.md": appeal("b", "2026-03-02", body="Call 0800 55 111, Crimestoppers."),
    "content/leaflet.txt": b"x" * (LARGE + 1),
    "content/c.md": appeal("c", "2026-03-03", body="See [the leaflet](/leaflet.txt)."),
}
TEMPLATE = "themes/own/templates/release.html"


@pytest.fixture
def preview(site: Path) -> Iterator[Preview]:
    with previewed(site, lambda: AT) as preview:
        preview.refresh(EVERYTHING)
        yield preview


def own_theme(site: Path, template: str) -> None:
    write(site / "themes/own/theme.toml", '[theme]\ntitle = "Own"\nextends = "plain"\n')
    write(site / TEMPLATE, template)
    text = CONFIG.replace('theme = "plain"', 'theme = "own"')
    write(site / "newsgen.toml", text)


def test_a_page_is_what_a_build_writes(site: Path, preview: Preview) -> None:
    page = preview.page("", "/news/a.aspx")
    assert (page.status, page.file) == (200, "news/a.aspx")
    built(site, cache=site / "another")
    assert without_snippet(page.body) == (site / "output/news/a.aspx").read_bytes()


def test_only_html_gets_the_snippet(preview: Preview) -> None:
    assert b"/.newsgen/" not in preview.page("", "/feed.atom").body
    assert b"/.newsgen/" in preview.page("", "/").body


def test_a_redirect_and_an_unknown_address_are_answered(preview: Preview) -> None:
    moved = preview.page("", "/old.aspx")
    assert (moved.status, moved.headers["Location"], moved.body) == (301, "/news/a.aspx", b"")
    assert preview.page("", "/nowhere").status == 404
    assert preview.page("", "/%2e%2e/secret").status == 400


def test_a_draft_and_a_held_release_say_how_to_see_them(site: Path, preview: Preview) -> None:
    plain = preview.page("", "/nowhere").body
    write(site / "content/d.md", appeal("d", "2026-03-01", status="draft").text())
    write(site / "content/e.md", appeal("e", "2026-07-21").text())
    preview.refresh(EVERYTHING)
    draft, held = preview.page("", "/news/d.aspx"), preview.page("", "/news/e.aspx")
    assert (draft.status, held.status) == (404, 404)
    assert b"content/d.md is a draft" in draft.body
    assert b"run: newsgen serve --drafts<" in draft.body
    assert b"content/e.md is held until 2026-07-21 10:00:00 BST" in held.body
    assert b"run: newsgen serve --as-of 2026-07-21T10:00:00+01:00<" in held.body
    assert without_snippet(draft.body) == without_snippet(held.body) == without_snippet(plain)
    mark = draft.mark
    write(site / "content/d.md", appeal("d", "2026-03-01").text())
    preview.refresh(EVERYTHING)
    assert preview.page("", "/news/d.aspx").status == 200
    assert preview.page("", "/news/d.aspx").mark != mark


def test_a_response_is_kept_for_its_edition_unless_it_is_large(preview: Preview) -> None:
    page = preview.page("", "/news/a.aspx")
    assert preview.known("", "/news/a.aspx") is page
    assert preview.page("", "/news/a.aspx") is page
    large = preview.page("", "/leaflet.txt")
    assert (large.status, len(large.body)) == (200, LARGE + 1)
    assert preview.known("", "/leaflet.txt") is None
    preview.refresh(Changes())
    assert preview.known("", "/news/a.aspx") is None


def test_addresses_are_kept_until_there_may_be_others(
    site: Path, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[str] = []
    read = RootAddresses.of

    def of(root: str, *site: Any) -> RootAddresses:
        reads.append(root)
        return read(root, *site)

    monkeypatch.setattr(RootAddresses, "of", of)
    for _ in range(2):
        preview.refresh(Changes())
        assert preview.page("", "/old.aspx").headers["Location"] == "/news/a.aspx"
    assert reads == [""]
    write(site / "content/a.md", appeal("a", "2026-03-01", redirect_from="/older.aspx").text())
    preview.refresh(Changes(frozenset({"a.md"})))
    assert preview.page("", "/older.aspx").headers["Location"] == "/news/a.aspx"
    assert preview.page("", "/old.aspx").status == 404
    assert reads == ["", ""]


def test_a_mark_changes_with_its_page_alone(site: Path, preview: Preview) -> None:
    before = {name: preview.page("", f"/news/{name}.aspx").mark for name in "ab"}
    write(site / "content/a.md", appeal("a", "2026-03-01", body="Other words.").text())
    preview.refresh(Changes(frozenset({"a.md"})))
    after = {name: preview.page("", f"/news/{name}.aspx") for name in "ab"}
    assert after["a"].mark != before["a"]
    assert after["b"].mark == before["b"]
    assert after["a"].rendered is not None
    assert after["a"].rendered.reason.startswith("This has changed: ")


def test_a_release_that_cannot_be_published_stays_as_it_was(site: Path, preview: Preview) -> None:
    write(site / "content/a.md", "---\ntitle: [\n---\n")
    edition = preview.refresh(Changes(frozenset({"a.md"})))
    assert [error.span.path for error in edition.errors] == ["content/a.md"]
    assert b"Appeal a" in preview.page("", "/news/a.aspx").body


def test_a_template_that_fails_leaves_the_last_page_and_says_so(site: Path) -> None:
    own_theme(site, '{% extends "plain/release.html" %}')
    with previewed(site, lambda: AT) as preview:
        preview.refresh(EVERYTHING)
        before = preview.page("", "/news/a.aspx")
        write(site / TEMPLATE, "{{ page.nonsense }}")
        preview.refresh(Changes(theme=True))
        page = preview.page("", "/news/a.aspx")
        assert without_snippet(page.body) == without_snippet(before.body)
        assert [failed.code for failed in page.failed] == ["NG804"]
        assert f">This is the page as it was. {TEMPLATE}:1:9: NG804 ".encode() in page.body
        assert preview.failed([("", "/news/a.aspx"), ("", "/")]) == page.failed


def test_a_filter_that_begins_to_fail_is_named_on_a_page_that_was_shown(site: Path) -> None:
    block = "{% block article_extra %}{{ 90 | miles }}{% endblock %}"
    own_theme(site, f'{{% extends "plain/release.html" %}}{block}')
    settings = (site / "newsgen.toml").read_text()
    write(site / "newsgen.toml", f'{settings}\n[plugins]\nfilters = ["miles"]\n')
    works, fails = ("def miles(km): return '56 miles'\n", "def miles(km):\n    return km / 0\n")
    with previewed(site, lambda: AT) as preview:
        write(site / "plugins/miles.py", works)
        preview.refresh(EVERYTHING)
        shown = preview.page("", "/news/a.aspx").body
        write(site / "plugins/miles.py", fails)
        preview.refresh(EVERYTHING)
        page = preview.page("", "/news/a.aspx")
        assert [failed.code for failed in page.failed] == ["NG723"]
        assert b"plugins/miles.py:2:1: NG723 the filter miles fails on content/a.md" in page.body
        write(site / "plugins/miles.py", works)
        preview.refresh(EVERYTHING)
        assert preview.page("", "/news/a.aspx").body == shown


def test_a_page_that_never_was_is_replaced_by_what_is_wrong(site: Path) -> None:
    own_theme(site, "{{ page.nonsense }}")
    with previewed(site, lambda: AT) as preview:
        preview.refresh(EVERYTHING)
        page = preview.page("", "/news/a.aspx")
        assert page.status == 500
        assert b"NG804" in page.body
        assert page.headers["Cache-Control"] == "no-store"


def test_a_page_whose_template_went_says_where_it_is_named(site: Path) -> None:
    own_theme(site, '{% extends "plain/release.html" %}')
    template = site / "themes/own/templates/pages/contact.html"
    write(template, '{% extends "page.html" %}')
    write(site / "content/us.md", "---\ntype: page\ntitle: Us\ntemplate: contact\n---\n\nHello.\n")
    with previewed(site, lambda: AT) as preview:
        preview.refresh(EVERYTHING)
        assert preview.page("", "/us/").status == 200
        template.unlink()
        preview.refresh(EVERYTHING)
        (wrong,) = preview.page("", "/us/").failed
        assert (wrong.code, wrong.span.path, wrong.span.line) == ("NG810", "content/us.md", 4)
        assert preview.edition.errors == (wrong,)
        assert preview.failed([("", "/us/")]) == (), "it is among the errors of the site"


def test_a_site_that_cannot_be_read_is_told_on_every_page(site: Path) -> None:
    write(site / "newsgen.toml", "[site\n")
    with previewed(site, lambda: AT) as preview:
        edition = preview.refresh(EVERYTHING)
        assert edition.frame is None
        page = preview.page("", "/anything")
        assert (page.status, page.failed) == (500, edition.trouble)
        assert preview.main_root() == ""
        assert preview.roots() == {}
        assert preview.theme_folders() == []
        assert preview.address("a.md") is None
        assert preview.findings_about(page) == []


def test_a_source_leads_to_its_page_and_the_page_to_its_findings(preview: Preview) -> None:
    assert preview.address("b.md") == ("", "/news/b.aspx")
    assert preview.address("none.md") is None
    actual = preview.findings_about(preview.page("", "/news/b.aspx"))
    assert {finding.span.path for finding in actual} == {"content/b.md"}
    assert preview.warnings_in(["b.md"]) == actual
    assert preview.findings_about(preview.page("", "/old.aspx")) == []


def test_the_warnings_of_a_saved_picture_are_in_the_releases_that_show_it(
    site: Path, preview: Preview
) -> None:
    release = appeal("d", "2026-03-01", body="![A van](/d.jpg)")
    write(site / "content/d.md", release.text())
    write(site / "content/d.jpg", "not a picture")
    preview.refresh(EVERYTHING)
    (warning,) = preview.warnings_in(["d.jpg"])
    assert (warning.code, warning.span.path) == ("NG551", "content/d.md")


def test_the_theme_and_its_ancestors_are_to_be_watched(site: Path) -> None:
    own_theme(site, '{% extends "plain/release.html" %}')
    with previewed(site, lambda: AT) as preview:
        preview.refresh(EVERYTHING)
        assert [folder.name for folder in preview.theme_folders()] == ["own", "plain"]


def test_pages_that_failed_are_tried_again_and_few_are_remembered(
    site: Path, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_theme(site, '{% extends "plain/release.html" %}{% block body %}{{ page.x }}{% endblock %}')
    preview.refresh(EVERYTHING)
    assert preview.failed([]) == ()
    assert preview.page("", "/news/a.aspx").status == 500
    (first,) = preview.failed([])
    assert "content/a.md" in first.message
    (other,) = preview.failed([("", "/news/b.aspx")])
    assert "content/b.md" in other.message, "its own comes before others of the same place"
    monkeypatch.setattr("newsgen.server.preview.MOST_FAILING", 1)
    preview.refresh(EVERYTHING)
    preview.page("", "/news/b.aspx")
    preview.page("", "/news/c.aspx")
    (last,) = preview.failed([])
    assert "content/c.md" in last.message
    write(site / TEMPLATE, '{% extends "plain/release.html" %}')
    preview.refresh(Changes(theme=True))
    assert preview.failed([]) == ()

"""A site kept up to date: each refresh looks at what changed, and mistakes are in the edition."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from newsgen.codes import Severity
from newsgen.diagnostics import NewsgenError
from newsgen.pipeline import live as live_site
from newsgen.pipeline.central import build
from newsgen.pipeline.live import EVERYTHING, Changes, Live
from newsgen.pipeline.session import open_session, preview_indexes
from tests.support.builds import AT, appeal, built, request
from tests.support.site import CONFIG, write

SITE = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("a", "2026-03-01"),
    "content/held.md": appeal("held", "2026-03-20"),
}


class Clock:
    now = AT


@pytest.fixture
def live(site: Path) -> Iterator[Live]:
    Clock.now = AT
    live = Live(request(site), lambda: Clock.now)
    live.refresh()
    yield live
    live.close()


def published(live: Live) -> set[str]:
    assert live.reader is not None
    return {r.source for is_there, r in live.reader.catalogue.releases.all() if is_there}


def test_changes_add_up() -> None:
    both = Changes(frozenset("a"), theme=True) | Changes(frozenset("b"), settings=True)
    assert both == Changes(frozenset("ab"), theme=True, settings=True)


def test_only_what_is_named_is_looked_at(site: Path, live: Live) -> None:
    write(site / "content/b.md", appeal("b", "2026-03-02").text())
    write(site / "content/c.md", appeal("c", "2026-03-02").text())
    edition = live.refresh(Changes(frozenset({"b.md"})))
    assert published(live) == {"a.md", "b.md"}
    assert edition.number == 2
    live.refresh(Changes(everything=True))
    assert published(live) == {"a.md", "b.md", "c.md"}


def test_warnings_in_old_releases_are_looked_for_later(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_site, "SOME", 2)
    for name in "xyz":
        body = "Call 0800 555 11 now."
        write(site / f"content/{name}.md", appeal(name, "2020-03-02", body).text())
    assert build(request(site)).diagnostics == []
    live = Live(request(site), lambda: AT)
    warnings = []
    for changes in (EVERYTHING, Changes(frozenset({"z.md"})), *[Changes(further=True)] * 2):
        if changes.content:
            (site / "content/z.md").write_text(
                appeal("z", "2020-03-02", "Ring 0800 555 11.").text()
            )
        edition = live.refresh(changes)
        warnings.append((edition.counts[Severity.WARNING], edition.is_behind))
    live.close()
    assert warnings == [(0, True), (1, True), (3, False), (3, False)]


def test_a_preview_with_broken_settings_looks_no_further(site: Path) -> None:
    write(site / "content/x.md", appeal("x", "2020-03-02").text())
    build(request(site))
    live = Live(request(site), lambda: AT)
    assert live.refresh().is_behind
    write(site / "newsgen.toml", "[site\n")
    assert not live.refresh(Changes(settings=True)).is_behind
    live.close()


def test_a_release_comes_at_its_time(live: Live) -> None:
    assert live.edition.until is not None
    Clock.now = AT + timedelta(days=6)
    assert live.edition.until < Clock.now.timestamp()
    live.refresh(Changes())
    assert published(live) == {"a.md", "held.md"}


def test_a_mistake_is_told_and_the_last_good_release_stays(site: Path, live: Live) -> None:
    write(site / "content/a.md", "---\ntitle: [\n---\n")
    edition = live.refresh(Changes(frozenset({"a.md"})))
    assert [error.span.path for error in edition.errors] == ["content/a.md"]
    assert published(live) == {"a.md"}
    write(site / "content/a.md", appeal("a", "2026-03-01").text())
    assert live.refresh(Changes(frozenset({"a.md"}))).errors == ()


def test_settings_that_cannot_be_used_leave_the_last_frame(site: Path, live: Live) -> None:
    frame = live.edition.frame
    write(site / "newsgen.toml", "[site\n")
    edition = live.refresh(Changes(settings=True))
    assert [trouble.code for trouble in edition.trouble] == ["NG701"]
    assert edition.frame is frame
    write(site / "newsgen.toml", CONFIG)
    assert live.refresh(Changes(settings=True)).trouble == ()


def test_what_another_newsgen_kept_from_us_is_looked_at_next_time(site: Path, live: Live) -> None:
    write(site / "content/b.md", appeal("b", "2026-03-02").text())
    with open_session(request(site)), pytest.raises(NewsgenError):
        live.refresh(Changes(frozenset({"b.md"})))
    live.refresh(Changes())
    assert published(live) == {"a.md", "b.md"}


def test_the_output_is_not_touched(site: Path, live: Live) -> None:
    assert live.edition.frame is not None
    assert not (site / "output").exists()


def test_an_edit_of_a_plugin_is_seen_and_a_broken_one_told(site: Path, live: Live) -> None:
    rule = (
        "from newsgen.plugins import Finding\ndef loud(release): return [Finding('it is loud')]\n"
    )
    write(site / "newsgen.toml", CONFIG + '[plugins]\nrules = ["loud"]\n')
    write(site / "plugins/loud.py", "def loud(release): return ()\n")
    before = sum(live.refresh(EVERYTHING).counts.values())
    write(site / "plugins/loud.py", rule)
    assert sum(live.refresh(EVERYTHING).counts.values()) > before
    write(site / "plugins/loud.py", "def loud(:\n")
    assert [d.code for d in live.refresh(EVERYTHING).trouble] == ["NG722"]
    write(site / "plugins/loud.py", rule)
    assert live.refresh(EVERYTHING).trouble == ()


def test_a_rule_forgets_what_was_taken_down(site: Path, live: Live) -> None:
    rule = (
        "from newsgen.plugins import Finding\nSEEN = set()\n"
        "def seen(release):\n    SEEN.add(release.title)\n    yield Finding(str(sorted(SEEN)))\n"
    )
    write(site / "plugins/seen.py", rule)
    write(site / "newsgen.toml", f'{CONFIG}\n[plugins]\nrules = ["seen"]\n')
    write(site / "content/0.md", appeal("secret", "2026-03-02").text())
    live.refresh(EVERYTHING)
    assert "secret" in said_of(live, "content/a.md")
    (site / "content/0.md").unlink()
    live.refresh(Changes(frozenset({"0.md"})))
    assert "Appeal a" in said_of(live, "content/a.md")
    assert "secret" not in said_of(live, "content/a.md")


def said_of(live: Live, path: str) -> str:
    assert live.reader is not None
    return str(live.reader.findings.reported_in(path))


def test_the_index_is_held_and_empty_after_each_change(site: Path, live: Live) -> None:
    """It has words that the change may have taken down; the next search makes it again."""
    (index,) = preview_indexes(site / ".newsgen")
    words = write(index / "1-/fragment/x.pf_fragment", "Appeal a")
    built(site)
    assert words.exists()
    live.refresh(Changes(frozenset({"a.md"})))
    assert not words.exists()
    built(site)
    assert index.is_dir()
    live.close()
    assert not index.exists()


def test_the_index_is_held_though_the_cache_was_lost(site: Path, live: Live) -> None:
    shutil.rmtree(site / ".newsgen")
    live.refresh()
    built(site)
    assert len([*preview_indexes(site / ".newsgen")]) == 1

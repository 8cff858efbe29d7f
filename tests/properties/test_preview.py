"""The preview shows what a build would write, byte for byte, after any sequence of edits."""

import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck

from newsgen.diagnostics import NewsgenError
from newsgen.pipeline.live import Changes, Live
from newsgen.pipeline.result import Request
from newsgen.pipeline.single import Singles
from newsgen.site.frame import PORTAL
from tests.properties.test_incremental import KEYS, LIVES, URLS, EditedSite
from tests.support.command import AS_OF, clean_build, clean_tree
from tests.support.draws import draws
from tests.support.site import HOSTS, Release, new_site, tree, write

HOST = HOSTS["Cumbria"]
SETTINGS = ("newsgen.toml", "urls.txt", "tombstones.txt")

Stamps = dict[str, tuple[int, int, int]]


class PreviewedSite(EditedSite):
    """A site that is edited while a preview is open, and now and then built beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.live: Any = None
        self.seen: tuple[Stamps, Stamps, Stamps] = {}, {}, {}

    def teardown(self) -> None:
        try:
            super().teardown()  # which may build once more
        finally:
            if self.live:
                self.live.close()

    def _build(self) -> None:
        self.edits = 0
        with clean_build(self.site, as_of=self.as_of, drafts=self.drafts) as (clean, folder):
            self.is_built = clean.code == 0
            self._look(tree(folder) if self.is_built else None)
        if self.patience == 2:  # a build beside the server
            self.live.refresh(Changes())
            super()._build()

    def _look(self, expected: dict[str, bytes] | None) -> None:
        if self.live is None or self.live.request.drafts != self.drafts:
            self._open()
        edition = self.live.refresh(self._changes())
        is_wrong = bool(edition.errors or edition.trouble)
        if expected is None:
            assert is_wrong or self._is_failing()
            return
        assert not is_wrong, (edition.errors, edition.trouble)
        _assert_shows(self.live, expected)

    def _is_failing(self) -> bool:
        """Tell whether some page fails to render: a template may."""
        edition, catalogue = self.live.edition, self.live.reader.catalogue
        singles = Singles(edition.frame, catalogue, self.live.renderer)
        places = [(root, path) for root in edition.frame.sites for path in singles.fixed(root)]
        for _, release in catalogue.releases():
            places.append((release.host if edition.frame.portal else "", release.path))
        failing = [single for place in places if (single := singles.find(*place))]
        try:
            for single in failing:
                singles.render(single)
        except NewsgenError:
            return True
        return False

    def _open(self) -> None:
        if self.live:
            self.live.close()
        request = Request(
            site=self.site,
            as_of=datetime.now(UTC),
            output=self.output,
            cache=self.site / ".newsgen",
            jobs=1,
            drafts=self.drafts,
        )
        self.live = Live(request, lambda: datetime.fromisoformat(self.as_of))
        self.live.refresh()
        self._changes()

    def _changes(self) -> Changes:
        """Say what has changed since this was last asked, as a watcher would."""
        before = self.seen
        self.seen = now = (
            _stamps(self.site / "content"),
            _stamps(self.site / "themes"),
            {name: s for f in SETTINGS for name, s in _stamps(self.site / f).items()},
        )
        content = {p for p in before[0] | now[0] if before[0].get(p) != now[0].get(p)}
        return Changes(frozenset(content), theme=before[1] != now[1], settings=before[2] != now[2])


def _assert_shows(live: Any, expected: dict[str, bytes]) -> None:
    """Assert that each file of a build is in the latest edition of a preview."""
    frame = live.edition.frame
    singles = Singles(frame, live.reader.catalogue, live.renderer)
    roots = [root for root in frame.sites if root != PORTAL]
    for file, data in expected.items():
        if file.endswith("/"):
            continue
        root = next((root for root in roots if file.startswith(f"{root}/")), "")
        if frame.portal and not root:
            root = PORTAL
        path = file.removeprefix(f"{root}/")
        assert singles.has(root, path), file
        single = singles.find(root, path)
        assert single
        assert single.target.path == file
        assert singles.render(single) == data, file


def _stamps(path: Path) -> Stamps:
    files = [path] if path.is_file() else [f for f in path.rglob("*") if f.is_file()]
    stamps = {f: os.lstat(f) for f in files}
    return {
        f.relative_to(path.parent if path.is_file() else path).as_posix(): (
            s.st_size,
            s.st_mtime_ns,
            s.st_ino,
        )
        for f, s in stamps.items()
    }


def test_releases_with_one_headline_have_the_titles_that_a_build_gives_them(
    tmp_path: Path,
) -> None:
    """Three of a day, of which two have one minute, and two that have no date."""
    dates = ("2025-03-05 10:00", "2025-03-05 10:00", "2025-03-05 11:00", None, None)
    releases = {
        f"{number}.md": Release("Again", url=f"https://{HOST}/{number}.aspx", date=date)
        for number, date in enumerate(dates)
    }
    site = new_site(tmp_path / "site", releases)
    built = clean_tree(site)
    now = datetime.fromisoformat(AS_OF)
    request = Request(site, now, site / "output", site / ".newsgen", jobs=1)
    live: Any = Live(request, lambda: now)
    try:
        edition = live.refresh()
        singles = Singles(edition.frame, live.reader.catalogue, live.renderer)
        actual = {}
        for number in range(len(dates)):
            single = singles.find("", f"{number}.aspx")
            assert single
            actual[f"{number}.aspx"] = singles.render(single)
    finally:
        live.close()
    assert actual == {path: built[path] for path in actual}
    titles = {re.search(rb"<title>(.*?)</title>", data)[1] for data in actual.values()}  # type: ignore[index]
    assert len(titles) == len(dates)


def test_a_file_is_published_as_soon_as_it_comes(tmp_path: Path) -> None:
    """Though the release that uses it has not changed."""
    release = Release("A", url=f"https://{HOST}/a.aspx", body="See [the form](form.txt).")
    site = new_site(tmp_path / "site", {"north/a.md": release})
    now = datetime.fromisoformat(AS_OF)
    live: Any = Live(Request(site, now, site / "output", site / ".newsgen", jobs=1), lambda: now)
    try:
        for exists in (False, True, False):
            (site / "content/north/form.txt").unlink(missing_ok=True)
            if exists:
                write(site / "content/north/form.txt", b"form")
            edition = live.refresh(Changes(frozenset({"north/form.txt"})))
            singles = Singles(edition.frame, live.reader.catalogue, live.renderer)
            assert singles.has("", "north/form.txt") is exists
    finally:
        live.close()


@pytest.mark.rotates(7)
@pytest.mark.parametrize("key", [None, *sorted(KEYS)])
def test_a_change_of_one_key_shows_as_in_a_build(tmp_path: Path, key: str | None) -> None:
    """Of the only release of its month, on which most outlines depend; None is its life."""
    changes = LIVES.values() if key is None else [{key: value} for value in KEYS[key] if value]
    release = Release("A", url=URLS[0], date="2020-03-05 10:49")
    other = Release("B", url=URLS[1], date="2020-04-01 09:00", more={"tags": "[x]"})
    site = new_site(tmp_path / "site", {"a.md": release, "b.md": other})
    with (site / "newsgen.toml").open("a") as settings:
        settings.write("[taxonomies.kind]\n[taxonomies.tags]\n")
    now = datetime.fromisoformat(AS_OF)
    live: Any = Live(Request(site, now, site / "output", site / ".newsgen", jobs=1), lambda: now)
    try:
        live.refresh()
        for more in [*changes, {}]:
            write(site / "content/a.md", replace(release, more=dict(more)).text())
            edition = live.refresh(Changes(frozenset({"a.md"})))
            with clean_build(site, as_of=AS_OF) as (clean, folder):
                assert bool(edition.errors) is (clean.code != 0)
                if clean.code == 0:
                    _assert_shows(live, tree(folder))
    finally:
        live.close()


TestPreview = PreviewedSite.TestCase
TestPreview.settings = draws(30, stateful_step_count=14, suppress_health_check=list(HealthCheck))

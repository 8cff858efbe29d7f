"""The preview's centre lives on whatever happens."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsgen.codes import Severity
from newsgen.diagnostics import NewsgenError
from newsgen.pipeline.central import build
from newsgen.pipeline.live import Changes, Edition
from newsgen.pipeline.result import Request
from newsgen.pipeline.session import locked
from newsgen.server.findings import BrowserFindings
from newsgen.server.hub import BREATH, Hub, News
from newsgen.server.preview import Preview
from tests.support.serving import demo_site, previewed, until


def test_a_bug_does_not_end_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    site = demo_site(tmp_path / "site")
    news: list[News] = []

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    async def use(preview: Preview) -> None:
        hub = Hub(preview, BrowserFindings(site), is_fixed=True)
        work = asyncio.create_task(hub.run(news.append))
        with monkeypatch.context() as broken:
            broken.setattr(preview.live, "refresh", fail)
            hub.note(Changes(everything=True))
            await until(lambda: bool(caplog.records))
        hub.note(Changes(everything=True))
        await until(lambda: bool(news))
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    now = datetime.now(UTC)
    with previewed(site, lambda: now) as preview, caplog.at_level(logging.ERROR):
        asyncio.run(asyncio.wait_for(use(preview), 30))
        assert "ZeroDivisionError" in caplog.text
        assert news[0].edition.errors == ()
        assert preview.page("", "/").status == 200


def tries(preview: Preview, site: Path, refresh: Callable[[], Edition], seconds: float) -> int:
    """Count how often the site is looked at though nothing changes."""
    count = 0

    def counted(*_: object, **__: object) -> Edition:
        nonlocal count
        count += 1
        return refresh()

    async def use() -> None:
        hub = Hub(preview, BrowserFindings(site), is_fixed=False)
        work = asyncio.create_task(hub.run(lambda _: None))
        await asyncio.sleep(seconds)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    preview.live.edition = replace(preview.edition, until=time.time() + 0.1)
    preview.refresh = counted  # type: ignore[method-assign]
    asyncio.run(use())
    return count


def test_a_time_that_passes_while_the_settings_are_broken_is_tried_once(tmp_path: Path) -> None:
    with previewed(tmp_path, lambda: datetime.now(UTC)) as preview:
        assert 1 <= tries(preview, tmp_path, lambda: preview.edition, 0.6) <= 2


def test_a_time_that_passes_while_another_is_at_work_is_tried_now_and_then(tmp_path: Path) -> None:
    def busy() -> Edition:
        raise NewsgenError(locked(tmp_path))

    with previewed(tmp_path, lambda: datetime.now(UTC)) as preview:
        assert 2 <= tries(preview, tmp_path, busy, 1.4) <= 4


NOTED = """\
---
title: Road closed
area: Northshire
url: https://www.northshire.police.example/news/2020/March/noted.aspx
date: 2020-03-05 10:00
updates:
  - at: 2020-03-06T09:00Z
    note: The road is open again.
---

The road is closed.
"""


def test_a_note_is_shown_when_its_time_comes(tmp_path: Path) -> None:
    site = demo_site(tmp_path / "site")
    (site / "content/noted.md").write_text(NOTED)
    times = [datetime(2020, 3, 6, 8, 59, 59, tzinfo=UTC), datetime(2020, 3, 6, 9, tzinfo=UTC)]
    with previewed(site, lambda: times[0]) as preview:
        edition = preview.refresh(Changes(everything=True))
        page = preview.page("", "/news/2020/March/noted.aspx")
        assert page.status == 200
        assert b"open again" not in page.body
        assert edition.until == times[1].timestamp()
        del times[0]
        preview.refresh(Changes())
        later = preview.page("", "/news/2020/March/noted.aspx")
        assert b"open again" in later.body
        assert later.mark != page.mark


def test_warnings_in_old_releases_are_looked_for_while_nothing_happens(tmp_path: Path) -> None:
    site = demo_site(tmp_path / "site")
    (site / "content/noted.md").write_text(NOTED.replace("is closed", "is closed: 0800 555 11"))
    now = datetime(2026, 3, 15, 12, tzinfo=UTC)
    built = build(Request(site, now, site / "output", site / ".newsgen", jobs=1))
    news: list[News] = []

    async def use(preview: Preview) -> None:
        hub = Hub(preview, BrowserFindings(site), is_fixed=True)
        work = asyncio.create_task(hub.run(news.append))
        await until(lambda: bool(news) and not news[-1].edition.is_behind)
        await asyncio.sleep(3 * BREATH)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    with previewed(site, lambda: now) as preview:
        before = preview.refresh(Changes(everything=True))
        assert before.is_behind
        asyncio.run(asyncio.wait_for(use(preview), 30))
    assert len(news) == 1, "then there is nothing to do"
    assert news[0].changes == Changes(further=True)
    warnings = [edition.counts[Severity.WARNING] for edition in (before, news[0].edition)]
    assert warnings[0] == len(built.diagnostics) < warnings[1]

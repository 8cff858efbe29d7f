"""The preview's centre lives on whatever happens."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from serving import demo_site

from newsgen.build import Request
from newsgen.build.live import Changes, Live
from newsgen.server.findings import Shown
from newsgen.server.hub import Hub, News
from newsgen.server.preview import Preview
from newsgen.server.snippet import Notice


async def until(is_so: Callable[[], bool]) -> None:
    while not is_so():  # noqa: ASYNC110 (what is waited for knows of no event)
        await asyncio.sleep(0.01)


def test_a_bug_does_not_end_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    site = demo_site(tmp_path / "site")
    now = datetime.now(UTC)
    request = Request(site=site, as_of=now, output=site / "output", cache=site / ".newsgen", jobs=1)
    live = Live(request, lambda: now)
    shown = Shown(site)
    preview = Preview(live, shown, Notice())
    told: list[News] = []

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    async def use() -> None:
        hub = Hub(preview, shown, is_fixed=True)
        work = asyncio.create_task(hub.run(told.append))
        with monkeypatch.context() as broken:
            broken.setattr(live, "refresh", fail)
            hub.note(Changes(everything=True))
            await until(lambda: bool(caplog.records))
        hub.note(Changes(everything=True))
        await until(lambda: bool(told))
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    with caplog.at_level(logging.ERROR):
        asyncio.run(asyncio.wait_for(use(), 30))
    assert "ZeroDivisionError" in caplog.text
    assert told[0].edition.errors == ()
    assert preview.page("", "/").status == 200
    live.close()


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
    request = Request(site, as_of=times[0], output=site / "output", cache=site / ".newsgen", jobs=1)
    live = Live(request, lambda: times[0])
    preview = Preview(live, Shown(site), Notice())
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

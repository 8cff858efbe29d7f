"""What the preview keeps in memory, and what it says of a theme that fails."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsgen.pipeline.live import EVERYTHING, Changes
from newsgen.server import preview as kept
from newsgen.server.findings import BrowserFindings
from newsgen.server.hub import Client, Hub, News
from newsgen.server.preview import Preview
from tests.support.pictures import saying
from tests.support.serving import previewed, until

RELEASE = "/newsroom/2024/March/Romance-fraud-six-signs-to-look-for.aspx"


@pytest.fixture
def preview(site: Path) -> Iterator[Preview]:
    with previewed(site, lambda: datetime.now(UTC)) as opened:
        yield opened


def test_what_is_kept_is_bounded_by_its_size(
    site: Path, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 500_000)
    monkeypatch.setattr(kept, "LARGE", 200_000)
    picture = next((site / "content").rglob("*.png"))
    target = "/" + picture.relative_to(site / "content").as_posix()
    frame = len(saying(b""))
    picture.write_bytes(saying(bytes(100_000 - frame)))
    preview.refresh(EVERYTHING)
    for number in range(20):
        assert len(preview.page("", f"{target}?{number}").body) == 100_000
    diagnostic = [preview.known("", f"{target}?{number}") for number in range(20)]
    assert 0 < len([page for page in diagnostic if page]) <= 5
    picture.write_bytes(saying(bytes(300_000 - frame)))
    preview.refresh(EVERYTHING)
    assert len(preview.page("", target).body) == 300_000
    assert preview.known("", target) is None


def use(preview: Preview, site: Path, work: Callable[[Hub, Client], Any], report: Any) -> Client:
    """Have an open page, and do work beside a running hub."""
    client = Client("", RELEASE)

    async def run() -> None:
        hub = Hub(preview, BrowserFindings(site), is_fixed=True)
        running = asyncio.create_task(hub.run(report))
        await hub.welcome(client)
        await work(hub, client)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(asyncio.wait_for(run(), 60))
    return client


async def noted(hub: Hub, client: Client, changes: Changes) -> None:
    client.waiting.clear()
    hub.note(changes)
    await client.waiting.wait()


def test_the_terminal_is_told_what_open_pages_are_told(site: Path, preview: Preview) -> None:
    preview.refresh(EVERYTHING)
    template = site / "themes/northshire/templates/release.html"
    news: list[News] = []
    states: list[Any] = []

    async def work(hub: Hub, client: Client) -> None:
        block = "{% block article_extra %}{{ page.release.nonsense.x }}{% endblock %}"
        for text in ('{% extends "plain/release.html" %}' + block, '{% extends "plain/no.html" %}'):
            count = len(news)
            template.parent.mkdir(exist_ok=True)
            template.write_text(text)
            await noted(hub, client, Changes(theme=True))
            states.append(client.news["state"])
            await until(lambda count=count: len(news) > count)  # type: ignore[misc]

    use(preview, site, work, news.append)
    [failing], [missing] = (state["errors"] for state in states)
    assert [diagnostic.code for diagnostic in news[0].failed] == [failing["code"]] == ["NG804"]
    assert missing["message"] == "the template plain/no.html is missing"
    assert missing["place"] == "themes/northshire/templates/release.html:1:13"
    assert states[1]["total"]["error"] == 1
    assert news[1].failed == ()
    assert len(news[1].edition.trouble) == 1


def test_a_page_that_fails_when_it_is_opened_is_told_of_too(site: Path, preview: Preview) -> None:
    template = site / "themes/northshire/templates/release.html"
    template.parent.mkdir(exist_ok=True)
    template.write_text("{{ page.nonsense }}")
    preview.refresh(EVERYTHING)
    news: list[News] = []

    async def work(_hub: Hub, _client: Client) -> None:
        await until(lambda: bool(news))

    use(preview, site, work, news.append)
    assert [diagnostic.code for diagnostic in news[0].failed] == ["NG804"]


MONTH = "/newsroom/2026/October/"
FAILING = '{% extends "plain/month.html" %}{% block content %}{{ page.cuont }}{% endblock %}'


def codes(errors: Iterable[Any]) -> list[str]:
    return [error["code"] for error in errors]


def test_a_page_that_failed_is_known_everywhere_until_it_can_be_made(
    site: Path, preview: Preview
) -> None:
    preview.refresh(EVERYTHING)
    template = site / "themes/northshire/templates/month.html"
    template.parent.mkdir(exist_ok=True)
    news: list[News] = []

    async def saved(hub: Hub, client: Client, text: str, changes: Changes) -> list[str]:
        count = len(news)
        template.write_text(text)
        await noted(hub, client, changes)
        await until(lambda: len(news) > count)
        state = client.news["state"]
        wrong = [*news[-1].edition.trouble, *news[-1].failed]
        assert state["total"]["error"] == len(state["errors"]) == len(wrong)
        return codes(state["errors"])

    async def work(hub: Hub, client: Client) -> None:
        theme = Changes(theme=True)
        assert await saved(hub, client, FAILING, theme) == [], "no page was asked for"
        client.waiting.clear()
        assert (await hub.page("", MONTH)).status == 500
        await client.waiting.wait()
        assert codes(client.news["state"]["errors"]) == ["NG804"]
        await until(lambda: bool(news[-1].failed))
        later = Client("", "/")
        await hub.welcome(later)
        assert codes(later.news["state"]["errors"]) == ["NG804"]
        source = Changes(content=frozenset({"a.md"}))
        assert await saved(hub, client, FAILING, source) == ["NG804"], "another save is no news"
        other = FAILING.replace("cuont", "cuonts")
        assert await saved(hub, client, other, theme) == ["NG804"]
        await saved(hub, client, "{% if %}", theme)  # now the theme cannot be used at all
        assert await saved(hub, client, other, theme) == ["NG804"]
        assert await saved(hub, client, '{% extends "plain/month.html" %}', theme) == []
        assert (await hub.page("", MONTH)).status == 200

    use(preview, site, work, news.append)


def test_open_pages_are_told_though_the_terminal_cannot_be(
    site: Path, preview: Preview, caplog: pytest.LogCaptureFixture
) -> None:
    preview.refresh(EVERYTHING)

    def report(_: News) -> None:
        raise ZeroDivisionError

    async def work(hub: Hub, client: Client) -> None:
        client.news = {}
        await noted(hub, client, Changes(content=frozenset({"a.md"})))
        await noted(hub, client, Changes(content=frozenset({"a.md"})))

    with caplog.at_level(logging.CRITICAL):
        assert "state" in use(preview, site, work, report).news

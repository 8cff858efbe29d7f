"""What is asked of an import, and the captures of its sources."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from newsgen.config import Config
from newsgen.importers.capture import Capture, CaptureSource
from newsgen.importers.plan import ImportPlan
from newsgen.model.urls import URLError, parse_url

CONTENT: Final = "content"
PAGES_IN_BATCH: Final = 16


@dataclass(frozen=True)
class Order:
    """What is asked for. `only` and `limit` are for trying."""

    site: Path
    sources: tuple[CaptureSource, ...]
    plan: ImportPlan
    config: Config
    is_dry: bool = False
    only: str = ""
    limit: int | None = None
    jobs: int = 1

    @cached_property
    def content(self) -> Path:
        return (self.site / CONTENT).resolve()


def captures_of(order: Order, wanted: Collection[str] | None = None) -> Iterator[Capture]:
    """Yield the captures of all sources; of several, origins begin with the source's number."""
    for number, source in enumerate(order.sources, 1):
        start = f"source {number}: " if len(order.sources) > 1 else ""
        places = wanted and {each.removeprefix(start) for each in wanted if each.startswith(start)}
        is_empty = wanted is None
        for capture in source.captures(places):
            is_empty = False
            if places is not None and capture.origin not in places:
                continue  # it cannot be read, which was said before
            yield replace(capture, origin=start + capture.origin) if start else capture
        if is_empty:
            yield Capture(f"source {number}", trouble="it has nothing that can be read")


def path_in(url: str) -> str:
    """Return the path of an address with its query, as patterns of a plan see it."""
    try:
        address = parse_url(url)
    except URLError:
        return "/" + url.partition("://")[2].partition("/")[2]
    return f"{address.path}?{address.query}" if address.query else address.path

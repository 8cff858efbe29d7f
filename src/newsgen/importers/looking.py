"""The first look at all captures: what is kept of each page to decide what becomes of it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from newsgen.config import Config
from newsgen.diagnostics import NewsgenError
from newsgen.importers.accounts import Accounts
from newsgen.importers.addresses import Accounting
from newsgen.importers.byte_order import as_utf8
from newsgen.importers.capture import Capture
from newsgen.importers.links import Links, links_of
from newsgen.importers.order import PAGES_IN_BATCH, Order, captures_of
from newsgen.importers.page import main_parts_of
from newsgen.importers.plan import ImportPlan
from newsgen.importers.seen import CaptureIndex, PageFacts, facts_of
from newsgen.pipeline.ledger import read
from newsgen.pipeline.result import Progress
from newsgen.pipeline.workers import batches, workers

_STAGE: Final = "Looking"


def accounted(order: Order, progress: Progress) -> tuple[CaptureIndex, Accounts]:
    """Look at every capture, and decide what becomes of each address.

    Raises:
        NewsgenError: urls.txt or tombstones.txt cannot be read.

    """
    ledger = read(order.site)
    if ledger.wrong:  # a line may be what keeps a release from coming back
        raise NewsgenError(*ledger.wrong)
    index = _look(order, progress)
    return index, Accounting(index, order.plan, order.config, ledger).accounts()


def _look(order: Order, progress: Progress) -> CaptureIndex:
    """Look at every capture, and keep what is needed to decide."""
    index = CaptureIndex()
    captures = (each if each.is_page else replace(each, body=b"") for each in captures_of(order))
    links = links_of(order.plan, order.config)
    context = (order.plan, order.config, links)
    with workers(_open_looker, context, jobs=order.jobs) as map_in_order:
        for batch in map_in_order(batches(captures, PAGES_IN_BATCH)):
            for capture, facts in batch:
                index.add(capture, facts)
            progress(_STAGE, index.captures, index.captures + 1)
    progress(_STAGE, index.captures, index.captures)
    return index


@contextmanager
def _open_looker(
    plan: ImportPlan, config: Config, links: Links
) -> Iterator[Callable[[list[Capture]], list[tuple[Capture, PageFacts | None]]]]:
    yield lambda batch: [_looked_at(each, plan, config, links) for each in batch]


def _looked_at(
    capture: Capture, plan: ImportPlan, config: Config, links: Links
) -> tuple[Capture, PageFacts | None]:
    """Return a capture without its body, and the facts of its page."""
    facts = None
    try:
        facts = _facts(capture, plan, config, links)
        if facts and not facts.has_text and (target := _target_of(capture, links)):
            capture, facts = replace(capture, status=301, location=target), None
    except UnicodeEncodeError:  # JSON may write such a half by itself, as \ud800
        capture = replace(capture, trouble="the page cannot be read: it holds half of a character")
    except (RecursionError, ValueError, SelectolaxError) as error:
        capture = replace(capture, trouble=f"the page cannot be read: {error}")
    return replace(capture, body=b""), facts


def _facts(capture: Capture, plan: ImportPlan, config: Config, links: Links) -> PageFacts | None:
    has_words = capture.status == 200 and capture.body
    is_private_record = capture.status == 403 and capture.record  # whose files are private too
    if not (capture.is_page and (has_words or is_private_record)):
        return None
    return facts_of(main_parts_of(capture, plan, config.zone, links))


_REFRESH: Final = re.compile(rb"<meta\b[^>]{0,99}\brefresh\b", re.IGNORECASE)
_TARGET: Final = re.compile(
    r"\s*\d{1,2}(?:\.\d*)?\s*[;,]\s*url\s*=\s*[\"']?([^\"'\s]+)", re.IGNORECASE
)


def _target_of(capture: Capture, links: Links) -> str:
    """Return where a page leads that is there for that alone, such as HTTrack's of a redirect."""
    body = as_utf8(capture.body)
    if not _REFRESH.search(body):
        return ""
    node = LexborHTMLParser(body).css_first('meta[http-equiv="refresh" i]')
    match = _TARGET.match((node.attributes.get("content") or "") if node else "")
    target = links.absolute(match[1], capture.alias or capture.url) if match else ""
    return target if target != capture.url else ""

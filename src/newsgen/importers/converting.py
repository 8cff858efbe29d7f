"""Converts the releases, and writes them with the files that they use."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Final, NamedTuple

from selectolax.lexbor import SelectolaxError
from yaml import YAMLError

from newsgen.config import Config
from newsgen.content.markup import Markup, MarkupError
from newsgen.importers.accounts import Accounts, AddressFate
from newsgen.importers.capture import Capture
from newsgen.importers.links import Links, links_of
from newsgen.importers.order import PAGES_IN_BATCH, Order, captures_of, path_in
from newsgen.importers.outcome import ImportReport
from newsgen.importers.page import parts_of
from newsgen.importers.patterns import expression_of
from newsgen.importers.plan import ImportPlan
from newsgen.importers.release import (
    ImportedRelease,
    ReleasePlace,
    path_of,
    unwritten,
    written_of,
)
from newsgen.importers.seen import CaptureIndex
from newsgen.importers.writing import open_writer
from newsgen.pipeline.result import Progress
from newsgen.pipeline.workers import batches, workers

_STAGE: Final = "Importing"


def targets(
    order: Order, index: CaptureIndex, accounts: Accounts, places: Mapping[str, str]
) -> dict[str, ReleasePlace]:
    """Return where each release is to be, in order of addresses, so that all runs name them so.

    One that the site has already stays where it is: `places` has the files of those.
    """
    imported = (r.url for r in accounts.rows.values() if r.outcome is AddressFate.IMPORTED)
    urls = sorted(imported)
    taken = {places[url] for url in urls if url in places}
    targets = {}
    for url in urls:
        seen = index.seen[url]
        assert seen.facts is not None
        area = order.plan.area_of_host[seen.address.host]
        folder = order.config.area(area).slug
        path = places.get(url) or path_of(
            seen.address, seen.facts.title, seen.facts.date, folder, taken
        )
        redirects = tuple(sorted(set(accounts.redirects.get(url, ()))))
        targets[url] = ReleasePlace(seen.address, path, area, redirects)
    return targets


def chosen(order: Order, targets: Iterable[str]) -> Container[str]:
    """Return the releases that are asked for."""
    only = expression_of([order.only]) if order.only else None
    urls = [url for url in targets if only is None or only.fullmatch(path_in(url))]
    return set(urls if order.limit is None else urls[: order.limit])


class _Job(NamedTuple):
    """A page to convert, with where it is to be."""

    capture: Capture
    target: ReleasePlace


def converted(
    order: Order,
    aliases: Mapping[str, str],
    accounts: Accounts,
    targets: dict[str, ReleasePlace],
    is_chosen: Container[str],
    progress: Progress,
    report: ImportReport,
) -> Iterator[ImportedRelease]:
    """Yield the releases as they are converted, and write them and the files that they use."""
    files = accounts.files if report.is_whole else {}
    wanted = {*accounts.releases, *files}
    total = sum(url in is_chosen for url in targets)

    def jobs() -> Iterator[_Job]:
        for capture in captures_of(order, wanted):
            for address in accounts.releases.get(capture.origin, ()):
                if address.url in is_chosen:
                    yield _Job(_at(capture, address.url), targets[address.url])
            for address in files.get(capture.origin, ()):
                writer.copy(address, capture.body)

    links = links_of(order.plan, order.config, aliases, accounts.places)
    context = (order.plan, order.config, links)
    done = 0
    with (
        open_writer(order, report) as writer,
        workers(_open_converter, context, jobs=order.jobs) as map_in_order,
    ):
        for batch in map_in_order(batches(jobs(), PAGES_IN_BATCH)):
            for written in batch:
                if written.path:
                    writer.write(written.path, written.text.encode(), written.url)
                yield written
            done += len(batch)
            progress(_STAGE, done, total)


def _at(capture: Capture, url: str) -> Capture:
    """Return a capture as that of an address, which may have the body of another one."""
    same = capture.alias or capture.url.partition("://")[2] == url.partition("://")[2]
    return capture if same else replace(capture, url=url)


@contextmanager
def _open_converter(
    plan: ImportPlan, config: Config, links: Links
) -> Iterator[Callable[[list[_Job]], list[ImportedRelease]]]:
    markup = Markup(config.markdown.extensions, config.markdown.extension_configs)
    yield lambda batch: [_convert(job, plan, config, links, markup) for job in batch]


def _convert(
    job: _Job, plan: ImportPlan, config: Config, links: Links, markup: Markup
) -> ImportedRelease:
    """Return the release of a page. A page may be anything, and one must not stop the others."""
    try:
        parts = parts_of(job.capture, plan, config.zone, links)
        return written_of(parts, job.target, config, markup, plan.releases.language)
    except (MarkupError, RecursionError, ValueError, SelectolaxError, YAMLError) as error:
        return unwritten(job.target, f"it cannot be converted: {error}")

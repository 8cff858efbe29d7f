"""An import, step by step: look at everything, decide, convert, write, and account for all."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from newsgen.diagnostics import fatal
from newsgen.importers.capture import UNKNOWN_HOST
from newsgen.importers.converting import chosen, converted, targets
from newsgen.importers.earlier import places_of_releases, without_those_there
from newsgen.importers.looking import accounted
from newsgen.importers.order import CONTENT, Order
from newsgen.importers.outcome import ImportReport, OutsideTexts, account
from newsgen.importers.plan import FILE
from newsgen.importers.unread_fields import UnreadFields
from newsgen.pipeline.ledger import read as read_ledger
from newsgen.pipeline.result import Progress
from newsgen.retention.ledger import save


def run(order: Order, progress: Progress) -> ImportReport:
    """Import what is asked for, and return what became of it.

    Raises:
        NewsgenError: urls.txt or tombstones.txt cannot be read, or no host is known.

    """
    if UNKNOWN_HOST in order.plan.area_of_host:
        message = f"{UNKNOWN_HOST} is not a host: nothing in the source says whose pages it has"
        hint = "Write base_url under [source], and its host into hosts under [areas]."
        raise fatal("NG703", message, FILE, hint)
    index, accounts = accounted(order, progress)
    report = ImportReport(
        captures=index.captures, removed=accounts.removed, private=accounts.private,
        counts={name: number for name, number in sorted(accounts.counts.items()) if number},
    )  # fmt: skip
    there = places_of_releases(order.site / CONTENT, order.plan)
    accounts, fated = without_those_there(accounts, there)
    for url, path in fated.items():
        words = f"{CONTENT}/{path} has this address: delete it if the source is right"
        report.problems.append((url, "same-file", words))
    places = targets(order, index, accounts, there)
    aliases = index.aliases
    del index  # which is the largest of all
    is_chosen = chosen(order, places)
    report.is_whole = not (order.only or order.limit is not None)
    blocks, fields = OutsideTexts(), UnreadFields()
    for written in converted(order, aliases, accounts, places, is_chosen, progress, report):
        blocks.add(written)
        fields.add(written.unread)
        # With the same texts as what is known already, as there are many releases.
        url, place = accounts.rows[written.url].url, places[written.url]
        path = written.path and place.path
        report.written[url] = replace(
            written, url=url, path=path, text="", outside=(), taken_out=(), unread=()
        )
    if not order.is_dry and report.is_whole:
        _add_lines(order.site, accounts.lines)
    report.fields = fields.all()
    account(report, order, accounts, is_chosen, blocks)
    for url in accounts.hidden:
        report.written.pop(url, None)
    return report


def _add_lines(site: Path, lines: Sequence[str]) -> None:
    """Add lines to the ledger, for addresses that it has not."""
    ledger = read_ledger(site)
    known = {line.address.url for line in ledger.lines}
    new = [line for line in lines if line.partition(" ")[0] not in known]
    if new:
        texts = {line.text for line in ledger.lines} | set(new)
        save(site, sorted(texts))

"""A first plan for sources of data, as a file: each field with how many records it fits."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from newsgen.config import Config
from newsgen.config.toml_text import toml_list, toml_text
from newsgen.importers.capture import UNKNOWN_HOST, Capture, CaptureSource
from newsgen.importers.fields_guess import GuessedFields, guess_fields
from newsgen.importers.guess import Guess, pattern_of
from newsgen.importers.json_rows import name_of_records
from newsgen.importers.listed import AddressList
from newsgen.importers.part_settings import RecordSettings
from newsgen.importers.plan import ImportPlan, parse
from newsgen.importers.plan_text import (
    PagesOfPattern,
    areas_text,
    base_text,
    opening_text,
    patterns_text,
    sample_lines,
)
from newsgen.importers.records import DataSource, capture_of
from newsgen.importers.seen import address_of
from newsgen.model.urls import Address, URLError
from newsgen.pipeline.result import Progress
from newsgen.report.text import count

_JUDGED: Final = 500
"""Records by which the fields are judged; patterns are those of all."""
_MOST_PATTERNS: Final = 12
_MOST_LISTED: Final = 200_000
_PARTS: Final = (
    "url", "title", "date", "body", "status", "summary", "tags", "language", "pictures", "files",
)  # fmt: skip


def plan_of_data(sources: Sequence[CaptureSource], config: Config, progress: Progress) -> Guess:
    """Look at sources of data, and return a plan for them; others beside them have files."""
    data = [source for source in sources if isinstance(source, DataSource)]
    if name := name_of_records(source.file for source in data if source.kind == "json"):
        data = [source.reading(name) for source in data]
    rows = [row for source in data for row in islice(source.rows(), _JUDGED) if not row.trouble]
    listed = _listed(sources)
    fields = guess_fields([row.values for row in rows], config.zone, listed.keys())
    fields = fields._replace(settings=replace(fields.settings, records=name))
    hosts = Counter(listed.values())
    base = config.site.base_url or next((host for host, _ in hosts.most_common(1)), None)
    looked = _looked_at(data, fields.settings, base or f"https://{UNKNOWN_HOST}", progress)
    text = _text(data[0].kind, base, config, fields, looked.patterns)
    lines = tuple(_said(looked, fields, parse(text), config))
    return Guess(text, lines, is_empty=not looked.counts["all"])


def _listed(sources: Sequence[CaptureSource]) -> dict[str, str]:
    """Return the paths that lists beside the data name, each with its host."""
    lists = (source for source in sources if isinstance(source, AddressList))
    every = (capture.url for each in lists for capture in islice(each.captures(), _MOST_LISTED))
    listed = {}
    for url in filter(None, every):
        with suppress(ValueError):
            parts = urlsplit(url)
            path = parts._replace(scheme="", netloc="", fragment="").geturl()
            listed[path] = f"{parts.scheme}://{parts.netloc}"
    return listed


class _LookedAt(NamedTuple):
    """Some records, the patterns of all addresses, and how many there are of what."""

    captures: list[Capture]
    patterns: dict[str, PagesOfPattern]
    counts: Counter[str]

    def said(self) -> str:
        """Return how many records there are, and how many cannot be releases."""
        hidden = self.counts["hidden"]
        more = f"; {hidden:,} {'is' if hidden == 1 else 'are'} not public" if hidden else ""
        unread = f"{self.counts['unread']:,} cannot be read or have no address"
        return f"Looked at {count(self.counts['all'], 'record')}; {unread}{more}."


def _looked_at(
    data: Sequence[DataSource], fields: RecordSettings, base: str, progress: Progress
) -> _LookedAt:
    captures: list[Capture] = []
    patterns: dict[str, PagesOfPattern] = {}
    counts = Counter[str]()
    for source in data:
        for row in source.rows():
            counts["all"] += 1
            capture = capture_of(row, fields, base)
            address = _address_of(capture)
            if capture.counts or address is None:
                counts["hidden" if capture.counts else "unread"] += 1
                continue
            known = patterns.setdefault(pattern_of(address), PagesOfPattern(0, Counter()))
            patterns[pattern_of(address)] = PagesOfPattern(known.pages + 1, known.hosts)
            known.hosts[address.host] += 1
            if len(captures) < _JUDGED:
                captures.append(capture)
            progress("Looking", counts["all"], counts["all"] + 1)
    progress("Looking", counts["all"], counts["all"])
    if len(patterns) > _MOST_PATTERNS:
        pages = sum(each.pages for each in patterns.values())
        hosts = sum((each.hosts for each in patterns.values()), Counter[str]())
        patterns = {"/**": PagesOfPattern(pages, hosts)}
    return _LookedAt(captures, patterns, counts)


def _address_of(capture: Capture) -> Address | None:
    try:
        return address_of(capture.url) if capture.url else None
    except URLError:
        return None


def _text(
    kind: str,
    base: str | None,
    config: Config,
    fields: GuessedFields,
    patterns: dict[str, PagesOfPattern],
) -> str:
    releases = sorted(patterns, key=lambda pattern: (-patterns[pattern].pages, pattern))
    return "\n".join(
        [
            *opening_text("old archive", kind),
            *([f"base_url = {toml_text(base)}"] if base else base_text(patterns)),
            "",
            *areas_text(config, patterns, releases),
            "[releases]",
            "# Which records are releases, by the paths of their addresses.",
            *patterns_text(patterns, releases, "record"),
            "",
            "[fields]",
            "# Where the parts of a release are: names of columns or fields.",
            *_records_text(fields.settings),
            *(line for part in _PARTS for line in _field_text(part, fields)),
            *_public_text(fields.settings),
            f"markup = {toml_text(fields.settings.markup)}",
            "",
            "[dates]",
            f"order = {toml_text(fields.dates.order)}",
            "",
        ]
    )


def _records_text(fields: RecordSettings) -> Iterator[str]:
    if fields.records:
        yield f"records = {toml_text(fields.records)}"


def _public_text(fields: RecordSettings) -> Iterator[str]:
    if fields.status:
        yield f"public = {toml_list(fields.public)}  # the words of status; others are left out"


def _field_text(part: str, fields: GuessedFields) -> Iterator[str]:
    fits = fields.fits[part]
    if not fits:
        yield f"{part} = []" + ("  # newsgen found none" if part in _PARTS[:4] else "")
        return
    shown = ", ".join(f"{fit.records} of {fields.records}" for fit in fits)
    yield f"{part} = {toml_list(fit.name for fit in fits)}  # {shown} records"


def _said(
    looked: _LookedAt, fields: GuessedFields, plan: ImportPlan, config: Config
) -> Iterator[str]:
    """Yield the guesses, with five releases as they would be."""
    yield looked.said()
    if any(UNKNOWN_HOST in each.hosts for each in looked.patterns.values()):
        yield f"The addresses in {', '.join(plan.fields.url) or 'the records'} have no host."
        yield "Write base_url into the plan, or give newsgen a sitemap beside the data."
    yield ""
    for pattern, each in looked.patterns.items():
        yield f"releases  {pattern}  ({count(each.pages, 'record')})"
    for part in _PARTS:
        for fit in fields.fits[part]:
            yield f"{part:9} {fit.name}  (fits {count(fit.records, 'record')})"
    yield from sample_lines(looked.captures, plan, config)

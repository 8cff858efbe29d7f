"""A first plan for sources of data, as a file: each field with how many records it fits."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from newsgen.config import Config
from newsgen.config.toml_text import toml_list, toml_text
from newsgen.importers.capture import Capture, CaptureSource
from newsgen.importers.fields_guess import GuessedFields, guess_fields
from newsgen.importers.guess import Guess, Progress, pattern_of
from newsgen.importers.part_settings import RecordSettings
from newsgen.importers.plan import ImportPlan, parse
from newsgen.importers.plan_text import (
    SHOWN,
    PagesOfPattern,
    areas_text,
    patterns_text,
    sample_lines,
)
from newsgen.importers.records import DataSource, capture_of
from newsgen.importers.seen import address_of
from newsgen.model.urls import URLError
from newsgen.report.text import count

_JUDGED: Final = 500
"""Records by which the fields are judged; patterns are those of all."""
_MOST_PATTERNS: Final = 12
_PARTS: Final = ("url", "title", "date", "body", "summary", "tags", "language", "pictures", "files")


def plan_of_data(sources: Sequence[CaptureSource], config: Config, progress: Progress) -> Guess:
    """Look at sources of data, and return a plan for them; others beside them have files."""
    data = [source for source in sources if isinstance(source, DataSource)]
    rows = [row for source in data for row in islice(source.rows(), _JUDGED) if not row.trouble]
    fields = guess_fields([row.values for row in rows], config.zone)
    base = config.site.base_url
    captures, patterns, total, unread = _captures(data, fields.settings, base, progress)
    text = _text(data[0].kind, config, fields, patterns)
    lines = _said(total, unread, fields, patterns, parse(text), captures, config)
    return Guess(text, tuple(lines))


def _captures(
    data: Sequence[DataSource], fields: RecordSettings, base: str | None, progress: Progress
) -> tuple[list[Capture], dict[str, PagesOfPattern], int, int]:
    """Return some records, the patterns of all addresses, and how many there are and are not."""
    captures: list[Capture] = []
    patterns: dict[str, PagesOfPattern] = {}
    total = unread = 0
    for source in data:
        for row in source.rows():
            total += 1
            capture = capture_of(row, fields, base)
            try:
                address = address_of(capture.url) if capture.url else None
            except URLError:
                address = None
            if address is None:
                unread += 1
                continue
            pattern = pattern_of(address)
            known = patterns.setdefault(pattern, PagesOfPattern(0, Counter()))
            patterns[pattern] = PagesOfPattern(known.pages + 1, known.hosts)
            known.hosts[address.host] += 1
            if len(captures) < _JUDGED:
                captures.append(capture)
            progress("Looking", total, total + 1)
    progress("Looking", total, total)
    if len(patterns) > _MOST_PATTERNS:
        hosts = sum((each.hosts for each in patterns.values()), Counter[str]())
        patterns = {"/**": PagesOfPattern(total - unread, hosts)}
    return captures, patterns, total, unread


def _text(
    kind: str, config: Config, fields: GuessedFields, patterns: dict[str, PagesOfPattern]
) -> str:
    releases = sorted(patterns, key=lambda pattern: (-patterns[pattern].pages, pattern))
    base = config.site.base_url
    return "\n".join(
        [
            "# How newsgen import reads the old archive: guessed, so correct what is wrong.",
            "# All settings: docs/reference/import.md. Nothing is written until you import.",
            "",
            "[source]",
            f"kind = {toml_text(kind)}",
            f"base_url = {toml_text(base)}" if base else '# base_url = "https://..."',
            "",
            *areas_text(config, patterns, releases),
            "[releases]",
            "# Which records are releases, by the paths of their addresses.",
            *patterns_text(patterns, releases, "record"),
            "",
            "[fields]",
            "# Where the parts of a release are: names of columns or fields.",
            *(line for part in _PARTS for line in _field_text(part, fields)),
            f"markup = {toml_text(fields.settings.markup)}",
            "",
            "[dates]",
            f"order = {toml_text(fields.dates.order)}",
            "",
        ]
    )


def _field_text(part: str, fields: GuessedFields) -> Iterator[str]:
    fits = fields.fits[part]
    if not fits:
        yield f"{part} = []" + ("  # newsgen found none" if part in _PARTS[:4] else "")
        return
    shown = ", ".join(f"{fit.records} of {fields.records}" for fit in fits)
    yield f"{part} = {toml_list(fit.name for fit in fits)}  # {shown} records"


def _said(
    total: int,
    unread: int,
    fields: GuessedFields,
    patterns: dict[str, PagesOfPattern],
    plan: ImportPlan,
    captures: Sequence[Capture],
    config: Config,
) -> Iterator[str]:
    """Yield the guesses, with five releases as they would be."""
    yield f"Looked at {count(total, 'record')}; {unread:,} cannot be read or have no address."
    yield ""
    for pattern, each in patterns.items():
        yield f"releases  {pattern}  ({count(each.pages, 'record')})"
    for part in _PARTS:
        for fit in fields.fits[part]:
            yield f"{part:9} {fit.name}  (fits {count(fit.records, 'record')})"
    step = max(1, len(captures) // SHOWN)
    yield from sample_lines(captures[::step][:SHOWN], plan, config)

"""What is said of an import: pages that read without a script, and all of it as JSON."""

import html
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from newsgen.files import write_atomically
from newsgen.importers._words import KINDS
from newsgen.importers.accounts import Account, AddressFate
from newsgen.importers.earlier import report_folder
from newsgen.importers.outcome import ImportReport
from newsgen.importers.plan import PROBLEMS
from newsgen.importers.release import ImportedRelease
from newsgen.importers.verify import AnswerKind, Verification
from newsgen.model.titles import shorten
from newsgen.printing import visible
from newsgen.report.text import count

_FEW_COLUMNS: Final = 3
"""So many fit the screen of a phone; of wider tables each row is a list there."""
_MOST_COLUMNS: Final = 9
_LABELS: Final = "".join(
    f".wide td:nth-child({n}){{--label:var(--c{n})}}" for n in range(1, _MOST_COLUMNS + 1)
)
_STYLE: Final = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:75rem;margin:1rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #767676;"
    "padding:.25rem .5rem;text-align:left;vertical-align:top}td{overflow-wrap:anywhere}"
    "@media(max-width:60rem){.wide thead,.wide td:empty{display:none}.wide td{border:0}"
    ".wide,.wide tbody,.wide tr,.wide td{display:block}.wide tr{border-top:2px solid #767676}"
    f"{_LABELS}.wide td::before{{content:var(--label) ': ';font-weight:bold}}}}"
    "@media(prefers-color-scheme:dark){body{background:#111;color:#eee}a{color:#8cf}}"
)
_FILES: Final = {outcome: f"{outcome.value.replace(' ', '-')}.html" for outcome in AddressFate}
_MOST_BLOCKS: Final = 1_000
_MOST_NAMES: Final = 8
_SHOWN: Final = 40
"""Differences that the terminal shows; the page has all."""
Cells = Sequence[object]


def write(report: ImportReport, site: Path) -> Path:
    """Write the report into the site, in place of an older one. Returns its first page.

    Raises:
        OSError: it cannot be written.

    """
    folder = report_folder(site)
    for old in (*folder.glob("*.html"), *folder.glob("*.json")):
        old.unlink()
    for name, text in _pages(report):
        write_atomically(folder / name, text.encode("utf-8", "replace"))
    # An escape such as \ud800, for half of a character, is JSON too.
    data = b"".join(text.encode("utf-8", "backslashreplace") for text in _json(report))
    write_atomically(folder / "report.json", data)
    return folder / "index.html"


def is_clean(report: ImportReport) -> bool:
    """Return whether nothing is unexplained or lost that the plan does not accept."""
    return not (report.unread or report.missed_fields) and not any(
        row.problems for row in report.rows
    )


def counts_of_problems(report: ImportReport) -> dict[str, int]:
    """Return how many addresses have each problem, in the order of the plan's names."""
    counts = dict.fromkeys(PROBLEMS, 0)
    counts |= {"unread": len(report.unread), "fields": len(report.missed_fields)}
    for row in report.rows:
        for name in {name for name, _ in row.problems}:
            counts[name] += 1
    return {name: count for name, count in counts.items() if count}


def lines(report: ImportReport, *, is_dry: bool) -> Iterator[str]:
    """Yield the sums for the terminal."""
    width = max(map(len, report.sums))
    for name, number in report.sums.items():
        yield f"{name:{width}}  {number:>7,}"
    yield f"{'all':{width}}  {len(report.rows):>7,}"
    if report.private or report.removed:
        yield f"Not listed: {report.private:,} private, {report.removed:,} removed permanently."
    if report.counts:
        counts = ", ".join(f"{number:,} {name}" for name, number in report.counts.items())
        yield f"Only counted: {counts}."
    verb = "would be written" if is_dry else "written"
    changed = f", {report.changed:,} {verb} again" if report.changed else ""
    yield f"{count(report.created, 'file')} {verb}{changed}, {report.unchanged:,} as they were."
    if report.edited:
        yield f"Edited since they were imported, and left alone: {count(report.edited, 'file')}."
    problems = _by_problem(report)
    for name, number in counts_of_problems(report).items():
        yield visible(f"{name}: {count(number, 'place')}, such as {_example(problems[name])}")
    if others := sum(bool(written.titles) for written in report.written.values()):
        yield f"{count(others, 'page')} with another title in h1, title or og:title."
    if report.nowhere:
        places = count(len(report.nowhere), "place")
        yield f"Texts have links to {places} of the site that the source does not have."
    if report.fields:
        names = ", ".join(each.name for each in report.fields[:_MOST_NAMES])
        more = len(report.fields) - _MOST_NAMES
        rest = f" and {more} more" if more > 0 else ""
        yield visible(f"Fields that the plan does not name: {names}{rest}.")
    if report.hosts:
        yield f"Add these hosts to newsgen.toml: {', '.join(report.hosts)}"


def _example(problems: Sequence[Cells]) -> str:
    """Return the place of a problem, and what is wrong there: of what is wrong most often."""
    often, _ = Counter(words for _, words in problems).most_common(1)[0]
    place = next(place for place, words in problems if words == often)
    return f"{place}: {shorten(str(often))}"


# Pages


def _pages(report: ImportReport) -> Iterator[tuple[str, str]]:
    months = _by_month(report)
    yield "index.html", _page("Import", _index(report, months))
    yield from _problem_pages(report)
    if report.nowhere:
        table = _table(("Address", "Releases", "One"), report.nowhere)
        yield "links.html", _page("Links to what the source does not have", table)
    for month, releases in months.items():
        yield f"month-{month}.html", _page(f"Releases of {month}", _month(releases))
    for outcome, name in _FILES.items():
        rows = [row for row in report.rows if row.outcome is outcome]
        if rows and outcome is not AddressFate.IMPORTED:
            yield name, _page(outcome.value.capitalize(), _table(_HEAD, map(_row, rows)))
    yield from _texts(report)
    if report.fields:
        cells = [(each.name, each.records, each.holds, each.example) for each in report.fields]
        table = _table(("Field", "Records", "What it holds", "Example"), cells)
        yield "fields.html", _page("Fields that were not read", table)
    if report.accepted:
        columns = ("Address or place", "Problem", "Reason")
        yield "accepted.html", _page("Accepted by the plan", _table(columns, report.accepted))


def _texts(report: ImportReport) -> Iterator[tuple[str, str]]:
    """Yield the pages of texts that are in no release."""
    for name, title, texts in (
        ("outside.html", "Outside the text", report.blocks),
        ("taken-out.html", "Taken out by the plan", report.taken_out),
    ):
        if texts:
            cells = [(each.pages, each.text, each.url) for each in texts[:_MOST_BLOCKS]]
            yield name, _page(title, _table(("Pages", "Text", "One"), cells))


def _by_problem(report: ImportReport) -> dict[str, list[Cells]]:
    """Return where each problem is, and what is wrong there."""
    problems: dict[str, list[Cells]] = defaultdict(list)
    for row in report.rows:
        for name, words in row.problems:
            problems[name].append((row.url, words))
    problems["unread"] += report.unread
    problems["fields"] += report.missed_fields
    return problems


def _problem_pages(report: ImportReport) -> Iterator[tuple[str, str]]:
    for name, cells in _by_problem(report).items():
        if cells:
            head = ("Address or place", "What is wrong")
            intro = [f"<p>{_cell(_sentence(PROBLEMS[name]))}</p>"]
            yield f"problem-{name}.html", _page(f"Problem: {name}", [*intro, *_table(head, cells)])


def _by_month(report: ImportReport) -> dict[str, list[tuple[Account, ImportedRelease]]]:
    months: dict[str, list[tuple[Account, ImportedRelease]]] = defaultdict(list)
    for row in report.rows:
        if written := report.written.get(row.url):
            months[written.date[:7] or "undated"].append((row, written))
    return dict(sorted(months.items()))


def _index(
    report: ImportReport, months: dict[str, list[tuple[Account, ImportedRelease]]]
) -> Iterator[str]:
    if not report.is_whole:
        yield "<p>Only some releases were asked for, so files and lines were not written.</p>"
    yield "<h2>What became of every address</h2>"
    pages = {fate.value: name for fate, name in _FILES.items()}
    sums = [
        (_linked(pages[name] if number and name != "imported" else "", name), number)
        for name, number in report.sums.items()
    ]
    yield from _table(("Outcome", "Addresses"), [*sums, ("all", len(report.rows))])
    yield f"<p>{report.captures:,} captures were read."
    if report.private or report.removed:
        yield f" Not listed: {report.private:,} private, {report.removed:,} removed permanently."
    yield "</p>"
    if report.counts:
        yield "<h2>Only counted</h2>"
        yield from _table(("What", "How many"), list(report.counts.items()))
    yield "<h2>Problems</h2>"
    counts = counts_of_problems(report)
    problems = [(_linked(f"problem-{name}.html", name), count, PROBLEMS[name])
            for name, count in counts.items()]  # fmt: skip
    yield from (
        _table(("Problem", "Addresses", "What it means"), problems)
        if problems
        else ["<p>None.</p>"]
    )
    if report.hosts:
        yield f"<p>Add these hosts to newsgen.toml: {_cell(', '.join(report.hosts))}.</p>"
    yield "<h2>Releases</h2>"
    yield from _table(
        ("Month", "Releases"),
        [(_linked(f"month-{month}.html", month), len(each)) for month, each in months.items()],
    )
    if others := sum(bool(written.titles) for written in report.written.values()):
        yield f"<p>{count(others, 'page')} with another title in h1, title or og:title.</p>"
    for rows, file, words in (
        (report.blocks, "outside.html", "What stood outside the text of releases"),
        (report.taken_out, "taken-out.html", "What the plan took out of pages"),
        (report.nowhere, "links.html", "Links to what the source does not have"),
        (report.fields, "fields.html", "Fields of the data that were not read"),
        (report.accepted, "accepted.html", "Problems that the plan accepts"),
    ):
        if rows:
            yield f"<p>{_linked(file, words)}</p>"


_COUNTS: Final = ("words", *KINDS)
_HEAD: Final = ("Address", "Why", "Leads to", "Where in the source", "Problems")


def _month(releases: Iterable[tuple[Account, ImportedRelease]]) -> Iterator[str]:
    head = ("Address", "File", "Title", "Other titles", "Kind", "Date", "Dates of the page",
            "Before and after", "Problems")  # fmt: skip
    return _table(head, (_release(row, written) for row, written in releases))


def _release(row: Account, written: ImportedRelease) -> Cells:
    every = "; ".join(f"“{text}”: {read or 'no date'}" for text, read in written.dates)
    others = "; ".join(f"{where}: {text}" for where, text in written.titles)
    return (row.url, written.path, written.title, others, written.kind, written.date, every,
            "; ".join(_counts(written)), _problems(row))  # fmt: skip


def _counts(written: ImportedRelease) -> Iterator[str]:
    """Yield how much a page had of what it had, and its release where that is another number."""
    both = zip(_COUNTS, written.before[:-1], written.after[:-1], strict=True)
    for name, before, after in both:
        if before or after:
            yield f"{name} {before}" if before == after else f"{name} {before}, now {after}"


def _row(row: Account) -> Cells:
    guessed = " (its address is guessed)" if row.is_guessed else ""
    return (row.url, row.reason + guessed, row.target, row.origin, _problems(row))


def _problems(row: Account) -> str:
    return "; ".join(f"{name}: {words}" for name, words in row.problems)


class _Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def _linked(file: str, words: str) -> _Html:
    shown = _cell(words)
    return _Html(f'<a href="{file}">{shown}</a>' if file else shown)


def _cell(value: object) -> str:
    if isinstance(value, _Html):
        return value
    return html.escape(visible(f"{value:,}" if isinstance(value, int) else str(value)))


def _table(head: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
    cells = "".join(f'<th scope="col">{_cell(_sentence(name))}</th>' for name in head)
    labels = ";".join(f"--c{at}:'{_cell(_sentence(name))}'" for at, name in enumerate(head, 1))
    wide = f' class="wide" style="{labels}"' if len(head) > _FEW_COLUMNS else ""
    yield f"<table{wide}><thead><tr>{cells}</tr></thead><tbody>"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{_cell(value)}</td>' for value in row)}</tr>"
    yield "</tbody></table>"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _page(title: str, parts: Iterable[str]) -> str:
    back = "" if title == "Import" else '<p><a href="index.html">Import</a></p>'
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{_cell(title)}</title><style>{_STYLE}</style></head><body>{back}"
        f"<main><h1>{_cell(title)}</h1>\n{chr(10).join(parts)}\n</main></body></html>\n"
    )


# The built site


def write_verification(verification: Verification, site: Path) -> Path:
    """Write beside the report what the built site answers. Returns its page. Raises as `write`."""
    folder = report_folder(site)
    page = folder / "verify.html"
    text = _page("What the built site answers", _verified(verification))
    write_atomically(page, text.encode("utf-8", "replace"))
    document = {
        "version": 1,
        "compared": verification.compared,
        "revealed": verification.revealed,
        "unread": [{"place": place, "reason": why} for place, why in verification.unread],
        "accepted": _accepted(verification.accepted),
        "rows": [
            {
                "url": row.url,
                "outcome": row.fate,
                "answer": row.answer,
                "problems": _problem_records(row.problems),
            }
            for row in verification.rows
        ],
    }
    data = json.dumps(document, ensure_ascii=False, indent=1)
    write_atomically(folder / "verify.json", data.encode("utf-8", "replace"))
    return page


def _verified(verification: Verification) -> Iterator[str]:
    head, rows = verified_table(verification)
    yield from _table(head, rows)
    yield f"<p>{verification.compared:,} pages and files were compared.</p>"
    if verification.revealed:
        yield f"<p>{_cell(revealed(verification))}</p>"
    if problems := _differences(verification):
        yield from _table(("Address or place", "Problem", "What is wrong"), problems)
    if verification.accepted:
        yield "<h2>Accepted by the plan</h2>"
        yield from _table(("Address or place", "Problem", "Reason"), verification.accepted)


def verified_table(verification: Verification) -> tuple[list[str], list[Cells]]:
    """Return how many addresses of each outcome have each answer, and how many are wrong."""
    table = verification.table
    kinds = [kind for kind in AnswerKind if any(each == kind for _, each in table)]
    wrong = Counter(row.fate for row in verification.wrong)
    rows: list[Cells] = [
        (fate.value, *(table[fate, kind] for kind in kinds), wrong[fate])
        for fate in AddressFate
        if any(each == fate for each, _ in table)
    ]
    return ["outcome", *(kind.value for kind in kinds), "wrong"], rows


def revealed(verification: Verification) -> str:
    return (
        f"Private or removed in the source, and on the site a release or file: "
        f"{verification.revealed:,}."
    )


def verified_lines(verification: Verification) -> Iterator[str]:
    """Yield the table and the first differences for the terminal."""
    head, rows = verified_table(verification)
    for cells in (head, *rows):
        first, *others = [f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in cells]
        yield f"{first:15}" + "".join(f"{cell:>11}" for cell in others)
    if verification.revealed:
        yield revealed(verification)
    problems = _differences(verification)
    for place, name, words in problems[:_SHOWN]:
        yield visible(f"{place}: {name}: {words}")
    if len(problems) > _SHOWN:
        yield f"... and {len(problems) - _SHOWN:,} more"


def _differences(verification: Verification) -> list[tuple[str, str, str]]:
    """Return what is wrong at each address or place, by problems."""
    wrong = [(row.url, name, words) for row in verification.wrong for name, words in row.problems]
    return [*wrong, *((place, "unread", why) for place, why in verification.unread)]


# JSON


def _problem_records(problems: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "words": words} for name, words in problems]


def _accepted(accepted: Iterable[tuple[str, str, str]]) -> list[dict[str, str]]:
    return [{"place": place, "problem": name, "reason": why} for place, name, why in accepted]


def _json(report: ImportReport) -> Iterator[str]:
    summary = {
        "version": 1,
        "whole": report.is_whole,
        "captures": report.captures,
        "addresses": {**report.sums, "all": len(report.rows)},
        "private": report.private,
        "removed": report.removed,
        "counts": report.counts,
        "problems": counts_of_problems(report),
        "hosts_to_add": report.hosts,
        "unread": [{"place": place, "reason": why} for place, why in report.unread],
        "nowhere": [{"url": url, "releases": n, "first": page} for url, n, page in report.nowhere],
        "missed_fields": [{"field": name, "words": words} for name, words in report.missed_fields],
        "fields": [vars(each) for each in report.fields],
        "accepted": _accepted(report.accepted),
        "outside": [block._asdict() for block in report.blocks[:_MOST_BLOCKS]],
        "taken_out": [block._asdict() for block in report.taken_out[:_MOST_BLOCKS]],
    }
    yield json.dumps(summary, ensure_ascii=False)[:-1] + ', "rows": [\n'
    for at, row in enumerate(report.rows):
        yield (",\n" if at else "") + json.dumps(_record(row, report), ensure_ascii=False)
    yield "\n]}\n"


def _record(row: Account, report: ImportReport) -> dict[str, Any]:
    record: dict[str, Any] = {"url": row.url, "outcome": row.outcome.value}
    details = {
        "reason": row.reason,
        "target": row.target,
        "origin": row.origin,
        "guessed": row.is_guessed,
        "problems": _problem_records(row.problems),
    }
    if written := report.written.get(row.url):
        details |= {
            "file": f"content/{written.path}",
            "title": written.title,
            "titles": [{"where": where, "text": text} for where, text in written.titles],
            "kind": written.kind,
            "date": written.date,
            "dates": [{"text": text, "read": read} for text, read in written.dates],
            "before": written.before.by_name(),
            "after": written.after.by_name(),
            "missing": written.missing,
            "new": written.new,
            "kept": written.kept,
            "encoding": written.oddity,
        }
    return record | {name: value for name, value in details.items() if value}

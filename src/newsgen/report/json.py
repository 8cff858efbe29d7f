"""Results as JSON, item by item where a list may be too long to hold.

The shape is versioned: see docs/reference/json.md and schemas/findings-1.schema.json.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, Span, counts_of
from newsgen.fast.collector import collect
from newsgen.pipeline.result import Action, Result
from newsgen.printing import json_text
from newsgen.report import profile

VERSION: Final = 1

_NAMES: Final = {
    Action.CREATE: "created",
    Action.UPDATE: "updated",
    Action.KEEP: "kept",
    Action.DELETE: "deleted",
}


def render(result: Result, seconds: float) -> Iterator[str]:
    """Yield the pieces of one object: version, summary, diagnostics, and what else there is."""
    summary = {
        "sources": result.sources,
        "releases": result.releases,
        "pages": result.pages,
        "held": result.held,
        "refused": result.refused,
        "looked_since": result.looked_since or None,
        "looked_at": result.looked_at,
        **counts(result.counts),
        "files_read": result.work.files_read,
        "files_compared": result.work.files_compared,
        "files_written": result.work.files_written,
        "rows_written": result.work.rows_written,
        "seconds": round(seconds, 3),
    }
    more: dict[str, Any] = {}
    if result.taken_down.purge:
        more["purge"] = list(result.taken_down.purge)
        more["search_engines"] = list(result.taken_down.search_engines)
    if result.outdated:
        more["outdated_outputs"] = list(result.outdated)
    if result.profile is not None:
        more["profile"] = profile.members(result.profile)
    return pieces(result.diagnostics, summary, **more)


def counts(by_action: Mapping[Action, int]) -> dict[str, int]:
    """Return the counts of output files by action, done or planned."""
    return {name: by_action.get(action, 0) for action, name in _NAMES.items()}


def document(diagnostics: Sequence[Diagnostic], summary: dict[str, Any], **more: Any) -> str:
    """Return the object that every command prints; `more` are a command's extra members."""
    return "".join(pieces(diagnostics, summary, **more))


def pieces(
    diagnostics: Sequence[Diagnostic], summary: dict[str, Any], **more: Any
) -> Iterator[str]:
    """Yield the object that every command prints, each finding for itself: there may be many."""
    every = counts_of(diagnostics)
    counted = {"errors": every[Severity.ERROR], "warnings": every[Severity.WARNING]}
    data = {"version": VERSION, "summary": counted | summary, "diagnostics": []}
    return json_pieces(data | more, "diagnostics", map(_diagnostic, diagnostics))


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    fix = diagnostic.fix
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        **_place(diagnostic.span, *_SPAN),
        "related": [
            {**_place(related.span, *_SPAN[:3]), "message": related.message}
            for related in diagnostic.related
        ],
        "fingerprint": diagnostic.fingerprint,
        "fix": fix and {**_place(fix.span, *_SPAN[1:]), "text": fix.text},
    }


_SPAN: Final = ("path", "line", "column", "end_line", "end_column")


def _place(span: Span, *names: str) -> dict[str, Any]:
    return {name: getattr(span, name) for name in names}


_COLLECT_AFTER: Final = 500


def json_pieces(data: Mapping[str, Any], name: str, items: Iterable[Any]) -> Iterator[str]:
    """Yield the pieces of `json_text(data)` with items in its empty list of a name."""
    before, _, after = json_text(data).partition(f'"{name}": []')
    line_end = "\n" + " " * _indent(before)
    opening = f'{before}"{name}": ['
    for number, item in enumerate(items):
        text = json_text(item).replace("\n", f"{line_end}  ")
        yield f"{opening}{line_end}  {text}"
        opening = ","
        if number % _COLLECT_AFTER == 0:
            collect()  # the encoder leaves cycles, and nothing else collects them in a session
    yield f"{opening}]{after}" if opening != "," else f"{line_end}]{after}"


def _indent(text: str) -> int:
    """Return by how much the last line of a text is indented."""
    last = text.rpartition("\n")[2]
    return len(last) - len(last.lstrip(" "))

"""Findings as the overlay shows them: with the line, and a link that opens the editor."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from newsgen.diagnostics import Diagnostic, Span
from newsgen.printing import visible
from newsgen.report import text
from newsgen.report.excerpt import Excerpts, excerpt
from newsgen.server.snippet import PREFIX

EDITORS: Final = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "pycharm": "pycharm://open?file={path}&line={line}&column={column}",
}
"""Links that open a place in an editor; `{path}` begins with a slash."""


def explanation_link(code: str) -> str:
    return f"{PREFIX}explain/{code}"


class BrowserFindings:
    """Converts findings to JSON values for the browser."""

    def __init__(self, site: Path, editor: str = "") -> None:
        """Take the site's folder and an editor: a name of `EDITORS`, or an address like those."""
        self._site = site.resolve()
        self._editor = EDITORS.get(editor, editor)

    def members(self, diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
        """Return plain values for JSON; the excerpts are of the files as they are now."""
        excerpts = Excerpts(self._site)
        return [self._member(diagnostic, excerpts) for diagnostic in diagnostics]

    def _member(self, diagnostic: Diagnostic, excerpts: Excerpts) -> dict[str, Any]:
        line = excerpts.line(diagnostic.span.path, diagnostic.span.line)
        return {
            "code": diagnostic.code,
            "severity": str(diagnostic.severity),
            "message": visible(diagnostic.message),
            "hint": visible(diagnostic.hint),
            "place": text.place(diagnostic.span),
            "excerpt": "" if line is None else "\n".join(excerpt(diagnostic.span, line)),
            "related": [f"{text.place(r.span)}: {visible(r.message)}" for r in diagnostic.related],
            "explanation": explanation_link(diagnostic.code),
            "editor": self._link(diagnostic.span),
        }

    def _link(self, span: Span) -> str:
        """Return the address that opens a place in the editor, if one is configured."""
        file = self._site / span.path
        if not self._editor or not file.is_file():
            return ""
        path = "/" + quote(file.as_posix().lstrip("/"))
        place = {"{path}": path, "{line}": str(span.line), "{column}": str(span.column)}
        link = self._editor
        for name, value in place.items():
            link = link.replace(name, value)
        return link

"""The server's own pages: what is wrong if there is no other, codes explained, and the panel."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from newsgen.codes import CODES
from newsgen.diagnostics import Diagnostic
from newsgen.pipeline.keys import inputs
from newsgen.report.explained import Passage, Shape, meaning, mending, turning_off
from newsgen.server.findings import Shown
from newsgen.server.page import Page
from newsgen.theme import Theme
from newsgen.theme.environment import page_renderer

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""The Content-Security-Policy of these pages."""
HEADERS: Final = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
LONGEST: Final = 2_000
"""Characters of a value that the panel shows."""

_render: Final = page_renderer(Path(__file__).parent / "templates")


def broken(found: Iterable[Diagnostic], shown: Shown) -> str:
    """Say why there is no page of the site to show."""
    return _render("broken.html", findings=shown.members(found))


def explanation(code: str) -> str | None:
    """Explain a code; nothing if there is none."""
    known = CODES.get(code)
    if known is None:
        return None
    rest = [Passage(Shape.LABEL, "How to be rid of it"), Passage(Shape.TEXT, mending(known))]
    parts = [*meaning(known), *rest, *turning_off(known)]
    return _render("explanation.html", code=known, parts=parts)


def panel(facts: dict[str, str], page: Page, theme: Theme | None, back: str) -> str:
    """Say what a page is made from: facts by name, its templates, and all that it may show.

    `back` is the link to the page; nothing if there can be none.
    """
    target = page.made.single.target if page.made else None
    template = target.template if target else ""
    files = theme.templates.files(template) if theme and template else []
    view = [(name, _cut(value)) for name, value in inputs(target)[2:]] if target else []
    chain = [source.name for source in theme.chain] if theme else []
    shown = {"facts": facts, "page": page, "files": files, "view": view, "chain": chain}
    return _render("panel.html", **shown, back=back)


def _cut(value: str) -> str:
    return value if len(value) <= LONGEST else value[:LONGEST] + "…"

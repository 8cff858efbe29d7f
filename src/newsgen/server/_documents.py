"""The server's own pages: fatal problems, explanations of codes, and the panel."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from newsgen.codes import CODES, SITE_RULE, code_of, select
from newsgen.diagnostics import Diagnostic
from newsgen.pipeline.plan import inputs
from newsgen.report.explained import whole
from newsgen.server._page import PageResponse
from newsgen.server.findings import BrowserFindings
from newsgen.theme.environment import page_renderer
from newsgen.theme.load import Theme

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


def broken(diagnostics: Iterable[Diagnostic], shown: BrowserFindings) -> str:
    """Return a page that says why the site's page cannot be shown."""
    return _render("broken.html", findings=shown.members(diagnostics))


def explanation(code: str) -> str | None:
    """Return the explanation of a code, or None if there is no such code."""
    codes = select(code) if code.startswith(SITE_RULE) else {code} & CODES.keys()
    if not codes:
        return None
    known = code_of(*codes)
    return _render("explanation.html", code=known, parts=list(whole(known)))


def panel(facts: dict[str, str], page: PageResponse, theme: Theme | None, back: str) -> str:
    """Return how a page is made: facts by name, its templates, and all data that it may show.

    `back` is the link to the page, or empty.
    """
    target = page.rendered.single.target if page.rendered else None
    template = target.template if target else ""
    files = theme.templates.files(template) if theme and template else []
    view = [(name, _cut(value)) for name, value in inputs(target)[2:]] if target else []
    chain = [source.name for source in theme.chain] if theme else []
    shown = {"facts": facts, "page": page, "files": files, "view": view, "chain": chain}
    return _render("panel.html", **shown, back=back)


def _cut(value: str) -> str:
    return value if len(value) <= LONGEST else value[:LONGEST] + "…"

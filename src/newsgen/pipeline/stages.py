"""What a build does when something has changed: look at the archive, and make its pages.

Apart from the pipeline, as the theme and the pages are slow to load.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from newsgen.diagnostics import NewsgenError
from newsgen.pipeline.apply import Counts, applying
from newsgen.pipeline.findings import look
from newsgen.pipeline.frame import Frame, build_frame, next_change
from newsgen.pipeline.plan import Planner
from newsgen.pipeline.profile import Stage
from newsgen.pipeline.receipt import keep_receipt
from newsgen.pipeline.session import Session
from newsgen.theme import Theme, load_theme

__all__ = ["applying", "look", "make", "open_theme", "outline", "planner", "prepare"]

OF_MONTHS: Final = ("release.html", "month.html", "sitemap.xml")
"""The templates that most pages are made with."""


def outline(session: Session) -> Frame:
    """Work out the frame of the site. The content has been ingested."""
    session.meter.turn(Stage.THEME)
    theme, session.prepared = session.prepared or open_theme(session), None
    return build_frame(session, theme)


def prepare(session: Session) -> None:
    """Open the theme and compile what most pages are made with: workers inherit that.

    What is wrong with the theme is said when it is asked for.
    """
    with suppress(NewsgenError):
        theme = open_theme(session)
        theme.templates.prepare(OF_MONTHS)
        session.prepared = theme


def open_theme(session: Session) -> Theme:
    """Load the theme of a session's site, and see that what its pages need is installed."""
    site, options = session.config.site, session.config.theme.options
    if site.search:
        from newsgen.pipeline.index import require_pagefind  # noqa: PLC0415 (few sites need it)

        require_pagefind(session.config_text)
    theme = load_theme(session.request.site, site.theme, options, session.config_text)
    _ = theme.templates_digest  # before one is read: whatever is saved later makes another theme
    return theme


def make(session: Session, finish: Callable[[], Counts], themes: bytes) -> Counts:
    """Bring the output up to date, and note that it is made from the themes with these stamps.

    `finish` is what `applying` gave.
    """
    counts = finish()
    keep_receipt(session, themes, next_change(session))
    return counts


def planner(session: Session, frame: Frame) -> Planner:
    return Planner(frame, session.catalogue, session.manifest)

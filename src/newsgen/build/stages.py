"""What a build does when something has changed: look at the archive, and make its pages.

Apart from the pipeline, as the theme and the pages are slow to load.
"""

from newsgen.build.apply import Render, apply, renderers
from newsgen.build.findings import look
from newsgen.build.frame import Frame, build_frame, next_change
from newsgen.build.plan import Planner
from newsgen.build.profile import Stage
from newsgen.build.receipt import keep_receipt
from newsgen.build.result import Action
from newsgen.build.session import Session
from newsgen.theme import Theme, load_theme

__all__ = ["look", "make", "open_theme", "outline", "planner", "renderers"]


def outline(session: Session) -> Frame:
    """Work out the frame of the site. The content has been ingested."""
    session.meter.turn(Stage.THEME)
    return build_frame(session, open_theme(session))


def open_theme(session: Session) -> Theme:
    """Load the theme of a session's site, and see that what its pages need is installed."""
    site, options = session.config.site, session.config.theme.options
    if site.search:
        from newsgen.build.index import require_pagefind  # noqa: PLC0415 (few sites need it)

        require_pagefind(session.config_text)
    return load_theme(session.request.site, site.theme, options, session.config_text)


def make(session: Session, frame: Frame, render: Render | None) -> dict[Action, int]:
    """Bring the output up to date, and note that it is. `render` is what `renderers` gave."""
    counts = apply(session, frame, render)
    keep_receipt(session, [source.name for source in frame.theme.chain], next_change(session))
    return counts


def planner(session: Session, frame: Frame) -> Planner:
    return Planner(frame, session.catalogue, session.manifest)

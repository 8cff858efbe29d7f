"""The accessibility statement that the law asks of public bodies: S.I. 2018/952, regulation 8."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final

from newsgen.config.settings import Accessibility
from newsgen.model.dates import Moment, Precision
from newsgen.pages.head import list_head
from newsgen.pages.outline import RootOutline
from newsgen.pages.target import Target, file_of, page
from newsgen.pages.views import FailureView, Link, StatementPage

HREF: Final = "/accessibility-statement/"


def paths(outline: RootOutline) -> Iterator[str]:  # noqa: ARG001 (as all kinds)
    """Yield the statement's file, relative to its root."""
    yield file_of(HREF)


def targets(outline: RootOutline, statement: Accessibility) -> Iterator[Target]:
    """Declare the statement of a root."""
    root, title = outline.root, outline.say("accessibility")
    view = StatementPage(
        head=list_head(root, title, HREF, outline.say("accessibility_of", root.title)),
        title=title,
        trail=(Link(outline.say("home"), "/"),),
        scope=statement.scope or f"{root.title}, {root.base_url}",
        organisation=statement.organisation,
        nation=statement.nation,
        status=statement.status,
        wcag_version=statement.wcag_version,
        contact=statement.contact,
        email=statement.email,
        telephone=statement.telephone,
        failures=tuple(
            FailureView(f.text, f.criterion, _day(f.fix_by)) for f in statement.failures
        ),
        burdens=statement.burdens,
        out_of_scope=statement.out_of_scope,
        prepared=_day(statement.prepared),
        reviewed=_day(statement.reviewed),
        tested=_day(statement.tested),
        tested_by=statement.tested_by,
    )
    yield page(root, HREF, "accessibility-statement.html", view)


def _day(day: date) -> Moment:
    return Moment(datetime.combine(day, time()), Precision.DAY)

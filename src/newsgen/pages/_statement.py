"""The accessibility statement that the law asks of public bodies: S.I. 2018/952, regulation 8."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from newsgen.config.accessibility import Accessibility
from newsgen.model.dates import Moment, Precision
from newsgen.model.root import Root
from newsgen.pages._head import list_head
from newsgen.pages.addresses import ACCESSIBILITY, file_of
from newsgen.pages.outline import RootOutline, Words, say
from newsgen.pages.part import Part, PathClaim
from newsgen.pages.target import Target, page
from newsgen.pages.views import FailureView, Link, StatementPage
from newsgen.pages.window import Window


@dataclass(frozen=True, slots=True)
class StatementWindow(Window):
    """What the configuration says of accessibility."""

    root: Root
    words: Words
    accessibility: Accessibility


def _claims(outline: RootOutline) -> Iterator[PathClaim]:  # noqa: ARG001 (as all claims)
    yield PathClaim(file_of(ACCESSIBILITY))


def _targets(window: StatementWindow) -> Iterator[Target]:
    root, words, statement = window.root, window.words, window.accessibility
    title = say(words, "accessibility")
    view = StatementPage(
        head=list_head(root, title, ACCESSIBILITY, say(words, "accessibility_of", root.title)),
        title=title,
        trail=(Link(say(words, "home"), "/"),),
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
    yield page(root, ACCESSIBILITY, "accessibility-statement.html", view)


def _day(day: date) -> Moment:
    return Moment(datetime.combine(day, time()), Precision.DAY)


STATEMENT: Final = Part(
    "statement",
    StatementWindow,
    _targets,
    _claims,
    templates=("accessibility-statement.html",),
    applies=lambda outline: outline.has_statement,
    href=ACCESSIBILITY,
)

"""The accessibility statement that the law asks of public bodies: S.I. 2018/952, regulation 8."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Final

from newsgen.config.accessibility import Accessibility, AccessibilityFailure
from newsgen.model.area import Root
from newsgen.model.dates import moment_of
from newsgen.site._head import list_head
from newsgen.site.addresses import ACCESSIBILITY
from newsgen.site.elsewhere import Elsewhere
from newsgen.site.opened import OpenRoot
from newsgen.site.outline import Words, say
from newsgen.site.part import Part, at
from newsgen.site.target import Target, page
from newsgen.site.views import FailureView, Link, StatementPage
from newsgen.site.window import Window


@dataclass(frozen=True, slots=True)
class StatementWindow(Window):
    """What the configuration says of accessibility."""

    root: Root
    words: Words
    accessibility: Accessibility
    elsewhere: Elsewhere = field(default_factory=dict)


def _open(root: OpenRoot, _piece: str, _only: str) -> StatementWindow:
    accessibility = root.site.frame.config.statement_of(root.root)
    assert accessibility, "the outline says that there is a statement"
    elsewhere = root.elsewhere([root.root.at(ACCESSIBILITY)])
    return StatementWindow(root.root, root.words, accessibility, elsewhere)


def _targets(window: StatementWindow) -> Iterator[Target]:
    root, words, statement = window.root, window.words, window.accessibility
    title, scope = say(words, "accessibility"), statement.scope
    scope = scope or f"{root.title}, {root.home_url.removesuffix('/')}"
    href, description = root.at(ACCESSIBILITY), say(words, "accessibility_of", root.title)
    view = StatementPage(
        head=list_head(root, title, href, description, window.elsewhere),
        title=title,
        trail=(Link(say(words, "home"), root.base),),
        **_shown(replace(statement, scope=scope)),
    )
    yield page(root, href, "accessibility-statement.html", view)


def _shown(settings: Accessibility | AccessibilityFailure) -> dict[str, Any]:
    """Return settings by the names that they have in views too."""
    return {f.name: _value(getattr(settings, f.name)) for f in fields(settings)}


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return moment_of(value)
    if isinstance(value, AccessibilityFailure):
        return FailureView(**_shown(value))
    return tuple(map(_value, value)) if isinstance(value, tuple) else value


STATEMENT: Final = Part(
    "statement",
    _open,
    _targets,
    at(ACCESSIBILITY),
    templates=("accessibility-statement.html",),
    applies=lambda outline: outline.has_statement,
    href=ACCESSIBILITY,
)

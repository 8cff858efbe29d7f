"""The settings of the accessibility statement, and how they must agree."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from newsgen.config import _values as values
from newsgen.config.rows import setting, table
from newsgen.model.declared import choice, day, list_of, not_empty, text
from newsgen.model.refusal import refusal

_SOME_TEXT: Final = text(not_empty, minLength=1)


@dataclass(frozen=True, slots=True)
class AccessibilityFailure:
    """What does not meet a success criterion of WCAG, and when that will be fixed."""

    text: str = setting(
        _SOME_TEXT,
        "What is not accessible, and to whom",
        "Some pictures of 2012 have no text alternative.",
    )
    criterion: str = setting(
        values.CRITERION,
        "The success criterion, by number and name",
        "1.1.1 Non-text Content",
    )
    fix_by: date = setting(day(), "When it will be fixed", "2027-03-31")


_NATIONS: Final = {
    "england": "The Equality and Human Rights Commission enforces the regulations",
    "wales": "The same",
    "scotland": "The same",
    "northern-ireland": "The Equality Commission for Northern Ireland does",
}
_STATUSES: Final = {
    "full": "All success criteria of levels A and AA are met",
    "partial": "More than half of them are met, or do not apply",
    "not": "Half of them or fewer are met",
}


@dataclass(frozen=True, slots=True)
class Accessibility:
    """What the accessibility statement says; see S.I. 2018/952, regulation 8."""

    organisation: str = setting(
        _SOME_TEXT,
        "Who is responsible for the website",
        "Northshire Police",
    )
    nation: str = setting(
        choice(_NATIONS),
        "Where the force is, which decides who enforces the regulations",
        "england",
    )
    status: str = setting(
        choice(_STATUSES),
        "How far the website meets the Web Content Accessibility Guidelines",
        "partial",
    )
    contact: str = setting(
        values.CONTACT,
        "The form with which to report a fault or ask for another format",
        "https://www.northshire.police.example/contact/accessibility/",
    )
    prepared: date = setting(day(), "When the statement was prepared", "2026-09-01")
    reviewed: date = setting(day(), "When it was last reviewed", "2026-10-01")
    tested: date = setting(day(), "When the website was last tested", "2026-09-28")
    tested_by: str = setting(_SOME_TEXT, "Who carried out the test", "our own web team")
    scope: str = setting(
        text(),
        "What the statement applies to. Default: the site's title and address",
        "the news website of Northshire Police",
        default="",
    )
    wcag_version: str = setting(
        values.WCAG_VERSION,
        "The version of the Guidelines",
        "2.2",
        default="2.2",
    )
    email: str = setting(
        values.EMAIL,
        "Another way to get in touch",
        "web@northshire.police.example",
        default="",
    )
    telephone: str = setting(text(), "Another way to get in touch", "01632 960100", default="")
    failures: tuple[AccessibilityFailure, ...] = setting(
        list_of(
            table(AccessibilityFailure),
            "Write each as a table: [[accessibility.failures]], then text, criterion and fix_by.",
        ),
        "What does not comply with the regulations, each in a table of its own",
        [
            {
                "text": "Some old pictures have no text alternative.",
                "criterion": "1.1.1 Non-text Content",
                "fix_by": "2027-03-31",
            }
        ],
        default=(),
    )
    burdens: tuple[str, ...] = setting(
        list_of(text()),
        "What would be a disproportionate burden to fix",
        ["Captions for films of before 2020."],
        default=(),
    )
    out_of_scope: tuple[str, ...] = setting(
        list_of(text()),
        "What is not within the scope of the regulations",
        ["Documents of before 23 September 2018."],
        default=(),
    )


def agreeing(statement: Accessibility) -> Accessibility:
    """Hold the status and the lists to each other, as the wording of the statement does."""
    is_full = statement.status == "full"
    has_list = bool(statement.failures or statement.burdens or statement.out_of_scope)
    if is_full and has_list:
        raise refusal(
            values.CODE,
            "accessibility has status full, but lists what is not accessible",
            'Set status = "partial", or take the lists out.',
        )
    if not is_full and not has_list:
        raise refusal(
            values.CODE,
            f"accessibility has status {statement.status}, but does not list what is not "
            "accessible",
            "Add [[accessibility.failures]] with text, criterion and fix_by.",
        )
    if not statement.prepared <= statement.reviewed:
        raise refusal(
            values.CODE,
            "accessibility was reviewed before it was prepared",
            "Set reviewed to the day of the last review.",
        )
    return statement

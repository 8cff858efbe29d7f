"""All rules over a single release."""

from typing import Final

from newsgen.rules import (
    _children,
    _clock,
    _contact,
    _days,
    _doubled,
    _elements,
    _embeds,
    _found_in_welsh,
    _headings,
    _held_words,
    _helplines,
    _homes,
    _idle_marks,
    _language,
    _leftovers,
    _links,
    _metadata,
    _missing,
    _pictures,
    _plates,
    _still_named,
    _telephone,
    _terms,
    _text,
    _todays,
    _victims,
    _weekdays,
    appeals,
)
from newsgen.rules.rule import RuleSet

MODULES: Final = (
    _elements, _headings, _links, _metadata, _pictures, _telephone, _helplines, _text, _contact,
    _terms, _children, _victims, _homes, _plates, _missing, _held_words, _weekdays,
    _todays, _days, _clock, _doubled, _leftovers, _idle_marks, _still_named,
    _found_in_welsh, _embeds, _language, appeals,
)  # fmt: skip
RULES: Final = RuleSet([rule for module in MODULES for rule in module.RULES])

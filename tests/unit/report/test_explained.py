"""A code explained: what it means, its examples, and how to fix it."""

from newsgen.codes import CODES
from newsgen.report.explained import (
    ABOUT_ACCEPT,
    ExplanationPart,
    Shape,
    how_fixed,
    meaning,
    severity,
    turning_off,
)

ESSENTIAL = CODES["NG410"]
WARNING = CODES["NG601"]
STRICT = next(code for code in CODES.values() if code.strict != code.severity)


def test_every_code_is_explained_with_its_examples_labelled() -> None:
    for code in CODES.values():
        parts = list(meaning(code))
        assert [part.shape for part in parts[:2]] == [Shape.TEXT, Shape.TEXT], code
        assert all(part.text.strip() for part in parts), code
        labels = [part.text for part in parts if part.shape is Shape.LABEL]
        assert labels in ([], ["Wrong", "Right"]), code
        examples = [part for part in parts if part.shape is Shape.EXAMPLE]
        assert bool(labels) is bool(examples), code
        assert {part.kind for part in examples} <= {"markdown", "yaml", "toml", "text"}, code


def test_the_severity_is_told_in_a_sentence() -> None:
    assert severity(ESSENTIAL) == "An error: the website is not built until it is fixed."
    assert severity(WARNING).startswith("A warning: ")
    assert severity(STRICT) == "A warning; an error in releases since `rules.strict_since`."


def test_what_the_command_line_fixes_is_told() -> None:
    fixable = next(code for code in CODES.values() if code.fixable)
    assert "fixes it wherever the right text is certain" in how_fixed(fixable)
    assert "leaves it to you" in how_fixed(WARNING)
    assert "can be neither turned off nor accepted" in how_fixed(ESSENTIAL)
    assert "\n" not in how_fixed(WARNING)


def test_an_essential_code_cannot_be_turned_off() -> None:
    assert list(turning_off(ESSENTIAL)) == []


def test_every_way_to_turn_a_code_off_can_be_copied() -> None:
    examples = [part.text for part in turning_off(WARNING) if part.shape is Shape.EXAMPLE]
    assert examples == [
        '[rules.severity]\nNG601 = "off"\n',
        '[rules.per_path]\n"2012/**" = ["NG601"]\n',
        "accept:\n  - code: NG601\n    reason: Why it is right as it is\n",
    ]


def test_an_accept_that_is_not_used_cannot_be_accepted() -> None:
    parts = list(turning_off(CODES[ABOUT_ACCEPT]))
    assert parts != []
    assert not any("accept:" in part.text for part in parts)
    assert ExplanationPart(Shape.LABEL, "x").kind == ""

"""Explanations are read strictly, and what they say of turning a code off works."""

from zoneinfo import ZoneInfo

import pytest
import yaml

from newsgen.codes import CODES, STAGES, Code, Severity, select
from newsgen.config.load import parse as parse_config
from newsgen.content.keys import KEYS
from newsgen.explanations import Example, ExplanationError, explained, explanation, parse
from newsgen.report.explained import ABOUT_ACCEPT, Shape, how_fixed, severity, turning_off

WRONG = "\n## Wrong\n\n```markdown\nBad.\n```\n"
RIGHT = "\n## Right\n\n```yaml\ntitle: Good\n```\n"
CHOICE = [code for code in CODES.values() if not code.is_essential]


def test_an_explanation_is_taken_apart() -> None:
    actual = parse("NG305", f"One.\nTwo.\n\n`Three`.\n{WRONG}\n```site\n=== a\nb\n```\n{RIGHT}")
    assert (actual.code, actual.text) == ("NG305", "One.\nTwo.\n\n`Three`.")
    assert actual.wrong == (Example("markdown", "Bad.\n"), Example("site", "=== a\nb\n"))
    assert actual.right == (Example("yaml", "title: Good\n"),)


def test_examples_may_be_missing_on_both_sides() -> None:
    actual = parse("NG305", "One.\n")
    assert (actual.wrong, actual.right) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One.",
        "# Title\n\nOne.\n",
        "One.\n\nTwo.\n\nThree.\n\nFour.\n",
        "One.\n\n- a list\n",
        "One. \n",
        f"One.\n{WRONG}",
        f"One.\n{RIGHT}",
        f"One.\n{RIGHT}{WRONG}",
        f"One.\n{WRONG}{RIGHT}\nMore.\n",
        f"One.\n{WRONG}\nBetween.\n{RIGHT}",
        f"One.\n\n## Wrong\n{RIGHT}",
        f"One.\n{WRONG}{RIGHT}".replace("```yaml", "```"),
        f"One.\n{WRONG}{RIGHT}".replace("```yaml", "```python"),
        f"One.\n{WRONG}{RIGHT}".removesuffix("```\n"),
        f"One.\n{WRONG}{RIGHT}\n",
        f"\n{WRONG}{RIGHT}",
    ],
)
def test_a_malformed_explanation_is_refused(text: str) -> None:
    with pytest.raises(ExplanationError):
        parse("NG305", text)


def test_a_code_without_an_explanation_is_refused() -> None:
    with pytest.raises(ExplanationError, match="has no explanation"):
        explanation("NG000")


def test_every_explanation_is_well_formed() -> None:
    assert [explanation(code).code for code in explained()] == [*explained()]


def test_every_stage_has_a_heading() -> None:
    assert {code.stage for code in CODES.values()} == set(STAGES)


def examples_of(code: Code, kind: str) -> list[str]:
    return [p.text for p in turning_off(code) if p.shape is Shape.EXAMPLE and p.kind == kind]


def test_the_ways_to_turn_a_code_off_are_valid() -> None:
    (reader,) = [key.reader for key in KEYS if key.name == "accept"]
    for code in CHOICE:
        by_severity, by_path = (parse_config(text).rules for text in examples_of(code, "toml"))
        assert by_severity.severity == {code.id: "off"}
        assert by_path.per_path == {"2012/**": (code.id,)}
        accepted = [yaml.safe_load(text)["accept"] for text in examples_of(code, "yaml")]
        assert [reader.read(some, ZoneInfo("UTC"))[0].code for some in accepted] == (
            [] if code.id == ABOUT_ACCEPT else [code.id]
        )


def test_an_essential_code_cannot_be_turned_off() -> None:
    for code in CODES.values():
        assert ("neither turned off" in how_fixed(code)) is code.is_essential
        assert bool(list(turning_off(code))) is not code.is_essential


def test_severity_is_told_by_age() -> None:
    for code in CODES.values():
        said = severity(code)
        assert said.startswith(f"An {code.severity}" if code.is_essential else "A warning")
        is_stricter = code.severity is Severity.WARNING and code.strict is Severity.ERROR
        assert ("strict_since" in said) is is_stricter


def test_only_what_is_certain_is_fixable() -> None:
    """A code is fixable where a person may leave the text as it is, or one edit must be right.

    Of a colon in a title and of `court result`, only one thing can be meant.
    """
    fixable = [code for code in CODES.values() if code.fixable]
    assert fixable
    assert [code.id for code in fixable if code.is_essential] == ["NG112", "NG204"]
    assert all("--fix` fixes it" in how_fixed(code) for code in fixable)
    assert all("leaves it to you" in how_fixed(CODES[id_]) for id_ in select("NG3"))

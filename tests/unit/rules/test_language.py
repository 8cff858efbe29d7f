"""The rule on the language that a release says it is in."""

import pytest

from newsgen.rules._language import check_language, check_own_twin
from tests.support.manuscripts import asked, read, source

WELSH = (
    "Mae swyddogion wedi apelio am dystion yn Ellerdale, ac mae'r ffordd ar gau gyda gwyriad yno yn"
    " lleol."
)
ENGLISH = "The man was arrested and is to appear at court with the others from the town."


@pytest.mark.parametrize(("body", "keys"), [(WELSH, {}), (ENGLISH, {"language": "cy"})])
def test_another_language_is_a_finding(body: str, keys: dict[str, str]) -> None:
    assert [d.code for d in asked(check_language, read(source(body, **keys)))] == ["NG564"]


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        (ENGLISH, {}),
        (ENGLISH, {"language": "en-US"}),
        (WELSH, {"language": "cy"}),
        (WELSH, {"language": "cy-GB"}),
        (f"{ENGLISH} {WELSH}", {}),
        (f"{ENGLISH} {WELSH}", {"language": "cy"}),
        (WELSH, {"language": "fr"}),
        ("Mae dyn wedi marw.", {}),
    ],
)
def test_the_right_one_or_both_or_too_little_is_not(body: str, keys: dict[str, str]) -> None:
    assert list(check_language(read(source(body, **keys)))) == []


def test_each_part_is_heard_by_itself() -> None:
    body = f"{ENGLISH}\n\n:::cy\n{WELSH}\n:::\n\n:::cy\n{ENGLISH}\n:::\n\n:::pl\n{ENGLISH}\n:::"
    (finding,) = asked(check_language, read(source(body)))
    assert finding.code == "NG564"
    assert (finding.span.line, finding.hint[:12]) == (13, "Write :::en.")
    (finding,) = asked(check_language, read(source(f":::cy\n{WELSH}\n:::\n\n{WELSH}")))
    assert "the page says that it is in English" in finding.message


def test_a_text_that_is_its_own_translation_says_as_much_in_both() -> None:
    parts = f"{ENGLISH} Call 101.\n\n- one\n\n:::cy\n{WELSH} Ffoniwch 101.\n\n{{}}\n:::"
    assert asked(check_own_twin, read(source(parts.format("- un")))) == []
    (finding,) = asked(check_own_twin, read(source(parts.format("- un\n- dau"))))
    assert (finding.code, finding.span.line) == ("NG235", 11)
    assert finding.message == "the part in Welsh has 2 list items and not 1"


def test_a_quotation_in_another_language_is_no_translation() -> None:
    body = f"{ENGLISH} {ENGLISH}\n\n- one\n\n:::cy\nMae'n wir.\n:::"
    assert asked(check_own_twin, read(source(body))) == []

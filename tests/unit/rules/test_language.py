"""The rule on the language that a release says it is in."""

import pytest

from newsgen.rules._language import check_language
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

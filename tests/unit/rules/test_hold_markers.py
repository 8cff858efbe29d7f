"""Words that say that a release is held back; their many forms are in `tests/cases/holds.toml`."""

import pytest

from newsgen.rules._hold_markers import LONGEST, has_sign, says_held


@pytest.mark.parametrize(
    ("text", "is_held"),
    [
        ("**EMBARGO** until 1 January 2099", True),
        ("Man jailed (draft)", True),
        ("Policing plan (draft)", False),
        ("Policing plan (DRAFT)", True),
        ("DRAFT Man jailed", True),
        ("DRAFT PLAN OUT", False),
        ("Secret", False),
        ("SECRET", True),
        ("", False),
        ("<!-- -->", False),
    ],
)
def test_a_marker_is_the_whole_of_a_piece(text: str, *, is_held: bool) -> None:
    assert says_held(text) is is_held


def test_of_a_long_line_only_its_beginning_counts() -> None:
    words = "a " * LONGEST
    assert says_held(f"Embargoed until noon: {words}")
    assert not says_held(f"{words} - embargoed until noon")


def test_lines_without_a_sign_are_not_looked_at() -> None:
    assert has_sign("\nA man.\nUnder embargo.")
    assert not has_sign("\nA man was jailed.\nHe was 40.")

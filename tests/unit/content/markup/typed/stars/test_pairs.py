"""Asterisks belong together as CommonMark says; those within words are themselves."""

import pytest

from newsgen.content.markup.typed._stars import runs_in


def alone(block: str) -> list[tuple[int, int]]:
    return [(run.start, run.left) for run in runs_in(block) if run.is_itself]


@pytest.mark.parametrize(
    "block",
    [
        "*a* **b** ***c***",
        "***a* b** **c *d***",
        "*a **b** c*",
        "a**b**c",
        "**a**b",
        "said**A b** c",
        "**a:**b",
        "2 * 3 ** 4",
        "`a*` \\* [a](/b*c) <i title='*'>",
        "* a\n* **b**",
        "* * *",
        "**a***b* *c***d**",
    ],
)
def test_asterisks_belong_together(block: str) -> None:
    assert alone(block) == []


@pytest.mark.parametrize(
    ("block", "places"),
    [
        ("a*b", [(1, 1)]),
        ("f*** and s***", [(1, 3), (10, 3)]),
        ("fu**ing s**t", [(2, 2), (9, 2)]),
        ("A**B c** d", [(1, 2), (6, 2)]),
        ("5*, 6*", [(1, 1), (5, 1)]),
        ("*a\n*b", [(0, 1), (3, 1)]),
        ("**a* b**", [(3, 1)]),
        ("***a* b", [(0, 2)]),
        ("* *a\n* b*", [(2, 1), (8, 1)]),
        ("1 **** 2", [(2, 4)]),
        ("**a b**c**", [(5, 2)]),
    ],
)
def test_asterisks_are_themselves(block: str, places: list[tuple[int, int]]) -> None:
    assert sorted(alone(block)) == places


@pytest.mark.rotates(7)
@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "unit", ["*a ", "a* ", "a**b", "a**b ", "***a* ", "**a *", "a** *b", "*", "**a***b"]
)
def test_many_asterisks_are_paired_in_one_pass(unit: str) -> None:
    runs_in(unit * 100_000)

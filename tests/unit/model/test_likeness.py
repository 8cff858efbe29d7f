"""Sketches say how alike texts are: surely for short texts, and nearly for long ones."""

import random

import pytest

from newsgen.model.likeness import LEAST, Sketch, percent_alike, sketch


def alike(first: str, other: str) -> int:
    return percent_alike(sketch(first), sketch(other))


def words(number: int, name: str = "word") -> list[str]:
    letters = [chr(ord("a") + at) for at in range(26)]
    return [
        name + letters[n // 676] + letters[n // 26 % 26] + letters[n % 26] for n in range(number)
    ]


def pair(same: int, others: int, name: str = "word") -> tuple[str, str]:
    """Return two texts with so many words in both, and so many others in each."""
    common = words(same, name)
    first, other = words(others, f"{name}one"), words(others, f"{name}two")
    return " ".join(common + first), " ".join(other + common)


def test_tags_case_order_and_number_do_not_count() -> None:
    page = "<p class='x'>Caf&eacute; <b>A</b> b</p><p>101, 101!</p>"
    assert sketch(page)[:2] == sketch("101 B a CAFÉ")[:2]
    assert alike(page, "101 B a CAFÉ") == 100


@pytest.mark.parametrize(
    ("same", "others", "least", "most"),
    [(90, 5, 88, 92), (85, 5, 87, 91), (81, 9, 80, 84), (800, 40, 87, 93), (2_000, 100, 86, 95)],
)
def test_the_percentage_is_that_of_the_words_of_either(
    same: int, others: int, least: int, most: int
) -> None:
    assert least <= alike(*pair(same, others)) <= most


@pytest.mark.parametrize(("same", "others"), [(60, 20), (75, 25), (300, 100), (1_000, 400), (0, 9)])
def test_texts_with_fewer_words_in_common_are_not_alike(same: int, others: int) -> None:
    assert alike(*pair(same, others)) == 0


def test_the_estimate_of_any_text_is_near() -> None:
    chance = random.Random(601)
    for number in range(100):
        same, others = chance.randint(50, 1_000), chance.randint(0, 50)
        true = 100 * same / (same + 2 * others)
        actual = alike(*pair(same, others, f"w{chr(97 + number % 26)}"))
        assert abs(actual - true) < 5 or (actual == 0 and true < LEAST + 4)


def test_texts_without_words_are_not_alike() -> None:
    assert alike("", "") == alike("<p></p>", "<img alt='A'>") == alike("", "Words.") == 0


@pytest.mark.parametrize(
    ("first", "other"),
    [("12 and 3", "14 and 5"), ("on 3 May", "on 4 May"), ("log A12", "log B12"), ("", " 7 of 9")],
)
def test_texts_that_differ_in_figures_are_not_alike(first: str, other: str) -> None:
    text = " ".join(words(100))
    assert alike(f"{text} {first}", f"{text} {other}") == 0
    assert alike(f"{text} {first}", f"{first} {text}") == 100


def test_all_words_are_the_same_only_of_one_sketch() -> None:
    first, other = pair(1_000, 1)
    assert alike(first, other) == 99
    assert alike(first, first) == 100


def test_a_sketch_is_the_same_in_every_process() -> None:
    assert sketch("Call 101.") == Sketch(1 << 1760 | 1 << 16, 1 << 16, 9)

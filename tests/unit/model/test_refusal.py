"""What is wrong with a value, in words for a press officer."""

import pytest
from hypothesis import example, given, strategies as st

from newsgen.model.refusal import (
    MISSING,
    Fault,
    Refusal,
    RefusalError,
    closest,
    did_you_mean,
    edits,
    either,
    is_one_edit,
    refusal,
    shape_of,
    unmerged,
    wrong_choice,
    wrong_shape,
)


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ({}, "a map of keys and values"), ([], "a list"), ((1,), "a list"), (True, "true or false"),
        (0, "a number"), (1.5, "a number"), (None, "empty"), ("", "empty"),
        ("Apêl – “x”", "the text “Apêl – “x””"), ("x" * 99, f"the text “{'x' * 60}”"),
    ],
)  # fmt: skip
def test_the_shape_of_a_value_is_named(value: object, shape: str) -> None:
    assert shape_of(value) == shape


def test_a_message_goes_on_from_the_name_of_the_value() -> None:
    (wrong,) = wrong_shape(["a"], "text", "Write it on one line.").refusals
    assert wrong.words("title") == "title should be text, but it is a list"
    assert MISSING.words("site.title") == "site.title is missing"


def test_a_check_of_the_value_itself_says_all() -> None:
    (wrong,) = refusal("NG206", "the slug “a b” has a space").refusals
    assert wrong.words("slug") == "the slug “a b” has a space"
    assert (wrong.fault, wrong.code) == (Fault.RULE, "NG206")


def test_a_wrong_choice_names_all_and_the_nearest() -> None:
    (wrong,) = wrong_choice("closde", ["draft", "closed", "gone"]).refusals
    assert wrong.message == "is “closde”, but it can only be 'draft', 'closed' or 'gone'"
    assert wrong.hint == "Did you mean closed?"
    (wrong,) = wrong_choice("x", ["only"]).refusals
    assert (wrong.message, wrong.hint) == ("is “x”, but it can only be 'only'", "")


def test_a_mistake_deep_inside_is_seen_from_above() -> None:
    inner = RefusalError(Refusal(Fault.SHAPE, "a"), Refusal(Fault.SHAPE, "b", keys=("c",)))
    assert [w.keys for w in inner.below(1).below("images").refusals] == [
        ("images", 1),
        ("images", 1, "c"),
    ]
    assert str(inner) != ""


@pytest.mark.parametrize(
    ("name", "near"),
    [("sumary", "summary"), ("SUMMARY", "summary"), ("summary", ""), ("xyz", ""), ("", "")],
)
def test_a_misspelt_name_has_a_nearest(name: str, near: str) -> None:
    assert did_you_mean(name, ["title", "summary"]) == (f"Did you mean {near}?" if near else "")


@pytest.mark.parametrize(
    ("name", "near"),
    [("northshre", "Northshire"), ("NORTHSHIRE", "Northshire"), ("Kent", ""), ("", "")],
)
def test_the_closest_name_has_any_letter_case(name: str, near: str) -> None:
    assert closest(name, ["Cumbria", "Northshire"]) == near


FEW_LETTERS = st.text("abc", max_size=6)


@given(FEW_LETTERS, FEW_LETTERS)
@example("ab", "ba")
@example("abc", "bca")
@example("aab", "aba")
@example("a", "")
def test_one_edit_is_told_without_counting(text: str, other: str) -> None:
    assert is_one_edit(text, other) == (edits(text, other) == 1)


def test_words_to_choose_from_are_listed_as_a_person_would() -> None:
    assert [either(words) for words in ("a", "ab", "abc")] == ["a", "a or b", "a, b or c"]


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("<<<<<<< HEAD", "<<<<<<< HEAD"),
        ("=======", "======="),
        (">>>>>>> a branch\r", ">>>>>>> a branch"),
        ("||||||| 0931c3d", "||||||| 0931c3d"),
        ("  <<<<<<<", "<<<<<<<"),
        ("<<<<<<<HEAD", ""),
        ("========", ""),
        ("title: <<<<<<< HEAD", ""),
        ("", ""),
    ],
)
def test_marks_of_a_merge_are_known(line: str, mark: str) -> None:
    assert unmerged(line) == (f"“{mark}” was left by a merge of two versions" if mark else "")

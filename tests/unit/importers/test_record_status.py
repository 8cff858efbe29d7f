"""Who may see a record: nobody of whom nothing says that everybody may."""

from typing import Any, Final

import pytest

from newsgen.importers.record_status import PUBLIC_WORDS, guess_status, why_not_public

PUBLISHED: Final = {"status": "Published", "at": "2024-01-02"}


@pytest.mark.parametrize(
    ("values", "names", "public", "why"),
    [
        (PUBLISHED, ["status"], PUBLIC_WORDS, ""),
        ({"status": True}, ["status"], PUBLIC_WORDS, ""),
        ({"a": {"status": 1}}, ["a.status"], PUBLIC_WORDS, ""),
        ({"status": "Draft"}, ["status"], PUBLIC_WORDS, "status: Draft"),
        ({"status": False}, ["status"], PUBLIC_WORDS, "status: false"),
        ({"status": "x" * 99}, ["status"], PUBLIC_WORDS, f"status: {'x' * 40}"),
        ({"status": None}, ["status"], PUBLIC_WORDS, "status: nothing"),
        ({}, ["status"], PUBLIC_WORDS, "status: nothing"),
        ({"status": True, "state": "draft"}, ["status", "state"], PUBLIC_WORDS, "state: draft"),
        ({"isDraft": False}, ["isDraft"], ["false"], ""),
        ({"isDraft": True}, ["isDraft"], ["false"], "isDraft: true"),
        ({"hidden": ""}, ["hidden"], ["0", ""], ""),
        ({"hidden": "1"}, ["hidden"], ["0", ""], "hidden: 1"),
        (PUBLISHED, ["at"], ["*"], ""),
        ({}, ["at"], ["*"], "at: nothing"),
        ({"status": "Draft"}, [], PUBLIC_WORDS, ""),
    ],
)
def test_what_keeps_a_record_back(
    values: Any, names: list[str], public: tuple[str, ...], why: str
) -> None:
    assert why_not_public(values, names, public) == why


@pytest.mark.parametrize(
    ("name", "every", "public"),
    [
        ("status", ["Published", "Draft", None], PUBLIC_WORDS),
        ("attributes.moderation_state", ["published", "With the press office"], PUBLIC_WORDS),
        ("status", [True, False], PUBLIC_WORDS),
        ("state", ["1", "0", "-2"], PUBLIC_WORDS),
        ("isDraft", [True, False], ("false", "0", "no")),
        ("__Never publish", ["1", "0"], ("false", "0", "no")),
        ("Fields[Name=__Never publish].Value", ["1", ""], ("false", "0", "no", "")),
        ("hidden", ["", ""], ()),
        ("sys.publishedAt", ["2024-01-02", None], ("*",)),
        ("sys.publishedAt", ["2024-01-02", "2024-01-03"], None),
        ("published", ["2024-01-02", None], None),
        ("state", ["Victoria", "Tasmania"], None),
        ("status", ["1", "7"], None),
        ("title", ["Published", "Draft"], None),
        ("draft", ["first", "second"], None),
    ],
)
def test_which_field_says_who_may_see(
    name: str, every: list[object], public: tuple[str, ...] | None
) -> None:
    rows = [{name: value, "title": "A van"} for value in every]
    guessed = guess_status(rows, ["title", name])
    assert guessed[:2] == ((name, public) if public else ("", PUBLIC_WORDS))
    assert guessed[2] == (1 if public else 0)

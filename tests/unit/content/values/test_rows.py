"""Rows of keys: those in groups and lists are found by their dotted names."""

from newsgen.content._values import KeyRow, each_key
from newsgen.content.keys import KEYS
from newsgen.model.declared import group, list_of, text

INNER = KeyRow("inner", text(), "Inner", ("x",))
ROWS = (
    KeyRow("plain", text(), "Plain", ("x",)),
    KeyRow("group", group(INNER, make=dict), "Group", ({"inner": "x"},)),
)


def test_every_row_is_named_by_what_it_lies_in() -> None:
    assert [name for name, _ in each_key(ROWS)] == ["plain", "group", "group.inner"]
    assert dict(each_key(ROWS))["group.inner"] is INNER


def test_a_key_is_neither_seen_nor_kept_unless_its_row_says_so() -> None:
    assert not INNER.is_seen
    assert INNER.survives == ""


def test_a_list_that_a_release_has_not_got_is_empty() -> None:
    row = KeyRow("words", list_of(text()), "Words", (["x"],), is_seen=True)
    assert (row.absent, INNER.absent) == ((), None)


def test_no_name_of_the_front_matter_is_given_twice() -> None:
    names = [name for name, _ in each_key(KEYS)]
    assert len(names) == len(set(names)) > 50

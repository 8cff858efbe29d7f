"""Values of records by their names."""

from typing import Any, Final

import pytest
from hypothesis import given, strategies as st

from newsgen.importers.record_values import names_in, texts, value_at

VALUES: Final = {
    "title": " A  van ", "a.b": "point", "a": {"b": {"c": "deep"}, "n": 3, "yes": True},
    "tags": [{"name": "Roads"}, {"name": "Cars"}, {"other": 1}], "list": ["x", "", "y"],
    "empty": None, "zero": 0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [("title", ["A  van"]), ("a.b", ["point"]), ("a.b.c", ["deep"]), ("a.n", ["3"]),
     ("tags[].name", ["Roads", "Cars"]), ("tags.name", ["Roads", "Cars"]), ("list", ["x", "y"]),
     ("list[]", ["x", "y"]), ("empty", []), ("zero", ["0"]), ("a.yes", []), ("none", []),
     ("a", []), ("title.x", []), (".", []), ("", [])],
)  # fmt: skip
def test_values_have_names_and_paths(name: str, expected: list[str]) -> None:
    assert list(texts(VALUES, name)) == expected


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(json_values, st.text(alphabet="ab.[]", max_size=8))
def test_no_name_and_no_value_is_too_odd(values: Any, name: str) -> None:
    for text in texts({"a": values, "b": [values]}, name):
        assert text == text.strip() != ""
    assert all(value is not None or True for value in value_at(values, name))


def test_names_of_what_is_within() -> None:
    row = {"a": 1, "b": {"c": {"d": [1]}}, "e": [{"f": 1, "g": [{"h": 2}]}], "i": [], "j": None}
    assert list(names_in(row)) == ["a", "b.c.d", "e[].f", "e[].g[].h", "i", "j"]


def test_fields_that_are_a_list_of_names_and_values() -> None:
    fields = [{"Name": "Body", "Value": "<p>x</p>"}, {"Name": "Art. date", "Value": "2024"}]
    row = {"id": 1, "Fields": fields, "tags": [{"name": "Roads", "value": "r"}]}
    assert list(names_in(row)) == [
        "id", "Fields[Name=Body].Value", "Fields[Name=Art. date].Value", "Fields[].Name",
        "Fields[].Value", "tags[].name", "tags[].value",
    ]  # fmt: skip
    assert list(texts(row, "Fields[Name=Body].Value")) == ["<p>x</p>"]
    assert list(texts(row, "Fields[Name=Art. date].Value")) == ["2024"]
    assert list(texts(row, "Fields[Name=Other].Value")) == []
    assert list(texts({"Fields": "x"}, "Fields[Name=Other].Value")) == []

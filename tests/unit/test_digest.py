"""Digests: equal for equal values, different for different ones."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, strategies as st

from newsgen.digest import (
    SIZE,
    Shared,
    checksums,
    digest,
    digest_bytes,
    digest_fields,
    encode_fields,
    field_names,
    shown_fields,
)
from newsgen.model.dates import Moment, Precision
from newsgen.model.release import Kind
from newsgen.site.views import Day, Image, Item, Link


@dataclass(frozen=True)
class Inner:
    a: int
    b: str


@dataclass(frozen=True)
class View:
    title: str
    inner: Inner
    items: tuple[Inner, ...]


VIEW = View("T", Inner(1, "x"), (Inner(2, "y"),))


def test_parts_do_not_collide_by_joining() -> None:
    assert digest_bytes(b"ab", b"c") != digest_bytes(b"a", b"bc")
    assert digest_bytes(b"a") != digest_bytes(b"a", b"")
    assert len(digest_bytes()) == SIZE


def test_fields_do_not_collide_by_joining() -> None:
    assert digest_fields([b"ab", b"c"]) != digest_fields([b"a", b"bc"])
    assert digest_fields([b"a"]) != digest_fields([b"a", b""])


@given(st.lists(st.text()), st.lists(st.text()))
def test_two_lists_of_texts_have_one_digest_only_if_they_are_equal(
    first: list[str], other: list[str]
) -> None:
    assert (digest(first) == digest(other)) is (first == other)


def test_a_dataclass_is_digested_by_its_fields() -> None:
    assert digest(Inner(1, "x")) == digest(Inner(1, "x"))
    assert digest(Inner(1, "x")) != digest(Inner(1, "y"))


def test_types_are_told_apart() -> None:
    assert len({digest(v) for v in (1, "1", None, True, [1], {"1": 1}, 1.5)}) == 7


def test_a_map_keeps_its_order() -> None:
    assert digest({"a": 1, "b": 2}) != digest({"b": 2, "a": 1})


def test_times_and_bytes_have_a_form() -> None:
    values = (datetime(2020, 3, 5, tzinfo=UTC), datetime(2020, 3, 6, tzinfo=UTC), b"\x01", b"\x02")
    assert len({digest(value) for value in values}) == len(values)


def test_what_has_no_order_is_refused() -> None:
    """A set would give another digest in every process: its order hangs on the hash seed."""
    with pytest.raises((TypeError, ValueError)):
        digest({"a", "b"})


def changed_fields(before: View, after: View) -> list[str]:
    old, new = encode_fields(before), encode_fields(after)
    return [
        name
        for name, *both in zip(field_names(before), old, new, strict=True)
        if len(set(both)) > 1
    ]


def test_a_view_is_encoded_field_by_field_one_level_deep() -> None:
    assert field_names(VIEW) == ["title", "inner.a", "inner.b", "items"]
    assert changed_fields(VIEW, View("T", Inner(1, "z"), VIEW.items)) == ["inner.b"]
    assert changed_fields(VIEW, View("T", VIEW.inner, ())) == ["items"]
    assert changed_fields(VIEW, VIEW) == []


def test_checksums_have_four_bytes_a_field_and_show_which_changed() -> None:
    other = View("T", Inner(1, "z"), (Inner(2, "y"),))
    before, after = (checksums(encode_fields(view)) for view in (VIEW, other))
    assert len(before) == 16
    changed = [at // 4 for at in range(0, 16, 4) if before[at : at + 4] != after[at : at + 4]]
    assert changed == [2]


@dataclass(frozen=True)
class Wide:
    text: str
    kind: Kind
    moment: Moment | None
    links: tuple[Link, ...]
    pairs: tuple[tuple[str, str], ...]
    days: tuple[Day, ...]
    flag: bool
    extra: dict[str, Any]


texts = st.sampled_from(["", "a", "b", "null", '"a', "[]", "\x00", "é", "a\xff"])
links = st.builds(Link, texts, texts)
moments = st.builds(
    Moment,
    st.sampled_from([datetime(2020, 3, 5, hour, tzinfo=UTC) for hour in (0, 9)]),
    st.sampled_from(Precision),
)
pictures = st.builds(Image, texts, texts)
items = st.builds(
    Item,
    texts,
    texts,
    st.none() | moments,
    texts,
    st.sampled_from(Kind),
    texts,
    texts,
    st.none() | pictures,
    st.dictionaries(texts, texts, max_size=2),
)
views = st.builds(
    Wide,
    texts,
    st.sampled_from(Kind),
    st.none() | moments,
    st.lists(links, max_size=2).map(tuple),
    st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
    st.lists(
        st.builds(Day, st.none() | moments, st.lists(items, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    st.booleans(),
    st.dictionaries(texts, texts | st.lists(texts, max_size=2), max_size=2),
)


@given(views, views)
def test_two_fields_have_one_encoding_only_if_they_are_shown_as_one(
    first: Wide, other: Wide
) -> None:
    encoded = zip(encode_fields(first), encode_fields(other), strict=True)
    shown = zip(shown_fields(first), shown_fields(other), strict=True)
    assert [a == b for a, b in encoded] == [a == b for a, b in shown]
    same = digest_fields(encode_fields(first)) == digest_fields(encode_fields(other))
    assert same is (first == other)


@dataclass(frozen=True)
class Count:
    number: int | None


def test_no_value_is_not_encoded_as_zero_or_a_text() -> None:
    values: tuple[Any, ...] = (None, 0, 1, "", "null")
    assert len({*(encode_fields(Count(value))[0] for value in values)}) == len(values)


def test_a_text_is_shown_between_quotation_marks() -> None:
    assert shown_fields(VIEW) == ['"T"', "1", '"x"', '[{"a":2,"b":"y"}]']


def test_a_field_that_is_a_set_is_refused() -> None:
    with pytest.raises(TypeError):
        encode_fields(View("T", Inner(1, "x"), {"a"}))  # type: ignore[arg-type]


@dataclass(slots=True)
class Entry(Shared):
    title: str
    inner: Inner


@dataclass(frozen=True)
class Entries:
    entries: tuple[Entry, ...]


def test_a_shared_value_is_encoded_once_for_all_views_that_it_stands_in() -> None:
    entry = Entry("T", Inner(1, "x"))
    first = encode_fields(Entries((entry,)))
    entry.title = "what no code does"
    assert encode_fields(Entries((entry,))) == first
    assert entry.shown.encode() in encode_fields(Entries((entry, entry)))[0]


def test_values_of_several_classes_in_one_list_are_each_encoded() -> None:
    mixed = (Inner(1, "x"), Entry("T", Inner(1, "x")), Kind.APPEAL)
    assert digest(mixed) == digest((Inner(1, "x"), Entry("T", Inner(1, "x")), Kind.APPEAL))
    others = [(Inner(1, "x"), Entry("T", Inner(1, "y")), Kind.APPEAL), mixed[:2], mixed[::-1]]
    assert all(digest(other) != digest(mixed) for other in others)


def test_shared_values_are_encoded_alike_if_they_are_equal() -> None:
    entries = [Entry("T", Inner(1, "x")), Entry("T", Inner(1, "x")), Entry("T", Inner(1, "y"))]
    encodings = [encode_fields(Entries((entry,))) for entry in entries]
    assert encodings[0] == encodings[1] != encodings[2]

"""Partitions: each has a key of its own, and a key names its partition."""

from hypothesis import given, strategies as st

from newsgen.model.partition import Partition

_names = st.text(st.characters(exclude_characters="@/"), max_size=4)
partitions = st.builds(Partition, _names, _names, st.text(max_size=8))


@given(partitions, partitions)
def test_no_two_partitions_share_a_key(first: Partition, other: Partition) -> None:
    assert (first.key == other.key) == (first == other)
    assert Partition.parse(first.key) == first


def test_a_key_of_another_version_names_none() -> None:
    for key in ("", "?", "/2020-03", "www.northshire.example/2020-03", "topics/fraud/2025"):
        assert Partition.parse(key) is None

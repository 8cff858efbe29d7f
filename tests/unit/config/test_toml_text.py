"""Values as newsgen.toml writes them."""

import tomllib

from hypothesis import given, strategies as st

from newsgen.config.toml_text import toml_key, toml_list, toml_text

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS, st.lists(TEXTS))
def test_any_key_and_text_is_read_as_it_was(key: str, texts: list[str]) -> None:
    written = f"[areas.{toml_key(key)}]\ntexts = {toml_list(texts)}\nfirst = {toml_text(key)}"
    assert tomllib.loads(written) == {"areas": {key: {"texts": texts, "first": key}}}


def test_a_key_has_quotes_only_where_it_needs_them() -> None:
    assert [toml_key(key) for key in ("Kent", "Dyfed-Powys", "West Mercia", "", "Môn")] == [
        "Kent", "Dyfed-Powys", '"West Mercia"', '""', '"Môn"',
    ]  # fmt: skip

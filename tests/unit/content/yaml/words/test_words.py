"""Texts in quotes, and what a line says beside its key."""

import pytest
import yaml

from newsgen.content.yaml._words import no_space, quoted


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("It's here", "'It''s here'"),
        ('"said"', "'said'"),
        ("'half", "'''half'"),
        ("", "''"),
        ("Apêl: “brys”", "'Apêl: “brys”'"),
    ],
)
def test_a_text_in_quotes_reads_as_it_was(text: str, written: str) -> None:
    assert quoted(text) == written
    assert yaml.load(quoted(text), yaml.BaseLoader) == text.strip('"')


def test_a_key_without_a_space_is_shown_with_one() -> None:
    words = no_space("title:Witness appeal\n", 0)
    assert words is not None
    assert "title: " in words.hint
    assert no_space("https://x.example\n", 0) is None

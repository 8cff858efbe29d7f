"""Front matter has an end."""

from newsgen.content.yaml._excess import deep


def test_lists_in_lists_have_an_end() -> None:
    assert deep(7).at == 7
    assert deep(7).hint

"""Checks of the rules that rewrite what people type as Markdown."""

from collections.abc import Callable

from newsgen.content.markup.typed import standard

Rewrite = Callable[[str], str]


def assert_rewritten(rewrite: Rewrite, text: str, rewritten: str) -> None:
    """Check what a rule makes of a text, and that a second time nothing changes."""
    assert rewrite(text) == rewritten
    assert standard(text) == standard(rewritten) == rewritten


def assert_stays(rewrite: Rewrite, text: str) -> None:
    assert rewrite(text) == text

"""What is said of a newsgen.toml that is wrong."""

import pytest

from newsgen.config.load import parse
from newsgen.diagnostics import Diagnostic, NewsgenError
from newsgen.report.text import diagnostic_lines


def refused(text: str, *, only: tuple[str, ...] = ()) -> tuple[Diagnostic, ...]:
    with pytest.raises(NewsgenError) as error:
        parse(text, only=only)
    assert error.value.exit_code == 2
    return error.value.diagnostics


def said(text: str) -> list[str]:
    return [line for diagnostic in refused(text) for line in diagnostic_lines(diagnostic)]


def assert_said_on_its_line(line: str, words: str) -> None:
    """Assert that a wrong setting is said in plain words, at the line that it stands on."""
    (actual,) = refused(f"# settings\n{line}\n")
    assert actual.code == "NG703"
    assert (actual.span.line, actual.span.column) == (2, 1)
    assert words in actual.message


def assert_hint(line: str, hint: str) -> None:
    """Assert that the hint at a wrong setting has the text to write."""
    (actual,) = refused(f"{line}\n")
    assert actual.hint == hint

"""What is said of a newsgen.toml that is wrong."""

import pytest

from newsgen.config.load import parse
from newsgen.diagnostics import Diagnostic, NewsgenError
from newsgen.report.text import diagnostic_lines


def refused(text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(NewsgenError) as error:
        parse(text)
    assert error.value.exit_code == 2
    return error.value.diagnostics


def said(text: str) -> list[str]:
    return [line for diagnostic in refused(text) for line in diagnostic_lines(diagnostic)]

"""What `--no-plugins` leaves out, and what is told of it."""

from newsgen.config.load import parse
from newsgen.plugins.find import without_code

CODE = """
[markdown]
extensions = ["tables", "house:House"]
[markdown.extension_configs."house:House"]
loud = true
[plugins]
filters = ["miles"]
fields = ["court_case"]
"""


def test_what_runs_code_of_the_site_is_left_out_and_named() -> None:
    lines: list[str] = []
    markdown = without_code(parse(CODE), lines.append).markdown
    assert (markdown.extensions, markdown.extension_configs) == (("tables",), {})
    assert lines == [
        "Left out as --no-plugins asks, plug-ins: miles, court_case.",
        "Left out as --no-plugins asks, Markdown extensions: house:House.",
    ]


def test_of_a_site_without_code_nothing_is_told() -> None:
    lines: list[str] = []
    assert without_code(parse(""), lines.append) == parse("")
    assert lines == []

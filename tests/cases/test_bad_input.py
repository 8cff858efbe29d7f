r"""Every mistake of an author against its exact diagnostics.

Each file of `data/` is one site: sections `=== PATH [bom] [crlf]` hold its files, and the section
`=== expect` what `newsgen check` says. In a file `\xNN` stands for a byte and `<<N*TEXT>>` for a
text repeated. Without a newsgen.toml the defaults hold. An empty `expect` means nothing is wrong.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from newsgen.codes import CODES, NOT_RAISED
from newsgen.content.keys import KEYS
from newsgen.diagnostics import Diagnostic, Span, has_errors
from newsgen.pipeline.central import check
from newsgen.pipeline.result import Request, Result
from newsgen.report import text

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)
_SECTION = re.compile(rb"^=== (?P<path>\S+)(?P<flags>(?: (?:bom|crlf))*)\n", re.MULTILINE)
_BYTE = re.compile(rb"\\x([0-9a-f]{2})")
_REPEAT = re.compile(rb"<<(\d+)\*(.*?)>>", re.DOTALL)
EXPECT = "expect"


@dataclass(frozen=True)
class Case:
    """The files of a site by path, and what is to be said of them."""

    files: dict[str, bytes]
    expected: list[str]


def read_case(data: bytes) -> Case:
    """Take a case file apart."""
    sections = list(_SECTION.finditer(data))
    ends = [section.start() for section in sections[1:]] + [len(data)]
    bodies = {
        section["path"].decode(): _bytes(data[section.end() : end], section["flags"])
        for section, end in zip(sections, ends, strict=True)
    }
    return Case(bodies, bodies.pop(EXPECT).decode().splitlines())


def _bytes(written: bytes, flags: bytes) -> bytes:
    body = _REPEAT.sub(lambda match: match[2] * int(match[1]), written)
    body = _BYTE.sub(lambda match: bytes([int(match[1], 16)]), body)
    if b"crlf" in flags:
        body = body.replace(b"\n", b"\r\n")
    return b"\xef\xbb\xbf" * (b"bom" in flags) + body


def check_case(case: Case, site: Path) -> Result:
    """Write a case's files and check them."""
    (site / "content").mkdir(parents=True)
    for path, data in case.files.items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return check(Request(site, as_of=NOW, output=site / "output", cache=None, jobs=1))


def spans_of(diagnostic: Diagnostic) -> list[Span]:
    return [diagnostic.span, *(related.span for related in diagnostic.related)]


def assert_inside(span: Span, source: str) -> None:
    """Check that a span points at characters that its file has, or between two of them."""
    lines = source.split("\n")
    assert 1 <= span.line <= span.end_line <= len(lines), span
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1, span
    assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1, span
    assert (span.line, span.column) <= (span.end_line, span.end_column), span


def as_read(data: bytes) -> str:
    """Text as an editor shows it: without a byte order mark, with one kind of line end."""
    return data.decode(errors="replace").removeprefix("\ufeff").replace("\r\n", "\n")


CASES = sorted(DATA.glob("*.txt"))
DRAWN = [
    pytest.param(file, id=file.stem, marks=pytest.mark.rotates(5, together=f"mistake {file.stem}"))
    for file in CASES
]
"""A case is checked once, for all tests or none."""


@dataclass(frozen=True)
class Checked:
    """A case, and what a check of it found."""

    case: Case
    result: Result


@pytest.fixture(scope="module", params=DRAWN)
def checked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    case = read_case(request.param.read_bytes())
    return Checked(case, check_case(case, tmp_path_factory.mktemp("case") / "site"))


def test_each_mistake_has_its_exact_diagnostics(checked: Checked) -> None:
    diagnostics = checked.result.diagnostics
    assert list(text.lines(diagnostics, most_warnings=None)) == checked.case.expected


def test_each_span_lies_inside_its_file(checked: Checked) -> None:
    for diagnostic in checked.result.diagnostics:
        for span in spans_of(diagnostic):
            assert_inside(span, as_read(checked.case.files[span.path]))


def test_an_error_refuses_the_build_and_a_warning_does_not(checked: Checked) -> None:
    result = checked.result
    assert result.refused is has_errors(result.diagnostics)
    assert result.refused is any(": error[" in line for line in checked.case.expected)


def test_every_code_of_a_release_has_a_case() -> None:
    said = "\n".join(line for file in CASES for line in read_case(file.read_bytes()).expected)
    made_elsewhere = {
        "NG101",
        "NG105",
        "NG106",
        "NG107",
        "NG108",
        "NG109",
        "NG502",
    }  # test_scan_cases
    made_elsewhere |= {"NG315"}  # test_clocks_off, of an archive
    made_elsewhere |= {"NG434"}  # test_no_url_lost
    made_elsewhere |= {"NG556", "NG557"}  # test_checked, of media
    wanted = {code for code in CODES if code[2] in "12345"} - made_elsewhere - NOT_RAISED
    assert not [code for code in sorted(wanted) if f"[{code}]" not in said]


_KEY_LINE = re.compile(r"(\w+):|(```|---)$")
_PLACE = re.compile(r"(\S+):(\d+):\d+: ")


def key_lines(text: str) -> Iterator[tuple[str, range]]:
    """Yield the keys of a release's front matter, each with the lines that it stands on."""
    heads = [
        (number, match[1], match[2])
        for number, line in enumerate(text.split("\n"), 1)
        if (match := _KEY_LINE.match(line))
    ]
    for (start, key, _), (end, _, fence) in pairwise(heads):
        if key:
            yield key, range(start, end)
        if key and fence:
            return


def test_every_key_has_a_case_of_a_right_value_and_of_a_wrong_one() -> None:
    right, wrong = set[str](), set[str]()
    for case in map(read_case, (file.read_bytes() for file in CASES)):
        places = {match.groups() for line in case.expected if (match := _PLACE.match(line))}
        for path, data in case.files.items():
            for key, lines in key_lines(as_read(data)) if path.endswith(".md") else ():
                is_wrong = any((path, str(line)) in places for line in lines)
                (wrong if is_wrong else right).add(key)
    names = {key.name for key in KEYS}
    assert sorted(names - right) == [], "no case has a right value of these keys"
    assert sorted(names - wrong) == [], "no case has a wrong value of these keys"


def test_each_finding_of_a_rule_says_what_to_write() -> None:
    lacking = set[str]()
    for case in map(read_case, (file.read_bytes() for file in CASES)):
        for line, below in pairwise([*case.expected, ""]):
            code = re.search(r": (?:error|warning)\[(NG5\d\d)\] ", line)
            if code and not below.startswith("    hint: "):
                lacking.add(f"{code[1]}: {line}")
    assert sorted(lacking) == [], "these have no hint"

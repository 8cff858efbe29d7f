"""A source's bytes to text: what cannot be read is told with its place."""

from pathlib import Path

import pytest

from newsgen.content.scan import LARGEST, decode, read_source
from newsgen.diagnostics import Diagnostic
from tests.support.site import write


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("Apêl – “brys”\n".encode(), "Apêl – “brys”\n"),
        (b"\xef\xbb\xbfa\r\nb\rc\n", "a\nb\nc\n"),
        (b"\xef\xbb\xbf\xef\xbb\xbfa", "\ufeffa"),
        ("a\u2028b".encode(), "a\u2028b"),
    ],
)
def test_text_is_utf8_with_line_feeds(data: bytes, text: str) -> None:
    assert decode(data, "content/a.md") == text


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"caf\xe9", "NG103", (1, 4)),
        ("é\nÉ".encode() + b" \x93quoted\x94", "NG103", (2, 3)),
        (b"\xef\xbb\xbfab\xff", "NG103", (1, 3)),
        ("ab\nê".encode() + b"\x00", "NG104", (2, 2)),
        ("text".encode("utf-16"), "NG103", (1, 1)),
    ],
)
def test_other_bytes_are_told_where_they_stand(
    data: bytes, code: str, place: tuple[int, int]
) -> None:
    diagnostic = decode(data, "content/a.md")
    assert isinstance(diagnostic, Diagnostic)
    assert (diagnostic.code, diagnostic.span.line, diagnostic.span.column) == (code, *place)


def test_a_pointer_of_git_lfs_is_told_as_such() -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    diagnostic = decode(pointer, "content/a.md")
    assert isinstance(diagnostic, Diagnostic)
    assert diagnostic.message == "this is a pointer of Git LFS, and not a text"
    assert "git lfs pull" in (diagnostic.hint or "")
    assert isinstance(decode(b"version 2", "content/a.md"), str)


def test_files_are_read_in_order_and_those_that_cannot_be_are_told(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "one")
    (tmp_path / "folder.md").mkdir()
    write(tmp_path / "é.md", b"\xff\x00")
    write(tmp_path / "most.md", b"x" * LARGEST)
    write(tmp_path / "more.md", b"x" * (LARGEST + 1))
    names = ["é.md", "gone.md", "a.md", "folder.md", "most.md", "more.md"]
    results = [read_source(str(tmp_path), name) for name in names]
    assert [results[0], results[2], len(results[4])] == [b"\xff\x00", b"one", LARGEST]  # type: ignore[arg-type]
    diagnostics = [each for each in results if isinstance(each, Diagnostic)]
    assert [(d.code, d.span.path) for d in diagnostics] == [
        ("NG101", "content/gone.md"),
        ("NG101", "content/folder.md"),
        ("NG102", "content/more.md"),
    ]

"""What is printed to files and pipes is UTF-8 with line feeds, whatever the system prefers."""

import errno
import io
import sys

import click
import pytest

from newsgen import cli
from newsgen.cli.data import print_csv

WORDS = "“Dyfed‑Powys” – الشرطة\n"


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def printed(stream: io.TextIOWrapper, buffer: io.BytesIO) -> bytes:
    stream.flush()
    return buffer.getvalue()


def stand_in(
    monkeypatch: pytest.MonkeyPatch, kind: type[io.TextIOWrapper] = io.TextIOWrapper
) -> tuple[io.TextIOWrapper, io.BytesIO]:
    """Give a standard output as Windows does: a byte a letter, and two at the end of a line."""
    buffer = io.BytesIO()
    stream = kind(buffer, encoding="cp1252", newline="\r\n")
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    return stream, buffer


def test_a_pipe_gets_utf8_and_line_feeds(monkeypatch: pytest.MonkeyPatch) -> None:
    stream, buffer = stand_in(monkeypatch)
    cli._print_utf8()
    click.echo(WORDS, nl=False)
    assert printed(stream, buffer) == WORDS.encode()


def test_a_terminal_shows_what_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    stream, buffer = stand_in(monkeypatch, Terminal)
    cli._print_utf8()
    sys.stdout.write(WORDS)
    assert printed(stream, buffer).startswith("“Dyfed\\u2011Powys” – \\u0627".encode("cp1252"))


def test_an_encoding_that_was_asked_for_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    stream, _ = stand_in(monkeypatch)
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    cli._print_utf8()
    assert stream.encoding == "cp1252"


def test_rows_of_csv_end_in_one_way_only(monkeypatch: pytest.MonkeyPatch) -> None:
    stream, buffer = stand_in(monkeypatch)
    monkeypatch.setattr("sys.platform", "win32")
    cli._print_utf8()
    print_csv([{"title": "Zoë"}], ["title"])
    assert printed(stream, buffer) == "title\r\nZoë\r\n".encode()


def test_on_windows_a_pipe_that_nobody_reads_is_an_invalid_argument(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed = OSError(errno.EINVAL, "Invalid argument")
    assert not cli._is_end_of_pipe(closed)
    assert cli._is_end_of_pipe(BrokenPipeError(errno.EPIPE, "Broken pipe"))
    monkeypatch.setattr("sys.platform", "win32")
    assert cli._is_end_of_pipe(closed)
    assert not cli._is_end_of_pipe(OSError(errno.EINVAL, "Invalid argument", "content/a?.md"))

"""What newsgen prints, made safe to show: the one way to standard output and standard error.

Terminals obey control characters, invisible ones and those that turn the direction of writing
mislead readers, and the runners of CI services obey some lines of a log. All of them are escaped:
a text may come from a file name, a setting or an exception, and who wrote that is not known.
"""

import io
import json
import os
import re
import stat
import sys
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, Final, TextIO

from newsgen.fast.patterns import later

_BLANK: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
    + "".join(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10))))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)
"""Characters that count as letters, marks or signs but are invisible."""

_COMMAND: Final = later(r"#(?=(?:vso|teamcity)?\[)", re.IGNORECASE)
"""Runners take `##vso[...]`, `##[...]` and `##teamcity[...]` for commands anywhere in a line."""
_FIRST: Final = later(r"(?:^|(?<=\r))([^\S\r\n]*):(?=:[^:\s])", re.MULTILINE)
"""GitHub's runner takes a line such as `::error::` for a command, whatever blanks are before it.

`::: video` is none: a block of Markdown, which the explanations show.
"""
_OWN: Final = later(r"::(?:error|warning) [^:]*::|##vso\[task\.logissue [^\]]*\]")
"""The commands that newsgen gives: a finding of a format for GitHub or Azure."""

_HIDDEN_IN_JSON: Final = later(
    "[\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Return a text on one line, with a visible replacement for what cannot or must not be seen."""
    if not (text.isprintable() and (text.isascii() or _BLANK.isdisjoint(text))):
        text = "".join(map(visible_character, text))
    return without_commands(text)


def visible_character(char: str) -> str:
    """Return a character, or what stands for it: `␛` for Escape, `<U+202E>` for a bidi control."""
    if char.isprintable():
        return f"<U+{ord(char):04X}>" if char in _BLANK else char
    if char < " ":
        return chr(0x2400 + ord(char))
    return char if unicodedata.category(char) == "Zs" else f"<U+{ord(char):04X}>"


def without_commands(text: str) -> str:
    """Keep the length of a text and take away what an agent would obey."""
    return _COMMAND.sub("♯", text) if "#" in text else text


def harmless(text: str) -> str:
    """Return lines of which a runner obeys none; all else in them stays."""
    return _FIRST.sub(r"\1꞉", without_commands(text)) if "::" in text else without_commands(text)


class NobodyReadsError(BrokenPipeError):
    """What is printed goes nowhere, as in `newsgen plan | head`; no other pipe is meant."""


def say(*lines: str, err: bool = False, paint: Callable[[str], str] | None = None) -> None:
    """Print lines to standard output, or `err` to standard error; each stays one line.

    `paint` gives a safe line colours, where they show.
    """
    _write(sys.stderr if err else sys.stdout, lines, paint)


def _write(
    stream: TextIO | None, lines: Iterable[str], paint: Callable[[str], str] | None = None
) -> None:
    if stream is None:  # it is closed
        return
    shown = (harmless(visible(line)) for line in lines)
    if paint is not None and _shows_colours(stream):
        shown = (paint(line) for line in shown)
    try:
        stream.writelines(f"{line}\n" for line in shown)
        stream.flush()
    except BrokenPipeError as error:
        raise NobodyReadsError(*error.args) from None


def _shows_colours(stream: TextIO) -> bool:
    """Return whether a stream is a terminal with colours; an old one of Windows has none."""
    is_new = sys.platform != "win32" or "WT_SESSION" in os.environ
    return stream.isatty() and is_new and not os.environ.get("NO_COLOR")


def show(pieces: Iterable[str]) -> None:
    """Print the pieces of a document, whose format has made them visible, to standard output."""
    sys.stdout.writelines(map(harmless, pieces))
    sys.stdout.flush()


def show_commands(pieces: Iterable[str]) -> None:
    """Print findings that are commands for a runner, one a line: each line gives that one only."""
    for piece in pieces:
        for line in piece.splitlines(keepends=True):
            command = _OWN.match(line)
            at = command.end() if command else 0
            rest = visible(line[at:].rstrip("\n")) + "\n" * line.endswith("\n")
            sys.stdout.write(line[:at] + (rest if command else harmless(rest)))
    sys.stdout.flush()


def show_exact(text: str) -> None:
    """Print a text byte for byte to a file; to a terminal visibly.

    What a pipe leads to may be a runner: it gets the text without commands.
    """
    if sys.stdout.isatty():
        text = "\n".join(map(visible, text.split("\n")))
    sys.stdout.write(text if _is_file(sys.stdout) else harmless(text))
    sys.stdout.flush()


def _is_file(stream: TextIO) -> bool:
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except OSError:
        return False


def say_warning(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: object
) -> None:
    """Print a warning of Python's, as `warnings.showwarning` does, without a line of the source."""
    say(f"{filename}:{lineno}: {category.__name__}: {message}", err=True)


class SafeLines(io.TextIOBase):
    """Takes what code of a site writes, and prints it to standard error, line by line."""

    def __init__(self) -> None:
        self._stream, self._rest = sys.stderr, ""

    def write(self, text: str) -> int:
        *lines, self._rest = (self._rest + text).split("\n")
        _write(self._stream, lines)
        return len(text)

    def close(self) -> None:
        """Print what no line feed has ended."""
        rest, self._rest = self._rest, ""
        _write(self._stream, [rest] if rest else [])
        super().close()

    def fileno(self) -> int:
        return self._stream.fileno()


def width(shown: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(_columns(char) for char in shown)


def _columns(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def json_text(data: Any) -> str:
    """Return JSON that reads as the same data, with escapes for what must not reach a log."""
    dumped = json.dumps(data, ensure_ascii=False, indent=2)
    dumped = _HIDDEN_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", dumped)
    return _COMMAND.sub(r"\\u0023", dumped)

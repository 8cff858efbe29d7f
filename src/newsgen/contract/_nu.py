"""The Nu HTML checker, a program in Java that knows more of HTML than its grammar."""

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from newsgen.diagnostics import fatal

_KNOWN: Final = re.compile(
    "An “img” element must have an “alt” attribute"
    "|Element “head” is missing a required instance of child element “title”"
    "|Element “title” must not be empty"
    "|The “aria-.*” attribute must point to an element in the same document"
)
"""Beginnings of messages about problems that newsgen reports itself, with a better hint."""

_JVM: Final = ("-Xss2m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Code that is compiled thoroughly pays for itself in a longer run: this takes half the time."""


class Message(NamedTuple):
    """A problem of a page, by the page's number, and where."""

    page: int
    line: int
    column: int
    message: str


def messages(vnu: Path, pages: Sequence[str]) -> Iterator[Message]:
    """Yield what the checker, given as the path of its JAR, finds in pages of HTML.

    Raises:
        NewsgenError: it cannot be run.

    """
    if not pages:  # without files, it prints its usage
        return
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.html" for number in range(len(pages))]
        for file, text in zip(files, pages, strict=True):
            file.write_text(text, encoding="utf-8", newline="")
        for message in _run(vnu, files):
            if not _KNOWN.match(message["message"]):
                number = int(message["url"].rpartition("/")[2].removesuffix(".html"))
                line = message.get("firstLine") or message.get("lastLine", 1)
                yield Message(number, line, message.get("firstColumn") or 1, message["message"])


def _run(vnu: Path, files: Sequence[Path]) -> list[dict[str, Any]]:
    command = ["java", *_JVM, "-jar", str(vnu), "--errors-only", "--format", "json"]
    command += map(str, files)
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        reports: list[dict[str, Any]] = json.loads(run.stderr)["messages"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"the Nu HTML checker cannot be run: {error}"
        hint = "It needs Java, and the path of vnu.jar."
        raise fatal("NG706", message, str(vnu), hint) from None
    return reports

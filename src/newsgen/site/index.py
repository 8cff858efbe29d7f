"""The search index of a root, made by Pagefind.

Pagefind is a program, which takes documents and writes the files of an index. It is spoken to as
its own Python package does, message by message; that package itself waits a tenth of a second for
each answer, a quarter of an hour for ten thousand releases.

What Pagefind writes is the same whenever the documents and their order are, as long as it is given
no filters, of which it keeps the values in no order. So what a search is narrowed by is a file of
newsgen's own.
"""

import gzip
import json
import shutil
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from newsgen.config.load import FILE as CONFIG_FILE, find_key
from newsgen.diagnostics import fatal
from newsgen.digest import digest_bytes
from newsgen.files import walk
from newsgen.model.area import Area, folder_of
from newsgen.site import search
from newsgen.site.items import link_to
from newsgen.store import Catalogue

PACKAGE: Final = "pagefind_bin"
_MARK: Final = b"pagefind_dcd"
"""What Pagefind's files begin with, once they are unpacked."""
_UNUSED: Final = (
    "pagefind-ui",
    "pagefind-modular-ui",
    "pagefind-component-ui",
    "pagefind-highlight",
)
"""Pagefind's own pages for searching; the theme has one."""


def require_pagefind(config_text: str) -> None:
    """See that Pagefind is there; it is not of use to a site without search.

    Raises:
        NewsgenError: it is not installed.

    """
    if find_spec(PACKAGE) is None:
        raise fatal(
            "NG706",
            "search is on, but Pagefind, which makes the index, is not installed",
            find_key(config_text, CONFIG_FILE, ("site", "search")),
            'Install it with pip install "newsgen[search]", or take search = true out.',
        )


def make_index(
    catalogue: Catalogue,
    root: str,
    folder: Path,
    *,
    area_of: Mapping[str, Area],
    language: str,
    months: Sequence[str],
) -> list[tuple[str, str]]:
    """Make the index of a root's releases in a folder; language and names of months are the site's.

    Returns:
        The name of each file below the folder, and the digest of its bytes.

    Raises:
        NewsgenError: Pagefind cannot be run, or fails.

    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with _failures(), _pagefind() as ask:
        options = {"force_language": language.partition("-")[0], "keep_index_url": True}
        number = ask("NewIndex", config=options)["index_id"]
        for release, html in catalogue.releases.bodies(root):
            text, url = search.document(release, html), link_to(release, folder_of(root))
            ask("AddFile", index_id=number, url=url, file_contents=text)
        # Not WriteFiles: Pagefind answers that before the last files are whole.
        files = _used(ask("GetFiles", index_id=number)["files"])
        names = dict(filter(None, (_write(folder, path, data) for path, data in files)))
        releases = (release for release, _ in catalogue.releases.bodies(root))
        linked = ((link_to(release, folder_of(root)), release) for release in releases)
        facets = search.facets(linked, names, area_of=area_of, language=language, months=months)
        (folder / search.FACETS).write_bytes(facets)
    paths = [entry.path for entry in walk(folder)]
    return [(path, digest_bytes((folder / path).read_bytes()).hex()) for path in paths]


def _used(files: list[dict[str, str]]) -> Iterator[tuple[str, bytes]]:
    for file in files:
        if not file["path"].startswith(_UNUSED):
            yield file["path"], b64decode(file["content"])


def _write(folder: Path, path: str, data: bytes) -> tuple[str, str] | None:
    """Write a file of the index. Returns, if it is of a document, its link and its name there."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    if file.parent.name != "fragment":
        return None
    return json.loads(gzip.decompress(data).removeprefix(_MARK))["url"], file.stem


@contextmanager
def _pagefind() -> Iterator[Any]:
    """Run Pagefind for the length of a `with` block; give a function that asks it for something."""
    from pagefind_bin import get_executable  # noqa: PLC0415 (only sites with search have it)

    command = [str(get_executable()), "--service"]
    with subprocess.Popen(  # noqa: S603 (the program that the package brings)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as program:
        yield _Service(program).ask


class _Service:
    """Speaks with Pagefind: each message is JSON in base64, and a comma."""

    def __init__(self, program: "subprocess.Popen[bytes]") -> None:
        assert program.stdin is not None
        assert program.stdout is not None
        self._to, self._from = program.stdin, program.stdout
        self._number = 0

    def ask(self, what: str, **details: Any) -> dict[str, Any]:
        """Ask for something, and wait for the answer. Raises `_PagefindError`."""
        self._number += 1
        message = {"message_id": self._number, "payload": {"type": what, **details}}
        self._to.write(b64encode(json.dumps(message).encode()) + b",")
        self._to.flush()
        answer: dict[str, Any] = json.loads(b64decode(self._next()))["payload"]
        if answer["type"] == "Error":
            raise _PagefindError(answer["message"])
        return answer

    def _next(self) -> bytes:
        """Return the next answer, the only one that is awaited."""
        heard: list[bytes] = []
        while not heard or not heard[-1].endswith(b","):
            more = self._from.read1(1 << 20)  # type: ignore[attr-defined]
            if not more:
                raise _PagefindError("it ended without an answer")
            heard.append(more)
        return b"".join(heard)[:-1]


class _PagefindError(Exception):
    """Pagefind says that it cannot."""


@contextmanager
def _failures() -> Iterator[None]:
    """Say in plain words that no index could be made."""
    try:
        yield
    except (_PagefindError, OSError, ValueError, KeyError, ImportError) as error:
        raise fatal(
            "NG907",
            f"Pagefind cannot make the search index: {error}",
            CONFIG_FILE,
            "The website is unchanged. Try again; if it fails again, reinstall Pagefind with "
            'pip install --force-reinstall "newsgen[search]".',
        ) from error

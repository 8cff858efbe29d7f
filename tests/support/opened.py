"""Looking for words in every file of a folder, however the file keeps its text."""

import gzip
import html
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from tests.support.site import tree


def opened(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every file below a folder by its path, with all texts that its path and bytes hold.

    Hidden files count, and so do the tables, journals and leftovers of the cache. A file in gzip
    or zlib is unpacked, escapes of URLs, HTML and JSON are undone, and capitals are made small.
    """
    for path, data in tree(folder).items():
        yield path, "\n".join(dict.fromkeys((*readings(path.encode()), *readings(data))))


@lru_cache(maxsize=10_000)  # most files are the same after the next build
def readings(data: bytes) -> tuple[str, ...]:
    """Return all texts that bytes may stand for."""
    texts = {
        text: None
        for plain in (data, unpacked(data))
        for text in (plain.decode("utf-8", "ignore"), plain.decode("latin-1"))
    }
    undone = {
        undo(text): None
        for text in texts
        for mark, undo in _ESCAPES.items()
        if mark in text or not mark
    }
    return tuple(unicodedata.normalize("NFC", text).casefold() for text in undone)


def unpacked(data: bytes) -> bytes:
    """Return what bytes in gzip or zlib hold, and any others as they are."""
    try:
        return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else zlib.decompress(data)
    except (OSError, EOFError, zlib.error):
        return data


def _from_json(text: str) -> str:
    return re.sub(
        r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text, flags=re.IGNORECASE
    )


_ESCAPES: Final[dict[str, Callable[[str], str]]] = {
    "": str,
    "%": unquote,
    "&": html.unescape,
    "\\u": _from_json,
}
"""What undoes an escape, by what stands in a text that has any."""


def holding(folder: Path, words: Iterable[str]) -> dict[str, list[str]]:
    """Return the files below a folder that hold any of the words, each with those that it holds."""
    wanted = {word: unicodedata.normalize("NFC", word).casefold() for word in words}
    held = {
        path: [word for word, plain in wanted.items() if plain in text]
        for path, text in opened(folder)
    }
    return {path: some for path, some in held.items() if some}

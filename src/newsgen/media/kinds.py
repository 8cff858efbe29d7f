"""Kinds of files, told apart by how they begin: a name may say anything."""

import re
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Final, NamedTuple

HEAD: Final = 1024
"""How many bytes of a file its kind is told by."""


class MediaKind(NamedTuple):
    """A kind of file, the module that cleans it, the endings of its names, and what tells it."""

    name: str
    module: str
    endings: tuple[str, ...]
    is_one: Callable[[bytes], object]

    def load(self) -> ModuleType:
        """Return its module, which is loaded when the first file of the kind is there."""
        return import_module(f"newsgen.media.{self.module}")


class RefusedKind(NamedTuple):
    """A kind of file that is known and not cleaned, and what to save such files as."""

    name: str
    save_as: str
    is_one: Callable[[bytes], object]


def _starts(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signs)


def _riff(kind: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(b"RIFF") and head[8:12] == kind


_BEFORE: Final = rb"<\?.*?\?>\s*|<!--.*?-->\s*"
"""An instruction or a comment; what has matched one of them is not tried in another way."""
_SVG: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?>(?>%b|<!DOCTYPE\s+svg\b.*?>\s*)*)<(?:svg:)?svg[\s>]" % _BEFORE,
    re.DOTALL,
)
_SVG_DOCTYPE: Final = re.compile(rb"\s*(?>(?>%b)*)<!DOCTYPE\s+svg\b" % _BEFORE, re.DOTALL)
_MPEG_SOUND: Final = re.compile(rb"ID3|\xff[\xe2-\xe7\xf2-\xf7\xfa-\xfd\xff]")
"""Not what begins a text in UTF-16, which would be a sound of layer I, and no program writes it."""
_BOXES: Final = (".mp4", ".m4v", ".mov", ".m4a", ".3gp", ".avif", ".heic", ".heif")

KINDS: Final = (
    MediaKind("JPEG", "_jpeg", (".jpg", ".jpeg", ".jfif"), _starts(b"\xff\xd8\xff")),
    MediaKind("PNG", "_png", (".png",), _starts(b"\x89PNG\r\n\x1a\n")),
    MediaKind("GIF", "_gif", (".gif",), _starts(b"GIF87a", b"GIF89a")),
    MediaKind("WebP", "_webp", (".webp",), _riff(b"WEBP")),
    MediaKind("MP4", "_bmff", _BOXES, lambda head: head[4:8] == b"ftyp"),
    MediaKind(
        "SVG", "_svg", (".svg",), lambda head: _SVG.match(head) or _SVG_DOCTYPE.match(head)
    ),
    MediaKind("WAV", "_wav", (".wav",), _riff(b"WAVE")),
    MediaKind("ICO", "_ico", (".ico",), _starts(b"\0\0\1\0")),
    MediaKind("PDF", "_pdf", (".pdf",), _starts(b"%PDF-")),
    MediaKind(
        "Office",
        "_office",
        (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"),
        _starts(b"PK\3\4"),
    ),
    MediaKind("MP3", "_mp3", (".mp3",), _MPEG_SOUND.match),
)  # fmt: skip
REFUSED: Final = (
    RefusedKind("TIFF", "JPEG or PNG", _starts(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
    RefusedKind("WebM or Matroska", "MP4", _starts(b"\x1a\x45\xdf\xa3")),
    RefusedKind("Ogg", "MP3, or as MP4 if it is a film", _starts(b"OggS")),
    RefusedKind("FLAC", "MP3 or WAV", _starts(b"fLaC")),
)
TEXTS: Final = frozenset({
    ".txt", ".csv", ".tsv", ".vtt", ".srt", ".ics", ".json", ".geojson", ".webmanifest",
})  # fmt: skip
"""Endings of plain texts, which say no more than what a reader sees."""


def kind_of(data: bytes) -> MediaKind | None:
    """Return the kind of a file, from its first bytes; None if it is not known."""
    head = data[:HEAD]
    return next((kind for kind in KINDS if kind.is_one(head)), None)


def refused_kind(data: bytes) -> RefusedKind | None:
    """Return the kind of a file that is known and not cleaned; None if it is of another."""
    head = data[:HEAD]
    return next((kind for kind in REFUSED if kind.is_one(head)), None)

"""Pictures, films, sounds and documents without their metadata.

Cameras and programs write into a file where, when and by whom it was made, often with a small copy
of the picture before it was cropped. None of that is published. What a reader sees or hears stays
as it is: nothing is encoded again, colours keep their profile, and a picture that the camera marked
as turned stays so.

A part that its format does not define is left out. What is damaged, or could do something where it
is opened, cannot be cleaned.
"""

import re
from collections.abc import Collection
from posixpath import splitext
from typing import Final

from newsgen.files.imagesize import size_of
from newsgen.files.unread import FETCH_IT, LFS_POINTER
from newsgen.media._unclean import MOST_PIXELS, UncleanError, bounded, too_large
from newsgen.media.kinds import HEAD, TEXTS, MediaKind, kind_of, refused_kind

__all__ = ["UncleanError", "check_size", "cleaned", "published"]

MOST_BYTES: Final = 512 << 20
"""Larger files are not published: they are read as a whole."""
_CONTROLS: Final = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
"""How texts begin that Windows calls Unicode: browsers do not show captions in them."""
_END_OF_ZIP, _MOST_BEHIND = b"PK\5\6", 65_557
_HEIC: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
"""How the pictures of a telephone call themselves."""
_AVIF: Final = frozenset({b"avif", b"avis"})
_HEVC: Final = frozenset({b"hvc1", b"hev1", b"lhv1"})
"""How their pixels are packed."""
_PACKED: Final = frozenset({"Office", "PDF"})
"""Kinds of files that may end as an archive does."""


def check_size(size: int) -> None:
    """Raise UncleanError for a file of so many bytes that it is neither read nor published."""
    if size > MOST_BYTES:
        raise UncleanError(f"it is over {MOST_BYTES >> 20} MB", "Make it smaller.")


def published(name: str, data: bytes, keep: Collection[str] = ()) -> bytes:
    """Return the bytes of a file of the content folder as they may be published.

    Pictures `keep` their credit or their licence, if that is asked for.

    Raises:
        UncleanError: they may not be.

    """
    kind, ending = kind_of(data), splitext(name)[1].lower()
    if kind is None:
        return _text(data, ending)
    if data[4:8] == b"ftyp" and _is_heic(data):
        raise UncleanError("it is HEIC, which most browsers do not show", "Save it as JPEG.")
    if ending not in kind.endings:
        raise UncleanError(
            f"it is {kind.name} by its content, and its name says otherwise", _RENAME
        )
    if _is_double(kind, data):
        raise UncleanError("it is two files in one", "Open it and save it again.")
    size = size_of(data)
    if size and size[0] * size[1] > MOST_PIXELS:
        raise too_large(*size)
    clean = cleaned(data)
    if not keep:
        return clean
    from newsgen.media.credit import with_credit  # noqa: PLC0415 (few sites keep anything)

    return with_credit(clean, data, keep)


def _text(data: bytes, ending: str) -> bytes:
    """Return a plain text, which is of no kind; raise why another file of none is not published."""
    if not data:
        raise UncleanError("it is empty", "Put the whole file there.")
    if data.startswith(LFS_POINTER):
        raise UncleanError("it is a pointer of Git LFS, and not the file itself", FETCH_IT)
    if ending in TEXTS and not _CONTROLS.search(data):
        return data
    if data.startswith(_UTF_16):
        raise UncleanError("it is a text in UTF-16", "Save it again as UTF-8.")
    if data.startswith(_FONTS):
        raise UncleanError("it is a font", _TO_THE_THEME)
    raise refusal(data) or UncleanError("its kind is not one that can be cleaned", _CONVERT)


def _is_heic(data: bytes) -> bool:
    """Return whether a file of boxes is HEIC, by its brands or by how its pictures are packed."""
    size = int.from_bytes(data[:4])
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, min(size, HEAD), 4))}
    if data[8:12] in _HEIC:
        return True
    if not brands.isdisjoint(_AVIF):
        return False
    from newsgen.media._items import kinds_of_items  # noqa: PLC0415 (few sites have such files)

    return not (brands.isdisjoint(_HEIC) and kinds_of_items(data).isdisjoint(_HEVC))


def _is_double(kind: MediaKind, data: bytes) -> bool:
    """Return whether a file is also an archive or a PDF, as files that get past filters are."""
    if kind.name in _PACKED:
        return False
    return _END_OF_ZIP in data[-_MOST_BEHIND:] or b"%PDF-" in data[:HEAD]


_CONVERT: Final = "Save it as JPEG, PNG, WebP, MP4, MP3, PDF or DOCX, whichever fits."
_FONTS: Final = (b"wOF2", b"wOFF", b"OTTO", b"\0\1\0\0\0", b"ttcf")
_TO_THE_THEME: Final = "Put it into the folder assets of the theme, whose style sheet names it."
_RENAME: Final = "Give it a name with the ending of its kind, here and where it is used."


def cleaned(data: bytes) -> bytes:
    """Return the bytes of a file as they may be published; of an unknown kind they stay.

    A kind that is known and not cleaned is refused.

    Raises:
        UncleanError: it cannot be cleaned.

    """
    kind = kind_of(data)
    if kind is None:
        if error := refusal(data):
            raise error
        return data
    with bounded(len(data)):
        clean: bytes = kind.load().cleaned(data)
    return clean


def refusal(data: bytes) -> UncleanError | None:
    """Return why a file is not published if its kind is known and not cleaned."""
    if kind := refused_kind(data):
        why = f"it is {kind.name}, which newsgen does not clean"
        return UncleanError(why, f"Save it as {kind.save_as}.")
    return None

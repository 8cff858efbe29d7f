"""Files of boxes: MP4 and MOV films, AVIF and HEIC pictures.

Boxes say at which byte of the file pictures and sounds are, so nothing may move: what is not
published is overwritten with zeros.
"""

from typing import Final

from newsgen.media import _film, _items
from newsgen.media._boxes import boxes, free
from newsgen.media._unclean import damaged

_PICTURES: Final = frozenset(
    {b"avif", b"avis", b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1"}
)
_SHARED: Final = frozenset({b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"sidx"})


def cleaned(data: bytes) -> bytes:
    """Return a film or a picture without what it says beside what it shows.

    Raises:
        UncleanError: it is damaged.

    """
    whole = bytearray(data)
    is_picture = data[8:12] in _PICTURES
    parts = list(boxes(whole, 0, len(whole)))
    if {b"moov", b"meta"}.isdisjoint(box.kind for box in parts):
        raise damaged()
    shown: _film.Parts = []
    tracks: _film.Fragmented = {}
    for box in parts:
        if box.kind == b"moov":
            tracks |= _film.in_fragments(whole, box)
    for box in parts:
        if box.kind == b"meta" and is_picture:
            shown += _items.clean(whole, box)
        elif box.kind in {b"moov", b"moof"}:
            shown += _film.in_fragment(whole, box, tracks) if box.kind == b"moof" else []
            shown += _film.clean(whole, box)
        elif box.kind not in _SHARED:
            free(whole, box)
    _film.blank_unused(whole, (box for box in parts if box.kind == b"mdat"), shown)
    return bytes(whole)

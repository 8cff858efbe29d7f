"""WebM and Matroska: what a player needs. Sources: RFC 9559; the WebM Container Guidelines."""

from collections.abc import Iterator
from typing import Final

from newsgen.media._comments import blank_comments
from newsgen.media._ebml import VOID, Element, elements, number, number_at, void
from newsgen.media._unclean import damaged

_SEGMENT: Final = 0x18538067
_SEEK, _INFO, _TRACKS, _CLUSTER, _CUES = 0x114D9B74, 0x1549A966, 0x1654AE6B, 0x1F43B675, 0x1C53BB6B
_TAGS, _FILES, _CHAPTERS = 0x1254C367, 0x1941A469, 0x1043A770
_IN_SEGMENT: Final = frozenset({_SEEK, _INFO, _TRACKS, _CLUSTER, _CUES, _TAGS, _FILES, _CHAPTERS})
_OF_HEADER: Final = frozenset({0x4286, 0x42F7, 0x42F2, 0x42F3, 0x4282, 0x4287, 0x4285})
_SCALE, _DURATION, _MUXER, _WRITER = 0x2AD7B1, 0x4489, 0x4D80, 0x5741
_TRACK, _TRACK_NUMBER, _TRACK_TYPE, _CODEC, _CODEC_PRIVATE = 0xAE, 0xD7, 0x83, 0x86, 0x63A2
_SIMPLE_BLOCK, _BLOCK_GROUP, _BLOCK = 0xA3, 0xA0, 0xA1
_SHOWN: Final = frozenset({1, 2, 17})
"""Types of tracks that a player shows: pictures, sound, captions."""
_OF_INFO: Final = frozenset({_SCALE, _DURATION})
_NAMELESS: Final = frozenset({_MUXER, _WRITER})
"""The programs that wrote the file: a player wants them there, and they may say nothing."""
_OF_TRACK: Final = frozenset({
    _TRACK_NUMBER, 0x73C5, _TRACK_TYPE, 0xB9, 0x88, 0x9C, 0x6DE7, 0x6DF8, 0x23E383, 0x234E7A,
    0x23314F, 0x55EE, 0x22B59C, 0x22B59D, _CODEC, _CODEC_PRIVATE, 0x56AA, 0x56BB, 0xE0, 0xE1,
    0x6D80, 0x41E4, *range(0x55AA, 0x55B0),
})  # fmt: skip
_OF_CLUSTER: Final = frozenset({0xE7, _SIMPLE_BLOCK, _BLOCK_GROUP, 0xAB, 0xA7})
_OF_GROUP: Final = frozenset({_BLOCK, 0x9B, 0xFB, 0x75A2, 0x75A1})


def cleaned(data: bytes) -> bytes:
    """Return a film without titles, tags, times, attached files and tracks that nobody sees.

    Raises:
        UncleanError: it is damaged.

    """
    whole = bytearray(data)
    top = elements(whole, 0, len(whole))
    header, segment = next(top), next(top, None)
    if segment is None or segment.kind != _SEGMENT or header.is_open:
        raise damaged()
    for part in _inside(whole, header):
        if part.kind not in _OF_HEADER:
            void(whole, part)
    hidden: set[int] = set()
    has_tracks = False
    for part in _parts(whole, segment):
        if part.kind == _INFO:
            _clean_info(whole, part)
        elif part.kind == _TRACKS:
            hidden |= set(_clean_tracks(whole, part))
            has_tracks = True
        elif part.kind == _CLUSTER:
            _clean_cluster(whole, part, hidden)
        elif part.kind not in (_SEEK, _CUES):
            void(whole, part)
    if not has_tracks:
        raise damaged()
    return bytes(whole[: segment.end])


def _parts(data: bytearray, segment: Element) -> Iterator[Element]:
    """Yield the parts of a segment; one that does not say where it ends lasts to the next."""
    at = segment.content
    while at < segment.end:
        part = next(elements(data, at, segment.end))
        if part.is_open:
            within = elements(data, part.content, segment.end)
            end = next((e.start for e in within if e.kind in _IN_SEGMENT), segment.end)
            part = part._replace(end=end)
            if part.kind != _CLUSTER:
                raise damaged()
        at = part.end
        yield part


def _inside(data: bytearray, element: Element) -> list[Element]:
    return list(elements(data, element.content, element.end))


def _clean_info(data: bytearray, info: Element) -> None:
    for part in _inside(data, info):
        if part.kind in _NAMELESS:
            data[part.content : part.end] = bytes(part.end - part.content)
        elif part.kind not in _OF_INFO:
            void(data, part)


def _clean_tracks(data: bytearray, tracks: Element) -> Iterator[int]:
    """Yield the numbers of the tracks that are not published."""
    for track in _inside(data, tracks):
        parts = {part.kind: part for part in _inside(data, track)} if track.kind == _TRACK else {}
        if not {_TRACK_NUMBER, _TRACK_TYPE, _CODEC} <= parts.keys():
            void(data, track)
            continue
        if number(data, parts[_TRACK_TYPE]) not in _SHOWN:
            yield number(data, parts[_TRACK_NUMBER])
            void(data, track)
            continue
        codec, private = parts[_CODEC], parts.get(_CODEC_PRIVATE)
        if private and data[codec.content : codec.end] == b"A_VORBIS":
            _clean_vorbis(data, private)
        for part in _inside(data, track):
            if part.kind not in _OF_TRACK:
                void(data, part)


def _clean_vorbis(data: bytearray, private: Element) -> None:
    """Blank the comments, which are the second of three packets."""
    sizes, at = list[int](), private.content + 1
    while len(sizes) < 2:
        size = 0
        while at < private.end and data[at] == 0xFF:
            size, at = size + 0xFF, at + 1
        if at >= private.end:
            raise damaged()
        sizes.append(size + data[at])
        at += 1
    start, end = at + sizes[0], at + sum(sizes)
    if end > private.end:
        raise damaged()
    packet = data[start:end]
    blank_comments(packet)
    data[start:end] = packet


def _clean_cluster(data: bytearray, cluster: Element, hidden: set[int]) -> None:
    for part in elements(data, cluster.content, cluster.end):
        if part.kind == _BLOCK_GROUP:
            within = _inside(data, part)
            if any(e.kind == _BLOCK and number_at(data, e.content) in hidden for e in within):
                void(data, part)
                continue
            for element in within:
                if element.kind not in _OF_GROUP:
                    void(data, element)
        elif part.kind == _SIMPLE_BLOCK:
            if hidden and number_at(data, part.content) in hidden:
                void(data, part)
        elif part.kind not in _OF_CLUSTER and part.kind != VOID:
            void(data, part)

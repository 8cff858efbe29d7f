"""The metadata of a film: places, times, makers.

Sources: ISO/IEC 14496-12, section 8; Apple's QuickTime File Format.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Final

from newsgen.media._boxes import Box, blank, blank_all, free, inside, number
from newsgen.media._nal import Packing, blank_described, blank_messages, packing
from newsgen.media._unclean import UncleanError

_WITHIN: Final = {
    b"moov": frozenset({b"mvhd", b"trak", b"mvex"}),
    b"mvex": frozenset({b"mehd", b"trex", b"leva", b"trep"}),
    b"trak": frozenset({b"tkhd", b"tref", b"edts", b"mdia", b"tapt"}),
    b"edts": frozenset({b"elst"}),
    b"tapt": frozenset({b"clef", b"prof", b"enof"}),
    b"mdia": frozenset({b"mdhd", b"hdlr", b"minf", b"elng"}),
    b"minf": frozenset({
        b"vmhd", b"smhd", b"hmhd", b"nmhd", b"sthd", b"gmhd", b"hdlr", b"dinf", b"stbl",
    }),
    b"gmhd": frozenset({b"gmin", b"text"}),
    b"dinf": frozenset({b"dref"}),
    b"stbl": frozenset({
        b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss",
        b"stsh", b"stps", b"sdtp", b"sbgp", b"sgpd", b"saiz", b"saio", b"senc", b"subs", b"padb",
    }),
    b"moof": frozenset({b"mfhd", b"traf"}),
    b"traf": frozenset({
        b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd", b"saiz", b"saio", b"senc",
    }),
}  # fmt: skip
"""What is published of a box that holds others: what a player needs."""
_TIMED: Final = {b"mvhd": 100, b"tkhd": 84, b"mdhd": 24}
"""Boxes that begin with when they were made and changed, and their bytes; those with long times
have twelve more.
"""
_FIXED: Final = {b"vmhd": 12, b"smhd": 8, b"hmhd": 20, b"nmhd": 4, b"sthd": 4, b"gmin": 16}
"""Other boxes of so many bytes."""
_OF_ENTRY: Final = frozenset({
    b"avcC", b"hvcC", b"vvcC", b"lhvC", b"av1C", b"vpcC", b"esds", b"d263", b"glbl", b"btrt",
    b"dvcC", b"dvvC", b"dvwC", b"pasp", b"clap", b"colr", b"fiel", b"gama", b"mdcv", b"clli",
    b"SmDm", b"CoLL", b"amve", b"ccst", b"auxi", b"st3d", b"vexu", b"hfov", b"sinf", b"ctab",
    b"wave", b"chan", b"chnl", b"srat", b"dOps", b"dfLa", b"dac3", b"dec3", b"dac4", b"alac",
    b"damr", b"ddts", b"mhaC", b"SA3D", b"pcmC", b"frma", b"enda", b"ftab", b"vttC", bytes(4),
})  # fmt: skip
"""What a description of samples holds that a decoder needs."""
_PICTURES: Final = frozenset({b"vide", b"auxv", b"pict"})
_PICTURE, _SOUND, _SOUND_LONGER, _OF_SOUND_2 = 78, 28, 44, 28
_OF_TEXT: Final = {b"tx3g": 38, b"wvtt": 8, b"mp4s": 8}
"""Where boxes begin in a description of samples, behind its numbers."""
_VENDOR, _COMPRESSOR = slice(12, 16), slice(42, 74)
"""Who made the encoder of samples, and what a camera or a program calls it, or itself."""
_ROWS: Final = 8
"""Where the rows of a table begin that has a version and says how many they are."""
_SHOWN: Final = frozenset({b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"auxv", b"pict"})
"""Kinds of tracks that a player shows; others hold places, and what sensors saw."""
_HANDLER, _HANDLER_NAME = 8, 24
_ROW: Final = 12
"""The bytes of a row of the table that says how many samples a chunk holds."""
_ID, _LONG_ID, _DEFAULT_SIZE = 12, 20, 16
"""Where a track's header has its number, and the defaults of fragments the size of a sample."""
_TO_THE_NEXT: Final = -1
"""The end of a chunk of sound whose samples are said to have a byte, and have one a channel."""

Parts = list[tuple[int, int]]
"""Where parts of a file begin and end."""


def clean(data: bytearray, box: Box, handler: bytes = b"") -> Parts:
    """Make free space of what a player does not need in a box, and blank names and times.

    Returns the parts of the file that a player shows. `handler` is the kind of the track around it.
    """
    shown: Parts = []
    for part in list(inside(data, box)):
        if part.kind == b"cmov":
            raise UncleanError("its description is packed, as in old films", "Save it as MP4.")
        if part.kind not in _WITHIN[box.kind]:
            free(data, part)
        elif part.kind == b"trak" and not _is_shown(data, part):
            blank_all(data, _samples(data, part))
            free(data, part)
        elif part.kind in _WITHIN:
            if part.kind == b"trak":
                samples, packed = list(_samples(data, part)), _packing(data, part)
                if packed:
                    for start, end in samples:
                        blank_messages(data, start, end, packed)
                shown += samples
            shown += clean(data, part, _handler(data, part) if part.kind == b"trak" else handler)
        else:
            _clean_facts(data, part, handler)
    return shown


def _clean_facts(data: bytearray, box: Box, handler: bytes) -> None:
    """Blank names, times and places in a box that holds no others, or rows of them."""
    if box.kind in _TIMED:
        is_long = data[box.content : box.content + 1] == b"\1"
        blank(data, box.content + 4, min(box.content + (20 if is_long else 12), box.end))
        blank(data, box.content + _TIMED[box.kind] + 12 * is_long, box.end)
    elif box.kind in _FIXED:
        blank(data, box.content + _FIXED[box.kind], box.end)
    elif box.kind == b"hdlr":
        blank(data, box.content + _HANDLER_NAME, box.end)
    elif box.kind == b"stsd":
        _clean_entries(data, box, handler)
    elif box.kind == b"dref":
        for place in inside(data, box, _ROWS):
            blank(data, place.content + 4, place.end)


def _clean_entries(data: bytearray, table: Box, handler: bytes) -> None:
    """Blank the makers of encoders, and free what a decoder does not need."""
    for entry in inside(data, table, _ROWS):
        if handler in _PICTURES or handler == b"soun":
            blank(data, entry.content + _VENDOR.start, min(entry.content + _VENDOR.stop, entry.end))
        if handler in _PICTURES:
            at = entry.content + _COMPRESSOR.start
            blank(data, at, min(entry.content + _COMPRESSOR.stop, entry.end))
            skip = _PICTURE
        elif handler == b"soun":
            skip = _numbers_of_sound(data, table, entry)
        elif entry.kind in _OF_TEXT:
            skip = _OF_TEXT[entry.kind]
        else:
            continue
        for part in list(inside(data, entry, skip)):
            within = list(inside(data, part)) if part.kind == b"wave" else []
            for each in (part, *within):
                if each.kind not in _OF_ENTRY and each.kind != entry.kind:
                    free(data, each)
                elif each.kind == b"hvcC":
                    blank_described(data, each.content, each.end)


def _numbers_of_sound(data: bytearray, table: Box, entry: Box) -> int:
    """Return how many bytes of numbers a description of sound has; QuickTime has longer ones."""
    version = number(data, entry.content + 8, 2)
    if version == 0 or data[table.content] == 1:
        return _SOUND
    if version == 1:
        return _SOUND_LONGER
    return max(number(data, entry.content + _OF_SOUND_2, 4) - 8, _SOUND)


def _packing(data: bytearray, track: Box) -> Packing | None:
    """Return how the pictures of a track are packed; None if not in units."""
    table = _at(data, track, b"mdia", b"minf", b"stbl", b"stsd")
    if table is None or _handler(data, track) not in _PICTURES:
        return None
    parts = (part for row in inside(data, table, _ROWS) for part in inside(data, row, _PICTURE))
    return next(filter(None, (packing(data, part.kind, part.content) for part in parts)), None)


Fragmented = dict[int, tuple[int, Packing | None]]
"""Tracks that a player shows: the size of a sample in fragments, and how pictures are packed."""


def in_fragments(data: bytearray, film: Box) -> Fragmented:
    """Return the tracks that a player shows, with what their fragments leave out."""
    defaults, tracks = dict[int, int](), dict[int, Packing | None]()
    for part in inside(data, film):
        if part.kind == b"trak" and _is_shown(data, part) and (head := _at(data, part, b"tkhd")):
            at = head.content + (_LONG_ID if data[head.content] == 1 else _ID)
            tracks[number(data, at, 4)] = _packing(data, part)
        for row in inside(data, part) if part.kind == b"mvex" else ():
            if row.kind == b"trex":
                size = number(data, row.content + _DEFAULT_SIZE, 4)
                defaults[number(data, row.content + 4, 4)] = size
    return {track: (defaults.get(track, 0), packed) for track, packed in tracks.items()}


def in_fragment(data: bytearray, fragment: Box, tracks: Fragmented) -> Parts:
    """Return the parts of the file that a player shows of a fragment."""
    shown: Parts = []
    end = fragment.start
    for part in inside(data, fragment):
        head = _at(data, part, b"tfhd") if part.kind == b"traf" else None
        if head is None:
            continue
        flags, at = number(data, head.content + 1, 3), head.content + 4
        track, at = number(data, at, 4), at + 4
        base = fragment.start if flags & 0x20000 else end
        if flags & 1:
            base, at = number(data, at, 8), at + 8
        at += 4 * (flags >> 1 & 1) + 4 * (flags >> 3 & 1)
        default, packed = tracks.get(track, (0, None))
        size = number(data, at, 4) if flags & 0x10 else default
        end = base
        for run in inside(data, part):
            if run.kind == b"trun":
                start, length = _of_run(data, run, base, end, size)
                end = start + length
                shown += [(start, end)] if track in tracks else []
                if packed:
                    blank_messages(data, start, end, packed)
    return shown


def _of_run(data: bytearray, run: Box, base: int, end: int, size: int) -> tuple[int, int]:
    """Return where the samples of a run begin, and how many bytes they have."""
    flags, count = number(data, run.content + 1, 3), number(data, run.content + 4, 4)
    at = run.content + 8
    if flags & 1:
        end = base + int.from_bytes(data[at : at + 4], signed=True)
    at += 4 * (flags & 1) + 4 * (flags >> 2 & 1)
    if not flags & 0x200:
        return end, size * count
    row = 4 * (flags >> 8 & 15).bit_count()
    first = at + 4 * (flags >> 8 & 1)
    return end, sum(number(data, at, 4) for at in range(first, min(at + row * count, run.end), row))


def blank_unused(data: bytearray, stores: Iterable[Box], shown: Parts) -> None:
    """Blank what is in stores of samples and in no part of them that is shown."""
    ordered = sorted(shown)
    starts = [start for start, _ in ordered[1:]] + [len(data)]
    waiting = deque(
        (start, after if end == _TO_THE_NEXT else end)
        for (start, end), after in zip(ordered, starts, strict=False)
    )
    done = 0
    for store in stores:
        done = max(done, store.content)
        while waiting and waiting[0][0] < store.end:
            start, end = waiting.popleft()
            blank(data, done, start)
            done = max(done, end)
        blank(data, done, store.end)


def _is_shown(data: bytearray, track: Box) -> bool:
    return _handler(data, track) in _SHOWN


def _handler(data: bytearray, track: Box) -> bytes:
    handler = _at(data, track, b"mdia", b"hdlr")
    kind = handler.content + _HANDLER if handler else 0
    return bytes(data[kind : kind + 4])


def _samples(data: bytearray, track: Box) -> Iterator[tuple[int, int]]:
    """Yield where in the file what a track holds begins and ends, chunk by chunk."""
    table = _at(data, track, b"mdia", b"minf", b"stbl")
    parts = {part.kind: part for part in inside(data, table)} if table else {}
    chunks = _offsets(data, parts.get(b"stco"), 4) + _offsets(data, parts.get(b"co64"), 8)
    sizes = parts.get(b"stsz") or parts.get(b"stz2")
    if not (chunks and sizes and b"stsc" in parts):
        return
    counts = _counts(data, parts[b"stsc"], len(chunks))
    same = number(data, sizes.content + 4, 4) if sizes.kind == b"stsz" else 0
    if same:
        for offset, count in zip(chunks, counts, strict=True):
            yield offset, _TO_THE_NEXT if same == 1 else offset + same * count
        return
    ends = list(accumulate(_sizes(data, sizes), initial=0))
    first = 0
    for offset, count in zip(chunks, counts, strict=True):
        last = min(first + count, len(ends) - 1)
        yield offset, offset + ends[last] - ends[first]
        first = last


def _offsets(data: bytearray, box: Box | None, size: int) -> list[int]:
    """Return where the chunks of a track begin."""
    if box is None:
        return []
    last = min(box.content + 8 + size * number(data, box.content + 4, 4), box.end)
    return [number(data, at, size) for at in range(box.content + 8, last, size)]


def _sizes(data: bytearray, box: Box) -> Iterator[int]:
    """Yield the sizes of a track's samples in bytes; a compact table has two in a byte, or one."""
    bits = 32 if box.kind == b"stsz" else data[box.content + 7]
    count = min(number(data, box.content + 8, 4), 8 * (box.end - box.content - 12) // max(bits, 4))
    at = box.content + 12
    if bits == 4:
        yield from (data[at + n // 2] >> 4 * (1 - n % 2) & 15 for n in range(count))
    else:
        yield from (number(data, at + n * bits // 8, bits // 8) for n in range(count))


def _counts(data: bytearray, box: Box, chunks: int) -> list[int]:
    """Return how many samples each chunk holds; a row of the table is for all up to the next."""
    end = min(box.content + 8 + _ROW * number(data, box.content + 4, 4), box.end)
    rows = range(box.content + 8, end, _ROW)
    firsts = [number(data, row, 4) - 1 for row in rows]
    counts: list[int] = []
    for row, after in zip(rows, (*firsts[1:], chunks), strict=False):
        counts += [number(data, row + 4, 4)] * (min(after, chunks) - len(counts))
    return counts + [0] * (chunks - len(counts))


def _at(data: bytearray, box: Box, *way: bytes) -> Box | None:
    """Return the box at the end of a way of kinds, each within the one before."""
    for kind in way:
        within = next((part for part in inside(data, box) if part.kind == kind), None)
        if within is None:
            return None
        box = within
    return box

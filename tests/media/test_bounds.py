"""No file of up to 1 MB takes long to judge, or much memory, whether it is published or not."""

import json
import re
import struct
import subprocess
import sys
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.media import OFFICE, document, read
from tests.media.test_parts import chunk, gif, open_document
from tests.unit.media.test_boxes import box
from tests.unit.media.test_film import FILE_TYPE, track
from tests.unit.media.test_items import full

MOST_BYTES: Final = 1 << 20
MOST_SECONDS: Final = 4.0
"""Twice what a file may take: the machine may have other work."""
MOST_MEGABYTES: Final = 256
LONG: Final = 100_000_000


def deflated(parts: Iterable[bytes]) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(part) for part in parts) + packer.flush()


def zeros(size: int) -> bytes:
    """Return so many zeros as zlib packs them: a million packed once, again and again."""
    block = bytes(1_000_000)
    packer, rest = zlib.compressobj(9, wbits=-15), zlib.compressobj(9, wbits=-15)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    count, left = divmod(size, len(block))
    end = rest.compress(block[:left]) + rest.flush()
    checksum = (size % 65_521 << 16 | 1).to_bytes(4)
    return b"\x78\x9c" + packed * count + end + checksum


def word(inner: str, count: int) -> bytes:
    return document(content=b"<a>" + inner.encode() * count + b"</a>")


def png(width: int, height: int, depth: int, colour: int, *more: bytes, extra: int = 0) -> bytes:
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    size = height * (1 + width * depth * samples // 8) + extra
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    rows = chunk(b"IDAT", zeros(size))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + rows + chunk(b"IEND", b"")


def pictures_in(count: int) -> bytes:
    """Return a document with one picture many times, each a bomb."""
    bomb = png(8000, 4000, 8, 2)
    return document(*(("image", f"word/{n}.png", "image/png", bomb) for n in range(count)))


def drawing(inner: str = "", **attributes: str) -> bytes:
    given = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg"{given}>{inner}</svg>'.encode()


def picture_in_drawing(count: int) -> bytes:
    data = b64encode(png(6000, 5000, 8, 2)).decode()
    return drawing(f"<image href='data:image/png;base64,{data}'/>" * count)


def moving(frames: int) -> bytes:
    """Return a picture that moves, whose frames are in many small pieces."""
    control = chunk(b"fcTL", struct.pack(">IIIII", 0, 9, 9, 0, 0) + bytes(6))
    pieces = b"".join(chunk(b"fdAT", n.to_bytes(4) + b"x") for n in range(frames))
    return png(9, 9, 8, 0, control, pieces)


def icons(count: int) -> bytes:
    icon = png(9, 9, 8, 0, chunk(b"tEXt", bytes(600_000)))
    at = 6 + 16 * count
    row = bytes(8) + struct.pack("<II", len(icon), at)
    return b"\0\0\1\0" + count.to_bytes(2, "little") + row * count + icon


def by_pillow(kind: str, size: tuple[int, int], **options: object) -> bytes:
    from PIL import Image  # few tests need it

    written = BytesIO()
    Image.new("L", size, 100).save(written, kind, **options)
    return written.getvalue()


def scans(count: int) -> bytes:
    """Return a JPEG whose last scan comes again and again, with nothing new."""
    whole = by_pillow("JPEG", (3000, 3000), progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * count + whole[-2:]


def tracks(count: int) -> bytes:
    """Return a film whose tracks nobody sees, each with a million samples of a byte."""
    each = track(b"camm", 99)
    sizes = full(b"stsz", (2).to_bytes(4) + (1_000_000).to_bytes(4) + bytes(4))
    start = each.index(b"stsz") - 4
    each = each[:start] + sizes + each[start + len(sizes) :]
    return FILE_TYPE + box(b"mdat", bytes(900_000 - count * len(each))) + box(b"moov", each * count)


def stores(count: int) -> bytes:
    """Return a film with as many stores as chunks."""
    chunks = full(b"stco", count.to_bytes(4) + (40).to_bytes(4) * count)
    table = box(b"stbl", full(b"stsz", bytes(8)) + full(b"stsc", bytes(4)) + chunks)
    handler = full(b"hdlr", bytes(4) + b"vide" + bytes(12))
    film = box(b"moov", box(b"trak", box(b"mdia", handler + box(b"minf", table))))
    return FILE_TYPE + box(b"mdat", b"") * count + film


def pdf(*objects: bytes, head: bytes = b"") -> bytes:
    """Return a PDF of a page and some objects, which the page leads to."""
    refs = b" ".join(b"%d 0 R" % n for n in range(4, 4 + len(objects)))
    first = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/X[" + refs + b"]>>",
    )
    written, places = bytearray(b"%PDF-1.5\n" + head), list[int]()
    for n, content in enumerate(first + objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n" % n + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, size = len(written), len(places) + 1
    written += b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    return bytes(written) + b"trailer<</Size %d/Root 1 0 R>>startxref\n%d\n%%%%EOF" % (size, start)


def stream(data: bytes, keys: bytes, filters: int = 1) -> bytes:
    """Return a stream of a PDF that is packed some times."""
    for _ in range(filters - 1):
        data = zlib.compress(data, 9)
    names = b"/FlateDecode " * filters
    head = b"<<%b/Filter[%b]/Length %d>>stream\n" % (keys, names, len(data))
    return head + data + b"\nendstream"


def packed_object(
    content: Iterable[bytes],
    kind: bytes = b"/Type/ObjStm",
    filters: int = 1,
    changed: Callable[[bytes], bytes] = bytes,
) -> bytes:
    """Return a PDF with an object that is packed in a stream, which may be changed."""
    head = b"%PDF-1.5\n"
    places, written = list[int](), bytearray(head)
    rows = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/X 5 0 R>>",
        changed(stream(deflated([b"5 0 ", *content]), kind + b"/N 1/First 4", filters)),
    )
    for n, row in enumerate(rows, 1):
        places.append(len(written))
        written += b"%d 0 obj\n" % n + row + b"\nendobj\n"
    start = len(written)
    table = bytes(7) + b"".join(b"\1" + place.to_bytes(4) + bytes(2) for place in places)
    table += b"\2" + (4).to_bytes(4) + bytes(2) + b"\1" + start.to_bytes(4) + bytes(2)
    keys = b"/Type/XRef/Size 7/W[1 4 2]/Root 1 0 R"
    written += b"6 0 obj\n" + stream(zlib.compress(table), keys) + b"\nendobj\n"
    return bytes(written) + b"startxref\n%d\n%%%%EOF" % start


def packed_table(size: int) -> bytes:
    """Return a PDF whose table of objects unpacks to so much."""
    head = b"%PDF-1.7\n"
    keys = b"/Type/#58Ref/Size 9/W[1 3 1]/Root 2 0 R"
    table = b"1 0 obj\n" + stream(zeros(size), keys) + b"\nendobj\n"
    return head + table + b"startxref\n%d\n%%%%EOF" % len(head)


def within(count: int) -> bytes:
    """Return a PDF whose streams are each in the one before."""
    start = len(b"%PDF-1.5\n")
    head = b"%06d 0 obj<</Length %06d>>stream\n"
    size = len(head % (1, 1))
    whole = 900_000
    streams = b"".join(head % (4 + n, whole - (n + 1) * size) for n in range(count))
    filling = bytes(whole - count * size) + b"\nendstream endobj\n"
    rest = pdf(head=streams + filling)
    rows = b"".join(b"%010d 00000 n \n" % (start + n * size) for n in range(count))
    before, _, after = rest.partition(b"trailer")
    before = before.replace(b"xref\n0 4", b"xref\n0 %d" % (4 + count))
    return before + rows + b"trailer" + after.replace(b"/Size 4", b"/Size %d" % (4 + count))


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return written.getvalue()


def types(kind: str, count: int) -> bytes:
    """Return a document with many files of one content type."""
    default = f'<Types><Default Extension="q" ContentType="{kind}"/></Types>'
    return zipped([
        ("[Content_Types].xml", default.encode()),
        *((f"{n}.q", b"") for n in range(count)),
    ])  # fmt: skip


def in_each_other(depth: int) -> bytes:
    data = b""
    for _ in range(depth):
        data = zipped([("[Content_Types].xml", b"<Types/>"), ("a.docx", data)])
    return data


def pdf_replaced(old: bytes, new: bytes) -> bytes:
    """Return a PDF with a packed object whose dictionary says something else."""
    numbers = [b"[", *[b"1 " * 10_000] * 999, b"]"]
    return packed_object(numbers, changed=lambda whole: whole.replace(old, new, 1))


def encoded(whole: bytes, filters: bytes) -> bytes:
    """Return a stream of a PDF in digits."""
    head, _, data = whole.removesuffix(b"\nendstream").partition(b"stream\n")
    keys = re.sub(rb"/Filter.*", b"", head)
    digits = data.hex().encode() + b">"
    return keys + b"/Filter%b/Length %d>>stream\n%b\nendstream" % (filters, len(digits), digits)


UNUSUAL: Final = {
    "line-end-cr.pdf": (b"stream\n", b"stream\r"),
    "line-end-blank.pdf": (b"stream\n", b"stream \n"),
    "line-end-none.pdf": (b"stream\nx\xda", b"stream(\x15"),
    "remark-before.pdf": (b">>stream\n", b">>%stream\n stream\n"),
    "word-stream.pdf": (b"/Filter", b"/X(stream )/Filter"),
    "word-obj.pdf": (b"/Filter", b"/X( obj)/Filter"),
    "words.pdf": (b"/Filter", b"/X(\\( 1 0 obj<<>>stream\n)/Y<</Z[(endstream endobj)]>>/Filter"),
    "escaped-keys.pdf": (b"/N 1/First", b"/#4e 1/Fir#73t"),
    "indirect.pdf": (b"[/FlateDecode ]", b" 8 0 R"),
    "short-name.pdf": (b"[/FlateDecode ]", b"/Fl"),
}
"""What is written in a dictionary, and what is put there instead."""


KIND_AND_WORD: Final = b"/Type/ObjStm/X(9 0 obj)"
TYPES: Final = f"{OFFICE}wordprocessingml.styles+xml"
CELL: Final = '<c r="A1" s="5"><v>12</v></c>'

SLOW: Final[dict[str, Callable[[], bytes]]] = {
    "tags.docx": lambda: word("<a/>", 4_000_000),
    "attributes.docx": lambda: word('<a b="" c="" d=""/>', 2_000_000),
    "one-tag.docx": lambda: document(
        content=b"<a" + b"".join(b' a%d=""' % n for n in range(440_000)) + b"/>"
    ),
    "lines.docx": lambda: word("\n" * 1000, 100_000),
    "signs.docx": lambda: word("&lt;" * 1000, 9_000),
    "cells.xlsx": lambda: document(
        main="xl/workbook.xml", content=b"<a>" + CELL.encode() * 180_000 + b"</a>"
    ),
    "more-cells.xlsx": lambda: document(
        main="xl/workbook.xml", content=b"<a>" + CELL.encode() * 900_000 + b"</a>"
    ),
    "a-remark.docx": lambda: document(content=b"<a><!--" + bytes([32]) * LONG + b"--></a>"),
    "deep.docx": lambda: word("<a>", 3_000_000),
    "skipped.docx": lambda: word("<docVars><a/></docVars>", 2_000_000),
    "pictures.docx": lambda: pictures_in(9),
    "relations.docx": lambda: document(external=[("hyperlink", "x")] * 100_000),
    "parts.docx": lambda: document(
        *(("styles", f"word/{n}.xml", TYPES, b"<a/>") for n in range(4_000))
    ),
    "types.docx": lambda: types("a" * 300_000, 3_000),
    "names.docx": lambda: zipped((f"{'a/' * 300}{n}", b"") for n in range(800)),
    "files.docx": lambda: zipped((f"{n}", b"") for n in range(9_000)),
    "tags.ods": lambda: open_document('<a b="c"/>' * 3_000_000),
    "data.odt": lambda: open_document(
        f"<office:binary-data>{'AAAA' * 8_000_000}</office:binary-data>"
    ),
    "in-each-other.docx": lambda: in_each_other(200),
    "clear.png": lambda: png(4999, 5000, 8, 6),
    "clear-grey.png": lambda: png(4999, 5000, 8, 4),
    "one-clear.png": lambda: png(4999, 5000, 8, 2, chunk(b"tRNS", bytes(6))),
    "one-clear-grey.png": lambda: png(4999, 5000, 8, 0, chunk(b"tRNS", bytes(2))),
    "blanks.svg": lambda: drawing(f"<style>a{{b:url({' ' * 900_000}}}</style>"),
    "digits.svg": lambda: drawing(width="1" * 900_000 + "x"),
    "tags.svg": lambda: drawing("<g/>" * 250_000),
    "attributes.svg": lambda: drawing("<g " + " ".join(f"a{n}=''" for n in range(90_000)) + "/>"),
    "remarks.svg": lambda: b"<!---->" * 100_000,
    "instructions.svg": lambda: b"<?a?>" * 100_000,
    "pictures.svg": lambda: picture_in_drawing(7),
    "large.png": lambda: png(10_000, 9_990, 8, 2),
    "wide.png": lambda: png(1_000_000, 99, 1, 0),
    "deep.png": lambda: png(5_000, 5_000, 16, 6),
    "fits.png": lambda: png(5_000, 4_900, 8, 6),
    "more.png": lambda: png(9, 9, 8, 0, extra=900_000_000),
    "profile.png": lambda: png(9, 9, 8, 0, chunk(b"iCCP", b"a\0\0" + zeros(800_000_000))),
    "moving.png": lambda: moving(55_000),
    "icons.ico": lambda: icons(20_000),
    "large.webp": lambda: by_pillow("WEBP", (4_200, 4_200)),
    "scans.jpg": lambda: scans(4_000),
    "padding.jpg": lambda: read("plain.jpg")[:-2] + b"\xff" * 1_000_000 + b"\0\xff\xd9",
    "segments.jpg": lambda: photograph(b"\xff\xfe\0\2" * 230_000),
    "blocks.gif": lambda: gif(b"!\xfe" + b"\1x" * 450_000 + b"\0"),
    "tracks.mp4": lambda: tracks(3_000),
    "stores.mp4": lambda: stores(60_000),
    "boxes.mp4": lambda: FILE_TYPE + box(b"moov", box(b"udta", b"") * 110_000),
    "three-times.pdf": lambda: pdf(stream(zeros(1_000_000_000), b"", 3)),
    "dictionaries.pdf": lambda: pdf(b"[" + b"<<>>" * 240_000 + b"]"),
    "actions.pdf": lambda: pdf(b"[" + b"<</S/A/F 0>>" * 80_000 + b"]"),
    "objects.pdf": lambda: packed_object([b"[", *[b"<<>>" * 10_000] * 500, b"]"]),
    "blanks.pdf": lambda: packed_object([b" " * 1_000_000] * 300),
    "references.pdf": lambda: packed_object([b"[", *[b"3 0 R " * 10_000] * 300, b"]"]),
    "numbers.pdf": lambda: packed_object([b"[", *[b"1 " * 10_000] * 999, b"]"]),
    "hidden.pdf": lambda: packed_object([b"1 " * 10_000] * 999, b"/Type/Obj#53tm"),
    "of-no-type.pdf": lambda: packed_object([b"[", *[b"1 " * 10_000] * 999, b"]"], b""),
    "a-word.pdf": lambda: packed_object([b"[", *[b"1 " * 10_000] * 999, b"]"], KIND_AND_WORD),
    **{name: partial(pdf_replaced, *change) for name, change in UNUSUAL.items()},
    "digits.pdf": lambda: packed_object(
        [b"1 " * 10_000] * 9_999, changed=lambda whole: encoded(whole, b"[/AHx/FlateDecode]")
    ),
    "sum.pdf": lambda: packed_object(
        [b"1 " * 10_000] * 9_999, changed=lambda whole: whole[:-14] + b"\0" + whole[-13:]
    ),
    "remarks.pdf": lambda: pdf(b"[" + b" obj %" * 150_000 + b"\n]"),
    "columns.pdf": lambda: pdf_replaced(
        b"/Filter", b"/DecodeParms<</Predictor 12/Columns 900000000>>/Filter"
    ),
    "heads.pdf": lambda: pdf(b"[" + b" obj<<" * 150_000 + b"]"),
    "twice.pdf": lambda: packed_object([b"1 " * 10_000] * 9_999, filters=2),
    "table.pdf": lambda: packed_table(900_000_000),
    "within.pdf": lambda: within(7_000),
    "photograph.pdf": lambda: pdf(
        b"<</Filter[/FlateDecode/DCTDecode]/Length %d>>stream\n%b\nendstream"
        % (len(zeros(900_000_000)), zeros(900_000_000))
    ),
    "packets.webp": lambda: b"RIFF\xff\0\0\0WEBP" + b"<metadata " * 100_000,
    "companies.docx": lambda: document(content=b"<a>" + b"&lt;Company " * 80_000 + b"</a>"),
    "exif.jpg": lambda: b"\xff\xd8\xff" + b"\0\0\0\0II*\0\x08\0\0\0\xff\xff" * 70_000,
    "packet.jpg": lambda: photograph(xmp(b"<a>" * 20_000)),
}  # fmt: skip


def photograph(segment: bytes) -> bytes:
    """Return a JPEG that says something before its picture."""
    whole = read("plain.jpg")
    return whole[:2] + segment + whole[2:]


def xmp(packet: bytes) -> bytes:
    content = b"http://ns.adobe.com/xap/1.0/\0" + packet
    return b"\xff\xe1" + (len(content) + 2).to_bytes(2) + content


LOOK: Final = """
import json, pathlib, sys
from time import process_time
from newsgen.files.imagesize import size_of
from newsgen.media import UncleanError, published
from newsgen.media import _bmff, _office, _pdf, _png, _svg, credit, facts, pictures
from newsgen.media.documents import document_facts
from newsgen.media.drawings import drawing_size
import pikepdf, PIL.Image, PIL.JpegImagePlugin, PIL.PngImagePlugin, PIL.WebPImagePlugin
memory = pathlib.Path("/proc/self")
def resident(name):
    (line,) = [x for x in (memory / "status").read_text().splitlines() if x.startswith(name)]
    return int(line.split()[1]) >> 10
def judge(name, data):
    clean = published(name, data, ("credit",))
    size_of(clean), drawing_size(clean), document_facts(clean)
    if pictures.may_have_variants(clean):
        original = pictures.Original(clean)
        if original.is_fit():
            original.variant(400, 80)
            original.variant(1600, 80)
for name in sys.argv[1:]:
    data = pathlib.Path(name).read_bytes()
    (memory / "clear_refs").write_text("5")
    before, start, reason = resident("VmRSS"), process_time(), ""
    try:
        judge(name, data)
    except UncleanError as error:
        reason = error.reason
    judged = process_time() - start
    facts.facts_of(data)
    took = max(judged, process_time() - start - judged)
    print(json.dumps([name, round(took, 2), resident("VmHWM") - before, reason]), flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured there")
@pytest.mark.rotates(8)
@pytest.mark.parametrize("part", range(8))
def test_no_small_file_takes_long_or_much_memory(tmp_path: Path, part: int) -> None:
    names = list(SLOW)[part::8]
    for name in names:
        data = SLOW[name]()
        assert len(data) <= MOST_BYTES, (name, len(data))
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-c", LOOK, *names]
    ran = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path, text=True)
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(rows) == len(names) > 5
    beyond = [row for row in rows if row[1] > MOST_SECONDS or row[2] > MOST_MEGABYTES]
    assert not beyond

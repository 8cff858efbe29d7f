"""Damaged, huge and hostile files: each is refused with its reason, in bounded time and memory."""

import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, strategies as st

from newsgen.media import UncleanError, published
from tests.media import FILES, SECRET, read
from tests.support.command import build
from tests.support.draws import draws
from tests.support.site import CONFIG, HOSTS, Release, new_site, write

MOST_SECONDS: Final = 10.0
MOST_MEGABYTES: Final = 1500
NAMES: Final = [file.name for file in FILES]
ENDINGS: Final = sorted({file.suffix for file in FILES} | {".zip", ".html", ".exe", ".svgz", ""})
WITH_AN_END: Final = [name for name in NAMES if not name.startswith(("sound", "pages", "scan"))]
"""Files that say where they end; sound that is cut off is still sound."""
LINKS: Final = "http://www.w3.org/1999/xlink"
SVG: Final = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="{LINKS}">{{}}</svg>'
ACTIVE: Final = [
    "<script>alert(1)</script>",
    "<script href='https://x.example/a.js'/>",
    "<g onload='alert(1)'/>",
    "<foreignObject><iframe src='https://x.example/'/></foreignObject>",
    "<image xlink:href='https://x.example/a.png'/>",
    "<image href='file:///etc/passwd'/>",
    "<use href='data:image/svg+xml;base64,AAAA#a'/>",
    "<style>@import 'https://x.example/a.css'</style>",
    "<set attributeName='href' to='javascript:alert(1)'/>",
]


def packed(*files: tuple[str, bytes]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return written.getvalue()


def nested(depth: int) -> bytes:
    data = packed(("a.txt", SECRET))
    for _ in range(depth):
        data = packed(("[Content_Types].xml", b"<Types/>"), ("word/embeddings/a.docx", data))
    return data


def bomb(megabytes: int) -> bytes:
    """Return a document that unpacks to so much."""
    part = b"<a>" + bytes(32) * (megabytes << 15) + b"</a>"
    return packed(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", part))


def entities(levels: int) -> bytes:
    rows = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE svg [<!ENTITY a0 "x">{rows}]><svg>&a{levels - 1};</svg>'.encode()


def hostile() -> st.SearchStrategy[tuple[str, bytes]]:
    """Draw a file, by its name and its bytes, that may not be published."""
    name, share, end = st.sampled_from(NAMES), st.floats(0.02, 0.95), st.sampled_from(ENDINGS)
    return st.one_of(
        st.builds(_cut_off, st.sampled_from(WITH_AN_END), share),
        st.builds(_misnamed, name, end),
        st.builds(_double, st.sampled_from([n for n in NAMES if read(n)[:2] != b"PK"]), name),
        st.builds(lambda end, data: (f"a{end}", b"\1\2" + data), end, st.binary()),
        st.builds(lambda part: ("a.svg", SVG.format(part).encode()), st.sampled_from(ACTIVE)),
        st.builds(lambda levels: ("a.svg", entities(levels)), st.integers(2, 20)),
        st.builds(lambda depth: ("a.docx", nested(depth)), st.integers(1, 30)),
        st.builds(lambda end: (f"a{end}", b""), end),
    )


def _cut_off(name: str, share: float) -> tuple[str, bytes]:
    """Return a part of a file; of a PDF, none that has all of what it was before a change."""
    whole = read(name).partition(b"%%EOF")[0]
    return name, whole[: max(1, int(len(whole) * share))]


def _misnamed(name: str, ending: str) -> tuple[str, bytes]:
    suffix = Path(name).suffix
    others = {".m4a": ".mp4", ".mov": ".mp4", ".avif": ".mp4"}
    kinds = {others.get(each, each) for each in (suffix, ending)}
    office = {".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"}
    is_same = len(kinds) == 1 or {suffix, ending} <= office
    return f"a{'.exe' if is_same else ending}", read(name)


def _double(name: str, other: str) -> tuple[str, bytes]:
    """Return a file that is an archive too, or a PDF that begins as another file."""
    if name.endswith(".pdf"):
        return f"a{Path(other).suffix.replace('pdf', 'jpg')}", read(name)
    return name, read(name) + packed((other, read(other)))


@draws(2000)
@given(file=hostile())
def test_a_hostile_file_is_refused(file: tuple[str, bytes]) -> None:
    name, data = file
    before = process_time()
    with pytest.raises(UncleanError) as error:
        published(name, data)
    assert process_time() - before < MOST_SECONDS
    assert error.value.reason
    assert error.value.hint


def pdf_bomb(megabytes: int) -> bytes:
    """Return a PDF whose table of objects unpacks to so much."""
    packer, nothing = zlib.compressobj(9), bytes(1 << 20)
    content = b"".join(packer.compress(nothing) for _ in range(megabytes)) + packer.flush()
    head = b"<</Type/XRef/Size 9/W[1 3 1]/Root 2 0 R/Filter/FlateDecode/Length %d>>" % len(content)
    start = b"%PDF-1.7\n"
    table = b"1 0 obj" + head + b"stream\n" + content + b"\nendstream endobj\n"
    return start + table + b"startxref\n%d\n%%%%EOF" % len(start)


LOOK: Final = """
import re, sys
from newsgen.media import UncleanError, published
for name in sys.argv[1:]:
    try:
        published(name, open(name, "rb").read())
    except UncleanError as error:
        print(error.reason)
status = open("/proc/self/status").read()  # ru_maxrss would have that of who started this
print(int(re.search(r"VmHWM:\\s*(\\d+) kB", status)[1]) >> 10)
"""


@pytest.mark.rotates(7)
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured another way there")
def test_bombs_take_little_memory(tmp_path: Path) -> None:
    bombs = {
        "a.docx": bomb(300),
        "b.svg": entities(30),
        "c.docx": nested(200),
        "d.pdf": pdf_bomb(1500),
    }
    for name, data in bombs.items():
        assert len(data) < 6 << 20
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-c", LOOK, *bombs]
    ran = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path, text=True)
    *reasons, megabytes = ran.stdout.splitlines()
    assert len(reasons) == len(bombs)
    assert int(megabytes) < MOST_MEGABYTES


def test_each_is_a_finding_and_nothing_is_published(tmp_path: Path) -> None:
    files = {
        "cut.jpg": read("camera.jpg")[:900],
        "name.png": read("camera.jpg"),
        "double.gif": read("frames.gif") + packed(("a", b"x")),
        "script.svg": SVG.format(ACTIVE[0]).encode(),
        "entities.svg": entities(9),
        "nested.docx": nested(3),
        "macro.docx": packed(("[Content_Types].xml", b"<Types/>"), ("word/vbaProject.bin", b"x")),
        "program.exe": b"MZ",
        "empty.png": b"",
        "locked.pdf": read("notice.pdf")[:-40],
    }
    body = "\n\n".join(f"[File](/files/{name})" for name in files)
    url = f"https://{HOSTS['Cumbria']}/a.aspx"
    release = Release("A field", url=url, date="2026-03-02 10:00", body=body)
    site = new_site(tmp_path / "site", {"a.md": release}, CONFIG)
    for name, data in files.items():
        write(site / "content/files" / name, data)
    built = build(site)
    assert built.code == 0
    assert built.codes == ["NG551"] * len(files)
    assert not (site / "output/files").exists()

"""Files of every format, which say SECRET wherever they can: see `make-files`."""

import posixpath
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

from newsgen.media._zips import packed

FOLDER: Final = Path(__file__).parent
FILES: Final = sorted(
    file for file in FOLDER.iterdir() if file.suffix and not file.name.startswith(("test_", "__"))
)
SECRET: Final = b"SECRET"


def read(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


OFFICE: Final = "application/vnd.openxmlformats-officedocument."
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MAIN: Final = {
    "word/document.xml": "wordprocessingml.document.main",
    "xl/workbook.xml": "spreadsheetml.sheet.main",
    "ppt/presentation.xml": "presentationml.presentation.main",
}
"""The parts that a document begins with, and their content types."""

Part = tuple[str, str, str, bytes]
"""A part of a document: the type of the relation to it, its name, its content type, its content."""


def document(
    *parts: Part,
    main: str = "word/document.xml",
    content: bytes = b"<document/>",
    external: Iterable[tuple[str, str]] = (),
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return an Office document with a main part that relations lead from.

    A relation `rId1` leads to the first of the parts, and so on; `external` ones, by their type and
    target, come behind. `more` are files that no relation leads to.
    """
    given = [
        (kind if "/" in kind else RELATIONS + kind, "/" + name, "") for kind, name, _, _ in parts
    ]
    given += [(RELATIONS + kind, target, ' TargetMode="External"') for kind, target in external]
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target={quoteattr(target)}{mode}/>'
        for n, (kind, target, mode) in enumerate(given, 1)
    )
    kinds = {main: OFFICE + MAIN[main] + "+xml", **{name: kind for _, name, kind, _ in parts}}
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    default = '<Default Extension="rels" ContentType="application/xml"/>'
    folder, base = posixpath.split(main)
    start = f'<Relationship Id="rId1" Type="{RELATIONS}officeDocument" Target="{main}"/>'
    files = {
        "[Content_Types].xml": f"<Types>{default}{types}</Types>".encode(),
        "_rels/.rels": f"<Relationships>{start}</Relationships>".encode(),
        main: content,
        f"{folder}/_rels/{base}.rels": f"<Relationships>{rows}</Relationships>".encode(),
        **{name: part for _, name, _, part in parts},
        **(more or {}),
    }
    return packed(files.items())

"""ODT, ODS and ODP: what is published of their parts."""

import pytest

from newsgen.media._odf import OPEN_DOCUMENT, TYPE, cleaned
from newsgen.media._unclean import UncleanError

TEXT = OPEN_DOCUMENT + b"text"


def of(name: str, text: str) -> str | None:
    """Return what is published of one part."""
    left = dict(cleaned({TYPE: TEXT, name: text.encode()})).get(name)
    return None if left is None else left.decode()


def test_the_type_stands_first() -> None:
    assert next(iter(cleaned({"content.xml": b"<a/>", TYPE: TEXT}))) == (TYPE, TEXT)


@pytest.mark.parametrize(
    "name",
    [
        "meta.xml", "settings.xml", "Object 1/meta.xml", "Thumbnails/thumbnail.png", "layout-cache",
        "Configurations2/menubar/x.xml", "META-INF/documentsignatures.xml", "manifest.rdf",
        "ObjectReplacements/Object 1", "Basic/script-lc.xml",
    ],
)  # fmt: skip
def test_parts_of_authors_and_machines_go_and_nothing_names_them(name: str) -> None:
    assert of(name, "<secret/>") is None
    entry = f'<m><manifest:file-entry manifest:full-path="{name}"/></m>'
    assert of("META-INF/manifest.xml", entry) == "<m/>"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "<p>a<office:annotation><p>x</p></office:annotation>b<office:annotation-end/></p>",
            "<p>ab</p>",
        ),
        (
            "<a><dc:creator>Ann</dc:creator><dc:date>2026</dc:date></a>",
            "<a><dc:creator/><dc:date/></a>",
        ),
        ("<text:creator>Ann</text:creator>", "<text:creator>Ann</text:creator>"),
        ('<style officeooo:rsid="00A" officeooo:paragraph-rsid="00B" a="c"/>', '<style a="c"/>'),
        ('<a xlink:href="/home/ann/a.ott"/>', '<a xlink:href=""/>'),
        ("<a><office:scripts><x/></office:scripts></a>", "<a/>"),
    ],
)
def test_names_and_paths_go_from_a_text(text: str, left: str) -> None:
    assert of("content.xml", text) == left


def test_macros_are_refused() -> None:
    with pytest.raises(UncleanError, match="macros"):
        of("Basic/Standard/Module1.xml", "<a/>")


def test_a_file_that_is_locked_is_refused() -> None:
    entry = "<m><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></m>"
    with pytest.raises(UncleanError, match="password"):
        of("META-INF/manifest.xml", entry)

"""ODT, ODS and ODP: what is published of their parts."""

import pytest

from newsgen.media._odf import OPEN_DOCUMENT, TYPE, cleaned
from newsgen.media._unclean import UncleanError

TEXT = OPEN_DOCUMENT + b"text"


def parts_of(**files: str) -> dict[str, bytes]:
    """Return what is published of a document, by the names of its parts."""
    named = {TYPE: TEXT, **{name: text.encode() for name, text in files.items()}}
    return dict(cleaned(named, lambda _name, content: b"clean " + content))


def of(name: str, text: str) -> str:
    """Return what is published of one part."""
    return parts_of(**{name: text})[name].decode()


def test_the_type_stands_first() -> None:
    assert next(iter(parts_of(**{"content.xml": "<a/>"}))) == TYPE


def test_a_type_that_says_more_is_damaged() -> None:
    with pytest.raises(UncleanError, match="damaged"):
        dict(cleaned({TYPE: TEXT + b" SECRET"}, lambda _name, content: content))


LINKS = "".join(
    f'<a xlink:href="{link}"/>'
    for link in ("Pictures/a.png", "./Object 1", "./ObjectReplacements/Object 1", "#page", "gone")
)


def test_what_the_text_names_stays_and_nothing_else() -> None:
    names = [
        "meta.xml", "settings.xml", "Object 1/meta.xml", "Thumbnails/thumbnail.png", "layout-cache",
        "Configurations2/menubar/x.xml", "META-INF/documentsignatures.xml", "manifest.rdf",
        "ObjectReplacements/Object 1", "Basic/script-lc.xml", "Pictures/b.png", "Versions/Version1",
    ]  # fmt: skip
    shown = ["content.xml", "Pictures/a.png", "Object 1/", "Object 1/content.xml"]
    rows = "".join(f'<f manifest:full-path="{name}"/>' for name in ["/", *shown, *names])
    left = "".join(f'<f manifest:full-path="{name}"/>' for name in ["/", *shown])
    files = dict.fromkeys(names, "<secret/>") | {
        "content.xml": f"<a>{LINKS}</a>",
        "Pictures/a.png": "picture",
        "Object 1/content.xml": "<chart/>",
        "META-INF/manifest.xml": f"<m>{rows}</m>",
    }
    parts = parts_of(**files)
    assert parts.pop("META-INF/manifest.xml").decode() == f"<m>{left}</m>"
    assert parts == {
        TYPE: TEXT,
        "content.xml": f"<a>{LINKS}</a>".encode(),
        "Pictures/a.png": b"clean picture",
        "Object 1/content.xml": b"<chart/>",
    }


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
        (
            "<a><office:change-info><dc:creator>Ann</dc:creator><p>b</p></office:change-info>c</a>",
            "<a><office:change-info><dc:creator/></office:change-info>c</a>",
        ),
        ('<a table:order="ascending"/>', '<a table:order="ascending"/>'),
        ("<text:meta>c</text:meta>", "<text:meta>c</text:meta>"),
        ("<text:creator>Ann</text:creator>", "<text:creator>Ann</text:creator>"),
        ('<style officeooo:rsid="00A" officeooo:paragraph-rsid="00B" a="c"/>', '<style a="c"/>'),
        ('<a xlink:href="/home/ann/a.ott"/>', '<a xlink:href=""/>'),
        ("<a><office:scripts><x/></office:scripts></a>", "<a/>"),
        ('<a loext:suggested-signer-email="ann@x.example"/>', "<a/>"),
        (
            '<a text:name="ZOTERO_ITEM CSL {&quot;id&quot;:{}} RNDx" name="{}"/>',
            '<a text:name="ZOTERO_ITEM CSL  RNDx" name="{}"/>',
        ),
        (
            "<office:binary-data>cGljdHVyZQ==</office:binary-data>",
            "<office:binary-data>Y2xlYW4gcGljdHVyZQ==</office:binary-data>",
        ),
    ],
)
def test_names_and_paths_go_from_a_text(text: str, left: str) -> None:
    assert of("content.xml", text) == left


@pytest.mark.parametrize("picture", ["a", "cGlj*"])
def test_a_picture_in_a_text_that_is_not_whole_is_damaged(picture: str) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        of("content.xml", f"<office:binary-data>a{picture}</office:binary-data>")


def test_macros_are_refused() -> None:
    with pytest.raises(UncleanError, match="macros"):
        of("Basic/Standard/Module1.xml", "<a/>")


def test_a_file_that_is_locked_is_refused() -> None:
    entry = "<m><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></m>"
    with pytest.raises(UncleanError, match="password"):
        of("META-INF/manifest.xml", entry)

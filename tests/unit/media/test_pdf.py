"""PDF: pages stay, and what programs and reviewers wrote goes."""

import base64
import sys
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from newsgen.media import cleaned as cleaned_file
from newsgen.media._pdf import check_packed, cleaned
from newsgen.media._unclean import UncleanError
from tests.media import SECRET, read
from tests.unit.media.test_jp2 import picture as jpeg_2000


def document(**of_root: object) -> bytes:
    """Return a document of one page with more keys in its root."""
    return changed(lambda pdf: [pdf.Root.__setitem__(f"/{k}", v) for k, v in of_root.items()])


AS_IT_IS = {"stream_decode_level": pikepdf.StreamDecodeLevel.none, "compress_streams": False}
"""How streams are written as they were packed."""


def changed(change: object, **options: object) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    change(pdf)  # type: ignore[operator]
    written = BytesIO()
    pdf.save(written, **options)  # type: ignore[arg-type]
    return written.getvalue()


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(cleaned(data)))


def unfolded(data: bytes) -> bytes:
    """Return a document with all of its streams unpacked."""
    written = BytesIO()
    pikepdf.open(BytesIO(data)).save(
        written,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=False,
    )
    return written.getvalue()


def test_what_programs_wrote_goes_and_the_pages_stay() -> None:
    before, after = unfolded(read("notice.pdf")), unfolded(cleaned(read("notice.pdf")))
    assert (SECRET in before, SECRET in after) == (True, False)
    for name in (b"/Producer", b"/Creator", b"xmpmeta", b"/EmbeddedFile", b"/CreationDate"):
        assert (name in before, name in after) == (True, False), name
    with opened(read("notice.pdf")) as pdf:
        assert str(pdf.docinfo["/Title"]) == "A notice"
        assert str(pdf.Root["/Lang"]) == "en-US"
        assert bool(pdf.Root["/MarkInfo"]["/Marked"])
        assert len(pdf.pages) == 1


def test_the_same_bytes_come_each_time() -> None:
    once = cleaned(read("notice.pdf"))
    assert cleaned(read("notice.pdf")) == once
    assert cleaned(once) == once


@pytest.mark.parametrize("key", ["PieceInfo", "Collection", "AA", "Perms", "Legal", "AF", "X"])
def test_keys_that_help_nobody_to_read_go(key: str) -> None:
    before = document(**{key: Dictionary(A=pikepdf.String("SECRET"))})
    assert (SECRET in unfolded(before), SECRET in unfolded(cleaned(before))) == (True, False)


def test_scripts_go_and_links_stay() -> None:
    script = Dictionary(S=Name("/JavaScript"), JS=pikepdf.String("SECRET"))
    link = Dictionary(
        Type=Name("/Annot"), Subtype=Name("/Link"), Rect=Array([0, 0, 1, 1]),
        A=Dictionary(S=Name("/URI"), URI=pikepdf.String("https://x.example/")),
    )  # fmt: skip
    before = changed(
        lambda pdf: (
            pdf.Root.__setitem__("/OpenAction", script),
            pdf.pages[0].__setitem__("/Annots", Array([link])),
        )
    )
    after = unfolded(cleaned(before))
    assert b"https://x.example/" in after
    assert SECRET not in after
    assert b"JavaScript" not in after


@pytest.mark.parametrize("kind", ["Text", "Popup", "FileAttachment", "Highlight", "FreeText"])
def test_reviewers_are_not_named(kind: str) -> None:
    remark = Dictionary(
        Type=Name("/Annot"), Subtype=Name("/" + kind), Rect=Array([0, 0, 1, 1]),
        T=pikepdf.String("SECRET"), Contents=pikepdf.String("A remark"),
    )  # fmt: skip
    before = changed(lambda pdf: pdf.pages[0].__setitem__("/Annots", Array([remark])))
    after = unfolded(cleaned(before))
    assert SECRET not in after
    assert (b"A remark" in after) == (kind == "FreeText"), "only a text box draws it"


def test_a_field_of_a_form_keeps_its_name() -> None:
    field = Dictionary(
        Type=Name("/Annot"), Subtype=Name("/Widget"), Rect=Array([0, 0, 1, 1]),
        FT=Name("/Tx"), T=pikepdf.String("surname"),
    )  # fmt: skip

    def add(pdf: pikepdf.Pdf) -> None:
        fields = Array([pdf.make_indirect(field)])
        pdf.pages[0]["/Annots"] = fields
        pdf.Root["/AcroForm"] = Dictionary(Fields=fields)

    assert b"surname" in cleaned(changed(add))


def test_a_photograph_on_a_page_is_cleaned() -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        picture = pdf.make_stream(
            read("camera.jpg"), Type=Name("/XObject"), Subtype=Name("/Image"), Width=48, Height=32,
            ColorSpace=Name("/DeviceRGB"), BitsPerComponent=8, Filter=Name("/DCTDecode"),
        )  # fmt: skip
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(A=picture))

    before = changed(add)
    assert SECRET in before
    with opened(before) as pdf:
        picture = pdf.pages[0].Resources["/XObject"]["/A"].read_raw_bytes()
    assert picture.startswith(b"\xff\xd8")
    assert SECRET not in picture


FLATE, JPEG = Name("/FlateDecode"), Name("/DCTDecode")
BASE_85, HEX = Name("/ASCII85Decode"), Name("/ASCIIHexDecode")
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "/FlateDecode": zlib.compress,
    "/Fl": zlib.compress,
    "/ASCII85Decode": lambda data: base64.a85encode(data, wrapcol=70) + b"~>\n",
    "/A85": lambda data: base64.a85encode(data, adobe=True),
    "/ASCIIHexDecode": lambda data: data.hex("\n", 40).encode() + b">\n",
    "/AHx": lambda data: data.hex().upper().encode(),
    "/RunLengthDecode": lambda data: data,
}


def packed(data: bytes, filters: list[Name]) -> bytes:
    for name in reversed(filters):
        data = PACKERS[str(name)](data)
    return data


@pytest.mark.parametrize(
    ("filters", "parameters"),
    [
        ([JPEG], None),
        ([Name("/DCT")], None),
        ([Name("/Fl"), JPEG], None),
        ([FLATE, Name("/DCT")], None),
        ([Name("/Fl"), Name("/DCT")], None),
        ([FLATE, JPEG], None),
        ([FLATE, JPEG], [None, None]),
        ([FLATE, JPEG], [None, Dictionary(ColorTransform=1)]),
        ([BASE_85, JPEG], None),
        ([Name("/A85"), Name("/Fl"), JPEG], None),
        ([HEX, JPEG], [None, None]),
        ([Name("/AHx"), Name("/DCT")], None),
        ([BASE_85, FLATE, JPEG], [None, None, Dictionary(ColorTransform=1)]),
    ],
)
def test_a_photograph_is_cleaned_however_it_is_packed(
    filters: list[Name], parameters: list[object] | None
) -> None:
    data = packed(read("camera.jpg"), filters[:-1])
    with opened(with_picture(data, filters, parameters)) as pdf:
        stream = pdf.pages[0].Resources["/XObject"]["/A"]
        assert stream["/Filter"] == JPEG
        assert SECRET not in stream.read_raw_bytes()
        assert stream.read_raw_bytes().startswith(b"\xff\xd8")
        assert ("/DecodeParms" in stream) == bool(parameters and parameters[-1])


def test_a_photograph_in_jpeg_2000_is_cleaned() -> None:
    before = with_picture(jpeg_2000(), [Name("/JPXDecode")], None)
    assert SECRET in before
    with opened(before) as pdf:
        stream = pdf.pages[0].Resources["/XObject"]["/A"]
        assert stream["/Filter"] == Name("/JPXDecode")
        assert SECRET not in stream.read_raw_bytes()


@pytest.mark.parametrize(
    ("filters", "parameters"),
    [
        ([Name("/RunLengthDecode"), JPEG], None),
        ([JPEG, FLATE], None),
        ([FLATE, JPEG], [Dictionary(Predictor=12), None]),
    ],
)
def test_a_photograph_that_cannot_be_unpacked_is_refused(
    filters: list[Name], parameters: list[object] | None
) -> None:
    data = zlib.compress(read("camera.jpg"))
    with pytest.raises(UncleanError, match="packed twice"):
        cleaned(with_picture(data, filters, parameters))


@pytest.mark.parametrize(("name", "text"), [(BASE_85, b"\xff~>"), (HEX, b"0g>")])
def test_a_photograph_in_text_that_is_damaged_is_refused(name: Name, text: bytes) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(with_picture(text, [name, JPEG], None))


@pytest.mark.parametrize("name", [b"/F /DCT", b"/Filter[/DCTDecode]", b"/F[/Fl/DCT]", b"/F/D#43T"])
@pytest.mark.parametrize("filters", [[], [FLATE], [BASE_85, FLATE], [HEX]])
def test_a_photograph_between_the_words_of_a_page_is_refused(
    name: bytes, filters: list[Name]
) -> None:
    words = b"q\nBI /W 8 /H 8 /BPC 8 /CS /G " + name + b" ID " + read("camera.jpg") + b" EI Q"
    with pytest.raises(UncleanError, match="in the text of a page"):
        cleaned(drawn(words, filters))


def test_another_picture_between_the_words_of_a_page_stays() -> None:
    words = b"q BI /W 1 /H 1 /BPC 8 /CS /G /F /AHx ID 00> EI Q (BI /DCT) Tj"
    with opened(drawn(words, [FLATE])) as pdf:
        assert pdf.pages[0].Contents.read_bytes() == words


def drawn(words: bytes, filters: list[Name]) -> bytes:
    def add(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(packed(words, filters), Filter=Array(filters))
        pdf.pages[0]["/Contents"] = stream

    return changed(add, **AS_IT_IS)


def with_picture(data: bytes, filters: list[Name], parameters: list[object] | None) -> bytes:
    def add(pdf: pikepdf.Pdf) -> None:
        picture = pdf.make_stream(
            data, Type=Name("/XObject"), Subtype=Name("/Image"), Width=48, Height=32,
            ColorSpace=Name("/DeviceRGB"), BitsPerComponent=8, Filter=Array(filters),
        )  # fmt: skip
        if parameters:
            picture["/DecodeParms"] = Array(parameters)
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(A=picture))

    return changed(add, **AS_IT_IS)


def test_a_file_that_is_locked_is_refused() -> None:
    for user in ("", "user"):
        lock = pikepdf.Encryption(owner="owner", user=user)
        with pytest.raises(UncleanError, match="password"):
            cleaned(changed(lambda _pdf: None, encryption=lock))


@pytest.mark.parametrize("is_table_packed", [True, False])
def test_a_file_that_is_locked_is_refused_before_it_is_opened(is_table_packed: bool) -> None:
    """What is packed in it cannot be counted."""
    mode = pikepdf.ObjectStreamMode
    lock = pikepdf.Encryption(owner="owner", user="")
    data = changed(
        lambda _pdf: None,
        encryption=lock,
        object_stream_mode=mode.generate if is_table_packed else mode.disable,
    )
    with pytest.raises(UncleanError, match="password"):
        check_packed(data)


@pytest.mark.parametrize("part", [slice(0, 0), slice(0, 400), slice(0, -30), slice(9, None)])
def test_a_file_that_is_not_whole_is_damaged(part: slice) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(read("notice.pdf")[part])


def test_without_pikepdf_the_reason_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    with pytest.raises(UncleanError, match="not installed") as error:
        cleaned(read("notice.pdf"))
    assert "newsgen[documents]" in error.value.hint


@pytest.mark.rotates(7)
def test_a_bomb_is_refused() -> None:
    packer = zlib.compressobj(9)
    nothing = bytes(1 << 24)
    bomb = b"".join(packer.compress(nothing) for _ in range(128)) + packer.flush()
    stream = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(bomb)
    objects = b"%PDF-1.7\n1 0 obj" + stream + b"stream\n" + bomb + b"\nendstream endobj\n"
    at = len(objects)
    rows = bytes([0, 0, 0, 0, 0, 1, 0, 0, 0, 9]) + b"\2\0\0\1\0" + b"\1" + at.to_bytes(3) + b"\0"
    table = b"<</Type/XRef/Size 4/W[1 3 1]/Root 2 0 R/Length 20>>stream\n" + rows + b"\nendstream"
    whole = objects + b"3 0 obj" + table + b" endobj\nstartxref\n%d\n%%%%EOF" % at
    with pytest.raises(UncleanError, match=r"too much|damaged"):
        cleaned_file(whole)


def test_streams_in_older_forms_stay() -> None:
    """What comes after an outline is no object that is packed with others."""
    text = b"<~87cUR~>"

    def add(pdf: pikepdf.Pdf) -> None:
        words = pdf.make_stream(text, Filter=Name("/ASCII85Decode"))
        pdf.Root["/Outlines"] = pdf.make_indirect(Dictionary(First=Dictionary(), Count=1))
        pdf.pages[0]["/Contents"] = words

    after = cleaned(changed(add, **AS_IT_IS))
    assert text in after


@pytest.mark.parametrize("leads", ["Dests", "Names", "StructTreeRoot", "Outlines", "Annots"])
def test_a_page_that_was_deleted_goes_whatever_leads_to_it(leads: str) -> None:
    def delete(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page()
        page = pdf.pages[1].obj
        page.Contents = pdf.make_stream(SECRET)
        place = Array([page, Name.Fit])
        field = pdf.make_indirect(Dictionary(Subtype=Name.Widget, Rect=[0, 0, 1, 1], P=page))
        field.V = pikepdf.String("SECRET")
        page.Annots = Array([field])
        part = Dictionary(S=Name.P, Pg=page, K=0, Alt="SECRET", ActualText="SECRET")
        link = Dictionary(Subtype=Name.Link, Rect=[0, 0, 1, 1], Dest=place)
        within: dict[str, pikepdf.Object] = {
            "Dests": Dictionary(a=place),
            "Names": Dictionary(Dests=Dictionary(Names=["a", place])),
            "StructTreeRoot": Dictionary(K=pdf.make_indirect(part)),
            "Outlines": Dictionary(First=Dictionary(Title="A", Dest=place)),
        }
        pdf.pages[0].obj.Annots = Array([link] if leads == "Annots" else [])
        if leads in within:
            pdf.Root[f"/{leads}"] = within[leads]
        del pdf.pages[1]

    before = changed(delete)
    after = unfolded(cleaned(before))
    assert (SECRET in unfolded(before), SECRET in after) == (True, False)
    assert len(opened(before).pages) == 1


def test_a_page_keeps_what_it_is_drawn_by() -> None:
    def say(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.update({"/LGIDict": Dictionary(Description="SECRET"), "/X": pikepdf.String("SECRET")})
        page.update({"/Rotate": 90, "/UserUnit": 2, "/Group": Dictionary(S=Name.Transparency)})
        page.Contents = pdf.make_stream(b"0 0 m")

    with opened(changed(say)) as pdf:
        page = pdf.pages[0].obj
        assert SECRET not in unfolded(cleaned(changed(say)))
        assert {"/Rotate", "/UserUnit", "/Group", "/Contents", "/MediaBox"} <= set(page.keys())


def test_files_related_to_the_one_of_a_link_go() -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        related = Dictionary(F=Array([pikepdf.String("a"), pdf.make_stream(SECRET)]))
        file = Dictionary(Type=Name.Filespec, F=pikepdf.String("a.pdf"), RF=related)
        action = Dictionary(S=Name.GoToR, F=pdf.make_indirect(file), D=[0, Name.Fit])
        link = Dictionary(Subtype=Name.Link, Rect=[0, 0, 1, 1], A=action)
        pdf.pages[0].obj.Annots = Array([link])

    before = changed(attach)
    assert (SECRET in unfolded(before), SECRET in unfolded(cleaned(before))) == (True, False)


def test_a_description_names_no_path() -> None:
    """Word describes a picture by its path, and saves that in a PDF too."""

    def describe(pdf: pikepdf.Pdf) -> None:
        parts = [
            Dictionary(S=Name.Figure, Alt=alt)
            for alt in ("C:\\Users\\SECRET\\map.png", "A map of the closed roads")
        ]
        pdf.Root.StructTreeRoot = Dictionary(K=Array(parts))

    with opened(changed(describe)) as pdf:
        alts = [str(part.Alt) for part in pdf.Root.StructTreeRoot.K]
    assert alts == ["", "A map of the closed roads"]


@pytest.mark.parametrize(
    ("key", "text", "stays"),
    [
        ("Title", "Microsoft Word - C:\\Users\\SECRET\\a.docx", False),
        ("Title", "file:///home/SECRET/a.html", False),
        ("Title", "Roads closed: see https://x.example/SECRET", True),
        ("Base", "file:///C:/Users/SECRET/", False),
        ("Base", "https://x.example/SECRET/", True),
        ("Contents", "file:///C:/Users/SECRET/a.html", False),
        ("Contents", "All about SECRET", True),
        ("URI", " JavaScript:open('SECRET')", False),
        ("URI", "https://x.example/javascript:SECRET", True),
    ],
)
def test_titles_and_links_name_no_disk_and_are_not_scripts(
    key: str, text: str, *, stays: bool
) -> None:
    def write(pdf: pikepdf.Pdf) -> None:
        action = Dictionary(S=Name("/URI"), URI="https://x.example/")
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 1, 1], A=action)
        base = Dictionary(Base="https://x.example/")
        pdf.pages[0].Annots, pdf.Root.URI = Array([link]), base
        of = {"Title": pdf.docinfo, "Base": pdf.Root.URI, "URI": pdf.pages[0].Annots[0].A}
        of.get(key, pdf.pages[0].Annots[0])[f"/{key}"] = pikepdf.String(text)

    before = changed(write)
    assert (SECRET in before, SECRET in unfolded(cleaned(before))) == (True, stays)

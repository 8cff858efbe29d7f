"""PDF: its pages, and what helps to read them. Source: ISO 32000-2.

It is read and written by pikepdf, which comes with the extra "documents".
"""

import base64
import re
import zlib
from collections.abc import Callable, Container, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Final
from warnings import catch_warnings

from newsgen.media import _jp2, _jpeg
from newsgen.media._paths import names_path, value_without_paths
from newsgen.media._unclean import UncleanError, damaged, inflated, locked, spend

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_HEAD: Final = re.compile(rb"(?:(?<=[\0\t-\r ])obj|(trailer))(?=[\0\t-\r <%])")
"""What stands before the dictionary of a stream, or of a file."""
_TOKEN: Final = re.compile(
    rb"(?:[\0\t-\r ]|%[^\r\n]*+)*+"
    rb"(<<|>>|[\[\](]|/?[^\0\t-\r ()<>\[\]{}/%]++|/|<[\0\t-\r 0-9A-Fa-f]*+>)?+"
)
_OF_STRING: Final = re.compile(rb"[()]|\\.", re.DOTALL)
_PAIRS: Final = {b">>": b"<<", b"]": b"["}
_SPACE: Final = b"\0\t\n\f\r "
_LINE_END: Final = re.compile(rb"\r?\n")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_UNPACKED: Final = re.compile(rb"/FlateDecode\b|\[ (?:/FlateDecode )?\]")
"""How objects are packed with others: zlib, once, and that is said where they are."""
_PARAMETERS: Final = re.compile(
    rb"/(?:DecodeParms (?:\[ )?\d|(?:Columns|Colors|BitsPerComponent) (?!\d{1,4}(?!\d| \d+ R)))"
)
"""Parameters that are said elsewhere, or of rows as long as no table has them."""
_DELIMITERS: Final = (b" ", b"\n", b"\r", b"/", b"[", b"<", b"(")
"""What stands before each object, or could."""
_OF_OBJECT, _OF_DICTIONARY, _OF_VALUE, _OF_TOKEN = 20, 500, 40, 20
"""The work for an object that is packed with others, for a dictionary, for a value and a sign."""
_SHORT: Final = {
    "/DCT": "/DCTDecode",
    "/Fl": "/FlateDecode",
    "/A85": "/ASCII85Decode",
    "/AHx": "/ASCIIHexDecode",
}
"""Short names of ways to pack, which most programs read anywhere."""
_INLINE: Final = re.compile(rb"(?<![^\0\t-\r )>\]])BI(?=[\0\t-\r /%])")
_INLINE_PHOTOGRAPH: Final = re.compile(rb"/(?:DCT|JPX)|#")
"""How a picture begins in what draws a page, and what it then says if it is a photograph."""
_LONGEST_HEAD: Final = 1000
_NOT_DRAWINGS: Final = frozenset({"/Length1", "/N", "/FunctionType", "/ShadingType"})
"""Keys of streams of fonts, colours and the like, which draw nothing themselves."""
_OF_TRAILER: Final = frozenset({"/Root", "/Info", "/ID", "/Size"})
_OF_ROOT: Final = frozenset({
    "/Type", "/Pages", "/PageLabels", "/Names", "/Dests", "/ViewerPreferences", "/PageLayout",
    "/PageMode", "/Outlines", "/OpenAction", "/StructTreeRoot", "/MarkInfo", "/Lang",
    "/OutputIntents", "/OCProperties", "/AcroForm", "/Version", "/Extensions", "/URI",
})  # fmt: skip
"""What is published of the root: pages, how they are shown and read out, and forms."""
_PRIVATE: Final = frozenset({
    "/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF", "/AA", "/XFA", "/EF", "/JS",
    "/Alternates", "/OPI", "/SpiderInfo", "/DPart", "/DPM", "/CreatorInfo", "/User",
    "/Creator", "/RF", "/PTEX.FileName", "/PTEX.InfoDict", "/PTEX.Fullbanner",
})  # fmt: skip
"""Keys that are published of no object: metadata, data of programs, attached files, scripts, other
copies of pictures.
"""
_ACTIONS: Final = frozenset({
    "/GoTo", "/GoToR", "/URI", "/Named", "/Hide", "/SetOCGState", "/ResetForm", "/SubmitForm",
})  # fmt: skip
_OF_ACTIONS: Final = frozenset({"/A", "/PA", "/OpenAction", "/Next"})
"""Keys of what is done when something is chosen; others have these names too, but no /S in them."""
_SCRIPTS: Final = frozenset({"/JavaScript", "/Launch", "/Rendition", "/ImportData", "/GoToE"})
_FILES: Final = frozenset({"/URI", "/Base", "/F", "/UF", "/DOS", "/Mac", "/Unix"})
"""Keys of where a link leads to, or all links that are relative."""
_SCRIPT_IN_LINK: Final = re.compile(r"\s*(?:java|vb)script:", re.IGNORECASE)
_NOT_SHOWN: Final = frozenset({
    "/Text", "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D",
})  # fmt: skip
"""Annotations that are not published: notes of reviewers, and files."""
_OF_ANNOTATION: Final = frozenset({
    "/Type", "/Subtype", "/Rect", "/P", "/AP", "/AS", "/F", "/Border", "/BS", "/BE", "/C", "/IC",
    "/CA", "/ca", "/BM", "/QuadPoints", "/InkList", "/Vertices", "/Path", "/L", "/LE", "/LL",
    "/LLE", "/LLO", "/Cap", "/CP", "/CO", "/CL", "/DA", "/DS", "/Q", "/RD", "/IT", "/Name", "/Sy",
    "/A", "/PA", "/Dest", "/H", "/OC", "/StructParent", "/Lang", "/Measure", "/Rotate", "/RO",
    "/OverlayText", "/Repeat", "/FixedPrint",
})  # fmt: skip
"""What is published of an annotation: how it is drawn, and where it leads."""
_WITH_CONTENTS: Final = frozenset({"/FreeText", "/Link"})
"""Annotations whose contents are drawn, or read out; those of others are a reviewer's remark."""
_OF_AUTHORS: Final = frozenset({"/M", "/CreationDate", "/NM", "/Subj", "/IRT", "/Popup"})
_OF_FIELD: Final = frozenset({"/DV", "/RV"})
"""Other copies of what is in a field of a form, which no reader sees."""
_OF_SIGNATURE: Final = frozenset({"/V", "/Lock", "/SV"})
_OF_FILE: Final = frozenset({"/Desc", "/ID", "/CI"})
_OF_PAGE: Final = frozenset({
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox",
    "/BoxColorInfo", "/Contents", "/Rotate", "/Group", "/Dur", "/Trans", "/PresSteps", "/Annots",
    "/StructParents", "/Tabs", "/UserUnit", "/PZ", "/SeparationInfo", "/OutputIntents",
})  # fmt: skip
"""What is published of a page; of one that was deleted, and that something still leads to, nothing.
"""
_SPOKEN: Final = frozenset({"/Alt", "/ActualText"})
"""What is read out for a part of a page."""
_MOST_PARENTS: Final = 50
_WORTH: Final = re.compile(
    "|".join(
        re.escape(key) + r"(?![^\s/<>\[\]()])"
        for key in sorted({
            *_PRIVATE, *_SCRIPTS, *_FILES, *_OF_ACTIONS, *_SPOKEN, "/Annots", "/Annot", "/Rect",
            "/Action", "/FT", "/V", "/DV", "/RV", "/Page", "/UserProperties",
        })
    ).encode()
    + rb"|/S \d"
)  # fmt: skip
"""What is in an object that has something which is not published."""


def cleaned(data: bytes) -> bytes:
    """Return a document without properties, notes, attached files, scripts and older versions.

    Its title stays, as readers see it.

    Raises:
        UncleanError: it is damaged or locked, or pikepdf is not installed.

    """
    try:
        import pikepdf  # noqa: PLC0415 (an extra)
    except ImportError:
        hint = 'Install it with pip install "newsgen[documents]".'
        raise UncleanError("pikepdf, which cleans PDF, is not installed", hint) from None
    try:
        check_packed(data)
        with pikepdf.open(BytesIO(data), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise locked()
            _clean(pdf, len(data))
            written = BytesIO()
            with catch_warnings(action="ignore"):  # of forms that are not as they should be
                pdf.save(
                    written,
                    deterministic_id=True,
                    fix_metadata_version=False,
                    stream_decode_level=pikepdf.StreamDecodeLevel.none,
                    compress_streams=False,
                )
            return written.getvalue()
    except pikepdf.PasswordError:
        raise locked() from None
    except (
        pikepdf.PdfError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RuntimeError,
        zlib.error,
    ):
        raise damaged() from None


def check_packed(data: bytes) -> None:
    """See that what is unpacked as soon as a file is opened is bounded: its tables and objects.

    Raises:
        UncleanError: it is not.

    """
    for start in _HEAD.finditer(data):
        tokens, end = _head(data, start.end())
        is_stream = tokens[-1:] == [b"stream"]
        if not tokens or not (is_stream or start[1]):
            continue
        head = b" ".join(tokens)
        names = {token for token in tokens if token.startswith(b"/")}
        if b"/Encrypt" in names and (start[1] or b"/W" in names):
            raise locked()
        if not is_stream or not (b"/W" in names or {b"/N", b"/First"} <= names):
            continue
        if not (line_end := _LINE_END.match(data, end)):
            raise damaged()
        filters = [head[at.end() :] for at in re.finditer(rb"/Filter ", head)]
        if not all(map(_UNPACKED.match, filters)) or _PARAMETERS.search(head):
            raise UncleanError("it is packed in an unusual way", "Print it to a new PDF.")
        if filters:  # its sums are not looked at, as other programs do not
            unpacked = inflated(memoryview(data)[line_end.end() + 2 :], -zlib.MAX_WBITS)
            spend(_OF_OBJECT * sum(map(unpacked.count, _DELIMITERS)))


def _head(data: bytes, at: int) -> tuple[list[bytes], int]:
    """Return a dictionary that begins here, in pieces with the word behind it, and where it ends.

    Strings in it are left out. There may be no dictionary, and no word.

    Raises:
        UncleanError: it is not whole.

    """
    tokens, within = list[bytes](), list[bytes]()
    while (token := _TOKEN.match(data, at)) and (sign := token[1]):
        spend(_OF_TOKEN + token.end() - at)
        at = token.end()
        if not tokens and sign != b"<<":
            return [], at
        if not within and tokens:
            return [*tokens, sign], at
        if sign == b"(":
            at = _end_of_string(data, at)
            continue
        if sign in _PAIRS and within.pop() != _PAIRS[sign]:
            break
        if sign in _PAIRS.values():
            within.append(sign)
        tokens.append(_ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), sign))
    if tokens:
        raise damaged()
    return [], at


def _end_of_string(data: bytes, at: int) -> int:
    depth = 1
    for sign in _OF_STRING.finditer(data, at):
        depth += {b"(": 1, b")": -1}.get(sign[0], 0)
        if not depth:
            spend(sign.end() - at)
            return sign.end()
    raise damaged()


def _clean(pdf: "Pdf", size: int) -> None:
    from pikepdf import Dictionary, Stream  # noqa: PLC0415 (an extra)

    title = pdf.docinfo.get("/Title")
    _keep(pdf.trailer, _OF_TRAILER)
    title = None if title is None or names_path(str(title)) else title
    pdf.trailer["/Info"] = Dictionary({} if title is None else {"/Title": title})
    _keep(pdf.Root, _OF_ROOT)
    if pdf.Root.get("/PageMode") == "/UseAttachments":
        del pdf.Root["/PageMode"]
    if "/Names" in pdf.Root:
        _keep(pdf.Root["/Names"], frozenset({"/Dests"}))
    pages = {page.obj.objgen for page in pdf.pages}
    for whole in pdf.objects:
        is_stream = isinstance(whole, Stream)
        text = _written(whole.stream_dict if is_stream else whole)
        spend(_OF_VALUE + len(text) // 2)
        if _WORTH.search(text):
            for part in _parts(whole):
                _clean_dictionary(part, pages)
        if is_stream:
            size -= int(whole.get("/Length", 0))
            if size < 0:  # the same bytes again and again
                raise damaged()
            _clean_picture(whole, _filters(whole))
            _check_drawing(whole, _filters(whole))


def _written(whole: "Object") -> bytes:
    """Return an object as it is written; empty if it is a number or the like."""
    return whole.unparse(resolved=True) if hasattr(whole, "unparse") else b""


def _keep(dictionary: "Object", keys: frozenset[str]) -> None:
    for key in set(dictionary.keys()) - keys:
        del dictionary[key]


def _parts(whole: "Object") -> Iterator["Object"]:
    """Yield the dictionaries in an object, with itself, but not those of other objects."""
    from pikepdf import Array, Dictionary, Stream  # noqa: PLC0415 (an extra)

    waiting = [whole]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Dictionary | Stream):
            yield part
            values = [part[key] for key in part.keys()]  # noqa: SIM118 (it is no dict)
            spend(_OF_DICTIONARY)
        elif isinstance(part, Array):
            values = list(part)
        else:
            continue
        spend(_OF_VALUE * len(values))
        waiting += [value for value in values if not getattr(value, "is_indirect", False)]


def _is_private(key: str, link: str) -> bool:
    """Return whether a link is a script, or leads to a disk: names of files are absolute there."""
    if names_path(link) or _SCRIPT_IN_LINK.match(link):
        return True
    return key not in ("/URI", "/Base") and (link.startswith("/") or link.count(":") > 1)


def _clean_dictionary(part: "Object", pages: Container[tuple[int, int]]) -> None:
    from pikepdf import Array, String  # noqa: PLC0415 (an extra)

    if part.get("/Type") == "/Page":
        _keep(part, _OF_PAGE if part.objgen in pages else frozenset())
    _clean_keys(part, set(part.keys()))
    keys = set(part.keys())
    if "/S" in keys and _is_action(part) and str(part["/S"]) not in _ACTIONS:
        _keep(part, frozenset())
        return
    for key in _FILES & keys:
        if isinstance(part[key], String) and _is_private(key, str(part[key])):
            part[key] = String("about:blank")
    for key in _SPOKEN & keys:
        if "/Pg" in keys and part["/Pg"].objgen not in pages:
            del part[key]
        elif key == "/Alt" and isinstance(part[key], String):
            part[key] = String(value_without_paths(str(part[key])))
    if "/Annots" in keys:
        shown = [each for each in part["/Annots"] if str(each.get("/Subtype")) not in _NOT_SHOWN]
        part["/Annots"] = Array(shown)
    if "/Subtype" in keys and ("/Rect" in keys or part.get("/Type") == "/Annot"):
        _clean_annotation(part, str(part["/Subtype"]))


def _clean_keys(part: "Object", keys: set[str]) -> None:
    for key in (_PRIVATE | _more_private(part, keys)) & keys:
        del part[key]
    for key in _OF_ACTIONS & set(part.keys()):
        if not _may_be_done(part[key]):
            del part[key]
    if part.get("/O") == "/UserProperties":
        _keep(part, frozenset({"/O"}))


def _more_private(part: "Object", keys: set[str]) -> frozenset[str]:
    """Return keys that are published of some dictionaries, but not of one of this kind."""
    kind, above = part.get("/FT"), part.get("/Parent")
    if "/V" in keys or part.get("/Subtype") == "/Widget":
        for _ in range(_MOST_PARENTS):
            if kind is not None or above is None:
                break
            kind, above = above.get("/FT"), above.get("/Parent")
    if kind == "/Sig":  # what is changed is not signed any more
        return _OF_SIGNATURE | _OF_FIELD
    if kind is not None:
        return _OF_FIELD
    return _OF_FILE if keys & _FILES and "/Subtype" not in keys else frozenset()


def _may_be_done(action: "Object") -> bool:
    """Return whether an action is published, or all of several; what is none is not looked at."""
    from pikepdf import Array, Dictionary  # noqa: PLC0415 (an extra)

    if isinstance(action, Array):
        return all(_may_be_done(each) for each in action)
    return not (isinstance(action, Dictionary) and "/S" in action) or str(action["/S"]) in _ACTIONS


def _clean_annotation(part: "Object", kind: str) -> None:
    if kind == "/Widget":  # it may be a field of a form too, with a name and a value
        for key in _OF_AUTHORS & set(part.keys()):
            del part[key]
    else:
        _keep(part, _OF_ANNOTATION | ({"/Contents"} if kind in _WITH_CONTENTS else set()))
        if kind == "/Link" and names_path(str(part.get("/Contents", ""))):
            del part["/Contents"]


def _is_action(part: "Object") -> bool:
    """Return whether a dictionary is an action; its type may be left out."""
    return bool(part.get("/Type") == "/Action") or str(part["/S"]) in _SCRIPTS


def _filters(stream: "Object") -> list[str]:
    """Return how a stream is packed: what is undone last is last."""
    from pikepdf import Array  # noqa: PLC0415 (an extra)

    filters = stream.get("/Filter")
    if filters is None:
        return []
    names = [str(each) for each in filters] if isinstance(filters, Array) else [str(filters)]
    return [_SHORT.get(name, name) for name in names]


def _clean_picture(stream: "Object", filters: list[str]) -> None:
    """Clean a photograph, which a program may have put into a page as it came from a camera."""
    from pikepdf import Name  # noqa: PLC0415 (an extra)

    if _PHOTOGRAPHS.keys().isdisjoint(filters):
        return
    if filters[-1] not in _PHOTOGRAPHS:
        raise _packed_twice()
    parameters = _parameters(stream, len(filters))
    known = set(filters[:-1]) <= _UNPACKERS.keys()
    if not known or any(each is not None for each in parameters[:-1]):
        raise _packed_twice()
    packed = stream.read_raw_bytes()
    picture = _PHOTOGRAPHS[filters[-1]](_unpacked(packed, filters[:-1]))
    if picture != packed:
        stream.write(picture, filter=Name(filters[-1]))
        if parameters[-1] is not None:
            stream["/DecodeParms"] = parameters[-1]


def _packed_twice() -> UncleanError:
    return UncleanError("a photograph in it is packed twice", "Print it to a new PDF.")


def _unpacked(packed: bytes, filters: list[str]) -> bytes:
    """Return what was packed in some ways, of which each is one of `_UNPACKERS`."""
    for name in filters:
        try:
            packed = _UNPACKERS[name](packed)
        except ValueError as error:
            raise damaged() from error
    return packed


def _from_base85(text: bytes) -> bytes:
    text = text.strip(_SPACE).removeprefix(b"<~").partition(b"~")[0]
    return base64.a85decode(text, ignorechars=_SPACE)


def _from_hex(text: bytes) -> bytes:
    digits = text.partition(b">")[0].translate(None, _SPACE)
    return base64.b16decode(digits + b"0" * (len(digits) % 2), casefold=True)


_UNPACKERS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "/FlateDecode": inflated,
    "/ASCII85Decode": _from_base85,
    "/ASCIIHexDecode": _from_hex,
}
"""What undoes a way to pack; of others, photographs are refused."""


def _check_drawing(stream: "Object", filters: list[str]) -> None:
    """See that what draws a page has no photograph between its words, as from a camera."""
    if stream.get("/Subtype") == "/Image" or not _NOT_DRAWINGS.isdisjoint(stream.keys()):
        return
    if not set(filters) <= _UNPACKERS.keys():
        return
    words = _unpacked(stream.read_raw_bytes(), filters)
    for start in _INLINE.finditer(words):
        end = words.find(b"ID", start.end(), start.end() + _LONGEST_HEAD)
        if _INLINE_PHOTOGRAPH.search(words[start.end() : max(end, 0)]):
            raise UncleanError("a photograph is in the text of a page", "Print it to a new PDF.")


def _parameters(stream: "Object", count: int) -> list["Object | None"]:
    """Return the parameters of each of the filters of a stream, None if one has none."""
    from pikepdf import Array  # noqa: PLC0415 (an extra)

    given = stream.get("/DecodeParms")
    several = list(given) if isinstance(given, Array) else [given]
    return [*several, *[None] * count][:count]


def _jpeg_cleaned(data: bytes) -> bytes:
    """Return a JPEG without what it says; readers of PDF do not mind if its end is lost."""
    try:
        return _jpeg.cleaned(data)
    except UncleanError:
        return _jpeg.cleaned(data + b"\xff\xd9")


_PHOTOGRAPHS: Final = {"/DCTDecode": _jpeg_cleaned, "/JPXDecode": _jp2.cleaned}
"""What cleans photographs, by how they are packed."""

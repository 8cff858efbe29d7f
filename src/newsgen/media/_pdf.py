"""PDF: its pages, and what helps to read them. Source: ISO 32000-2.

It is read and written by pikepdf, which comes with the extra "documents".
"""

import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final
from warnings import catch_warnings

from newsgen.media import _jp2, _jpeg
from newsgen.media._unclean import UncleanError, damaged

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_MEMORY: Final = 1 << 30
"""What reading a file may take beside what newsgen takes, in bytes."""
_OF_TRAILER: Final = frozenset({"/Root", "/Info", "/ID", "/Size"})
_OF_ROOT: Final = frozenset({
    "/Type", "/Pages", "/PageLabels", "/Names", "/Dests", "/ViewerPreferences", "/PageLayout",
    "/PageMode", "/Outlines", "/OpenAction", "/StructTreeRoot", "/MarkInfo", "/Lang",
    "/OutputIntents", "/OCProperties", "/AcroForm", "/Version", "/Extensions", "/URI",
})  # fmt: skip
"""What is published of the root: pages, how they are shown and read out, and forms."""
_PRIVATE: Final = (
    "/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF", "/AA", "/XFA", "/EF", "/JS",
)  # fmt: skip
"""Keys that are published of no object: metadata, data of programs, attached files, scripts."""
_ACTIONS: Final = frozenset({
    "/GoTo", "/GoToR", "/URI", "/Named", "/Hide", "/SetOCGState", "/ResetForm", "/SubmitForm",
})  # fmt: skip
_SCRIPTS: Final = frozenset({"/JavaScript", "/Launch", "/Rendition", "/ImportData", "/GoToE"})
_NOT_SHOWN: Final = frozenset({
    "/Text", "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D",
})  # fmt: skip
"""Annotations that are not published: notes of reviewers, and files."""
_OF_AUTHORS: Final = ("/T", "/M", "/CreationDate", "/NM", "/Subj", "/RC", "/IRT", "/Popup")
_WITH_NAMES: Final = frozenset({"/Widget", "/Link"})
"""Annotations whose title is the name of a field of a form, and not that of an author."""


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
        with _bounded(), pikepdf.open(BytesIO(data), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise _locked()
            _clean(pdf)
            written = BytesIO()
            with catch_warnings(action="ignore"):  # of forms that are not as they should be
                pdf.save(written, deterministic_id=True, fix_metadata_version=False)
            return written.getvalue()
    except pikepdf.PasswordError:
        raise _locked() from None
    except MemoryError:
        raise UncleanError("it unpacks to too much", "Print it to a new PDF.") from None
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


def _locked() -> UncleanError:
    return UncleanError("it is locked with a password", "Save it without a password.")


@contextmanager
def _bounded() -> Iterator[None]:
    """Bound the memory of this process, as a small file may unpack to a very large one."""
    if sys.platform != "linux":
        yield
        return
    import resource  # noqa: PLC0415 (not on every system)

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    before, most = resource.getrlimit(resource.RLIMIT_AS)
    bound = pages * resource.getpagesize() + _MEMORY
    with suppress(ValueError):  # there is a narrower bound
        resource.setrlimit(resource.RLIMIT_AS, (bound, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, most))


def _clean(pdf: "Pdf") -> None:
    from pikepdf import Dictionary, Stream  # noqa: PLC0415 (an extra)

    title = pdf.docinfo.get("/Title")
    _keep(pdf.trailer, _OF_TRAILER)
    pdf.trailer["/Info"] = Dictionary({} if title is None else {"/Title": title})
    _keep(pdf.Root, _OF_ROOT)
    if pdf.Root.get("/PageMode") == "/UseAttachments":
        del pdf.Root["/PageMode"]
    if "/Names" in pdf.Root:
        _keep(pdf.Root["/Names"], frozenset({"/Dests"}))
    for whole in pdf.objects:
        for part in _parts(whole):
            _clean_dictionary(part)
        if isinstance(whole, Stream):
            _clean_picture(whole, _filters(whole))


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
        elif isinstance(part, Array):
            values = list(part)
        else:
            continue
        waiting += [value for value in values if not getattr(value, "is_indirect", False)]


def _clean_dictionary(part: "Object") -> None:
    from pikepdf import Array  # noqa: PLC0415 (an extra)

    for key in _PRIVATE:
        if key in part:
            del part[key]
    if part.get("/FT") == "/Sig" and "/V" in part:  # what is changed is not signed any more
        del part["/V"]
    if _is_action(part) and str(part["/S"]) not in _ACTIONS:
        _keep(part, frozenset())
        return
    if "/Annots" in part:
        shown = [each for each in part["/Annots"] if str(each.get("/Subtype")) not in _NOT_SHOWN]
        part["/Annots"] = Array(shown)
    if "/Rect" in part and "/Subtype" in part and str(part["/Subtype"]) not in _WITH_NAMES:
        for key in _OF_AUTHORS:
            if key in part:
                del part[key]


def _is_action(part: "Object") -> bool:
    """Return whether a dictionary is an action; its type may be left out."""
    return "/S" in part and (part.get("/Type") == "/Action" or str(part["/S"]) in _SCRIPTS)


def _filters(stream: "Object") -> list[str]:
    """Return how a stream is packed: what is undone last is last."""
    from pikepdf import Array  # noqa: PLC0415 (an extra)

    filters = stream.get("/Filter")
    if filters is None:
        return []
    return [str(each) for each in filters] if isinstance(filters, Array) else [str(filters)]


def _clean_picture(stream: "Object", filters: list[str]) -> None:
    """Clean a photograph, which a program may have put into a page as it came from a camera."""
    from pikepdf import Name  # noqa: PLC0415 (an extra)

    if not filters or filters[-1] not in _PHOTOGRAPHS:
        return
    parameters = _parameters(stream, len(filters))
    raw = packed = stream.read_raw_bytes()
    for name, parameter in zip(filters[:-1], parameters, strict=False):
        if name != "/FlateDecode" or parameter is not None:
            raise UncleanError("a photograph in it is packed twice", "Print it to a new PDF.")
        raw = zlib.decompressobj().decompress(raw, _MEMORY)
    picture = _PHOTOGRAPHS[filters[-1]](raw)
    if picture != packed:
        stream.write(picture, filter=Name(filters[-1]))
        if parameters[-1] is not None:
            stream["/DecodeParms"] = parameters[-1]


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

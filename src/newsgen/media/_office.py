"""Documents of Office programs: archives of XML and pictures, in one of two formats."""

import re
from typing import Final

from newsgen.media import _odf, _ooxml, cleaned as cleaned_file
from newsgen.media._unclean import UncleanError
from newsgen.media._zips import packed, unpacked
from newsgen.media.kinds import kind_of

_DOCUMENTS: Final = "Office"
_DRAWINGS: Final = re.compile(
    rb"\x01\0\0\0.{36} EMF|\xd7\xcd\xc6\x9a|\x01\0\x09\0\0[\1\3]|VCLMTF", re.DOTALL
)
"""What metafiles begin with, in which Office programs keep drawings: EMF, WMF and SVM."""


def cleaned(data: bytes) -> bytes:
    """Return a document without properties, comments, names of authors and printers.

    Raises:
        UncleanError: it is damaged, locked, or holds macros or files of another kind.

    """
    return _cleaned(data, is_within=False)


def _cleaned(data: bytes, *, is_within: bool) -> bytes:
    files = dict(unpacked(data))
    if _ooxml.TYPES in files:
        parts = _ooxml.cleaned(files)
    elif files.get(_odf.TYPE, b"").startswith(_odf.OPEN_DOCUMENT):
        parts = _odf.cleaned(files)
    else:
        raise UncleanError("it is an archive, not a document", "Publish the files in it instead.")
    published = ((name, _part(name, content, is_within=is_within)) for name, content in parts)
    return packed(published, stored=_odf.TYPE)


def _part(name: str, content: bytes, *, is_within: bool) -> bytes:
    """Return a file of a document; XML is clean by now, and fonts say nothing else."""
    if (
        name.endswith((".xml", ".rels", ".vml", ".odttf", ".ttf"))
        or name == _odf.TYPE
        or not content
    ):
        return content
    kind = kind_of(content)
    if kind and kind.name == _DOCUMENTS and not is_within:
        return _cleaned(content, is_within=True)
    if kind and kind.name != _DOCUMENTS:
        return cleaned_file(content)
    if _DRAWINGS.match(content):
        return content
    raise UncleanError(f"it holds {name}, which cannot be cleaned", "Paste it as a picture.")

"""Documents of Office programs: archives of XML and pictures, in one of two formats."""

import re
from functools import partial
from typing import Final

from newsgen.media import _odf, _ooxml, cleaned as cleaned_file, refusal
from newsgen.media._unclean import UncleanError
from newsgen.media._zips import ZippedFiles, packed
from newsgen.media.kinds import kind_of

_DOCUMENTS: Final = "Office"
_DRAWINGS: Final = re.compile(
    rb"\x01\0\0\0.{36} EMF|\xd7\xcd\xc6\x9a|\x01\0\x09\0\0[\1\3]|VCLMTF", re.DOTALL
)
"""What metafiles begin with, in which Office programs keep drawings: EMF, WMF and SVM."""
_FONTS: Final = re.compile(rb"\x00\x01\x00\x00|OTTO|true|ttcf|wOFF|wOF2")
_HIDDEN_FONT: Final = ".odttf"
"""How the name of a font ends whose first bytes are mixed up, as Word embeds it."""


def cleaned(data: bytes) -> bytes:
    """Return a document without properties, comments, names of authors and printers.

    Raises:
        UncleanError: it is damaged, locked, or holds macros or files of another kind.

    """
    return _cleaned(data, is_within=False)


def _cleaned(data: bytes, *, is_within: bool) -> bytes:
    files, media = ZippedFiles(data), partial(_media, is_within=is_within)
    if _ooxml.TYPES in files:
        parts = _ooxml.cleaned(files, media)
    elif _odf.TYPE in files and files[_odf.TYPE].startswith(_odf.OPEN_DOCUMENT):
        parts = _odf.cleaned(files, media)
    else:
        raise UncleanError("it is an archive, not a document", "Publish the files in it instead.")
    return packed(parts, stored=_odf.TYPE)


def _media(name: str, content: bytes, *, is_within: bool) -> bytes:
    """Return a file in a document that is not of its XML: its bytes tell what it is.

    Fonts say nothing else.
    """
    kind = kind_of(content)
    is_hidden_font = not kind and name.lower().endswith(_HIDDEN_FONT)
    if not content or is_hidden_font or _FONTS.match(content):
        return content
    if kind and kind.name == _DOCUMENTS and not is_within:
        return _cleaned(content, is_within=True)
    if kind and kind.name != _DOCUMENTS:
        return cleaned_file(content)
    if _DRAWINGS.match(content):
        return content
    if error := refusal(content):
        raise UncleanError(f"it holds {name}: {error.reason}", error.hint)
    raise UncleanError(f"it holds {name}, which cannot be cleaned", "Paste it as a picture.")

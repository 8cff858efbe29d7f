"""XML, written again without what is not published of it."""

import base64
import binascii
import re
from collections.abc import Callable, Container, Mapping
from typing import Final
from xml.parsers import expat

from newsgen.media._unclean import UncleanError, damaged, spend, too_much

Attributes = dict[str, str]
Keep = Callable[[str, Attributes], Attributes | None]
"""Says which attributes of an element are published; None if the element is not."""

_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_VALUE: Final = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_SPECIAL: Final = re.compile(r'[&<>"\r\n\t]')
_READ: Final = 1 << 16
"""So many bytes are read at once."""
_LONGEST: Final = 1 << 20
"""A tag of a document has no more bytes: its attributes are known when all have been read."""
_OF_TAG, _OF_ATTRIBUTE = 60, 24
"""The work for a tag and for an attribute, which take as long as so many bytes."""
_STEP: Final = 1 << 18


def rewritten(
    data: bytes,
    keep: Keep,
    text: Callable[[str, str], str] | None = None,
    *,
    only: Mapping[str, Container[str]] | None = None,
    longest: int = _LONGEST,
) -> bytes:
    """Return XML as UTF-8 with the elements that are kept, without comments and instructions.

    `text` gives what is published of the text in an element. `only` says of some elements which
    others are published in them. `longest` bounds a tag.

    Raises:
        UncleanError: it is not well-formed, defines entities, or is too much work.

    """
    parser, writer = expat.ParserCreate(), _Writer(keep, text, only or {})
    parser.buffer_text, parser.buffer_size = True, _READ
    parser.XmlDeclHandler = writer.declare
    parser.StartDoctypeDeclHandler = _check_doctype
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.texts.append
    try:
        for at in range(0, len(data), _READ):
            parser.Parse(data[at : at + _READ], False)
            if at - parser.CurrentByteIndex > longest:
                raise too_much()
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):  # the last two: an unknown encoding
        raise damaged() from None
    return writer.written()


def rewritten_base64(text: str, clean: Callable[[bytes], bytes]) -> str:
    """Return a file that stands in XML as base64 without what `clean` takes out of it."""
    try:
        data = base64.b64decode("".join(text.split()))
    except binascii.Error:
        raise damaged() from None
    return base64.b64encode(clean(data)).decode()


def _check_doctype(_name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
    if has_subset:
        raise UncleanError("it defines entities", "Save it as plain SVG or XML without a DOCTYPE.")


class _Writer:
    def __init__(
        self,
        keep: Keep,
        text: Callable[[str, str], str] | None,
        only: Mapping[str, Container[str]],
    ) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._written = bytearray()
        self._keep, self._text, self._only = keep, text, only
        self._within: list[str] = []
        self._skipped = self._before = 0
        """How many elements that are not kept are open, and how many texts there were before."""
        self._open = ""
        self._work = 0

    def declare(self, version: str, _encoding: str | None, standalone: int) -> None:
        alone = {0: ' standalone="no"', 1: ' standalone="yes"'}.get(standalone, "")
        self._pieces.append(f'<?xml version="{version}" encoding="UTF-8"{alone}?>\n')

    def start(self, name: str, attributes: Attributes) -> None:
        self._work += _OF_TAG + _OF_ATTRIBUTE * len(attributes)
        if self._work > _STEP:
            self._write_pieces()
        is_skipped = self._skipped or (self._only and self._is_other(name))
        kept = None if is_skipped else self._keep(name, attributes)
        if kept is None:
            self._before = self._before if self._skipped else len(self.texts)
            self._skipped += 1
            return
        if self.texts:
            self._write_text()
        tag = f"{self._open}<{name}"
        for key, value in kept.items():
            tag += f' {key}="{value.translate(_VALUE) if _SPECIAL.search(value) else value}"'
        self._pieces.append(tag)
        self._within.append(name)
        self._open = ">"

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            del self.texts[self._before :]
            return
        if self.texts:
            self._write_text()
        self._pieces.append("/>" if self._open else f"</{name}>")
        self._within.pop()
        self._open = ""

    def written(self) -> bytes:
        self._write_pieces()
        return bytes(self._written)

    def _is_other(self, name: str) -> bool:
        """Return whether an element is in one that holds only others."""
        within = self._only.get(self._within[-1]) if self._within else None
        return within is not None and name not in within

    def _write_text(self) -> None:
        """Write the text up to a tag that is kept as one, so that what goes cannot hide its words.

        That is comments, instructions, and elements that are not kept.
        """
        text = "".join(self.texts)
        self.texts.clear()
        if self._within:
            if self._text:
                text = self._text(self._within[-1], text)
            if text:
                self._pieces.append(
                    self._open + (text.translate(_TEXT) if _SPECIAL.search(text) else text)
                )
                self._open = ""

    def _write_pieces(self) -> None:
        spend(self._work)
        self._work = 0
        self._written += "".join(self._pieces).encode()
        self._pieces.clear()

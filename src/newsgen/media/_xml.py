"""XML, written again without what is not published of it."""

from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from newsgen.media._unclean import UncleanError, damaged

Attributes = dict[str, str]
Keep = Callable[[str, Attributes], Attributes | None]
"""Says which attributes of an element are published; None if the element is not."""

_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_VALUE: Final = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def rewritten(data: bytes, keep: Keep, text: Callable[[str, str], str] | None = None) -> bytes:
    """Return XML as UTF-8 with the elements that are kept, without comments and instructions.

    `text` gives what is published of the text in an element.

    Raises:
        UncleanError: it is not well-formed, or defines entities.

    """
    parser, writer = expat.ParserCreate(), _Writer(keep, text)
    parser.XmlDeclHandler = writer.declare
    parser.StartDoctypeDeclHandler = _check_doctype
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.texts.append
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):  # the last two: an unknown encoding
        raise damaged() from None
    return "".join(writer.pieces).encode()


def _check_doctype(_name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
    if has_subset:
        raise UncleanError("it defines entities", "Save it as plain SVG or XML without a DOCTYPE.")


class _Writer:
    def __init__(self, keep: Keep, text: Callable[[str, str], str] | None) -> None:
        self.pieces: list[str] = []
        self.texts: list[str] = []
        self._keep, self._text = keep, text
        self._within: list[str] = []
        self._skipped = 0
        self._is_open = False

    def declare(self, version: str, _encoding: str | None, standalone: int) -> None:
        alone = {0: ' standalone="no"', 1: ' standalone="yes"'}.get(standalone, "")
        self.pieces.append(f'<?xml version="{version}" encoding="UTF-8"{alone}?>\n')

    def start(self, name: str, attributes: Attributes) -> None:
        self._write_text()
        kept = None if self._skipped else self._keep(name, attributes)
        if kept is None:
            self._skipped += 1
            return
        self._close_tag()
        values = (f' {key}="{value.translate(_VALUE)}"' for key, value in kept.items())
        self.pieces.append(f"<{name}{''.join(values)}")
        self._within.append(name)
        self._is_open = True

    def end(self, name: str) -> None:
        self._write_text()
        if self._skipped:
            self._skipped -= 1
            return
        self.pieces.append("/>" if self._is_open else f"</{name}>")
        self._within.pop()
        self._is_open = False

    def _write_text(self) -> None:
        """Write the text up to a tag as one, so that a comment within cannot hide what it says."""
        text = "".join(self.texts)
        self.texts.clear()
        if text and self._within and not self._skipped:
            if self._text:
                text = self._text(self._within[-1], text)
            if text:
                self._close_tag()
                self.pieces.append(text.translate(_TEXT))

    def _close_tag(self) -> None:
        if self._is_open:
            self.pieces.append(">")
            self._is_open = False

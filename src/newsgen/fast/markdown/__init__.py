"""Markdown: plain bodies without Python-Markdown, and all others with less work of it."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from newsgen import fast
from newsgen.fast._versions import installed
from newsgen.fast.markdown import _plain as plain

if TYPE_CHECKING:
    from markdown import Markdown

KNOWN: Final = frozenset({"3.8", "3.11"})
"""The versions of Python-Markdown whose processors are known here: all of them are tested."""
Convert = Callable[[str], str]


class AnyConverter(Protocol):
    """What converts any body to clean HTML."""

    markdown: "Markdown"

    def convert(self, body: str) -> str: ...


def shortened(load: Callable[[], AnyConverter], *, is_default: bool) -> Convert:
    """Return a function that converts bodies as the `convert` of a converter does.

    `load` makes the converter. If it has newsgen's default extensions alone, which cannot be
    missing, it is made for the first body that is not plain.
    """
    if not fast.is_on("markdown") or installed("markdown") not in KNOWN:
        return load().convert
    convert = cache(lambda: _extended(load()))
    if not (is_default or convert().is_known):
        return convert().convert
    return lambda body: _convert_plain(body) or convert().convert(body)


class _Extended(NamedTuple):
    """What converts bodies, and whether every processor leaves plain text alone."""

    convert: Convert
    is_known: bool


def _extended(converter: AnyConverter) -> _Extended:
    from newsgen.fast.markdown.extension import extend  # noqa: PLC0415 (slow to load)

    return _Extended(converter.convert, extend(converter.markdown))


def _convert_plain(body: str) -> str | None:
    """Convert a body if it is plain: then it holds nothing that needs cleaning."""
    html = plain.convert(body)
    return html and html.replace("\xa0", "&nbsp;")  # as the cleaner names them

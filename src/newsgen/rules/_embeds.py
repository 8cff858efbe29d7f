"""Rules on films, and on what is embedded from other services."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later
from newsgen.model.embed_blocks import (
    AS_WRITTEN,
    OPTIONS,
    EmbedBlock,
    embed_blocks,
    embed_faults,
    fits,
    kind_fault,
    unused_fault,
)
from newsgen.model.embeds import KINDS, SERVICES, VIDEO, player_of
from newsgen.model.language_parts import SIGN, is_tag, part_faults
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

_NEEDED: Final = ("captions", "transcript")
_HINT: Final = (
    "Add {}: and a file beside the film: captions are WebVTT (.vtt), a transcript is a text of all "
    "that is said and shown."
)

_OUTSIDE: Final = "Write it in lines of its own, outside of lists, quotations and other HTML."
_KNOWN: Final = f"Blocks are {', '.join(SIGN + kind for kind in KINDS)}."
_FIGURE: Final = later(
    r'<figure data-embed="(\w+)"(?: data-src="([^"]*)"|><video [^<>]*?aria-label="([^"]*)")'
)
_NONE: Final = ("", "", "")
_CODE: Final = later(r"<(code|pre)>.*?</\1>", re.DOTALL)
_BEGINS: Final = later(r":::[ \t]*([a-z]+)", re.IGNORECASE)
_LIKE_A_BLOCK: Final = later(
    r"(?P<lead>^[ \t>*+-]*(?:\d+[.)][ \t]+)?)?(?P<sign>:::[ \t]*(?P<word>[a-z]+))",
    re.MULTILINE | re.IGNORECASE,
)
"""What begins a line, or an item of a list or a line of a quotation, or stands in HTML."""


def in_front_matter(m: Manuscript) -> Iterator[Diagnostic]:
    m.refuse_cut("video")
    film = m.values.get("video")
    if not isinstance(film, dict):
        return
    address = str(film.get("url") or "")
    if film.get("file"):
        if address:
            message = "the video has both file and url, and the page shows the file only"
            hint = "Delete one of the two."
            yield Diagnostic("NG554", message, m.places.value("video", "url"), hint)
        yield from _of_other_kinds(m, film)
        if fits("file", str(film["file"])):
            yield from _lacking(film, m.places.value("video", "file"))
        return
    player = player_of(address)
    if player is None or SERVICES[player.service].kind != VIDEO:
        message = f"the address {address} is not that of a video" if address else "the video has "
        message += "" if address else "neither file nor url"
        hint = "Add file: and the path of the film, or url: and its address at YouTube or Vimeo."
        place = m.places.value("video", "url") if address else m.places.key("video")
        yield Diagnostic("NG554", message, place, hint)
    elif any(film.get(name) for name in OPTIONS):
        message, hint = unused_fault(film)
        yield Diagnostic("NG554", message, m.places.key("video"), hint)


def _of_other_kinds(m: Manuscript, film: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report the files of a film that are of another kind."""
    for name in ("file", *OPTIONS):
        fault = kind_fault(name, str(film[name])) if film.get(name) else None
        if fault:
            yield Diagnostic("NG554", fault[0], m.places.value("video", name), fault[1])


def in_body(m: Manuscript) -> Iterator[Diagnostic]:
    text = m.body.text
    blocks, faults = list(embed_blocks(text)), list(embed_faults(text))
    for fault in faults:
        yield Diagnostic("NG554", fault.message, m.body.span(fault.start, fault.end), fault.hint)
    yield from _within_html(m, blocks)
    shown = {block.start for block in blocks if block.is_shown} | {part.start for part in m.parts}
    reported = {fault.start for fault in faults} | {block.start for block in blocks}
    reported |= {part.start for part in m.parts} | {fault.start for fault in part_faults(text)}
    yield from _unread(m, shown, reported)
    for block in blocks:
        if block.is_film:
            start = text.find(block.address, block.start)
            yield from _lacking(block.options, m.body.span(start, start + len(block.address)))


def _within_html(m: Manuscript, blocks: list[EmbedBlock]) -> Iterator[Diagnostic]:
    """Report the blocks of which the page has a link, as they are within other HTML."""
    figures = Counter(map(_figure_of, blocks)) - Counter(_FIGURE.findall(m.html))
    for block in blocks if m.html else ():
        figure = _figure_of(block)
        if figure != _NONE and figures[figure]:
            figures[figure] -= 1
            message = f"the block :::{block.kind} is within other HTML, so the page has a link"
            place = m.body.span(block.start, block.start + len(SIGN + block.kind))
            yield Diagnostic("NG554", message, place, _OUTSIDE)


def _figure_of(block: EmbedBlock) -> tuple[str, str, str]:
    """Return the service and the frame of the figure that a page has of a block, or its title."""
    if player := block.player:
        return player.service, html.escape(player.frame), ""
    return ("film", "", html.escape(block.title or block.address)) if block.is_film else _NONE


def _unread(m: Manuscript, shown: set[int], reported: set[int]) -> Iterator[Diagnostic]:
    """Report what looks like the beginning of a block where none is read, if readers see it.

    Readers do not see the blocks that are shown, and others are `reported` already.
    """
    seen = Counter(word.lower() for word in _BEGINS.findall(_CODE.sub("", m.html)))
    places = list(_LIKE_A_BLOCK.finditer(m.body.text)) if seen else []
    seen -= Counter(
        place["word"].lower()
        for place in places
        if place.start("sign") in reported and place.start("sign") not in shown
    )
    for place in places:
        word, start = place["word"].lower(), place.start("sign")
        if start in reported or not seen[word] or (word not in KINDS and place["lead"] is None):
            continue
        seen[word] -= 1
        message, hint = f"there is no block :::{place['word']}, so {AS_WRITTEN}", _KNOWN
        if word in KINDS or is_tag(word):
            message, hint = f"no block is read here, so {AS_WRITTEN}", _OUTSIDE
        yield Diagnostic("NG554", message, m.body.span(start, place.end()), hint)


def _lacking(film: Mapping[str, str], place: Span) -> Iterator[Diagnostic]:
    lacking = [name for name in _NEEDED if not (film.get(name) and fits(name, str(film[name])))]
    if lacking:
        message = f"the film has no {' and no '.join(lacking)}, for those who cannot hear or see it"
        yield Diagnostic("NG553", message, place, _HINT.format(": and ".join(lacking)))


RULES: Final = (
    Rule(in_front_matter, "NG553 NG554", keys=("video",)),
    Rule(in_body, "NG553 NG554", signs=(SIGN,)),
)

"""Rules on films, and on what is embedded from other services."""

from collections.abc import Iterator, Mapping
from typing import Final

from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.embed_blocks import (
    OPTIONS,
    SIGN,
    embed_blocks,
    embed_faults,
    fits,
    kind_fault,
    unused_fault,
)
from newsgen.model.embeds import SERVICES, VIDEO, player_of
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

_NEEDED: Final = ("captions", "transcript")
_HINT: Final = (
    "Add {}: and a file beside the film: captions are WebVTT (.vtt), a transcript is a text of all "
    "that is said and shown."
)


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
    for fault in embed_faults(text):
        yield Diagnostic("NG554", fault.message, m.body.span(fault.start, fault.end), fault.hint)
    for block in embed_blocks(text):
        if block.is_film:
            start = text.find(block.address, block.start)
            yield from _lacking(block.options, m.body.span(start, start + len(block.address)))


def _lacking(film: Mapping[str, str], place: Span) -> Iterator[Diagnostic]:
    lacking = [name for name in _NEEDED if not (film.get(name) and fits(name, str(film[name])))]
    if lacking:
        message = f"the film has no {' and no '.join(lacking)}, for those who cannot hear or see it"
        yield Diagnostic("NG553", message, place, _HINT.format(": and ".join(lacking)))


RULES: Final = (Rule(in_front_matter), Rule(in_body, signs=(SIGN,)))

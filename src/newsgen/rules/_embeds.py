"""Rules on films, and on what is embedded from other services."""

from collections.abc import Iterator, Mapping
from typing import Final

from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.embed_blocks import SIGN, embed_blocks, embed_faults
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
    if film.get("file"):
        yield from _lacking(film, m.places.value("video", "file"))
        return
    address = str(film.get("url") or "")
    player = player_of(address)
    if player is None or SERVICES[player.service].kind != VIDEO:
        message = f"the address {address} is not that of a video" if address else "the video has "
        message += "" if address else "neither file nor url"
        hint = "Add file: and the path of the film, or url: and its address at YouTube or Vimeo."
        place = m.places.value("video", "url") if address else m.places.key("video")
        yield Diagnostic("NG554", message, place, hint)


def in_body(m: Manuscript) -> Iterator[Diagnostic]:
    text = m.body.text
    for fault in embed_faults(text):
        yield Diagnostic("NG554", fault.message, m.body.span(fault.start, fault.end), fault.hint)
    for block in embed_blocks(text):
        if block.is_film:
            start = text.find(block.address, block.start)
            yield from _lacking(block.options, m.body.span(start, start + len(block.address)))


def _lacking(film: Mapping[str, str], place: Span) -> Iterator[Diagnostic]:
    lacking = [name for name in _NEEDED if not film.get(name)]
    if lacking:
        message = f"the film has no {' and no '.join(lacking)}, for those who cannot hear or see it"
        yield Diagnostic("NG553", message, place, _HINT.format(": and ".join(lacking)))


RULES: Final = (Rule(in_front_matter), Rule(in_body, signs=(SIGN,)))

"""Blocks of a body that show a video, a map or a post.

    :::video The van on Fell Road
    https://www.youtube.com/watch?v=jNQXAC9IVRw
    :::

The first line has the title, the next the address. A film of the site may have a poster, captions
and a transcript, each in a line of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from newsgen.fast.patterns import later
from newsgen.model.embeds import KINDS, SERVICES, VIDEO, Player, player_of
from newsgen.model.refusal import closest

SIGN: Final = ":::"
OPTIONS: Final = ("poster", "captions", "transcript")
"""What else a film of the site may have: files, or the address of a page."""
_OPEN: Final = later(rf"^:::[ \t]*({'|'.join(KINDS)})(?:[ \t]+([^\n]*))?$", re.MULTILINE)
_OTHER: Final = later(r"^:::[ \t]*([a-z]+)\b[^\n]*$", re.MULTILINE | re.IGNORECASE)
_CLOSE: Final = later(r"^:::[ \t]*$", re.MULTILINE)
_OPTION: Final = later(r"[ \t]*([a-z]+):[ \t]+(\S.*)", re.IGNORECASE)
_WEB: Final = later(r"https?://", re.IGNORECASE)
_PATH: Final = later(r"(?![a-z][a-z0-9+.-]*:|//)[^\s\\?#]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EmbedBlock:
    """A block, and where it begins and ends in the text; `options` are those of `OPTIONS`."""

    start: int
    end: int
    kind: str
    title: str
    address: str
    options: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    """Lines that say nothing that is known."""

    @property
    def player(self) -> Player | None:
        player = player_of(self.address)
        return player if player and SERVICES[player.service].kind == self.kind else None

    @property
    def is_film(self) -> bool:
        """Whether it is a film of the site itself."""
        return self.kind == VIDEO and bool(_PATH.fullmatch(self.address))

    @property
    def is_shown(self) -> bool:
        """Whether anything is left of it on a page: at least a link."""
        return self.is_film or bool(_WEB.match(self.address))


class EmbedFault(NamedTuple):
    """What is wrong in a text, where, and what to do."""

    start: int
    end: int
    message: str
    hint: str


def embed_blocks(text: str) -> Iterator[EmbedBlock]:
    """Yield the blocks of a text, but for those in fenced code."""
    if SIGN not in text:
        return
    at = 0
    while opening := _OPEN.search(text, at):
        at = opening.end()
        closing = _CLOSE.search(text, at)
        if closing and not _OTHER.search(text, at, closing.start()) and not _is_code(text, opening):
            yield _block(text, opening, closing)
            at = closing.end()


def _is_code(text: str, opening: re.Match[str]) -> bool:
    return text.count("\n```", 0, opening.start()) % 2 == 1


def _block(text: str, opening: re.Match[str], closing: re.Match[str]) -> EmbedBlock:
    address, options, unknown = "", {}, []
    for line in filter(None, map(str.strip, text[opening.end() : closing.start()].split("\n"))):
        option = _OPTION.fullmatch(line)
        if option and option[1].lower() in OPTIONS:
            options[option[1].lower()] = option[2]
        elif not address:
            address = line.strip("<>")
        else:
            unknown.append(line)
    title = " ".join((opening[2] or "").split())
    start, end = opening.start(), closing.end()
    return EmbedBlock(start, end, opening[1], title, address, options, tuple(unknown))


def embed_faults(text: str) -> Iterator[EmbedFault]:
    """Yield what is wrong with the blocks of a text."""
    if SIGN not in text:
        return
    blocks = list(embed_blocks(text))
    for block in blocks:
        for message, hint in _faults(block):
            yield EmbedFault(block.start, block.start + len(SIGN + block.kind), message, hint)
    for opening in _OTHER.finditer(text):
        if any(block.start <= opening.start() < block.end for block in blocks):
            continue
        word = opening[1].lower()
        if word in KINDS and not _is_code(text, opening):
            message = f"the block :::{word} has no end"
            hint = "Write ::: on a line of its own below the address."
            yield EmbedFault(*opening.span(), message, hint)
        elif near := closest(word, KINDS):
            message = f"there is no block :::{opening[1]}"
            yield EmbedFault(*opening.span(), message, f"Did you mean :::{near}?")


def _faults(block: EmbedBlock) -> Iterator[tuple[str, str]]:
    name = f":::{block.kind}"
    if not block.title:
        hint = f"Say behind {name} in a few words what it shows."
        yield f"the block {name} has no title", hint
    if not block.is_shown:
        yield (
            f"the block {name} has no address",
            f"Write it below {name}, such as {_EXAMPLES[block.kind]}.",
        )
    elif not block.is_film and block.player is None:
        names = " or ".join(s.name for s in SERVICES.values() if s.kind == block.kind)
        yield (
            f"the address {block.address} is not one of {names}, so the page has a link instead",
            f"Copy the address from the browser, such as {_EXAMPLES[block.kind]}.",
        )
    for line in block.unknown:
        hint = f"A block has an address, and may have {', '.join(OPTIONS)}, each with a colon."
        yield f"the block {name} has a line that means nothing, “{line}”", hint


_EXAMPLES: Final = {
    "video": "https://www.youtube.com/watch?v=jNQXAC9IVRw",
    "map": "https://www.openstreetmap.org/#map=15/54.6023/-3.1347",
    "post": "https://x.com/NorthshirePolice/status/1234567890123456789",
}

"""Blocks of a body that show a video, a map or a post.

    :::video The van on Fell Road
    https://www.youtube.com/watch?v=jNQXAC9IVRw
    :::

The first line has the title, the next the address. A film of the site may have a poster, captions
and a transcript, each in a line of its own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from newsgen.fast.patterns import later
from newsgen.model.embeds import KINDS, SERVICES, VIDEO, Player, player_of
from newsgen.model.language_parts import SIGN, BlockFault
from newsgen.model.refusal import closest

OPTIONS: Final = ("poster", "captions", "transcript")
"""What else a film of the site may have: files, or the address of a page."""
_FILMS: Final = (".mp4", ".m4v", ".mov", ".webm", ".mkv", ".ogv")
_PICTURES: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")
_SOUNDS: Final = (".mp3", ".m4a", ".aac", ".wav", ".ogg", ".oga", ".opus", ".flac", ".weba")
_CAPTIONS: Final = (".vtt",)
_OF_KIND: Final = {"file": _FILMS, "poster": _PICTURES, "captions": _CAPTIONS}
"""How the names of the files of a film end; a transcript is anything else."""
_OTHER_KIND: Final = {
    "file": ("the file {} is not a film, so the page has a link instead", "mp4"),
    "poster": ("the poster {} is not a picture, so the page leaves it out", "jpg"),
    "captions": ("the captions {} are not WebVTT, so the page leaves them out", "vtt"),
    "transcript": ("the transcript {} is not a text, so the page leaves it out", "txt"),
}
_LINE: Final = later(
    r"^(?:(?P<fence>```)|:::[ \t]*(?:(?P<word>[a-z]+)\b(?P<rest>[^\n]*))?$)",
    re.MULTILINE | re.IGNORECASE,
)
"""What begins or ends code, begins a block, or ends one: then it has no word."""
_OPTION: Final = later(r"[ \t]*([a-z]+):[ \t]+(\S.*)", re.IGNORECASE)
_WEB: Final = later(r"https?://", re.IGNORECASE)
_PATH: Final = later(
    r"(?![a-z][a-z0-9+.-]*:|//)(?:[^\s\\?#\x00-\x20\x7f]+|\S[^\\\x00-\x1f\x7f]*\.[a-z0-9]{2,5})",
    re.IGNORECASE,
)
"""The path of a file, which may have blanks and the like if it has an ending.

A browser leaves out control characters, and may read a scheme behind one.
"""


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
        return self.is_file and fits("file", self.address)

    @property
    def is_file(self) -> bool:
        """Whether it names a file of the site, of whatever kind."""
        return self.kind == VIDEO and bool(_PATH.fullmatch(self.address))

    @property
    def is_shown(self) -> bool:
        """Whether anything is left of it on a page: at least a link."""
        return self.is_file or bool(_WEB.match(self.address))


def fits(name: str, address: str) -> bool:
    """Return whether an address ends as that of a film's `file`, poster, captions or transcript."""
    ending = address.lower()
    if name == "transcript":
        return not ending.endswith(_FILMS + _PICTURES + _SOUNDS + _CAPTIONS)
    return ending.endswith(_OF_KIND[name])


def kind_fault(name: str, address: str) -> tuple[str, str] | None:
    """Return the message and the hint for a file of a film that is of another kind."""
    if fits(name, address):
        return None
    message, ending = _OTHER_KIND[name]
    return message.format(address), f"Name another file, such as /films/van.{ending}."


def unused_fault(options: Mapping[str, str]) -> tuple[str, str]:
    """Return the message and the hint for what a video of a service cannot have."""
    names = " and ".join(name for name in OPTIONS if options.get(name))
    return (
        f"only a film of the site may have {names}, so the page leaves that out",
        "Link to a transcript in the text, and add captions where the video is.",
    )


def embed_blocks(text: str) -> Iterator[EmbedBlock]:
    """Yield the blocks of a text, but for those in fenced code."""
    return (part for part in _parts(text) if isinstance(part, EmbedBlock))


def _parts(text: str) -> Iterator[EmbedBlock | re.Match[str]]:
    """Yield the blocks of a text, and the lines that would begin one but do not."""
    opening: re.Match[str] | None = None
    is_code = False
    for line in _LINE.finditer(text) if SIGN in text else ():
        if line["fence"]:
            is_code = not is_code
        elif not is_code and line["word"]:
            if opening:
                yield opening
            is_known = line["word"].lower() in KINDS and line["rest"][:1] in _BLANKS
            opening = line if is_known else None
            if not opening:
                yield line
        elif not is_code and opening:
            yield _block(text, opening, line)
            opening = None
    if opening:
        yield opening


_BLANKS: Final = frozenset({"", " ", "\t"})


def _may_be(option: str, address: str) -> bool:
    """Return whether an address is one that an option of a block may have: a path, mostly."""
    is_page = option == "transcript" and _WEB.match(address) is not None
    return option in OPTIONS and (is_page or _PATH.fullmatch(address) is not None)


def _block(text: str, opening: re.Match[str], closing: re.Match[str]) -> EmbedBlock:
    address, options, unknown = "", {}, []
    for line in filter(None, map(str.strip, text[opening.end() : closing.start()].split("\n"))):
        option = _OPTION.fullmatch(line)
        if option and _may_be(option[1].lower(), option[2]):
            options[option[1].lower()] = option[2]
        elif not address:
            address = line.strip("<>")
        else:
            unknown.append(line)
    title = " ".join(opening["rest"].split())
    start, end = opening.start(), closing.end()
    kind = opening["word"].lower()
    return EmbedBlock(start, end, kind, title, address, options, tuple(unknown))


AS_WRITTEN: Final = "readers see the block as it is written"


def embed_faults(text: str) -> Iterator[BlockFault]:
    """Yield what is wrong with the blocks of a text."""
    for part in _parts(text):
        if isinstance(part, EmbedBlock):
            for message, hint in _faults(part):
                yield BlockFault(part.start, part.start + len(SIGN + part.kind), message, hint)
        elif (word := part["word"].lower()) in KINDS:
            message = f"the block :::{word} has no end"
            hint = "Write ::: on a line of its own below the address."
            yield BlockFault(*part.span(), message, hint)
        elif near := closest(word, KINDS):
            message = f"there is no block :::{part['word']}"
            yield BlockFault(*part.span(), message, f"Did you mean :::{near}?")


def _faults(block: EmbedBlock) -> Iterator[tuple[str, str]]:
    name = f":::{block.kind}"
    if not block.title:
        hint = f"Say behind {name} in a few words what it shows."
        yield f"the block {name} has no title", hint
    if not block.address:
        yield (
            f"the block {name} has no address",
            f"Write it below {name}, such as {_EXAMPLES[block.kind]}.",
        )
    elif block.is_file:
        named = {"file": block.address, **block.options}
        yield from filter(None, (kind_fault(*each) for each in named.items()))
    elif block.player is None:
        names = " or ".join(s.name for s in SERVICES.values() if s.kind == block.kind)
        seen = "the page has a link instead" if block.is_shown else AS_WRITTEN
        yield (
            f"the address {block.address} is not one of {names}, so {seen}",
            f"Copy the address from the browser, such as {_EXAMPLES[block.kind]}.",
        )
    if block.options and not block.is_file:
        yield unused_fault(block.options)
    for line in block.unknown:
        hint = f"A block has an address, and may have {', '.join(OPTIONS)}, each with a colon."
        yield f"the block {name} has a line that means nothing, “{line}”", hint


_EXAMPLES: Final = {
    "video": "https://www.youtube.com/watch?v=jNQXAC9IVRw",
    "map": "https://www.openstreetmap.org/#map=15/54.6023/-3.1347",
    "post": "https://x.com/NorthshirePolice/status/1234567890123456789",
}

"""Blocks for videos, maps and posts: taken out before Markdown is read, put back as HTML.

So Python-Markdown and the shortcuts of `fast.markdown` see a paragraph of one word. What is put
back is a link in a figure, which pages make more of; a film of the site has the browser's controls.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Final, NamedTuple

from newsgen.content.markup._parts import name_within
from newsgen.fast.patterns import later
from newsgen.model.direction import language_attributes
from newsgen.model.embed_blocks import EmbedBlock, embed_blocks, fits
from newsgen.model.embeds import SERVICES

_OPEN, _CLOSE = "\ue010", "\ue011"
"""Two characters of the private use area: what stands for a block is between them."""
_LANGUAGES: Final = {"en": "English", "cy": "Cymraeg"}
_TRANSCRIPT: Final = {"en": "Transcript", "cy": "Trawsgrifiad"}


class TakenOut(NamedTuple):
    """The blocks of a body, in order. Of a body without any, nothing is to be put back.

    `name` is a part of what stands for each of them.
    """

    name: str = ""
    blocks: tuple[EmbedBlock, ...] = ()


NOTHING: Final = TakenOut()


def take_out(body: str) -> tuple[str, TakenOut]:
    """Return a body with a word in the place of each block, and the blocks."""
    blocks = tuple(block for block in embed_blocks(body) if block.is_shown)
    if not blocks:
        return body, NOTHING
    name = name_within(body)
    parts: list[str] = []
    at = 0
    for number, block in enumerate(blocks):
        parts += body[at : block.start], f"\n\n{_OPEN}{name}{number}{_CLOSE}\n\n"
        at = block.end
    return "".join([*parts, body[at:]]), TakenOut(name, blocks)


def put_in(clean: str, taken: TakenOut, language: Callable[[int], str]) -> str:
    """Put blocks back into clean HTML; one that is not a paragraph becomes a link.

    In an attribute, which markup would end, it becomes its title. `language` says in which language
    a place is.
    """
    place = f"{_OPEN}{taken.name}([0-9]+){_CLOSE}"

    def fill(part: re.Match[str]) -> str:
        if part[1]:
            return figure(taken.blocks[int(part[1])], language(part.start()))
        if part[2]:
            return _named_link(taken.blocks[int(part[2])])
        return re.sub(place, lambda within: _title(taken.blocks[int(within[1])]), part[0])

    return re.sub(f"<p>{place}</p>|{place}|{_TAG}", fill, clean)


_TAG: Final = '<[^"<>]*+(?:"[^"]*+"[^"<>]*+)*+>'
"""A tag of clean HTML, with its attributes."""


def figure(block: EmbedBlock, language: str) -> str:
    """Return the HTML of a block, in a release of a language."""
    player = block.player
    if player:
        return (
            f'<figure data-embed="{player.service}" data-src="{escape(player.frame)}">'
            f"{_named_link(block)}</figure>"
        )
    return _film(block, language) if block.is_film else f"<p>{_link(block)}</p>"


def _named_link(block: EmbedBlock) -> str:
    """Return the link, and behind it the service to which it leads."""
    player = block.player
    return f"{_link(block)} ({SERVICES[player.service].name})" if player else _link(block)


def _link(block: EmbedBlock) -> str:
    """Return the link to what a block shows; what is made only for frames is not a page."""
    player = block.player
    address = player.page if player and player.frame == block.address else block.address
    return f'<a href="{escape(address)}">{_title(block)}</a>'


def _title(block: EmbedBlock) -> str:
    """Return the title of a block; of one without it, what it is."""
    player = block.player
    kind = f"{block.kind.capitalize()} on {SERVICES[player.service].name}" if player else ""
    return escape(block.title or kind or block.address)


def _film(block: EmbedBlock, language: str) -> str:
    options = {name: escape(path) for name, path in block.options.items() if fits(name, path)}
    poster = f' poster="{options["poster"]}"' if "poster" in options else ""
    captions = ""
    if "captions" in options:
        label = _LANGUAGES.get(language[:2], language)
        spoken = f'srclang="{escape(language)}" label="{escape(label)}"'
        captions = f'<track kind="captions" {spoken} src="{options["captions"]}">'
    transcript = ""
    if "transcript" in options:
        english = _TRANSCRIPT["en"]
        marked = f"<span{language_attributes('en', language)}>{english}</span>"
        word = _TRANSCRIPT.get(language.partition("-")[0], marked)
        transcript = f' <a href="{options["transcript"]}">{word}: {_title(block)}</a>'
    return (
        f'<figure data-embed="film"><video controls preload="metadata" '
        f'aria-label="{_title(block)}"{poster}>'
        f'<source src="{escape(block.address)}">{captions}</video>'
        f"<figcaption>{_title(block)}{transcript}</figcaption></figure>"
    )


_TRANSCRIPTS: Final = later(r'</video><figcaption>[^<]* <a href="([^"]*)">')


def transcripts_in(clean: str) -> frozenset[str]:
    """Return where the transcripts of the films in clean HTML are."""
    return frozenset(map(unescape, _TRANSCRIPTS.findall(clean)))


_SERVICES: Final = later(r'<figure data-embed="(\w+)" data-src="')


def services_in(clean: str) -> tuple[str, ...]:
    """Return the services whose frames clean HTML may show, by name."""
    return tuple(sorted(set(_SERVICES.findall(clean))))

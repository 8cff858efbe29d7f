"""The film of a release that is not in its body."""

from newsgen.content import markup
from newsgen.model.embed_blocks import OPTIONS, EmbedBlock
from newsgen.model.embeds import VIDEO
from newsgen.model.release import Film


def figure_of(film: Film, language: str) -> str:
    """Return the HTML of a film, as a block of the body would give it."""
    options = {name: getattr(film, name) for name in OPTIONS if getattr(film, name)}
    block = EmbedBlock(0, 0, VIDEO, film.title, film.file or film.url, options)
    return markup.figure(block, language) if block.is_shown else ""

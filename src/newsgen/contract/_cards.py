"""The contrast of what is written on cards, in the colours that a theme chooses for them."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from newsgen.config.load import find_key
from newsgen.contract._contrast import contrast, tokens_of
from newsgen.diagnostics import Diagnostic, Span
from newsgen.theme import Theme

_TEXT: Final = 4.5
_EDGE: Final = 3.0
_PAIRS: Final = (
    ("on_band", "band", _TEXT),
    ("text", "page", _TEXT),
    ("text", "panel", _TEXT),
    ("muted", "page", _TEXT),
    ("edge", "page", _EDGE),
)


def card_contrasts(theme: Theme) -> Iterator[Diagnostic]:
    """Yield the pairs of colours on cards that have too little contrast.

    Raises:
        NewsgenError: a colour is the name of something else than a colour.

    """
    named = {**asdict(theme.cards.colours), **theme.cards.kinds}
    sheet = "".join(f"--{name}: {theme.colour(colour)};" for name, colour in named.items())
    tokens = tokens_of([("cards", f":root {{{sheet}}}")])
    edges = ((kind, "page", _EDGE) for kind in theme.cards.kinds)
    for front, back, least in (*_PAIRS, *edges):
        ratio = contrast(tokens, "light", front, back)
        if ratio < least:
            yield Diagnostic(
                "NG807",
                f"on cards, {front} on {back} has a contrast of {ratio:.2f}, and {least:g} is "
                "needed",
                _place(theme, front),
                f"Make {front} or {back} lighter or darker, so that they differ more.",
            )


def _place(theme: Theme, name: str) -> Span:
    """Return where a theme of the chain names a colour, or else the first line of the theme's."""
    table = "kinds" if name in theme.cards.kinds else "colours"
    for label, text in theme.declarations():
        span = find_key(text, label, ("cards", table, name))
        if span.line:
            return span
    return Span(theme.label, 1)

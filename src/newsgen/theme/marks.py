"""Marks that say, in a rendered page, which line of which template a text is from."""

from collections.abc import Iterator
from typing import Final

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from newsgen.fast.patterns import later

_OPEN, _BETWEEN, _CLOSE = "\ue000", "\ue001", "\ue002"
"""Of Unicode's private use, so in no template."""
MARK: Final = later(f"{_OPEN}([^{_BETWEEN}]*){_BETWEEN}([0-9]+){_CLOSE}")


class Marks(Extension):
    """Puts the marks into the text of templates."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        file = stream.filename or stream.name or ""
        for token in stream:
            if token.type != "data":
                yield token
                continue
            lines = token.value.splitlines(keepends=True)
            marked = (
                f"{_OPEN}{file}{_BETWEEN}{number}{_CLOSE}{line}"
                for number, line in enumerate(lines, token.lineno)
            )
            yield Token(token.lineno, "data", "".join(marked))

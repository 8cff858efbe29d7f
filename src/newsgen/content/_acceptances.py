"""The findings that a release accepts, and which of those survive it."""

from typing import Final

from newsgen.content._meta import Meta
from newsgen.content.frontmatter import Located
from newsgen.model.release import Acceptance


def accepted(meta: Meta | None, located: Located) -> tuple[Acceptance, ...]:
    """Return the findings that the front matter accepts, with their places."""
    if meta is None or not meta.accept:
        return ()
    return tuple(
        Acceptance(accept.code, accept.text, place.line, place.column)
        for at, accept in enumerate(meta.accept)
        for place in [located.key("accept", at)]
    )


def of_address(acceptances: tuple[Acceptance, ...], located: Located) -> tuple[Acceptance, ...]:
    """Return the acceptances of findings about addresses, unless they quote other words."""
    kept = [value for key, value in located.values.items() if key in _ADDRESSES]
    return tuple(
        acceptance
        for acceptance in acceptances
        if acceptance.code.startswith(_OF_ADDRESSES) and acceptance.text in str(kept)
    )


_OF_ADDRESSES: Final = "NG4"
"""How the codes begin that look at more than the words of a release."""
_ADDRESSES: Final = frozenset({"area", "url", "slug", "superseded_by", "redirect_from"})

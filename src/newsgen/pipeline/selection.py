"""Which findings a check is asked for."""

from dataclasses import dataclass
from typing import Final

from newsgen.diagnostics import Diagnostic

CONTENT: Final = "content/"
NOTHING: Final = "\0"
"""A path that no file has."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Files and folders below the content folder, and codes: all of them, if none is named."""

    paths: tuple[str, ...] = ()
    codes: frozenset[str] | None = None
    outside: tuple[str, ...] = ()
    """Files of the site that are not in the content folder, by their path from the site."""

    def names(self, path: str) -> bool:
        """Return whether a file of the content folder is among those named."""
        return not self.paths or any(
            named in ("", path) or path.startswith(named + "/") for named in self.paths
        )

    def has(self, diagnostic: Diagnostic) -> bool:
        """Return whether a finding has one of these codes, and is in or points to these files."""
        return self.has_code(diagnostic) and self._concerns(diagnostic)

    def has_code(self, diagnostic: Diagnostic) -> bool:
        """Return whether a finding has one of these codes."""
        return self.codes is None or diagnostic.code in self.codes

    def _concerns(self, diagnostic: Diagnostic) -> bool:
        if not self.paths:
            return True
        places = (diagnostic.span, *(related.span for related in diagnostic.related))
        return any(
            place.path.startswith(CONTENT) and self.names(place.path.removeprefix(CONTENT))
            for place in places
        )


EVERYTHING: Final = Selection()

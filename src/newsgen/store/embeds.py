"""What of other services the pages of a site may show."""

from typing import Final

from newsgen.store._subject import Subject

_EVERY: Final = """
    SELECT DISTINCT embeds FROM release INDEXED BY release_with_embeds WHERE embeds IS NOT NULL
"""


class Embeds(Subject):
    def services(self) -> tuple[str, ...]:
        """Return the services of releases of any time, drafts too, by name."""
        return tuple(sorted({name for names in self._column(_EVERY) for name in names.split()}))

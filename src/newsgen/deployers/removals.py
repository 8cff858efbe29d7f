"""What a target knows of addresses that were removed permanently: the digests of tombstones.

A site folder that lacks some of them is older than the website, and would publish what was removed.
It is refused, whatever git knows of both. A target forgets a digest whose line is behind a # in
tombstones.txt, as the removal was a mistake.
"""

import re
from typing import Final, NamedTuple

from newsgen.deployers.folder import STATE
from newsgen.deployers.ordered_target import AnyTarget
from newsgen.deployers.plan import DeployRefusal
from newsgen.model.tombstones import FILE, Tombstones
from newsgen.report import text

REMOVALS: Final = f"{STATE}/tombstones"
_DIGEST: Final = re.compile(rb"^[0-9a-f]{32}$", re.MULTILINE)
_WAY_OUT: Final = (
    "Get the newest commit, which has them, then build and deploy again. If a removal was a "
    f"mistake, put # and a space before its line in {FILE}, and leave it there."
)


class KnownRemovals(NamedTuple):
    """The digests of removals that a target knows, and the tombstones of a site folder."""

    target: AnyTarget
    known: frozenset[str]
    site: Tombstones

    @classmethod
    def of(cls, target: AnyTarget, site: Tombstones) -> "KnownRemovals":
        """Look at a target, which knows none if only older versions deployed to it."""
        known = _DIGEST.findall(target.read(REMOVALS) or b"")
        return cls(target, frozenset(digest.decode() for digest in known), site)

    @property
    def refusal(self) -> DeployRefusal | None:
        """Why the site folder is not deployed, if it is older than the website."""
        missing = sorted(self.known - self.site.digests - self.site.undone_digests)
        if not missing:
            return None
        more = text.and_more(missing)
        reason = (
            f"{self.target.name}: this site folder is not up to date: its {FILE} lacks "
            f"{text.count(len(missing), 'line')} on removed addresses: {missing[0]}{more}"
        )
        return DeployRefusal(reason, _WAY_OUT)

    def note(self) -> None:
        """Have the target know those of the site too."""
        now = (self.known - self.site.undone_digests) | self.site.digests
        if now != self.known:
            self.target.write(REMOVALS, "".join(f"{each}\n" for each in sorted(now)).encode())

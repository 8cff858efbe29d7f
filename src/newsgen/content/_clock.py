"""The time of a build, and for how long what was decided by it stays true."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class Clock:
    """Says which instants have passed, and notes from when until when each answer holds.

    Without a time nothing has passed. `since` and `until` are timestamps.
    """

    now: datetime | None
    since: float | None = None
    until: float | None = None

    def has_passed(self, instant: datetime) -> bool:
        """Return whether an instant is now or was before."""
        if self.now is None:
            return False
        at = instant.timestamp()
        if instant <= self.now:
            self.since = at if self.since is None else max(at, self.since)
            return True
        self.until = at if self.until is None else min(at, self.until)
        return False

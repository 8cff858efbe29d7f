"""What stands in the way of cleaning a file."""

from typing import Final

MOST_PIXELS: Final = 100_000_000
"""A larger picture is neither decoded nor published: a pixel takes three or four bytes."""


class UncleanError(Exception):
    """A file cannot be cleaned: the reason, and what its author can do about it."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


def too_large(width: int, height: int) -> UncleanError:
    """Return the error of a picture that fills the memory of who looks at it."""
    return UncleanError(
        f"it has {width:,} by {height:,} pixels",
        "Make it smaller: 2,000 pixels across are enough for any screen.",
    )


def damaged() -> UncleanError:
    """Return the error of a file that is not whole, or not in the form of its kind."""
    return UncleanError("it is damaged", "Open it, save it again, and check that all is there.")

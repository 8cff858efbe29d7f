"""What stands in the way of cleaning a file."""


class UncleanError(Exception):
    """A file cannot be cleaned: the reason, and what its author can do about it."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


def damaged() -> UncleanError:
    """Return the error of a file that is not whole, or not in the form of its kind."""
    return UncleanError("it is damaged", "Open it, save it again, and check that all is there.")

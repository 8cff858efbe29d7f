"""What stands in the way of cleaning a file."""

from newsgen.media._unclean import UncleanError, damaged


def test_an_error_says_why_and_what_to_do() -> None:
    error = UncleanError("it is locked", "Unlock it.")
    assert (str(error), error.reason, error.hint) == ("it is locked", "it is locked", "Unlock it.")
    assert damaged().reason == "it is damaged"

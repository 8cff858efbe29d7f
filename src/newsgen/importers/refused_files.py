"""Files that a build would leave out (NG551): their addresses would be lost without a word."""

from newsgen.config import Config
from newsgen.media import UncleanError, published


def why_refused(path: str, data: bytes, config: Config) -> str:
    """Return why a build does not publish a file, and what to do; empty if it does."""
    try:
        published(path, data, config.media.keep)
    except UncleanError as error:
        return f"a build leaves it out: {error.reason}. {error.hint}"
    return ""

"""Pictures, films, sounds and documents without what they say beside what they show.

Cameras and programs write into a file where, when and by whom it was made, often with a small copy
of the picture before it was cropped. None of that is published. What a reader sees or hears stays
as it is: nothing is encoded again, colours keep their profile, and a picture that the camera marked
as turned stays so.

A part that its format does not define is left out. What is damaged, or could do something where it
is opened, cannot be cleaned.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from newsgen.media._unclean import UncleanError
from newsgen.media.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["UncleanError", "cleaned"]


def cleaned(data: bytes) -> bytes:
    """Return the bytes of a file as they may be published; of an unknown kind they stay.

    Raises:
        UncleanError: it cannot be cleaned.

    """
    kind = kind_of(data)
    if kind is None:
        return data
    clean: Callable[[bytes], bytes] = import_module(f"newsgen.media.{kind.module}").cleaned
    return clean(data)  # a module of its own for each kind, which is loaded when one is there

"""Versions of libraries, read without loading them."""

import os
from functools import cache
from importlib.util import find_spec


@cache
def installed(library: str) -> str:
    """Return the version of a library that would be imported, or "" if that is not certain.

    It stands in the name of a folder beside the library's own.
    """
    spec = find_spec(library)
    if spec is None or not spec.submodule_search_locations:
        return ""
    (place,) = spec.submodule_search_locations
    start = f"{library}-"
    try:
        names = [name.lower() for name in os.listdir(os.path.dirname(place))]  # noqa: PTH120, PTH208
    except OSError:  # in an archive
        return ""
    ends = [name.removeprefix(start) for name in names if name.startswith(start)]
    numbers = [end.removesuffix(".dist-info") for end in ends if end.endswith(".dist-info")]
    return numbers[0] if len(numbers) == 1 else ""

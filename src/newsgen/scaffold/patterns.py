"""Where an old archive has its releases: its folder, and the pattern of its addresses."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from newsgen.model.area import DEFAULT_ARCHIVE
from newsgen.model.dates import MONTH_NAMES
from newsgen.model.urls import PAGE_EXTENSIONS, Address, placeholders

_COMMON: Final = 0.8
"""A folder that so large a part of the releases are in is part of the archive's path."""
_MONTH: Final = "|".join(MONTH_NAMES)
_VALUES: Final = {
    "year": r"(?:19|20)\d\d",
    "month": r"(?:0[1-9]|1[0-2])",
    "month_name": f"(?:{_MONTH})",
    "month_name_lower": f"(?:{_MONTH.lower()})",
    "day": r"(?:0[1-9]|[12]\d|3[01])",
    "slug": r"[^/]*[^\W\d_][^/]*",
    "slug_lower": r"[^/A-Z]*[^\W\d_A-Z][^/A-Z]*",
}
"""What each placeholder of a permalink stands for."""
_DATES: Final = (
    "{year}", "{month_name}", "{month_name_lower}", "{month_name}-{year}",
    "{month_name_lower}-{year}", "{year}-{month}", "{year}-{month}-{day}", "{day}-{month}-{year}",
)  # fmt: skip
"""The names of folders that a date gives."""
_PARTS_OF_YEAR: Final = {
    "{year}": "{month}",
    "{month}": "{day}",
    "{month_name}": "{day}",
    "{month_name_lower}": "{day}",
}
"""What two digits may be, by the folder above."""
_WORD: Final = re.compile(r"[^{}?#%\\]*[^\W\d_][^{}?#%\\]*")
_HALF_A_DATE: Final = re.compile(rf"(?:{_MONTH}|{_MONTH.lower()})[-_ ]?\d+")


class Sureness(StrEnum):
    """How many releases say so: all of them, over half, or fewer."""

    ALL = "all"
    MOST = "most"
    GUESSED = "guessed"


class Pattern(NamedTuple):
    """A path or a pattern of paths, and how many releases have it."""

    text: str
    sureness: Sureness


def sureness(number: int, whole: int) -> Sureness:
    """Return how sure it is what a number of a whole say; nobody's word is a guess."""
    if whole and number == whole:
        return Sureness.ALL
    return Sureness.MOST if number * 2 > whole else Sureness.GUESSED


def archive_of(addresses: Sequence[Address]) -> Pattern:
    """Return the folder that most of some releases are in, above those of dates."""
    names: list[str] = []
    within = [list(_fixed_folders(address.path)) for address in addresses]
    while within:
        at = len(names)
        counts = Counter(folders[at] for folders in within if len(folders) > at)
        name, number = next(iter(counts.most_common(1)), ("", 0))
        if number == 0 or number < _COMMON * len(addresses):
            break
        names.append(name)
        within = [folders for folders in within if folders[at : at + 1] == [name]]
    if not addresses:
        return Pattern(DEFAULT_ARCHIVE, Sureness.GUESSED)
    return Pattern(
        "".join(f"/{name}" for name in names) + "/", sureness(len(within), len(addresses))
    )


def permalink_of(addresses: Sequence[Address], archive: str) -> Pattern | None:
    """Return the pattern that most paths have below an archive, or `None` if none has one."""
    shapes = Counter(
        _shape(address.path, archive)
        for address in addresses
        if not address.query
        and "//" not in address.path
        and address.path.startswith(archive)
        and address.path != archive
    )
    if not shapes:
        return None
    permalink = shapes.most_common(1)[0][0]
    paths = _expression(permalink)
    number = sum(not a.query and paths.fullmatch(a.path) is not None for a in addresses)
    return Pattern(permalink, sureness(number, len(addresses)))


def _fixed_folders(path: str) -> Iterator[str]:
    """Yield the folders of a path as far down as neither a date nor a number gives one."""
    above = ""
    for name in _names(path)[:-1]:
        folder = _folder(name, above)
        if folder != name or not name:
            return
        yield name
        above = folder


def _names(path: str) -> list[str]:
    return path.removeprefix("/").removesuffix("/").split("/")


def _folder(name: str, above: str) -> str:
    """Return what a pattern has for a folder: its name, placeholders, or "" for neither."""
    if above in _PARTS_OF_YEAR and re.fullmatch(r"\d\d", name):
        part = _PARTS_OF_YEAR[above]
        return part if _expression(part).fullmatch(name) else ""
    for pattern in _DATES:
        if _expression(pattern).fullmatch(name):
            return pattern
    if _HALF_A_DATE.search(name) or not _WORD.fullmatch(name):
        return ""
    return name


def _shape(path: str, archive: str) -> str:
    """Return the pattern of a path below an archive, without the folders that no date gives."""
    *folders, last = _names(path[len(archive) - 1 :])
    shape, above = archive, ""
    for name in folders:
        above = _folder(name, above)
        shape += f"{above}/" if above else ""
    ending = next((end for end in PAGE_EXTENSIONS if last.lower().endswith(end)), "")
    name, ending = last[: len(last) - len(ending)], last[len(last) - len(ending) :]
    slug = "{slug}" if name != name.lower() else "{slug_lower}"
    return shape + slug + ("/" if path.endswith("/") else ending)


def _expression(pattern: str) -> re.Pattern[str]:
    """Return what the paths of a pattern match."""
    written = re.escape(pattern)
    for name in placeholders(pattern):
        written = written.replace(rf"\{{{name}\}}", _VALUES[name])
    return re.compile(written)

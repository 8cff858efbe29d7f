"""CSS selectors for an element, and those that most pages have for elements of a kind."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from newsgen.importers.judged import JudgedPage

_STABLE: Final = re.compile(r"-?[_a-z][_a-z-]*", re.IGNORECASE)
"""A class or an id without a digit: others may be those of one page."""
_MOST_SELECTORS: Final = 60


class ChosenSelector(NamedTuple):
    """A selector, and how many of the pages it fits."""

    selector: str
    pages: int


def names_of(node: LexborNode) -> Iterator[str]:
    """Yield selectors of an element, the shortest first."""
    yield from named(node)
    yield _path(node)
    yield node.tag or ""


def _path(node: LexborNode) -> str:
    """Return the way to an element from the nearest one above that has a name."""
    steps = [_step(node)]
    above = node.parent
    while above is not None and above.tag not in ("html", None):
        name = next(named(above), "")
        steps.append(name or _step(above))
        if name:
            break
        above = above.parent
    return " > ".join(reversed(steps))


def named(node: LexborNode) -> Iterator[str]:
    """Yield selectors of an element by its id and its classes."""
    if node.id and _STABLE.fullmatch(node.id):
        yield f"{node.tag}#{node.id}"
    for each in (node.attributes.get("class") or "").split():
        if _STABLE.fullmatch(each):
            yield f"{node.tag}.{each}"


def _step(node: LexborNode) -> str:
    """Return an element's tag with its number among those of its kind beside it."""
    tag, number = node.tag or "", 1
    if tag in ("body", "html", "tbody"):
        return tag
    before = node.prev
    while before is not None:
        number += before.tag == tag
        before = before.prev
    return f"{tag}:nth-of-type({number})"


def common(
    pages: Sequence[JudgedPage], wanted: Callable[[JudgedPage], Iterable[LexborNode]]
) -> list[str]:
    """Return the selectors that most pages have for wanted elements."""
    counts = Counter(
        name for page in pages for name in {n for node in wanted(page) for n in names_of(node)}
    )
    return [name for name, _ in counts.most_common(_MOST_SELECTORS)]

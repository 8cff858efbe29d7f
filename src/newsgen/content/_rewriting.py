"""Edits of front matter: another text in the place of a value, and nothing else changed."""

import json
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, Final

from newsgen.content._values import clean
from newsgen.content.frontmatter import Block, FrontMatterError, Located, Parts
from newsgen.diagnostics import Fix
from newsgen.fast.yaml import Extent, Nodes, Written, gives
from newsgen.model.urls import slugify

_FLOW: Final = frozenset(",[]{}#&*!|>%@`\"'")
_QUOTES: Final = ("'", '"')
_WORDS_OF_YAML: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_FENCES: Final = ("```", "---", "...")


def replaced(block: Block, nodes: Nodes, keys: tuple[str | int, ...], text: str) -> Fix | None:
    """Return the edit that gives a key another text and changes nothing else.

    As little as possible is replaced, so that quotes, folds and comments stay; else the value is
    rewritten on one line. What is proposed has been read again, and is what was meant.
    """
    was = nodes.written(keys)
    for start, end, new in _rewritings(block.text, was, text) if was else ():
        begin, stop = block.text.rfind("\n", 0, start) + 1, _line_end(block.text, end)
        before = block.text[begin:stop]
        after = block.text[begin:start] + new + block.text[end:stop]
        if _fences(after) == _fences(before) and (
            gives(nodes, after, text)
            or _reads_as(
                block.text[:begin] + after + block.text[stop:], _with(nodes.values, keys, text)
            )
        ):
            return Fix(block.span(start, end), new)
    return None


def slug_to_keep(values: dict[str, Any], title: str) -> str:
    """Return the slug that another title would change, and with it the address; else empty."""
    if any(str(values.get(key, "")).strip() for key in ("url", "slug")):
        return ""
    slug = slugify(clean(str(values["title"])))
    return slug if slug != slugify(clean(title)) else ""


def with_slug(block: Block, nodes: Nodes, title: str, slug: str) -> Fix | None:
    """Return the edit that gives a release another title, and below it the slug that it had."""
    was, key = nodes.written(("title",)), nodes.key(("title",))
    if was is None or key is None or was.style in ("|", ">"):
        return None
    text, stop = block.text, _line_end(block.text, was.end)
    indent = text[text.rfind("\n", 0, key[0]) + 1 : key[0]]
    for new in _as_yaml(title, was.style):
        edit = f"{new}{text[was.end : stop]}\n{indent}slug: {slug}"
        wanted = {**nodes.values, "title": title, "slug": slug}
        if _reads_as(text[: was.start] + edit + text[stop:], wanted):
            return Fix(block.span(was.start, stop), edit)
    return None


def deleted(
    block: Block, values: Any, keys: tuple[str | int, ...], key: Extent, value: Extent
) -> Fix | None:
    """Return the edit that deletes a key with its value, if they have a line for themselves."""
    text = block.text
    start, end = text.rfind("\n", 0, key[0]) + 1, text.find("\n", value[1]) + 1
    before, behind = text[start : key[0]], text[value[1] : end].strip()
    if not end or before.strip() or (behind and not behind.startswith("#")):
        return None
    if not _reads_as(text[:start] + text[end:], _without(values, keys)):
        return None
    return Fix(block.span(start, end), "")


def _without(values: Any, keys: tuple[str | int, ...]) -> Any:
    """Return a copy of nested mappings that lacks a key."""
    first, below = keys[0], keys[1:]
    if below:
        return {k: _without(v, below) if k == first else v for k, v in values.items()}
    return {k: v for k, v in values.items() if k != first}


def _rewritings(yaml_text: str, was: Written, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield ways to write another text in the place of a value, the gentlest first."""
    written, old = yaml_text[was.start : was.end], was.text
    before, after = _in_common(old, text)
    gone, new = old[before : len(old) - after], text[before : len(text) - after]
    can_hold = (
        was.style not in new if was.style in _QUOTES else was.style or not _needs_quotes(text)
    )
    if gone and can_hold and written.count(gone) == 1:
        at = was.start + written.index(gone)
        yield at, at + len(gone), new
    if was.style not in ("|", ">"):
        yield from ((was.start, was.end, new) for new in _as_yaml(text, was.style))


def _in_common(old: str, new: str) -> tuple[int, int]:
    """Return how many characters two texts share at their beginning, and then at their end."""
    before = _shared(old, new)
    return before, _shared(old[before:][::-1], new[before:][::-1])


def _shared(old: str, new: str) -> int:
    shorter = min(len(old), len(new))
    if old[:shorter] == new[:shorter]:
        return shorter
    return bisect_left(range(shorter), True, key=lambda last: old[: last + 1] != new[: last + 1])


def _with(values: Any, keys: tuple[str | int, ...], text: str) -> Any:
    """Return a copy of nested values in which one is another text."""
    if not keys:
        return text
    if isinstance(values, list):
        return [_with(v, keys[1:], text) if at == keys[0] else v for at, v in enumerate(values)]
    return {k: _with(v, keys[1:], text) if k == str(keys[0]) else v for k, v in values.items()}


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _fences(text: str) -> int:
    """Count the lines that may end the front matter."""
    return sum(line.startswith(_FENCES) for line in text.split("\n"))


def _reads_as(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return Located(Parts(text, 1, "", 1), "").values == wanted
    except FrontMatterError:
        return False


def _as_yaml(text: str, style: str | None) -> Iterator[str]:
    """Yield ways to write a text on one line of YAML: as it was, then in quotes that can hold it.

    Not each of them need read as the text. JSON's quotes are YAML's.
    """
    if "\n" not in text and style != '"':
        if style != "'" and not _needs_quotes(text) and not _FLOW.intersection(text):
            yield text
        yield "'" + text.replace("'", "''") + "'"
    yield json.dumps(text, ensure_ascii=False)


def _needs_quotes(text: str) -> bool:
    """Return whether a reader of YAML reads something else without quotes, as in `no` or `12`."""
    if not text:
        return False
    return text.casefold() in _WORDS_OF_YAML or "\t" in text or not text[0].isalpha()

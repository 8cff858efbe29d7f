"""Front matter: both fences, YAML whose every value keeps its place, and edits of it.

YAML guesses nothing here: every scalar is text until the schema gives it a type, so that `10:49:00`
is not 38940, `NO` is not false and an incident number keeps its zeros.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import partial
from typing import Any, Final, NamedTuple

from newsgen.content._values import clean
from newsgen.content.yaml import Block
from newsgen.diagnostics import Diagnostic, Fix, Span
from newsgen.fast import yaml
from newsgen.fast.patterns import later
from newsgen.fast.yaml import Keys, Written, gives
from newsgen.model.refusal import KEEP_A_VERSION, nearest, unmerged
from newsgen.model.urls import slugify

OPENING: Final = later(r"\s*^(?:```ya?ml|---)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_CLOSING: Final = {
    "```": later(r"\n```(?i:ya?ml)?[ \t]*$", re.MULTILINE),
    "---": later(r"^-{3,}\s*$", re.MULTILINE),
}
"""The fence of the archives, a fenced `yaml` code block at the top of the file, and Jekyll's."""


class Parts(NamedTuple):
    """A file cut in two; lines count from 1 and say where each part begins."""

    yaml: str
    yaml_line: int
    body: str
    body_line: int


class FrontMatterError(Exception):
    """Front matter that cannot be read.

    If its end is in doubt, `likely` has the parts of the file as they were probably meant.
    """

    def __init__(self, *diagnostics: Diagnostic, likely: Parts | None = None) -> None:
        super().__init__()
        self.diagnostics = diagnostics
        self.likely = likely


def split(text: str, path: str) -> Parts:
    """Cut a file at its fences, either of the two forms; blank lines may come first.

    Raises:
        FrontMatterError: NG110 without an opening fence, NG111 without a closing one, NG112 if
            keys follow it and then another.

    """
    opening = OPENING.match(text)
    if opening is None:
        mark = unmerged(text.lstrip().partition("\n")[0])
        message = mark or "the file does not begin with front matter"
        hint = KEEP_A_VERSION if mark else _how_to_begin(text)
        raise FrontMatterError(Diagnostic("NG110", message, Span(path, 1, 1), hint))
    fence = opening.group().strip()
    end_fence = fence[:3]
    line = text.count("\n", 0, opening.end()) + 1
    first = text.find(f"\n{end_fence}", opening.end())
    closing = _CLOSING[end_fence].search(text, first) if first >= 0 else None
    if closing is None:
        raise FrontMatterError(
            Diagnostic(
                "NG111",
                f"the front matter opened by {fence} is never closed",
                Span(path, line, 1, line, len(fence) + 1),
                f"Put a line {end_fence} after the last key, before the text of the release.",
            ),
            likely=_likely_parts(text, opening.end(), line),
        )
    body_line = line + text.count("\n", opening.end(), closing.end())
    parts = Parts(
        text[opening.end() : text.index(end_fence, closing.start())],
        line,
        text[closing.end() :],
        body_line,
    )
    if _KEY_BELOW.match(text, closing.end() + 1) and (whole := _with_more_keys(parts, end_fence)):
        message = f"a line {end_fence} stands inside the front matter"
        span = Span(path, body_line, 1, body_line, len(end_fence) + 1)
        raise FrontMatterError(Diagnostic("NG112", message, span, "Delete it."), likely=whole)
    return parts


def _how_to_begin(text: str) -> str:
    """Return the hint on a file that does not begin with front matter, with what of it is there."""
    keys = _KEYS_AT_TOP.match(text)
    if keys is None or not _known_in(keys):
        if text.lstrip().startswith("+++"):
            return "Write YAML, such as title: Road closed, between two lines ---, not TOML."
        if _LIKE_FENCE.match(text):
            return "Write the lines above and below the keys as ---: three hyphens alone."
        return "Start the file with a line ---, then title, area and url, then a line ---."
    ending = keys["end"].strip()
    if ending:
        fence = "```yaml" if ending.startswith("```") else "---"
        return f"Put a line {fence} above the first key."
    return "Put a line --- above the first key, and another below the last."


def _known_in(keys: re.Match[str]) -> int:
    return len(KNOWN.intersection(re.findall(r"^\w+", keys[0], re.MULTILINE)))


def begins_as_release(start: str) -> bool:
    """Return whether the start of a text is front matter, or two keys at least without a fence."""
    opening = OPENING.match(start)
    keys = _KEYS_AT_TOP.match(start, opening.end() if opening else 0)
    return keys is not None and _known_in(keys) > (0 if opening else 1)


_LIKE_FENCE: Final = later(r"\s*[-\u2010-\u2015\u2212]+\s*\n")
"""A fence that is indented, has another length, or in which a word processor put a dash."""
_KEYS_AT_TOP: Final = later(
    r"\s*(?:^[a-z][\w.-]*:(?:[ \t].*)?\n(?:(?:[ \t]+|- ).*\n)*)+"
    r"(?P<end>(?:```|---)[ \t]*(?=\n|\Z)|)",
    re.MULTILINE,
)
_LIKE_YAML: Final = later(r"\n(?:[\w.-]+:(?:[ \t].*)?|[ \t]+\S.*|- .*|#.*)(?=\n|\Z)")
"""A line that may belong to front matter: a key, an item of a list, a comment or what goes on."""
_OTHER_FENCE: Final = later(r"\n(?:```|---|~~~|\.\.\.).*")
_KEY_BELOW: Final = later(r"^[a-z][\w.-]*:(?:[ \t]|$)", re.MULTILINE)


def _likely_parts(text: str, start: int, line: int) -> Parts | None:
    """Return the parts of a file whose front matter is never closed, if they are plain to see.

    Its keys end above the first line that is blank or does not look like one of them.
    """
    end = start
    while match := _LIKE_YAML.match(text, end):
        end = match.end()
    if end == start or _KEY_BELOW.search(text, end):
        return None
    fence = _OTHER_FENCE.match(text, end)
    body = fence.end() if fence else end
    return Parts(text[start : end + 1], line, text[body:], line + text.count("\n", start, body))


def _with_more_keys(parts: Parts, fence: str) -> Parts | None:
    """Return the parts of a file whose front matter has a fence between its keys, if that is so.

    An `embargo` below it would hold nothing back.
    """
    end = 0
    while not parts.body.startswith(f"\n{fence}", end):
        match = _LIKE_YAML.match(parts.body, end)
        if match is None:
            return None
        end = match.end()
    closing = _CLOSING[fence].search(parts.body, end)
    keys = re.findall(r"^[\w.-]+(?=:)", parts.body[:end], re.MULTILINE)
    if closing is None or KNOWN.isdisjoint(keys):
        return None
    lines = parts.body.count("\n", 0, closing.end())
    block = f"{parts.yaml}{' ' * len(fence)}{parts.body[:end]}\n"
    return Parts(block, parts.yaml_line, parts.body[closing.end() :], parts.body_line + lines)


KNOWN: Final = frozenset(
    ("title", "area", "url", "date", "kind", "summary", "status", "embargo", "expires", "og")
)
"""Keys of which one at least is in any front matter, and hardly one in a text."""


def _parse(block: Block, mistakes: list[Diagnostic] | None) -> yaml.Nodes:
    from newsgen.content.yaml.tree import Tree  # noqa: PLC0415 (slow to load)

    tree = Tree(block)
    if mistakes is not None:
        mistakes += tree.mistakes
    elif tree.mistakes:
        raise FrontMatterError(*tree.mistakes)
    return tree


class Located:
    """The values of front matter, as plain dictionaries, lists and text, with their places."""

    def __init__(self, parts: Parts, path: str, mistakes: list[Diagnostic] | None = None) -> None:
        """Read the YAML of a file; with `mistakes`, put there what is wrong, and read the rest.

        Raises:
            FrontMatterError: the YAML cannot be parsed, is not a map, repeats keys or has no end,
                and there is no list for that.

        """
        self.path = path
        self._block = Block(path, parts.yaml_line, parts.yaml)
        self._nodes = yaml.read(parts.yaml, partial(_parse, self._block, mistakes))
        self.values: dict[str, Any] = self._nodes.values
        self._spans: dict[Keys, Span] = {}  # of values, as several ask for some
        self.has_escapes = "\\" in parts.yaml  # no other control character is valid YAML
        if self.has_escapes or (not parts.yaml.isascii() and _WIDE_BLANK.search(parts.yaml)):
            self.values = {key: _with_spaces(key, value) for key, value in self.values.items()}

    @property
    def cut(self) -> frozenset[str]:
        """The keys that cannot be read, or not all of them; an empty text may be any key."""
        return self._nodes.cut

    def is_cut(self, *keys: str) -> bool:
        """Return whether one of some keys may stand in what cannot be read."""
        return any(not word or word in keys or nearest(word, keys) for word in self.cut)

    def key(self, *keys: str | int) -> Span:
        """Return where a key stands, or the deepest key above it that exists."""
        return self._span(self._nodes.key(keys))

    def value(self, *keys: str | int) -> Span:
        """Return where a value stands, or that of the deepest key above it that exists."""
        if keys not in self._spans:
            self._spans[keys] = self._span(self._nodes.value(keys))
        return self._spans[keys]

    def _span(self, extent: yaml.Extent | None) -> Span:
        return self._block.span(*extent) if extent else self._block.top()

    def fix(self, keys: Keys, text: str) -> Fix | None:
        """Return the edit that gives a key another text and changes nothing else, if there is.

        Where the address is made from the title, another title comes with the `slug` of the old.
        """
        edit = self._replaced(keys, text)
        if edit and keys == ("title",) and (slug := slug_to_keep(self.values, text)):
            return self._with_slug(text, slug)
        return edit

    def _replaced(self, keys: Keys, text: str) -> Fix | None:
        """Return the edit that gives a key another text and changes nothing else.

        As little as possible is replaced, so that quotes, folds and comments stay; else the value
        is rewritten on one line. What is proposed has been read again, and is what was meant.
        """
        whole, was = self._block.text, self._nodes.written(keys)
        for start, end, new in _rewritings(whole, was, text) if was else ():
            begin, stop = whole.rfind("\n", 0, start) + 1, _line_end(whole, end)
            after = whole[begin:start] + new + whole[end:stop]
            if _fences(after) == _fences(whole[begin:stop]) and (
                gives(self._nodes, after, text)
                or _reads_as(
                    whole[:begin] + after + whole[stop:], _with(self._nodes.values, keys, text)
                )
            ):
                return Fix(self._block.span(start, end), new)
        return None

    def _with_slug(self, title: str, slug: str) -> Fix | None:
        """Return the edit that gives a release another title, and below it the slug that it had."""
        was, key = self._nodes.written(("title",)), self._nodes.key(("title",))
        if was is None or key is None or was.style in ("|", ">"):
            return None
        text, stop = self._block.text, _line_end(self._block.text, was.end)
        indent = text[text.rfind("\n", 0, key[0]) + 1 : key[0]]
        for new in _as_yaml(title, was.style):
            edit = f"{new}{text[was.end : stop]}\n{indent}slug: {slug}"
            wanted = {**self._nodes.values, "title": title, "slug": slug}
            if _reads_as(text[: was.start] + edit + text[stop:], wanted):
                return Fix(self._block.span(was.start, stop), edit)
        return None

    def addition(self, key: str, text: str) -> Fix | None:
        """Return the edit that gives a key that is missing, or has no value, a word as its value.

        A new key stands below the title.
        """
        whole, wanted = self._block.text, {**self._nodes.values, key: text}
        title, was = self._nodes.key(("title",)), self._nodes.written(("title",))
        if key in self.values and (place := self._nodes.key((key,))):
            stop, edit = whole.index(":", place[1]) + 1, f" {text}"
        elif title and was:
            stop = _line_end(whole, was.end)
            indent = whole[whole.rfind("\n", 0, title[0]) + 1 : title[0]]
            edit = f"\n{indent}{key}: {text}"
        else:
            return None
        if not _reads_as(whole[:stop] + edit + whole[stop:], wanted):
            return None
        return Fix(self._block.span(stop, stop), edit)

    def deletion(self, *keys: str | int) -> Fix | None:
        """Return the edit that deletes a key with lines for itself, and changes nothing else."""
        key, value, text = self._nodes.key(keys), self._nodes.value(keys), self._block.text
        is_in_list = any(isinstance(step, int) for step in keys)
        if is_in_list or key is None or value is None:
            return None
        start, end = text.rfind("\n", 0, key[0]) + 1, text.find("\n", value[1]) + 1
        before, behind = text[start : key[0]], text[value[1] : end].strip()
        if not end or before.strip() or (behind and not behind.startswith("#")):
            return None
        if not _reads_as(text[:start] + text[end:], _without(self._nodes.values, keys)):
            return None
        return Fix(self._block.span(start, end), "")


_WIDE_BLANK: Final = later("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""What looks like a space and is not one for YAML: a no-break space, an em space and the like."""
_NAME: Final = "area"
"""The key whose text must be just as newsgen.toml has it."""


def _with_spaces(key: str, value: Any) -> Any:
    """Return the value of a key without wide blanks at the ends of its texts, as without spaces."""
    if isinstance(value, dict):
        return {name: _with_spaces(f"{key}.{name}", below) for name, below in value.items()}
    if isinstance(value, list):
        return [_with_spaces(f"{key}[]", below) for below in value]
    text: str = value
    if key == _NAME:
        text = _WIDE_BLANK.sub(" ", text)
    bare = text.strip(" \t\n")
    return text.strip() if _WIDE_BLANK.search(bare[:1] + bare[-1:]) or text != value else text


_FLOW: Final = frozenset(",[]{}#&*!|>%@`\"'")
_QUOTES: Final = ("'", '"')
_WORDS_OF_YAML: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_FENCES: Final = ("```", "---", "...")


def slug_to_keep(values: dict[str, Any], title: str) -> str:
    """Return the slug that another title would change, and with it the address; else empty."""
    if any(str(values.get(key, "")).strip() for key in ("url", "slug")):
        return ""
    slug = slugify(clean(str(values["title"])))
    return slug if slug != slugify(clean(title)) else ""


def _without(values: Any, keys: Keys) -> Any:
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


def _with(values: Any, keys: Keys, text: str) -> Any:
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
        return yaml.read(text, partial(_parse, Block("", 1, text), None)).values == wanted
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

"""The rows of front matter keys, and what particular keys take: their checks and values."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.codes import CODES, code_of, select
from newsgen.fast.patterns import later
from newsgen.model.declared import Row, ValueReader, choice, text, walk
from newsgen.model.refusal import (
    Fault,
    Refusal,
    RefusalError,
    did_you_mean,
    refusal,
    wrong_choice,
    wrong_shape,
)
from newsgen.model.release import KINDS, TYPES
from newsgen.model.shown import JsonSchema
from newsgen.model.urls import UNSEEN, as_sent, is_slug, name_of, without_unseen


@dataclass(frozen=True, slots=True)
class KeyRow(Row):
    """A key of the front matter, of one of its groups, or of the items of a list.

    `is_seen` says that templates see its value, with all that is in it, and `empty` what they see
    where a release has none. `survives` is the reason
    why newsgen keeps the value when the release is withdrawn, gone, moved or expired; without a
    reason it does not.
    """

    is_seen: bool = field(default=False, kw_only=True)
    empty: Any = field(default=None, kw_only=True)
    survives: str = field(default="", kw_only=True)

    @property
    def absent(self) -> Any:
        """What templates see where a release has no value: of a list, one without items."""
        if self.default is not None:
            return self.default
        return () if self.empty is None and self.reader.items is not None else self.empty


def each_key(keys: tuple[KeyRow, ...]) -> Iterator[tuple[str, KeyRow]]:
    """Yield every key, those in groups and lists too, with its dotted name."""
    for name, row in walk(keys):
        if isinstance(row, KeyRow):
            yield name, row


MOST_WORDS: Final = 100
"""Tags, values of a field or related releases that one release may have."""
MOST_PARTS: Final = 500
"""Pictures, documents, notes, old addresses or accepted findings that one release may have."""
NO_TITLE: Final = Refusal(
    Fault.RULE, "the release has no title", "Add a line title: and the headline.", "NG201"
)
NO_TITLE_OF_PAGE: Final = Refusal(
    Fault.RULE,
    "the page has no title",
    "Add a line title: and its headline.",
    "NG201",
)
NO_AREA: Final = Refusal(
    Fault.RULE, "the release has no area", "Add a line area: and the force's area.", "NG202"
)
NO_REASON: Final = Refusal(
    Fault.RULE,
    "an accepted finding needs a reason",
    "Add reason: and say why it is right as it is, for whoever reads this next.",
    "NG206",
)
NO_NOTE: Final = Refusal(
    Fault.RULE, "the note is empty", "Say in a sentence what is new or was wrong.", "NG206"
)
NO_NAME: Final = Refusal(
    Fault.RULE, "the document has no title", "Add title: and what it is, in a few words.", "NG206"
)
NO_FILM: Final = Refusal(
    Fault.RULE, "the film has no title", "Add title: and what it shows, in a few words.", "NG206"
)
NOTES_HINT: Final = "Write each on lines of its own: - at: and the time, then note: and a sentence."

ACCEPT_HINT: Final = "Write each on lines of its own: - code: and the code, then reason: and why."


class Accepted(NamedTuple):
    """A finding that is right as it is, by its code and words of it."""

    code: str
    reason: str
    text: str = ""


def clean(text: str) -> str:
    """Decode HTML entities once and fold white space: old systems wrote `&ndash;` into titles."""
    if "&" in text:
        text = html.unescape(text)
    if not text.isprintable():
        text = _NOT_XML.sub("", text)
    return " ".join(text.split())


_NOT_XML: Final = later("[\\x00-\\x08\\x0e-\\x1b\\x7f-\\x9f\\ufffe\\uffff]")
"""Characters that no page or feed may hold, less those that count as white space."""


def file_type() -> ValueReader[str]:
    """Take what a file is; what a release is for has another key."""
    known = choice(TYPES, any_case=True)

    def read(value: Any, zone: ZoneInfo) -> str:
        word = value.strip().lower() if isinstance(value, str) else ""
        if word in KINDS:
            raise wrong_choice(word, TYPES, f"Did you mean kind: {word}?")
        return known.read(value, zone)

    return replace(known, read=read)


TEMPLATE: Final = "[a-z0-9][a-z0-9_-]*"


def template(name: str) -> str:
    """Check the name of a page's template."""
    if not re.fullmatch(TEMPLATE, name):
        raise refusal(
            "NG206",
            f"template “{name}” may hold small letters, digits, hyphens and underscores",
            "Write the name of a file in templates/pages/ of the theme, without .html.",
        )
    return name


def worded(empty: Refusal) -> Callable[[str], str]:
    """Return what cleans a text, and refuses one of which nothing is left."""

    def check(text: str) -> str:
        if cleaned := clean(text):
            return cleaned
        raise RefusalError(empty)

    return check


def slug(text: str) -> str:
    if not is_slug(text):
        if unseen := UNSEEN.search(text):
            message = f"the slug has an invisible character ({name_of(unseen[0])})"
            raise refusal("NG206", message, f"Write slug: {without_unseen(text)}")
        raise refusal(
            "NG206",
            f"the slug “{text}” has a space or a character that a URL gives a meaning to",
            "Use letters, digits and hyphens.",
        )
    return text


def slug_schema() -> JsonSchema:
    word = {"type": "string", "pattern": r"^[^/\\?#%\s]+$"}
    return {"anyOf": [word, {"type": ["number", "boolean"]}]}


def picture_address(src: str) -> str:
    """Refuse what a browser would take for more than a picture's address."""
    return _address(src, "a picture", "/images/road.jpg")


def file_address(written: str) -> str:
    """Refuse what a browser would take for more than the address of a file or page."""
    return _address(written, "a file or page", "/files/form.pdf")


def file_path(written: str) -> str:
    """Refuse what is not the path of a file in the content folder."""
    path = file_address(written)
    if ":" in path.partition("/")[0] or path.endswith("/") or re.search(r"[?#]", path):
        hint = "Write a path such as /files/form.pdf, and link to what is elsewhere in the text."
        if "." not in re.split("[?#]", path)[0]:  # it has no ending yet: the name goes on
            hint = f"Write {path.replace('#', '%23').replace('?', '%3F')}"
        raise refusal("NG206", f"“{written}” is not the path of a file in the content folder", hint)
    return path


def refuse_unseen(address: str) -> None:
    """Refuse an address with a character that nobody sees. Raises `RefusalError`."""
    if unseen := UNSEEN.search(address):
        message = f"the address has an invisible character ({name_of(unseen[0])})"
        seen = without_unseen(address)
        hint = f"Write {as_sent(address)} if the address has it there, and else {seen}."
        raise refusal("NG206", message, hint)


def _address(written: str, what: str, example: str) -> str:
    address = html.unescape(written).strip()
    scheme = re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE)
    web = scheme is None or scheme[0].lower() in ("http:", "https:")
    if scheme and web:
        refuse_unseen(address)
    if not address or not web or address.startswith("//") or re.search(r"[\\\x00-\x1f]", address):
        raise refusal(
            "NG206",
            f"“{written}” is not the address of {what}",
            f"Write a path such as {example}, or an address that begins with https://.",
        )
    return address


def code(text: str) -> str:
    """Take a rule by its code or its name."""
    known = select(text)
    if len(known) != 1:
        names = [code.name for code in CODES.values()]
        copy = "Copy the code from the finding, such as NG531."
        hint = did_you_mean(text.lower(), names, copy)
        raise refusal("NG209", f"there is no rule “{text}”", hint)
    (code,) = known
    if code_of(code).is_essential:
        raise refusal(
            "NG209",
            f"{code} cannot be accepted: such a release cannot be published",
            "Correct what it says instead.",
        )
    return code


_TEXT: Final = text()


def _image(value: Any, zone: ZoneInfo) -> str:
    """`og.image` is text in most files and a map with `url` in some."""
    return _TEXT.read(value.get("url", "") if isinstance(value, dict) else value, zone)


def _image_schema() -> JsonSchema:
    address = {"type": "string"}
    return {"anyOf": [address, {"type": "object", "properties": {"url": address}}]}


IMAGE: Final = ValueReader(_image, "text", _image_schema)


_FOCUS_HINT: Final = "Write percent from the left and from the top: focus: [30, 20]."


def focus() -> ValueReader[tuple[int, ...]]:
    """Take a point of a picture: two shares, in percent or from 0.0 to 1.0."""

    def read(value: Any, zone: ZoneInfo) -> tuple[int, ...]:  # noqa: ARG001
        if not isinstance(value, list):
            raise wrong_shape(value, "a list of two numbers", _FOCUS_HINT)
        if len(value) != 2:
            raise refusal("NG206", f"a point has two numbers, not {len(value)}", _FOCUS_HINT)
        return tuple(map(_percent, value))

    number = {"type": "number", "minimum": 0, "maximum": 100}
    schema = {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
    return ValueReader(read, "two numbers", lambda: schema)


def _percent(value: Any) -> int:
    share = _SHARE.fullmatch(str(value).strip())
    percent = round(float(share[1]) * (100 if share["share"] else 1)) if share else -1
    if not 0 <= percent <= 100:
        raise refusal("NG206", f"“{value}” is not a place in a picture", _FOCUS_HINT)
    return percent


_SHARE: Final = later(r"((?P<share>[01]?\.\d{1,4}$)|\d{1,3}(?:\.\d{1,4})?(?=\s*%?$))\s*%?")

"""A release while it is being written, and its text when it is."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from random import Random
from typing import Any, Final

from tests.archives.forces import Force

_PLAIN: Final = re.compile(r"[A-Za-z/](?!.*(: | #))(?!.*[ :]\Z)[^\n]*")
_DATED: Final = re.compile(
    r"\d[\d/:-]* [A-Z\d][^\n:#]*|\d{4}-\d\d-\d\dT\d\d:\d\d\+00:00|\d\d:\d\d \S+"
)
_WORDS: Final = {"yes", "no", "true", "false", "on", "off", "null", "y", "n"}


@dataclass(slots=True)
class Draft:
    """A release: its story, what a style has made of it, and the patterns it was given."""

    number: int
    chance: Random
    force: Force
    at: datetime
    kind: str = ""
    town: str = ""
    road: str = ""
    title: str = ""
    name: str = ""
    """The last part of the URL is made of this: a title has its suffix by then."""
    summary: str = ""
    paragraphs: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    """What the site has above the body: a dateline, a heading, the residue of a gallery."""
    below: list[str] = field(default_factory=list)
    url: str = ""
    meta: dict[str, Any] = field(default_factory=dict)
    escapes: bool = False
    patterns: list[str] = field(default_factory=list)
    finds: Counter[str] = field(default_factory=Counter)
    """How many findings of each code the patterns lead to."""
    title_shown: str = ""
    """The title as readers should see it; empty if that is not said."""
    summary_shown: str = ""
    """The same of the summary, as long as it is."""
    shows: list[tuple[str, str]] = field(default_factory=list)
    """Elements that the body should have on its page: the tag, and the words or nothing."""
    dated: bool = True
    """Whether anything says when the release was published."""
    default_picture: bool = False
    """Whether its picture is the logo that newsgen.toml lists."""
    held: bool = False
    """Whether its date holds it back until long after now."""
    earlier: "Draft | None" = None
    """A release of the same force that was written before."""

    def name_it(self, title: str) -> None:
        """Give a title, of which readers should see every word."""
        self.title = self.name = title
        self.title_shown = unescape(title)

    @property
    def path(self) -> str:
        """The source file below the folder of the archive."""
        token = Random(f"{self.number} {self.force.area}").getrandbits(160)
        return f"{self.force.area}/{token:040x}.md"

    @property
    def body(self) -> str:
        return "\n\n".join([*self.above, *self.paragraphs, *self.below])

    @property
    def og(self) -> dict[str, Any]:
        group: dict[str, Any] = self.meta.setdefault("og", {})
        return group

    @property
    def picture(self) -> bool:
        """Whether readers should see a picture."""
        return bool(self.og.get("image")) and not self.default_picture

    def keep_time(self) -> dict[str, Any]:
        article: dict[str, Any] = self.meta.setdefault("article", {})
        return article

    def front_matter(self) -> dict[str, Any]:
        title = {"title": self.title} if self.title else {}
        return {"area": self.force.area, **self.meta, **title, "url": self.url}

    def text(self) -> str:
        """Return the file: a fenced block of YAML, then Markdown."""
        block = _block(self.front_matter(), "", escapes=self.escapes)
        return f"```yaml\n{block}```\n\n{self.body}\n"


def _block(values: dict[str, Any], indent: str, *, escapes: bool) -> str:
    lines = []
    for key in sorted(values):
        value = values[key]
        if isinstance(value, dict):
            lines.append(f"{indent}{key}:\n{_block(value, indent + '  ', escapes=escapes)}")
        elif isinstance(value, list):
            lines.append(f"{indent}{key}: [{', '.join(value)}]\n")
        else:
            lines.append(f"{indent}{key}: {_scalar(value, escapes=escapes)}\n")
    return "".join(lines)


def _scalar(text: str, *, escapes: bool) -> str:
    r"""Write a text as YAML libraries do: bare where it can be, else quoted.

    With `escapes`, letters beyond ASCII are written as `\u2019`, as some exports have them.
    """
    if (escapes and not text.isascii()) or not text.isprintable():
        return json.dumps(text)
    if (_PLAIN.fullmatch(text) or _DATED.fullmatch(text)) and text.lower() not in _WORDS:
        return text
    return "'" + text.replace("'", "''") + "'"

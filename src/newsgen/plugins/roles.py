"""What a plug-in can be, such as filter or rule; what a rule is given and gives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple, Protocol


@dataclass(frozen=True, slots=True)
class CheckedRelease:
    """A release as a rule of the site sees it."""

    path: str
    """Its file, such as `content/2026/03-appeal.md`."""
    title: str
    """The title as readers see it."""
    summary: str
    """The summary as readers see it."""
    body: str
    """The Markdown below the front matter."""
    html: str
    """The body as HTML."""
    kind: str
    """What kind of release it is, such as `appeal`."""
    area: str
    """The area, as the front matter has it."""
    tags: tuple[str, ...]
    """The tags, in order."""
    date: datetime | None
    """When it was published, if that is known."""
    fields: Mapping[str, Any]
    """The values of `[fields]`."""
    is_page: bool
    """Whether it is a page of the site, and not a release."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule of the site reports.

    It is at the value of a `key` of the front matter, or in the body from the character `start` to
    the one before `end`, or else at the beginning of the file.
    """

    message: str
    """What is wrong, with the value, such as `the title ends with a full stop`."""
    hint: str = ""
    """What to write instead."""
    key: str = ""
    """The key that it is about, such as `title`."""
    start: int | None = None
    """Where it begins in the body, as `re.Match.start()` gives it."""
    end: int | None = None
    """Where it ends in the body, as `re.Match.end()` gives it."""

    def __post_init__(self) -> None:
        """Check what the rule gave, so that an error is at its line.

        Raises:
            TypeError: a value is not of its type.
            ValueError: the message is empty, or the place cannot be one.

        """
        for name in ("message", "hint", "key"):
            _require(name, getattr(self, name), str, "a text")
        if not self.message.strip():
            raise ValueError("the message of a finding is empty")
        if self.start is None:
            if self.end is not None:
                raise ValueError("a finding has an end and no start")
            return
        _require("start", self.start, int, "a number")
        end = self.start if self.end is None else self.end
        _require("end", end, int, "a number")
        if not 0 <= self.start <= end:
            raise ValueError(f"a finding cannot be from {self.start} to {end}")


def _require(name: str, value: object, kind: type, called: str) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"the {name} of a finding should be {called}: {value!r}")


class FilterPlugin(Protocol):
    """A filter of templates: takes what stands before `|`, then the arguments.

    It returns the same for the same values: it reads no file, no clock and no network.
    """

    def __call__(self, value: Any, /, *args: Any, **named: Any) -> Any: ...


class RulePlugin(Protocol):
    """A rule: returns what is wrong with a release, by that alone.

    It reads no file, no clock and no network, and remembers nothing of other releases: what it says
    of one is kept when another is taken down.
    """

    def __call__(self, release: CheckedRelease, /) -> Iterable[Finding] | None: ...


class FieldPlugin(Protocol):
    """A kind of field: takes the text that an author wrote, and returns what templates get.

    That is a text, a number, true or false, a date, or a list or mapping of such. `ValueError` says
    what is wrong with the text, and with a second argument what to write instead. It returns the
    same for the same text, and remembers nothing.
    """

    def __call__(self, text: str, /) -> Any: ...


class MarkdownPlugin(Protocol):
    """A Markdown extension: takes the `Markdown` object of Python-Markdown, and adds to it.

    What it adds, such as a processor, returns the same for the same text: it reads no file, no
    clock and no network, and remembers nothing. The HTML is cleaned as any other.
    """

    def __call__(self, markdown: Any, /) -> None: ...


class PluginRole(NamedTuple):
    """What plug-ins are for: the setting that lists them, what one is called, and what it takes."""

    setting: str
    noun: str
    example: str

    @property
    def group(self) -> str:
        """The entry points of installed packages that have this role."""
        return f"newsgen.{self.setting}"


FILTER: Final = PluginRole("filters", "filter", "value")
RULE: Final = PluginRole("rules", "rule", "release")
FIELD: Final = PluginRole("fields", "kind of field", "text")
MARKDOWN: Final = PluginRole("markdown", "Markdown extension", "markdown")
ROLES: Final = (FILTER, RULE, FIELD, MARKDOWN)

"""What a rule of a site is given, and what it gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


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

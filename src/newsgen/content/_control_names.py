"""The names that keys of release control have: here, in other generators and in content systems.

A name is known in any spelling: `embargo-until`, `Embargo_Until` and `embargoUntil` are one name.
What is one edit away from it counts as it, as does what is two edits away from seven letters on.
"""

import re
import unicodedata
from enum import Enum, auto
from functools import cache, lru_cache
from typing import Final, NamedTuple

from newsgen.model.refusal import edits


class Effect(Enum):
    """What a value that is a flag says: whether `true` hides a release, or shows it."""

    HIDES = auto()
    SHOWS = auto()
    ENDS = auto()
    """It is a time from which on a release is not to be seen; of all others it is the first."""


class Control(NamedTuple):
    """What a name is in newsgen, and what its values mean."""

    key: str
    effect: Effect


_EMBARGO: Final = Control("embargo", Effect.HIDES)
_SHOWN: Final = Control("embargo", Effect.SHOWS)
_DRAFT: Final = Control("status: draft", Effect.HIDES)
_WITHDRAWN: Final = Control("status: withdrawn", Effect.HIDES)
_STATUS: Final = Control("status", Effect.SHOWS)
_EXPIRES: Final = Control("expires", Effect.ENDS)

_NAMES: Final = {
    _EMBARGO: """
        embargo embargoed embargo-until embargoed-until embargo-till embargo-date embargo-time
        embargo-end embargo-ends embargo-lift embargo-lifts embargo-expires under-embargo
        strict-embargo hold-until held-until hold-till not-before do-not-publish-before
        scheduled scheduled-for scheduled-at schedule schedule-date schedule-at scheduled-date
        scheduled-publish post-at post-date unhide-at
    """,
    _SHOWN: """
        release release-at release-on release-date release-time released-at publish publish-at
        publish-on publish-date publish-time publish-from publish-after publish-up published
        published-at published-on published-date publication-date publication-time
        date-published start-publish start-publishing publishing-start-date pub-date
        go-live go-live-at go-live-date go-live-on live live-from live-at live-date available-from
        available-at valid-from visible-from visible-after show-from show-after display-from
        active-from effective-date effective-from online-from is-published is-public is-live public
        visible is-visible released is-released approved is-approved signed-off cleared
    """,
    _DRAFT: """
        draft is-draft drafts private is-private hidden hide is-hidden invisible unlisted
        is-unlisted hold on-hold held withhold withheld unpublished internal internal-only
        confidential restricted suppress suppressed disabled do-not-publish no-publish
        not-for-publication not-for-release embargo-draft
    """,
    _WITHDRAWN: "withdrawn withdraw is-withdrawn retracted removed deleted trashed recalled",
    _STATUS: """
        status state visibility pub-status publish-status published-status publication-status
        publishing-status publish-state publication-state workflow-state workflow-status
        moderation-state release-status release-state review-status post-status content-status
        article-status page-status news-status approval-status
    """,
    _EXPIRES: """
        expires expire expired expiry expiration expiry-date expiry-time expiration-date
        expiration-time expires-at expires-on expire-at expire-on unpublish unpublish-at
        unpublish-on unpublish-date publish-until publish-to publish-down publish-end
        publishing-expiration-date stop-publish stop-publishing end-publishing valid-until valid-to
        available-until visible-until show-until display-until live-until active-until
        online-until remove-at remove-on remove-after removal-date take-down take-down-at
        take-down-on take-down-date delete-at delete-on delete-after not-after archive-at
        archive-on
    """,
}
_OTHER_WORDS: Final = """
    approval archive archived bidden bold cold craft crafts created data dates delete
    express external fold give gold hole home incidence interval invisibly leave level
    library life like line link listed love mold move old parole pledge privacy publisher
    publishers raft related relations releases relevance removal remove ride side slate sold
    stage stake states station stations statistics stats statue statute tide told update
    updated updates valid validity vision visual wide withdrawal
"""
"""Words that are near a name and mean something else."""

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_STRONG: Final = {
    "embargo": _EMBARGO, "embargoed": _EMBARGO, "draft": _DRAFT, "withheld": _DRAFT,
    "unpublish": _EXPIRES, "unpublished": _DRAFT, "expires": _EXPIRES, "expiry": _EXPIRES,
    "expiration": _EXPIRES, "withdrawn": _WITHDRAWN,
}  # fmt: skip
"""Words that make a control of any name they are in, such as `news_embargo`."""


@lru_cache(maxsize=1000)
def control_named(key: str) -> Control | None:
    """Return the control that a key is, or is like; `None` if it is something else."""
    words = _words(key)
    name = "".join(words)
    names = _names()
    if exact := names.get(name):
        return exact
    if name in _others() or len(name) < _SHORTEST:
        return None
    near = min(names, key=lambda known: edits(name, known))
    if edits(name, near) <= (2 if len(near) >= _LONG else 1):
        return names[near]
    return next((_STRONG[word] for word in words if word in _STRONG), None)


_SHORTEST: Final = 3
_LONG: Final = 7
"""Letters: a name this long is known with two edits."""


def _words(key: str) -> list[str]:
    text = _CAMEL.sub(" ", unicodedata.normalize("NFKC", key)).casefold()
    return re.findall(r"[^\W_]+", text)


@cache
def _names() -> dict[str, Control]:
    return {
        name.replace("-", ""): control
        for control, names in _NAMES.items()
        for name in names.split()
    }


@cache
def _others() -> frozenset[str]:
    return frozenset(_OTHER_WORDS.split())

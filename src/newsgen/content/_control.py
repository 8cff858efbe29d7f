"""Release control that newsgen does not know: a key, or a second front matter, meant to hold.

Control fails closed: what would hold the release now, if newsgen knew the key, is an error in
releases of any age, and so is a value that nobody can be sure of.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any, Final
from zoneinfo import ZoneInfo

from newsgen.content._control_names import Control, Effect, control_named, flag_named, is_date_name
from newsgen.content._dating import KEYS as DATES, Clock
from newsgen.content._meta import Meta
from newsgen.content.frontmatter import KNOWN, Located
from newsgen.content.yaml import Block
from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later
from newsgen.model import dates, shown
from newsgen.model.dates import DateError, Moment, in_words
from newsgen.model.declared import Row
from newsgen.model.labels import ABOVE_KEYS
from newsgen.model.refusal import Keys, dotted, edits, nearest
from newsgen.model.release import STATUSES, Status

Known = Mapping[str, "Known"]
"""Names of keys, each with those below it."""

_KNOWN: Final = ("embargo", "expires", "status", "date")
_TRUTH: Final = (
    shown.TRUTH
    | dict.fromkeys(("none", "null", "~", "never", "na", "nac ydy", "naddo", "anwir"), False)
    | dict.fromkeys(("ie", "ydy", "do", "gwir"), True)
)
_SHOWN: Final = frozenset({
    "published", "public", "live", "active", "released", "final", "visible", "open", "approved",
    "everyone", "all", "usable", "listed", "cleared", "done", "closed", "cyhoeddwyd",
    "cyhoeddedig", "cyhoeddus",
})  # fmt: skip
"""Words of other systems for a release that everybody may see."""
_WORDS_HELD: Final = frozenset({
    "draft", "drafft", "embargo", "embargoed", "under embargo", "unpublished", "withheld",
    "not published", "do not publish", "not for publication", "not for release",
    "official-sensitive", "official sensitive", "official - sensitive",
})  # fmt: skip
"""Words that say of any unknown key's release that nobody may see it."""
_STARTS_HELD: Final = (
    "embargoed until", "embargo until", "strictly embargoed", "under embargo", "dan embargo",
    "not for publication", "not for release", "do not publish",
)  # fmt: skip
"""How texts begin that say so."""
_STATES_HELD: Final = _WORDS_HELD | {
    "restricted", "secret", "confidential", "private", "internal", "protect", "hold", "on hold",
    "held", "pending", "review", "in review", "needs review", "wip", "unapproved", "not approved",
}  # fmt: skip
"""Words that say so where a state is given."""


def without_value(located: Located) -> Iterator[Diagnostic]:
    """Report newsgen's own controls that have no value."""
    for key in _KNOWN:
        value = located.values.get(key)
        if isinstance(value, str) and not value.strip():
            yield Diagnostic(
                "NG206",
                f"{key} has no value",
                located.key(key),
                f"Write one behind {key}: or delete the line.",
            )


def knows(known: Known, values: Any) -> bool:
    """Return whether all keys are known, at any depth."""
    if isinstance(values, dict):
        groups = [key for key, value in values.items() if not isinstance(value, str)]
        return values.keys() <= known.keys() and all(
            knows(known[key], values[key]) for key in groups
        )
    return not isinstance(values, list) or all(knows(known, value) for value in values)


def unknown(
    known: Known,
    located: Located,
    clock: Clock,
    zone: ZoneInfo,
    misspelt: Container[Span] = (),
) -> Iterator[Diagnostic]:
    """Report unknown keys, at any depth, that hold a release back elsewhere.

    Those at the places of `misspelt` are reported as misspellings of other keys.
    """
    is_dated = _is_dated(located.values)
    for keys, value, beside in _unknown(located.values, known, ()):
        name, moment = str(keys[-1]), _moment(value, zone)
        if meant := _held(keys, value, moment, clock):
            yield _not_held(keys, meant, located)
        elif control := control_named(name):
            yield _idle(control, keys, located, "" if is_dated or not moment else value)
        elif moment and edits(name.casefold(), "date") <= 1:
            if len(keys) == 1 or not clock.has_passed(moment.at):
                yield _not_held(keys, f"date: {value}", located)
        elif moment and located.key(*keys) not in misspelt and not clock.has_passed(moment.at):
            near = _near(name, beside)
            held = f"If the release is to be held back until then, write {_embargo(moment)}."
            yield Diagnostic(
                "NG218",
                f"the key {dotted(keys)} is unknown, and its time is in the future",
                located.value(*keys),
                f"Did you mean {near}?" if near else held,
                subject=name,
            )
        elif moment and not is_dated and is_date_name(name):
            yield Diagnostic(
                "NG217",
                f"the key {dotted(keys)} is unknown, and gives the release no date",
                located.key(*keys),
                f"Did you mean date: {value}?",
                subject=name,
            )


def _is_dated(values: Mapping[str, Any]) -> bool:
    """Return whether a key gives a date, or nothing needs one: a page does not."""
    return values.get("type") == "page" or any(values.get(key) for key in DATES)


def _idle(control: Control, keys: Keys, located: Located, only_date: str) -> Diagnostic:
    """Report a control that holds nothing now; one that may be the only date is not deleted."""
    hint = "Delete it: newsgen goes by embargo, expires and status."
    if only_date and control.effect is Effect.SHOWS:
        hint = f"Did you mean date: {only_date}?"
    return Diagnostic(
        "NG217",
        f"the key {dotted(keys)} is unknown, and would hold nothing back now",
        located.key(*keys),
        hint,
        subject=str(keys[-1]),
        fix=None if only_date else located.deletion(*keys),
    )


def held(key: str, value: str, clock: Clock, zone: ZoneInfo) -> str:
    """Return what to write for a key that holds a release back, here or elsewhere; else empty."""
    moment = _moment(value, zone)
    if moment and key.lower() == "date" and not clock.has_passed(moment.at):
        return f"date: {value}"
    return _held((key,), value, moment, clock)


def _held(keys: Keys, value: Any, moment: Moment | None, clock: Clock) -> str:
    control = control_named(str(keys[-1]))
    if control:
        return _meant(control, value, moment) if _holds(control, value, moment, clock) else ""
    return "status: draft" if len(keys) == 1 and _is_flag(str(keys[0]), value) else ""


def _is_flag(name: str, value: Any) -> bool:
    """Return whether a name with other uses is a control by its value: `online: false`."""
    if not isinstance(value, str):
        return False
    word = " ".join(value.lower().split())
    if word in _WORDS_HELD or word.startswith(_STARTS_HELD):
        return True
    if word not in _TRUTH and word not in _STATES_HELD:
        return False
    effect = flag_named(name)
    if effect in (Effect.SHOWS, Effect.HIDES):
        return _TRUTH.get(word) is (effect is Effect.HIDES)
    return effect is Effect.SAYS and word in _STATES_HELD


def _near(name: str, known: Known) -> str:
    """Return the known key that one is meant to be, or whose first words it is; else empty."""
    start = f"{name.lower()}_"
    return nearest(name, known) or next((key for key in known if key.startswith(start)), "")


def _unknown(values: Any, known: Known, above: Keys) -> list[tuple[Keys, Any, Known]]:
    """Return the keys that are not known, with their values and the known keys of their level."""
    unknown: list[tuple[Keys, Any, Known]] = []
    if isinstance(values, list):
        for at, value in enumerate(values):
            unknown += _unknown(value, known, (*above, at))
    elif isinstance(values, dict):
        for key, value in values.items():
            below = known.get(key)
            if below is None:
                unknown.append(((*above, key), value, known))
            if not isinstance(value, str):
                unknown += _unknown(value, below or {}, (*above, key))
    return unknown


def known_names(rows: Sequence[Row]) -> Known:
    """Return the names of keys, each with those in its group or in the items of its list."""
    return {row.name: known_names(row.reader.rows_below) for row in rows}


def _moment(value: Any, zone: ZoneInfo) -> Moment | None:
    if not isinstance(value, str):
        return None
    try:
        return dates.parse(value.strip(), zone)
    except DateError:
        return None


def _holds(control: Control, value: Any, moment: Moment | None, clock: Clock) -> bool:
    """Return whether a control would hold the release back now, as far as anyone can tell."""
    if moment:
        return control.effect is Effect.ENDS or not clock.has_passed(moment.at)
    if not isinstance(value, str):
        return True
    word = value.strip().lower()
    if (is_true := _TRUTH.get(word)) is not None:
        return is_true is not (control.effect is Effect.SHOWS)
    return control.effect is not Effect.SHOWS or word not in _SHOWN


def _meant(control: Control, value: Any, moment: Moment | None) -> str:
    """Return what to write instead."""
    if control.effect is Effect.ENDS:
        return f"expires: {dates.exact(moment.at)}" if moment else "expires:"
    if moment:
        return _embargo(moment)
    if ": " in control.key:
        return control.key
    word = value.strip().lower() if isinstance(value, str) else ""
    if control.key == "status":
        return f"status: {word if word in STATUSES else 'draft'}"
    return "status: draft" if word in _TRUTH else "embargo:"


def _embargo(moment: Moment) -> str:
    return f"embargo: {dates.exact(moment.at)}"


def _not_held(keys: Keys, meant: str, located: Located) -> Diagnostic:
    return Diagnostic(
        "NG207",
        f"the key {dotted(keys)} is unknown, so it would not hold the release back",
        located.key(*keys),
        f"Did you mean {meant}?",
    )


FAR_OFF: Final = timedelta(days=30)


def far_off(
    meta: Meta, published: Moment | None, located: Located, clock: Clock
) -> Iterator[Diagnostic]:
    """Report a release that its date alone holds back for long: its year may be mistyped."""
    if (
        clock.now is None
        or published is None
        or meta.embargo
        or meta.status is not Status.PUBLISHED
        or clock.has_passed(published.at - FAR_OFF)
    ):
        return
    yield Diagnostic(
        "NG312",
        f"the date holds the release back until {in_words(published)}",
        located.value("date") if "date" in located.values else located.key("url"),
        f"If that is the day, write {_embargo(published)} as well; else correct the date.",
    )


def without_effect(meta: Meta, published: Moment | None, located: Located) -> Iterator[Diagnostic]:
    """Report an embargo that ends before the release's own date; the same time confirms it."""
    if meta.embargo and published and meta.embargo.at < published.at:
        yield Diagnostic(
            "NG311",
            f"the embargo has no effect: the release is dated {in_words(published)}",
            located.value("embargo"),
            "Correct the embargo, such as its year, or delete it.",
        )


MOST_KEYS: Final = 100
"""So many keys are looked at."""
_SECOND: Final = later(
    rf"{ABOVE_KEYS}"
    r"(?:(?:-{3,}|\+{3,})[ \t]*(?:#.*)?\n|[`~]{3,}+.*\n|(?=\{))",
    re.IGNORECASE,
)
"""A fence of YAML or TOML, or of code, or the brace of JSON."""
_CLOSED: Final = later(r"[ \t]*(?:-{3,}|\.{3}|\+{3,}|[`~]{3,}|-->)[ \t]*(?:\n|$)")
_KEY_LINE: Final = later(
    r"[ \t]*(?:[{}\[\]#\"'].*|- .*|\w[\w.-]*(?: [\w.-]+)?[ \t]*[:=].*)?(?:\n|$)|[ \t]+\S.*(?:\n|$)"
)
"""A line that may be of front matter: a key or what belongs to it, a comment, or a blank one."""
_KEY: Final = later(
    r"(?:^|[{,])[ \t]*(?:- )?[\"']?(?P<key>\w[\w .-]{0,40}?)[\"']?[ \t]*[:=][ \t]*"
    r"(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^,}#\n]*)",
    re.MULTILINE,
)


def check_second(
    body: str, body_line: int, path: str, clock: Clock, zone: ZoneInfo
) -> Iterator[Diagnostic]:
    """Report what in a second front matter would hold the release back, or else that it is there.

    What holds is an error in a release of any age, as is a key that newsgen does not know.
    """
    opening = _SECOND.match(body)
    if opening is None:
        return
    start = end = opening.end()
    while end < len(body) and not _CLOSED.match(body, end):
        line = _KEY_LINE.match(body, end)
        if line is None:
            break
        end = line.end()
    keys = list(islice(_KEY.finditer(body, start, end), MOST_KEYS))
    holds = False
    for key in keys:
        name, value = key["key"], key["value"].strip(" \t\"'")
        if value and (meant := held(name, value, clock, zone)):
            holds = True
            yield Diagnostic(
                "NG207",
                f"{name} is in a second front matter, so it does not hold the release back",
                Block(path, body_line, body).span(*key.span("key")),
                f"Write {meant} in the first front matter, and delete the second.",
            )
    is_closed = _CLOSED.match(body, end) is not None
    if keys and not holds and (is_closed or not KNOWN.isdisjoint(key["key"] for key in keys)):
        yield Diagnostic(
            "NG560",
            "the body begins with a second front matter, which is shown as text",
            Block(path, body_line, body).span(*keys[0].span("key")),
            "Write its keys in the first front matter, and delete the second.",
        )

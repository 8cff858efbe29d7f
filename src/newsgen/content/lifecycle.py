"""What happens to a release after it was written: front matter to facts, with what is wrong.

That is where it leads, what is related to it, and what is left out of it once it is closed.

Only files that say something of it come here.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import Any, Final, NamedTuple

from newsgen.config import Config
from newsgen.content import _dating as dating, markup
from newsgen.content._dating import Clock
from newsgen.content._meta import Meta
from newsgen.content._pages import report_space
from newsgen.content.frontmatter import Located
from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later
from newsgen.model import urls
from newsgen.model.dates import Moment
from newsgen.model.refusal import wrong_choice
from newsgen.model.release import (
    RELATED,
    RETIRED,
    TRANSLATION_OF,
    Destination,
    Life,
    Note,
    Redirect,
    RelatedUse,
    Status,
)
from newsgen.model.urls import Address, URLError


class Lived(NamedTuple):
    """The life of a release, and the addresses that lead to it; both may be missing."""

    life: Life | None = None
    redirects: tuple[Redirect, ...] = ()


NOTHING: Final = Lived()


def is_plain(meta: Meta) -> bool:
    """Return whether nothing has happened to a release, and it names no other, as nearly always."""
    return meta.status is Status.PUBLISHED and not any(_EVENTS(meta))


_EVENTS: Final = attrgetter(
    "embargo", "expires", "review_by", "explanation", "superseded_by", "redirect_from",
    "updates", "corrections", "noindex", RELATED, TRANSLATION_OF,
    "translation", "translation_by",
)  # fmt: skip


_SUPERSEDED: Final = (Status.MOVED, Status.CLOSED, Status.DRAFT)


class Reading(NamedTuple):
    """One file's front matter while it is read; `diagnostics` gathers what is wrong."""

    meta: Meta
    located: Located
    address: Address
    published: Moment | None
    config: Config
    diagnostics: list[Diagnostic]
    clock: Clock


def read(reading: Reading) -> Lived:
    """Return the life of a release; report combinations that cannot be meant."""
    meta = reading.meta
    reading.diagnostics.extend(_combinations(meta, reading.located))
    reading.diagnostics.extend(_times(reading))
    if meta.translation:
        reading.diagnostics.extend(_reason(reading))
    superseded = _target_of_key(reading)
    if superseded and meta.status in _SUPERSEDED:
        place = reading.located.value("superseded_by")
        reading.diagnostics.extend(
            leads_elsewhere("superseded_by", superseded, place, reading.config)
        )
    return Lived(life_of(meta, superseded), tuple(_redirects(reading, superseded)))


def _reason(reading: Reading) -> Iterator[Diagnostic]:
    """Report a reason for being without a translation that the site does not know."""
    known, given = reading.config.reasons_apart, reading.meta.translation
    if given not in known:
        wrong = wrong_choice(given, known).refusals[0]
        place = reading.located.value("translation")
        yield Diagnostic("NG204", f"translation {wrong.message}", place, wrong.hint)


def life_of(meta: Meta, superseded: Destination | None) -> Life | None:
    """Return the life of a release by its keys; `None` if nothing has happened to it."""
    updates = meta.updates
    if meta.status is Status.CLOSED:
        updates = tuple(update for update in updates if not asks(update.note))
    life = Life(
        review_by=meta.review_by,
        updates=_newest_first(updates),
        corrections=_newest_first(meta.corrections),
        superseded_by=superseded,
        explanation=meta.explanation,
        noindex=meta.noindex,
        apart=meta.translation,
        twin_by=meta.translation_by,
    )
    return None if life == Life() else life


def _newest_first(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    return tuple(sorted(notes, key=lambda note: note.at.at, reverse=True))


def _combinations(meta: Meta, located: Located) -> Iterator[Diagnostic]:
    status = meta.status
    if status is Status.MOVED and not meta.superseded_by:
        yield Diagnostic(
            "NG221",
            "the release has moved, but nothing says where to",
            located.value("status"),
            "Add superseded_by: and the address of the page that is there now.",
        )
    if meta.superseded_by and status not in _SUPERSEDED:
        yield Diagnostic(
            "NG222",
            f"superseded_by names another page, but status is {status}",
            located.key("superseded_by"),
            "Add status: moved to lead readers there, or status: closed to keep this page.",
        )
    if status is Status.WITHDRAWN and not meta.explanation:
        yield Diagnostic(
            "NG223",
            "the release is withdrawn, but nothing says why",
            located.value("status"),
            "Add explanation: and a sentence that names nobody. Use status: gone to say nothing.",
        )
    if meta.explanation and status not in (Status.WITHDRAWN, Status.CLOSED, Status.DRAFT):
        yield Diagnostic(
            "NG224",
            f"a release whose status is {status} shows no explanation",
            located.key("explanation"),
            "Take the line out, or use status: closed or status: withdrawn.",
        )


def _times(reading: Reading) -> Iterator[Diagnostic]:
    meta, located = reading.meta, reading.located
    if meta.embargo:
        yield from _season("embargo", meta.embargo.at, reading)
    if meta.expires:
        yield from _season("expires", meta.expires.at, reading)
        start = reading.published
        if start and meta.expires.at <= start.at and meta.status not in RETIRED:
            yield Diagnostic(
                "NG309",
                f"the release expires before it may be seen, at {start.at:%Y-%m-%d %H:%M}",
                located.value("expires"),
                "Correct expires, or the embargo or date that comes after it.",
            )
    for key, notes in (("updates", meta.updates), ("corrections", meta.corrections)):
        for at, note in enumerate(notes):
            if meta.status not in RETIRED:
                yield from _ahead(at, key, note, reading)
            if _is_before(note.at, reading.published):
                yield Diagnostic(
                    "NG225",
                    f"{key}.{at + 1} is older than the release itself",
                    located.value(key, at, "at"),
                    "Correct one of the two dates.",
                )


def _is_before(moment: Moment, published: Moment | None) -> bool:
    return published is not None and moment.at < published.at and not moment.agrees_with(published)


def _season(key: str, instant: datetime, reading: Reading) -> Iterator[Diagnostic]:
    """Report the other season's offset of a key."""
    written, place = str(reading.located.values[key]), reading.located.value(key)
    yield from dating.off_season(key, written, instant, place, reading.config.zone)


def _ahead(at: int, key: str, note: Note, reading: Reading) -> Iterator[Diagnostic]:
    """Report the other season's offset of a note that is held back until its time."""
    values: dict[str, Any] = reading.located.values
    written, place = values[key][at]["at"], reading.located.value(key, at, "at")
    yield from dating.off_season_ahead(
        "at", written, note.at.at, place, reading.config.zone, reading.clock
    )


def _target_of_key(reading: Reading) -> Destination | None:
    written = reading.meta.superseded_by
    if not written:
        return None
    place = read_address(written, reading, reading.located.value("superseded_by"))
    return place and target_of(*place, base=reading.address, config=reading.config)


def target_of(address: Address, file: str, *, base: Address, config: Config) -> Destination:
    """Return where an address leads, seen from another one; outside the site it has no path."""
    if address.host != base.host and address.host not in config.hosts:
        return Destination(address.url, address.url, "", "")
    root = config.root_name(address)
    href = address.href if root == config.root_name(base) else address.url
    return Destination(href, address.url, root, file)


def leads_elsewhere(
    name: str, target: Destination, span: Span, config: Config
) -> Iterator[Diagnostic]:
    """Report what leads to a host that is neither the site's nor named: it may be anybody's."""
    hosts = config.hosting.redirect_hosts
    if not target.path and (host := urls.parse_url(target.url).host) not in hosts:
        named = ", ".join(f'"{each}"' for each in (*hosts, host))
        yield Diagnostic(
            "NG425",
            f"{name} leads to {target.url}, on a host that newsgen.toml does not name",
            span,
            f"If it is right, write redirect_hosts = [{named}] below [hosting] in newsgen.toml.",
        )


def _redirects(reading: Reading, superseded: Destination | None) -> Iterator[Redirect]:
    """Yield the old addresses of a release; that of a moved one is among them."""
    meta, located, config = reading.meta, reading.located, reading.config
    page = reading.address, _file(reading)
    target = None
    if meta.status is Status.MOVED:
        target = superseded
        yield _redirect(*page, target, located.value("superseded_by"), config)
    elif meta.status not in RETIRED:
        target = target_of(*page, base=reading.address, config=config)
    for at, written in enumerate(meta.redirect_from):
        span = located.value("redirect_from", at)
        if place := read_address(written, reading, span):
            reading.diagnostics.extend(_elsewhere(place[0].host, reading, span))
            seen = target
            if target and target.root != config.root_name(place[0]):
                seen = replace(target, href=target.url)
            yield _redirect(*place, seen, span, config)


def _elsewhere(host: str, reading: Reading, span: Span) -> Iterator[Diagnostic]:
    """Report an old address on a host that is not the site's: no request for it comes here."""
    if host != reading.address.host and host not in reading.config.hosts:
        yield Diagnostic(
            "NG414",
            f"{host} is not a host of this site, so nobody is led on from there",
            span,
            "Correct the address, or list the host in newsgen.toml if it is served from here too.",
        )


def _redirect(
    address: Address, file: str, target: Destination | None, span: Span, config: Config
) -> Redirect:
    return Redirect(
        address.url, config.root_name(address), address.path, address.query, file, target,
        span.line, span.column, span.end_column,
    )  # fmt: skip


_FROM_THE_ROOT: Final = (
    "Begin a path with a slash, such as /news/2020/March/x.aspx, or write an absolute URL."
)


def read_address(
    written: str, reading: Reading, span: Span, otherwise: str = _FROM_THE_ROOT
) -> tuple[Address, str] | None:
    """Read an address, or a path on the host of the release; with the file that it lives in.

    What is neither is reported with a hint.
    """
    base, text = reading.address, written.strip()
    whole = f"{base.scheme}://{base.host}{text}" if text.startswith("/") else text
    try:
        address = urls.parse_url(whole)
        if " " in text:
            sent = address.url if whole == text else address.href
            reading.diagnostics.extend(report_space(text, sent, span))
        return address, urls.output_path(address)
    except URLError as error:
        hint = otherwise if error.code == "NG401" and text else error.hint
        reading.diagnostics.append(Diagnostic(error.code, str(error), span, hint))
        return None


def _file(reading: Reading) -> str:
    """Return the file of the release's own address; an address without one is reported later."""
    try:
        return urls.output_path(reading.address)
    except URLError:
        return ""


_UP: Final = "content/"
_RELATED: Final = (
    "Write the address of a release, whole or from a slash on, or its file below content/."
)


def related_to(reading: Reading) -> Iterator[RelatedUse]:
    """Yield the releases that keys name; what can be neither file nor address is reported."""
    meta, located = reading.meta, reading.located
    for number, written in enumerate(meta.related if meta.type == "release" else ()):
        yield from _named(RELATED, written, located.value(RELATED, number), reading)
    if meta.translation_of:
        span = located.value(TRANSLATION_OF)
        yield from _named(TRANSLATION_OF, meta.translation_of, span, reading)


def _named(key: str, written: str, span: Span, reading: Reading) -> Iterator[RelatedUse]:
    place = span.line, span.column, span.end_column
    if written.endswith(".md") and not written.startswith(("/", "http:", "https:")):
        yield RelatedUse(key, written, written.removeprefix(_UP), "", "", *place)
    elif leads_to := read_address(written, reading, span, _RELATED):
        address, file = leads_to
        yield RelatedUse(key, written, "", reading.config.root_name(address), file, *place)


def asks(text: str) -> bool:
    """Return whether a text asks a reader to get in touch."""
    return _CALL.search(text) is not None or _WELSH_CALL.search(text) is not None


def without_calls(body: str) -> str:
    """Leave out the paragraphs of a body that ask readers to get in touch."""
    return markup.without_paragraphs(body, asks)


_TO_WHOM: Final = (
    r"to (?:the )?(?:independent |charity )*(?:police|force|officers|us\b|crimestoppers)"
)
_CALL: Final = later(
    r"\b(?:(?:call|contact|ring|phone|e-?mail|text) (?:us|the (?:police|force)|police|officers"
    r"|101|999|crimestoppers|on 0?1|0\d|\S+@)"
    r"|any(?:one|body) (?:with|who (?:has|have|had|may|saw|knows?|recognises?))\b"
    r"|if you (?:have|know|saw|see|recognise|can help|were|think)\b"
    r"|have you seen|do you (?:recognise|know)"
    r"|quot(?:e|ing) (?:the )?(?:reference|incident|crime|log)"
    r"|(?:asked|urged|encouraged) to (?:contact|call|come forward|get in touch)"
    r"|(?:information|details|footage) (?:can|may|should) (?:also )?be"
    r" (?:passed|given|reported|sent|provided)(?: on)?(?: in)?,? ?(?:anonymously,? ?)?"
    rf"(?:{_TO_WHOM}|via\b|by (?:call|phon|tele|ring|e-?mail|contact)|through\b|online\b|on \d)"
    r"|(?:pass|give|report|provide) (?:any |your )?information,? ?(?:anonymously,? ?)?(?:on )?"
    rf"{_TO_WHOM})",
    re.IGNORECASE,
)
"""Words that ask a reader to get in touch; an appeal alone may tell the news as well."""
_WELSH_CALL: Final = later(
    r"\b(?:(?:ffoniwch|cysylltwch|tecstiwch|e-?bostiwch|dyfynnwch|rhowch wybod|dewch ymlaen)\b"
    r"|(?:ffonio|cysylltu â)(?: yr?|[’']r)? ?"
    r"(?:heddlu|swyddogion|crimestoppers|taclo|ni\b|\d|\S+@)"
    r"|gan ddyfynnu\b"
    r"|unrhyw (?:un|dystion|dyst) (?:â|gyda|sydd (?:â|ag|wedi|gan)|a (?:all|welodd|oedd|glywodd)"
    r"|allai|all|welodd|oedd)\b"
    r"|os (?:oes gennych|gwelsoch|welsoch|clywsoch|gwyddoch|gallwch|ydych)\b"
    r"|(?:welsoch|wyddoch) chi\b|ydych chi(?:[’']n| yn) (?:adnabod|nabod|gwybod)\b"
    r"|(?:gofynnir|anogir) (?:i|unrhyw|tystion)\b)",
    re.IGNORECASE,
)
"""The same in Welsh, of which no English text has a word."""

"""Rules on links: their words, text that is not an address, and what an email left of one."""

import html
import re
from bisect import bisect
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later
from newsgen.model.embed_blocks import embed_blocks
from newsgen.model.labels import LOST_EMAIL
from newsgen.model.release import APPEALS
from newsgen.model.typed_addresses import typed_addresses
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import (
    ENGLISH_AND_WELSH,
    Mark,
    Rule,
    in_any_case,
    marks_in_body,
    report_all_marks,
    report_marks,
)

VAGUE: Final = frozenset({
    "click", "click here", "click this link", "here", "link", "more", "read more", "see here",
    "this", "this link", "this page", "this website", "cliciwch yma", "yma", "darllen mwy",
})  # fmt: skip
"""Words that say nothing to someone who hears a list of a page's links."""
_REST = r"[^\s<>()\[\]\"'“”`]*[^\s<>()\[\]\"'“”`.,;:!?*_]"
_ADDRESSES: Final = (later(f"http{_REST}"), later(rf"www\.{_REST}"))
"""Each begins with letters that few texts hold, so that a search without a match is quick."""
_CLICK_HERE = later(r"\b(?:click here|cliciwch yma)\b", re.IGNORECASE)


LONGEST_LINE: Final = 2_000
"""Characters before an address that are examined."""


def link_words(m: Manuscript) -> Iterator[Diagnostic]:
    for at, link in enumerate(m.links):
        words = link.words.strip(" .!…»>").lower()
        if not words:
            message = "the link has no words"
            hint = "Write between [ and ] what is there, or take the link out."
            yield Diagnostic("NG524", message, m.body.span(*m.link_places[at].address), hint)
        elif words in VAGUE:
            message = f"the link's words “{link.words}” do not say where it leads"
            hint = "Name what is there, such as [the full appeal](…): people who cannot see the "
            hint += "page hear its links as a list."
            yield Diagnostic("NG524", message, m.body.span(*m.link_places[at].label), hint)
        elif link.words.startswith(("http://", "https://", "www.")):
            message = f"the link's words are an address, “{link.words}”"
            hint = "Write words that say what is there, such as [Victim Support](https://…)."
            yield Diagnostic("NG524", message, m.body.span(*m.link_places[at].label), hint)


def click_here(m: Manuscript) -> Iterator[Diagnostic]:
    """Yield “click here” outside a link."""
    labels = sorted(place.label for place in m.link_places)
    for match in _CLICK_HERE.finditer(m.body.text):
        before = bisect(labels, (match.start(), len(m.body.text)))
        if not before or match.start() >= labels[before - 1][1]:
            message = f"“{match[0].lower()}” is not a link, and does not say where it would lead"
            hint = "Link words that say what is there, such as [the full appeal](https://…)."
            yield Diagnostic("NG524", message, m.body.span(*match.span()), hint)


def unlinked(m: Manuscript) -> Iterator[Diagnostic]:
    """Yield addresses that are not links, and of which pages make none."""
    hint = "Readers on a phone cannot follow it. Write [what is there](https://…)."
    yield from report_marks("NG527", m.body, _unlinked(m), hint)


def _unlinked(m: Manuscript) -> Iterator[Mark]:
    linked = {link.href for link in m.links}
    shown = {address.start for address in typed_addresses(m.body.text)}
    blocks = [(each.start, each.end) for each in embed_blocks(m.body.text) if each.is_shown]
    for pattern in _ADDRESSES:
        for match in pattern.finditer(m.body.text):
            start = match.start()
            if start in shown or match[0] in linked or _is_within(blocks, start):
                continue
            if _is_address(match) and not _is_part(match):
                yield Mark(*match.span(), f"the address “{match[0]}” is not a link")


def _is_within(spans: list[tuple[int, int]], at: int) -> bool:
    """Return whether one of some spans, which follow each other, holds a place."""
    before = bisect(spans, (at,))
    return before > 0 and at < spans[before - 1][1]


def _is_address(match: re.Match[str]) -> bool:
    before = match.string[max(match.start() - 1, 0) : match.start()]
    if match[0].startswith("http"):
        return match[0].startswith(("http://", "https://"))
    return not before.isalnum() and before not in ("/", ".", "@")


def _line_before(match: re.Match[str]) -> str:
    start = match.start()
    least = max(0, start - LONGEST_LINE)
    return match.string[max(match.string.rfind("\n", least, start) + 1, least) : start]


def _is_code(match: re.Match[str]) -> bool:
    line = _line_before(match)
    return line.count("`") % 2 == 1 or line.startswith(("    ", "\t"))


def _is_part(match: re.Match[str]) -> bool:
    """Return whether an address is part of a link, of code, or of a line such as `[1]: https://…`."""
    line = _line_before(match)
    return (
        line.endswith(("](", "<", '"', "=", "='", "["))
        or match.string.startswith("]", match.end())
        or line.rstrip().endswith("]:")
        or _is_code(match)
    )


_LOST: Final = later(rf"{LOST_EMAIL}|/cdn-cgi/l/email-protection(?:#\w*)?", re.IGNORECASE)
"""What Cloudflare puts in the place of an address, or of the target of its link."""
LONGEST: Final = 28
"""Characters of it that are shown."""
_HINT: Final = (
    "Write the address itself: look it up where the text was copied from, with JavaScript on."
)


def lost_email(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `[email protected]`, which stood on the copied page in place of an address."""
    code = "NG545" if m.kind in APPEALS else "NG544"
    yield from report_all_marks(code, m, _lost, _HINT)


def _lost(text: str) -> Iterator[Mark]:
    for match in _LOST.finditer(text):
        shown = match[0].partition("(")[0][:LONGEST]
        yield Mark(*match.span(), f"“{shown}” stands where an email address was")


_SIGNS: Final = (
    "safelinks.protection.outlook.com",
    "urldefense.com",
    "urldefense.proofpoint.com",
    "mimecast.com",
    "mimecastprotect.com",
)
_FILTERED: Final = later(
    rf"https?://(?:[\w-]+\.)*(?:{'|'.join(map(re.escape, _SIGNS))})/[^\s<>()\[\]\"']*"
)
_IN_QUERY: Final = later(r"[?&](?:url|u)=(?P<target>[^&]+)")
_IN_PATH: Final = later(r"/v3/__(?P<target>[^*\s]+?)__;!!")
_PROOFPOINT: Final = str.maketrans("-_", "%/")
_TARGET: Final = later(r"https?://[^\s<>()\[\]\"'`*|\\]+")


@marks_in_body(
    "NG549", "Write the address that is meant: this one belongs to the filter of a mailbox."
)
def filtered_link(text: str) -> Iterator[Mark]:
    """Mark addresses of mail filters; the address that is meant stands in most of them."""
    for match in _FILTERED.finditer(text):
        target = _target(html.unescape(match[0]))
        leads = f" to {target}" if target else ""
        yield Mark(
            *match.span(), f"the link leads{leads} through a filter for mail", target or None
        )


def _target(address: str) -> str:
    """Return the address that a filtered one holds, or an empty text if that is not certain."""
    if in_path := _IN_PATH.search(address):
        target = in_path["target"]
    elif in_query := _IN_QUERY.search(address):
        is_proofpoint = "/v2/" in address  # it writes signs in its own way
        written = in_query["target"]
        target = unquote(written.translate(_PROOFPOINT) if is_proofpoint else written)
    else:
        return ""
    return target if _TARGET.fullmatch(target) and _has_other_host(target) else ""


def _has_other_host(target: str) -> bool:
    try:
        host = urlsplit(target).hostname or ""
    except ValueError:
        return False
    return "." in host and not host.endswith(_SIGNS)


_HOST: Final = r"(?:[\w-]+\.)+[\w-]+"
_SOUND: Final = later(
    rf"https?://(?:[^/?#@\s]*@)?{_HOST}\.?(?::\d*)?(?:[/?#].*)?"
    rf"|mailto:(?:\?.*|[^@\s?]+(?:@|%40){_HOST}(?:[,;?].*)?)"
    r"|tel:(?:[^?]*?\d){3}.*|#.+|(?!#|[a-z][\w+.-]*:).+",
    re.IGNORECASE | re.DOTALL,
)
"""An address that may lead somewhere: with a host, or within the site."""
_SCHEME: Final = later(r"(?:[a-z]*:?/+|https?:)+(?=\w)", re.IGNORECASE)
_WRITTEN: Final = later(
    r"(?<!!)\[(?P<words>[^\[\]\n]{0,300})\]\([ \t]*<?(?P<inline>[^()<>\n]*)>?\)"
    r"|^ {0,3}\[[^\]\n]+\]:[ \t]*(?P<defined>\S+)|\bhref=[\"'](?P<html>[^\"'\n]*)[\"']",
    re.MULTILINE,
)
_OPEN: Final = later(
    r"\[[^\[\]\n]{1,300}\]\((?:https?:|mailto:|tel:|www\.|/)[^\s()<>]*(?=\s|$)"
    r"(?!\s*\)|[^()\n]*\)|\s*[\"'])"
)
_NO_LINK_LEFT: Final = "<a>"
"""What is left of a link whose address browsers should not open."""


def leads_nowhere(m: Manuscript) -> Iterator[Diagnostic]:
    """Report links whose address is missing, cut off or mistyped in a way that shows."""
    for at, link in enumerate(m.links):
        if not _SOUND.fullmatch(link.href):
            span = m.body.span(*m.link_places[at].address)
            yield _nowhere(link.href, link.words, span)
    if _NO_LINK_LEFT in m.html:
        kept = {link.href for link in m.links}
        for match in _WRITTEN.finditer(m.body.text):
            part = next(name for name in ("inline", "defined", "html") if match[name] is not None)
            address = match[part].strip()
            is_kept = not address or html.unescape(address) in kept
            if not (is_kept or _is_sound_when_written(address) or _is_code(match)):
                yield _nowhere(address, match["words"] or "", m.body.span(*match.span(part)))
    if "](" in m.html:
        for match in _OPEN.finditer(m.body.text):
            if not _is_code(match):
                message = f"the link “{match[0]}” is not closed, so readers see its marks"
                hint = f"Write ) behind the address: {match[0]})"
                yield Diagnostic(
                    "NG525", message, m.body.span(*match.span()), hint, subject=match[0]
                )


def _is_sound_when_written(address: str) -> bool:
    """Return whether an address, with the title that may stand behind it, is one that is kept."""
    bare = _TITLE_BEHIND.sub("", address)
    return " " not in bare and (_SOUND.fullmatch(bare) is not None)


_TITLE_BEHIND: Final = later(r"\s+[\"'(].*$")


def _nowhere(href: str, words: str, span: Span) -> Diagnostic:
    message = f"the link “{words}” has no address" if words else "a link has no address"
    hint = "Write the address between ( and ), or take the link out and keep its words."
    if href.lower().startswith("mailto:"):
        message = f"“{href}” is not an email address, so the link leads nowhere"
        hint = "Write all of it, such as mailto:control@northshire.example."
    elif href.lower().startswith("tel:"):
        message = f"“{href}” is not a telephone number, so the link leads nowhere"
        hint = "Write all of it, such as tel:101."
    elif href not in ("", "#"):
        message = f"“{href}” is not the address of a page, so the link leads nowhere"
        hint = _right_address(href)
    return Diagnostic("NG525", message, span, hint, subject=href or words)


def _right_address(href: str) -> str:
    """Return the hint with the address that is most likely meant."""
    rest = _SCHEME.sub("", href, count=1).strip()
    whole = f"https://{rest}".replace(" ", "%20")
    if _LIKE_WEB.match(href) and _SOUND.fullmatch(whole):
        return f"Write {whole}"
    return "Begin it with https:// and the name of the website, or with mailto: or tel:."


_LIKE_WEB: Final = later(r"[htps]{2,7}:?/|https?:", re.IGNORECASE)


RULES: Final = (
    Rule(leads_nowhere, "NG525", signs=("](", "]:", "href", "HREF", "Href", "<http", "<mailto")),
    Rule(link_words, "NG524"),
    Rule(
        click_here,
        "NG524",
        signs=("lick here", "lick Here", "LICK HERE", "liciwch yma", "LICIWCH YMA"),
        languages=ENGLISH_AND_WELSH,
    ),
    Rule(unlinked, "NG527", signs=("http", "www.")),
    Rule(
        lost_email,
        "NG544 NG545",
        signs=in_any_case(
            *("email protected", "email\u00a0protected", "email&nbsp;protected"),
            *("email&#160;protected", "/cdn-cgi/l/"),
        ),
    ),
    Rule(filtered_link, "NG549", signs=_SIGNS),
)

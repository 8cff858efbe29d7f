"""Checks of texts in newsgen.toml: each returns the text, or raises what is wrong with it."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from newsgen.codes import CODES, code_of, select
from newsgen.config.rows import name_in_templates
from newsgen.model.dates import NEVER, parse_period
from newsgen.model.declared import matching, names
from newsgen.model.refusal import closest, did_you_mean, refusal, suggestion, wrong_shape
from newsgen.model.release import KINDS
from newsgen.model.urls import (
    PLACEHOLDERS,
    SLUGS,
    Address,
    URLError,
    beside_host,
    fill,
    parse_url,
    placeholders,
)

CODE: Final = "NG703"
KEPT: Final = ("credit", "licence")
"""The metadata that pictures may keep."""
ANY_HOST: Final = "https://host.example"


def base_url(text: str) -> str:
    try:
        address = parse_url(text)
    except URLError as error:
        hint = error.hint if beside_host(text) else _with_scheme(text)
        raise refusal(CODE, str(error), hint) from None
    root = f"{address.scheme}://{address.host}"
    if address.path != "/" or address.query:
        raise refusal(
            CODE,
            f"base_url “{text}” has a path: releases live at paths from the root of a host",
            f"Write {root}",
        )
    return root


def _with_scheme(text: str) -> str:
    """Return a hint for a base URL: with a scheme before it, if that is all that it lacks."""
    name = _host_of(f"https://{text}")
    if "." in name:
        return f"Write https://{name}"
    return "Give the host with https:// before it, such as https://www.example.police.uk."


def _host_of(url: str) -> str:
    """Return the host of a URL, or an empty text if it is not one."""
    try:
        return parse_url(url.strip()).host
    except URLError:
        return ""


def timezone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f"timezone “{text}” is unknown; the United Kingdom's is Europe/London"
        # GMT+0 and its like have no summer time, and Etc/GMT+1 is behind Greenwich.
        places = (each for each in available_timezones() if not each.startswith(("Etc/", "GMT")))
        hint = suggestion(closest(text, places))
        raise refusal(CODE, message, hint) from None
    return text


def host(text: str) -> str:
    name = _host_of(f"https://{text}/")
    if not name or name != text.lower():
        right = name or _host_of(text)
        hint = f"Write {right}" if right else "Leave out https:// and any path."
        raise refusal(CODE, f"host “{text}” is not a host name", hint)
    return name


def is_port(text: str) -> bool:
    """Return whether a text is the number of a port."""
    return re.fullmatch("[0-9]{1,5}", text) is not None and 0 < int(text) <= _HIGHEST_PORT


_HIGHEST_PORT: Final = 65_535


def archive(text: str) -> str:
    if not text.startswith("/") or not text.endswith("/") or "//" in text:
        raise refusal(CODE, f"archive “{text}” should begin and end with /, such as /news/")
    address = _path("archive", text, text)
    if address.query or "#" in text or "?" in text:
        raise refusal(CODE, f"archive “{text}” may not hold ? or #")
    return address.path


def home(text: str) -> str:
    """Take the address of a home page that is not the site's own."""
    if text == "/" or not text.startswith("/") or not text.endswith("/") or "//" in text:
        raise refusal(CODE, f"home “{text}” should be a folder with / around it, such as /cy/")
    return archive(text)


def permalink(text: str) -> str:
    for name in placeholders(text):
        if name not in PLACEHOLDERS:
            known = ", ".join("{" + p + "}" for p in PLACEHOLDERS)
            raise refusal(CODE, f"permalink has an unknown part {{{name}}}", f"Known are {known}.")
    if (
        not text.startswith("/")
        or not any(slug in text for slug in SLUGS)
        or "?" in text
        or "#" in text
    ):
        raise refusal(
            CODE,
            f"permalink “{text}” should be a path that begins with / and holds {{slug}}",
            'Such as "/news/{year}/{month_name}/{slug}.aspx"',
        )
    _path("permalink", text, fill(text, slug="slug", at=datetime(2020, 3, 5)))  # noqa: DTZ001
    if "//" in text:
        raise refusal(CODE, f"permalink “{text}” has an empty folder name, //")
    return parse_url(ANY_HOST + text).path


def _path(name: str, text: str, path: str) -> Address:
    """Check that a path can be one of a URL; `text` is what the setting says."""
    try:
        return parse_url(ANY_HOST + path)
    except URLError as error:
        raise refusal(CODE, f"{name} “{text}” cannot be: {error}", error.hint) from None


def selector(text: str) -> str:
    """Take a rule by its code, its name, or how the codes of several begin."""
    codes = select(text)
    if not codes:
        names = [*CODES, *(code.name for code in CODES.values())]
        hint = did_you_mean(text, names, "newsgen explain lists them.")
        raise refusal(CODE, f"there is no rule “{text}”", hint)
    if all(code_of(code).is_essential for code in codes):
        raise refusal(
            CODE,
            f"{text} is always an error: such a release cannot be published",
            "Fix the releases; newsgen check finds them.",
        )
    return text


def each_rule_once(severity: dict[str, str]) -> dict[str, str]:
    """Refuse two words for one rule: its code, and its name."""
    seen: dict[frozenset[str], str] = {}
    for word in severity:
        other = seen.setdefault(select(word), word)
        if other != word:
            raise refusal(CODE, f"{other} and {word} are the same rule", "Keep one of them.")
    return severity


def kept_of_pictures(text: str) -> str:
    if text.lower() == "c2pa":
        raise refusal(
            CODE,
            "keep cannot have c2pa: it is signed over all bytes of a picture, of which others are "
            "removed, so that it would no longer be valid",
            f"Known are {' and '.join(KEPT)}.",
        )
    if text not in KEPT:
        hint = did_you_mean(text, KEPT, f"Known are {' and '.join(KEPT)}.")
        raise refusal(CODE, f"keep has “{text}”, which is not known", hint)
    return text


def kind_or_default(text: str) -> str:
    known = [*map(str, KINDS), "default"]
    if text not in known:
        hint = did_you_mean(text, known, f"Known are {', '.join(known)}.")
        raise refusal(CODE, f"there is no kind “{text}”", hint)
    return text


def period(text: str) -> str:
    if text != NEVER and parse_period(text) is None:
        raise wrong_shape(
            text, "a duration", f'Write it like "90 days", "12 months" or "6 years", or "{NEVER}".'
        )
    return text


def age(text: str) -> str:
    """Take a duration; for how long is asked, so forever is none."""
    if parse_period(text) is None:
        hint = 'Write it like "90 days", "12 months" or "6 years".'
        raise wrong_shape(text, "a duration", hint)
    return text


SLUG: Final = matching(
    "[a-z0-9]+(-[a-z0-9]+)*",
    CODE,
    "slug “{}” may hold small letters, digits and single hyphens",
)


def content_file(text: str) -> str:
    """Take the path of a Markdown file below the content folder."""
    path = text.removeprefix("content/")
    steps = path.split("/")
    if not path.endswith(".md") or any(step in ("", ".", "..") for step in steps):
        hint = "Write its path from the content folder, such as about/contact.md."
        raise refusal(CODE, f"page “{text}” is not the path of a Markdown file", hint)
    return path


def published_file(text: str) -> str:
    """Take the address of a file of the content folder."""
    if not text.startswith("/") or text.endswith(("/", ".md")) or "//" in text:
        hint = "Write its path from the content folder, such as /.well-known/security.txt."
        raise refusal(CODE, f"files has “{text}”, which is not the path of a file", hint)
    if _path("files", text, text).path != text:
        hint = "Write it as the file is called, without ?, # and %."
        raise refusal(CODE, f"files has “{text}”, which is not a plain path", hint)
    return text


def menu_link(text: str) -> str:
    """Take a path from the root of the site, or the address of a web page."""
    is_path = text.startswith("/") and not text.startswith("//")
    try:
        parse_url(ANY_HOST + text if is_path else text)
    except URLError as error:
        hint = "Write a path such as /courts/, or an absolute URL."
        raise refusal(CODE, f"link “{text}” cannot be followed: {error}", hint) from None
    return text


def _name(hint: str) -> Callable[[str], str]:
    reader = matching(
        "[a-z][a-z0-9_]*",
        CODE,
        "the name “{}” may hold small letters, digits and underscores, and begins with a letter",
        hint,
    )
    taken = names(reader)
    return lambda name: name_in_templates(taken(name))


field_name: Final = _name("Templates write it as release.fields.NAME.")
taxonomy_name: Final = _name('Write what pages call it in title, such as title = "Districts".')
list_name: Final = _name("Templates write it as page.lists.NAME.")
CRITERION: Final = matching(
    r"\d\.\d\.\d+ \S.*",
    CODE,
    "criterion “{}” is not a success criterion with its number and name",
    "Such as 1.1.1 Non-text Content.",
)
CONTACT: Final = matching(
    r"""(https?://|/)[^\s"'<>]+""",
    CODE,
    "contact “{}” is not the address of a page",
    "Give the address of the form, such as https://www.example.police.uk/contact/.",
)
EMAIL: Final = matching(
    r"""([^\s@<>"']+@[^\s@<>"'.]+(\.[^\s@<>"'.]+)+)?""",
    CODE,
    "email “{}” is not an address such as web@example.police.uk",
)
WCAG_VERSION: Final = matching(r"\d\.\d", CODE, "wcag_version “{}” is not a version such as 2.2")

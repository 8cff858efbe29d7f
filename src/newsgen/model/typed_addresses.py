"""Web and e-mail addresses that are typed as text: where they are, and where their links lead.

Pages make links of them, and a rule reports those of which none can be made. An address that may be
cut, run into the next word or be no address at all is not one here.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from newsgen.fast.patterns import later
from newsgen.model.urls import LONGEST_URL


class TypedAddress(NamedTuple):
    """Where an address begins and ends, and the target of its link, escaped as the text is."""

    start: int
    end: int
    href: str


_FILES: Final = "jpe?g|png|gif|webp|pdf|docx?|xlsx?|pptx?|html?|aspx?|php|txt|mp[34]"
_HOST: Final = (
    r"(?:(?!-)[A-Za-z0-9-]{1,63}(?<!-)\.(?=[A-Za-z0-9]))++"
    rf"(?!(?i:{_FILES})(?!\w))(?:[a-z]{{2,24}}|[A-Z]{{2,24}})(?![A-Za-z0-9@-]|_+[A-Za-z0-9])"
)
"""A host's last name is not that of a file, and not the next sentence: `x.example.Anyone`."""
_END_OF_WORD: Final = r"(?![^\W\x00-\x7f]|[@…+]|\.{2}|<(?!/|br\b))"
"""What would go on behind an address: a letter of any language, an ellipsis, a number with a plus
sign or an element."""
_REST: Final = (
    r"(?::[0-9]{2,5}(?![0-9]))?+"
    r"(?:[/?#](?:[A-Za-z0-9._~/?#@!$()*+,;=:%-]|&(?!(?:nbsp|lt|gt|quot|#160);)"
    rf"|'(?=[A-Za-z0-9])(?!s(?![\w-]))){{0,{LONGEST_URL}}}+)?+"
)
_START: Final = (
    r"(?<!\w_)(?<![^\W_])"
    r"(?:(?<![/=.@-])https?://"
    r"|(?<![./@=%+&?#-])(?=www\.[A-Za-z0-9-]{1,63}+\.[A-Za-z0-9]))"
)
_WEB: Final = later(rf"{_START}(?P<host>{_HOST}){_REST}{_END_OF_WORD}")
_SIGNS: Final = (("http", ""), ("www.", "https://"))
_PUNCTUATION: Final = ".,;:!?*_"
_MAIL_HOST: Final = later(rf"(?![0-9]\.){_HOST}(?!/[A-Za-z0-9]){_END_OF_WORD}")
_LOCAL: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+'’-%"
_LONGEST_LOCAL: Final = 64
_NOT_BEFORE: Final = ("/", "=", "@", "#", "?", "!", "&amp;", "&", "~", "$")


_CODE_OR_ANGLED: Final = later(
    r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
    r"|(?<!\\)(?<!\]\()(?<!\]: )<(?P<address>(?i:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[A-Za-z]{2,24}"
    r"(?:[:/?#][^\s<>@]*)?)>"
)
"""Code, and an address in angle brackets without `https://`: else it would be an element."""


def without_brackets(text: str) -> str:
    """Return a text in which addresses in angle brackets stand alone, but for those in code."""
    return _CODE_OR_ANGLED.sub(lambda match: match["address"] or match[0], text)


def typed_addresses(text: str) -> list[TypedAddress]:
    """Return the addresses in a text or in a body's HTML, links and tags as well, in order."""
    addresses = sorted([*_web(text), *_mail(text)])
    done = 0
    apart = []
    for address in addresses:
        if address.start >= done:
            apart.append(address)
            done = address.end
    return apart


def _web(text: str) -> Iterator[TypedAddress]:
    for sign, scheme in _SIGNS:
        at = text.find(sign)
        while at >= 0:
            match = _WEB.match(text, at)
            if match and (end := _end(text, match)):
                yield TypedAddress(at, end, f"{scheme}{text[at:end]}")
            at = text.find(sign, match.end() if match else at + len(sign))


def _end(text: str, match: re.Match[str]) -> int:
    """Return where an address ends, without the punctuation behind it; 0 if it is cut there."""
    start, end = match.span()
    closing = text.count(")", start, end) - text.count("(", start, end)
    while end > match.end("host"):
        last = text[end - 1]
        if last == ")" and closing > 0:
            closing -= 1
        elif last not in _PUNCTUATION:
            break
        end -= 1
    is_cut = text.startswith("..", end) or match.end() - start > LONGEST_URL
    return 0 if is_cut else end


def _mail(text: str) -> Iterator[TypedAddress]:
    at = text.find("@")
    while at >= 0:
        host = _MAIL_HOST.match(text, at + 1)
        local = _local(text, at) if host else ""
        if host and local:
            start, end = at - len(local), host.end()
            address = text[start:end].replace("%", "%25").replace("’", "'")
            yield TypedAddress(start, end, f"mailto:{address}")
        at = text.find("@", at + 1)


def _local(text: str, at: int) -> str:
    """Return what stands before an `@` if that is a mailbox's name, else an empty text."""
    before = text[max(0, at - _LONGEST_LOCAL - 2) : at]
    local = before[len(before.rstrip(_LOCAL)) :].lstrip("._'’-")
    rest = before[: len(before) - len(local)]
    if not local or len(local) > _LONGEST_LOCAL or local.endswith(".") or ".." in local:
        return ""
    is_password = rest.endswith(":") and "//" in rest[rest.rfind(" ") + 1 :]
    return "" if is_password or rest[-1:].isalnum() or rest.endswith(_NOT_BEFORE) else local

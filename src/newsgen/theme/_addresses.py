"""The filters that write addresses: in feeds, and in the queries of other sites."""

import re
from typing import Final
from urllib.parse import quote, urljoin

from markupsafe import Markup, escape

from newsgen.fast.patterns import later
from newsgen.theme.failure import MisuseError

_RELATIVE: Final = later(
    r'="(?:(?<= href=")|(?<= src=")|(?<= cite=")|(?<= poster="))'
    r'(?!(?i:https?|mailto|tel):)([^"]*)"'
)
_BASES: Final = "In feeds write absolute(item.base_url), elsewhere absolute(site.base_url)."


def absolute(text: str, base: str, page: str = "") -> Markup:
    """HTML whose links, pictures and sources are absolute: for feeds.

    An address from the root gets the host of `base`. Any other, such as `#there`, is resolved
    against that of the `page`; without one it stays.
    """
    scheme, separator, rest = base.partition("//")
    if not separator:
        raise MisuseError(f"“{base}” is not an absolute URL", _BASES)
    html, host, around = str(text), rest.partition("/")[0], str(escape(page))

    def whole(address: re.Match[str]) -> str:
        given, at = address[1], address.start()
        if html.rfind("<", 0, at) < html.rfind(">", 0, at):  # it is a text
            return address[0]
        if given.startswith("//"):
            return f'="{scheme}{given}"'
        if given.startswith("/"):
            return f'="{scheme}//{host}{given}"'
        return f'="{urljoin(around, given)}"' if page else address[0]

    return Markup(_RELATIVE.sub(whole, html))  # noqa: S704 (clean HTML, from `html`)


def share_links(url: str, email: str) -> Markup:
    """Write the items of a list of links for sharing an address; they load nothing.

    `email` is the word for it; the others are names.

    Here, and not in a template, as every release has them.
    """
    quoted = in_query(url)
    return Markup(  # noqa: S704 (escaped)
        f"""\
<li><a href="mailto:?body={quoted}">{escape(email)}</a></li>
<li><a href="https://wa.me/?text={quoted}" rel="nofollow">WhatsApp</a></li>
<li><a href="https://www.facebook.com/sharer/sharer.php?u={quoted}" rel="nofollow">Facebook</a></li>
<li><a href="https://x.com/intent/post?url={quoted}" rel="nofollow">X</a></li>"""
    )


def in_query(text: str) -> str:
    """Write a text so that it can stand in the query of an address, which may stand in HTML."""
    return quote(text, safe=":/").replace(":", "%3A").replace("/", "%2F")  # quicker than safe=""

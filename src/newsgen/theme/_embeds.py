"""What a page makes of videos, maps and posts of other services: a button that asks for each.

Until a reader presses it, nothing of the service is asked for. Without a script there is a link.
"""

import itertools
import re
from collections.abc import Mapping
from html import escape
from typing import Final

from newsgen.fast.patterns import later
from newsgen.model.embeds import SERVICES

_FIGURE: Final = later(
    r'<figure data-embed="(\w+)" data-src="([^"]*)">(<a href="[^"]*">(.*?)</a>.*?)</figure>'
)


def with_buttons(html: str, words: Mapping[str, str]) -> str:
    """Give what is embedded in clean HTML a button, with a theme's words.

    The button is hidden until the script of the theme shows it.
    """
    numbers = itertools.count(1)

    def give(figure: re.Match[str]) -> str:
        service, frame, link, title = figure.groups()
        name, note = SERVICES[service].name, f"embed-{next(numbers)}"
        show = words["embed_show"].replace("{title}", title).replace("{name}", name)
        says = escape(words["embed_note"]).replace("{name}", name)
        return (
            f'<figure class="embed" data-src="{frame}" data-title="{title}">\n'
            f"<figcaption>{link}</figcaption>\n"
            f'<div hidden><button type="button" aria-describedby="{note}">{show}</button>\n'
            f'<p id="{note}">{says}</p></div>\n</figure>'
        )

    return _FIGURE.sub(give, html)

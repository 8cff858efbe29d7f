"""Words that ask a reader to get in touch, which a closed release no longer does."""

import re
from typing import Final

from newsgen.content import markup
from newsgen.fast.patterns import later


def asks(text: str) -> bool:
    """Return whether a text asks a reader to get in touch."""
    return _CALL.search(text) is not None or _WELSH_CALL.search(text) is not None


def without_calls(body: str) -> str:
    """Leave out the paragraphs of a body that ask readers to get in touch."""
    return markup.without_paragraphs(body, asks)


_CALL: Final = later(
    r"\b(?:(?:call|contact|ring|phone|e-?mail|text) (?:us|the (?:police|force)|police|officers"
    r"|101|999|crimestoppers|on 0?1|0\d|\S+@)"
    r"|any(?:one|body) (?:with|who (?:has|have|had|may|saw|knows?|recognises?))\b"
    r"|if you (?:have|know|saw|see|recognise|can help|were|think)\b"
    r"|have you seen|do you (?:recognise|know)"
    r"|quot(?:e|ing) (?:the )?(?:reference|incident|crime|log)"
    r"|(?:asked|urged|encouraged) to (?:contact|call|come forward|get in touch))",
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

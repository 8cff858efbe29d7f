"""What says, at the beginning of a text, that a missing person is back."""

import re
from typing import Final

from newsgen.fast.patterns import later

NEWS_FIRST: Final = 400
"""Characters of a text that say so if it is the news, and not what an earlier day was like."""
HOME: Final = r"(?:home|to (?:his|her|their|the)(?: family)? home(?: address)?)\b(?!-)"
BACK: Final = (
    rf"(?:(?:has|have) (?:(?:now|since|both|all|safely) )*(?:(?:returned|come) {HOME}"
    r"|been (?:found|located|traced)\b)"
    r"|(?:is|are|was|were) (?:(?:now|found|located|traced) )*safe and well\b"
    r"|(?:is|are) (?:now )?(?:back home|home safe(?:ly)?)\b"
    rf"|(?:(?:was|were) )?(?:found|located|traced) safe(?:ly)?|returned {HOME} safe(?:ly)?)"
)
"""What says so of whoever is named before it."""
AGED: Final = r"(?: of \d\d?|,? \(?(?:aged )?\d\d?\)?,?)?"
_SOMEONE: Final = (
    r"(?:boys?|girls?|(?:gentle)?(?:wo)?m[ae]n|lady|child(?:ren)?|toddler|teen(?:ager)?s?|youngsters?"
    r"|pensioner|person|couple|pair|m[uo]ther|brothers|sisters|\d\d-year-old)"
)
_SHOWN: Final = r"(?:appeal|details|name|images?|pictures?|photo(?:graph)?s?)"
_DELETED: Final = r"(?:removed|deleted|taken down)"
_BACK: Final = (
    later(
        r"(?:(?<!\w)(?-i:FOUND|LOCATED|TRACED) ?[:–—-]"
        rf"|\b(?:(?:he|she|they|{_SOMEONE}|(?-i:[A-Z])\w+){AGED} {BACK}"
        r"(?! (?:guilty|dead|deceased|unresponsive|in possession|to\b|from\b))"
        rf"|{_SOMEONE} (?:now )?(?:found|located|traced)(?=[.!\n]|$)"
        r"|(?:he|she|they)['’](?:s|ve) (?:now |since )?"
        r"(?:been (?:found|located|traced)|safe and well|back home|home safe)"
        r"|no longer (?:looking|searching) for"
        rf"|{_DELETED} (?:the|this|our|his|her|their) (?:[\w’']+ ){{0,4}}?{_SHOWN}"
        rf"|{_SHOWN} (?:has|have) (?:now |since )?been {_DELETED})(?!\w))",
        re.IGNORECASE,
    ),
    later(
        r"\b(?:missing|appealed)(?:,|\b[^.\n]{0,60},)? "
        rf"(?:[^.,\n]{{0,30}}\bappeal[^.,\n]{{0,30}},? )?{BACK}",
        re.IGNORECASE,
    ),
)
_IS_DOUBTFUL: Final = later(
    r"\b(?:if|whether|until|unless|hop(?:e|ed|es|ing)|believ\w+|ensur\w+|sure|check)\b[^.;:\n]{0,60}$",
    re.IGNORECASE,
)
_SIGNS: Final = (
    *("been found", "been located", "been traced", "found safe", "located safe", "traced safe"),
    *("returned home", "returned to ", "come home", "back home", "home safe", "safe and well"),
    *("no longer ", "removed", "deleted", "taken down", "found.", "found!", "located.", "traced."),
    *("found:", "located:", "traced:", "found -", "found –", "found\n"),
)
"""A text that says so has one of these."""


def says_back(text: str) -> bool:
    """Return whether the beginning of a text says that someone who was missing is back."""
    start = text[:NEWS_FIRST]
    words = start.lower()
    for sign in _SIGNS:
        if sign in words:
            break
    else:
        return False
    backs = (pattern.search(start) for pattern in _BACK)
    return any(back and not _IS_DOUBTFUL.search(start, 0, back.start()) for back in backs)

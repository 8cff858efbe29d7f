"""How captions, and lines that give a date, begin: words of patterns that ignore letter case."""

from typing import Final

CAPTION: Final = (
    r"(?:(?:cctv )?(?:images?|stills?|footage)|photo(?:graph)?s?|pic(?:ture)?s?|pictured|video"
    r"|caption|above|below|left|right|from left|(?:top|bottom|back|front) row|l[ -]r)"
)
PUBLISHED: Final = (
    r"(?:date[ds]?|posted|published|issued|release date"
    r"|(?:last |date )?(?:updated|modified|published))"
)

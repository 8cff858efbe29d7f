"""What a copied page left behind: buttons, forms and labels of the old site.

Pages leave out what is certain to be that, and a rule reports it.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from newsgen.fast.patterns import later

_NETWORKS: Final = ("Facebook", "Twitter", "X", "LinkedIn", "WhatsApp", "Pinterest", "Reddit")
_BUTTONS: Final = (
    *("Share by email", "Share via email", "Share this page", "Email this page", "Print this page"),
    *(f"Share on {network}" for network in _NETWORKS),
    *("Rhannu drwy e-bost", "Rhannu’r dudalen hon", "Rhannu'r dudalen hon"),
    *("Argraffu’r dudalen hon", "Argraffu'r dudalen hon"),
    *(f"{share} ar {network}" for share in ("Rhannu", "Rhannwch") for network in _NETWORKS),
)
_LABELS: Final = (
    *_BUTTONS,
    *("Page Image", "Page Content", "Back to top", "Confirm that this is not an emergency"),
    *(f"{news} Post" for news in ("Updated News", "Breaking News")),
    *("Make a report Call 101 Now", "View image"),
    *("More images from this story", "Select image to see larger version"),
    *("Yn ôl i’r brig", "Yn ôl i'r brig", "Gweld y llun"),
)
"""Words of buttons and of editors' forms, which stand on lines of their own."""
_FIELDS: Final = (
    *("name", "full name", "first name", "last name", "surname", "email", "email address"),
    *("e-mail", "e-mail address", "telephone", "telephone number", "phone", "phone number"),
    *("mobile", "mobile number", "contact number", "contact details", "details", "address"),
    *("postcode", "message", "comment", "comments", "question", "enquiry", "subject"),
)
"""What the labels of a form ask for; a form has its button or another label."""
_WELSH_FIELDS: Final = (
    *("enw", "enw llawn", "enw cyntaf", "cyfenw", "e-bost", "cyfeiriad e-bost", "rhif ffôn"),
    *("ffôn", "manylion", "manylion cyswllt", "cyfeiriad", "cod post", "neges", "sylwadau"),
    *("cwestiwn", "ymholiad"),
)
_FIELD: Final = (
    rf"(?:Your (?:{'|'.join(_FIELDS)})(?: \((?:required|optional)\))?"
    rf"|Eich (?:{'|'.join(_WELSH_FIELDS)})(?: \((?:gofynnol|dewisol)\))?)"
)
_BLANK: Final = r"[ \u00a0]?"
_DOWNLOAD: Final = (
    rf"(?:View{_BLANK}[|/]{_BLANK}|View[ \t]*\n\s*)?(?:Download|Lawrlwytho) \([A-Za-z]{{2,4}}\d?"
    rf"{_BLANK}[-–—]{_BLANK}[\d.,]+{_BLANK}(?:[KMG]B|bytes)\)"
)
_CREDIT: Final = (
    r"(?:(?:(?i:Issued|Posted|Updated)(?: by)?:?(?:\*\*)? )?[A-Z]{2,3}"
    r"|(?i:Issued|Posted)(?: by)?:?(?:\*\*)? [A-Z][\w'’-]+ [A-Z][\w'’-]+),?"
    r" Corporate Communications\.?"
)
"""Who sent a release out: initials, or a name."""
_LINE: Final = (
    rf"(?:[ \t*_#>-]*(?:(?i:{'|'.join(_LABELS)})|Author ID: ?\d+|{_CREDIT}"
    r"|(?i:There (?:is|are) \d{1,3} related updates? to this story)"
    r"|(?:[\w-]+\.(?i:jpe?g|png|gif)[ \t]*Download(?:[ \t]+|(?=[ \t]*$)))++"
    rf"|\[(?i:{'|'.join(_BUTTONS)})\]\([^()\n]*(?:\(\))?\)|(?i:{_DOWNLOAD}))"
    rf"|(?:[ \t_#>]|\*(?![ \t]))*(?i:{_FIELD}))[ \t*_:]*$"
)
_BUTTON: Final = (
    r"[ \t*_]*(?:Send|Submit|Reset|Clear|Tweet|Anfon|Cyflwyno|Ailosod|Clirio)"
    r"(?: (?:form|message|enquiry|email))?[ \t*_]*$"
)
_RESIDUE: Final = later(rf"^{_LINE}(?:[\s*]*\n(?:{_LINE}|{_BUTTON}))*", re.MULTILINE)
"""Such lines, one below the other; the button of a form is one of them."""
_FIELD_LINE: Final = later(_FIELD, re.IGNORECASE)
_ABOVE: Final = later(
    r"(?:^|\n)[ \t*_#]*(?:Title|Name|Email|Telephone|Phone|Subject|Message"
    r"|Teitl|Enw|E-bost|Ffôn|Pwnc|Neges)[ \t*_:]*\n\s*$",
    re.IGNORECASE,
)
_BELOW: Final = later(rf"(?:\s*\n[^\n.!?]{{1,40}}(?=\n)){{1,3}}\s*\n{_BUTTON}", re.MULTILINE)
"""Lines of a form that its labels here do not name, above them, and below them with a button."""
FARTHEST: Final = 40

_RULE: Final = r"[ \t]*(?:\*[ \t]*){3,}$"
_AT_TOP: Final = later(
    r"\s*(?:[ \t*_#]*(?P<label>News)[ \t*_]*$(?=\s*\S)"
    r"|[*+-][ \t]+(?P<place>[A-Z][\w'’.-]*+(?:,? (?:(?:of|on|upon|the|and|&) )*+[A-Z][\w'’.-]*+)*+)"
    r"[ \t]*$(?=\n\s*\n[^\S\n]*(?![*+-][ \t]|[#>|!])\S))",
    re.MULTILINE,
)
"""The section of the old page, or the district in a list of one item."""
_WITH_OTHERS: Final = (
    later(
        r"^[ \t*_-]*Prev(?:ious)?(?: image)?[ \t*_]*\n[\s*]*?^[ \t*_-]*Next(?: image)?[ \t*_]*$",
        re.IGNORECASE | re.MULTILINE,
    ),
    later(
        r"^[ \t*_#]*(?:image |picture |photo )?gallery:?[ \t*_]*$"
        r"(?:[\s*]*select image to see larger version[ \t*_]*$"
        rf"|(?=\s*(?:\Z|\#|{_RULE})))",
        re.IGNORECASE | re.MULTILINE,
    ),
)
"""Links to other pictures, and the heading of pictures that are not there."""
_INITIALS: Final = later(r"(?<=\n\n)[ \t*_]*(?P<initials>[A-Z]{2,3})[ \t*_.]*(?=[\s*]*\Z)")
_WORDS: Final = frozenset({"END", "FIN", "NO", "NOT", "OK", "RIP", "SOS", "UK", "YES"})
"""Words in capitals that may end a text; others are the initials of its author."""

_MARKS: Final = " \t*_#>-+["
_STARTS: Final = frozenset({
    *(label[:4].lower() for label in _LABELS),
    "auth", "down", "lawr", "your", "eich", "news", "ther",
    "issu", "post", "prev", "gall", "imag", "pict", "phot",
})  # fmt: skip
"""The first letters of such lines; the others have one of the signs below."""
_LETTERS: Final = "".join(
    f"[{''.join(sorted({*letters}))}]" for letters in zip(*_STARTS, strict=True)
)
_MAY_BEGIN: Final = later(
    rf"\n[{re.escape(_MARKS)}]*+(?={_LETTERS})(?:{'|'.join(sorted(map(re.escape, _STARTS)))})",
    re.IGNORECASE,
)
"""A look at letter after letter spares most lines a look at each of the starts."""
_SIGNS: Final = ("Corporate C", "Down")
_LONGEST: Final = 120
_LONGEST_PLACE: Final = 40
_LONGEST_LABEL: Final = 12
_LONGEST_END: Final = 24
"""Characters from the initials at the end of a text, above a line such as `* * *`."""


class Residue(NamedTuple):
    """Lines that a copied page left: where, their words, and whether all of them are known."""

    start: int
    end: int
    words: str
    is_certain: bool = True


_ITEMS: Final = ("* ", "- ", "+ ")


def residue_in(text: str) -> list[Residue]:
    """Return what a copied page left in a body, in order."""
    bare = text.strip()
    residue = [each for start in sorted(_starts(text)) for each in _at(text, start)]
    if bare[:2] in _ITEMS or "News" in bare[:_LONGEST_LABEL]:
        residue += _at_top(text)
    last = bare[-_LONGEST_END:].rstrip("*_. \n")
    if last[-2:].isupper():
        residue += _initials(text, len(bare) - _LONGEST_END)
    return _apart(residue) if residue else residue


def _starts(text: str) -> set[int]:
    """Return where the short lines begin that may be such ones."""
    starts = {match.start() for match in _MAY_BEGIN.finditer(f"\n{text}")}
    for sign in _SIGNS:
        at = text.find(sign[0])
        while at >= 0:
            if text.startswith(sign, at):
                starts.add(text.rfind("\n", 0, at) + 1)
            at = text.find(sign[0], at + 1)
    return {start for start in starts if "\n" in f"{text[start : start + _LONGEST]}\n"[:_LONGEST]}


def _apart(residue: list[Residue]) -> list[Residue]:
    done = 0
    apart = []
    for each in sorted(residue):
        if each.start >= done:
            apart.append(each)
            done = each.end
    return apart


def without_residue(text: str) -> str:
    """Leave out what is certain to be left by a copied page, unless nothing else is there."""
    residue = residue_in(text)
    if not residue:
        return text
    pieces = []
    at = 0
    for start, end, _, is_certain in residue:
        if is_certain:
            pieces.append(text[at:start])
            at = end
    rest = "".join([*pieces, text[at:]])
    return rest if any(map(str.isalnum, rest)) or "![" in rest else text


def _at(text: str, start: int) -> Iterator[Residue]:
    """Yield what begins with the line that starts there."""
    if match := _RESIDUE.match(text, start):
        lines = [line.strip(" \t*_#>-:") for line in match[0].split("\n")]
        lines = [line for line in lines if line]
        fields = [line for line in lines if _FIELD_LINE.fullmatch(line)]
        if len(fields) < len(lines) or (len(fields) > 1 and not _is_asked_for(match)):
            yield Residue(*match.span(), " / ".join(lines), not (fields and _has_more(match)))
    for pattern in _WITH_OTHERS:
        if match := pattern.match(text, start):
            lines = [line.strip(_MARKS) for line in match[0].split("\n")]
            yield Residue(*match.span(), " / ".join(filter(None, lines)))


def _is_asked_for(fields: re.Match[str]) -> bool:
    """Return whether a colon above says that these are what readers should write or have."""
    return fields.string[: fields.start()].rstrip().endswith(":")


def _has_more(form: re.Match[str]) -> bool:
    """Return whether a form has lines above or below that would be left behind."""
    text, (start, end) = form.string, form.span()
    return bool(_ABOVE.search(text, max(start - FARTHEST, 0), start) or _BELOW.match(text, end))


def _at_top(text: str) -> Iterator[Residue]:
    at = 0
    while match := _AT_TOP.match(text, at):
        place = match["place"]
        if place and not _is_district(place, text[match.end() :]):
            return
        at = match.end()
        start = match.start("place" if place else "label")
        yield Residue(text.rfind("\n", 0, start) + 1, at, place or match["label"])


def _is_district(place: str, below: str) -> bool:
    """Return whether an item names a district, and not a person or what the text is about."""
    if len(place) > _LONGEST_PLACE or place.isupper() or place in _NEWS:
        return False
    if "&" in place:
        return True
    if " " not in place:
        return not any(f"\n{item}" in below for item in _ITEMS)
    return not any(word in below for word in place.replace(",", "").split() if len(word) > 3)


_NEWS: Final = frozenset({
    "Appeal", "Breaking", "Charged", "Closed", "Found", "Jailed", "Located", "Missing", "Update",
    "Updated", "Urgent", "Video", "Warning", "Witnesses",
})  # fmt: skip
"""Words that say what the text is."""


def _initials(text: str, start: int) -> Iterator[Residue]:
    if match := _INITIALS.search(text, max(0, start)):
        initials, above = match["initials"], text[: match.start()].rstrip()
        is_alone = initials not in _WORDS and not re.search(rf"\b{initials}\b", above)
        if is_alone and above and not above.endswith((":", ",")):
            yield Residue(*match.span(), initials)

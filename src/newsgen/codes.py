"""The one table of diagnostic codes.

A code is stable: it is never renamed and never used again for something else. The first digit is
the stage at which it is found, see `STAGES`. What a code means at length is in `explanations`.
The codes of a site's own rules follow from their names and are not in the table.
"""

import re
from enum import StrEnum
from typing import Final, NamedTuple

STAGES: Final = {
    "1": "Reading a file",
    "2": "Values of the front matter",
    "3": "Dates",
    "4": "URLs",
    "5": "The body",
    "6": "The archive as a whole",
    "7": "Configuration",
    "8": "The theme",
    "9": "The machine",
}
"""Where a finding is made, by the first digit of its code."""


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    """Stops a build."""
    WARNING = "warning"
    """For a person to judge."""


class Harm(StrEnum):
    """Whom a finding harms, the worst first: the order in which a person reads them."""

    PEOPLE = "People named or at risk"
    CONTACT = "Contact details"
    READERS = "What readers see or read wrongly"
    SOURCE = "The source alone"


class Code(NamedTuple):
    """One kind of finding.

    `strict` is its severity in releases since `rules.strict_since`; `fixable` says that
    `newsgen check --fix` fixes it.
    """

    id: str
    name: str
    severity: Severity
    strict: Severity
    summary: str
    fixable: bool = False

    @property
    def stage(self) -> str:
        return self.id[2]

    @property
    def harm(self) -> Harm:
        return _HARM.get(self.id, Harm.READERS)

    @property
    def rank(self) -> tuple[int, int]:
        """How much harm it does, the worst first: by its group, and by its place there."""
        return list(Harm).index(self.harm), _RANKS.get(self.id, 0)

    @property
    def is_essential(self) -> bool:
        """Return whether it can be neither turned off nor accepted: a release with it stays out.

        Whatever is an error in a release of any age is.
        """
        return self.severity is Severity.ERROR


def _table(*rows: tuple[str, str, str, str]) -> dict[str, Code]:
    return {
        id_: Code(id_, name, *_SEVERITIES[level.removesuffix(_FIX)], summary, level.endswith(_FIX))
        for id_, name, level, summary in rows
    }


_SEVERITIES: Final = {
    "E": (Severity.ERROR, Severity.ERROR),
    "W": (Severity.WARNING, Severity.WARNING),
    "WE": (Severity.WARNING, Severity.ERROR),
}
"""Levels of the table: `WE` is a warning in an old release and an error in a new one."""
_FIX: Final = " fix"
"""Behind a level: `newsgen check --fix` fixes it."""


CODES: Final = _table(
    ("NG101", "unreadable-file", "E", "The file cannot be read"),
    ("NG102", "file-too-big", "E", "The file is over 256 KiB"),
    ("NG103", "not-utf8", "E", "The file is not UTF-8 text"),
    ("NG104", "nul-byte", "E", "The file holds a NUL byte"),
    ("NG105", "link-out-of-content", "E", "A symbolic link leads out of the content folder"),
    ("NG106", "link-circle", "E", "A symbolic link leads in a circle or nowhere"),
    ("NG107", "not-a-file", "E", "A name that ends in .md is not a regular file"),
    ("NG108", "file-name-not-utf8", "E", "A file's name is not UTF-8"),
    ("NG109", "unseen-file", "W", "A file looks like a release and is not read"),
    ("NG110", "no-front-matter", "E", "The file does not begin with front matter"),
    ("NG111", "unclosed-front-matter", "E", "The front matter is opened but not closed"),
    ("NG112", "yaml-syntax", "E fix", "The front matter is not valid YAML"),
    ("NG113", "not-a-mapping", "E", "The front matter is not a mapping of keys to values"),
    ("NG114", "duplicate-key", "E", "A key is given twice"),
    ("NG115", "yaml-expansion", "E", "The front matter expands without end"),
    ("NG201", "missing-title", "E", "The release has no title"),
    ("NG202", "missing-area", "E", "The release has no area"),
    ("NG203", "wrong-shape", "E", "A value has the wrong shape: text, list or map"),
    ("NG204", "unknown-choice", "E fix", "A value is not one of those allowed"),
    ("NG205", "misspelt-key", "WE", "A key looks like a misspelling of a known one"),
    ("NG206", "wrong-value", "E", "A value is not what the key takes"),
    (
        "NG207",
        "misspelt-guard",
        "E",
        "A key that holds a release back is misspelt or unknown",
    ),
    ("NG208", "unknown-area", "WE fix", "The area is not one of those in newsgen.toml"),
    ("NG209", "unknown-code", "E", "`accept` names a code that is not a rule"),
    ("NG210", "space-in-address", "W", "An address has a space"),
    ("NG211", "entity-in-text", "WE fix", "A text holds an HTML entity"),
    ("NG212", "doubled-title", "WE fix", "A title says the same thing twice"),
    (
        "NG213",
        "force-in-title",
        "W fix",
        "The name of the force or site is part of a title",
    ),
    ("NG214", "og-title-cut", "WE fix", "og.title is the title cut at an apostrophe"),
    ("NG216", "picture-address", "WE fix", "og.image is not an absolute URL"),
    ("NG217", "idle-control", "WE fix", "A key of another system would hold nothing back now"),
    ("NG218", "unknown-future-time", "W", "An unknown key has a time in the future"),
    ("NG219", "long-title", "W", "A title is longer than 150 characters"),
    ("NG221", "moved-nowhere", "E", "A moved release does not say where to"),
    ("NG222", "superseded-in-place", "E", "A release is superseded but neither moved nor closed"),
    ("NG223", "withdrawn-without-word", "E", "A withdrawn release does not say why"),
    ("NG224", "unseen-explanation", "W", "An explanation is on no page"),
    ("NG225", "early-note", "W", "An update or correction is older than the release"),
    ("NG226", "field-missing", "E", "A field that the site requires is missing"),
    ("NG227", "unknown-term", "WE", "A term is not in the list of newsgen.toml"),
    ("NG228", "not-related", "W", "A release names as related what readers can never see"),
    ("NG229", "idle-key", "W", "A key does nothing where it is"),
    ("NG230", "unfit-pair", "E", "Two releases cannot be one in two languages"),
    ("NG231", "no-translation", "E", "A release has no translation, and the site requires one"),
    ("NG232", "late-translation", "W", "A release has no translation yet"),
    ("NG233", "twin-taken-down", "W", "A release is published, and its translation was taken down"),
    ("NG234", "translation-behind", "W", "A translation lacks an update or a correction"),
    ("NG235", "translation-differs", "W", "A translation has more or less than the original"),
    ("NG301", "not-a-date", "E", "A date cannot be understood"),
    ("NG302", "no-such-date", "E", "A date or time does not exist"),
    ("NG303", "skipped-time", "W", "A time does not exist: the clocks went forward over it"),
    ("NG304", "repeated-time", "W", "A time occurred twice: the clocks went back over it"),
    ("NG305", "dateline-against-url", "E", "The dateline contradicts the year or month of the URL"),
    ("NG306", "dates-disagree", "W", "Two places give different dates"),
    ("NG307", "embargo-without-offset", "E", "An embargo has no offset from UTC"),
    (
        "NG308",
        "published-after-modified",
        "W",
        "The release was published after it was last changed",
    ),
    ("NG309", "never-visible", "WE", "A release expires before it may be seen"),
    ("NG310", "offset-of-other-season", "E", "An offset is not that of the clocks at this time"),
    ("NG311", "embargo-without-effect", "W", "An embargo ends before the date of the release"),
    ("NG312", "held-far-off", "W", "The date alone holds a release back for over 30 days"),
    ("NG313", "date-without-year", "W", "A dateline has no year"),
    ("NG314", "clock-off", "W", "A key of many releases is off by the offset from UTC"),
    ("NG315", "half-clock", "W", "No time of an area is in the afternoon: am and pm are lost"),
    ("NG401", "not-a-url", "E", "The value is not a URL a release can live at"),
    ("NG402", "url-climbs", "E", "The URL holds '.' or '..' as a folder name"),
    ("NG403", "url-unsafe", "E", "The URL holds what no file name can hold or no server answers"),
    ("NG404", "name-too-long", "E", "A part of the URL is too long for a file name"),
    ("NG405", "windows-name", "W", "A Windows server cannot hold this file name"),
    ("NG406", "permalink-needs-date", "E", "The permalink pattern needs a date the release lacks"),
    ("NG407", "empty-slug", "E", "No file name can be made from the title"),
    ("NG410", "same-path", "E", "Two releases have the same path"),
    ("NG411", "same-path-but-case", "E", "The paths of two releases differ by letter case only"),
    ("NG412", "file-and-folder", "E", "One release's file is another one's folder"),
    ("NG413", "reserved-path", "E", "The path belongs to a page that newsgen writes"),
    ("NG414", "host-not-of-area", "W", "The host of an address is not one that newsgen.toml lists"),
    ("NG415", "same-page", "E", "Two of the site's own pages have the same path"),
    ("NG416", "og-url-differs", "WE fix", "og.url differs from url"),
    ("NG417", "same-folder-but-case", "WE", "Two folders differ by letter case only"),
    ("NG418", "term-spellings", "W", "A term is spelt in several ways"),
    ("NG419", "same-term-page", "E", "Two terms have the same page"),
    ("NG420", "redirect-to-nowhere", "E", "A redirect leads to no page"),
    ("NG421", "redirect-chain", "E", "A redirect leads to another redirect"),
    ("NG422", "redirect-loop", "E", "Redirects lead in a circle"),
    ("NG423", "redirect-over-page", "E", "A redirect begins where a page is"),
    ("NG424", "redirect-twice", "E", "One address is redirected twice"),
    ("NG425", "redirect-elsewhere", "W", "A redirect leads to a page that newsgen does not make"),
    ("NG426", "redirect-to-held", "W", "A redirect leads to a release that is held back"),
    ("NG427", "redirect-to-gone", "W", "A redirect leads to a release that was taken down"),
    (
        "NG429",
        "host-address",
        "E",
        "Web servers read a file of this address themselves",
    ),
    ("NG430", "lost-url", "E", "An address that was published leads nowhere any more"),
    ("NG431", "ledger-line", "E", "A line of urls.txt or tombstones.txt cannot be read"),
    ("NG432", "removed-url", "E", "An address that was removed is used again"),
    ("NG433", "held-url", "W", "The release at an address that was published is held back"),
    ("NG434", "ledger-deleted", "E", "urls.txt was deleted"),
    ("NG501", "missing-file", "WE", "The body uses a file that is not in the content folder"),
    ("NG502", "body-fails", "E", "The body cannot be converted"),
    ("NG506", "title-form", "W", "A title is in capitals or ends in dots"),
    ("NG507", "repeated-paragraph", "W fix", "The first paragraph stands in the text twice"),
    ("NG508", "description-of-another", "W", "og.description says nothing that the text says"),
    ("NG511", "wrong-helpline-number", "WE", "The number or website of a helpline is wrong"),
    ("NG512", "number-format", "W fix", "A telephone number is hard to read"),
    ("NG513", "no-such-number", "W", "A telephone number cannot exist, or a link dials another"),
    (
        "NG514",
        "appeal-without-contact",
        "W",
        "An appeal does not say how to get in touch, or two references",
    ),
    ("NG515", "danger-without-999", "W", "A text speaks of danger and does not give 999"),
    ("NG516", "retired-email", "WE", "An email address ends in pnn.police.uk"),
    ("NG517", "outdated-term", "W", "A name was out of use when the release was published"),
    ("NG518", "garbled-text", "WE fix", "Letters were garbled when the text was copied"),
    ("NG519", "invisible-character", "W fix", "A text holds a character that cannot be seen"),
    (
        "NG520",
        "direction-control",
        "WE fix",
        "A text holds a character that turns the direction of writing",
    ),
    ("NG521", "picture-without-text", "WE", "A picture has no text for those who cannot see it"),
    ("NG522", "heading-level", "W", "A heading is on a level that it should not be on"),
    ("NG523", "bold-as-heading", "W", "A line in bold stands for a heading"),
    ("NG524", "link-text", "W", "A link's words do not say where it leads"),
    ("NG525", "dead-link", "WE", "A link leads nowhere"),
    ("NG526", "dead-anchor", "WE", "A link leads to a place that the page does not have"),
    ("NG527", "address-as-text", "W", "A web address is written out and is not a link"),
    ("NG528", "unbalanced-quotes", "W", "Unbalanced quotation marks"),
    ("NG529", "link-not-now", "W", "A link leads to a release that readers cannot see now"),
    ("NG530", "held-by-words", "WE", "Words hold the release back, or are not for readers"),
    ("NG531", "possible-child", "W", "A person under 18 may be named"),
    ("NG532", "possible-victim", "W", "A victim of a sexual offence may be identified"),
    ("NG533", "possible-address", "W", "A person's home may be given"),
    ("NG534", "possible-plate", "W", "A vehicle registration mark may be given"),
    ("NG535", "missing-kind", "W", "A missing person appeal does not say that it is one"),
    ("NG536", "removed-element", "W fix", "The body holds an element that is taken out"),
    ("NG538", "no-text-yet", "WE", "The release, or a part of it, is not written yet"),
    ("NG540", "wrong-weekday", "W", "A weekday is not that of its date"),
    ("NG541", "other-today", "W", "A day that is called today is not the release's"),
    ("NG542", "impossible-time", "W fix", "A time of day or a date in the text does not exist"),
    ("NG543", "doubled-word", "W fix", "A word is written twice"),
    ("NG544", "lost-email", "W", "An email address was lost when the text was copied"),
    ("NG545", "lost-email-of-appeal", "WE", "An appeal lost the email address to answer to"),
    ("NG546", "page-residue", "W fix", "A line is left of the page that was copied"),
    ("NG547", "idle-markup", "W fix", "Marks of Markdown enclose nothing"),
    ("NG548", "found-and-named", "W", "A person who was found is still named"),
    ("NG549", "mail-filter-link", "W fix", "A link leads through a filter for mail"),
    ("NG550", "little-text", "W", "The text is a label, a name or the title again"),
    ("NG551", "file-left-out", "WE", "The metadata of a file cannot be removed"),
    ("NG552", "pdf-inaccessible", "W", "A PDF lacks what screen readers need"),
    ("NG553", "film-without-captions", "WE", "A film has no captions or no transcript"),
    ("NG554", "embed-incomplete", "W", "A block for a video, a map or a post cannot be shown"),
    ("NG556", "picture-unreadable", "W", "No smaller copies can be made of a picture"),
    ("NG557", "picture-heavy", "W", "A picture's file is over the budget"),
    ("NG558", "text-in-picture", "W", "The words of a poster or a letter are only in its picture"),
    ("NG559", "held-by-path", "WE", "A file's path says that the release is held"),
    ("NG560", "second-front-matter", "WE", "The body begins with a second front matter"),
    ("NG561", "document-hides", "W", "A document holds what its pages do not show"),
    ("NG562", "host-file", "E", "Web servers read or run a file of this name, or caches keep it"),
    ("NG563", "appeal-without-kind", "W fix", "A title asks for help, and kind does not say so"),
    ("NG564", "other-language", "W", "A text is in another language than its page says"),
    ("NG565", "part-unread", "E", "A part in another language has no tag, no end or a wrong place"),
    ("NG601", "repeated-title", "W", "Two releases of an area have the same text"),
    ("NG602", "unused-acceptance", "W", "Unused `accept` entry"),
    ("NG603", "default-picture", "W", "Many releases of a host have one picture, perhaps a logo"),
    ("NG701", "toml-syntax", "E", "newsgen.toml is not valid TOML"),
    ("NG702", "unknown-setting", "E", "A setting is unknown"),
    ("NG703", "wrong-setting", "E", "A setting has a wrong value"),
    ("NG704", "no-site", "E", "There is no site in this folder"),
    ("NG705", "baseline-broken", "E", "newsgen-baseline.json cannot be used"),
    ("NG706", "part-not-installed", "E", "A part of newsgen that is needed is not installed"),
    ("NG707", "no-menu-page", "E", "The menu or footer names a page that does not exist"),
    ("NG708", "menu-leads-nowhere", "W", "The menu or footer leads to an address with no page"),
    ("NG709", "no-list-page", "E", "A list is for a page that does not exist"),
    ("NG711", "host-cannot", "E", "The host cannot serve the site"),
    ("NG712", "configuration-published", "E", "A server's configuration would be published"),
    ("NG713", "configuration-unwritable", "E", "A server's configuration cannot be written"),
    ("NG721", "no-such-plug-in", "E", "A plug-in that newsgen.toml names cannot be found"),
    ("NG722", "plug-in-broken", "E", "A plug-in cannot be used"),
    ("NG723", "plug-in-fails", "E", "A plug-in fails"),
    ("NG801", "no-such-theme", "E", "The theme cannot be found"),
    ("NG802", "theme-broken", "E", "The theme's files are wrong"),
    ("NG803", "template-syntax", "E", "A template is not valid Jinja"),
    ("NG804", "template-fails", "E", "A template fails on a release"),
    ("NG805", "page-invalid", "E", "A page of the theme is not valid"),
    ("NG806", "page-inaccessible", "E", "A page of the theme fails an accessibility check"),
    ("NG807", "low-contrast", "E", "Two colours of the theme have too little contrast"),
    ("NG808", "page-unsafe", "E", "A strict security policy would block a part of a page"),
    ("NG809", "output-ill-formed", "E", "A template writes XML or JSON that is not well-formed"),
    (
        "NG810",
        "no-page-template",
        "E",
        "The theme lacks the template that a page asks for",
    ),
    ("NG811", "no-asset", "E", "A style sheet names an asset that does not exist"),
    ("NG901", "output-unwritable", "E", "The output folder cannot be written"),
    ("NG902", "site-locked", "E", "Another newsgen is using this site"),
    ("NG903", "cache-unwritable", "E", "The cache folder cannot be written"),
    ("NG904", "worker-died", "E", "Memory ran out, or a worker process was ended"),
    ("NG905", "source-unwritable", "E", "A source file cannot be written"),
    ("NG906", "port-taken", "E", "The preview cannot listen there"),
    ("NG907", "search-fails", "E", "The search index cannot be made"),
    ("NG908", "output-leftovers", "E", "The output may hold pages that were taken down"),
)


NOT_RAISED: Final = frozenset({"NG308"})
"""Codes that no rule finds any more: old `accept` entries and settings may still name them."""

_CODES_BY_HARM: Final = {
    Harm.PEOPLE: (
        "NG532 NG531 NG548 NG533 NG515 NG535 NG534 NG530 NG559 NG207 NG218 NG432 NG908 NG561 NG551"
    ),
    Harm.CONTACT: "NG511 NG545 NG514 NG513 NG516 NG544 NG512",
    Harm.SOURCE: "NG211 NG213 NG214 NG216 NG217 NG229 NG308 NG416 NG602",
}
"""The worst first. The source alone: what a page shows rightly all the same, or does not use."""
_HARM: Final = {id_: harm for harm, ids in _CODES_BY_HARM.items() for id_ in ids.split()}
_RANKS: Final = {id_: at for at, id_ in enumerate(_HARM)}


SITE_RULE: Final = "SITE-"
"""How the codes of a site's own rules begin."""


def site_rule(name: str) -> str:
    """Return the code of a rule of the site, by the name of its plug-in."""
    return SITE_RULE + name.replace("_", "-")


def code_of(id_: str) -> Code:
    """Return a code of the table, or that of a rule of the site."""
    if id_.startswith(SITE_RULE):
        name = id_.removeprefix(SITE_RULE)
        return Code(id_, name, Severity.WARNING, Severity.WARNING, "A rule of the site")
    return CODES[id_]


def select(selector: str) -> frozenset[str]:
    """Return the codes that a selector names: a code, its name, or how codes begin (`NG5`).

    Any rule of the site is selected by its code, whether the site has it or not.
    """
    by_name = {code.name: code.id for code in CODES.values()}
    if selector.lower() in by_name:
        return frozenset({by_name[selector.lower()]})
    start = selector.upper()
    if re.fullmatch(f"{SITE_RULE}[A-Z][A-Z0-9-]*", start):
        return frozenset({SITE_RULE + selector[len(SITE_RULE) :].lower()})
    return frozenset(id_ for id_ in CODES if len(start) > 2 and id_.startswith(start))

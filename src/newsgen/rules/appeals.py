"""The rule on titles that ask for help, of releases whose kind does not say so."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.release import Kind, Status
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import ENGLISH_AND_WELSH, Rule

OLD: Final = timedelta(days=730)
"""Nobody is to answer an older appeal: its page needs no box that asks for help."""
_WORD: Final = later(
    r"appeal|witness|information|did you see|ap[eê]l|welsoch chi|d?tystion|dystion", re.IGNORECASE
)
_FEWEST_WORDS: Final = 3
"""“Witness appeal” alone does not say of what: it may be a page of all appeals."""
_HELP: Final = (
    r"(?:witness(?:es)?|information|info\b|dash-?\s?cam|cctv footage|footage"
    r"|(?:the )?public['’]?s help)"
)
_MORE: Final = r"(?:(?:further|more|new|fresh|any|additional|potential|possible|key|urgent) )*"
_FORCE: Final = r"(?:police|officers|detectives|fresh|renewed|further|new|urgent)"
_OFFENCE: Final = r"(?:assault|burglary|collision|crash|murder|rape|robbery|stabbing|theft)"
_APPEAL: Final = later(
    rf"\bappeal(?:s|ing|ed)?(?: (?:again|made|issued|launched|renewed|to (?:the )?public))?"
    rf" for (?:help and )?{_MORE}{_HELP}"
    rf"|\b(?:witness(?:es)?|information|{_OFFENCE}) appeal\b"
    r"|\bappeal(?:s|ing)? to trace (?:\w+ )?(?:driver|witness(?:es)?)\b"
    rf"|(?:^|: | [–-] )(?:{_FORCE} )*(?:dash ?cam )?appeal(?:s|ing)?"
    r"(?: (?:made|issued|launched|continues))? (?:after|following)\b"
    r"|^\W*did you (?:see|witness)\b"
    rf"|^\W*appeal: (?:\w+ )*{_OFFENCE}\b"
    r"|\bwitness(?:es)?(?: are| being)? (?:sought|wanted|needed|required)\b"
    r"|\b(?:seek(?:s|ing)?|look(?:s|ing)? for|want to (?:hear from|trace|speak to)"
    rf"|call(?:s|ing)? for) {_MORE}witness(?:es)?\b"
    r"|\binformation (?:is )?(?:being )?(?:sought|wanted|needed)\b"
    r"|\bap[eê]l(?:io|iad)?(?: (?:arall|eto|frys|newydd|o['’]r newydd))* am"
    r" (?:d?dyst(?:ion)?|tystion|(?:ragor o |fwy o )?wybodaeth|g?wybodaeth|luniau (?:cylch"
    r" cyfyng|dashcam))\b"
    r"|(?:^|: | [–-] )ap[eê]l(?:io)?(?: (?:yr heddlu|frys|newydd))* (?:ar ôl|wedi|yn dilyn)\b"
    r"|^\W*a welsoch chi(?=[’']r| [a-z])|\b(?:chwilio am|eisiau|angen) [dt]ystion\b",
    re.IGNORECASE,
)
_PICTURES: Final = later(r"\W*(?:\w+: )?cctv(?: images?)? appeal\b", re.IGNORECASE)
_OVER: Final = later(
    r"\b(?:found|located|traced|safe|returned|identified|cancelled|closed|ended|stood down"
    r"|no longer|thank\w*|charge[ds]?|jail\w*|sentence\w*|guilty|convict\w*|court|judges?|inquest"
    r"|dismiss\w*|hearing|prison|caution\w*|success\w*|results?|tribute\w*|reunited?"
    r"|(?:after|following|from|thanks to) (?:\w+ ){0,3}appeal"
    r"|[cg]h?anfod|dd?arganfod|dd?iogel|saff|ar gau|ar ben|daeth i ben|diolch\w*|g?yhudd\w*"
    r"|[gc]archar\w*|d?dedfryd\w*|ddedfryd\w*|euog|llys|cwest|teyrnged\w*|llwydd\w*"
    r"|(?:wedi|ar ôl|yn dilyn|diolch i) (?:yr |ein )?ap[eê]l)\b",
    re.IGNORECASE,
)
"""Words of a case that may be over, or of a court's appeal."""
_OTHER: Final = later(
    r"\b(?:missing|whereabouts|welfare|concerns?|wanted|cctv(?! footage)|images?|e-?fit"
    r"|recogni[sz]e|identify|charity|donat\w*|christmas|toys?|volunteers?|foster\w*|poppy|blood|award\w*|property"
    r"|ar goll|pryder\w*|lles|adnabod|llun(?:iau)?(?! cylch)|elusen|rhodd\w*|nadolig|gwaed|gwobr\w*"
    r"|perchennog|perthnasau|sut i|ymgyrch|teulu"
    r"|owners?|kin|relatives?|how to|campaign|amnesty|family|appeal (?:fund|box|zip|tin|panel))\b",
    re.IGNORECASE,
)
"""Words of other kinds, and of appeals for other things than what somebody saw."""


def kind_of_title(title: str) -> Kind | None:
    """Return the kind of a release whose title leaves no doubt that it asks for help; else None."""
    if not _WORD.search(title):  # most have none
        return None
    if len(title.partition("|")[0].split()) < _FEWEST_WORDS or _OVER.search(title):
        return None
    if _PICTURES.match(title):
        return Kind.CCTV
    return Kind.APPEAL if _APPEAL.search(title) and not _OTHER.search(title) else None


def lacks_kind(values: Mapping[str, object]) -> bool:
    """Return whether front matter is of a published release, and says nothing of its kind."""
    kind, type_, status = (
        str(values.get(key) or "").strip().lower() for key in ("kind", "type", "status")
    )
    return not kind and type_ in ("", "release") and status in ("", Status.PUBLISHED)


def appeal_without_kind(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `Appeal for witnesses after crash` where there is no kind."""
    if m.values.get("kind"):
        return
    title = m.text("title")
    kind = kind_of_title(m.release.title if m.release else title)  # without the force
    is_old = m.published is not None and m.has_passed(m.published.at + OLD)
    if kind and not is_old and lacks_kind(m.values):
        m.refuse_cut("kind", "status", "type")
        yield Diagnostic(
            "NG563",
            f"“{title}” asks for help, but kind does not say so",
            m.places.value("title"),
            f"Add kind: {kind}, so that the page shows how to get in touch; if the appeal is over, "
            "add status: closed as well.",
            subject=title,
            fix=m.places.addition("kind", kind),
        )


RULES: Final = (Rule(appeal_without_kind, "NG563", languages=ENGLISH_AND_WELSH),)

"""The rule on people who were found and are still named."""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.release import Kind
from newsgen.rules._prose import names, sentences_with
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

_FOUND: Final = later(
    r"\b(?:found|located|traced|safe and well|home safe(?:ly)?"
    r"|(?:returned|is|now|back) (?:home|safe(?:ly)?))\b",
    re.IGNORECASE,
)
_MISSING: Final = later(r"\b(?:missing|have you seen)\b", re.IGNORECASE)
_NOT_A_RETURN: Final = later(
    r"\b(?:body|dead|guilty|remains|murder\w*|charged|jailed|sentenced|court|inquest"
    r"|not (?:been )?found|still|drugs?|cannabis|weapons?|items?|property|jewellery|dogs?|cats?"
    r"|horses?|vehicle|car|(?:hunt|search|probe|inquiry|investigation) (?:for|into))\b",
    re.IGNORECASE,
)
_ABOUT: Final = later(r"issing|found|located|traced|last seen|safe and well")


def found_and_named(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a missing person who was found, as the title says, and whom the text still names."""
    title, text = m.text("title"), m.body.text
    if not _FOUND.search(title) or _NOT_A_RETURN.search(title):
        return
    if m.kind != Kind.MISSING and not _MISSING.search(title):
        return
    for start, end in sentences_with(_ABOUT, text):
        if name := next(names(text[start:end]), None):
            yield Diagnostic(
                "NG548",
                f"the title says that the person was found, but the text still names {name}",
                m.body.span(start + name.start, start + name.end),
                "Take out the name, the description and the pictures, or withdraw the release with "
                "status: withdrawn.",
                subject=str(name),
            )
            return


RULES: Final = (
    Rule(
        found_and_named,
        signs=(
            *("ound", "OUND", "ocated", "OCATED", "raced", "RACED", "afe ", "AFE ", "ome safe"),
            *("eturned home", "eturned safe", "ack home", "ow home", "ow safe"),
        ),
    ),
)

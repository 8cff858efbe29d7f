"""A manuscript from a few words, for tests of rules."""

from newsgen.config import Config
from newsgen.content import frontmatter
from newsgen.content.release import Reader
from newsgen.diagnostics import Diagnostic
from newsgen.rules.manuscript import Body, Manuscript
from newsgen.rules.release import Rule

PATH = "content/a.md"


def manuscript(body: str, *, title: str = "Incident in Ellerdale", more: str = "") -> Manuscript:
    """Return the manuscript of a release; `more` is more front matter."""
    text = f"---\ntitle: {title!r}\narea: Northshire\n{more}\n---\n\n{body}\n"
    parts = frontmatter.split(text, PATH)
    located = frontmatter.Located(parts, PATH)
    parsed = Reader(Config()).parse(text, "a.md")
    return Manuscript(
        path=PATH,
        values=located.values,
        places=located,
        body=Body(parts.body, PATH, parts.body_line),
        html=parsed.html,
        area=parsed.area,
        address=parsed.address,
        published=parsed.published,
        release=parsed.release,
        zone=Config().zone,
    )


def subjects(rule: Rule, told: Manuscript) -> list[str]:
    """Return what the findings of a rule are about."""
    return [_words(found, told) for found in rule(told)]


def _words(found: Diagnostic, told: Manuscript) -> str:
    if found.subject:
        return found.subject
    line = told.body.text.split("\n")[found.span.line - told.body.line]
    return line[found.span.column - 1 : found.span.end_column - 1]

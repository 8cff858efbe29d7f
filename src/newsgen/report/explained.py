"""A code explained: its text, its examples, and how to fix it.

Terminal and documentation say the same; each gives the parts its own form.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from newsgen.codes import SITE_RULE, Code, Severity
from newsgen.explanations import Example, explanation


class Shape(StrEnum):
    """What a part is: paragraphs of one sentence a line, a line above others, or an example."""

    TEXT = "text"
    LABEL = "label"
    EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class ExplanationPart:
    """A piece of an explanation; `kind` is what an example is written in."""

    shape: Shape
    text: str
    kind: str = ""


ABOUT_ACCEPT: Final = "NG602"
"""The code of an unused `accept:`, which no other `accept:` can cover."""
_OF_THE_SITE: Final = """\
The rule is not one of newsgen but of the site: `[plugins]` of `newsgen.toml` lists it, and
`newsgen plugins` says where its code is."""
_LANGUAGES: Final = {"release": "markdown", "site": "text"}


def whole(code: Code) -> Iterator[ExplanationPart]:
    """Yield all that there is to say about a code."""
    yield from meaning(code)
    if not is_of_a_command(code):
        yield ExplanationPart(Shape.LABEL, "How to fix it")
        yield ExplanationPart(Shape.TEXT, how_fixed(code))
    yield from turning_off(code)


def meaning(code: Code) -> Iterator[ExplanationPart]:
    """Yield how severe a code is, what it means, and its examples."""
    yield ExplanationPart(Shape.TEXT, severity(code))
    if code.id.startswith(SITE_RULE):
        yield ExplanationPart(Shape.TEXT, _OF_THE_SITE)
        return
    known = explanation(code.id)
    yield ExplanationPart(Shape.TEXT, known.text)
    for label, examples in (("Wrong", known.wrong), ("Right", known.right)):
        if examples:
            yield ExplanationPart(Shape.LABEL, label)
            yield from (_example(example) for example in examples)


def is_of_a_command(code: Code) -> bool:
    """Return whether a code is about running a command, not about the site: a port, a disk."""
    return code.stage == "9" or code.id.startswith("NG71")


def severity(code: Code) -> str:
    """Return a sentence on the severity of a code."""
    if is_of_a_command(code):
        return "An error: the command cannot go on."
    if code.is_essential:
        return "An error: the website is not built until it is fixed."
    if code.strict is Severity.ERROR:
        return "A warning; an error in releases since `rules.strict_since`."
    return "A warning: the website is built all the same."


def _example(example: Example) -> ExplanationPart:
    return ExplanationPart(Shape.EXAMPLE, example.text, _LANGUAGES.get(example.kind, example.kind))


def how_fixed(code: Code) -> str:
    """Return sentences on whether the command line fixes it, and whether it must be fixed."""
    words = "fixes it wherever the right text is certain" if code.fixable else "leaves it to you"
    must = "\nIt can be neither turned off nor accepted, only fixed." if code.is_essential else ""
    return f"`newsgen check --fix` {words}.{must}"


def turning_off(code: Code) -> Iterator[ExplanationPart]:
    """Yield the ways to turn a code off or to accept a finding; an essential one has none."""
    if code.is_essential:
        return
    yield ExplanationPart(
        Shape.TEXT, "Turn it off for the site in newsgen.toml, or make it a `warning` or `error`:"
    )
    yield ExplanationPart(Shape.EXAMPLE, f'[rules.severity]\n{code.id} = "off"\n', "toml")
    yield ExplanationPart(Shape.TEXT, "Turn it off for some files, such as those of old years:")
    yield ExplanationPart(Shape.EXAMPLE, f'[rules.per_path]\n"2012/**" = ["{code.id}"]\n', "toml")
    if code.id != ABOUT_ACCEPT:
        yield from _accepting(code)


def _accepting(code: Code) -> Iterator[ExplanationPart]:
    yield ExplanationPart(
        Shape.TEXT, "Accept it in one release, in its front matter, with the reason:"
    )
    lines = f"accept:\n  - code: {code.id}\n    reason: Why it is right as it is\n"
    yield ExplanationPart(Shape.EXAMPLE, lines, "yaml")
    yield ExplanationPart(
        Shape.TEXT, "Add a line `text:` with words that the finding marks to accept that one only."
    )

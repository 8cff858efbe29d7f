"""A code explained: its text, its examples, and how to be rid of it.

Terminal and documentation say the same; each gives the parts its own form.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from newsgen.codes import Code, Severity
from newsgen.explanations import Example, explanation


class Shape(StrEnum):
    """What a part is: paragraphs of one sentence a line, a line above examples, or an example."""

    TEXT = "text"
    LABEL = "label"
    EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an explanation; `kind` is what an example is written in."""

    shape: Shape
    text: str
    kind: str = ""


ABOUT_ACCEPT: Final = "NG602"
"""The code for an idle `accept:`, which no other `accept:` can excuse."""
_OF_RELEASES: Final = "123456"


def parts(code: Code) -> Iterator[Part]:
    """Yield all there is to say of a code but its number, name and summary."""
    known = explanation(code.id)
    yield Part(Shape.TEXT, severity(code))
    yield Part(Shape.TEXT, known.text)
    for label, examples in (("Wrong", known.wrong), ("Right", known.right)):
        if examples:
            yield Part(Shape.LABEL, label)
            yield from (_example(example) for example in examples)
    yield Part(Shape.LABEL, "How to be rid of it")
    yield Part(Shape.TEXT, _mending(code))
    yield from _turning_off(code)


def severity(code: Code) -> str:
    """Say how bad a finding of this code is."""
    if code.is_essential:
        return "An error: the website is not built until it is mended."
    if code.strict is Severity.ERROR:
        return "A warning; an error in releases since `rules.strict_since`."
    return "A warning: the website is built all the same."


def _mending(code: Code) -> str:
    if code.fixable:
        return "`newsgen check --fix` mends it wherever the right text is certain."
    return "`newsgen check --fix` leaves it to you."


def _example(example: Example) -> Part:
    languages = {"release": "markdown", "site": "text"}
    return Part(Shape.EXAMPLE, example.text, languages.get(example.kind, example.kind))


def _turning_off(code: Code) -> Iterator[Part]:
    if code.is_essential:
        yield Part(Shape.TEXT, _why_not(code))
        return
    yield Part(
        Shape.TEXT,
        "Turn it off for the whole site in newsgen.toml, or make it a `warning` or an `error`:",
    )
    yield Part(Shape.EXAMPLE, f'[rules.severity]\n{code.id} = "off"\n', "toml")
    yield Part(Shape.TEXT, "Turn it off for some files, such as those of old years:")
    yield Part(Shape.EXAMPLE, f'[rules.per_path]\n"2012/**" = ["{code.id}"]\n', "toml")
    if code.id == ABOUT_ACCEPT:
        return
    yield Part(Shape.TEXT, "Accept it in one release, in its front matter, with the reason:")
    accept = f"accept:\n  - code: {code.id}\n    reason: Why it is right as it is\n"
    yield Part(Shape.EXAMPLE, accept, "yaml")
    yield Part(Shape.TEXT, "Add a line `text:` with words of the finding to accept that one only.")


def _why_not(code: Code) -> str:
    if code.stage in _OF_RELEASES:
        return "It can be neither turned off nor accepted: such a release cannot be published."
    return "It cannot be turned off: newsgen cannot go on."

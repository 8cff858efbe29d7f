"""What each code means, why it exists, and examples: one Markdown file a code, beside this one.

The files are read strictly, as their examples are tests and `newsgen explain` prints them: one to
three paragraphs, then, where a person can cause the finding, `## Wrong` and `## Right` with fenced
blocks and nothing else.
"""

import re
from dataclasses import dataclass
from importlib import resources
from typing import Final

KINDS: Final = ("markdown", "yaml", "release", "toml", "site")
"""Kinds of examples: a body, front matter, a whole file, newsgen.toml, several files."""


@dataclass(frozen=True, slots=True)
class Example:
    """Something written wrong or right; `kind` is one of `KINDS`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class CodeExplanation:
    """What a code means: paragraphs of one sentence a line, and examples."""

    code: str
    text: str
    wrong: tuple[Example, ...] = ()
    right: tuple[Example, ...] = ()


class ExplanationError(ValueError):
    """A file that is missing or not in the form of an explanation."""


_BLOCKS: Final = r"(?:\n```\w+\n(?:(?!```).*\n)+```\n)+"
_TEXT: Final = r"(?:(?!#|```|[~>|-])\S.*\S\n)+"
_FILE: Final = re.compile(
    rf"(?P<text>{_TEXT}(?:\n{_TEXT}){{0,2}})"
    rf"(?:\n## Wrong\n(?P<wrong>{_BLOCKS})\n## Right\n(?P<right>{_BLOCKS}))?"
)
_BLOCK: Final = re.compile(r"\n```(?P<kind>\w+)\n(?P<text>(?:(?!```).*\n)+)```\n")


def explained() -> tuple[str, ...]:
    """Return the codes that have an explanation, in order."""
    files = (file.name for file in resources.files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".md") for name in files if name.endswith(".md")))


def explanation(code_id: str) -> CodeExplanation:
    """Return the explanation of a code, such as `NG511`.

    Raises:
        ExplanationError: there is no such file, or it is malformed.

    """
    file = resources.files(__package__) / f"{code_id}.md"
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ExplanationError(f"{code_id} has no explanation") from None
    return parse(code_id, text)


def parse(code_id: str, text: str) -> CodeExplanation:
    """Parse the text of an explanation.

    Raises:
        ExplanationError: it is malformed.

    """
    parsed = _FILE.fullmatch(text)
    if parsed is None:
        raise ExplanationError(f"the explanation of {code_id} is not in the form of one")
    return CodeExplanation(
        code_id,
        parsed["text"].strip(),
        _examples(code_id, parsed["wrong"] or ""),
        _examples(code_id, parsed["right"] or ""),
    )


def _examples(code_id: str, blocks: str) -> tuple[Example, ...]:
    examples = tuple(Example(b["kind"], b["text"]) for b in _BLOCK.finditer(blocks))
    for example in examples:
        if example.kind not in KINDS:
            raise ExplanationError(f"{code_id} has an example of the unknown kind {example.kind}")
    return examples

"""Headings: levels, empty ones, and bold lines that are meant as one."""

import pytest

from newsgen.rules._headings import LONGEST_BOLD, bold_as_heading, heading_levels
from tests.support.manuscripts import asked, manuscript, said


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## A\n\ntext\n\n### B\n\ntext\n\n## C", []),
        ("# A\n\ntext", ["on the level of the release's title"]),
        ("### A\n\ntext", []),
        ("## A\n\n#### B", []),
        ("# A\n\n### B", ["on the level"]),
        ("##\n\ntext\n\n## A", ["has no words"]),
        ("## ##\n\ntext\n\n## A", ["has no words"]),
        ("#Hapus\n\ntext", []),
        ("##Background\n\ntext", ["not a heading, as no space follows the ##"]),
        ("## A\n\n####B\n\n### C", ["not a heading"]),
        (f"# {'Long words ' * 14}\n\ntext", ["this paragraph is typed as a heading"]),
        (f"## {'A lead of ' * 11}it\n\ntext", ["this paragraph is typed as a heading"]),
        (f"Text.\n\n## {'A lead of ' * 11}it\n\ntext", []),
        (f"## {'A sentence ' * 6}is here.\n\ntext", ["this paragraph is typed as a heading"]),
        ("## “If you saw anybody near the shop on Friday, please ring us.”", ["this paragraph"]),
        (f"## **{'A sentence ' * 6}is here.**\n\ntext", ["this paragraph is typed as a heading"]),
        (f"## _({'A sentence ' * 6}is here.)_", ["this paragraph"]),
        ("## “Officers keep us safe”: what people in Saltmere say of their police", []),
        ("## “We will find them.”\n\ntext", []),
        ("## What residents of Ellerdale can do when they hear “Leave it to us...”", []),
        ("text with # in it, and C# too", []),
        ("####### seven", ["not a heading"]),
    ],
)
def test_levels(body: str, expected: list[str]) -> None:
    messages = said(heading_levels, body)
    assert len(messages) == len(expected), messages
    assert all(words in message for words, message in zip(expected, messages, strict=True))


def test_a_heading_is_marked_by_its_signs() -> None:
    (finding,) = asked(heading_levels, manuscript("Text.\n\n###Apêl am dystion – “brys”"))
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (9, 1, 4)
    assert finding.hint.startswith("Write ### Apêl")


def test_levels_are_not_asked_of_code() -> None:
    assert said(heading_levels, "Text:\n\n    #!/bin/sh\n    # Not a heading") == []


@pytest.mark.parametrize(
    "line",
    [
        "**Have you seen this man?",  # never closed
        "**It was dark.**",
        "**DC Rowan said:**",
        "**The appeal is closed,**",
        f"**{'x' * (LONGEST_BOLD + 1)}**",
        "** spaces **",
        "**Bold** and more",
    ],
)
def test_bold_text_is_no_heading(line: str) -> None:
    assert said(bold_as_heading, f"Text.\n\n{line}\n\nText.") == []


@pytest.mark.parametrize(
    "line", ["**What to look for**", "__What to look for__", "**What to look for** "]
)
def test_a_bold_line_by_itself_looks_like_a_heading(line: str) -> None:
    (finding,) = asked(bold_as_heading, manuscript(f"Text.\n\n{line}\n\nText."))
    assert finding.hint == "Write it as a heading: ## What to look for"
    assert (finding.span.line, finding.span.column) == (9, 1)


def test_a_bold_line_beside_others_is_emphasis() -> None:
    assert said(bold_as_heading, "Text.\n**Northshire Police**\nText.") == []
    assert len(said(bold_as_heading, "**First**\n\nText.")) == 1
    assert said(bold_as_heading, "Text.\n\n**The last**") == []

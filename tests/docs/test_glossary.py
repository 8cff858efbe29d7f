"""What people read uses the words of the glossary, and none of those that it replaces."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.docs.test_docs import PAGES, prose_of, text_of
from tests.support.paths import REPOSITORY

GLOSSARY: Final = "docs/glossary.md"
SHOWN: Final = (GLOSSARY, "docs/contributing/style.md")
"""Pages whose tables show what is replaced."""
HISTORY: Final = ("CHANGELOG.md", "docs/adr/")
"""What was written then stays as it was written."""
QUOTED: Final = re.compile(r"`[^`\n]*`|“[^”]*”")
ROW: Final = re.compile(r"^\| (?!---|Word |Write )(?P<word>[^|]+) \|(?:.* \|)? *(?P<not>[^|]*) \|$")
"""A row of the tables of words, or of the one of phrases, which says no meaning."""


def not_these() -> dict[str, str]:
    """Return each phrase that is replaced, with the word that replaces it."""
    rows = [row for line in text_of(GLOSSARY).splitlines() if (row := ROW.match(line))]
    return {
        phrase: row["word"] for row in rows for phrase in row["not"].strip().split("; ") if phrase
    }


NOT_THESE: Final = not_these()
NO_NOUN: Final = re.compile(
    r"(?<!here )\b(?:is|are|was|were) no (?!longer|such|more|one|other|way)"
)
"""“X is no link”, for “X is not a link”."""
REPLACED: Final = re.compile(
    rf"(?<!there )\b(?:{'|'.join(map(re.escape, NOT_THESE))})\b", re.IGNORECASE
)
"""What is replaced; “there is no file” is English."""


def replaced(text: str) -> list[str]:
    """Return the phrases of a text that the glossary replaces."""
    text = QUOTED.sub("", text)
    return REPLACED.findall(text) + NO_NOUN.findall(text)


def messages_of(module: Path) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module with their lines, docstrings too, but for those of one word."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.lineno, node.value


def test_the_glossary_has_one_row_a_word() -> None:
    words = [
        row["word"].strip() for line in text_of(GLOSSARY).splitlines() if (row := ROW.match(line))
    ]
    assert len(words) == len(set(words)) > 40
    assert len(NOT_THESE) > 45


def test_phrases_are_looked_for_too() -> None:
    assert {NOT_THESE[phrase].strip() for phrase in ("is none of", "are none of")} == {
        "is not one of"
    }
    assert replaced("Tell whether there is no file: it is none of them, and no link is no link.")
    assert replaced("The host, if there is no host, and `is none of`, and “tell whether”.") == []


@pytest.mark.parametrize("page", [page for page in PAGES if not page.startswith(HISTORY)])
def test_pages_use_the_words_of_the_glossary(page: str) -> None:
    prose = prose_of(page)
    if page in SHOWN:
        prose = "\n".join(line for line in prose.splitlines() if not line.startswith("|"))
    assert replaced(prose) == []


def test_messages_use_the_words_of_the_glossary() -> None:
    source = REPOSITORY / "src/newsgen"
    wrong = [
        f"{module.relative_to(source)}:{line}: {word}"
        for module in sorted(source.rglob("*.py"))
        for line, text in messages_of(module)
        for word in replaced(text)
    ]
    wrong += [
        f"{page.name}: {word}"
        for page in sorted((source / "explanations").glob("*.md"))
        for word in replaced(page.read_text(encoding="utf-8"))
    ]
    assert wrong == []

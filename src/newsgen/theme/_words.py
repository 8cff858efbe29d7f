"""The words of a theme's interface, a table for each language: the files `words/LANGUAGE.toml`."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from newsgen.config.load import find_key, parse_toml
from newsgen.diagnostics import Diagnostic, NewsgenError, fatal
from newsgen.fast.patterns import later
from newsgen.files.walk import read_regular_text
from newsgen.model.declared import MOST_MISTAKES
from newsgen.model.refusal import did_you_mean, shape_of
from newsgen.theme.environment import Source
from newsgen.theme.failure import refuse_link_out, unreadable

FALLBACK: Final = "en"
"""The language whose words stand in for those that another lacks."""
Words = dict[str, dict[str, str]]
_BLANK: Final = later(r"\{[a-z]+\}")


def load_words(chain: Iterable[Source]) -> Words:
    """Read the words of a chain of themes, of which the first has the last say.

    Raises:
        NewsgenError: a file cannot be read, holds what is not text, or a word that English lacks,
            or a word lacks a `{name}` that the English one has.

    """
    vocabulary: Words = {FALLBACK: {}}
    places: dict[tuple[str, str], tuple[str, str]] = {}
    for source in reversed(list(chain)):
        folder, theme = source.folder / "words", source.folder.resolve()
        for file in sorted(folder.glob("*.toml")):
            refuse_link_out(file, theme)
            label = f"{source.label}/words/{file.name}"
            language = file.stem
            text = _text(file, label)
            for word, value in parse_toml(text, label).items():
                if not isinstance(value, str):
                    problem = f"the word {word} should be text, but it is {shape_of(value)}"
                    place = find_key(text, label, (word,))
                    raise fatal("NG802", problem, place)
                vocabulary.setdefault(language, {})[word] = value
                places[language, word] = text, label
    if problems := list(islice(_problems(vocabulary, places), MOST_MISTAKES)):
        raise NewsgenError(*problems)
    return {
        language: vocabulary[FALLBACK] | words for language, words in sorted(vocabulary.items())
    }


def _problems(
    vocabulary: Words, places: dict[tuple[str, str], tuple[str, str]]
) -> Iterator[Diagnostic]:
    """Yield what is wrong; `places` are the text and the label of the file that has each word."""
    known = vocabulary[FALLBACK]
    for (language, word), (text, label) in places.items():
        if word not in known:
            place = find_key(text, label, (word,))
            hint = did_you_mean(word, list(known), f"Add it to words/{FALLBACK}.toml too.")
            message = f"the word {word} of {language} is not among the words of {FALLBACK}"
            yield Diagnostic("NG802", message, place, hint)
            continue
        for lacking in sorted(_blanks(known[word]) - _blanks(vocabulary[language][word])):
            place = find_key(text, label, (word,))
            message = f"the word {word} of {language} lacks {lacking}"
            hint = f"What stands there is put into it: “{known[word]}”."
            yield Diagnostic("NG802", message, place, hint)


def _blanks(text: str) -> set[str]:
    return set(_BLANK.findall(text))


def _text(file: Path, label: str) -> str:
    try:
        return read_regular_text(file)
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(error, label) from None

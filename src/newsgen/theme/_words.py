"""The words of a theme's interface, a table for each language: the files `words/LANGUAGE.toml`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from newsgen.codes import Severity
from newsgen.config.load import find_key, parse_toml
from newsgen.diagnostics import Diagnostic, NewsgenError, Span, fatal
from newsgen.fast.patterns import later
from newsgen.files import walk
from newsgen.files.walk import read_regular_text
from newsgen.model.declared import MOST_MISTAKES
from newsgen.model.refusal import did_you_mean, shape_of
from newsgen.model.worded import primary
from newsgen.theme._filters import DATE_WORDS
from newsgen.theme.environment import SHIPPED, Source
from newsgen.theme.failure import reading, refuse_link_out

FALLBACK: Final = "en"
"""The language whose words stand in for those that another lacks."""
Words = dict[str, dict[str, str]]
_BLANK: Final = later(r"\{[a-z]+\}")
_LANGUAGE: Final = later(r"[a-z]{2,3}")
"""What a file of words may be called: pages use the words of their language, not of a region."""
_NAME: Final = later(r"[\w-]+")


class _ThemeWord(NamedTuple):
    """A word of a theme, and the text and label of the file that has it."""

    language: str
    name: str
    value: str
    text: str
    label: str

    @property
    def place(self) -> Span:
        return find_key(self.text, self.label, (self.name,))


class LackingWords(NamedTuple):
    """The words that a language lacks, so that pages have them in English; none if it has all.

    If some are of the `frame`, the words of the oldest theme, it is not a language of interfaces.
    """

    names: tuple[str, ...]
    of_frame: bool
    place: Span

    def finding(self, language: str) -> Diagnostic:
        """Report them as a warning."""
        several = len(self.names) > 1
        named = ", ".join(self.names[:_MOST_NAMED])
        more = len(self.names) - _MOST_NAMED
        message = f"the words of {language} lack {named}{f' and {more} more' if more > 0 else ''}"
        hint = f"Add {'them' if several else 'it'} to words/{language}.toml of the theme."
        then = "the whole interface is" if self.of_frame else "they are" if several else "it is"
        hint += f" Until then, {then} in English on pages in that language."
        return Diagnostic("NG802", message, self.place, hint, severity=Severity.WARNING)


_MOST_NAMED: Final = 12


class Vocabulary(NamedTuple):
    """The words of a theme in each language, and what languages lack."""

    words: Words
    lacking: dict[str, LackingWords]


def load_words(chain: Sequence[Source], plain: Source) -> Vocabulary:
    """Read the words of a chain of themes, of which the first has the last say.

    The words of `plain` are there in any case, as newsgen itself says some. A theme that extends
    another can add a word if one of its templates or assets names it.

    Raises:
        NewsgenError: a file cannot be read, holds what is not text, or a word that English lacks or
            no template names, or a word has not the `{name}` of the older theme's or the English.

    """
    vocabulary: Words = {FALLBACK: {}}
    of_chain: list[list[_ThemeWord]] = []
    wrong: list[Diagnostic] = []
    for source in reversed(chain if plain in chain else [*chain, plain]):
        words = list(_read(source))
        if source in chain:
            of_chain.insert(0, words)
        if not source.label.startswith(SHIPPED):
            wrong += _problems(words, vocabulary[FALLBACK], source, extends=source != chain[-1])
        for word in words:
            vocabulary.setdefault(word.language, {})[word.name] = word.value
    if wrong:
        raise NewsgenError(*wrong[:MOST_MISTAKES])
    lacking = {
        language: _lacking(language, words, of_chain) for language, words in vocabulary.items()
    }
    return Vocabulary(
        {language: vocabulary[FALLBACK] | words for language, words in sorted(vocabulary.items())},
        {tag: each for tag, each in lacking.items() if each},
    )


def _lacking(
    language: str, words: dict[str, str], of_chain: Sequence[list[_ThemeWord]]
) -> LackingWords | None:
    """Return what a language lacks of the English words of a chain of themes, if anything."""
    english = [[word for word in of_theme if word.language == FALLBACK] for of_theme in of_chain]
    lacking = {
        word.name: word for of_theme in english for word in of_theme if word.name not in words
    }
    if not lacking:
        return None
    frame = {word.name for word in english[-1]}
    of_site = (word for words in of_chain for word in words if not word.label.startswith(SHIPPED))
    beside = next((Span(word.label) for word in of_site if word.language == language), None)
    place = beside or next(iter(lacking.values())).place
    return LackingWords(tuple(lacking), not frame.isdisjoint(lacking), place)


def _read(source: Source) -> Iterator[_ThemeWord]:
    folder, theme = source.folder / "words", source.folder.resolve()
    for file in sorted(folder.glob("*.toml")):
        label, language = f"{source.label}/words/{file.name}", file.stem
        refuse_link_out(file, theme, label)
        with reading(label):
            text = read_regular_text(file)
        if not _LANGUAGE.fullmatch(language):
            raise _not_a_language(language, label)
        for name, value in parse_toml(text, label).items():
            if not isinstance(value, str):
                problem = f"the word {name} should be text, but it is {shape_of(value)}"
                raise fatal("NG802", problem, find_key(text, label, (name,)))
            yield _ThemeWord(language, name, value, text, label)


def _not_a_language(name: str, label: str) -> NewsgenError:
    """Return the error for a file that no page would use."""
    short = primary(name)
    is_tag = _LANGUAGE.fullmatch(short) is not None
    hint = f"Name the file {short}.toml." if is_tag else "Name the file as en.toml or cy.toml are."
    message = f"“{name}” is not a language of two or three letters, and no page uses these words"
    return fatal("NG802", message, label, hint)


def _problems(
    words: list[_ThemeWord], older: dict[str, str], source: Source, *, extends: bool
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the words of a theme; `older` are those of its ancestors."""
    english = {word.name: word.value for word in words if word.language == FALLBACK}
    known = {**english, **older}
    added = english.keys() - older.keys() if extends else frozenset[str]()
    unused = added - _named_in(source) if added else added
    for word in words:
        if word.name not in known:
            hint = did_you_mean(word.name, known, f"Add it to words/{FALLBACK}.toml too.")
            message = f"the word {word.name} of {word.language} is not among those of {FALLBACK}"
            yield Diagnostic("NG802", message, word.place, hint)
        elif word.name in unused:
            hint = did_you_mean(word.name, older, "Name it in a template, or delete it.")
            message = f"no template of the theme has the word {word.name}, nor does an older theme"
            yield Diagnostic("NG802", message, word.place, hint)
        else:
            yield from _other_blanks(word, known[word.name])
            yield from _other_number(word)


def _other_blanks(word: _ThemeWord, older: str) -> Iterator[Diagnostic]:
    """Yield the places for names that a word has lost, and those that nothing would fill."""
    wanted, given = _blanks(older), _blanks(word.value)
    about = f"the word {word.name} of {word.language}"
    for lacking in sorted(wanted - given):
        hint = f"What stands there is put into it: “{older}”."
        yield Diagnostic("NG802", f"{about} lacks {lacking}", word.place, hint)
    for more in sorted(given - wanted):
        hint = f"It can have {', '.join(sorted(wanted)) or 'none'}: “{older}”."
        yield Diagnostic("NG802", f"{about} has {more}, which nothing fills", word.place, hint)


def _other_number(word: _ThemeWord) -> Iterator[Diagnostic]:
    """Yield a word that should be so many names, and is not."""
    wanted = DATE_WORDS.get(word.name)
    given = len(word.value.split(", "))
    if wanted and given != wanted:
        names = "1 name" if given == 1 else f"{given} names"
        message = f"the word {word.name} of {word.language} has {names} instead of {wanted}"
        hint = "Write a comma and a blank between two names."
        yield Diagnostic("NG802", message, word.place, hint)


def _named_in(source: Source) -> set[str]:
    """Return the names that stand in the templates and assets of a theme."""
    folders = (source.folder / "templates", source.folder / "assets")
    paths = (each / entry.path for each in folders for entry in walk(each, hidden=True))
    files = filter(Path.is_file, paths)
    return {name for file in files for name in _NAME.findall(file.read_text(errors="replace"))}


def _blanks(text: str) -> set[str]:
    return set(_BLANK.findall(text))

"""Bodies: Markdown to HTML that is safe to publish.

The only package that imports Python-Markdown. Raw HTML and every URL pass an allowlist, so a
script, an event handler or a `javascript:` link never reaches a page.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

from newsgen.config.load import FILE as CONFIG_FILE, find_key
from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content.markup._bounds import ExcessError, excess
from newsgen.content.markup._embeds import (
    NOTHING,
    figure,
    put_in,
    services_in,
    take_out,
    transcripts_in,
)
from newsgen.content.markup._parts import NONE_MARKED, language_at, mark_parts, with_parts
from newsgen.content.markup.typed import standard
from newsgen.diagnostics import NewsgenError, fatal
from newsgen.fast.markdown import shortened
from newsgen.fast.patterns import later
from newsgen.model.elements import HTML_TAG
from newsgen.model.language_parts import SIGN as BLOCK
from newsgen.model.refusal import did_you_mean
from newsgen.model.worded import primary

__all__ = [
    "Extend",
    "FailureOf",
    "Markup",
    "MarkupError",
    "blocks",
    "demote",
    "extensions_told",
    "figure",
    "paragraphs",
    "plain_text",
    "references",
    "rewrite",
    "services_in",
    "transcripts_in",
    "without_outer_rules",
    "without_paragraphs",
    "wrap_tables",
]

if TYPE_CHECKING:
    from newsgen.content.markup._converter import Converter


Extend = Callable[[Any], Any]
"""Adds to a converter of Python-Markdown what a site wants beside its extensions."""
FailureOf = Callable[[BaseException, Extend | None], NewsgenError | None]
"""Returns the error to raise if the code of the site caused one in a conversion.

It takes that error, and what extends the converter where the conversion works without it.
"""


class MarkupError(Exception):
    """An extension is missing, or fails on a body; or the body asks for too much.

    `at` is where in the body, if that is known, and `setting` what of [markdown] is wrong.
    """

    def __init__(
        self,
        message: str,
        at: int | None = None,
        hint: str = "",
        setting: tuple[str, ...] = ("extensions",),
    ) -> None:
        super().__init__(message)
        self.setting = setting
        self.at, self.hint = at, hint or "Look for deep nesting or unusual markup, and simplify it."


@contextmanager
def extensions_told(config_text: str) -> Iterator[None]:
    """Report an extension that cannot be loaded in a `with` block on its line of newsgen.toml.

    Raises:
        NewsgenError: one cannot be.

    """
    try:
        yield
    except MarkupError as error:
        place = find_key(config_text, CONFIG_FILE, ("markdown", *error.setting))
        raise fatal("NG703", str(error), place, error.hint) from None


class Markup:
    """A Markdown converter with its extensions; one for each process."""

    def __init__(
        self,
        extensions: tuple[str, ...],
        configs: dict[str, dict[str, Any]],
        extend: Sequence[Extend] = (),
        failure_of: FailureOf = lambda *_: None,
    ) -> None:
        """Load the extensions, and call what the site extends the converter with.

        `failure_of` recognises the errors of the site's own code.

        Raises:
            MarkupError: one of them cannot be loaded.
            NewsgenError: what the site extends it with fails.

        """
        is_default = extensions == DEFAULT_EXTENSIONS and not configs and not extend
        self._is_default = is_default  # any other extension may bring fenced code
        self._failure_of = failure_of
        self._extend = extend
        self._load = partial(_load, extensions, configs)
        self._clean = shortened(partial(self._load, extend), is_default=is_default)

    def convert(self, body: str, language: str = "en") -> str:
        """Convert a body to clean HTML whose headings start at h2 and skip no level.

        Tables can be scrolled by keyboard; their name is in the language of the body.

        Raises:
            MarkupError: an extension fails, or the body asks for too much work.
            NewsgenError: the code of the site fails.

        """
        text, taken, marked = body, NOTHING, NONE_MARKED
        if BLOCK in body:
            text, taken = take_out(body)
            text, marked = mark_parts(text)
        try:
            text = standard(text, has_fences=not self._is_default)
            clean = demote(self._clean(text))
        except ExcessError as error:
            at, message, hint = excess(body) or error.excess  # places are those of the body
            raise MarkupError(f"the text cannot be converted: {message}", at, hint) from None
        except (MemoryError, KeyboardInterrupt):
            raise
        except BaseException as error:  # an extension may even end the process
            failure = self._failure_of(error, self._suspect(text))
            raise failure or self._unconverted(body, error) from error
        clean = without_outer_rules(clean)
        clean = wrap_tables(clean, language_at(clean, marked, language)) if "<t" in clean else clean
        if taken.blocks:
            clean = put_in(clean, taken, language_at(clean, marked, language))
        return with_parts(clean, marked, language) if marked.languages else clean

    def _suspect(self, text: str) -> Extend | None:
        """Return the first of what extends the converter with which a text cannot be converted."""
        counts = range(len(self._extend) + 1) if self._extend else ()
        count = next((count for count in counts if self._fails(text, count)), 0)
        return self._extend[count - 1] if count else None

    def _fails(self, text: str, count: int) -> bool:
        try:
            self._load(self._extend[:count]).convert(text)
        except (MemoryError, KeyboardInterrupt):
            raise
        except BaseException:  # noqa: BLE001 (as in `convert`)
            return True
        return False

    def _unconverted(self, body: str, error: BaseException) -> MarkupError:
        """Return the error for a body; its hint is about extensions if it converts without them."""
        hint = ""
        if not self._is_default:
            with suppress(MarkupError):
                _without_additions().convert(body)
                hint = _CORRECT_ADDITIONS
        return MarkupError(f"the text cannot be converted: {_said(error)}", hint=hint)


_CORRECT_ADDITIONS: Final = (
    "The text can be converted without the Markdown extensions that newsgen.toml adds: correct "
    "them, or take them out of [plugins] and [markdown]."
)


@cache
def _without_additions() -> Markup:
    """Return a converter with newsgen's default extensions alone."""
    return Markup(DEFAULT_EXTENSIONS, {})


def _load(
    extensions: tuple[str, ...], configs: dict[str, dict[str, Any]], extend: Sequence[Extend]
) -> "Converter":
    from newsgen.content.markup._converter import Converter  # noqa: PLC0415 (slow to load)

    try:
        converter = Converter(extensions, configs)
        for each in extend:
            each(converter.markdown)
    except (NewsgenError, MemoryError, KeyboardInterrupt):
        raise
    except BaseException as error:  # an extension may even end the process
        raise _unloaded(error, extensions, configs) from error
    return converter


def _unloaded(
    error: BaseException, extensions: tuple[str, ...], configs: dict[str, dict[str, Any]]
) -> MarkupError:
    """Say why an extension cannot be loaded: it is not there, say, or lacks one of its settings."""
    from importlib.metadata import entry_points  # noqa: PLC0415 (only a slip needs it)

    installed = {each.name: each for each in entry_points(group="markdown.extensions")}
    for name in extensions if isinstance(error, KeyError) else ():
        (key,) = error.args
        if name in installed and key in configs.get(name, {}):
            known = sorted(installed[name].load()().config)
            hint = did_you_mean(key, known, f"It has: {', '.join(known)}.")
            said = f"a Markdown extension cannot be loaded: {name} has no setting {key}"
            return MarkupError(said, hint=hint, setting=("extension_configs", name, key))
    hint = "The settings under [markdown] name Python-Markdown's extensions."
    if isinstance(error, ModuleNotFoundError) and error.name in extensions:
        hint = did_you_mean(str(error.name), installed, hint)
    return MarkupError(f"a Markdown extension cannot be loaded: {_said(error)}", hint=hint)


def _said(error: BaseException) -> str:
    return str(error) if isinstance(error, Exception) else repr(error)


_HEADING = later(r"<(/?)h([1-6])(?=[\s>])")
_EMPTY_HEADING = later(r"<h([1-6])(?: [^>]*)?>(?:\s|&nbsp;|<(?!img\b|/?h[1-6]\b)[^>]*>)*+</h\1>\n?")


def demote(text: str) -> str:
    """Renumber headings: the page has the only h1, so a body's start at h2 and skip no level.

    One without words is left out: it would be announced, and say nothing.
    """
    if "<h" not in text:
        return text
    text = _EMPTY_HEADING.sub("", text)
    open_levels: list[int] = []  # of the headings that this one is below, as they are written

    def renumber(tag: re.Match[str]) -> str:
        if not tag[1]:
            level = int(tag[2])
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
        return f"<{tag[1]}h{min(len(open_levels) + 1, 6)}"

    return _HEADING.sub(renumber, text)


def without_outer_rules(clean: str) -> str:
    """Leave out the rules at either end: they part nothing, but are drawn on the page."""
    while clean.startswith(_RULE):
        clean = clean.removeprefix(_RULE).lstrip("\n")
    while clean.endswith(_RULE):
        clean = clean.removesuffix(_RULE).rstrip("\n")
    return clean


_RULE: Final = "<hr>"


def wrap_tables(clean: str, language: Callable[[int], str]) -> str:
    """Put each table into a region that takes the focus, so that a wide one can be scrolled.

    It is called as the heading above it in its language, and as no other: a second table has a
    number. `language` says in which language a place is.
    """
    uses = Counter[str]()

    def wrap(tag: re.Match[str]) -> str:
        if tag[0] == "</table>":
            return "</table></div>"
        at, spoken = tag.start(), language(tag.start())
        word = _TABLE.get(primary(spoken), "")
        name = _heading_above(clean, at, language) or word or _columns(clean, at)
        uses[name] += 1
        is_alone = name != word and uses[name] == 1
        label = name if is_alone else f"{name} {uses[name]}".lstrip()
        return f'<div class="table" role="region" aria-label="{label}" tabindex="0"><table'

    return re.sub(r"</table>|<table(?=[\s>])", wrap, clean)


_TABLE: Final = {"en": "Table", "cy": "Tabl"}
"""What a table is called; in any other language, one without a heading is called by its columns."""
_CELL = later(r"<(caption|th)\b[^>]*>((?:(?!</\1>).)*)</\1>", re.DOTALL)


def _heading_above(clean: str, at: int, language: Callable[[int], str]) -> str:
    """Return the words of the last heading before a place in clean HTML, for an attribute.

    One in another language would be read aloud as if it were in that of the place.
    """
    end = clean.rfind("</h", 0, at)
    start = clean.rfind("<h", 0, end)
    if end < 0 or language(start) != language(at):
        return ""
    return html.escape(plain_text(clean[start:end]))


def _columns(clean: str, at: int) -> str:
    """Return the caption of a table, or the words at the top of its columns, for an attribute."""
    row = clean[at : clean.find("</tr>", at)]
    return html.escape(
        ", ".join(filter(None, (plain_text(cell[2]) for cell in _CELL.finditer(row))))
    )


_PARAGRAPH = later(r"<p(?: [^>]*)?>((?:[^<]++|<(?!/p>))*+)</p>")


def paragraphs(clean: str) -> Iterator[str]:
    """Yield the words of each paragraph that has some."""
    for paragraph in _PARAGRAPH.finditer(clean):
        if text := plain_text(paragraph[1]):
            yield text


_EDGE_OF_BLOCK = later(
    r"</?(?:p|h[1-6]|ul|ol|li|dt|dd|pre|blockquote|div|td|th|caption|figcaption|figure)(?: [^>]*)?>"
    r"|<br ?/?>"
)


def blocks(clean: str) -> Iterator[str]:
    """Yield the words of each line, item, cell and the like that has some."""
    at = 0
    for edge in _EDGE_OF_BLOCK.finditer(clean):
        if text := plain_text(clean[at : edge.start()]):
            yield text
        at = edge.end()
    if text := plain_text(clean[at:]):
        yield text


def plain_text(clean: str) -> str:
    """Return the words of clean HTML."""
    text = HTML_TAG.sub("", clean) if "<" in clean else clean
    text = html.unescape(text)
    if text.isprintable() and "  " not in text:  # then its only white space is single blanks
        return text.strip()
    return " ".join(text.split())


def without_paragraphs(clean: str, unwanted: Callable[[str], bool]) -> str:
    """Leave out the paragraphs, and items of lists, whose words are unwanted."""

    def keep(paragraph: re.Match[str]) -> str:
        return "" if unwanted(plain_text(paragraph[0])) else paragraph[0]

    kept = _BLOCK.sub(keep, clean)
    return _EMPTY_LIST.sub("", kept)


_BLOCK = later(r"<(p|li)(?: [^>]*)?>(?:(?!<(?:p|li|ul|ol)\b).)*?</\1>\n?", re.DOTALL)
"""A paragraph, or an item that holds neither paragraphs nor a list."""
_EMPTY_LIST = later(r"<(ul|ol|blockquote)(?: [^>]*)?>\s*</\1>\n?")


_REFERENCE = later(
    r'(<(?:(?:img|a|source|track)\b[^>]*?\b(?:src|href)|video\b[^>]*?\bposter)=")([^"]*)"'
)


def references(clean: str) -> list[str]:
    """Return the targets of all links and pictures, decoded."""
    if "=" not in clean:  # which is told much sooner than that no attribute stands there
        return []
    return [html.unescape(reference[2]) for reference in _REFERENCE.finditer(clean)]


_PICTURE = later(r'<img\b[^>]*?\bsrc="([^"]*)"')


def pictures_in(clean: str) -> list[str]:
    """Return the addresses of pictures, decoded."""
    return list(map(html.unescape, _PICTURE.findall(clean)))


def rewrite(clean: str, targets: dict[str, str]) -> str:
    """Replace the targets of links and pictures."""

    def replace(reference: re.Match[str]) -> str:
        old = html.unescape(reference[2])
        return f'{reference[1]}{html.escape(targets.get(old, old))}"'

    return _REFERENCE.sub(replace, clean)

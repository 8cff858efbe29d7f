"""Finding a theme, its ancestors, its options, its filters and its assets."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

from newsgen.config.load import FILE as CONFIG_FILE, find_first, find_key, parse_toml
from newsgen.diagnostics import Diagnostic, NewsgenError, Span, fatal
from newsgen.digest import digest, digest_bytes
from newsgen.fast.patterns import later
from newsgen.files import walk
from newsgen.files.walk import read_own, read_regular
from newsgen.model.declared import MOST_MISTAKES
from newsgen.model.refusal import did_you_mean
from newsgen.theme._words import FALLBACK, LackingWords, Words, load_words
from newsgen.theme.asset import RENDERED, Assets, lost_addresses, published
from newsgen.theme.declaration import (
    PLAIN_CARDS,
    CardLook,
    Declaration,
    Option,
    PictureSizes,
    declaration,
)
from newsgen.theme.environment import (
    KNOWN_FILTERS,
    SHIPPED,
    THEME_FILE,
    Source,
    Templates,
    text_of,
)
from newsgen.theme.failure import at_name, line_of, reading, refuse_link_out

NO_ASSET: Final = (
    "Put the file into the folder assets, and count its address from the style sheet's folder."
)
"""What to do about an address that leads to no asset."""


@dataclass(frozen=True, slots=True)
class SiteFilters:
    """Filters of the site: digests of their code by name, and what loads them in each process."""

    digests: Mapping[str, str] = field(default_factory=dict)
    load: Callable[[], Mapping[str, Callable[..., Any]]] = dict

    def digests_in(self, texts: Iterable[str]) -> list[bytes]:
        """Return the names and digests of the filters that templates with these texts may use.

        One is used by its name, unless `map` is given something else than a plain text, or it is
        asked which filters there are.
        """
        if not self.digests:
            return []
        whole = "\n".join(texts)
        words, is_any = (
            set(re.findall(_WORD, whole)),
            bool(re.search(_NAMED_LATE, re.sub(_FILTER_TAG, "", whole))),
        )
        used = (pair for pair in sorted(self.digests.items()) if is_any or pair[0] in words)
        return [part.encode() for pair in used for part in pair]

    def every_digest(self) -> list[bytes]:
        """Return the names and digests of all."""
        return [part.encode() for pair in sorted(self.digests.items()) for part in pair]


NO_FILTERS: Final = SiteFilters()
_WORD: Final = r"[a-z][a-z0-9_]*"
_PLAIN_TEXT: Final = r"""(?:"[^"\\]*"|'[^'\\]*')"""
_NAMED_LATE: Final = (
    rf"\bmap\b(?!\s*\(\s*(?:{_PLAIN_TEXT}|attribute\s*=\s*[^,()|]*)\s*[,)])|\bfilter\b"
)
"""A use of `map` that may name a filter by an expression, and the test for filters."""
_FILTER_TAG: Final = r"\{%[-+]?\s*filter\b"


NAME: Final = later(r"[a-z0-9][a-z0-9_-]{0,63}")
"""What a theme may be called."""
_SHIPPED: Final = Path(__file__).parents[1] / "themes"
_PLAIN: Final = "plain"
"""The shipped theme that has every template and every word."""


@dataclass(frozen=True)
class Theme:
    """A theme, ready to render: `chain` runs from the theme itself to its oldest ancestor."""

    name: str
    chain: tuple[Source, ...]
    options: dict[str, Any]
    urls: tuple[str, ...]
    """The values of options that are links; a site publishes the files they name."""
    words: Words
    """What pages say in each language that the theme has words for."""
    pictures: PictureSizes
    """Which smaller copies of pictures pages offer, and how wide they show them."""
    cards: CardLook
    """How cards look: `colour` says what its colours are."""
    filters: SiteFilters = NO_FILTERS
    """What the site's own Python adds to the filters of templates."""
    lacking: Mapping[str, LackingWords] = field(default_factory=dict)
    """The words that languages have in English only."""

    @cached_property
    def assets(self) -> dict[str, tuple[str, bytes]]:
        """Every asset's name with the path it is published at and its bytes."""
        return {name: (published(name, data), data) for name, data in self.rendered_assets()}

    def keep_assets(self, rendered: Mapping[str, bytes]) -> None:
        """Take the assets as another process has rendered them."""
        named = {name: (published(name, data), data) for name, data in rendered.items()}
        vars(self)["assets"] = named

    @property
    def asset_links(self) -> dict[str, str]:
        return {name: "/" + path for name, (path, _) in sorted(self.assets.items())}

    @cached_property
    def interfaces(self) -> frozenset[str]:
        """The languages of interfaces: those with all words of the frame."""
        # Half a frame would be English that nothing marks; one in English is marked as such.
        partial = {language for language, each in self.lacking.items() if each.of_frame}
        return frozenset(self.words.keys() - partial)

    def ui_language_of(self, language: str, otherwise: str = FALLBACK) -> str:
        """Return the language of a page's interface: the page's, if the theme has the words."""
        tongue = language.partition("-")[0]
        return tongue if tongue in self.interfaces else otherwise

    def words_in(self, language: str) -> dict[str, str]:
        """Return the words for a language, or the English ones."""
        return self.words[self.ui_language_of(language)]

    @cached_property
    def asset_files(self) -> dict[str, tuple[Source, str]]:
        """Return each asset's name with the theme of the chain that wins and its path there."""
        files: dict[str, tuple[Source, str]] = {}
        for source in reversed(self.chain):
            folder, theme = source.folder / "assets", source.folder.resolve()
            for entry in walk(folder, hidden=True) if folder.is_dir() else ():
                file = folder / entry.path
                if file.is_file() and not file.name.startswith("."):
                    path = file.relative_to(folder).as_posix()
                    refuse_link_out(file, theme, f"{source.label}/assets/{path}")
                    name = path.removesuffix(RENDERED)
                    if path != name and files.get(name) == (source, name):
                        raise _twice(name, Span(f"{source.label}/assets/{name}"))
                    files[name] = source, path
        return files

    def rendered_assets(self) -> Iterator[tuple[str, bytes]]:
        """Yield each asset's name and bytes, in the order of the names."""
        assets = Assets(self.chain, self.options, self.asset_files)
        for name in sorted(self.asset_files):
            yield name, assets.data(name)

    def lost_addresses(self) -> Iterator[Diagnostic]:
        """Yield the assets that style sheets of the site's own themes name, and that are none."""
        for name, (source, path) in sorted(self.asset_files.items()):
            if source.label.startswith(SHIPPED) or not name.endswith(".css"):
                continue
            file = f"{source.label}/assets/{path}"
            text = text_of(self.chain, file)
            for address in lost_addresses(name, self.assets[name][1].decode(errors="replace")):
                at = max(text.find(address), 0)
                line = text.count("\n", 0, at) + 1
                place = at_name(Span(file, line), line_of(text, line), address)
                said = f"the style sheet {name} names {address}, which is not an asset"
                yield Diagnostic("NG811", said, place, NO_ASSET)

    def lost_parts(self, names: Iterable[str]) -> Iterator[Diagnostic]:
        """Yield what no page shows, as templates of the site have it or lack its block.

        `names` are the pages' templates.
        """
        try:
            used = {name for page in names for name, _ in self.templates.files(page)}
        except NewsgenError:  # it is said where a page needs it
            return
        parts = (part for name in sorted(used) for part in self.templates.lost_parts(name))
        yield from dict.fromkeys(part for part in parts if not part.span.path.startswith(SHIPPED))

    @property
    def is_of_site(self) -> bool:
        """Whether the site has a theme of its own."""
        return not self.chain[0].label.startswith(SHIPPED)

    @property
    def label(self) -> str:
        """Where its theme.toml is, for messages."""
        return f"{self.chain[0].label}/{THEME_FILE}"

    def declarations(self) -> Iterator[tuple[str, str]]:
        """Yield each theme.toml of the chain, nearest first: where it is, and its text."""
        for source in self.chain:
            text = (source.folder / THEME_FILE).read_text(encoding="utf-8")
            yield f"{source.label}/{THEME_FILE}", text

    def option_place(self, name: str, config_text: str) -> Span:
        """Return where an option has its value: in newsgen.toml, or the nearest theme.toml."""
        of_site = parse_toml(config_text, CONFIG_FILE).get("theme", {}).get("options", {})
        if name in of_site:
            return find_key(config_text, CONFIG_FILE, ("theme", "options", name))
        declared = ((*each, ("options", name, "default")) for each in self.declarations())
        return find_first(declared)

    def colour(self, named: str) -> str:
        """Return a colour as `#1d3557`, which may be the value of an option.

        Raises:
            NewsgenError: there is no such option, or it is not a colour.

        """
        colour = named if named.startswith("#") else str(self.options.get(named, ""))
        if not colour.startswith("#"):
            why = f"[cards] has “{named}”, which is neither a colour nor an option of that type"
            known = [name for name, value in self.options.items() if str(value).startswith("#")]
            hint = "Write a colour such as #1d3557, or the name of an option of the type colour."
            place = find_first(self._uses_of_option(named))
            raise fatal("NG802", why, place, did_you_mean(named, known, hint))
        return colour

    def _uses_of_option(self, named: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Yield where theme.toml files of the chain use an option in [cards], or declare it."""
        for label, text in self.declarations():
            cards = parse_toml(text, label).get("cards", {})
            for table in ("colours", "kinds"):
                for key, value in cards.get(table, {}).items():
                    if value == named:
                        yield label, text, ("cards", table, key)
            yield label, text, ("options", named, "type")

    def font_place(self) -> Span:
        """Return where a theme.toml of the chain names the font of cards."""
        return find_first((*each, ("cards", "font")) for each in self.declarations())

    def card_font(self) -> bytes:
        """Return the font of cards: that of the nearest theme of the chain, or the shipped one.

        Raises:
            NewsgenError: it cannot be read.

        """
        for source in (*self.chain, _shipped(_PLAIN)):
            file = source.folder / "fonts" / self.cards.font
            if file.is_file():
                label = f"{source.label}/fonts/{self.cards.font}"
                refuse_link_out(file, source.folder.resolve(), label)
                with reading(label):
                    return file.read_bytes()
        folders = (source.folder / "fonts" for source in self.chain)
        known = sorted(file.name for folder in folders for file in folder.glob("*"))
        there_are = f"There are: {', '.join(known)}." if known else ""
        hint = did_you_mean(self.cards.font, known, there_are or "Put the file there.")
        why = f"the font {self.cards.font} is not in the theme's folder fonts"
        raise fatal("NG802", why, self.font_place(), hint)

    def template_digest(self, template: str) -> bytes:
        """Digest a template with all that it extends, includes and imports."""
        closure = self.templates.checked_closure(template)
        filters = self.filters.digests_in(closure)
        return digest_bytes(*(part.encode() for part in closure), *filters)

    @cached_property
    def page_templates(self) -> tuple[str, ...]:
        """Return the templates that single pages choose by name, such as `pages/contact.html`."""
        folders = [source.folder / "templates/pages" for source in self.chain]
        files = [file for folder in folders if folder.is_dir() for file in folder.glob("*.html")]
        return tuple(sorted({f"pages/{file.name}" for file in files}))

    @cached_property
    def templates_digest(self) -> bytes:
        """Digest every template and filter: whatever a template refers to is among them."""
        parts: list[bytes] = []
        for source in self.chain:
            folder = source.folder / "templates"
            for entry in walk(folder, hidden=True) if folder.is_dir() else ():
                name = f"{source.name}/{entry.path}"
                parts += [name.encode(errors="replace"), _read(folder / entry.path)]
        return digest_bytes(*parts, *self.filters.every_digest())

    @cached_property
    def templates(self) -> Templates:
        """Return the open templates; workers that are forked inherit the compiled ones."""
        return Templates(self.chain, self.filters.load())

    def __getstate__(self) -> dict[str, Any]:
        """Leave the open templates out: a worker that is not forked opens them itself."""
        return {name: value for name, value in self.__dict__.items() if name != "templates"}

    @cached_property
    def digest(self) -> bytes:
        """Digest the options and assets: what every page of the theme may show."""
        return digest(self.name, self.options, self.asset_links)


def _twice(name: str, place: Span) -> NewsgenError:
    message = f"{name} and {name}{RENDERED} are both published as {name}, so one would be lost"
    return fatal("NG802", message, place, "Put what both say into one of them.")


def _read(file: Path) -> bytes:
    """Return a template's bytes; if it cannot be read, that is said where it is needed."""
    try:
        return read_regular(file)
    except OSError:
        return b""


def page_templates() -> list[str]:
    """Return the names of the templates that pages are made from: the theme plain has them all."""
    folder = _SHIPPED / _PLAIN / "templates"
    return sorted(file.name for file in folder.iterdir() if not file.name.startswith("_"))


def installed(site: Path) -> list[str]:
    """Return the names of the site's own themes and the shipped ones, in order."""
    folders = (site / "themes", _SHIPPED)
    return sorted({f.parent.name for folder in folders for f in folder.glob(f"*/{THEME_FILE}")})


def load_theme(
    site: Path,
    name: str,
    chosen: dict[str, Any],
    config_text: str = "",
    filters: SiteFilters = NO_FILTERS,
) -> Theme:
    """Load a theme: a folder in the site's `themes/`, else a shipped one.

    `chosen` are the options that newsgen.toml sets; its text gives the lines for errors.

    Raises:
        NewsgenError: there is no such theme, it is broken, or an option or a filter is wrong.

    """
    chain, declared = [], dict[str, Option]()
    pictures, cards = PictureSizes(), CardLook()
    for source, own_declaration in _load_chain(site, name, config_text):
        chain.append(source)
        declared = {**own_declaration.options, **declared}
        pictures = pictures.over(own_declaration.pictures)
        cards = cards.over(own_declaration.cards)
    options = {key: option.default for key, option in declared.items()}
    options |= _checked(chosen, declared, config_text)
    urls = tuple(str(options[k]) for k in sorted(declared) if declared[k].type == "url")
    plain = _shipped(_PLAIN)
    words, lacking = load_words(chain, plain)
    _refuse_taken(filters, config_text)
    return Theme(
        name,
        tuple(chain),
        dict(sorted(options.items())),
        urls,
        words,
        pictures,
        cards.over(PLAIN_CARDS),
        filters,
        lacking,
    )


def _load_chain(site: Path, name: str, config_text: str) -> list[tuple[Source, Declaration]]:
    """Load what a theme and its ancestors declare, nearest first."""
    chain: list[tuple[Source, Declaration]] = []
    wanted: str | None = name
    asked = partial(find_key, config_text, CONFIG_FILE, ("site", "theme"))
    while wanted is not None:
        source = _find(site, wanted, asked, wanted_by=chain[-1][0].name if chain else "")
        if any(source.folder == other.folder for other, _ in chain):
            raise fatal("NG802", f"the theme {wanted} extends itself", asked())
        declared, asked = _read_declaration(source)
        chain.append((source, declared))
        wanted = declared.theme.extends
    return chain


def _find(site: Path, name: str, asked: Callable[[], Span], *, wanted_by: str) -> Source:
    """Find a theme, which is asked for in a place, maybe by one that extends it."""
    local = site / "themes" / name
    shipped = _shipped(name)
    if not NAME.fullmatch(name):
        why = "a theme's name has small letters, digits and -, and no more than 64"
        raise NewsgenError(_no_theme(site, name, why, asked()))
    if (local / THEME_FILE).is_file():
        return Source(name, local, f"themes/{name}")
    if (shipped.folder / THEME_FILE).is_file():
        return shipped
    if local.is_dir():
        title = name.replace("-", " ").capitalize()
        hint = f'Write it, with [theme], title = "{title}" and extends = "plain".'
        raise fatal("NG801", f"the folder themes/{name} has no theme.toml", asked(), hint)
    more = f", which {wanted_by} extends" if wanted_by else ""
    raise NewsgenError(_no_theme(site, name, f"there is no theme {name}{more}", asked()))


def _read_declaration(source: Source) -> tuple[Declaration, partial[Span]]:
    """Read what a theme declares, and how to find where it says what it extends."""
    label = f"{source.label}/{THEME_FILE}"
    with reading(label):
        text = read_own(source.folder / THEME_FILE)
    declared = declaration(text, label)
    for key, option in declared.options.items():
        if problem := option.mismatch(option.default):
            raise fatal(
                "NG802",
                f"the default of option {key} {problem}",
                find_key(text, label, ("options", key, "default")),
            )
    return declared, partial(find_key, text, label, ("theme", "extends"))


def _refuse_taken(filters: SiteFilters, config_text: str) -> None:
    """Refuse filters of the site that are called like others."""
    for name in filters.digests:
        if name in KNOWN_FILTERS:
            place = find_key(config_text, CONFIG_FILE, ("plugins", "filters"))
            message = f"templates have a filter {name} already"
            raise fatal("NG703", message, place, "Give the plug-in another name.")


def _shipped(name: str) -> Source:
    return Source(name, _SHIPPED / name, SHIPPED + name)


def _no_theme(site: Path, name: str, why: str, asked: Span) -> Diagnostic:
    names = installed(site)
    hint = did_you_mean(name, names, f"There are: {', '.join(names)}.")
    return Diagnostic("NG801", why, asked, hint)


def _checked(
    chosen: dict[str, Any], declared: dict[str, Option], config_text: str
) -> dict[str, Any]:
    problems: list[Diagnostic] = []
    for key, value in chosen.items():
        if len(problems) >= MOST_MISTAKES:
            break
        span = find_key(config_text, CONFIG_FILE, ("theme", "options", key))
        if key not in declared:
            hint = did_you_mean(key, list(declared), _options_in_words(key, declared))
            problems.append(Diagnostic("NG702", f"the theme has no option {key}", span, hint))
        elif problem := declared[key].mismatch(value):
            problems.append(Diagnostic("NG703", f"the option {key} {problem}", span))
    if problems:
        raise NewsgenError(*problems)
    return chosen


def _options_in_words(key: str, declared: Iterable[str]) -> str:
    if names := ", ".join(sorted(declared)):
        return f"It has: {names}."
    return (
        "The theme has no options, and extends no theme that has some: delete the line, or add "
        f"[options.{key}] to its theme.toml."
    )

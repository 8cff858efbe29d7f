"""Removing a release: its file, its pictures, every copy, and every word that names it."""

import html
import re
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote

from newsgen.config import Config
from newsgen.config.menu import links_of
from newsgen.content.frontmatter import OPENING
from newsgen.content.markup import extensions_told
from newsgen.content.release import SourceReader
from newsgen.content.scan import decode
from newsgen.diagnostics import NewsgenError, fatal
from newsgen.files import OutputFolder, walk, write_atomically
from newsgen.model.area import folder_of
from newsgen.model.ledger import FILE as LEDGER, Line
from newsgen.model.release import TAKEN_DOWN, Release
from newsgen.model.same_address import same_address
from newsgen.model.taxonomy import terms_of
from newsgen.model.urls import both_spellings, parse_url
from newsgen.pipeline import ledger
from newsgen.pipeline.ingest import ingest
from newsgen.pipeline.session import Session
from newsgen.pipeline.taken_down import FileAddresses, forget_noted_of
from newsgen.pipeline.variants import CopiesOf, cards_of, copies_of, forget_cards, forget_copies
from newsgen.retention._purge import Traces, delete_indexes, outputs, purge
from newsgen.retention._tombstones import Place, place_of, write_tombstones
from newsgen.retention.import_report import delete_report
from newsgen.retention.named import hosts_of, sources_at
from newsgen.rules import policy
from newsgen.store.terms import TermName

_TAKEN_DOWN: Final = re.compile(r"^(?:status|expires|superseded_by) *:.*\n", re.MULTILINE)
"""The keys of a release that is over and of no other, each with its value on its line."""
_ENDS: Final = r"(?![\w/-]|[.]\w)"
"""Behind an address in a text: no more of its last name or number."""
_NAMES_TWIN: Final = re.compile(r"^translation_of *:.*\n(?:[ \t]+.*\n)*", re.MULTILINE)


class TermLink(NamedTuple):
    """The page of a term: its root, and the link to it."""

    root: str
    href: str


@dataclass(frozen=True, slots=True)
class Removal:
    """What removing an address means.

    `source` is empty if only the ledger knows it. `files` are used by nothing else; `shared` are,
    as they are or under another name, and stay. `unused` are files of the content folder that
    nothing names: some may have been its. `mentions` are other files of the site that name the
    address, and have to be edited. `cards` are the cards that it may have had, by their paths in a
    root. `terms` are the links to the terms that no other release has. `twin` is its translation,
    which stays, but for the key that names it.
    """

    places: tuple[Place, ...]
    source: str
    files: tuple[str, ...]
    shared: tuple[str, ...]
    unused: tuple[str, ...]
    mentions: tuple[str, ...]
    title: str
    cards: tuple[str, ...]
    terms: tuple[TermLink, ...]
    twin: str


class Removed(NamedTuple):
    """What was done. `pages` are addresses whose copies elsewhere may mention the release.

    Of them, `of_release` are those of itself, its pictures, their smaller copies and its card.
    `unknown` are files in an output folder that newsgen did not write and that mention it. `others`
    are the output folders beside the one that is built: they lost pages and their search index.
    `edited` are the releases, by their files, that named it as their translation, or that were
    held by it.
    """

    pages: tuple[str, ...]
    of_release: tuple[str, ...]
    deleted: int
    unknown: tuple[str, ...]
    others: tuple[str, ...]
    edited: tuple[str, ...] = ()


# What there is to do


class CannotRemoveError(ValueError):
    """An address that is not to be removed as it is given, and what to do instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def look_up(session: Session, url: str) -> Removal | None:
    """Find out what removing an address means; None if nobody knows it.

    Raises:
        URLError: it is not an address.
        CannotRemoveError: it is another site's, an old one of a release that is there, or that of a
            page which the settings name.
        NewsgenError: a line of the ledger or of the tombstones cannot be read: it would be lost,
            and with it what became of an address.

    """
    place, (lines, _, wrong) = place_of(url), ledger.read(session.request.site)
    if wrong:
        raise NewsgenError(*wrong)
    _check_host(session, place, lines)
    source = next(sources_at(session, place.address), "")
    if source:
        _check_named(session.config, source)
    else:
        _check_old(session, place)
    places = _places(session, place, source, lines)
    if _at(place, session.config) not in {_at(known, session.config) for known in places}:
        return None
    readers = _SourceTexts(session)
    mine = readers.uses(source) if source else set()
    every = set(session.scan.files)
    others = readers.used_by_others(source, every)
    release = readers.published(source) if source else None
    twin, is_named = session.catalogue.pairs.of(source) if source else ("", False)
    return Removal(
        places=places,
        source=source,
        files=tuple(sorted(mine - others)),
        shared=tuple(sorted((mine | _same_as(session, mine)) & others)),
        unused=tuple(sorted(every - mine - others)),
        mentions=tuple(readers.naming(places, source, twin if is_named else "")),
        title=readers.title(source) if source else "",
        cards=tuple(cards_of(session, release)) if release else (),
        terms=tuple(_term_links(session, release)) if release else (),
        twin=twin,
    )


def _same_as(session: Session, files: Iterable[str]) -> set[str]:
    """Return the files of the content folder that are the same as some, whatever their names."""
    sizes, content = session.scan.files, session.content
    same = set[str]()
    for file in files:
        alike = [path for path, stamp in sizes.items() if stamp.size == sizes[file].size]
        data = (content / file).read_bytes() if len(alike) > 1 else b""
        same.update(path for path in alike if (content / path).read_bytes() == data)
    return same


def _term_links(session: Session, release: Release) -> Iterator[TermLink]:
    """Yield the links to the terms that no other release has: their names may be its words."""
    config, terms = session.config, session.catalogue.terms
    root = config.root_name(parse_url(release.url))
    for lister in sorted(config.listers(root, release.language, release.also_in)):
        for taxonomy in config.sorted_by_in(config.root(lister, host="", area="")):
            for term in terms_of(release, taxonomy):
                name = TermName(lister, taxonomy.name, term.slug)
                if not terms.is_of_another(name, release.source):
                    yield TermLink(folder_of(lister), taxonomy.term_href(term.slug))


def _at(place: Place, config: Config) -> tuple[str, str]:
    """Return what places share that are one: hosts with one document root have the same files."""
    return config.root_name(place.address), same_address(place.file)


def _places(
    session: Session, asked: Place, source: str, lines: Sequence[Line]
) -> tuple[Place, ...]:
    """Return all addresses of a release, or of what the ledger knows at a place."""
    catalogue, config = session.catalogue, session.config
    true = [place_of(catalogue.paths.url_of(source))] if source else []
    redirects = catalogue.addresses.of_source(source) if source else ()
    old = [place_of(redirect.url) for redirect in redirects]
    spots = {_at(place, config) for place in (asked, *true, *old)}
    in_ledger = [
        place
        for line in lines
        for place in [Place(line.address, line.file)]
        if _at(place, config) in spots or _target(line, config) in spots
    ]
    return tuple(dict.fromkeys([*true, *in_ledger, *old]))


def _target(line: Line, config: Config) -> tuple[str, str] | None:
    """Return where a line of the ledger leads within the site."""
    target = ledger.redirect_of(line, config).target
    return (target.root, same_address(target.path)) if target and target.path else None


def _check_host(session: Session, place: Place, lines: Iterable[Line]) -> None:
    """Refuse an address of another site: a wrong host must not choose a release."""
    old = (parse_url(old.redirect.url) for old in session.catalogue.addresses.every())
    known = {address.host for address in (*old, *(line.address for line in lines))}
    hosts = sorted(hosts_of(session) | known)
    if place.address.host not in hosts:
        hint = f"Its hosts are {', '.join(hosts)}." if hosts else "It has none yet."
        raise CannotRemoveError(f"{place.address.host} is not a host of this site", hint)


def _check_old(session: Session, place: Place) -> None:
    """Refuse an old address that leads to a release: it would be left where it is."""
    catalogue, at = session.catalogue, _at(place, session.config)
    for source, redirect in catalogue.addresses.every():
        if (redirect.root, same_address(redirect.file)) != at:
            continue
        target = redirect.target
        heir = source or (target and catalogue.paths.source_at(target.root, target.path))
        if heir:
            way = "take it out of redirect_from" if source else f"write gone behind it in {LEDGER}"
            raise CannotRemoveError(
                f"{place.address.url} is an old address of the release in content/{heir}",
                f"If nothing but the old address has to go, {way} first. To remove the release "
                f"with all its addresses, give the true one:\n\n"
                f"  newsgen remove {shlex.quote(catalogue.paths.url_of(heir))}",
            )


_TABLES: Final = {"menu": "[[menu]]", "footer": "[[footer.links]]"}


def _check_named(config: Config, source: str) -> None:
    """Refuse a page that the settings name: without it no page of the site could be built."""
    links = links_of(config.menu, config.footer)
    tables = {keys[0] for keys, link in links if link.page == source}
    named = [_TABLES[each] for each in _TABLES if each in tables]
    named += [f"[lists.{each.name}]" for each in config.release_lists if source in each.on]
    if named:
        raise CannotRemoveError(
            f"{' and '.join(named)} in newsgen.toml name content/{source}",
            "Take it out there first: without it no page of the site could be built.",
        )


class _SourceTexts:
    """The source files, read for what they use and name."""

    def __init__(self, session: Session) -> None:
        self._session = session
        with extensions_told(session.config_text):
            self._reader = SourceReader(session.config)

    def text(self, source: str) -> str:
        try:
            text = decode((self._session.content / source).read_bytes(), source)
        except OSError:
            return ""
        return text if isinstance(text, str) else ""

    def title(self, source: str) -> str:
        located = self._reader.parse(self.text(source), source).located
        title = located.values.get("title", "") if located else ""
        return html.unescape(title) if isinstance(title, str) else ""

    def published(self, source: str) -> Release | None:
        """Return the release that a source would give if it had not been taken down."""
        return self._reader.parse(_TAKEN_DOWN.sub("", self.text(source)), source).release

    def uses(self, source: str) -> set[str]:
        """Return the files of the content folder that a source names, whatever its status."""
        parsed = self._reader.parse(self.text(source), source)
        uses = {use.path for use in (*parsed.files, parsed.og_file) if use}
        return uses & self._session.scan.files.keys()

    def used_by_others(self, source: str, files: set[str]) -> set[str]:
        """Return those of some files that something else needs."""
        if not files:
            return set()
        options = self._session.config.theme.options.values()
        needed = {str(value).lstrip("/") for value in options}
        silent = self._session.without_release()
        for _, release in self._session.catalogue.releases.all():
            if release.is_retired or not release.title:  # it is over: only its text has its files
                silent.add(release.source)
            elif release.source != source:
                needed |= {use.path for use in release.uses}
        for other in silent - {source}:
            text = unquote(self.text(other))
            needed |= {path for path in files if path.rpartition("/")[2] in text}
        return needed & files

    def naming(self, places: Iterable[Place], named: str, twin: str) -> Iterator[str]:
        """Yield the site's other files whose text holds one of the addresses, or names the source.

        An empty source is not there any more. What its twin says in `translation_of` is not among
        it.
        """
        patterns = [_naming(place) for place in places if place.address.href != "/"]
        if named:
            patterns.append(rf"(?<![\w./-]){re.escape(named)}(?![\w/-])")
        pattern = re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)
        site = self._session.request.site
        for source in sorted(set(self._session.sources.known()) - {named}):
            text = self.text(source)
            text = _NAMES_TWIN.sub("", text, count=1) if source == twin else text
            if pattern.search(unquote(text)):
                yield f"content/{source}"
        themes = (site / "themes" / entry.path for entry in walk(site / "themes", hidden=True))
        for file in (site / "newsgen.toml", *themes):
            if file.is_file() and pattern.search(unquote(file.read_text("utf-8", "replace"))):
                yield file.relative_to(site).as_posix()


def _naming(place: Place) -> str:
    """Return a pattern for what names an address in a text whose escapes are decoded.

    A query is part of it, and another one is another address; without one, so is a longer name.
    """
    path = re.escape(place.address.path.rstrip("/"))
    if not place.address.query:
        return rf"{path}/?{_ENDS}"
    query = re.escape(unquote(place.address.query)).replace(r"\&", "&(?:amp;|#38;|#x26;)?")
    return rf"{path or '/'}/?\?{query}{_ENDS}"


# Doing it


def _known_below(session: Session, terms: Sequence[TermLink]) -> Iterator[Place]:
    """Yield the addresses of the ledger that are those of terms, or of their years."""
    for line in ledger.read(session.request.site).lines:
        root, href = session.config.root_name(line.address), line.address.href
        if any(root == term.root and href.startswith(term.href) for term in terms):
            yield Place(line.address, line.file)


def carry_out(session: Session, removal: Removal, *, reason: str, ref: str) -> Removed:
    """Remove it from the content, the lists, the cache and every output folder.

    The website has to be built afterwards: pages that mentioned the release are deleted.

    Raises:
        NewsgenError: a file cannot be deleted or written.

    """
    site = session.request.site
    delete_report(site)
    delete_indexes(session)  # first, as whatever fails afterwards must not leave them
    removed, copies = _purge_outputs(session, removal)
    forget_noted_of(session, {*removed.pages})  # while its release says what its address is
    if removal.twin and _forget_twin(session, removal.twin):
        removed = removed._replace(edited=(removal.twin,))
    places = (*removal.places, *_known_below(session, removal.terms))
    sources = [removal.source] if removal.source else []
    with _without(session, sources):
        write_tombstones(session, places, reason=reason, ref=ref)
    _unlink(session, [*removal.files, *sources])  # last what all this is told by, if it is repeated
    _forget_known(site)
    ingest(session)
    forget_cards(session)
    forget_copies(session, copies)  # one that is still shown is made again
    session.findings.forget()
    ledger.sync(session)
    session.database.commit()
    return removed


def _purge_outputs(session: Session, removal: Removal) -> tuple[Removed, set[str]]:
    """Delete it from every output folder; return the names of its pictures' copies too."""
    known = copies_of(session, removal.files)
    traces = Traces.of(
        removal.places,
        files=removal.files,
        title=removal.title,
        content=session.content,
        links=[term.href for term in removal.terms],
        copies=known.names,
    )
    pages, of_release, addresses = set[str](), set[str](), FileAddresses(session)
    for place in removal.places:
        of_release |= both_spellings(place.address.url, place.file)
    of_release = of_release.union(*map(addresses.all_of, _own_files(session, removal, known)))
    deleted, unknown, others, copies = 0, list[str](), list[str](), {*known.names}
    for output in outputs(session):
        purged = purge(output, traces)
        deleted += len(purged.deleted)
        copies |= purged.copies
        unknown += [f"{output.folder}/{path}" for path in purged.unknown]
        if output.folder == session.request.output.resolve():
            pages = pages.union(*map(addresses.all_of, purged.deleted))
            of_release = of_release.union(*map(addresses.all_of, purged.pictures))
        elif output.folder.is_dir():
            others.append(str(output.folder))
    removed = Removed(
        pages=tuple(sorted(pages | of_release)),
        of_release=tuple(sorted(of_release)),
        deleted=deleted,
        unknown=tuple(unknown),
        others=tuple(others),
    )
    return removed, copies


def _own_files(session: Session, removal: Removal, copies: CopiesOf) -> Iterator[str]:
    """Yield the paths of its pictures, their copies and cards, which may be in no output now."""
    root = session.config.root_name(removal.places[0].address)
    for path in (*removal.files, *copies.paths, *removal.cards):
        yield f"{root}/{path}" if root else path


def _forget_twin(session: Session, twin: str) -> bool:
    """Take the key out of a release by which it names its twin, and say why it has none.

    Where nobody asks for translations, nothing need be said. What held it, as it held the twin, it
    says itself from now on: a removal publishes nothing. Return whether the file is another.
    """
    file = session.content / twin
    before = file.read_bytes().decode()
    text = before.replace("\r\n", "\n")
    text = _NAMES_TWIN.sub("", text, count=1)
    placed = session.timeless.releases.from_source(twin)
    if placed:
        text = _saying(text, placed.release, dict(_to_say(session, placed.release)))
    text = text.replace("\n", "\r\n") if "\r\n" in before else text
    if text == before:
        return False
    write_atomically(file, text.encode())
    return True


def _to_say(session: Session, half: Release) -> Iterator[tuple[str, str]]:
    """Yield what the half that stays is to say: what it has of its twin alone, and why it has none.

    Of an embargo that is past nothing need be said.
    """
    since, until = session.catalogue.pairs.times_of_twin(half.source)
    if since is not None and since > session.request.as_of.timestamp():
        yield "embargo", _in_utc(since)
    if until is not None:
        yield "expires", _in_utc(until)
    if session.config.gates_of(half.area):
        yield "translation", TAKEN_DOWN


def _saying(text: str, release: Release, keys: dict[str, str]) -> str:
    """Return the text of a release with some keys on top, in the place of those that it has."""
    life = release.life
    ours = {
        "embargo": release.embargo,
        "expires": release.expires,
        "translation": life and life.apart,
        "translation_by": life and life.twin_by,
    }
    for key in (*keys, "translation_by") if "translation" in keys else keys:
        if ours[key]:
            text = re.sub(rf"^{key} *:.*\n", "", text, count=1, flags=re.MULTILINE)
    for key, value in keys.items():
        text = OPENING.sub(rf"\g<0>\n{key}: {value}", text, count=1)
    return text


def _in_utc(timestamp: float) -> str:
    return f"{datetime.fromtimestamp(timestamp, UTC):%Y-%m-%dT%H:%M:%SZ}"


@contextmanager
def _without(session: Session, sources: Sequence[str]) -> Iterator[None]:
    """Have a look at the catalogue as it will be without some sources."""
    connection = session.database.connection
    connection.execute("SAVEPOINT without")
    try:
        session.catalogue.entries.drop(sources)
        yield
    finally:
        if connection.in_transaction:  # a full disk ends it
            connection.execute("ROLLBACK TO without")
            connection.execute("RELEASE without")


def _unlink(session: Session, paths: Iterable[str]) -> None:
    """Delete files of the content folder, and the folders that become empty with them."""
    content = OutputFolder(session.content)
    for path in paths:
        why = "the file cannot be deleted"
        try:
            content.remove(path)
        except OSError as error:
            why += f": {error.strerror}"
        if (session.content / path).exists():
            hint = "Delete it yourself, with whatever link leads to it, and run this again."
            raise fatal("NG905", why, f"content/{path}", hint)


def _forget_known(site: Path) -> None:
    """Take files that are gone out of the baseline: their names may be those of people."""
    known = policy.load_baseline(site).known
    left = Counter({key: count for key, count in known.items() if (site / key[0]).exists()})
    if left != known:
        policy.save_baseline(site, policy.Baseline(left))

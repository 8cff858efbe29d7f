"""The search index of a root, made by Pagefind.

Pagefind is a program, which takes documents and writes the files of an index. It is spoken to as
its own Python package does, message by message; that package itself waits a tenth of a second for
each answer, a quarter of an hour for ten thousand releases.

What Pagefind writes is the same whenever the documents and their order are, as long as it is given
no filters, of which it keeps the values in no order. So what a search is narrowed by is a file of
newsgen's own.
"""

import gzip
import json
import shutil
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from newsgen.config.load import FILE as CONFIG_FILE, find_key
from newsgen.diagnostics import fatal
from newsgen.digest import digest_bytes
from newsgen.fast.patterns import later
from newsgen.files import walk
from newsgen.model.area import Area, folder_of
from newsgen.model.dates import Moment
from newsgen.model.elements import HTML_TAG
from newsgen.model.language_parts import html_parts
from newsgen.model.release import Release, Status
from newsgen.site.addresses import SEARCH_FACETS
from newsgen.site.items import link_to
from newsgen.store import Catalogue

PACKAGE: Final = "pagefind_bin"
PART: Final = "site-lang-"
"""How the id of a part in a language begins; no page has such an id."""
_MARK: Final = b"pagefind_dcd"
"""What Pagefind's files begin with, once they are unpacked."""
_UNUSED: Final = (
    "pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight",
)  # fmt: skip
"""Pagefind's own pages for searching; the theme has one."""
_WORD: Final = later(r"\w")


def require_pagefind(config_text: str) -> None:
    """See that Pagefind is there; it is not of use to a site without search.

    Raises:
        NewsgenError: it is not installed.

    """
    if find_spec(PACKAGE) is None:
        raise fatal(
            "NG706",
            "search is on, but Pagefind, which makes the index, is not installed",
            find_key(config_text, CONFIG_FILE, ("site", "search")),
            'Install it with pip install "newsgen[search]", or take search = true out.',
        )


def make_index(
    catalogue: Catalogue,
    root: str,
    folder: Path,
    *,
    area_of: Mapping[str, Area],
    language: str,
    months: Sequence[str],
) -> list[tuple[str, str]]:
    """Make the index of a root's releases in a folder; language and names of months are the site's.

    Returns:
        The name of each file below the folder, and the digest of its bytes.

    Raises:
        NewsgenError: Pagefind cannot be run, or fails.

    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with _failures(), _pagefind() as ask:
        options = {"force_language": language.partition("-")[0], "keep_index_url": True}
        number = ask("NewIndex", config=options)["index_id"]
        for release, html in catalogue.releases.bodies(root):
            text, url = document(release, html), link_to(release, folder_of(root))
            ask("AddFile", index_id=number, url=url, file_contents=text)
        # Not WriteFiles: Pagefind answers that before the last files are whole.
        files = _used(ask("GetFiles", index_id=number)["files"])
        names = dict(filter(None, (_write(folder, path, data) for path, data in files)))
        releases = (release for release, _ in catalogue.releases.bodies(root))
        linked = ((link_to(release, folder_of(root)), release) for release in releases)
        narrowed = facets(linked, names, area_of=area_of, language=language, months=months)
        (folder / SEARCH_FACETS).write_bytes(narrowed)
    paths = [entry.path for entry in walk(folder)]
    return [(path, digest_bytes((folder / path).read_bytes()).hex()) for path in paths]


def document(release: Release, body: str) -> str:
    """Write what is to be found of a release as HTML, whatever its page looks like.

    `body` is clean HTML. Pagefind leaves out what has no words, so then the title stands in. It
    notes where elements with an id begin: of a release in several languages, its parts have one.
    """
    texts = [
        *(text for image in release.images for text in (image.alt, image.caption)),
        *(attachment.title for attachment in release.attachments),
        *release.tags,
        release.incident_to_quote.reference if release.incident_to_quote else "",
    ]
    title = escape(release.title)
    more = "".join(f"<p>{escape(text)}</p>" for text in texts if text)
    text = _with_languages(body, more) if '<div lang="' in body else body + more
    if not _WORD.search(HTML_TAG.sub("", text)):
        text = f"<p>{title}</p>"
    return (
        f'<!doctype html><html lang="{escape(release.language)}"><body>'
        f'<h1 data-pagefind-ignore data-pagefind-meta="title">{title}</h1>'
        f"{text}</body></html>"
    )


def _with_languages(body: str, more: str) -> str:
    """Return HTML whose parts have their languages, or none, as ids, which search.js reads."""
    return "".join(
        f'<div id="{PART}{escape(language)}">{part}</div>'
        for language, part in (*html_parts(body), ("", more))
        if part.strip()
    )


def facets(
    linked: Iterable[tuple[str, Release]],
    names: Mapping[str, str],
    *,
    area_of: Mapping[str, Area],
    language: str,
    months: Sequence[str],
) -> bytes:
    """Write, as JSON, what releases, each with its link, can be narrowed and ordered by.

    `names` are those that the index gives them, by their links; it has none for a release without
    a word. In the JSON, `areas`, `kinds` and `months` are lists of names; `releases` has, in the
    order given, lists of name in the index, number of the area, number of the kind, date as far as
    it is known, language if it is not the site's, which is `language`, and status if it is closed
    or a draft; of the last two, what is empty at the end is left out.
    """
    areas: dict[str, int] = {}
    kinds: dict[str, int] = {}
    rows = [
        [
            names[link],
            areas.setdefault(_area(release, area_of), len(areas)),
            kinds.setdefault("page" if release.is_page else release.kind, len(kinds)),
            _date(release.published),
            *_apart(release, language),
        ]
        for link, release in linked
        if link in names
    ]
    values = {"areas": list(areas), "kinds": list(kinds), "months": months, "releases": rows}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _apart(release: Release, language: str) -> list[str]:
    other = release.language if release.language != language else ""
    if release.status in (Status.CLOSED, Status.DRAFT):
        return [other, release.status]
    return [other] if other else []


def _area(release: Release, area_of: Mapping[str, Area]) -> str:
    """Return the name of an area; a page may be of none."""
    return area_of[release.area].name if release.area in area_of else ""


def _date(moment: Moment | None) -> str:
    if moment is None:
        return ""
    day = moment.at.date().isoformat()
    return day if moment.has_day else day[:7]


def _used(files: list[dict[str, str]]) -> Iterator[tuple[str, bytes]]:
    for file in files:
        if not file["path"].startswith(_UNUSED):
            yield file["path"], b64decode(file["content"])


def _write(folder: Path, path: str, data: bytes) -> tuple[str, str] | None:
    """Write a file of the index. Returns, if it is of a document, its link and its name there."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    if file.parent.name != "fragment":
        return None
    return json.loads(gzip.decompress(data).removeprefix(_MARK))["url"], file.stem


@contextmanager
def _pagefind() -> Iterator[Any]:
    """Run Pagefind for the length of a `with` block; give a function that asks it for something."""
    from pagefind_bin import get_executable  # noqa: PLC0415 (only sites with search have it)

    command = [str(get_executable()), "--service"]
    with subprocess.Popen(  # noqa: S603 (the program that the package brings)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as program:
        yield _Service(program).ask


class _Service:
    """Speaks with Pagefind: each message is JSON in base64, and a comma."""

    def __init__(self, program: "subprocess.Popen[bytes]") -> None:
        assert program.stdin is not None
        assert program.stdout is not None
        self._to, self._from = program.stdin, program.stdout
        self._number = 0

    def ask(self, what: str, **details: Any) -> dict[str, Any]:
        """Ask for something, and wait for the answer. Raises `_PagefindError`."""
        self._number += 1
        message = {"message_id": self._number, "payload": {"type": what, **details}}
        self._to.write(b64encode(json.dumps(message).encode()) + b",")
        self._to.flush()
        answer: dict[str, Any] = json.loads(b64decode(self._next()))["payload"]
        if answer["type"] == "Error":
            raise _PagefindError(answer["message"])
        return answer

    def _next(self) -> bytes:
        """Return the next answer, the only one that is awaited."""
        heard: list[bytes] = []
        while not heard or not heard[-1].endswith(b","):
            more = self._from.read1(1 << 20)  # type: ignore[attr-defined]
            if not more:
                raise _PagefindError("it ended without an answer")
            heard.append(more)
        return b"".join(heard)[:-1]


class _PagefindError(Exception):
    """Pagefind says that it cannot."""


@contextmanager
def _failures() -> Iterator[None]:
    """Say in plain words that no index could be made."""
    try:
        yield
    except (_PagefindError, OSError, ValueError, KeyError, ImportError) as error:
        raise fatal(
            "NG907",
            f"Pagefind cannot make the search index: {error}",
            CONFIG_FILE,
            "The website is unchanged. Try again; if it fails again, reinstall Pagefind with "
            'pip install --force-reinstall "newsgen[search]".',
        ) from error

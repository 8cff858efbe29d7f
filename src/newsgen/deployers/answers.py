"""How the roots of a website answer, files that are not there any more included."""

from contextlib import suppress
from functools import cached_property
from urllib.parse import unquote

from newsgen.hosting.answer import Answer, answer
from newsgen.hosting.site import AddressKind, HostedAddress, HostedRoot, place_key
from newsgen.model.same_address import fold
from newsgen.model.urls import Address, URLError, link_to, output_path


class RootModel:
    """A document root as the model of answers looks it up."""

    def __init__(self, root: HostedRoot, files: frozenset[str]) -> None:
        self.root, self.files = root, files
        self._entries = {entry.key: entry for entry in root.entries}
        self._graves = frozenset(map(place_key, root.graves))

    @cached_property
    def _links(self) -> dict[str, str]:
        """The links of addresses with a query, by their files."""
        links = {}
        for entry in self.root.entries:
            if entry.query:
                with suppress(URLError):
                    file = output_path(Address("https", "", entry.path, entry.query))
                    links[file] = entry.link
        return links

    def link(self, file: str) -> str:
        """Return the link to a file, encoded."""
        if link := self._links.get(file):
            return link
        return link_to(file, may_have_query=file not in self.files)

    def at(self, file: str) -> Answer:
        """Return the answer at the address of a file, which may not be there any more."""
        return answer(self.link(file), self)

    def is_known_gone(self, file: str) -> bool:
        """Return whether a release or the ledger says that the page of a file is gone.

        One that answers so may be below a folder from which another was removed permanently.
        """
        path, _, query = self.link(file).partition("?")
        return self.gone(fold(unquote(path, errors="surrogateescape"), query)) is not None

    def is_file(self, path: str) -> bool:
        return path in self.files

    def folded(self, key: str) -> str | None:
        return self._target(key, AddressKind.PAGE)

    def redirect(self, key: str) -> str | None:
        return self._target(key, AddressKind.MOVED)

    def gone(self, key: str) -> str | None:
        return self._target(key, AddressKind.GONE)

    def _target(self, key: str, kind: AddressKind) -> str | None:
        entry: HostedAddress | None = self._entries.get(key)
        return entry.target if entry and entry.kind is kind else None

    def gone_below(self, place: str) -> bool:
        return place in self._graves

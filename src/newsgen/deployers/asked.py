"""What a website is asked for, and the answers that are right: as its files were deployed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.answers import RootModel
from newsgen.deployers.manifest import FileKind, HeldFile, path_digest
from newsgen.deployers.output import BuiltOutput
from newsgen.deployers.target import CachedAddress
from newsgen.deployers.unverified import NotedAddress
from newsgen.hosting.answer import Answer, answer, files
from newsgen.hosting.site import AddressKind
from newsgen.model.urls import URLError, ascii_host, parse_url

SAMPLE: Final = 50
"""Pages of the rest that are asked for."""
GONE: Final = (404, 410)


class Asked(NamedTuple):
    """An address that is asked for: its host and its path as sent, and the answer that is right.

    `content` is the digest of its bytes, empty if they are not known. A `take_down` must be gone;
    `still_at` is where the website has it all the same, as it was deployed. `may_be` is right as
    well: the answer of a server that newsgen does not configure, if that knows addresses.
    """

    host: str
    path: str
    right: Answer
    content: bytes = b""
    take_down: bool = False
    still_at: str = ""
    may_be: Answer | None = None

    @property
    def address(self) -> str:
        return f"{self.host}{self.path}"


class LiveWebsite(NamedTuple):
    """A website as it was deployed: the model of its answers, and the files that it holds."""

    output: BuiltOutput
    settings: DeploySettings
    held: Mapping[bytes, HeldFile]

    @classmethod
    def of(cls, output: BuiltOutput, settings: DeploySettings) -> "LiveWebsite":
        """Return the website of an output folder that has just been deployed."""
        held = {digest: file.held for digest, file in output.files.items()}
        return cls(output, settings, held)

    def at(self, path: str) -> HeldFile | None:
        return self.held.get(path_digest(path))

    def says_what_became(self, path: str) -> bool:
        """Return whether a page was deployed that says what became of another."""
        held = self.at(path)
        return held is not None and held.kind is FileKind.RETIRED

    def shows(self, path: str) -> bool:
        """Return whether a page or a file was deployed that says nothing of the kind."""
        return self.at(path) is not None and not self.says_what_became(path)

    def is_as_built(self, path: str) -> bool:
        """Return whether the model is that of a file: the output folder has it from the content."""
        built, held = self.output.files.get(path_digest(path)), self.at(path)
        is_same = built is not None and held is not None and built.held.content == held.content
        return is_same and self.output.built.current

    def is_known(self, path: str) -> bool:
        """Return whether the answer is known where a file was deployed.

        A page that says what became of another has the status of that. If the content has changed
        since, the model may say another one.
        """
        has_status = self.settings.knows_addresses and self.says_what_became(path)
        return not has_status or self.is_as_built(path)

    @property
    def unknown(self) -> int:
        """How many files of the output folder have an answer that is not known."""
        return sum(not self.is_known(file.path) for file in self.output.files.values())

    def host(self, model: RootModel) -> str:
        public = urlsplit(self.settings.address).netloc
        hosts = model.root.hosts
        return public if not hosts or public in hosts else hosts[0]


def of_files(
    website: LiveWebsite, paths: Iterable[str], down: Collection[str] = ()
) -> Iterator[Asked]:
    """Yield what to ask for some files that were deployed, or that were taken down.

    Where the output folder is newer than what was deployed, not all answers are known.
    """
    for path in paths:
        model, inner = website.output.root_of(path)
        if model is not None and website.is_known(path):
            yield _asked(website, model, model.link(inner), path, take_down=path in down)


def _asked(
    website: LiveWebsite, model: RootModel, link: str, path: str, *, take_down: bool
) -> Asked:
    right, held = answer(link, model), website.at(path)
    has_text_only, may_be = bool(website.settings.key_value_store) and right.status == 410, None
    if not website.settings.knows_addresses:  # nobody knows if the server knows more than files
        may_be = right if _may_be(website, path, right) else None
        right = Answer(200, path) if held else Answer(404)
    elif held and held.kind is FileKind.PAGE:
        right = Answer(200, path)  # whatever the content says of it since
    elif right.file:
        right = right._replace(file=_below(model, right.file))
    file = website.at(right.file) if right.file and not has_text_only else None
    content = file.content if file else b""
    return Asked(website.host(model), link, right, content, take_down, may_be=may_be)


def _may_be(website: LiveWebsite, path: str, modelled: Answer) -> bool:
    """Return whether a server that knows addresses answers for a file as the model does.

    That is so where nothing was deployed, or a page that says what the model does.
    """
    is_other = bool(modelled.location) or modelled.status in GONE
    says_so = website.says_what_became(path) and website.is_as_built(path)
    return is_other and (website.at(path) is None or says_so)


def _below(model: RootModel, file: str) -> str:
    return f"{model.root.name}/{file}".lstrip("/")


def of_gone(website: LiveWebsite) -> Iterator[Asked]:
    """Yield what to ask for each address that is gone by now, as it was deployed."""
    for model in website.output.roots.values():
        for entry in model.root.some(AddressKind.GONE):
            path = _path_at(website, model, entry.link)
            says_so = website.says_what_became(path) and website.is_as_built(path)
            is_down = website.at(path) is None or says_so
            if website.is_known(path):
                yield _asked(website, model, entry.link, path, take_down=is_down)


def _path_at(website: LiveWebsite, model: RootModel, link: str) -> str:
    """Return the file that the website holds at an address, or the first that it might."""
    raw, _, query = link.partition("?")
    paths = [_below(model, file) for file in files(unquote(raw), query)]
    return next(filter(website.at, paths), paths[0] if paths else "")


def of_address(website: LiveWebsite, url: str) -> Asked:
    """Return what to ask for an address that must be gone, whether the content knows it or not.

    Raises:
        URLError: it is not a URL of the site.

    """
    address = parse_url(url)
    model, host = _model_of(website, address.host), ascii_host(address.host)
    known = {
        *website.output.catalogue.overview.all_hosts(),
        urlsplit(website.settings.address).hostname,
    }
    if model is None or host not in {model.root.name, *model.root.hosts, *known}:
        hint = "Give an address of the site."
        raise URLError("NG709", f"the site has no host {address.host}", hint)
    link = address.link
    host = host if host in model.root.hosts else website.host(model)
    path, modelled = _path_at(website, model, link), answer(link, model)
    shown = website.at(_below(model, modelled.file)) if modelled.status == 200 else None
    if shown and not website.at(path) and website.output.was_removed(path):
        return Asked(host, link, modelled, shown.content)  # a page that any query may follow
    if still_at := _still_at(website, model, link):
        return Asked(host, link, Answer(410), take_down=True, still_at=still_at)
    if modelled.status == 410 and website.is_as_built(path):  # the page that says so
        return _asked(website, model, link, path, take_down=True)._replace(host=host)
    return Asked(host, link, Answer(410 if modelled.status == 410 else 404), take_down=True)


def _model_of(website: LiveWebsite, host: str) -> RootModel | None:
    return website.output.roots.get(host) or website.output.roots.get("")


def _still_at(website: LiveWebsite, model: RootModel, link: str) -> str:
    """Return where the website has what is at an address: there, or where that leads, or nowhere.

    Whatever its server does with letters of another case or with a query, readers find it.
    """
    modelled, path = answer(link, model), _path_at(website, model, link)
    shown = _below(model, modelled.file) if modelled.status == 200 else path
    if website.shows(path) or website.shows(shown):
        return link
    if not modelled.location:
        return ""
    to = urlsplit(urljoin(f"https://{website.host(model)}{link}", modelled.location))
    heir = _model_of(website, to.netloc)
    leads = heir is not None and website.shows(_path_at(website, heir, f"{to.path}?{to.query}"))
    return modelled.location if leads or website.at(path) else ""


def of_cached(website: LiveWebsite, addresses: Iterable[CachedAddress]) -> Iterator[Asked]:
    """Yield what to ask for addresses that an earlier deployment has left in caches."""
    for host, path in addresses if website.settings.knows_addresses else ():
        model = _model_of(website, host)
        if model is not None and host == website.host(model):
            is_down = answer(path, model).status in GONE
            yield _asked(website, model, path, "", take_down=is_down)


def of_noted(website: LiveWebsite, addresses: Iterable[NotedAddress]) -> Iterator[Asked]:
    """Yield what to ask for addresses that answered wrongly after an earlier deployment."""
    for host, link, take_down in addresses:
        model = _model_of(website, host)
        if model is not None:
            path = _path_at(website, model, link)
            is_down = take_down and not website.shows(path)
            yield _asked(website, model, link, path, take_down=is_down)._replace(host=host)


def sample(website: LiveWebsite, but: Collection[str]) -> list[str]:
    """Return some pages and listings of all the rest, the same of the same website."""
    kinds = (FileKind.PAGE, FileKind.LISTING, FileKind.RETIRED)
    paths = {digest: file.path for digest, file in website.output.files.items()}
    rest = [d for d, f in website.held.items() if f.kind in kinds and d in paths]
    return [paths[digest] for digest in sorted(rest) if paths[digest] not in but][:SAMPLE]

"""The menu and the footer of a site: `[[menu]]` and `[footer]` of newsgen.toml."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from newsgen.config import _values as values
from newsgen.config.rows import setting, table
from newsgen.model.declared import ValueReader, list_of, text
from newsgen.model.refusal import refusal
from newsgen.model.urls import Address, URLError, output_path, parse_url
from newsgen.model.worded import Worded, worded

_TITLE: Final = "What it is called, in one text or a text for each language"
_PAGE: Final = "The file of a page, from the content folder; it is left out while nobody may see it"
_LINK: Final = "A path within the site, left out while what is there is held, or an absolute URL"


@dataclass(frozen=True, slots=True)
class MenuLinkSettings:
    """A link of the menu or the footer: to a page, by its file, or to an address."""

    title: Worded = setting(worded(values.CODE), _TITLE, "Courts")
    page: str = setting(text(values.content_file), _PAGE, "courts/index.md", default="")
    link: str = setting(text(values.menu_link), _LINK, "/courts/", default="")

    @property
    def is_within(self) -> bool:
        """Whether the link is a path within the site."""
        return self.link.startswith("/")

    @property
    def address(self) -> Address:
        """The address that the link leads to: of a path, on any host."""
        link = self.link.partition("#")[0]
        return parse_url(values.ANY_HOST + link if self.is_within else link)

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the paths that the link may lead to on its host: of a page, and of a file."""
        address = self.address
        file = address.path.lstrip("/")
        try:
            return output_path(address), file
        except URLError:  # no page can be there
            return (file,)


Entry = TypeVar("Entry", bound="MenuLinkSettings")


def _leading(name: str) -> Callable[[Entry], Entry]:
    """Return what refuses an entry that leads nowhere, or to two places."""

    def check(entry: Entry) -> Entry:
        if bool(entry.page) is bool(entry.link):
            what = "both page and link" if entry.page else "neither page nor link"
            hint = 'Write page = "about.md" for a page of the site, or link = "/areas/northshire/".'
            raise refusal(values.CODE, f"{name} has {what}", hint)
        return entry

    return check


_ENTRY: Final = "an entry of the menu"


@dataclass(frozen=True, slots=True)
class MenuEntrySettings(MenuLinkSettings):
    """A link of the menu with those below it."""

    children: tuple[MenuLinkSettings, ...] = setting(
        list_of(
            table(MenuLinkSettings, _leading(_ENTRY)),
            "Write each link as a table: [[menu.children]], then title and page or link.",
        ),
        "The links below it",
        [{"title": "Saltmere", "page": "courts/saltmere.md"}],
        default=(),
    )


def menu() -> ValueReader[tuple[MenuEntrySettings, ...]]:
    """Take the entries of the menu, in order."""
    entry: ValueReader[Any] = table(MenuEntrySettings, _leading(_ENTRY))
    return list_of(entry, "Write each entry as a table: [[menu]], then title and page or link.")


@dataclass(frozen=True, slots=True)
class FooterSettings:
    """What stands at the end of every page."""

    copyright: Worded = setting(
        worded(values.CODE),
        "The copyright line, in one text or a text for each language",
        "© Northshire Police 2026",
        factory=dict,
    )
    links: tuple[MenuLinkSettings, ...] = setting(
        list_of(
            table(MenuLinkSettings, _leading("a link of the footer")),
            "Write each link as a table: [[footer.links]], then title and page or link.",
        ),
        "Links after newsgen's own, such as to the site's privacy notice, cookies and terms",
        [{"title": "Privacy", "page": "privacy.md"}],
        default=(),
    )


def links_of(
    menu: Sequence[MenuEntrySettings], footer: FooterSettings
) -> Iterator[tuple[tuple[str, ...], MenuLinkSettings]]:
    """Yield the links of the menu and the footer, each with its place in newsgen.toml."""
    for at, entry in enumerate(menu):
        yield ("menu", str(at)), entry
        for below, link in enumerate(entry.children):
            yield ("menu", str(at), "children", str(below)), link
    for at, link in enumerate(footer.links):
        yield ("footer", "links", str(at)), link

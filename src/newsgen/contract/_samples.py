"""Sample views for every template, made from the views' own types, at the edges that archives have.

Nothing here is written for one view: whatever a view declares is filled by its type, and by its
name where a text must have a form, such as a link.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from itertools import count
from types import UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from newsgen.config.fields import TYPES, labels
from newsgen.config.settings import MarkdownSettings
from newsgen.content.fields import Fields, rows_of
from newsgen.content.keys import KEYS
from newsgen.content.markup import Markup
from newsgen.content.matter import keys_of_templates
from newsgen.model.dates import Moment, Precision
from newsgen.model.fields import from_plain, to_plain
from newsgen.model.release import Kind
from newsgen.site.views import (
    ContentPage,
    FileFacts,
    Fragment,
    Image,
    Item,
    ListView,
    PortalPage,
    ReleaseView,
    SearchPage,
    SiteView,
    StatementPage,
    WithdrawnPage,
)
from newsgen.theme.load import Theme

_NO_FIELDS: Final[Fields] = {}
_ZONE: Final = ZoneInfo("Europe/London")
_ALTERNATES: Final = (
    ("cy", "https://www.northshire.police.example/newyddion/2026/Ebrill/sampl.aspx"),
    ("en-GB", "https://www.northshire.police.example/news/2026/April/sample.aspx"),
)
_AT: Final = datetime(2026, 3, 5, 10, 49, tzinfo=_ZONE)
_MAP: Final = Image("/images/map.png", "", width=640, height=480)
_FORM: Final = FileFacts("/files/form.pdf", "PDF", 1_234_567, 8)
UNESCAPED: Final = "sample-b"
"""An element that samples have in their texts, and that no page has if these are escaped."""
_FRAGMENT: Final = Fragment("sample.md", "0" * 32, (_MAP,), files=(_FORM,), embeds=True)
_LONG: Final = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"

_OPTIONAL: Final = frozenset(
    {
        *("summary", "description", "caption", "credit", "json_ld", "explanation", "superseded_by"),
        *("accessibility", "accessibility_contact", "alternative", "email", "telephone"),
    }
)
"""Texts that may be empty."""

_TAXONOMY: Final = "districts"

BODY: Final = f"""\
Officers are asking **anyone** who saw the collision to *call 101*.

## What we know

- A grey van, see [the form](/files/form.pdf)
- A [red car](https://www.northshire.police.example/appeals/)

1. Stop
2. Tell us

> “We need your help,” said the sergeant.

### Figures

| Day | Calls |
| --- | ----: |
| Monday | 12 |
| Tuesday | {_LONG} |

![A map of the road](/images/map.png)

:::video The van on Fell Road
https://www.youtube.com/watch?v=jNQXAC9IVRw
:::

:::video The “harbour” & the van
/films/van.mp4
captions: /films/van.vtt
transcript: /films/van.txt
:::

---

`A1(M)` & more: <b>bold</b> {_LONG}
"""
"""A body with all that Markdown may hold."""


@dataclass(frozen=True, slots=True)
class Case:
    """One edge case: how long lists are, what is present, and what texts are like.

    `optional` says whether optional values are present: dates, links to neighbours, descriptions.
    `language` is that of releases, and `site_language` the site's, if it is not the configured one.
    """

    name: str
    text: str
    items: int = 3
    optional: bool = True
    language: str = "en-GB"
    precision: Precision = Precision.MINUTE
    draft: bool = False
    closed: bool = False
    search: bool = True
    site_language: str = ""


CASES: Final = (
    Case("usual", "Appeal after a collision in Saltmere"),
    Case("bare", "Man charged", items=0, optional=False, search=False),
    Case("one", "Court result", items=1, precision=Precision.DAY, closed=True),
    Case("Welsh", "Cyngor i ymwelwyr o Gymru", language="cy", precision=Precision.DAY),
    Case("Welsh site", "Appeal in English", site_language="cy"),
    Case("long", f"{_LONG} {_LONG} and so on", items=40, precision=Precision.MONTH, draft=True),
    Case("closed", "Man found", items=0, optional=False, closed=True, search=False),
    Case("marks", f'Police & “crime” <{UNESCAPED}>news</{UNESCAPED}> "quoted" it\'s {{{{ 1 }}}}'),
)


_MOST_WITHIN: Final = 3
"""Items of a list in a list, at most: no menu has 40 entries with 40 below each."""


@cache
def _kinds_of(cls: Any) -> tuple[tuple[str, Any], ...]:
    """Return the names and types of a view's fields."""
    hints = get_type_hints(cls)
    return tuple((field.name, hints[field.name]) for field in fields(cls))


class Samples:
    """Makes the views of one case: texts and links differ from each other, as in an archive."""

    def __init__(
        self,
        case: Case,
        theme: Theme,
        language: str,
        fields: Fields = _NO_FIELDS,
        lists: Iterable[str] = ("court",),
    ) -> None:
        self._case = case
        self._declared = fields
        self._lists = tuple(lists)
        self._rows = (*keys_of_templates(KEYS), *rows_of(fields))
        self._theme = theme
        self._language = case.site_language or language
        self._numbers = count(1)
        self._is_in_list = False
        self._kinds = {"areas": 1, "archives": 1, "trail": 1, "months": 12}
        """Fields that always have so many items at least."""

    def site(self, page: Any) -> SiteView:
        """Make the site's view for a page's, with the theme's own options and assets."""
        site: SiteView = self.view(SiteView)
        site.options, site.assets = self._theme.options, self._theme.asset_links
        site.language, site.theme = self._language, self._theme.name
        has_search = self._case.search or page is SearchPage
        site.search = "/search/" if has_search and page is not PortalPage else ""
        site.fields = labels(self._declared, self._theme.words)
        site.words, site.ui_language = self._theme.words, self._theme.ui_language_of(self._language)
        site.taxonomies = {_TAXONOMY: dict.fromkeys(self._theme.words, "Districts")}
        site.taxonomy_languages = {_TAXONOMY: dict.fromkeys(self._theme.words, "")}
        if page is PortalPage:  # as the build does
            site.areas = site.archives = site.feeds = ()
            site.accessibility = site.accessibility_contact = ""
        return site

    def view(self, cls: Any) -> Any:
        """Make a view, or another dataclass, field by field."""
        values = {name: self._value(cls, name, kind) for name, kind in _kinds_of(cls)}
        if cls is StatementPage:  # the configuration holds it to its lists
            values["status"] = "partial" if self._case.items else "full"
        return cls(**values)

    def _value(self, cls: Any, name: str, kind: Any) -> Any:
        """Make a value of a type for a field of a class."""
        arguments = get_args(kind)
        if isinstance(kind, UnionType):
            return self._value(cls, name, arguments[0]) if self._case.optional else None
        if get_origin(kind) is tuple:
            if arguments[-1] is Ellipsis:
                return self._list(cls, name, arguments[0])
            return tuple(self._value(cls, name, part) for part in arguments)
        if cls in (ContentPage, ReleaseView, Item) and name == "fields":
            return self._fields()
        if get_origin(kind) is dict:
            return self._map(cls, name)
        return self._single(cls, name, kind)

    def _map(self, cls: Any, name: str) -> dict[str, Any]:
        if name == "lists":
            return {each: self.view(ListView) for each in self._lists}
        if name in ("languages", "copyright_languages"):
            return dict.fromkeys(self._theme.words, "")
        if name == "titles" or (name == "copyright" and self._case.optional):
            return {language: self._text(cls, name) for language in self._theme.words}
        return {"anything": self._text(cls, "extra")} if self._case.optional else {}

    def _fields(self) -> dict[str, Any]:
        """Return values of keys and of fields that the site declares; some cases have none.

        A field of the site's own kind has none in any: only its plug-in knows what it would be.
        """
        values = {
            row.name: row.reader.read(row.examples[0], _ZONE)
            if self._case.optional and self._has_example(row.name)
            else row.absent
            for row in self._rows
        }
        seen: dict[str, Any] = from_plain(to_plain(values))
        return seen

    def _has_example(self, name: str) -> bool:
        return name not in self._declared or self._declared[name].type in TYPES

    def _single(self, cls: Any, name: str, kind: Any) -> Any:
        """Return a value that is neither missing nor a list."""
        if kind is str:
            return self._text(cls, name)
        if issubclass(kind, StrEnum):
            return list(kind)[next(self._numbers) % len(kind)]
        if kind is bool:
            flags = {
                "draft": self._case.draft,
                "closed": self._case.closed,
                "open_appeal": self._case.optional and not self._case.closed,
            }
            return flags.get(name, self._case.optional)
        known = {int: self._case.items, datetime: _AT, Fragment: _FRAGMENT}
        if kind in known:
            return known[kind]
        if kind is Moment:
            return Moment(_AT - timedelta(days=next(self._numbers) % 900), self._case.precision)
        return self.view(kind)

    def _list(self, cls: Any, name: str, kind: Any) -> tuple[Any, ...]:
        if name in ("properties", "names"):
            return (("og:title", self._case.text),) if name == "properties" else ()
        if name == "alternates":
            return _ALTERNATES if self._case.optional else ()
        if name == "kinds":
            return tuple(Kind) if self._case.optional else ()
        if name in ("years", "months") and kind is str:
            return tuple(str(2026 - number) for number in range(self._case.items))
        number = max(self._case.items, self._kinds.get(name, 0))
        number = 12 if name == "months" else number
        if self._is_in_list:
            number = min(number, _MOST_WITHIN)
        before, self._is_in_list = self._is_in_list, True
        items = tuple(self._value(cls, name, kind) for _ in range(number))
        self._is_in_list = before
        return items

    def _text(self, cls: Any, name: str) -> str:
        number = next(self._numbers)
        known = {
            "href": f"/news/2026/March/sample-{number}.aspx",
            "url": f"https://www.northshire.police.example/news/sample-{number}.aspx",
            "canonical": f"https://www.northshire.police.example/news/sample-{number}.aspx",
            "base_url": "https://www.northshire.police.example",
            "src": f"/images/sample-{number}.png",
            "srcset": f"/media/sample-{number}-320.webp 320w, /media/sample-{number}-640.webp 640w",
            "avif": f"/media/sample-{number}-320.avif 320w, /media/sample-{number}-640.avif 640w",
            "image": f"https://www.northshire.police.example/images/sample-{number}.png",
            "home": "/",
            "index": "/pagefind/",
            "search": "/search/",
            "id": f"tag:northshire.police.example,2026:{number}",
            "type": "application/atom+xml",
            "sitemaps": f"https://www.northshire.police.example/sitemap-{number}.xml",
            "language": self._case.language,
            "ui_language": self._ui_language(),
            "superseded_by": f"/news/2026/April/sample-{number}.aspx",
            "accessibility": "/accessibility-statement/",
            "accessibility_contact": "https://www.northshire.police.example/contact/accessibility/",
            "alternative": f"/news/2026/March/sample-{number}.txt",
            "nation": "england",
            "contact": "https://www.northshire.police.example/contact/",
            "email": "web.team@northshire.police.example",
            "telephone": "01632 960100",
            "wcag_version": "2.2",
            "criterion": "1.1.1 Non-text Content",
            "robots": "",
            "json_ld": '{"@context":"https://schema.org","@type":"NewsArticle"}',
            "generator": "newsgen",
            "taxonomy": _TAXONOMY,
            "key": "district",
        }
        if not self._case.optional and name in _OPTIONAL and cls is not WithdrawnPage:
            return ""
        if name in known:
            return known[name]
        return f"{self._case.text} {number}"

    def _ui_language(self) -> str:
        """Return the language of a release's interface, as the build does."""
        return self._theme.ui_language_of(
            self._case.language, self._theme.ui_language_of(self._language)
        )


def body(case: Case, settings: MarkdownSettings) -> str:
    """Return what newsgen makes of the sample body, with a site's own extensions."""
    return Markup(settings.extensions, settings.extension_configs).convert(BODY, case.language)

"""Windows of parts for unit tests, with what a site would show in them."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from newsgen.model.area import Area, Root
from newsgen.model.dates import MONTH_NAMES, WELSH_MONTHS
from newsgen.model.release import Release, Twin
from newsgen.model.taxonomy import Taxonomy
from newsgen.site._month_window import MonthWindow
from newsgen.site.cards import CardStyle
from newsgen.site.items import FileSize, item
from newsgen.site.outline import Archive, MonthWords
from newsgen.site.pictures import PictureFile
from newsgen.site.target import Target
from newsgen.site.views import ReleaseLink
from newsgen.site.window import Question

NO_TWINS: Mapping[str, Twin] = MappingProxyType({})
ARCHIVE = Archive("/news/", "News archive", (), 0)
WORDS = {"home": "Home", "undated": "Undated"}
MONTHS = {"en": MonthWords(MONTH_NAMES, MONTH_NAMES), "cy": MonthWords(WELSH_MONTHS, WELSH_MONTHS)}


def month_window(
    area: Area,
    releases: Sequence[Release],
    *,
    before: ReleaseLink | None = None,
    same_incident: Sequence[Release] = (),
    named: Sequence[Release] = (),
    tagged: Sequence[Release] = (),
    twins: Mapping[str, Twin] = NO_TWINS,
    picture: PictureFile | None = None,
    file: Callable[[str], FileSize | None] = lambda _: None,
    lacks: Callable[[str], bool] = lambda _: False,
    ui_language_of: Callable[[str], str] = lambda _: "en",
    sorted_by: tuple[Taxonomy, ...] = (),
    cards: CardStyle | None = None,
) -> MonthWindow:
    """Return a window onto releases of March 2020, all of one area."""
    root = Root("", "Title", "https://x.example")
    return MonthWindow(
        root=root,
        words=WORDS,
        language="en-GB",
        area_of={area.key: area},
        month="2020-03",
        only="",
        archives_around=(ARCHIVE,),
        releases=Question(lambda: releases),
        cross_listed=Question(lambda: ()),
        before=Question(lambda _: before),
        after=Question(lambda _: None),
        same_incident=Question(lambda _: same_incident),
        named=Question(lambda _: named),
        twins=Question(lambda: twins),
        tagged=Question(lambda _: tagged),
        item=Question(lambda other, name: item(root, other, name, lambda _: PictureFile())),
        picture=Question(lambda _: picture or PictureFile()),
        file=Question(file),
        lacks=Question(lacks),
        ui_language_of=Question(ui_language_of),
        months=MONTHS,
        sorted_by=sorted_by,
        cards=cards,
    )


def view_of(target: Target) -> Any:
    """Return the view of a target, for a look at what only views of its template have."""
    return target.view

"""The window onto a month of releases, or onto those without a date."""

from collections.abc import Sequence
from dataclasses import dataclass

from newsgen.model.area import Area
from newsgen.model.release import Release
from newsgen.model.root import Root
from newsgen.model.taxonomy import Taxonomy
from newsgen.pages._documents import FileSize
from newsgen.pages.cards import CardStyle
from newsgen.pages.outline import Archive, Words
from newsgen.pages.pictures import PictureFile
from newsgen.pages.views import Item, ReleaseLink
from newsgen.pages.window import Question, Window


@dataclass(frozen=True, slots=True)
class MonthWindow(Window):
    """The releases of a month, or those without a date, and what is around them.

    Attributes:
        only: the source of the one release that a preview asks for; empty in a build. Its
            neighbours are then those of the release, and `releases` has those of its title.
        archives_around: the archives that have releases of the month, as its pages may see them.
        releases: oldest first, archive by archive.
        before: the release before the month in an archive, by the archive's path.
        same_incident: the releases of a case that the month tells of, oldest first.
        named: the releases that one of the month names as related, by its source.
        tagged: the newest releases that are older than one of the month, by its source, and have
            a tag of it, newest first.
        item: a release of the month, or one of these, as lists show it, with a name for its area:
            the very same item wherever it is shown so.
        picture: what is known of a picture that a release of the month has.
        file: how large a file is that a release of the month has.
        lacks: whether the site should have a file at a path, and does not publish it.
        ui_language_of: the language of a page's interface for that of its release.
        sorted_by: what releases are sorted by, each term with a page.
        cards: how cards are made, if the site has any.

    """

    root: Root
    words: Words
    language: str
    area_of: dict[str, Area]
    month: str
    only: str
    archives_around: tuple[Archive, ...]
    releases: Question[[], Sequence[Release]]
    before: Question[[str], ReleaseLink | None]
    after: Question[[str], ReleaseLink | None]
    same_incident: Question[[str], Sequence[Release]]
    named: Question[[str], Sequence[Release]]
    tagged: Question[[str], Sequence[Release]]
    item: Question[[Release, str], Item]
    picture: Question[[str], PictureFile]
    file: Question[[str], FileSize | None]
    lacks: Question[[str], bool]
    ui_language_of: Question[[str], str]
    sorted_by: tuple[Taxonomy, ...]
    cards: CardStyle | None

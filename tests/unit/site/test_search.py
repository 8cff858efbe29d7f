"""The search page, and the files of the search index."""

from newsgen.model.area import Root, unconfigured_area
from newsgen.model.release import Kind
from newsgen.site.outline import AreaCount
from newsgen.site.search import INDEX, SEARCH_PAGE, IndexWindow, SearchWindow
from newsgen.site.target import IndexFile
from newsgen.site.window import Question
from tests.support.windows import ARCHIVE, view_of


def test_the_page_offers_what_there_is() -> None:
    words = {"search": "Search", "search_of": "Search {name}", "home": "Home", "archive": "Archive"}
    area = unconfigured_area("Northshire")
    window = SearchWindow(
        Root("x.example", "News", "https://x.example"),
        words,
        (),
        (AreaCount(area, ARCHIVE, 1),),
        Question(lambda: {Kind.NEWS, Kind.APPEAL}),
    )
    (target,) = SEARCH_PAGE.makes(window)
    assert (target.path, target.template) == ("x.example/search/index.html", "search.html")
    assert view_of(target).areas == ("Northshire",)
    assert view_of(target).kinds == ("news", "appeal")


def test_the_index_is_the_files_that_were_made() -> None:
    root = Root("x.example", "News", "https://x.example")
    files = [("pagefind.js", "0" * 32), ("fragment/en_1.pf", "1" * 32)]
    targets = [*INDEX.makes(IndexWindow(root, Question(lambda: files)))]
    assert [target.path for target in targets] == [
        "x.example/pagefind/pagefind.js",
        "x.example/pagefind/fragment/en_1.pf",
    ]
    assert targets[1].view == IndexFile("fragment/en_1.pf", "1" * 32)

"""Pages of what was withdrawn or has moved hold none of its words."""

from newsgen.model.area import Root
from newsgen.model.release import Destination, Redirect, Status
from newsgen.site._retired import RETIRED, RetiredWindow
from newsgen.site.target import Target
from newsgen.site.window import Question
from tests.support.catalogue import release
from tests.support.windows import view_of

ROOT = Root("x.example", "News", "https://x.example")
WORDS = {"page_withdrawn": "Taken down", "page_moved": "Moved"}
WELSH = {"page_withdrawn": "Wedi'i dynnu i lawr", "page_moved": "Wedi symud"}
THERE = Destination("/new.aspx", "https://x.example/new.aspx", "x.example", "new.aspx")


def redirect(target: Destination | None) -> Redirect:
    return Redirect("https://x.example/old", "", "/old", "", "old/index.html", target, 1, 1, 1)


def made(**changes: object) -> list[Target]:
    values = {
        "root": ROOT,
        "words": WORDS,
        "words_by_language": {"en": WORDS, "cy": WELSH},
        "ui_language_of": Question(lambda language: "cy" if language == "cy" else "en"),
        "withdrawn": (),
        "leading": (),
        **changes,
    }
    return list(RETIRED.makes(RetiredWindow(**values)))  # type: ignore[arg-type]


def test_a_withdrawn_page_says_why_and_of_when_it_was_and_nothing_else() -> None:
    gone = release("a", title="Alex Rowan", summary="Wrong person.", status=Status.WITHDRAWN)
    (target,) = made(withdrawn=(gone,))
    assert (target.path, target.subject) == ("x.example/news/a/index.html", "content/a.md")
    assert view_of(target).explanation == "Wrong person."
    assert view_of(target).published == gone.published
    assert "Rowan" not in repr(view_of(target))


def test_a_withdrawn_page_speaks_the_language_of_its_release() -> None:
    languages = ("cy", "en-GB", "pl")
    gone = [release(name, language=name, status=Status.WITHDRAWN) for name in languages]
    pages = [view_of(target) for target in made(withdrawn=tuple(gone))]
    assert [(page.title, page.language, page.ui_language) for page in pages] == [
        ("Wedi'i dynnu i lawr", "cy", "cy"),
        ("Taken down", "en-GB", "en"),
        ("Taken down", "pl", "en"),
    ]
    assert pages[0].head.title == "Wedi'i dynnu i lawr – News"


def test_an_old_address_leads_on() -> None:
    (target,) = made(leading=(("a.md", redirect(THERE)),))
    assert target.path == "x.example/old/index.html"
    assert (view_of(target).href, view_of(target).head.canonical) == ("/new.aspx", THERE.url)
    assert target.subject == "content/a.md"


def test_a_line_of_the_ledger_is_named_by_its_address() -> None:
    (target,) = made(leading=(("", redirect(THERE)),))
    assert target.subject == "https://x.example/old"


def test_what_is_gone_leads_nowhere() -> None:
    assert made(leading=(("a.md", redirect(None)),)) == []

"""Attachments and files that a body links to, as pages show them."""

from dataclasses import replace

from newsgen.model.release import Attachment, FileUse
from newsgen.site.items import FileSize, documents_of, files_in_body
from newsgen.site.views import Document, FileFacts
from tests.support.catalogue import release

PLAN = Attachment("/files/plan.pdf", "The plan", accessible=True, alternative="/plan/")
FORM = Attachment("/files/form.docx", "The form")


def file(href: str) -> FileSize | None:
    return {
        "/files/plan.pdf": FileSize(1_234_567, 8),
        "/a%20b.mp4": FileSize(9, 0),
        "/van.jpg": FileSize(5, 0),
    }.get(href)


def test_attachments_that_are_published_are_shown() -> None:
    facts = FileFacts("/files/plan.pdf", "PDF", 1_234_567, 8)
    shown = documents_of(release("a", attachments=(PLAN, FORM)), file)
    assert shown == (Document("The plan", facts, accessible=True, alternative="/plan/"),)


def test_a_title_that_says_what_file_it_is_says_so_once() -> None:
    plan = replace(PLAN, title="The plan (PDF, 3 MB)")
    (shown,) = documents_of(release("a", attachments=(plan,)), file)
    assert shown.title == "The plan"


def test_files_in_a_body_are_known_but_for_pictures() -> None:
    names = ("a b.mp4", "van.jpg", "files/form.docx")
    uses = tuple(FileUse(name, 1, 1, sure=True) for name in names)
    assert files_in_body(release("a", files=uses), file) == (FileFacts("/a%20b.mp4", "MP4", 9, 0),)

"""Which names are those of texts, and what is said of files that are not read."""

import pytest

from newsgen.rules.archive import check_outside, check_unseen, is_unseen


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.md", False),
        ("a.md/b.md", False),
        ("a.mD", True),
        ("a.md.txt", True),
        ("2026/a.MARKDOWN", True),
        ("a.docx", True),
        ("a.txt", False),
        ("a.mdx", False),
        ("docx", False),
        ("a\n.html", True),
    ],
)
def test_the_end_of_a_name_decides(path: str, *, expected: bool) -> None:
    assert is_unseen(path) is expected


def test_the_hint_gives_the_name_to_write() -> None:
    files = ["x/a.MD", "x/b.markdown", "c.odt", "form.docx"]
    diagnostics = list(check_unseen(files, {"form.docx"}, {"x/b.md"}))
    assert [(d.code, d.span.path, d.hint) for d in diagnostics] == [
        ("NG109", "content/x/a.MD", "Rename it to content/x/a.md."),
        (
            "NG109",
            "content/x/b.markdown",
            "Delete it if content/x/b.md has its text, or link to it from a release.",
        ),
        (
            "NG109",
            "content/c.odt",
            "Save its text as Markdown in content/c.md, or link to it from a release.",
        ),
    ]


@pytest.mark.parametrize("name", ["b.HTML", "b.htm", "b.doc", "b.rtf", "b.pages"])
def test_what_is_never_published_is_not_to_be_linked_to(name: str) -> None:
    (alone,) = check_unseen([f"x/{name}"], set(), set())
    assert alone.hint == "Save its text as Markdown in content/x/b.md."
    (copy,) = check_unseen([f"x/{name}"], set(), {"x/b.md"})
    assert copy.hint == "Delete it if content/x/b.md has its text."


def test_only_texts_outside_the_content_folder_are_reported() -> None:
    diagnostics = list(check_outside(["newsgen.toml", "drafts/a.md", "logo.png"]))
    assert [(d.span.path, d.hint) for d in diagnostics] == [
        ("drafts/a.md", "If it is a release, move it to content/a.md.")
    ]


def test_files_that_would_have_one_name_are_not_all_renamed_to_it() -> None:
    diagnostics = list(check_unseen(["t/18.MD", "t/18.markdown", "t/19.MD"], set(), set()))
    several = "Several files that are not read would be content/t/18.md: "
    assert [d.hint.startswith(several) for d in diagnostics] == [True, True, False]

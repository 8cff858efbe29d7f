"""What releases name as related and is not a release that readers may see."""

import pytest

from newsgen.model.release import TRANSLATION_OF, RelatedUse, Status
from newsgen.rules.named import check_related
from tests.support.catalogue import Archive, indexed, redirect, release


def check(
    archive: Archive, source: str = "", path: str = "", key: str = "related"
) -> list[tuple[str, str, int, str]]:
    other = release("other")
    old = redirect("https://www.northshire.police.example/was.html", other)
    archive.put(
        indexed(release("a"))._replace(
            related=(RelatedUse(key, source or path, source, "", path, 7, 3, 9),)
        ),
        indexed(other, redirects=[old]),
        release("gone", status=Status.GONE),
        release("north/2026/03-a-long-name"),
        *(release(f"{folder}/twice") for folder in ("north", "south")),
    )
    findings = check_related(archive.at(), "broken.md".__eq__)
    return [(d.code, d.message, d.line, d.hint) for d in findings]


@pytest.mark.parametrize(
    ("source", "path", "hint"),
    [
        ("othr.md", "", "Did you mean other.md?"),
        ("03-a-long-name.md", "", "Did you mean north/2026/03-a-long-name.md?"),
        ("twice.md", "", "Correct it, or take the line out."),
        ("else.md", "", "Correct it, or take the line out."),
        ("", "news/othr/index.html", "Did you mean /news/other/?"),
        ("", "news/Other/index.html", "Did you mean /news/other/?"),
        ("", "was.html", "It is at https://www.northshire.police.example/news/other now."),
        ("", "nowhere.html", "Correct it, or take the line out."),
        ("gone.md", "", "Take it out of the list."),
        ("a.md", "", "Take it out of the list."),
    ],
)
def test_a_wrong_name_says_what_is_meant(
    archive: Archive, source: str, path: str, hint: str
) -> None:
    ((code, message, line, said),) = check(archive, source, path)
    assert (code, line, said) == ("NG228", 7, hint)
    assert message.startswith(f"related names {source or path}, which ")


def test_a_key_that_has_one_name_is_not_called_a_list(archive: Archive) -> None:
    message = "translation_of names a.md, which is the release itself"
    assert check(archive, "a.md", key=TRANSLATION_OF) == [
        ("NG228", message, 7, "Take the line out.")
    ]


def test_the_file_beside_a_release_is_meant_before_others(archive: Archive) -> None:
    use = RelatedUse(TRANSLATION_OF, "twice.md", "twice.md", "", "", 7, 3, 9)
    archive.put(
        indexed(release("south/2026/a"))._replace(related=(use,)),
        *(release(f"{folder}/twice") for folder in ("north/2026", "south/2026")),
    )
    (diagnostic,) = check_related(archive.at(), "broken.md".__eq__)
    assert diagnostic.hint == "Did you mean south/2026/twice.md?"


@pytest.mark.parametrize(
    ("source", "path"),
    [("north/2026/z.md", ""), ("z2.md", ""), ("", "news/north/2026/z/index.html")],
)
def test_a_release_is_never_meant_itself(archive: Archive, source: str, path: str) -> None:
    use = RelatedUse("related", source or path, source, "", path, 7, 3, 9)
    archive.put(indexed(release("north/2026/z2"))._replace(related=(use,)))
    (diagnostic,) = check_related(archive.at(), "broken.md".__eq__)
    assert diagnostic.hint == "Correct it, or take the line out."


def test_a_release_is_right(archive: Archive) -> None:
    assert check(archive, "other.md") == []


def test_a_file_with_errors_is_not_called_wrong_as_well(archive: Archive) -> None:
    assert check(archive, "broken.md") == []

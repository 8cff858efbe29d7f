"""Pages that lists name and that are none."""

import pytest

from newsgen.config.load import FILE, find_key, parse
from newsgen.rules.named import check_lists


def check(places: str) -> list[tuple[str, int, str]]:
    text = f"[lists.court]\nlimit = 3\non = {places}\n"
    pages = {"about.md", "courts/saltmere.md"}
    lists = parse(text).release_lists
    findings = check_lists(
        lists, pages, "broken.md".__eq__, lambda keys: find_key(text, FILE, keys)
    )
    return [(d.code, d.line, d.hint) for d in findings]


def test_pages_and_kinds_of_pages_are_right() -> None:
    assert check("['home', 'page', 'area', 'about.md', 'courts/saltmere.md', 'broken.md']") == []


@pytest.mark.parametrize(
    ("file", "hint"),
    [("abuot.md", "Did you mean about.md?"), ("zzz.md", "Name a file whose type is page.")],
)
def test_another_file_is_reported_on_its_line(file: str, hint: str) -> None:
    assert check(f"['home', '{file}']") == [("NG709", 3, hint)]

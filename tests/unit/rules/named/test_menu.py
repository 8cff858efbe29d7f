"""Links of the menu that lead nowhere."""

from types import SimpleNamespace
from typing import Any

import pytest

from newsgen.config.load import FILE, find_key, parse
from newsgen.config.menu import links_of
from newsgen.rules.named import check_menu

PAGES = {"": {"courts/index.html", "images/map.png"}}


TABLES = ("[[menu]]", "[[menu.children]]", "[[footer.links]]")


def check(line: str, table: str, pages: dict[str, set[str]] = PAGES) -> list[tuple[str, int, str]]:
    text = f"[[menu]]\ntitle = 'Home'\nlink = '/courts/'\n{table}\ntitle = 'A'\n{line}\n"
    config = parse(text)
    paths = SimpleNamespace(
        sources=lambda: {"about.md", "courts/saltmere.md"},
        publishes=lambda _, path: path == "about/index.html",
    )
    catalogue: Any = SimpleNamespace(paths=paths)
    findings = check_menu(
        links_of(config.menu, config.footer),
        catalogue,
        pages,
        "broken.md".__eq__,
        lambda keys: find_key(text, FILE, keys),
    )
    reports = list(findings)
    assert all(
        d.message.startswith(f"the {table.strip('[').partition('.')[0].strip(']')} ")
        for d in reports
    )
    return [(d.code, d.line, d.hint) for d in reports]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "line",
    [
        "page = 'about.md'",
        "page = 'broken.md'",
        "link = '/about/'",
        "link = '/about/#who'",
        "link = '/images/map.png'",
        "link = 'https://other.example/nowhere/'",
    ],
)
def test_what_leads_somewhere_is_right(line: str, table: str) -> None:
    assert check(line, table) == []


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        ("page = 'abuot.md'", "NG707", "Did you mean about.md?"),
        ("page = 'zzz.md'", "NG707", "Write the file's path from the content folder."),
        ("link = '/abuot/'", "NG708", "Correct the link."),
        ("link = '/About/'", "NG708", "Correct the link."),
    ],
)
def test_what_leads_nowhere_is_reported_on_its_line(
    line: str, code: str, hint: str, table: str
) -> None:
    [(its_code, its_line, its_hint)] = check(line, table)
    assert (its_code, its_line) == (code, 6)
    assert its_hint.startswith(hint)


def test_a_path_that_one_host_has_leads_somewhere() -> None:
    """Hosts that lack it leave it out."""
    pages = {"a.example": {"courts/index.html", "here/index.html"}, "b.example": set[str]()}
    assert check("link = '/here/'", "[[menu]]", pages) == []
    assert [code for code, *_ in check("link = '/nowhere/'", "[[menu]]", pages)] == ["NG708"]

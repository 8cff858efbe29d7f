"""What `newsgen check --fix` makes of a release; a second run changes nothing, nor any address."""

from pathlib import Path

import pytest

from newsgen.config import load as load_config
from newsgen.content.release import SourceReader
from newsgen.files import Stamp
from newsgen.pipeline.fixes import open_fixer
from newsgen.pipeline.result import EVERYTHING
from newsgen.rules.policy import FOR_ALL
from tests.support.builds import AT

SETTINGS = '[areas.Northshire]\nname = "Northshire Police"\npermalink = "/news/{slug}/"\n'
URL = "url: https://www.northshire.police.example/news/x.aspx\n"
AREA = "area: Northshire\n"
FILE = "content/a.md"


def source(matter: str, body: str = "Officers were there.") -> str:
    return f"```yaml\n{matter}```\n\n{body}\n"


def fixed(site: Path, text: str) -> str:
    """Return a release after its fixes, and check that they leave nothing to do."""
    (site / "content").mkdir(exist_ok=True)
    (site / "newsgen.toml").write_text(SETTINGS)
    (site / FILE).write_text(text)
    once = _run(site) or text
    (site / FILE).write_text(once)
    assert _run(site) == ""
    return once


def _run(site: Path) -> str:
    content = str(site / "content")
    with open_fixer(load_config(site), (), content, AT, FOR_ALL, EVERYTHING) as fix:
        (fixed,) = fix([("a.md", Stamp(0, 0, 0), "")])
    return fixed.file.after if fixed.file else ""


def address(site: Path, text: str) -> str:
    release = SourceReader(load_config(site)).parse(text, "a.md").release
    return release.url if release else ""


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("title: Appeal: man wanted\n", "title: 'Appeal: man wanted'\n"),
        ("title: Man's appeal: help\n", "title: 'Man''s appeal: help'\n"),
        (
            "title: Appeal: man\nsummary: Help: a man\n",
            "title: 'Appeal: man'\nsummary: 'Help: a man'\n",
        ),
        ("title: A\nog:\n  title: B: c\n", "title: A\nog:\n  title: 'B: c'\n"),
        ("title: A\nog:\n\ttitle: B\n", "title: A\nog:\n  title: B\n"),
        (
            "title: A\nog:\n\ttype: article\n\ttitle: B\n",
            "title: A\nog:\n  type: article\n  title: B\n",
        ),
        ("title: A\nkind: court result\n", "title: A\nkind: court-result\n"),
        ("title: A\nkind: Court_Result\n", "title: A\nkind: court-result\n"),
        ('title: A\nkind: "court result"\n', 'title: A\nkind: "court-result"\n'),
    ],
)
def test_what_is_certain_is_put_right(wrong: str, right: str, tmp_path: Path) -> None:
    assert fixed(tmp_path, source(wrong + AREA + URL)) == source(right + AREA + URL)


@pytest.mark.parametrize(
    "matter",
    [
        "title: Appeal: man wanted area: Northshire\n",
        "title: Appeal: man wanted # again\n",
        "title: Appeal: man wanted\n  by officers\n",
        "title: 'Appeal': man wanted\n",
        "title: Appeal: man wanted\nsummary: [a, b\n",
        "title: A\nembargo: 2026: 10\n",
        "title: A\nog:\n\ttitle: B\n  type: C: d\n",
        "title: A\n\tb: c\n",
        "title: A\nsummary: |\n\tnote: a\n\tb: c\n",
        "title: A\nkind: court\n",
        "title: A\nstatus: hold\n",
    ],
)
def test_what_is_not_certain_stays(matter: str, tmp_path: Path) -> None:
    text = source(matter + AREA + URL)
    assert fixed(tmp_path, text) == text


@pytest.mark.parametrize(
    ("written", "area"),
    [("northshire", "Northshire"), ("NORTHSHIRE", "Northshire"), ("Northshyre", "Northshyre")],
)
def test_an_area_gets_its_letter_case(written: str, area: str, tmp_path: Path) -> None:
    text = source(f"title: A\narea: {written}\n{URL}")
    assert fixed(tmp_path, text) == text.replace(f": {written}\n", f": {area}\n")


def test_an_area_by_whose_pattern_the_address_is_made_stays(tmp_path: Path) -> None:
    text = source("title: A\narea: northshire\n")
    assert fixed(tmp_path, text) == text


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        (
            "title: Man jailed | Northshire Police\n" + AREA,
            "title: Man jailed\nslug: Man-jailed-Northshire-Police\n" + AREA,
        ),
        (
            'title: "Man jailed | Northshire Police"\n' + AREA,
            'title: "Man jailed"\nslug: Man-jailed-Northshire-Police\n' + AREA,
        ),
        (
            AREA + "title: Man jailed | Northshire Police\n",
            AREA + "title: Man jailed\nslug: Man-jailed-Northshire-Police\n",
        ),
        ("title: Man &amp; dog\n" + AREA, "title: Man & dog\n" + AREA),
        (
            "title: Man jailed | Northshire Police\nslug: b\n" + AREA,
            "title: Man jailed\nslug: b\n" + AREA,
        ),
        (
            "title: Man jailed | Northshire Police\n" + AREA + URL,
            "title: Man jailed\n" + AREA + URL,
        ),
        (
            "title: >\n  Man jailed | Northshire Police\n" + AREA,
            "title: >\n  Man jailed | Northshire Police\n" + AREA,
        ),
    ],
)
def test_no_fix_changes_an_address(matter: str, expected: str, tmp_path: Path) -> None:
    text = source(matter)
    after = fixed(tmp_path, text)
    assert after == source(expected)
    assert address(tmp_path, after) == address(tmp_path, text) != ""


def test_a_link_through_a_mail_filter_leads_to_its_target(tmp_path: Path) -> None:
    link = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fhelp.example&data=05"
    lost = "https://protect-eu.mimecast.com/s/AbC?domain=help.example"
    text = source("title: A\n" + AREA + URL, f"See [help]({link}) and [more]({lost}).")
    assert fixed(tmp_path, text) == text.replace(link, "https://help.example")


@pytest.mark.parametrize("line", ["Share by email", "** **", "Author ID: 12"])
def test_a_line_that_is_left_over_goes(line: str, tmp_path: Path) -> None:
    text = source("title: A\n" + AREA + URL, f"Officers were there.\n\n{line}\n\nThey left.")
    assert line not in fixed(tmp_path, text)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("title: Harwick witness appeal\n", "title: Harwick witness appeal\nkind: appeal\n"),
        ("title: 'CCTV appeal: theft'\n", "title: 'CCTV appeal: theft'\nkind: cctv\n"),
        ("title: Harwick witness appeal # new\n", None),
        ("title: Harwick witness appeal\nkind:\n", "title: Harwick witness appeal\nkind: appeal\n"),
        (
            "title:\n  Harwick\n  witness\n  appeal\n",
            "title:\n  Harwick\n  witness\n  appeal\nkind: appeal\n",
        ),
        (
            "title: Harwick witness appeal\nkind: news\n",
            "title: Harwick witness appeal\nkind: news\n",
        ),
        (
            "title: Harwick witness appeal\nstatus: closed\n",
            "title: Harwick witness appeal\nstatus: closed\n",
        ),
    ],
)
def test_a_title_that_asks_for_help_gives_a_kind(
    wrong: str, right: str | None, tmp_path: Path
) -> None:
    body = "If you saw it, call 101."
    expected = source((right or wrong) + AREA + URL, body)
    assert fixed(tmp_path, source(wrong + AREA + URL, body)) == expected

"""Tables of redirects, and what is none."""

from pathlib import Path
from typing import Final

import pytest

from newsgen.importers.redirect_table import RedirectTable, is_redirects

HOST: Final = "https://www.old.example"


@pytest.mark.parametrize(
    "text",
    [
        "source,target,status\n/a,/news/a,301\n/b?id=1,https://www.old.example/news/b,301\n",
        '"From";"To";"Enabled"\n"/a";"/news/a";"true"\n"/b?id=1";"https://www.old.example/news/b"\n',
        "# moved\nRedirect 301 /a /news/a\nRedirectPermanent /b?id=1 https://www.old.example/news/b",
        "/a /news/a;\r\n/b?id=1\thttps://www.old.example/news/b;\r\n",
        "\ufeff/a|/news/a\n\n/b?id=1|https://www.old.example/news/b|en|1\n",
    ],
)
def test_lines_with_two_addresses(text: str, tmp_path: Path) -> None:
    file = tmp_path / "redirects"
    file.write_text(text, encoding="utf-8")
    assert is_redirects(file)
    captures = list(RedirectTable(file, HOST).captures())
    assert [(each.url, each.location, each.status, each.trouble) for each in captures] == [
        (f"{HOST}/a", "/news/a", 301, ""),
        (f"{HOST}/b?id=1", f"{HOST}/news/b", 301, ""),
    ]
    assert list(RedirectTable(file).captures({"x"})) == []


def test_what_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "redirects.csv"
    file.write_text("old,new\n/a,/b\nhttp://www.old.example/c,/d\n/e,\n/f,/g\n", encoding="utf-8")
    assert is_redirects(file)
    said = [(each.origin.partition(", ")[2], each.trouble) for each in
            RedirectTable(file).captures() if each.trouble]  # fmt: skip
    assert [place for place, _ in said] == ["line 2", "line 4", "line 5"]
    assert said[0][1].endswith("write base_url into the plan")
    assert said[1][1] == "the line has no two addresses"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/a\n/b\n/c\n",
        "https://www.old.example/a\nhttps://www.old.example/b\n",
        "url,image,title\n/news/a,/files/a.png,A van is stolen\n/news/b,/files/b.png,A car too\n",
        '192.0.2.1 - - [05/Mar/2020:10:30:00 +0000] "GET /a HTTP/1.1" 200 5 "/b" "x"\n' * 3,
        "<urlset><url><loc>/a</loc></url></urlset>\n" * 3,
        '{"a": "/b", "c": "/d"}\n' * 3,
    ],
)
def test_other_files_have_no_redirects(text: str, tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text(text, encoding="utf-8")
    assert not is_redirects(file)

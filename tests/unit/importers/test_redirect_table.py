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


def test_an_old_address_that_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "redirects.csv"
    file.write_text("old,new\n//[a,/b\nhttps://[c,/d\n", encoding="utf-8")
    first, second = RedirectTable(file, HOST).captures()
    assert "is not an absolute URL" in first.trouble
    assert (second.url, second.location) == ("https://[c", "/d")


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
        "old,status,new\n/a,301,/n\n/b,410,\n",
        "/a,301,/n\n/b,410\n",
        "301;/a;/n\n410;/b;\n",
        "new,old,code\n/n,/a,301\n,/b,410\n",
        "oldUrl\tnewUrl\thits\ttitle\tcode\n/a\t/n\t410\tA van, /b\t301\n/b\t\t7\t\tgone\n",
        'source,target,regex,code,type,hits\n/a,/n,0,301,url,5\n"/b","","0","410","a\nb","9"\n',
        '# Moved\n\n"Redirect from";"Redirect to";"Status"\n"/a";"/n";"301"\n"/b";"";"410"\n',
    ],
)
def test_the_status_may_stand_anywhere_and_a_head_names_the_columns(
    text: str, tmp_path: Path
) -> None:
    file = tmp_path / "redirects.csv"
    file.write_text(text, encoding="utf-8")
    assert is_redirects(file)
    captures = list(RedirectTable(file, HOST).captures())
    assert [(each.url, each.status, each.location, each.trouble) for each in captures] == [
        (f"{HOST}/a", 301, "/n", ""),
        (f"{HOST}/b", 410, "", ""),
    ]


def test_rows_that_newsgen_cannot_follow_are_unread(tmp_path: Path) -> None:
    file = tmp_path / "redirects.csv"
    rows = ("^/x/(.*),/n/$1,1,301,active", "/a,/n,0,301,disabled", "/b,/n,0,404,active",
            "b.html,/n,0,301,active", "/c,,0,301,active", ",/n,0,410,active",
            "/d,/n,0,410,active", '/e,"/n"x,0,301,active')  # fmt: skip
    file.write_text("\n".join(("source,target,regex,code,status", *rows)), encoding="utf-8")
    assert is_redirects(file)
    captures = list(RedirectTable(file, HOST).captures())
    assert [each.origin.rpartition(" ")[2] for each in captures] == list("23456789")
    assert [each.trouble.partition(":")[0] for each in captures] == [
        "newsgen does not read regular expressions", "the redirect is turned off",
        "404 is not the status of a redirect", *["the line has no two addresses"] * 3,
        "the line says gone, and where it leads",
        "the line is not CSV",
    ]  # fmt: skip


@pytest.mark.parametrize("above", ["", "# Old pages\n", "old new\n", "RewriteEngine On\n"])
@pytest.mark.parametrize(
    ("line", "url", "status", "target"),
    [
        ("Redirect gone /p", "/p", 410, ""),
        ("redirect 410 /p", "/p", 410, ""),
        ("/p gone", "/p", 410, ""),
        ("/p,410,", "/p", 410, ""),
        ("/p moved /n", "/p", 301, "/n"),
        ("Redirect /p /n", "/p", 302, "/n"),
        ("Redirect seeother /p /n", "/p", 303, "/n"),
        ("RedirectPermanent /p /n", "/p", 301, "/n"),
        ("RedirectTemp /p /n", "/p", 302, "/n"),
        ('Redirect 301 "/old page.html" /n', "/old%20page.html", 301, "/n"),
        ('Redirect 301 "/a 5" "https://www.old.example/n 5"', "/a%205", 301, f"{HOST}/n%205"),
        ('"/a 5",/n', "/a%205", 301, "/n"),
    ],
)
def test_each_line_is_read_be_it_the_first_or_not(
    line: str, url: str, status: int, target: str, above: str, tmp_path: Path
) -> None:
    file = tmp_path / ".htaccess"
    for text in (f"{above}{line}\n/x /y\n", f"{above}/x /y\n{line}\n"):
        file.write_text(text, encoding="utf-8")
        assert is_redirects(file)
        captures = {each.url: each for each in RedirectTable(file, HOST).captures()}
        assert captures.keys() == {f"{HOST}{url}", f"{HOST}/x"}
        read = captures[f"{HOST}{url}"]
        assert (read.status, read.location, read.trouble) == (status, target, "")


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ("RedirectMatch 301 ^/a/(.*)$ /b", "the line has no two addresses"),
        ("Redirect 404 /a", "the line has no two addresses"),
        ("/a /b /c", "the line has no two addresses"),
        ("Redirect gone /a /b", "the line says gone, and where it leads"),
        ('Redirect 301 "/a', "the line has no two addresses"),
    ],
)
def test_a_first_line_with_an_address_is_not_the_head(
    line: str, trouble: str, tmp_path: Path
) -> None:
    file = tmp_path / ".htaccess"
    file.write_text(f"{line}\n/x /y\n/z gone\n", encoding="utf-8")
    first, *others = RedirectTable(file, HOST).captures()
    assert (first.origin, first.trouble) == (".htaccess, line 1", trouble)
    assert [each.status for each in others] == [301, 410]


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

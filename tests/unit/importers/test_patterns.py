"""Patterns of paths."""

import pytest

from newsgen.importers.patterns import expression_of, filled


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        ("/news/*", ["/news/a", "/News/A.aspx"], ["/news/", "/news/a/b", "/news/a?x=1", "/x/a"]),
        ("/news/**", ["/news/", "/news/a/b?c=d"], ["/news"]),
        ("/{year}/{month}/*/", ["/2020/03/x/", "/2020/March/x/", "/2020/Mawrth/x/"],
         ["/20/03/x/", "/2020/13/x/", "/2020/03/x"]),
        ("/{year}/{month}/{day}/*", ["/2020/3/31/x"], ["/2020/3/32/x"]),
        ("/item.asp?id={number}", ["/item.asp?id=12"], ["/itemXasp?id=12", "/item.asp?id=a"]),
        ("/print/{name}/", ["/print/a-b/"], ["/print/a/b/", "/print/a?b/"]),
        ("/a(b)/*.aspx", ["/a(b)/x.aspx"], ["/ab/x.aspx", "/a(b)/xxaspx"]),
    ],
)  # fmt: skip
def test_patterns_of_addresses(pattern: str, right: list[str], wrong: list[str]) -> None:
    expression = expression_of([pattern])
    assert [path for path in right if not expression.fullmatch(path)] == []
    assert [path for path in wrong if expression.fullmatch(path)] == []
    assert not expression_of([]).fullmatch("")


@pytest.mark.parametrize(
    ("to", "match", "path", "expected"),
    [
        ("/show.php?id={number}", ["/print.php?id={number}"], "/print.php?id=12",
         "/show.php?id=12"),
        ("/{year}/{name}", ["/x", "/{year}/{month}/{name}/print"], "/2020/March/a-b/print",
         "/2020/a-b"),
        ("/{number}", ["/{number}/**/{number}"], "/1/a/2", "/1"),
        ("/news/", ["/**"], "/a", "/news/"),
    ],
)  # fmt: skip
def test_an_address_is_made_from_what_a_path_has(
    to: str, match: list[str], path: str, expected: str
) -> None:
    assert filled(to, match, path) == expected

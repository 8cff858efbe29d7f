"""Texts of newsgen.toml: what each setting takes, and what is said of others."""

import pytest

from newsgen.config import _values as values
from newsgen.model.refusal import RefusalError


@pytest.mark.parametrize(
    ("check", "text", "result"),
    [
        (values.base_url, "https://NEWS.example/", "https://news.example"),
        (values.base_url, "https://news.example", "https://news.example"),
        (values.timezone, "Europe/London", "Europe/London"),
        (values.host, "WWW.Northshire.Police.example", "www.northshire.police.example"),
        (values.archive, "/News/News-Articles/", "/News/News-Articles/"),
        (values.archive, "/", "/"),
        (
            values.permalink,
            "/news/{year}/{month_name}/{slug}.aspx",
            "/news/{year}/{month_name}/{slug}.aspx",
        ),
        (values.selector, "NG601", "NG601"),
        (values.selector, "NG5", "NG5"),
        (values.published_file, "/.well-known/security.txt", "/.well-known/security.txt"),
        (values.published_file, "/Press office/Map é.pdf", "/Press office/Map é.pdf"),
        (values.kind_or_default, "court-result", "court-result"),
        (values.kind_or_default, "default", "default"),
        (values.period, "90 days", "90 days"),
        (values.period, "never", "never"),
    ],
)
def test_what_is_right_is_taken(check: object, text: str, result: str) -> None:
    assert check(text) == result  # type: ignore[operator]


@pytest.mark.parametrize(
    ("check", "text", "words"),
    [
        (values.base_url, "https://news.example/news/", "has a path"),
        (values.base_url, "https://news.example/?a=b", "has a path"),
        (values.base_url, "news.example", ""),
        (values.timezone, "Europe/Ellerdale", "is unknown"),
        (values.timezone, "../etc/passwd", "is unknown"),
        (values.timezone, "", "is unknown"),
        (values.host, "https://news.example", "is not a host name"),
        (values.host, "news.example/x", "is not a host name"),
        (values.host, "news.example:8000", "is not a host name"),
        (values.host, "", "is not a host name"),
        (values.archive, "news/", "begin and end with /"),
        (values.archive, "/news", "begin and end with /"),
        (values.archive, "/a//b/", "begin and end with /"),
        (values.archive, "/a?b/", "may not hold"),
        (values.archive, "/a/../", ""),
        (values.permalink, "/{title}/{slug}", "unknown part {title}"),
        (values.permalink, "/{year}/", "holds {slug}"),
        (values.permalink, "{slug}", "holds {slug}"),
        (values.permalink, "//{slug}", ""),
        (values.permalink, "/a?{slug}", "holds {slug}"),
        (values.selector, "NG999", "no rule"),
        (values.selector, "NG410", "always an error"),
        (values.published_file, "security.txt", "not the path of a file"),
        (values.published_file, "/files/", "not the path of a file"),
        (values.published_file, "//host.example/a.txt", "not the path of a file"),
        (values.published_file, "/a.md", "not the path of a file"),
        (values.published_file, "/a.txt?b", "not a plain path"),
        (values.published_file, "/a%20b.txt", "not a plain path"),
        (values.published_file, "/a/../b.txt", "cannot be"),
        (values.kind_or_default, "missin", "no kind"),
        (values.period, "soon", "should be a duration"),
    ],
)
def test_what_is_wrong_is_told(check: object, text: str, words: str) -> None:
    with pytest.raises(RefusalError) as error:
        check(text)  # type: ignore[operator]
    (wrong,) = error.value.refusals
    assert words in wrong.message
    assert text in wrong.message or "{" in wrong.message


@pytest.mark.parametrize(
    ("check", "text", "hint"),
    [
        (values.base_url, "www.example", "Write https://www.example"),
        (values.base_url, "www.example/news/", "Write https://www.example"),
        (values.base_url, "https://www.example/news/", "Write https://www.example"),
        (values.base_url, "https//www.example", "Give the host with https:// before it, such as"),
        (values.base_url, "ftp://www.example", "Give the host with https:// before it, such as"),
        (values.host, "https://www.example/news/", "Write www.example"),
        (values.host, "www.example/news/", "Write www.example"),
        (values.host, "Two words", "Leave out https:// and any path."),
        (values.timezone, "europe/londn", "Did you mean Europe/London?"),
        (values.timezone, "Ellerdale", ""),
        (values.timezone, "GMT+1", ""),
    ],
)
def test_a_hint_has_what_to_write_where_that_is_known(check: object, text: str, hint: str) -> None:
    with pytest.raises(RefusalError) as error:
        check(text)  # type: ignore[operator]
    assert error.value.refusals[0].hint.startswith(hint)
    assert bool(error.value.refusals[0].hint) is bool(hint)


def test_a_rule_is_not_named_twice_in_other_words() -> None:
    assert values.each_rule_once({"NG601": "off", "NG6": "error"})
    from newsgen.codes import CODES

    with pytest.raises(RefusalError, match="are the same rule"):
        values.each_rule_once({"NG601": "off", CODES["NG601"].name: "error"})

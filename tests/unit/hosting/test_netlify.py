"""Netlify; it was not run."""

import tomllib

import pytest

from newsgen.hosting.configuration import CannotHostError
from newsgen.hosting.hosts import write
from tests.support.small import OPTIONS, SITE, gone_at, moved, moved_from, page_at, site_of

FILE = "netlify.toml"


def test_what_netlify_gets_is_toml() -> None:
    files = tomllib.loads(write("netlify", SITE, OPTIONS).files["netlify.toml"])
    rules = {(r["from"], tuple(r.get("query", {}).items())): r for r in files["redirects"]}
    assert rules["/away", ()]["status"] == 301
    assert rules["/News/Withdrawn.aspx", ()]["status"] == 410
    assert rules["/News/Article.aspx", (("id", "0A-7"), ("x", "[1]"))]["status"] == 200
    assert rules["/News/2026/March/*", ()]["status"] == 410
    html = next(h for h in files["headers"] if h["for"] == "/*.aspx")
    assert html["values"]["Content-Type"] == "text/html; charset=utf-8"


def test_netlify_has_no_rule_for_any_query_of_a_page() -> None:
    named = {u.address: u.reason for u in write("netlify", SITE, OPTIONS).unserved}
    assert set(named) == {"/show.asp?"}
    assert "410" in named["/show.asp?"]


def test_what_only_a_query_tells_apart_comes_before_its_path() -> None:
    """The first rule that matches counts, and one without a query matches any."""
    page = page_at("/Show.asp", "id=2", file="Show.asp@id=2")
    moved_on = moved_from("/Show.asp", "/other.aspx", "id=3")
    gone = gone_at("/Show.asp")
    files = tomllib.loads(write("netlify", site_of(gone, page, moved_on), OPTIONS).files[FILE])
    assert [rule["status"] for rule in files["redirects"]] == [200, 301, 410]


def test_a_query_with_one_name_twice_is_named_and_leaves_the_file_valid() -> None:
    twice = moved_from("/Show.asp", "/other.aspx", "a=1&a=2")
    configuration = write("netlify", site_of(twice), OPTIONS)
    assert "redirects" not in tomllib.loads(configuration.files[FILE])
    assert [unserved.address for unserved in configuration.unserved] == ["/Show.asp?a=1&a=2"]


def test_feeds_in_json_have_their_type() -> None:
    files = tomllib.loads(write("netlify", SITE, OPTIONS).files[FILE])
    kinds = {h["for"]: h["values"].get("Content-Type") for h in files["headers"]}
    assert kinds["/feed.json"] == kinds["/*/feed.json"] == "application/feed+json; charset=utf-8"


def test_netlify_takes_fewer_than_10000_rules() -> None:
    write("netlify", site_of(*moved(9_999)), OPTIONS)
    with pytest.raises(CannotHostError, match="needs 10,000 rules"):
        write("netlify", site_of(*moved(10_000)), OPTIONS)

"""Cloudflare; it was not run."""

import pytest

from newsgen.hosting.configuration import CannotHostError
from newsgen.hosting.hosts import write
from tests.support.small import OPTIONS, SITE, moved, moved_from, pages, site_of


def test_cloudflares_rules_are_known_by_their_limits() -> None:
    configuration = write("cloudflare", SITE, OPTIONS)
    sources = [line.split(" ")[0] for line in configuration.files["_redirects"].splitlines()]
    assert "/news/fair..aspx" in sources
    assert len(sources) == len(set(sources))
    named = {unserved.address for unserved in configuration.unserved}
    assert {"/News/Withdrawn.aspx", "/News/Article.aspx?id=9"} <= named
    rules = [line for line in configuration.files["_headers"].splitlines() if line.startswith("/")]
    assert len(rules) <= 100
    assert all(len(line) <= 2000 for line in configuration.files["_headers"].splitlines())


def test_cloudflare_takes_2000_rules() -> None:
    write("cloudflare", site_of(*moved(2_000)), OPTIONS)
    with pytest.raises(CannotHostError, match=r"needs 2,001 redirects .* takes 2,000"):
        write("cloudflare", site_of(*moved(2_001)), OPTIONS)
    with pytest.raises(CannotHostError, match="100 KB"):
        write("cloudflare", site_of(*pages(900, "A" * 60)), OPTIONS)
    long = moved_from(f"/{'x' * 1000}", "/n")
    assert write("cloudflare", site_of(long), OPTIONS).unserved[0].reason.startswith("the rule is")

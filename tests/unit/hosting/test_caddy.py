"""Caddy; tests of hosting run it."""

from newsgen.hosting.configuration import HostOptions
from newsgen.hosting.hosts import write
from tests.support.small import ENTRIES, OPTIONS, page_at, pages, site_of


def test_many_addresses_are_spoken_of() -> None:
    assert write("caddy", site_of(*pages(100)), OPTIONS).notes == []
    (note,) = write("caddy", site_of(*pages(20_001)), OPTIONS).notes
    assert "20,001 addresses" in note


def test_caddy_listens_at_all_addresses_unless_one_is_given() -> None:
    """It takes a star for the name of a host, and does not start."""
    for listen, line in (("*:8080", ""), ("8080", ""), ("[::1]:8080", "\tbind [::1]\n")):
        text = write("caddy", site_of(*ENTRIES), HostOptions("/etc/newsgen", listen)).files
        sites = f"http://h.example:8080 {{\n{line}\timport `/etc/newsgen/site.caddy`\n}}\n"
        assert text["Caddyfile"] == sites, listen


def test_caddy_is_not_told_of_a_file_whose_name_it_would_take_for_its_own() -> None:
    odd = page_at("/a`{b}", "q=1")
    configuration = write("caddy", site_of(odd, *ENTRIES), OPTIONS)
    assert [unserved.address for unserved in configuration.unserved] == ["/a%60%7Bb%7D?q=1"]
    assert "a`" not in configuration.files["site.caddy"]


def test_caddy_is_asked_for_few_addresses_one_after_the_other() -> None:
    text = write("caddy", site_of(*pages(2_000)), OPTIONS).files["site.caddy"]
    depth, run, longest = 0, 0, 0
    for line in text.splitlines():
        opens, leaf = line.endswith("{"), line.strip().startswith("@n")
        depth += opens - (line.strip() == "}")
        run = run + 1 if leaf else 0 if opens else run
        longest = max(longest, run)
    assert depth == 0
    assert longest <= 60

"""Apache; tests of hosting run it."""

from newsgen.hosting.configuration import HostOptions
from newsgen.hosting.hosts import write
from tests.support.small import OPTIONS, moved_from, page_at, pages, site_of


def test_many_addresses_are_spoken_of() -> None:
    assert write("apache", site_of(*pages(100)), OPTIONS).notes == []
    (note,) = write("apache", site_of(*pages(5_001)), OPTIONS).notes
    assert "5,001 addresses" in note


def test_apache_is_told_to_listen_where_it_does_not_yet() -> None:
    def files(listen: str) -> str:
        options = HostOptions("/etc/newsgen", listen)
        return write("apache", site_of(*pages(1)), options).files["newsgen.conf"]

    assert "Listen" not in files("80")
    assert files("127.0.0.1:80").split() == files("80").replace("*:80", "127.0.0.1:80").split()
    assert "\nListen 8080\n<VirtualHost *:8080>" in files("8080")
    assert "\nListen 127.0.0.1:8080\n<VirtualHost 127.0.0.1:8080>" in files("127.0.0.1:8080")


def test_an_address_that_a_server_cannot_read_is_named() -> None:
    long = moved_from("/" + "é" * 170, "/x.aspx")
    configuration = write("apache", site_of(long), OPTIONS)
    assert [unserved.address for unserved in configuration.unserved] == [long.link]
    assert configuration.files["site.map.txt"] == ""


def test_a_page_with_a_long_address_is_served_by_its_file_unless_a_query_is_its() -> None:
    long = page_at("/" + "é" * 170, file="x")
    query = long._replace(query="id=1", target=f"{long.target}?id=1")
    configuration = write("apache", site_of(long, query), OPTIONS)
    assert [unserved.address for unserved in configuration.unserved] == [query.link]
    assert configuration.files["site.map.txt"] == ""

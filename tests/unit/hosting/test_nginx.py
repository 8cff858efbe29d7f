"""nginx; tests of hosting run it."""

from newsgen.hosting.hosts import write
from tests.support.small import OPTIONS, moved_from, page_at, site_of


def test_an_address_that_a_server_cannot_read_is_named() -> None:
    long = page_at("/" + "é" * 1400, file="x")
    configuration = write("nginx", site_of(long), OPTIONS)
    assert [unserved.address for unserved in configuration.unserved] == [long.link]


def test_an_address_never_becomes_a_folder_of_the_configuration() -> None:
    odd = moved_from("/@AT@/@NAME@.aspx", "/@ANSWER@")
    configuration = write("nginx", site_of(odd), OPTIONS)
    assert configuration.files["site.map"] == '"/@AT@/@NAME@.aspx" "moved /@ANSWER@";\n'
    texts = [text for name, text in configuration.files.items() if not name.endswith(".map")]
    assert not [text for text in texts if "@AT@" in text or "@ANSWER@" in text]
    assert sum(text.count('include "/etc/newsgen/') for text in texts) >= 4

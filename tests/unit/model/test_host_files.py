"""Names that hosts read as configuration or run, at every place where they do."""

import pytest

from newsgen.model.host_files import (
    is_hidden,
    read_by_hosts,
    trouble_of_content,
    trouble_of_file,
    trouble_of_name,
)
from newsgen.model.urls import URLError, output_path, parse_url

EVERYWHERE = [
    "web.config",
    "app.config",
    "machine.config",
    ".htaccess",
    ".htpasswd",
    ".user.ini",
    "php.ini",
    "app_offline.htm",
    "app_offline.html",
    "global.asax",
    "staticwebapp.config.json",
]
AT_THE_TOP = [
    "_headers",
    "_redirects",
    "_routes.json",
    "_worker.js",
    "netlify.toml",
    "vercel.json",
    "now.json",
    "firebase.json",
    "amplify.yml",
    "_config.yml",
    "CNAME",
    "nginx.conf",
    "Caddyfile",
    "bin",
    "App_Code",
    "App_Data",
    "App_Browsers",
    "App_GlobalResources",
    "App_LocalResources",
    "App_Themes",
    "App_WebReferences",
]
APACHE = ["php", "php5", "pht", "phtml", "phar", "cgi", "fcgi", "shtm", "shtml"]
RUN = [
    *APACHE,
    *("asp", "aspx", "ashx", "asmx", "ascx", "asax", "axd", "cshtml", "vbhtml", "config", "svc"),
    *("jsp", "jspx", "stm"),
]
FREE = (
    "news/web-config/index.html",
    "files/config.pdf",
    "files/bin/plan.pdf",
    "files/_headers.pdf",
    "_headers.pdf",
    "news/_redirects/index.html",
    "binary/index.html",
    "app_codes/index.html",
    "news/CNAME/index.html",
    "files/robots.txt",
    "assets/tailwind.config.0123456789.js",
    "files/phpinfo.pdf",
    "files/the.configuration.pdf",
    "images/van.jpg",
    "files/Cynllun gweithredu – tân.pdf",
)


@pytest.mark.parametrize("name", EVERYWHERE)
@pytest.mark.parametrize("path", ["{}", "files/{}", "a/b/{}", "a/{}/index.html"])
def test_some_names_are_read_in_any_folder(name: str, path: str) -> None:
    for written in (name, name.upper(), name.title()):
        assert read_by_hosts(path.format(written)) == written
        assert f"“{written}”" in trouble_of_file(path.format(written))


@pytest.mark.parametrize("name", AT_THE_TOP)
def test_some_names_are_read_at_the_top(name: str) -> None:
    for written in (name, name.upper()):
        assert read_by_hosts(written) == read_by_hosts(f"{written}/a/x.txt") == written
        assert trouble_of_file(written)
        assert not read_by_hosts(f"files/{written}")


@pytest.mark.parametrize("ending", RUN)
def test_files_that_servers_run_are_refused(ending: str) -> None:
    for path in (f"files/x.{ending}", f"X.{ending.upper()}"):
        assert "may run" in trouble_of_file(path)
    assert bool(trouble_of_file(f"x.{ending}.pdf")) is (ending in APACHE)
    for path in (f"files/x.{ending}", f"X.{ending.upper()}"):
        assert not read_by_hosts(path)  # a page may have such an address


@pytest.mark.parametrize("path", FREE)
def test_what_no_host_reads_is_free(path: str) -> None:
    assert trouble_of_file(path) == ""


@pytest.mark.parametrize(
    ("path", "is_like_one"),
    [
        ("assets/x.0123456789.png", True),
        ("assets/a/b/x.y.0123456789", True),
        ("assets/x.012345678.png", False),
        ("assets/x.0123456789.png/x.png", False),
        ("files/assets/x.0123456789.png", False),
        ("Assets/x.0123456789.png", False),
    ],
)
def test_no_file_of_the_content_is_named_like_an_asset_of_a_theme(
    path: str, is_like_one: bool
) -> None:
    assert trouble_of_file(path) == ""
    assert ("for a year" in trouble_of_content(path)) is is_like_one


def test_files_of_the_content_have_no_other_trouble() -> None:
    assert trouble_of_content("x.php") == trouble_of_file("x.php")


@pytest.mark.parametrize("char", "\n\r\t\0\x1b\x7f\x85\x9b\u2028\u2029\u202e\u2066")
def test_a_name_has_no_character_that_controls(char: str) -> None:
    assert trouble_of_name(f"files/a{char}b.pdf")
    assert trouble_of_name(f"a{char}b/c.md")
    assert not trouble_of_name("files/a b\u00a0c–ê.pdf")


@pytest.mark.parametrize("name", [*EVERYWHERE, *AT_THE_TOP])
def test_no_address_leads_there(name: str) -> None:
    for path in (name, name.upper(), f"{name}/", f"{name}/x.aspx", name.replace(".", "%2E")):
        with pytest.raises(URLError) as refused:
            output_path(parse_url(f"https://www.northshire.police.example/{path}"))
        assert refused.value.code in ("NG429", "NG403")  # servers hide what begins with a dot


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".well-known/security.txt", False),
        ("a/.well-known/b", False),
        ("a.b/c", False),
        ("", False),
        (".well-known/.b", True),
        (".git/HEAD", True),
        ("a/.b", True),
        ("..well-known/a", True),
        (".well-known-x", True),
    ],
)
def test_what_begins_with_a_dot_is_hidden(path: str, *, expected: bool) -> None:
    assert is_hidden(path) is expected

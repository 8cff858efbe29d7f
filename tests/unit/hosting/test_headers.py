"""The headers that the model wants."""

from dataclasses import replace

import pytest

from newsgen.config import Config
from newsgen.config.load import parse
from newsgen.hosting.headers import (
    HeaderSettings,
    content_security_policy,
    content_type,
    header_settings,
    headers,
)

PLAIN = header_settings(Config())


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("News/X..aspx", "text/html; charset=utf-8"),
        ("News/X(1).ASPX", "text/html; charset=utf-8"),
        ("old/x.asp", "text/html; charset=utf-8"),
        ("x.php", "text/html; charset=utf-8"),
        ("x.HTM", "text/html; charset=utf-8"),
        ("News/NewsArticle.aspx@id=1.html", "text/html; charset=utf-8"),
        ("feed.atom", "application/atom+xml; charset=utf-8"),
        ("areas/north/feed.rss", "application/rss+xml; charset=utf-8"),
        ("areas/north/feed.json", "application/feed+json; charset=utf-8"),
        ("search/index.json", "application/json; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("assets/site.0123456789.css", "text/css; charset=utf-8"),
        ("site.webmanifest", "application/manifest+json; charset=utf-8"),
        ("images/a.b.JPG", "image/jpeg"),
        ("images/icon.svg", "image/svg+xml; charset=utf-8"),
        ("report.pdf", "application/pdf"),
        ("a.woff2", "font/woff2"),
        ("strange.xyz", "application/octet-stream"),
        ("no-ending", "application/octet-stream"),
        ("a.html/no-ending", "application/octet-stream"),
        ("aspx", "application/octet-stream"),
    ],
)
def test_types(file: str, expected: str) -> None:
    assert content_type(file) == expected


def test_a_page_has_all_headers_in_order() -> None:
    assert headers("index.html", 200, PLAIN) == {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "public, max-age=300",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    }
    assert list(headers("index.html", 404, PLAIN))[-1] == "X-Robots-Tag"
    assert list(headers("index.html", 200, PLAIN))[:2] == ["Content-Type", "Cache-Control"]


@pytest.mark.parametrize(
    ("file", "status", "expected"),
    [
        ("assets/site.0123456789.css", 200, "public, max-age=31536000, immutable"),
        ("assets/fonts/a.b.0123456789.woff2", 200, "public, max-age=31536000, immutable"),
        ("assets/LICENCE.0123456789", 200, "public, max-age=31536000, immutable"),
        ("assets/site.css", 200, "public, max-age=60"),
        ("assets/site.0123456789.css", 404, "public, max-age=60"),
        ("News/assets/site.0123456789.css", 200, "public, max-age=60"),
        ("assets.0123456789.css", 200, "public, max-age=60"),
        ("images/a.jpg", 200, "public, max-age=60"),
        ("410.html", 410, "public, max-age=60"),
        ("", 301, "public, max-age=60"),
    ],
)
def test_only_what_is_named_after_its_bytes_is_kept_for_ever(
    file: str, status: int, expected: str
) -> None:
    settings = replace(PLAIN, page_max_age=60)
    assert headers(file, status, settings)["Cache-Control"] == expected


def test_a_preview_keeps_no_page() -> None:
    settings = header_settings(Config(), page_max_age=0)
    assert headers("x.aspx", 200, settings)["Cache-Control"] == "no-cache"


def test_what_is_asked_for_is_added() -> None:
    settings = HeaderSettings(300, ("a.example", "bücher.example"), 31536000, has_search=True)
    actual = headers("x.aspx", 200, settings)
    assert actual["Strict-Transport-Security"] == "max-age=31536000"
    policy = actual["Content-Security-Policy"]
    assert "img-src 'self' https://a.example https://xn--bcher-kva.example;" in policy
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy


@pytest.mark.parametrize(
    ("status", "expected"), [(200, None), (301, None), (404, "noindex"), (410, "noindex")]
)
def test_error_pages_are_in_no_index(status: int, expected: str | None) -> None:
    assert headers("x.html", status, PLAIN).get("X-Robots-Tag") == expected


def test_a_redirect_has_no_type() -> None:
    assert "Content-Type" not in headers("", 301, PLAIN)


def test_pages_may_show_pictures_of_the_areas_hosts_unless_others_are_named() -> None:
    areas = '[areas.A]\nhosts = ["b.example", "a.example"]\n[areas.B]\nhosts = ["c.example"]\n'
    hosts = ("a.example", "b.example", "c.example")
    for toml, expected in [
        (areas, hosts),
        (areas + "[hosting]\nhsts = 1\n", hosts),
        (areas + "[hosting]\nimage_hosts = []\n", ()),
        (areas + '[hosting]\nimage_hosts = ["d.example"]\n', ("d.example",)),
    ]:
        assert header_settings(parse(toml)).image_hosts == expected


def test_only_a_site_with_a_search_may_run_web_assembly() -> None:
    for value in ("true", "false"):
        settings = header_settings(parse(f"[site]\nsearch = {value}\n"))
        assert settings.has_search is (value == "true")


def test_frames_are_of_the_services_that_releases_use() -> None:
    assert "frame-src" not in content_security_policy(PLAIN)
    policy = content_security_policy(header_settings(Config(), ("vimeo", "youtube")))
    frames = "frame-src https://player.vimeo.com https://www.youtube-nocookie.com;"
    assert frames in policy

"""Historic URLs: their parts, their files, their links."""

import re
from datetime import datetime

import pytest
from hypothesis import given, strategies as st

from newsgen.model import urls
from newsgen.model.urls import (
    LONGEST_URL,
    Address,
    URLError,
    as_sent,
    beside_host,
    both_spellings,
    fill,
    folded,
    is_dated,
    is_slug,
    link_to,
    new_slug,
    output_path,
    parse_url,
    slugify,
)

HOST = "https://www.example.police.uk"


@pytest.mark.parametrize(
    ("text", "extra"),
    [
        ("https://x.example:8443", ":8443"),
        (" HTTPS://x.example:80/a?b", ":80"),
        ("https://me:word@x.example/", "me:word@"),
        ("https://me@x.example:1/", "me@"),
        ("https://x.example/a:1", ""),
        ("https://x.example/a@b", ""),
        ("https://x.example:words/", ""),
        ("mailto:me@x.example", ""),
        ("https://", ""),
    ],
)
def test_a_user_or_a_port_stands_beside_a_host(text: str, extra: str) -> None:
    assert beside_host(text) == extra


def path_of(tail: str) -> str:
    return output_path(parse_url(HOST + tail))


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("", "index.html"),
        ("/", "index.html"),
        ("/news/", "news/index.html"),
        ("/news", "news/index.html"),
        ("/news/x.aspx", "news/x.aspx"),
        ("/News/X.ASPX", "News/X.ASPX"),
        ("/news/x.html", "news/x.html"),
        ("/news/x.htm", "news/x.htm"),
        ("/news/x.php", "news/x.php"),
        ("/news/x.asp", "news/x.asp"),
        ("/news/x.pdf", "news/x.pdf/index.html"),
        ("/news/v1.2", "news/v1.2/index.html"),
        ("/news/X..aspx", "news/X..aspx"),
        ("/news/X(1).aspx", "news/X(1).aspx"),
        ("/news/X.aspx/", "news/X.aspx/index.html"),
        ("/a//b", "a/b/index.html"),
        ("/a#related", "a/index.html"),
        ("/x.aspx#related", "x.aspx"),
        ("/x.aspx?id=1", "x.aspx@id=1.html"),
        ("/x?id=1&b=2", "x@id=1&b=2.html"),
        ("/x/?id=1", "x/@id=1.html"),
        ("/?id=1", "@id=1.html"),
        ("/x?u=/a/b", "x@u=%2Fa%2Fb.html"),
        ("/x?u=a?b", "x@u=a%3Fb.html"),
        ("/x?u='a'", "x@u=%27a%27.html"),
        ("/caf%C3%A9", "caf\u00e9/index.html"),
        ("/caf%c3%a9", "caf\u00e9/index.html"),
        ("/caf\u00e9", "caf\u00e9/index.html"),
        ("/cafe\u0301", "caf\u00e9/index.html"),
        ("/cafe%CC%81", "caf\u00e9/index.html"),
        ("/2019%E2%80%932020", "2019\u20132020/index.html"),
        ("/2019%e2%80%932020", "2019\u20132020/index.html"),
        ("/2019\u20132020", "2019\u20132020/index.html"),
        ("/man's-bike", "man's-bike/index.html"),
        ("/man%27s-bike", "man's-bike/index.html"),
        ("/man\u2019s-bike", "man\u2019s-bike/index.html"),
        ("/a%20b", "a b/index.html"),
        ("/a+b", "a+b/index.html"),
        ("/100%25", "100%/index.html"),
        ("/a%23b", "a#b/index.html"),
        ("/...", ".../index.html"),
    ],
)
def test_the_url_decides_the_file(tail: str, expected: str) -> None:
    assert path_of(tail) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "NG401"),
        ("nowhere", "NG401"),
        ("//www.example.police.uk/x", "NG401"),
        ("ftp://www.example.police.uk/x", "NG401"),
        ("https://", "NG401"),
        ("https:///x", "NG401"),
        ("https://-x.example/", "NG401"),
        ("https://x..example/", "NG401"),
        ("https://www.example.police.uk:8080/", "NG401"),
        ("https://me:pw@www.example.police.uk/", "NG401"),
        ("https://[::1/", "NG401"),
        ("https://www.example.police.uk:port/", "NG401"),
        (HOST + "/../x", "NG402"),
        (HOST + "/a/./x", "NG402"),
        (HOST + "/a/%2e%2e/x", "NG402"),
        (HOST + "/a/..", "NG402"),
        (HOST + "/a%2Fb", "NG403"),
        (HOST + "/a%2fb", "NG403"),
        (HOST + "/a%00b", "NG403"),
        (HOST + "/a%0ab", "NG403"),
        (HOST + "/a\x07b", "NG403"),
        (HOST + "/a%C2%85b", "NG403"),
        (HOST + "/caf%E9", "NG403"),
        (HOST + "/a%EF%BF%BEb", "NG403"),
        (HOST + "/a%EF%BF%BFb", "NG403"),
        (HOST + "/a\ufffeb", "NG403"),
        (HOST + "/a\\b", "NG403"),
        (HOST + "/a%5Cb", "NG403"),
        (HOST + "/a%5cb", "NG403"),
        (HOST + "/a%3Fb", "NG403"),
        (HOST + "/100%", "NG403"),
        (HOST + "/a%zzb", "NG403"),
        (HOST + "/.git/config", "NG403"),
        (HOST + "/a/%2Eb", "NG403"),
        (HOST + "/\u212a.aspx", "NG403"),
        (HOST + "/a?b=%00", "NG403"),
        (HOST + "/a?b=%EF%BF%BE", "NG403"),
        (HOST + "/a?utm_source=x", "NG403"),
        (HOST + "/a?b=c&fbclid=x", "NG403"),
        (HOST + "/" + "a/" * 450, "NG404"),
        (HOST + "/" + "\u00e9/" * 150, "NG404"),
    ],
)
def test_what_no_release_can_live_at_has_a_code_and_a_hint(text: str, code: str) -> None:
    with pytest.raises(URLError) as error:
        parse_url(text)
    assert error.value.code == code
    assert error.value.hint


@pytest.mark.parametrize(
    ("segment", "name", "hint"),
    [
        ("quad\u200bbike.aspx", "zero width space, U+200B", "quad%E2%80%8Bbike.aspx|quadbike.aspx"),
        ("quad\u00adbike.aspx", "soft hyphen, U+00AD", "quad%C2%ADbike.aspx|quadbike.aspx"),
        ("quad\u00a0bike.aspx", "no-break space, U+00A0", "quad%C2%A0bike.aspx|quad-bike.aspx"),
        ("quad\u202ebike", "right-to-left override, U+202E", "quad%E2%80%AEbike|quadbike"),
        ("quad.aspx\ufeff", "zero width no-break space, U+FEFF", "quad.aspx%EF%BB%BF|quad.aspx"),
        ("q\u3164\u2009b", "hangul filler, U+3164", "q%E3%85%A4%E2%80%89b|q-b"),
        ("x?id=1\u200b2", "zero width space, U+200B", "x?id=1%E2%80%8B2|x?id=12"),
    ],
)
def test_what_cannot_be_seen_is_not_part_of_an_address(segment: str, name: str, hint: str) -> None:
    with pytest.raises(URLError) as error:
        parse_url(f"{HOST}/news/{segment}")
    sent, other = hint.split("|")
    assert error.value.code == "NG403"
    assert str(error.value) == f"the URL has an invisible character ({name})"
    assert error.value.hint == f"Write {sent} if readers have that already, and else {other}."
    assert parse_url(f"{HOST}/news/{sent}").url == f"{HOST}/news/{sent}"
    assert parse_url(as_sent(f"{HOST}/news/{segment}")) == parse_url(f"{HOST}/news/{sent}")


@pytest.mark.parametrize("text", ["\ufeff" + HOST + "/a", HOST + "\u200b/a", "https:\u200b//x.y/a"])
def test_what_cannot_be_seen_is_deleted_from_a_host(text: str) -> None:
    with pytest.raises(URLError) as error:
        parse_url(text)
    assert error.value.hint == "Delete it: no host has one in its name."


@pytest.mark.parametrize(
    "path", ["/Apêl", "/road–closed’s", "/新闻", "/\U0001f46e", "/a\u00a0", "/\u2764\ufe0f"]
)
def test_letters_and_signs_of_any_script_are_part_of_an_address(path: str) -> None:
    assert parse_url(HOST + path).path == path.strip()


@pytest.mark.parametrize(
    ("tail", "text"),
    [
        ("/a/50%-off.aspx", "Write %25 for the sign itself: /a/50%25-off.aspx"),
        ("/a\\b c.aspx", "Write a slash instead: /a/b%20c.aspx"),
        ("/\u212a.aspx", "Write /K.aspx"),
        ("/x?a=1&utm_source=y", "End the URL with ?a=1"),
        ("/x?utm_source=y", "End the URL before its question mark."),
    ],
)
def test_a_hint_has_the_text_to_write_instead(tail: str, text: str) -> None:
    with pytest.raises(URLError) as error:
        parse_url(HOST + tail)
    assert error.value.hint == text


@given(st.text(st.characters(codec="utf-8"), max_size=400))
def test_an_address_that_is_written_out_is_the_same_address(tail: str) -> None:
    try:
        address = parse_url(f"{HOST}/{tail}")
    except URLError:
        return
    assert parse_url(address.url) == address
    assert len(address.url) <= LONGEST_URL


def test_the_host_is_lower_cased_and_the_path_is_not() -> None:
    address = parse_url("HTTPS://WWW.Example.Police.UK/News/")
    assert address == Address("https", "www.example.police.uk", "/News/")


def test_the_link_is_percent_encoded_in_upper_case() -> None:
    assert parse_url(HOST + "/caf%c3%a9 1?a=b c").href == "/caf%C3%A9%201?a=b%20c"


@pytest.mark.parametrize(("length", "fits"), [(255, True), (256, False)])
def test_a_name_may_have_255_bytes(length: int, fits: bool) -> None:
    name = "x" * (length - len(".aspx")) + ".aspx"
    if fits:
        assert path_of("/" + name) == name
    else:
        with pytest.raises(URLError, match="256 bytes long"):
            path_of("/" + name)


def test_a_long_query_is_a_name_too_long() -> None:
    with pytest.raises(URLError) as error:
        path_of("/x?q=" + "1" * 300)
    assert error.value.code == "NG404"


def test_bytes_are_counted_and_not_characters() -> None:
    with pytest.raises(URLError):
        path_of("/" + "\u2013" * 86)
    assert path_of("/" + "\u2013" * 85).endswith("/index.html")


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("News/X.aspx", "news/x.aspx"),
        ("CAF\u00c9", "caf\u00e9"),
        ("Stra\u00dfe", "strasse"),
        ("\u0130", "i\u0307"),
    ],
)
def test_paths_that_differ_by_case_only_fold_to_one(first: str, other: str) -> None:
    assert folded(first) == folded(other)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Operation underway to safeguard", "Operation-underway-to-safeguard"),
        ("Man's bike stolen", "Mans-bike-stolen"),
        ("Man\u2019s bike stolen", "Mans-bike-stolen"),
        ("Smith & Sons", "Smith-and-Sons"),
        ("Caf\u00e9 \u2013 robbed", "Cafe-robbed"),
        ("  \u00a35,000?! ", "5-000"),
        ("../../etc/passwd", "etc-passwd"),
        ("\u4f60\u597d", ""),
        ("", ""),
        ("a" * 300, "a" * 120),
    ],
)
def test_a_title_makes_a_name(title: str, slug: str) -> None:
    assert slugify(title) == slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("\u0141ukasz \u00d8rsted of Stra\u00dfe", "Lukasz-Orsted-of-Strasse"),
        ("\u00c6gir and \u00fe\u00f3ra \u0110or\u0111evi\u0107", "AEgir-and-thora-Dordevic"),
        ("Ty\u0302 \u0111\u00e2n", "Ty-dan"),
    ],
)
def test_a_new_name_keeps_each_latin_letter(title: str, slug: str) -> None:
    assert new_slug(title) == slug


@given(st.text(max_size=300))
def test_a_name_from_any_title_is_safe(title: str) -> None:
    slug = slugify(title)
    assert len(slug) <= 120
    assert not slug or (is_slug(slug) and re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", slug))


@pytest.mark.parametrize("text", ["", ".", "..", "a/b", "a b", "a?b", "a#b", "a%b", "a\\b", "a\n"])
def test_a_slug_holds_nothing_that_a_url_gives_a_meaning(text: str) -> None:
    assert not is_slug(text)


def test_a_permalink_is_filled_from_the_date() -> None:
    at = datetime(2020, 3, 5)  # noqa: DTZ001 (only its digits matter)
    pattern = "/n/{year}/{month}/{month_name}/{day}/{slug}.aspx"
    assert fill(pattern, slug="X", at=at) == "/n/2020/03/March/05/X.aspx"
    assert fill("/n/{slug}", slug="X{year}", at=None) == "/n/X{year}"
    assert (is_dated(pattern), is_dated("/n/{slug}")) == (True, False)
    assert (
        fill("/n/{month_name_lower}/{slug_lower}/", slug="Man-Held", at=at) == "/n/march/man-held/"
    )


PATHS = st.text(
    st.one_of(
        st.sampled_from("/.%?#&=+:@!$'()*,;~- \\\u00e9\u0301\u2013\u212b\u1e9b\u0323aZ0"),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=40,
)
URLS = st.builds("{}/{}".format, st.sampled_from([HOST, "http://x.example"]), PATHS)


def parsed(url: str) -> Address | None:
    try:
        return parse_url(url)
    except URLError:
        return None


@given(URLS)
def test_the_canonical_url_of_an_address_gives_the_same_address(url: str) -> None:
    if (address := parsed(url)) is not None:
        assert parse_url(address.url) == address
        assert address.url.isascii()


@given(URLS)
def test_no_path_leaves_the_output_folder(url: str) -> None:
    address = parsed(url)
    if address is None:
        return
    path = output_path(address)
    segments = path.split("/")
    assert path
    assert "" not in segments
    assert not {".", ".."} & set(segments)
    assert "\0" not in path
    assert all(len(segment.encode()) <= 255 for segment in segments)


@given(URLS)
def test_a_trailing_slash_alone_never_makes_another_file(url: str) -> None:
    address = parsed(url)
    if address is None or address.query or not output_path(address).endswith("/index.html"):
        return
    slashed = Address(address.scheme, address.host, address.path.rstrip("/") + "/")
    assert output_path(slashed) == output_path(address)


@given(st.text("aB./%-_ é&?#2f", max_size=12))
def test_a_path_that_needs_no_decoding_is_its_own(tail: str) -> None:
    def parts(text: str) -> tuple[str, str]:
        try:
            address = parse_url.__wrapped__(text)
        except URLError as error:
            return error.code, str(error)
        return address.path, address.query

    quick = parts(f"{HOST}/{tail}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(urls, "_decode", urls._decode_any)
        assert parts(f"{HOST}/{tail}") == quick


@pytest.mark.parametrize(
    ("file", "link"),
    [
        ("index.html", "/"),
        ("a b/index.html", "/a%20b/"),
        ("p/xindex.html", "/p/xindex.html"),
        ("News/Show.aspx@id=1&a=%2F.html", "/News/Show.aspx?id=1&a=%2F"),
        ("d/@id=2.html", "/d/?id=2"),
        ("\udcff.txt", "/%FF.txt"),
    ],
)
def test_file_has_a_link(file: str, link: str) -> None:
    assert link_to(file) == link
    if "@" not in file:
        assert link_to(file, may_have_query=False) == link


def test_file_that_is_called_as_one_of_a_query_has_its_own_link() -> None:
    assert link_to("a@2x.html", may_have_query=False) == "/a@2x.html"


@pytest.mark.parametrize(
    ("url", "file", "others"),
    [
        ("https://x.example/a/", "a/index.html", {"https://x.example/a"}),
        ("https://x.example/a", "a/index.html", {"https://x.example/a/"}),
        ("/a/", "a/index.html", {"/a"}),
        ("/", "index.html", set()),
        ("/a.aspx", "a.aspx", set()),
        ("/a/?id=1", "a/index.html", set()),
    ],
)
def test_a_folder_is_asked_for_with_a_slash_and_without(
    url: str, file: str, others: set[str]
) -> None:
    assert both_spellings(url, file) == {url, *others}

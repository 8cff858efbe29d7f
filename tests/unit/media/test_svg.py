"""SVG: shapes stay, what editors write goes, and what acts or loads is refused."""

import base64

import pytest

from newsgen.media._svg import cleaned
from newsgen.media._unclean import UncleanError
from tests.media import SECRET, read

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def svg(content: str) -> bytes:
    return f"{HEAD}{content}</svg>".encode()


def test_what_an_editor_wrote_goes_and_the_drawing_stays() -> None:
    before = read("drawing.svg")
    after = cleaned(before)
    assert (SECRET in before, SECRET in after) == (True, False)
    for name in (b"inkscape", b"sodipodi", b"rdf", b"metadata", b"<!--"):
        assert (name in before, name in after) == (True, False)
    assert b"<title>A map of the field</title>" in after
    assert b"Field &amp; wood" in after
    assert cleaned(after) == after


def test_a_picture_within_is_cleaned_too() -> None:
    start = b"data:image/jpeg;base64,"
    embedded = cleaned(read("drawing.svg")).split(start)[1].split(b'"')[0]
    picture = base64.b64decode(embedded)
    assert picture.startswith(b"\xff\xd8")
    assert SECRET not in picture


@pytest.mark.parametrize(
    "content",
    [
        '<g fill="url(#a)"><use href="#b" x="1"/><use xlink:href="#b"/></g>',
        "<style>.a{fill:url(#b)}@media print{.a{fill:red}}</style>",
        '<style>@font-face{src:url("data:font/woff2;base64,AAAA")}</style>',
        '<path d="M0 0" style="fill:red"><animate attributeName="d" dur="1s" to="M1 1"/></path>',
        '<text x="1" xml:lang="cy">Tân <tspan>a dŵr</tspan></text>',
        '<filter id="a"><feGaussianBlur stdDeviation="2"/></filter>',
    ],
)
def test_what_draws_stays(content: str) -> None:
    assert cleaned(svg(content)) == svg(content)


@pytest.mark.parametrize(
    ("content", "left"),
    [
        ("<metadata>x</metadata>", ""),
        ('<g data-name="x" inkscape="y"/>', "<g/>"),
        ('<x:script xmlns:y="z"/>'.replace("script", "layer"), ""),
        ('<a href="https://x.example/"><path d="M0 0"/></a>', '<a><path d="M0 0"/></a>'),
        ('<g style="fill:red/* x */"/>', '<g style="fill:red"/>'),
        ("<style>/* x */a{}</style>", "<style>a{}</style>"),
        ("<style>a{<foo/>b:<desc>x</desc>c}</style>", "<style>a{b:c}</style>"),
        ("<style>@im<style>port 'a.css'</style></style>", "<style>@im</style>"),
        ('<g xmlns:svg="http://other.example/"/>', "<g/>"),
    ],
)
def test_what_does_not_draw_goes(content: str, left: str) -> None:
    assert cleaned(svg(content)).decode() == svg(left).decode().replace(
        "></svg>", "></svg>" if left else "/>"
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<script>x</script>", "script"),
        ('<x:script xmlns:x="http://www.w3.org/2000/svg"/>', "script"),
        ("<foreignObject><p>x</p></foreignObject>", "script or a page"),
        ('<g onclick="x"/>', "onclick"),
        ('<g ONLOAD="x"/>', "ONLOAD"),
        ('<set attributeName="xlink:href" to="javascript:x"/>', "where a link leads"),
        ('<animate attributeName=" onload" to="x"/>', "where a link leads"),
        ('<image href="https://x.example/a.png"/>', "from elsewhere"),
        ('<image href="file:///home/a.png"/>', "from elsewhere"),
        ('<use xlink:href="other.svg#a"/>', "from elsewhere"),
        ('<image href="data:text/html;base64,AAAA"/>', "from elsewhere"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "from elsewhere"),
        ('<g fill="url(https://x.example/a.svg#b)"/>', "from elsewhere"),
        ('<g style="background: url(&quot;//x.example&quot;)"/>', "from elsewhere"),
        ("<style>@import 'https://x.example/a.css'</style>", "from elsewhere"),
        ("<style>@im<!-- x -->port 'a.css'</style>", "from elsewhere"),
        ("<style>a{b:u\\72l(x)}</style>", "from elsewhere"),
        ("<style>a{b:image-set('x' 1x)}</style>", "from elsewhere"),
        ('<g style="fill:u/**/rl(http://x.example/a)"/>', "from elsewhere"),
        ('<g style="be/* x */havior:x"/>', "from elsewhere"),
        ('<g style="-moz-/**/binding:x"/>', "from elsewhere"),
        ('<g style="fill:ima/**/ge-set(&quot;x&quot; 1x)"/>', "from elsewhere"),
        ('<g style="fill:url/**/(http://x.example/a)"/>', "from elsewhere"),
        ('<g style="fill:u&#92;72l(x)"/>', "from elsewhere"),
        ('<g style="fill:u//**/* x */rl(x)"/>', "comments within comments"),
        ("<style>@im<foo/>port 'a.css'</style>", "from elsewhere"),
        ("<style>@im<foo>a<bar/>b</foo>port 'a.css'</style>", "from elsewhere"),
        ("<style>@imp<desc/>ort 'a.css'</style>", "from elsewhere"),
        ("<style>@imp<desc>a</desc>ort 'a.css'</style>", "from elsewhere"),
        ("<style>@im/*<foo/>*/port 'a.css'</style>", "from elsewhere"),
        ("<svg:style>@im<svg:g/>port 'a.css'</svg:style>", "from elsewhere"),
        ("<style>@im<![CDATA[port]]> 'a.css'</style>", "from elsewhere"),
        ("<style>@im<?x y?>port 'a.css'</style>", "from elsewhere"),
        ("<style>@&#105;mport 'a.css'</style>", "from elsewhere"),
        ('<image href="data:image/png;base64,A"/>', "damaged"),
    ],
)
def test_what_acts_or_loads_is_refused(content: str, reason: str) -> None:
    with pytest.raises(UncleanError, match=reason):
        cleaned(svg(content))


def test_entities_are_refused() -> None:
    with pytest.raises(UncleanError, match="entities"):
        cleaned(b"<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>")

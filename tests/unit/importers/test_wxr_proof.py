"""What an importer of WordPress drops or changes is told of, whatever part of it does so."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from newsgen.config.load import parse as parse_config
from newsgen.importers import _wordpress, _wxr_index, _wxr_items, report as reports, wxr
from newsgen.importers._wordpress import RenderedText
from newsgen.importers._wxr_items import WxrItem
from newsgen.importers._wxr_proof import posts_in
from newsgen.importers.order import Order
from newsgen.importers.outcome import ImportReport
from newsgen.importers.plan import parse
from newsgen.importers.run import run
from newsgen.importers.wxr import Wxr
from newsgen.pipeline.result import no_progress
from tests.support.wxr import BLOG, export, file, item, meta, term

AREAS: Final = '[areas.Old]\nhosts = ["www.old.example"]\n'
UPLOADS: Final = f"{BLOG}/wp-content/uploads/2020/03"
TEXT: Final = f"""<!-- wp:paragraph --><p>Officers seek a van.</p><!-- /wp:paragraph -->
<h2>What was seen</h2><p>Call <a href="tel:01632960001">01632 960001</a> or
<a href="{BLOG}/contact/">write</a> &amp; say &pound;5.</p>
<ul><li>Lock doors</li><li>Mark tools</li></ul><blockquote><p>We saw it.</p></blockquote>
<figure><img src="{UPLOADS}/a.jpg" alt="A van"><figcaption>At noon</figcaption></figure>
<table><tr><th>Year</th><th>Thefts</th></tr><tr><td>2019</td><td>1,204</td></tr></table>
<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
https://vimeo.com/76979871
</div></figure><!-- wp:block {{"ref":8}} /-->[gallery ids="6,7"]
[caption id="x"]<img src="{UPLOADS}/b.jpg"> Where it was[/caption]
[video mp4="{UPLOADS}/f.mp4"][/video]"""
EXPORT: Final = export(
    file(5, "2020/03/a.jpg"), file(6, "2020/03/b.jpg"), file(7, "2020/03/c.jpg"),
    file(10, "2020/03/f.mp4"),
    item(1, TEXT, meta("_thumbnail_id", "7"), meta("_wp_old_slug", "before"),
         term("category", "roads", "Roads"), term("post_tag", "vans", "Vans"),
         excerpt="A van is sought."),
    item(2, "First line\n\nsecond line\nthird line"),
    item(3, "CANARY of later", status="future", post_date="2031-03-05 10:49:00",
         post_date_gmt="2031-03-05 10:49:00"),
    item(4, "CANARY of nobody", status="private"),
    item(8, "<p>Shared words.</p>", post_type="wp_block"),
)  # fmt: skip
NO_PICTURES: Final = (
    '[[accept]]\nproblem = "refused-file"\nmatch = ["/**"]\nreason = "Only their names matter."\n'
)
Patch = Callable[[pytest.MonkeyPatch], None]


def imported(folder: Path, written: str = EXPORT) -> ImportReport:
    uploads = folder / "uploads/2020/03"
    uploads.mkdir(parents=True)
    for name in ("a.jpg", "b.jpg", "c.jpg", "f.mp4"):
        (uploads / name).write_bytes(name.encode())
    source = folder / "export.xml"
    source.write_text(written, encoding="utf-8")
    site = folder / "site"
    site.mkdir()
    plan = parse(AREAS + NO_PICTURES)
    return run(Order(site, (Wxr([source]),), plan, parse_config(AREAS)), no_progress)


def test_what_is_whole_has_no_problem(tmp_path: Path) -> None:
    report = imported(tmp_path)
    assert [(row.url, row.problems) for row in report.rows if row.problems] == []
    assert reports.is_clean(report)
    assert sum(row.outcome.value == "imported" for row in report.rows) == 2


def in_html(expression: str, put: str, number: int = 1) -> Patch:
    """Change what is rendered, in the first post that has it."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        render = _wordpress.render

        def changed(*given: Any) -> RenderedText:
            page = render(*given)
            page.html = re.sub(expression, put, page.html, count=number, flags=re.DOTALL)
            return page

        monkeypatch.setattr(wxr, "render", changed)

    return patch


def in_item(change: Callable[[WxrItem], None]) -> Patch:
    """Change what is read of items."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        read = _wxr_items._read

        def changed(each: WxrItem) -> WxrItem:
            got = read(each)
            change(got)
            return got

        monkeypatch.setattr(_wxr_items, "_read", changed)

    return patch


def field(name: str, change: Callable[[str], str]) -> Patch:
    return in_item(lambda each: each.fields.update({name: change(each[name])}))


def in_record(**values: Any) -> Patch:
    """Change the records of posts."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        record = Wxr._record
        monkeypatch.setattr(Wxr, "_record", lambda *given: record(*given)._replace(**values))

    return patch


def without(key: str) -> Patch:
    def drop(each: WxrItem) -> None:
        each.meta = [pair for pair in each.meta if pair[0] != key]

    return in_item(drop)


def fewer_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = _wxr_items.pieces_of
    monkeypatch.setattr(wxr, "pieces_of", lambda each: list(pieces(each))[:-1])


def fewer_captures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the addresses that posts had."""
    monkeypatch.setattr(_wxr_index.WxrIndex, "old_addresses_of", lambda *_: iter(()))


def everything_public(monkeypatch: pytest.MonkeyPatch) -> None:
    public = lambda *_: _wxr_index.Reach.PUBLIC  # noqa: E731
    monkeypatch.setattr(_wxr_index.WxrIndex, "sight_of", public)


MUTATIONS: Final[dict[str, Patch]] = {
    "a paragraph": in_html("<p>Officers seek a van.</p>", ""),
    "a word": in_html(" van", ""),
    "a word is another": in_html("seek", "find"),
    "a heading": in_html("<h2>.*?</h2>", ""),
    "a link": in_html('<a href="[^"]*contact/">(.*?)</a>', r"\1"),
    "a link leads elsewhere": in_html("/contact/", "/contacts/"),
    "a telephone number": in_html("01632 960001", "01632 96000"),
    "a number to call": in_html("tel:01632960001", "tel:01632960002"),
    "an entity": in_html("&amp; say", "say"),
    "an entity is another": in_html("&pound;", "&euro;"),
    "an item of a list": in_html("<li>Mark tools</li>", ""),
    "a quotation": in_html("<blockquote>.*?</blockquote>", ""),
    "a picture": in_html(r"<img[^>]*a\.jpg[^>]*>", ""),
    "a picture is another": in_html(r"/a\.jpg", "/d.jpg"),
    "a caption": in_html("<figcaption>At noon</figcaption>", ""),
    "a caption by a shortcode": in_html("Where it was", ""),
    "a picture in a caption": in_html(
        r"<figure><img[^>]*b\.jpg[^>]*>\s*<figcaption>", "<figcaption>"
    ),
    "a cell": in_html("<td>1,204</td>", ""),
    "a row": in_html("<tr><td>2019.*?</tr>", ""),
    "a table": in_html("<table>.*?</table>", ""),
    "an embed": in_html("<iframe[^>]*></iframe>", ""),
    "an embed is another": in_html("76979871", "76979872"),
    "a film": in_html("<video[^>]*></video>", ""),
    "a picture of a gallery": in_html(r"<figure><img[^>]*c\.jpg[^>]*></figure>", ""),
    "a gallery": lambda patch: patch.setitem(_wordpress._SHOWN, "gallery", lambda _: ""),
    "a shared block": in_html("Shared words.", ""),
    "a line": in_html("<br>\nthird line", ""),
    "the last paragraph": in_html("<p>second line.*", ""),
    "the text": in_html(".*", "", 0),
    "the text of an item": field("content:encoded", lambda _: ""),
    "half of the text": field("content:encoded", lambda text: text[: len(text) // 2]),
    "the title": field("title", lambda _: ""),
    "a word of the title": field("title", lambda text: text.partition(" ")[0]),
    "the date": field("wp:post_date", lambda _: ""),
    "the day": field("wp:post_date", lambda text: text.replace("-05", "-06")),
    "the month": field("wp:post_date", lambda text: text.replace("-03-", "-05-")),
    "the time": field("wp:post_date", lambda text: text.replace("10:49", "11:49")),
    "the excerpt": field("excerpt:encoded", lambda _: ""),
    "the address": field("link", lambda _: ""),
    "the address of a file": field("wp:attachment_url", lambda _: ""),
    "the status": field("wp:status", lambda _: "publish"),
    "the word for who may see it": field("wp:status", lambda _: ""),
    "a term": in_item(lambda each: each.terms.clear()),
    "one term": in_item(lambda each: each.terms.__delitem__(slice(0, 1))),
    "the picture above the text": without("_thumbnail_id"),
    "the name of before": without("_wp_old_slug"),
    "the addresses of before": fewer_captures,
    "the last item": fewer_pieces,
    "the title of a record": in_record(title="Other"),
    "dates of a record": in_record(dates=()),
    "the summary of a record": in_record(summary=""),
    "tags of a record": in_record(tags=()),
    "pictures of a record": in_record(pictures=()),
    "the embargo of a record": in_record(embargo=""),
    "who may see a post": everything_public,
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_what_is_dropped_or_changed_is_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    MUTATIONS[name](monkeypatch)
    report = imported(tmp_path)
    assert not reports.is_clean(report)
    said = [words for row in report.rows for _, words in row.problems]
    assert not any("CANARY" in words for words in (*said, *(why for _, why in report.unread)))


@pytest.mark.parametrize(
    "text",
    [
        "a [[gallery]] b", "<b>a</b>b c<br>d", "a&nbsp;b &lt;c&gt; &#8217;", "[sic] [2019]",
        "https://www.other.example/a?b=1&c=2", "https://youtu.be/jNQXAC9IVRw?t=1&x=2",
        '<a class="x" href="/a&amp;b" title="c">d</a>', "<a name=x></a><img src=/a.jpg>",
        '[caption caption="Of old"]<img src="/a.jpg">[/caption]', "a<script>b</script>c",
        "<style>a{}</style>b", "<!-- a -->b", "]]> and <![CDATA[", "a\r\nb", "[poll id=1] a",
        "[box]In <em>it</em>[/box]", '<!-- wp:acme/map {"a":1} /-->b', "½ – “q” tŷ 😀",
        "<p>a</p><!--more--><p>b</p><!--nextpage--><p>c</p>", "<pre>a\n\nb</pre>", "a\x0bb",
    ],
)  # fmt: skip
def test_what_is_brought_along_is_not_told_of(text: str, tmp_path: Path) -> None:
    report = imported(tmp_path, export(item(1, f"Before it.\n\n{text}")))
    lost = [
        (name, words) for row in report.rows for name, words in row.problems if name != "markup"
    ]
    assert [each for each in lost if "lost from the export" in each[1]] == []


def test_where_addresses_have_no_names_none_of_before_is_missed(tmp_path: Path) -> None:
    posts = [item(n, "", meta("_wp_old_slug", "old"), link=f"{BLOG}/?p={n}") for n in (1, 2)]
    rows = [row for row in imported(tmp_path, export(*posts)).rows if "?p=" in row.url]
    assert [row.problems for row in rows] == [(), ()]


def test_posts_are_counted_in_what_is_damaged_too(tmp_path: Path) -> None:
    source = tmp_path / "export.xml"
    for written, number in ((EXPORT, 9), (EXPORT.replace("</item>", ""), 9), ("", 0)):
        source.write_text(written, encoding="utf-8")
        assert posts_in(source) == number

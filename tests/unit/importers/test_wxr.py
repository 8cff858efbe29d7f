"""Exports of WordPress as captures, and what becomes of those that are damaged or hostile."""

from pathlib import Path
from typing import Final

import pytest

from newsgen.config.load import parse as parse_config
from newsgen.importers import wxr
from newsgen.importers.capture import Capture, Record, RecordFile
from newsgen.importers.order import Order
from newsgen.importers.outcome import ImportReport
from newsgen.importers.plan import parse
from newsgen.importers.run import run
from newsgen.importers.sources import open_source
from newsgen.importers.wxr import Wxr, exports_in
from newsgen.pipeline.result import no_progress
from tests.support.pictures import photograph
from tests.support.site import tree
from tests.support.wxr import BLOG, export, file, item, meta, term

AREAS: Final = '[areas.Old]\nhosts = ["www.old.example"]\n'
UPLOADS: Final = f"{BLOG}/wp-content/uploads"
SHOWS: Final = f'<img src="{UPLOADS}/2020/03/a-300x200.jpg" alt="A van">'


def written(folder: Path, text: str, *files: str) -> Path:
    """Write an export with its uploads."""
    source = folder / "export.xml"
    source.write_text(text, encoding="utf-8")
    for name in files:
        path = folder / "uploads" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return source


def captures(source: Path) -> dict[str, Capture]:
    """Return the captures by the paths of their addresses."""
    return {each.url.removeprefix(BLOG): each for each in Wxr([source]).captures()}


def record(source: Path) -> Record:
    got = captures(source)["/news/2020/03/name-1/"].record
    assert got is not None
    return got


def imported(folder: Path, source: Path, plan: str = AREAS, **more: int) -> ImportReport:
    site = folder / "site"
    site.mkdir(exist_ok=True)
    settings = parse(plan)
    opened = tuple(open_source(source, settings.source))
    order = Order(site, opened, settings, parse_config(AREAS), **more)  # type: ignore[arg-type]
    return run(order, no_progress)


def outcomes(report: ImportReport) -> dict[str, str]:
    return {row.url.removeprefix(BLOG): row.outcome.value for row in report.rows}


def test_a_post_is_a_record_with_its_html_as_the_body(tmp_path: Path) -> None:
    extra = (term("category", "a", "A &amp; B"), term("post_tag", "v", "vans"),
             term("category", "uncategorized", "None"), term("language", "cy", "Cymraeg"),
             meta("_thumbnail_id", "5"))  # fmt: skip
    post = item(
        1,
        "One\ntwo",
        *extra,
        title="T &amp; <i>u</i>",
        excerpt="In <b>short</b>.",
        post_date_gmt="2020-03-05 09:49:00",
        pubDate="Thu, 05 Mar 2020 09:49:00 +0000",
    )
    picture = file(5, "2020/03/a.jpg", excerpt="At <b>noon</b>").replace(
        "</item>", f"{meta('_wp_attachment_image_alt', 'A van')}</item>"
    )
    source = written(tmp_path, export(post, picture))
    assert captures(source)["/news/2020/03/name-1/"].body == b"<p>One<br>\ntwo</p>"
    assert record(source) == Record(
        "T & u",
        (("post_date", "2020-03-05T10:49+01:00"), ("pubDate", "Thu, 05 Mar 2020 09:49:00 +0000")),
        "In short.",
        tags=("A & B", "vans"),
        language="cy",
        pictures=(RecordFile(f"{UPLOADS}/2020/03/a.jpg", "A van", "At noon"),),
        type="post",
    )


@pytest.mark.parametrize(
    ("local", "universal", "expected"),
    [
        ("2020-07-05 00:15:00", "2020-07-04 23:15:00", "2020-07-05T00:15+01:00"),
        ("2020-07-05 00:15:00", "2020-07-05 05:45:00", "2020-07-05T00:15-05:30"),
        ("2020-07-05 00:15:00", "0000-00-00 00:00:00", "2020-07-05 00:15:00"),
        ("2020-07-05 00:15:00", "2020-05-01 00:00:00", "2020-07-05 00:15:00"),
        ("0000-00-00 00:00:00", "0000-00-00 00:00:00", ""),
        ("yesterday", "2020-07-05 00:15:00", "yesterday"),
        ("2020-07-05T00:15+01:00", "2020-07-04 23:15:00", "2020-07-05T00:15+01:00"),
    ],
)
def test_dates_have_the_offset_that_both_clocks_say(
    local: str, universal: str, expected: str, tmp_path: Path
) -> None:
    source = written(tmp_path, export(item(1, post_date=local, post_date_gmt=universal)))
    assert record(source).dates[0] == ("post_date", expected)


def test_files_copies_and_pages_of_files_are_where_they_were(tmp_path: Path) -> None:
    names = ("2020/03/a.jpg", "2020/03/a-300x200.jpg", "2020/03/a-150x150.jpg", "2020/03/b.pdf",
             "2020/03/unused.jpg", "2020/03/loose.txt")  # fmt: skip
    posts = (item(1, f'{SHOWS}<a href="/wp-content/uploads/2020/03/b.pdf">b</a>'),
             file(5, names[0]), file(6, names[3]), file(7, names[4]))  # fmt: skip
    report = imported(tmp_path, written(tmp_path, export(*posts), *names))
    start = "/wp-content/uploads/2020/03"
    assert outcomes(report) == {
        "/news/2020/03/name-1/": "imported",
        "/?p=1": "redirect",
        **dict.fromkeys((f"{start}/a.jpg", f"{start}/a-300x200.jpg", f"{start}/b.pdf"), "copied"),
        f"{start}/a-150x150.jpg": "redirect",
        **dict.fromkeys(("/a/", "/?p=5", "/?attachment_id=5", "/b/", "/?p=6", "/?attachment_id=6"),
                        "redirect"),
        **dict.fromkeys(("/unused/", "/?p=7", "/?attachment_id=7", f"{start}/unused.jpg"),
                        "not a release"),
        f"{start}/loose.txt": "not a release",
    }  # fmt: skip
    lines = (tmp_path / "site/urls.txt").read_text().splitlines()
    assert f"{BLOG}/a/ moved {UPLOADS}/2020/03/a.jpg" in lines
    assert f"{UPLOADS}/2020/03/a-150x150.jpg moved {UPLOADS}/2020/03/a.jpg" in lines


def test_what_nobody_may_see_has_no_name(tmp_path: Path) -> None:
    picture = f'<img src="{UPLOADS}/2020/03/canary.jpg">'
    posts = [
        item(n, f"canary {picture}", meta("_wp_old_slug", "canary-old"), title="canary",
             post_name="canary", link=f"{BLOG}/canary-{n}/", **fields)
        for n, fields in enumerate(({"status": "draft"}, {"status": "private"},
                                    {"post_password": "canary"}, {"status": "trash"}), 1)
    ]  # fmt: skip
    source = written(tmp_path, export(*posts, file(9, "2020/03/canary.jpg"), item(10)),
                     "2020/03/canary.jpg", "2020/03/canary-150x150.jpg")  # fmt: skip
    report = imported(tmp_path, source)
    assert list(outcomes(report)) == ["/?p=10", "/news/2020/03/name-10/"]
    assert "canary" not in repr(report)
    assert not any("canary" in path for path in tree(tmp_path / "site"))
    assert report.counts == {"draft": 1, "private": 1, "trash": 1, "with a password": 1}


def test_a_shared_block_with_a_password_is_in_no_post(tmp_path: Path) -> None:
    block = item(1, "canary", post_type="wp_block", post_password="canary", link="-")
    source = written(tmp_path, export(block, item(2, '<!-- wp:block {"ref":1} /-->Words of 2.')))
    report = imported(tmp_path, source)
    assert (outcomes(report)["/news/2020/03/name-2/"], "canary" in repr(report)) == (
        "imported", False,
    )  # fmt: skip
    assert "canary" not in repr(tree(tmp_path / "site"))


def test_a_future_post_is_an_embargo_that_no_report_names(tmp_path: Path) -> None:
    late = item(1, f'canary {SHOWS.replace("a-300", "canary-300")}', status="future",
                post_date="2031-07-01 10:00:00", post_date_gmt="2031-07-01 09:00:00",
                title="canary", post_name="canary", link=f"{BLOG}/?p=1")  # fmt: skip
    posts = (late, file(5, "2020/03/canary.jpg", post_parent="1"), item(2))
    names = ("2020/03/canary.jpg", "2020/03/canary-300x200.jpg")
    source = written(tmp_path, export(*posts), *names)
    for name in names:
        (tmp_path / "uploads" / name).write_bytes(photograph(3, 2))
    report = imported(tmp_path, source)
    assert list(outcomes(report)) == ["/?p=2", "/news/2020/03/name-2/"]
    assert "canary" not in repr(report)
    text = (tmp_path / "site/content/old/2031/07-canary.md").read_text()
    assert "embargo: 2031-07-01T10:00+01:00" in text
    assert f"url: {BLOG}/news/2031/07/canary/" in text
    assert (tmp_path / "site/content/wp-content/uploads/2020/03/canary-300x200.jpg").is_file()
    assert not (tmp_path / "site/urls.txt").exists()


def test_what_is_wrong_with_a_file_of_a_future_post_is_said_without_its_name(
    tmp_path: Path,
) -> None:
    late = item(1, SHOWS.replace("a-300", "canary-300"), status="future", title="canary")
    posts = (late, file(5, "2020/03/canary.jpg", post_parent="1"))
    source = written(tmp_path, export(*posts), "2020/03/canary.jpg", "2020/03/canary-300x200.jpg")
    report = imported(tmp_path, source)
    assert set(report.unread) == {
        ("a file that is not public yet", "it is not public yet, and has refused-file")
    }


def test_what_is_wrong_with_a_future_post_is_said_without_its_words(tmp_path: Path) -> None:
    late = item(1, "[poll id=7] canary", status="future", title="canary", post_name="canary")
    report = imported(tmp_path, written(tmp_path, export(late)))
    assert report.unread == [("export.xml: item 1", "it is not public yet, and has markup")]
    assert "canary" not in repr(report)


def test_drafts_are_drafts_if_the_plan_takes_them(tmp_path: Path) -> None:
    draft = item(1, status="draft", link=f"{BLOG}/?p=1", post_name="", title="To be",
                 post_date_gmt="0000-00-00 00:00:00")  # fmt: skip
    source = written(tmp_path, export(draft, item(2), item(3, status="private")))
    report = imported(tmp_path, source, f"[source]\ndrafts = true\n{AREAS}")
    text = (tmp_path / "site/content/old/2020/03-to-be.md").read_text()
    assert "status: draft" in text
    assert f"url: {BLOG}/news/2020/03/to-be/" in text
    assert list(outcomes(report)) == ["/?p=2", "/news/2020/03/name-2/"]
    assert report.counts == {"draft, imported": 1, "private": 1}


def test_types_are_the_plans_to_say(tmp_path: Path) -> None:
    posts = [item(n, post_type=each, link=f"{BLOG}/{each}/")
             for n, each in enumerate(("post", "news", "page", "nav_menu_item"), 1)]  # fmt: skip
    source = written(tmp_path, export(*posts))
    report = imported(tmp_path, source, f'{AREAS}[releases]\ntypes = ["news"]\n')
    shown = outcomes(report)
    assert {url: shown[url] for url in ("/post/", "/news/", "/page/")} == {
        "/post/": "unexplained", "/news/": "imported", "/page/": "unexplained",
    }  # fmt: skip
    assert not any("nav_menu_item" in url for url in shown)
    reason = next(row.reason for row in report.rows if row.url == f"{BLOG}/page/")
    assert reason == "it is of the type “page”, and no rule of the plan fits it"


def test_what_leads_to_a_moved_or_gone_page_is_so_itself(tmp_path: Path) -> None:
    pages = [item(n, post_type="page", link=f"{BLOG}/{name}/") for n, name in enumerate("ab", 1)]
    plan = (
        f'{AREAS}[[addresses]]\nmatch = ["/a/"]\nfate = "gone"\n'
        '[[addresses]]\nmatch = ["/b/"]\nfate = "moved"\nto = "/news/"\n'
    )
    imported(tmp_path, written(tmp_path, export(*pages)), plan)
    lines = [
        each.replace(BLOG, "") for each in (tmp_path / "site/urls.txt").read_text().split("\n")
    ]
    assert sorted(filter(None, lines[2:])) == [
        "/?p=1 gone", "/?p=2 moved /news/", "/?page_id=1 gone", "/?page_id=2 moved /news/",
        "/a/ gone", "/b/ moved /news/",
    ]  # fmt: skip


def test_a_folder_has_all_parts_of_an_export_and_the_uploads(tmp_path: Path) -> None:
    uploads = "wp-content/uploads/2020/03/a-300x200.jpg"
    (tmp_path / uploads).parent.mkdir(parents=True)
    (tmp_path / uploads).write_bytes(b"JPEG")
    (tmp_path / "part-1.xml").write_text(export(item(1, SHOWS)))
    (tmp_path / "part-2.xml").write_text(export(item(2), file(5, "2020/03/a.jpg")))
    assert exports_in(tmp_path) == [tmp_path / "part-1.xml", tmp_path / "part-2.xml"]
    shown = outcomes(imported(tmp_path, tmp_path))
    assert [shown[f"/news/2020/03/name-{n}/"] for n in (1, 2)] == ["imported", "imported"]
    assert shown["/wp-content/uploads/2020/03/a-300x200.jpg"] == "copied"
    assert shown["/wp-content/uploads/2020/03/a.jpg"] == "unexplained"


def test_a_site_of_a_network_has_its_files_in_a_folder_of_its_own(tmp_path: Path) -> None:
    url = f"{UPLOADS}/sites/2/2020/03/a.jpg"
    posts = (item(1, f'<img src="{url}">'), file(5, "2020/03/a.jpg", attachment_url=url))
    inner = written(tmp_path, export(*posts), "sites/2/2020/03/a.jpg")
    assert outcomes(imported(tmp_path, inner))[url.removeprefix(BLOG)] == "copied"


def test_an_export_of_another_host_gets_that_of_the_plan(tmp_path: Path) -> None:
    text = export(item(1, f'<a href="{BLOG}/b/">b</a>')).replace(BLOG, "http://localhost:8080/wp")
    plan = f'[source]\nbase_url = "{BLOG}"\n{AREAS}'
    report = imported(tmp_path, written(tmp_path, text), plan)
    assert outcomes(report) == {"/?p=1": "redirect", "/news/2020/03/name-1/": "imported"}
    assert "[b](/b/)" in (tmp_path / "site/content/old/2020/03-name-1.md").read_text()


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    source = written(tmp_path, export(item(1, SHOWS)), "2020/03/a-300x200.jpg")
    imported(tmp_path, source)
    before = tree(tmp_path / "site")
    report = imported(tmp_path, source, jobs=2)
    assert (tree(tmp_path / "site"), report.created, report.unchanged) == (before, 0, 2)


# What is damaged, or wants what it must not have


@pytest.mark.parametrize(
    ("damaged", "place", "reason"),
    [
        (item(1).replace("</title>", ""), "item 1", "it is not well-formed"),
        (item(1, link="-", guid="-"), "item 1", "the post has no address"),
        (item(1, link="-", guid="-", status="private"), "item 1", "a post has no address"),
        (item(1, link="javascript:alert(1)"), "item 1", "the post has no address"),
        (item(1, link="/news/a/"), "item 1", "the post has no address"),
        (item(1).replace("</item>", ""), "item 1", "the item does not end"),
        (item(2).replace("Words", "Other words"), "item 2", "another post has its number"),
        (item(1, status="-"), "item 1", "a post has no status, which says who may see it"),
    ],
)
def test_what_is_damaged_is_a_row_with_its_reason(
    damaged: str, place: str, reason: str, tmp_path: Path
) -> None:
    report = imported(tmp_path, written(tmp_path, export(damaged, item(2))))
    assert [(origin, why.partition(":")[0]) for origin, why in report.unread] == [
        (f"export.xml: {place}", reason)
    ]
    assert outcomes(report)["/news/2020/03/name-2/"] == "imported"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"post_date": "-", "post_date_gmt": "-"}, "no-date"),
        ({"post_date": "2020-13-45 10:00:00"}, "no-date"),
        ({"title": "-"}, "no-text"),
        ({"title": " "}, "no-text"),
        ({"content": " ", "title": "-"}, "unexplained"),
        ({"link": f"{BLOG}/news/{'x' * 300}/"}, "unexplained"),
        ({"content": f'<!-- wp:block {{"ref":{"1" * 5000}}} /-->Words.'}, "markup"),
    ],
)
def test_what_a_post_lacks_is_a_problem_of_its_own(
    fields: dict[str, str], name: str, tmp_path: Path
) -> None:
    report = imported(tmp_path, written(tmp_path, export(item(1, "", **fields), item(2))))
    assert name in {each for row in report.rows for each, _ in row.problems}
    assert outcomes(report)["/news/2020/03/name-2/"] == "imported"


@pytest.mark.parametrize(
    "link", [f"{BLOG}/../../etc/passwd", f"{BLOG}/%2e%2e/%2e%2e/x.md", f"{BLOG}/news/.htaccess",
             f"{BLOG}/a/\\..\\b/", f"{BLOG}//evil.example/x/", f"{BLOG}/news/\x00/"],
)  # fmt: skip
def test_no_address_leads_out_of_the_folder(link: str, tmp_path: Path) -> None:
    source = written(tmp_path, export(item(1, link=link), item(2)))
    imported(tmp_path, source)
    (tmp_path / "outside").mkdir()
    written_files = [path for path in tree(tmp_path) if not path.endswith("/")]
    assert all(path.startswith(("site/content/old/2020/", "site/import-report/", "export.xml",
                                "site/urls.txt")) for path in written_files)  # fmt: skip


def test_no_file_outside_the_uploads_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"SECRET")
    inner = tmp_path / "in"
    inner.mkdir()
    posts = (
        item(1, f'<img src="{UPLOADS}/../../secret.jpg"><img src="{UPLOADS}/2020/link.jpg">'),
        file(5, "../../secret.jpg"),
        file(6, "2020/link.jpg"),
    )
    source = written(inner, export(*posts), "2020/a.jpg")
    (inner / "uploads/2020/link.jpg").symlink_to(tmp_path / "secret.jpg")
    (inner / "uploads/up").symlink_to(tmp_path)
    report = imported(tmp_path, source)
    content = tmp_path / "site/content"
    assert [f for f in content.rglob("*") if f.is_file() and b"SECRET" in f.read_bytes()] == []
    assert {origin for origin, _ in report.unread} == {"uploads/2020/link.jpg", "uploads/up"}
    row = next(row for row in report.rows if row.url == f"{UPLOADS}/2020/link.jpg")
    assert row.reason == "the folder of uploads lacks it"


def test_what_the_uploads_lack_is_said(tmp_path: Path) -> None:
    source = written(tmp_path, export(item(1, SHOWS), file(5, "2020/03/a.jpg")))
    reasons = {row.url: row.reason for row in imported(tmp_path, source).rows}
    assert reasons[f"{UPLOADS}/2020/03/a.jpg"] == "there is no folder of uploads"


def test_two_posts_at_one_address_are_both_accounted_for(tmp_path: Path) -> None:
    same = f"{BLOG}/news/2020/03/same/"
    source = written(tmp_path, export(item(1, "One", link=same), item(2, "Two", link=same)))
    report = imported(tmp_path, source)
    assert report.unread == [("export.xml: item 2", f"{same} is that of another post too")]
    assert "One" in (tmp_path / "site/content/old/2020/03-same.md").read_text()


def test_braces_in_addresses_are_no_names_of_their_parts(tmp_path: Path) -> None:
    posts = [item(n, link=f"x{{y}}://www.old.example/name-{n}") for n in range(1, 5)]
    report = imported(tmp_path, written(tmp_path, export(*posts, item(9, status="future"))))
    assert report.counts["embargo, imported"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "[video " * 50_000, "[gallery " * 50_000, "[caption " * 50_000, '<a href="' * 100_000,
        "<" * 500_000, "<!-->" * 100_000 + "<!--x>" * 100_000, "<p " * 200_000,
        f"[a {'x' * 1990}]" * 500, "<wp:post_type>" * 50_000,
    ],
    ids=lambda text: text[:14].strip(),
)  # fmt: skip
def test_no_post_takes_for_ever(text: str, tmp_path: Path) -> None:
    """Each would take minutes if the work grew with the square of a text."""
    source = written(tmp_path, export(item(1, text), item(2)))
    assert "/news/2020/03/name-2/" in captures(source)


def test_a_page_that_is_too_large_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wxr, "LARGEST_PAGE", 1 << 20)
    source = written(tmp_path, export(item(1, "x" * (1 << 21)), item(2)))
    rows = {row.url.removeprefix(BLOG): row.reason for row in imported(tmp_path, source).rows}
    assert rows["/news/2020/03/name-1/"] == "the page is larger than 1 MB"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    source = written(tmp_path, export(item(1)))
    reader = Wxr([source])
    source.unlink()
    with pytest.raises(FileNotFoundError):
        list(reader.captures())

"""The first plan for an export of WordPress: which types of posts are releases."""

from pathlib import Path

import pytest

from newsgen.config.load import parse as parse_config
from newsgen.importers.guess import Guess
from newsgen.importers.plan import parse
from newsgen.importers.wxr import Wxr
from newsgen.importers.wxr_plan import plan_of_wxr
from newsgen.pipeline.result import no_progress
from tests.support.wxr import BLOG, export, file, item


def planned(folder: Path, *items: str) -> Guess:
    source = folder / "export.xml"
    source.write_text(export(*items), encoding="utf-8")
    return plan_of_wxr([Wxr([source])], parse_config(""), no_progress)


def test_posts_are_releases_and_the_rest_is_for_a_person_to_decide(tmp_path: Path) -> None:
    pages = [item(n, post_type="page", link=f"{BLOG}/page-{n}/") for n in range(10, 35)]
    others = (item(3, status="draft", title="canary"), item(4, status="future", title="canary"),
              item(5, status="private", title="canary"), file(6, "2020/a.jpg"))  # fmt: skip
    guess = planned(tmp_path, item(1), item(2), *pages, *others)
    plan = parse(guess.text)
    assert (plan.source.kind, plan.source.drafts) == ("wxr", False)
    assert plan.releases.types == ("post",)
    assert plan.area_of_host == {"www.old.example": "Old"}
    lines = guess.text.splitlines()
    assert "drafts = false  # 1 are left out" in lines
    assert 'types = ["post"]  # of page: 25, post: 2' in lines
    at = lines.index("# 25 posts of the type page; 20 of them:")
    assert lines[at + 2].startswith('# match = ["/page-10/", "/page-11/"')
    decided = "\n".join(line.removeprefix("# ") if n > at else line for n, line in enumerate(lines))
    assert len(parse(decided).addresses) == 2
    said = "\n".join(guess.lines)
    assert "releases  post  /news/{year}/{month}/*/  (2 posts)" in said
    assert (
        f"{BLOG}/news/2020/03/name-1/\n    title: Title 1\n    date:  2020-03-05 10:49+00:00"
        in said
    )
    assert "canary" not in said + guess.text


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["post", "news", "news"], ("post",)),
        (["page", "news", "event", "news"], ("news",)),
        (["page", "page"], ("post",)),
        ([], ("post",)),
    ],
)
def test_without_posts_the_most_frequent_type_is_releases(
    types: list[str], expected: tuple[str, ...], tmp_path: Path
) -> None:
    items = [item(n, post_type=each) for n, each in enumerate(types, 1)]
    assert parse(planned(tmp_path, *items).text).releases.types == expected


def test_lists_of_wordpress_are_no_releases_and_releases_are_no_lists(tmp_path: Path) -> None:
    plan = parse(planned(tmp_path, item(1)).text)
    (expression, _), *_ = plan.rules
    for path in ("/", "/page/2/", "/category/a/", "/news/category/a/page/2/", "/tag/b/", "/feed/",
                 "/news/2020/03/name/feed/", "/author/x/", "/news/author/x/"):  # fmt: skip
        assert expression.fullmatch(path), path
    for path in ("/news/2020/03/name-1/", "/a-page/", "/category-error/", "/feed-the-birds/",
                 "/?p=1", "/wp-content/uploads/2020/tag.jpg"):  # fmt: skip
        assert not expression.fullmatch(path), path

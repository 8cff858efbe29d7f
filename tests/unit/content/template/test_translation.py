"""The file of a translation: what it has in common with its original."""

import frontmatter
import pytest

from newsgen.config.load import parse
from newsgen.content.handler import ReleaseHandler
from newsgen.content.template import NewRelease, new_translation
from newsgen.diagnostics import NewsgenError

CONFIG = """
[languages.cy]
[areas.Northshire]
hosts = ["www.northshire.police.example"]
[areas.Northshire.languages.cy]
permalink = "/newyddion/{year}/{month_name}/{slug}.aspx"
[fields.district]
"""
KEYS = """\
title: Crash at Ellerdale
area: Northshire
url: https://www.northshire.police.example/news/2026/March/crash.aspx
date: 2026-03-05 10:00
kind: appeal
summary: A crash.
district: Saltmere
tags: [roads]
images: [{src: /van.jpg, alt: A van}]
redirect_from: /old.aspx
updates: [{at: 2026-03-06, note: New}]
"""


def translation(
    keys: str = KEYS,
    *,
    tag: str | None = None,
    config: str = CONFIG,
    slug: str | None = None,
    body: str = "A car left the road.",
) -> NewRelease:
    text = f"---\n{keys}---\n\n{body}\n"
    title = "Gwrthdrawiad yn Ellerdale"
    source = "northshire/2026/03-crash.md"
    return new_translation(parse(config), text, source, title=title, tag=tag, slug=slug)


def test_what_both_have_in_common_is_carried_over() -> None:
    release = translation()
    post = frontmatter.loads(release.text, handler=ReleaseHandler())
    assert release.path == "northshire/2026/03-crash-cy.md"
    assert release.url == post["url"]
    assert post["url"].endswith("/newyddion/2026/Mawrth/Gwrthdrawiad-yn-Ellerdale.aspx")
    same = {key: post[key] for key in ("area", "date", "kind", "district", "tags", "images")}
    assert same == {
        "area": "Northshire",
        "date": "2026-03-05 10:00",
        "kind": "appeal",
        "district": "Saltmere",
        "tags": ["roads"],
        "images": [{"src": "/van.jpg", "alt": "A van"}],
    }
    assert (post["language"], post["status"]) == ("cy", "draft")
    assert post["translation_of"] == "northshire/2026/03-crash.md"
    assert not {"summary", "redirect_from", "updates"} & post.metadata.keys()
    assert post.content.startswith("[Write: the translation of this text.]")
    assert post.content.endswith("A car left the road.")


@pytest.mark.parametrize(
    ("key", "body", "date"),
    [
        ("", "Posted on 11:05:00 on 9th June 2026\n\nA car left the road.", "2026-06-09 11:05"),
        ("publish: {date: 2026-06-09T10:05Z}\n", "A car.", "2026-06-09 11:05"),
        ("", "Published: 9 June 2026\n\nA car left the road.", "2026-06-09"),
        ("", "A car left the road.", None),
    ],
)
def test_a_date_that_stands_elsewhere_is_the_key_date(
    key: str, body: str, date: str | None
) -> None:
    keys = KEYS.replace("date: 2026-03-05 10:00\n", key).replace("2026/March", "2026/June")
    post = frontmatter.loads(translation(keys, body=body).text, handler=ReleaseHandler())
    assert post.get("date") == date


def test_a_translation_back_is_in_the_language_of_the_site() -> None:
    release = translation(KEYS + "language: cy\n")
    post = frontmatter.loads(release.text, handler=ReleaseHandler())
    assert post["language"] == "en-GB"
    assert "/news/2026/March/" in release.url


def test_a_slug_names_the_address() -> None:
    assert translation(slug="damwain").url.endswith("/damwain.aspx")


@pytest.mark.parametrize("tag", ["en", "en-GB", None])
def test_the_language_is_another(tag: str | None) -> None:
    config = CONFIG + "[languages.pl]\n"  # so none is the only other one
    with pytest.raises(NewsgenError) as refused:
        translation(tag=tag, config=config)
    assert "needs another language" in refused.value.diagnostics[0].message
    assert translation(tag="pl", config=config).path.endswith("-pl.md")


def test_nothing_is_made_of_a_release_with_errors() -> None:
    with pytest.raises(NewsgenError) as refused:
        translation(KEYS.replace("kind: appeal", "kind: nothing"))
    assert "errors" in refused.value.diagnostics[0].message


def test_a_page_is_said_to_be_where_it_will_be() -> None:
    keys = "type: page\ntitle: About us\n"
    config = '[site]\nbase_url = "https://www.northshire.police.example"\n' + CONFIG
    release = translation(keys, config=config, slug="amdanom")
    assert release.url == "https://www.northshire.police.example/northshire/2026/amdanom/"


def test_a_word_that_is_no_tag_is_called_so() -> None:
    with pytest.raises(NewsgenError) as refused:
        translation(tag="welsh")
    assert str(refused.value) == "“welsh” is not a language tag"
    assert refused.value.diagnostics[0].hint == "Say which, such as --language cy."


def test_what_is_a_translation_itself_gets_no_other() -> None:
    with pytest.raises(NewsgenError) as refused:
        translation(KEYS + "translation_of: northshire/2026/03-damwain.md\n")
    (diagnostic,) = refused.value.diagnostics
    assert diagnostic.code == "NG230"
    assert str(refused.value) == "it is a pair with northshire/2026/03-damwain.md already"

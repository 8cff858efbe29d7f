"""Exports of WordPress for tests: posts and files as items."""

from html import escape
from typing import Final

BLOG: Final = "https://www.old.example"
_HEAD: Final = f"""<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.8.12" created="2026-11-30 14:02" -->
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Old</title>
<wp:base_site_url>{BLOG}</wp:base_site_url>
<wp:base_blog_url>{BLOG}</wp:base_blog_url>
"""
_NAMES: Final = {"content": "content:encoded", "excerpt": "excerpt:encoded", "link": "link",
                 "guid": "guid", "pubDate": "pubDate", "title": "title"}  # fmt: skip


def item(number: int, text: str = "", *extra: str, **fields: str) -> str:
    """Write a post; `fields` go before what is usual, and `extra` is XML as it is."""
    usual = {
        "title": f"Title {number}",
        "link": f"{BLOG}/news/2020/03/name-{number}/",
        "guid": f"{BLOG}/?p={number}",
        "content": text or f"Words of {number}.",
        "excerpt": "",
        "post_id": str(number),
        "post_date": "2020-03-05 10:49:00",
        "post_date_gmt": "2020-03-05 10:49:00",
        "post_name": f"name-{number}",
        "status": "publish",
        "post_parent": "0",
        "post_type": "post",
        "post_password": "",
    }
    lines = (
        f"<{name}><![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]></{name}>"
        for name, value in (
            (_NAMES.get(key, f"wp:{key}"), value) for key, value in (usual | fields).items()
        )
        if value != "-"
    )
    return "\n".join(["<item>", *lines, *extra, "</item>\n"])


def file(number: int, path: str, **fields: str) -> str:
    """Write a file of the library, whose place in the folder of uploads is a path."""
    name = path.rpartition("/")[2].partition(".")[0]
    usual = {
        "title": name, "link": f"{BLOG}/{name}/", "content": "", "status": "inherit",
        "post_type": "attachment", "attachment_url": f"{BLOG}/wp-content/uploads/{path}",
    }  # fmt: skip
    return item(number, "", meta("_wp_attached_file", path), **(usual | fields))


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value>{escape(value)}</wp:meta_value></wp:postmeta>"
    )


def term(domain: str, name: str, words: str) -> str:
    return f'<category domain="{domain}" nicename="{name}"><![CDATA[{words}]]></category>'


def export(*items: str) -> str:
    return f"{_HEAD}{''.join(items)}</channel>\n</rss>\n"

"""The files of a new site."""

from datetime import datetime
from typing import Final

from newsgen.config.load import parse
from newsgen.content.template import new_release
from newsgen.model.release import Kind

_SETTINGS: Final = """\
[site]
title = "Example Police news"
base_url = "https://www.example.police.example"
language = "en-GB"
timezone = "Europe/London"
layout = "single"        # or "per-host", for a folder with a site for each host
theme = "plain"          # a shipped theme, or a folder in themes/

[areas.Example]
name = "Example Police"
hosts = ["www.example.police.example"]
archive = "/news/"       # year and month pages live under it
permalink = "/news/{year}/{month_name}/{slug}.aspx"

[rules]
strict_since = %s  # releases from this day on are held to the strict rules

[retention]
missing = "90 days"      # appeals for missing people: newsgen review lists them then
"""
IGNORED: Final = "/output/\n/.newsgen/\n"


def site_files(now: datetime) -> dict[str, str]:
    """Return the texts of a new site's files by their paths: settings, .gitignore and a draft."""
    local = now.astimezone(parse("").zone)
    settings = _SETTINGS % local.date()
    first = new_release(
        parse(settings),
        title="Our first release",
        area="Example",
        kind=Kind.NEWS,
        slug=None,
        at_text=None,
        now=local,
    )
    return {
        "newsgen.toml": settings,
        ".gitignore": IGNORED,
        f"content/{first.path}": first.text,
    }

"""Results as data: JSON, and releases as CSV."""

import csv
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from newsgen.model.release import Release

Row = dict[str, Any]


def print_json(**members: Any) -> None:
    """Print an object of the first version of its shape."""
    click.echo(json.dumps({"version": 1, **members}, ensure_ascii=False, indent=2))


def row_of(release: Release, **first: Any) -> Row:
    """Return the row of a release in a list, with what is of interest there."""
    source = f"content/{release.source}"
    return {**first, "title": release.title, "url": release.url, "source": source}


def print_rows(
    rows: Sequence[Row], form: str, columns: Sequence[str], show: Callable[[Sequence[Row]], None]
) -> None:
    """Print a row for each release, in the format that was asked for."""
    if form == "text":
        show(rows)
    elif form == "json":
        print_json(releases=rows)
    else:
        writer = csv.DictWriter(sys.stdout, columns)
        writer.writeheader()
        writer.writerows(rows)

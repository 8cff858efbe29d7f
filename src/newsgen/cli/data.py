"""Results as data: JSON, and releases as CSV."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import click

from newsgen.model.release import Release
from newsgen.report.pieces import json_pieces

Row = dict[str, Any]


def print_json(**members: Any) -> None:
    """Print an object of the first version of its shape."""
    click.echo(json.dumps({"version": 1, **members}, ensure_ascii=False, indent=2))


def row_of(release: Release, **first: Any) -> Row:
    """Return the row of a release in a list, with what is of interest there."""
    source = f"content/{release.source}"
    return {**first, "title": release.title, "url": release.url, "source": source}


def print_rows(
    rows: Iterable[Row],
    form: str,
    columns: Sequence[str],
    lines: Callable[[Iterable[Row]], Iterator[str]],
) -> None:
    """Print a row for each release, in the format that was asked for, as rows come.

    `lines` gives those of a text.
    """
    if form == "text":
        sys.stdout.writelines(f"{line}\n" for line in lines(rows))
    elif form == "json":
        sys.stdout.writelines(json_pieces({"version": 1, "releases": []}, "releases", rows))
        sys.stdout.write("\n")
    else:
        writer = csv.DictWriter(sys.stdout, columns)
        writer.writeheader()
        writer.writerows(rows)

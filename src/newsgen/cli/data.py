"""Results as data: JSON, and releases as CSV."""

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click


def print_json(**members: Any) -> None:
    """Print an object of the first version of its shape."""
    click.echo(json.dumps({"version": 1, **members}, ensure_ascii=False, indent=2))


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], form: str) -> None:
    """Print a row for each release, as `json` or `csv`."""
    if form == "json":
        print_json(releases=rows)
        return
    writer = csv.DictWriter(sys.stdout, columns)
    writer.writeheader()
    writer.writerows(rows)

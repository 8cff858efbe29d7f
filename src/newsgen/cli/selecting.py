"""The options that select the findings of a check."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from newsgen.cli.options import with_options
from newsgen.codes import CODES, select
from newsgen.model.refusal import did_you_mean
from newsgen.pipeline.selection import NOTHING, Selection

_OPTIONS = (
    click.argument(
        "paths", metavar="[PATH]...", nargs=-1, type=click.Path(exists=True, path_type=Path)
    ),
    click.option(
        "--select",
        "selected",
        metavar="CODES",
        multiple=True,
        help="Report only these: codes, names or prefixes of codes, such as NG5,NG601.",
    ),
    click.option(
        "--ignore", "ignored", metavar="CODES", multiple=True, help="Do not report these."
    ),
)


def selection_options(command: Any) -> Any:
    """Give a command `paths`, `selected` and `ignored`."""
    return with_options(command, *_OPTIONS)


def selection(
    site: Path, paths: Iterable[Path], selected: Iterable[str], ignored: Iterable[str]
) -> Selection:
    """Return the selection that the command line describes.

    Raises:
        click.UsageError: a path is not in the site's content folder, or a code is unknown.

    """
    chosen = _codes(selected, "--select") or frozenset(CODES)
    below = [(path, _below_content(site, path)) for path in paths]
    return Selection(
        paths=tuple(name for _, name in below),
        codes=chosen - _codes(ignored, "--ignore"),
        outside=tuple(
            path.resolve().relative_to(site.resolve()).as_posix()
            for path, name in below
            if name == NOTHING and path.is_file()
        ),
    )


def _codes(written: Iterable[str], option: str) -> frozenset[str]:
    chosen: set[str] = set()
    for word in ",".join(written).replace(" ", ",").split(","):
        if word and not select(word):
            names = [code.name for code in CODES.values()]
            meant = did_you_mean(word, names, "newsgen explain lists them.")
            raise click.BadParameter(f"there is no rule “{word}”. {meant}", param_hint=option)
        chosen |= select(word)
    return frozenset(chosen)


def _below_content(site: Path, path: Path) -> str:
    """Return a path below the content folder.

    A folder that holds the content folder stands for all of it, and a file of the site that is no
    content, as a list of changed files may name, for nothing that could be found.
    """
    content = site / "content"
    for base, full in (
        (os.path.abspath(content), os.path.abspath(path)),  # noqa: PTH100 (keeps links as they are)
        (os.path.realpath(content), os.path.realpath(path)),
    ):
        if full == base or base.startswith(full + os.sep):
            return ""
        if full.startswith(base + os.sep):
            return full[len(base) + 1 :].replace(os.sep, "/")
    if path.resolve().is_relative_to(site.resolve()):
        return NOTHING
    raise click.BadParameter(f"{path} is not in the site {site}.", param_hint="PATH")

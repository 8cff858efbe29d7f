"""The options that select the findings of a check."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from newsgen.cli.options import with_options
from newsgen.codes import CODES, select
from newsgen.config import load as load_config
from newsgen.model.refusal import did_you_mean
from newsgen.pipeline.result import NOTHING, Selection

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
    below = [(path, _below_content(site, path)) for path in paths]
    return Selection(
        paths=tuple(name for _, name in below),
        codes=_chosen(site, list(selected), list(ignored)),
        outside=tuple(
            path.resolve().relative_to(site.resolve()).as_posix()
            for path, name in below
            if name == NOTHING and path.is_file()
        ),
    )


def _chosen(site: Path, selected: list[str], ignored: list[str]) -> frozenset[str] | None:
    """Return the codes that are selected and not ignored; None for all that there are."""
    if not (selected or ignored):
        return None
    known = load_config(site).plugins.codes | CODES.keys()
    chosen = _codes(selected, "--select", known) or known
    return frozenset(chosen - _codes(ignored, "--ignore", known))


def _codes(written: Iterable[str], option: str, known: frozenset[str]) -> frozenset[str]:
    chosen: set[str] = set()
    for word in ",".join(written).replace(" ", ",").split(","):
        codes = select(word) & known
        if word and not codes:
            names = [*(code.name for code in CODES.values()), *sorted(known - CODES.keys())]
            meant = did_you_mean(word, names, "newsgen explain lists them.")
            raise click.BadParameter(f"there is no rule “{word}”. {meant}", param_hint=option)
        chosen |= codes
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

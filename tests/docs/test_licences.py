"""The page of licences has all that is installed with newsgen, as the packages say themselves."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from itertools import chain
from typing import Final

import pytest
from packaging.requirements import Requirement

from tests.support.paths import REPOSITORY

PAGE: Final = (REPOSITORY / "docs/reference/licences.md").read_text(encoding="utf-8")
LICENCES: Final = dict(re.findall(r"^\| ([a-z][a-z0-9-]*) \| ([^|]+) \|", PAGE, re.MULTILINE))
PROJECT: Final = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
NAMED: Final = [*PROJECT["dependencies"], *chain(*PROJECT["optional-dependencies"].values())]
OF_SOME_PYTHONS: Final = {"typing-extensions"}


def installed_with(written: str, known: set[str], extras: Iterable[str] = ()) -> Iterator[str]:
    """Yield the name of a package that is required, and those of all that it requires.

    It is required by one that is installed with some extras.
    """
    requirement = Requirement(written)
    name = requirement.name.lower().replace("_", "-")
    this = f"{name} {sorted(requirement.extras)}"
    marker = requirement.marker
    if this in known or (marker and not any(marker.evaluate({"extra": e}) for e in ("", *extras))):
        return
    known.add(this)
    yield name
    for below in metadata.requires(name) or ():
        yield from installed_with(below, known, requirement.extras)


def needed() -> list[str]:
    known: set[str] = set()
    names = (name for written in NAMED for name in installed_with(written, known))
    return list(dict.fromkeys(names))


@pytest.mark.parametrize("name", needed())
def test_a_package_is_there_with_its_licence(name: str) -> None:
    about = metadata.metadata(name).json
    exact = about.get("license_expression", "")
    said = " ".join([str(exact), *about.get("classifier", ()), str(about.get("license", ""))])
    assert LICENCES[name].partition("-")[0] in said
    assert exact in ("", LICENCES[name])


def test_none_is_there_that_is_not_installed() -> None:
    assert set(LICENCES) - set(needed()) <= OF_SOME_PYTHONS

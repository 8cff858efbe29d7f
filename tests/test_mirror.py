"""`tests/unit` mirrors the source: a test file, or a folder of them, for each module.

The commands are tested by `tests/cli`, which runs them.
"""

from collections.abc import Iterator
from typing import Final

from tests.support.paths import REPOSITORY

SOURCE: Final = REPOSITORY / "src/newsgen"
UNIT: Final = REPOSITORY / "tests/unit"
ELSEWHERE: Final = {"cli"}
WITHOUT_WORK: Final = {
    "importers/accounts": "records of what became of addresses",
    "content/_meta": "records of what keys give",
    "content/_old_keys": "rows of keys, which test_keys reads",
    "site/templates": "a table, which test_view reads",
    "site/views": "the views, which test_view reads",
    "server/_page": "two records",
    "deployers/target": "what a target can do, which tests ask each target for",
}
"""Modules that do nothing which a test could ask for, each with the reason."""
FOLDERS_OF_DATA: Final = {"themes/plain": "templates, styles and words, and no Python"}


def modules() -> Iterator[str]:
    """Yield the modules that are to be tested by themselves, by their path without its ending."""
    for file in SOURCE.rglob("*.py"):
        path = file.relative_to(SOURCE)
        if path.parts[0] not in ELSEWHERE and path.stem not in ("__init__", "__main__"):
            yield path.with_suffix("").as_posix()


def without_underscore(module: str) -> str:
    above, _, name = module.rpartition("/")
    return f"{above}/{name.lstrip('_')}".lstrip("/")


def files_by_place() -> dict[str, list[str]]:
    """Return the test files by the place in the source that they are about.

    A file in the folder of a module is about that module.
    """
    places: dict[str, list[str]] = {}
    names = {without_underscore(module) for module in modules()}
    for file in UNIT.rglob("test_*.py"):
        path = file.relative_to(UNIT)
        above = path.parent.as_posix()
        is_folder_of_tests = above in names or above in FOLDERS_OF_DATA
        place = above if is_folder_of_tests else (path.parent / path.stem[5:]).as_posix()
        places.setdefault(place, []).append(path.as_posix())
    return places


def test_every_module_has_its_tests() -> None:
    places = files_by_place()
    missing = [
        module
        for module in sorted(modules())
        if without_underscore(module) not in places and module not in WITHOUT_WORK
    ]
    assert missing == [], "write tests/unit/PACKAGE/test_MODULE.py"


def test_every_test_file_has_its_module() -> None:
    packages = (file.parent.relative_to(SOURCE).as_posix() for file in SOURCE.rglob("__init__.py"))
    known = {*map(without_underscore, modules()), *packages, *FOLDERS_OF_DATA}
    places = files_by_place()
    lost = [file for place, files in places.items() if place not in known for file in files]
    assert lost == [], "each is named like no module: move or rename it"


def test_modules_without_work_are_modules_without_tests() -> None:
    places = files_by_place()
    assert set(WITHOUT_WORK) <= set(modules())
    assert [module for module in WITHOUT_WORK if without_underscore(module) in places] == []


def test_no_two_modules_share_their_tests() -> None:
    names = [without_underscore(module) for module in modules()]
    assert len(set(names)) == len(names) > 200

"""Runs Python-Markdown's own tests, with newsgen's extension in every converter or without it.

Usage: suite.py FOLDER none|first|last
"""

import sys
import unittest
from pathlib import Path
from typing import Any

import markdown

from newsgen.fast.markdown import extension as fast

EXCLUDED: dict[str, str] = {}
"""The tests that are left out when the extension is on, and why: none needs to be."""


def add_extension(place: str) -> None:
    """Let every converter have the extension, before or after its own ones."""
    usual_init = markdown.Markdown.__init__
    fast.can_shorten(markdown.Markdown())  # what is known is learnt from converters without it

    def init(md: markdown.Markdown, **options: Any) -> None:
        given = list(options.pop("extensions", None) or ())
        added = [fast.FastText()]
        extensions = [*added, *given] if place == "first" else [*given, *added]
        usual_init(md, extensions=extensions, **options)

    setattr(markdown.Markdown, "__init__", init)  # noqa: B010 (mypy allows no plain assignment)


def tests_of(suite: unittest.TestSuite) -> list[unittest.TestCase]:
    tests: list[unittest.TestCase] = []
    for item in suite:
        tests += tests_of(item) if isinstance(item, unittest.TestSuite) else [item]
    return tests


def main() -> int:
    folder, place = Path(sys.argv[1]), sys.argv[2]
    if place != "none":
        add_extension(place)
    suite = unittest.defaultTestLoader.discover(str(folder / "tests"), top_level_dir=str(folder))
    chosen = [test for test in tests_of(suite) if test.id() not in EXCLUDED]
    result = unittest.TextTestRunner().run(unittest.TestSuite(chosen))
    sys.stdout.write(f"run {result.testsRun} skipped {len(result.skipped)}\n")
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())

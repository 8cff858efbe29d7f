"""A rule that is asked only where its signs stand finds what it would find anywhere."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from newsgen.config import Config
from newsgen.content.scan import decode
from newsgen.diagnostics import Diagnostic
from newsgen.pipeline import _examine as examine
from newsgen.rules._telephone import NO_NOUGHT, find_numbers, holds_numbers
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.release import RULES
from newsgen.rules.rule import RuleSet
from tests.support.archive_folders import SHAPES, Shape, archive_folder, sources_of

UNGATED = RuleSet([replace(rule, signs=()) for rule in RULES.rules])


@pytest.mark.rotates(5)
@pytest.mark.archive
@pytest.mark.parametrize("name", SHAPES)
def test_signs_miss_nothing_in_real_releases(name: Shape, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare each release's findings with those of all rules, asked without their signs."""

    class Both:
        def check(self, manuscripts: Sequence[Manuscript]) -> list[list[Diagnostic]]:
            assert RULES.check(manuscripts) == UNGATED.check(manuscripts)
            for manuscript in manuscripts:
                words = manuscript.words
                some = find_numbers(words) or NO_NOUGHT.search(words)
                assert holds_numbers(words) == bool(some), manuscript.path
            return [[] for _ in manuscripts]

    monkeypatch.setattr(examine, "_rules_of_newsgen", Both)
    examiner = examine.Examiner(Config())
    archive = archive_folder(name)
    count = 0
    for file in sources_of(name):
        text = decode(file.read_bytes(), file.name)
        assert isinstance(text, str)
        examiner.examine(text, file.relative_to(archive.folder).as_posix())
        count += 1
    assert count == archive.count

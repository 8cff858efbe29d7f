"""Paths that say that a release is held; their many forms are in `tests/cases/holds.toml`."""

from dataclasses import replace

import pytest

from newsgen.rules._held_words import held_by_path
from tests.support.manuscripts import asked, read, source


def hints(path: str, **values: str) -> list[str]:
    manuscript = replace(read(source(**values)), path=f"content/{path}")
    return [diagnostic.hint for diagnostic in asked(held_by_path, manuscript)]


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("drafts/a.md", "drafts/**"),
        ("2026/_held/03/a.md", "2026/_held/**"),
        ("2026/_a.md", "2026/_a.md"),
        ("a.draft.md", "a.draft.md"),
        ("a.private.md", "a.private.md"),
        ("embargo-a.md", "embargo-a.md"),
        ("a-embargoed.md", "a-embargoed.md"),
        ("HOLD a.md", "HOLD a.md"),
    ],
)
def test_the_hint_has_the_setting_for_it(path: str, pattern: str) -> None:
    (hint,) = hints(path)
    assert f'"{pattern}" = ["NG559"] below [rules.per_path]' in hint


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("drafts/a.md", {"status": "draft"}),
        ("embargoed/a.md", {"embargo": "2026-12-01T10:00+00:00"}),
        ("draft-plan.md", {"title": "Draft plan"}),
        ("drafts-of-air.md", {"title": "Keep out each draft of air"}),
        ("2026/a.md", {}),
    ],
)
def test_what_is_held_or_called_so_is_not_reported(path: str, values: dict[str, str]) -> None:
    assert hints(path, **values) == []

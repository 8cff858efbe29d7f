"""Each fix alone on each real release: it says what it fixes, and repeated there is none left."""

from collections.abc import Iterator

import pytest
import yaml

from newsgen.config import Config
from newsgen.content.frontmatter import split
from newsgen.diagnostics import has_errors
from newsgen.pipeline._examine import Examined, Examiner
from newsgen.pipeline.fixes import apply
from tests.support.archive_folders import SHAPES, Shape, archive_folder, sources_of

pytestmark = pytest.mark.rotates(5)

MOST_ROUNDS = 10
ADDED = "NG563"
"""Its fix adds a kind."""
IN_FRONT_MATTER = {"NG211", "NG212", "NG213", "NG214", "NG216", "NG416", ADDED}
IN_TEXTS = {
    "NG507",
    "NG512",
    "NG518",
    "NG519",
    "NG520",
    "NG542",
    "NG543",
    "NG546",
    "NG547",
    "NG549",
}


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    return Examiner(Config())


def files(name: Shape) -> Iterator[tuple[str, str]]:
    folder = archive_folder(name).folder
    for file in sources_of(name):
        text = file.read_text("utf-8-sig").replace("\r\n", "\n")
        yield text, file.relative_to(folder).as_posix()


def each_alone(
    examiner: Examiner, text: str, path: str, examined: Examined
) -> tuple[str, int, set[str]]:
    """Apply the first fix until none is left."""
    rounds, codes = 0, set[str]()
    while fixable := [d for d in examined.diagnostics if d.fix]:
        rounds += 1
        assert rounds <= MOST_ROUNDS, f"{path}: {fixable[0].message}"
        codes.add(fixable[0].code)
        assert fixable[0].fix
        text = apply(text, [fixable[0].fix])
        examined = examiner.examine(text, path)
    return text, rounds, codes


def _codes(examined: Examined) -> set[str]:
    return {diagnostic.code for diagnostic in examined.diagnostics}


def keys(text: str, *, without: str = "") -> object:
    """Return the front matter with every text blanked out: its keys, in order."""

    def blank(value: object) -> object:
        if isinstance(value, dict):
            return [(key, blank(below)) for key, below in value.items() if key != without]
        return [blank(item) for item in value] if isinstance(value, list) else ""

    return blank(yaml.load(split(text, "").yaml, Loader=yaml.CBaseLoader))


@pytest.mark.archive
@pytest.mark.parametrize("name", SHAPES)
def test_fixes_one_at_a_time_end_and_lose_nothing(name: Shape, examiner: Examiner) -> None:
    fixed = 0
    for text, path in files(name):
        examined = examiner.examine(text, path)
        after, rounds, codes = each_alone(examiner, text, path, examined)
        if not rounds:
            continue
        fixed += 1
        again = examiner.examine(after, path)
        assert has_errors(again.diagnostics) == has_errors(examined.diagnostics), path
        assert (again.entry is None) == (examined.entry is None), path
        assert keys(after, without="kind" if ADDED in codes else "") == keys(text), path
        assert codes <= IN_FRONT_MATTER | IN_TEXTS
        if not codes & IN_TEXTS:
            assert split(after, path).body == split(text, path).body, path
        asked = {"NG514"} if ADDED in codes else set()  # an appeal says how to get in touch
        assert not _codes(again) - _codes(examined) - asked, path
    assert fixed > 30

"""The generated archives have what they say, as a reader of their files counts it."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import urlsplit

import pytest
import yaml
from hypothesis import given, strategies as st

from tests.archives import (
    FORCES,
    HABITS,
    PATTERNS,
    Archive,
    national,
    national_drafts,
    one_force,
    sorting,
)
from tests.archives.draft import _scalar
from tests.archives.force_patterns import PATTERNS as FORCE_PATTERNS
from tests.archives.patterns import ALL

SIZES: Final = (300, 1_000)
ROOT: Final = Path(__file__).parents[2]
SIGNS: Final = {
    "asterisk-word": r"\d\d\*0\d{6}",
    "clock-wrong": r"(?:1[3-9]|2\d|00)[.:]\d\d ?pm|at 23\.60",
    "crimestoppers-0800-55-111": r"0800 55 111",
    "date-american": r"(?m)^[A-Z][a-z]{2} \d\d, \d{4} \d\d:\d\d (?:GMT|BST)$",
    "date-heading": r"(?m)^## \d\d/\d\d/\d{4}$",
    "date-posted-at": r"Posted at \d\d:\d\d on \d{1,2}(?:st|nd|rd|th) [A-Z]\w+ \d{4}",
    "date-release-date": r"(?m)^Release date: \d\d/[A-Z][a-z]{2}/\d{4} \d\d:\d\d$",
    "date-then-caption": r"(?m)^\d{1,2} [A-Z][a-z]{2} \d\d \d{1,2}:\d\d [AP]M$\n\n\w+ \w+\s*\Z",
    "date-twice": r"_Date published: .*_\n\n _Dated: .*_",
    "dateline": r"(?m)^Posted on \d\d:\d\d:\d\d on \d{1,2}\w\w \w+ \d{4}$",
    "email-lost": r"\A(?!(?s:.*)\nkind:)(?s:.*)\[email protected\]",
    "email-pnn": r"@\w+\.pnn\.police\.uk",
    "hashtag": r"(?m)^#(?!\w+ #)(?:Be|Stay|Keep|opsaltmere|1)\w* ",
    "heading-in-item": r"(?m)^[*-] #{2,4} .*\n\n [*-] #{2,4} ",
    "list-bullets": r"(?m):\n ?•.*\n ?•",
    "mojibake": "â€™",
    "no-title": r"\A(?!(?s:.*)\ntitle: )",
    "query-url": r"(?m)^url: .*NewsArticle\.aspx\?id=[\da-f-]{36}$",
    "summary-cut": r"(?m)^  description: (?!Appeal$|News$)\w+$",
    "date-bare": r"called\.\n\n(?:[A-Z]\w+day )?\d{1,2} [A-Z]\w+ \d{4}\n*\Z",
    "title-bare-bar": r"(?m)^title: .* \|'?$",
    "title-prefix": r"(?m)^title: '?Skelland Constabulary - ",
    "url-dot-last": r"(?m)^url: .*\./$",
    "url-fragment": r"(?m)^url: .*#related$",
    "url-two-dots": r"(?m)^url: .*\.\.aspx$",
    "plate-northern": r"(?:plate|registration) [A-Z]{3} \d{4} was",
}
"""How a reader sees a pattern in a file, for some of them."""
IN_SUMMER: Final = {"date-local-labelled-utc"}
"""What a few releases of one force have, if they are of the summer."""


@pytest.fixture(scope="module", params=SIZES)
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return national(tmp_path_factory.mktemp("national"), releases=request.param)


def test_each_release_has_a_file(archive: Archive) -> None:
    files = {f.relative_to(archive.folder).as_posix() for f in archive.folder.rglob("*.md")}
    assert len(archive.releases) in SIZES
    assert files == {release.path for release in archive.releases}


def test_each_pattern_is_there_at_its_rate_and_at_least_once(archive: Archive) -> None:
    size = len(archive.releases)
    for pattern in PATTERNS:
        planted = len(archive.by_pattern[pattern.name])
        if pattern.name in HABITS:  # a style gives the same to more
            assert planted > pattern.count(size), pattern.name
        else:
            assert planted == pattern.count(size), pattern.name
    named = {pattern.name for pattern in PATTERNS} | set(HABITS)
    assert set(archive.by_pattern) | IN_SUMMER == named


def test_no_name_is_used_for_two_patterns() -> None:
    for table in (PATTERNS, FORCE_PATTERNS):
        names = Counter(pattern.name for pattern in table)
        assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("name", [*SIGNS])
def test_a_reader_sees_a_pattern_where_it_was_planted(archive: Archive, name: str) -> None:
    seen = {
        release.path
        for release in archive.releases
        if re.search(SIGNS[name], (archive.folder / release.path).read_text("utf-8"))
    }
    assert seen == {release.path for release in archive.by_pattern[name]}


def test_all_forces_have_their_share(archive: Archive) -> None:
    counts = Counter(release.area for release in archive.releases)
    assert len(FORCES) == len(counts) == 46
    undated = {release.area for release in archive.by_pattern["undated-area"]}
    assert undated == {"Highland"}
    assert 0 < counts.pop("Highland") <= 1 + 125 * len(archive.releases) / ALL
    assert max(counts.values()) - min(counts.values()) <= 2


def test_hosts_and_telephone_numbers_are_nobody_s(archive: Archive) -> None:
    drama = r"01632 960\d{3}|0161 496 0\d{3}|020 7946 0\d{3}|07700 900\d{3}|01632 9600\b"
    for release in archive.releases:
        text = (archive.folder / release.path).read_text("utf-8")
        assert urlsplit(release.url).hostname in {force.host for force in FORCES}
        assert re.findall(r"\b0(?!800)\d{3,4} \d{3,}", re.sub(drama, "", text)) == []
    assert all(force.host.endswith(".example") for force in FORCES)


def test_one_force_has_its_patterns(tmp_path: Path) -> None:
    archive = one_force(tmp_path)
    assert len([*tmp_path.glob("*.md")]) == len(archive.releases) == 1_114
    counts = {name: len(releases) for name, releases in archive.by_pattern.items()}
    for pattern in FORCE_PATTERNS:
        assert counts[pattern.name] == pattern.count(1_114), pattern.name
    assert counts["url-two-dots"] == 47
    assert counts["url-en-dash"] == 15
    assert sum("–" in release.url for release in archive.releases) == 15
    assert sum(release.url.endswith("..aspx") for release in archive.releases) == 47
    assert len({release.url for release in archive.releases}) == 1_114


def test_the_same_seed_gives_the_same_files_and_another_others(tmp_path: Path) -> None:
    texts = [[d.text() for d in national_drafts(releases=300, seed=seed)] for seed in (1, 1, 2)]
    assert texts[0] == texts[1]
    assert len(set(texts[0]) & set(texts[2])) < 10
    assert one_force(tmp_path / "a").releases == one_force(tmp_path / "b").releases


def test_the_front_matter_is_read_as_it_was_meant() -> None:
    for draft in national_drafts(releases=300):
        block = draft.text().removeprefix("```yaml\n").partition("\n```\n")[0]
        assert yaml.safe_load(block) == draft.front_matter(), block
        assert yaml.load(block, Loader=yaml.CBaseLoader) == draft.front_matter(), block


@given(st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"])), st.booleans())
def test_any_text_can_be_a_value(text: str, escapes: bool) -> None:
    written = f"key: {_scalar(text, escapes=escapes)}\n"
    assert yaml.load(written, Loader=yaml.CBaseLoader) == {"key": text}
    if not re.match(r"[\d.+~<=!-]", text):
        assert yaml.safe_load(written) == {"key": text}


def test_a_sorted_archive_is_the_same_with_terms(tmp_path: Path) -> None:
    plain = national(tmp_path / "plain", releases=300)
    archive = national(tmp_path / "sorted", releases=300, is_sorted=True)
    assert archive.settings == plain.settings + sorting.SETTINGS
    keys = r"(?m)^(?:kind|district|tags): .*\n"
    for release in archive.releases:
        text, other = ((each.folder / release.path).read_text("utf-8") for each in (archive, plain))
        values = yaml.safe_load("".join(re.findall(keys, text)))
        assert values["kind"] in sorting.KIND_OF.values()
        assert values["district"] in sorting.DISTRICTS
        assert len({*values["tags"]} & {*sorting.TAGS}) == 2
        assert re.sub(keys, "", text) == re.sub(keys, "", other)


def test_too_few_releases_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 300"):
        next(national_drafts(releases=299))


def test_many_forms_of_a_sentence_are_told(archive: Archive) -> None:
    """No two releases have the same body but where that was planted."""
    bodies = Counter[str]()
    for release in Random(1).sample(archive.releases, 300):
        if not {"body-shared", "body-none", "body-one-line", "found-named"} & {*release.patterns}:
            text = (archive.folder / release.path).read_text("utf-8")
            bodies[text.partition("\n```\n")[2]] += 1
    assert bodies.total() > 250
    assert max(bodies.values()) == 1


def test_the_generator_needs_neither_pytest_nor_newsgen() -> None:
    script = "import tests.archives, sys; print({'pytest', 'newsgen', 'yaml'} & {*sys.modules})"
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert ran.stdout == "set()\n"

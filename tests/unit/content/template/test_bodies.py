"""Each kind has a body that only has to be filled in."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsgen.config.load import parse
from newsgen.content.template import BODIES, new_release
from newsgen.model.release import APPEALS, PLACEHOLDER, TO_WRITE, Kind
from tests.support.command import Outcome, newsgen_in_fork
from tests.support.site import CONFIG, write


def check(site: Path) -> Outcome:
    now = "2026-03-06T00:00Z"
    return newsgen_in_fork("check", "--site", site, "--as-of", now, "--format", "json")


def test_every_kind_has_a_body_that_begins_with_the_placeholder() -> None:
    assert set(BODIES) == set(Kind)
    assert all(body.startswith(PLACEHOLDER) and body.endswith("\n") for body in BODIES.values())


@pytest.mark.parametrize("kind", sorted(APPEALS))
def test_an_appeal_says_how_to_get_in_touch(kind: Kind) -> None:
    body = BODIES[kind]
    assert "call 101 and quote reference" in body
    assert "Crimestoppers" in body
    assert "999" in body


@pytest.mark.parametrize("status", ["draft", "published"])
def test_a_body_has_no_finding_but_that_it_is_not_written(status: str, tmp_path: Path) -> None:
    write(tmp_path / "newsgen.toml", CONFIG)
    now = datetime(2026, 3, 5, 10, 49, tzinfo=UTC)
    for kind in Kind:
        release = new_release(
            parse(CONFIG),
            title=f"Something about Ellerdale in the {kind.value} section",
            area="Cumbria",
            kind=kind,
            slug=f"about-{kind.value}",
            at_text=None,
            now=now,
        )
        text = release.text.replace("status: draft", f"status: {status}")
        write(tmp_path / "content" / release.path, text)
    ran = check(tmp_path)
    in_front_matter = sum("quote reference" in body for body in BODIES.values())
    expected = [] if status == "draft" else ["NG538"] * (len(Kind) + in_front_matter)
    assert ran.codes == expected, ran.out


def test_a_part_that_is_left_is_reported_too(tmp_path: Path) -> None:
    write(tmp_path / "newsgen.toml", CONFIG)
    now = datetime(2026, 3, 5, 10, 49, tzinfo=UTC)
    release = new_release(
        parse(CONFIG),
        title="Witnesses sought",
        area="Cumbria",
        kind=Kind.APPEAL,
        slug=None,
        at_text=None,
        now=now,
    )
    text = release.text.replace("status: draft\n", "")
    text = text.replace(PLACEHOLDER, "A silver van left the road near Ellerdale on Tuesday.")
    write(tmp_path / "content" / release.path, text)
    ran = check(tmp_path)
    assert ran.codes == ["NG538", "NG538"]
    assert "not written yet" in ran.out
    assert TO_WRITE in text
    text = text.replace(f"reference: '{TO_WRITE} the reference]'", "reference: NS-20260305-0112")
    write(tmp_path / "content" / release.path, text)
    assert check(tmp_path).codes == ["NG538"]


@pytest.mark.parametrize("kind", Kind)
def test_the_reference_to_quote_is_in_the_front_matter_too(kind: Kind) -> None:
    release = new_release(
        parse(CONFIG),
        title="Tools stolen from a van",
        area="Cumbria",
        kind=kind,
        slug=None,
        at_text=None,
        now=datetime(2026, 3, 5, 10, 49, tzinfo=UTC),
    )
    matter, _, body = release.text.removeprefix("```yaml").partition("```")
    assert ("quote reference" in body) is ("incident:\n  reference: '[Write: " in matter)
    assert "incident:" in matter or kind not in APPEALS

"""A receipt is good while inputs, time and output are as they were."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from newsgen.pipeline._receipt import files_if_unchanged, keep_receipt
from tests.support.builds import AT, appeal, built, ingested, touch
from tests.support.pictures import png
from tests.support.site import CONFIG, write

SITE = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("a", "2026-03-01", body="![Map](/map.png)"),
    "content/held.md": appeal("held", "2026-03-20"),
    "content/map.png": png(3, 2),
}


def files(site: Path, **changes: Any) -> int | None:
    with ingested(site, **changes) as session:
        return files_if_unchanged(session)


def test_an_untouched_site_is_as_it_was(site: Path) -> None:
    assert files(site) is None
    built(site)
    count = sum(path.is_file() for path in (site / "output").rglob("*"))
    assert files(site) == count


@pytest.mark.parametrize("path", ["content/map.png", "output/index.html"])
def test_a_file_with_another_time_is_looked_at_again(site: Path, path: str) -> None:
    built(site)
    touch(site / path)
    assert files(site) is None


def test_a_file_of_the_output_that_is_gone_is_missed(site: Path) -> None:
    built(site)
    (site / "output/news/a.aspx").unlink()
    assert files(site) is None


def test_other_settings_drafts_or_themes_are_another_build(site: Path) -> None:
    built(site)
    assert files(site, drafts=True) is None
    write(site / "themes/x/theme.toml", "")
    assert files(site) is None


def test_a_comment_in_the_configuration_moves_the_places_of_findings(site: Path) -> None:
    built(site)
    write(site / "newsgen.toml", "# A comment.\n" + CONFIG)
    assert files(site) is None


def test_it_lasts_until_the_site_changes_by_itself(site: Path) -> None:
    built(site)
    with ingested(site) as session:
        keep_receipt(session, (AT + timedelta(days=1)).timestamp())
        session.database.commit()
    from newsgen.pipeline.ingest import ingest
    from newsgen.pipeline.result import Request
    from newsgen.pipeline.session import open_session

    for days, is_good in ((0.9, True), (1, False), (-1, False)):
        at = AT + timedelta(days=days)
        request = Request(site, at, site / "output", site / ".newsgen", 1)
        with open_session(request) as session:
            ingest(session)
            assert (files_if_unchanged(session) is not None) is is_good

"""Files that no build publishes."""

from dataclasses import replace
from pathlib import Path

from newsgen.config.load import parse as parse_config
from newsgen.importers.capture import Capture
from newsgen.importers.refused_files import why_refused
from tests.support.pictures import saying
from tests.unit.importers.test_run import HOST, imported, page

PNG = saying("van")


def test_what_a_build_refuses_is_refused_before() -> None:
    config = parse_config("")
    assert why_refused("a.png", PNG, config) == ""
    assert why_refused("a.jpg", PNG, config).startswith(
        "a build leaves it out: it is PNG by its content, and its name says otherwise. "
    )


def test_such_a_file_is_a_problem_of_its_address(tmp_path: Path) -> None:
    picture = Capture("p", f"{HOST}/a.jpg", media_type="image/jpeg", body=PNG)
    items = [page("one", "Words. <img src=/a.jpg alt=A>"), picture]
    rows = {row.url: row for row in imported(tmp_path / "site", items).rows}
    assert [name for name, _ in rows[picture.url].problems] == ["refused-file"]
    right = replace(picture, url=f"{HOST}/a.png", media_type="image/png")
    items = [page("one", "Words. <img src=/a.png alt=A>"), right]
    assert not any(row.problems for row in imported(tmp_path / "other", items).rows)

"""What is left of an import when a release is removed."""

from pathlib import Path

from newsgen.retention.import_report import FOLDER, delete_report
from tests.support.site import tree


def test_pages_that_name_what_was_imported_are_deleted(tmp_path: Path) -> None:
    delete_report(tmp_path)
    folder = tmp_path / FOLDER
    folder.mkdir()
    for name in ("index.html", "month-2020-03.html", "report.json", "written.txt", ".gitignore"):
        (folder / name).write_text("A name", encoding="utf-8")
    delete_report(tmp_path)
    left = {path for path in tree(tmp_path) if not path.endswith("/")}
    assert left == {f"{FOLDER}/written.txt", f"{FOLDER}/.gitignore"}

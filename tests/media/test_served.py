"""What is published of pictures and films, as exiftool reads it."""

import json
import subprocess
from pathlib import Path
from typing import Final

import pytest

from newsgen.media._zips import unpacked
from tests.media import FILES, SECRET, read
from tests.support.command import build
from tests.support.site import CONFIG, HOSTS, Release, new_site, write
from tests.unit.media.test_pdf import unfolded

OF_THE_FILE: Final = ("SourceFile", "ExifTool:", "File:", "System:")
"""What exiftool says of any file, such as its name and its size."""
NEEDED: Final = {"IFD0:Orientation"}
"""What a browser needs of Exif."""
PRIVATE: Final = (
    "IFD0", "ExifIFD", "GPS", "IFD1", "MakerNotes", "IPTC", "XMP", "UserData", "Keys", "ItemList",
    "ID3", "APE", "Tag",
)  # fmt: skip
"""Groups of exiftool's in which there is nothing but what a camera or an editor says."""


def facts_of(*paths: Path) -> list[dict[str, object]]:
    """Return all that exiftool sees in files, or in the files of a folder."""
    command = ["exiftool", "-json", "-G1", "-a", "-u", "-ee", *map(str, paths)]
    printed = subprocess.run(command, capture_output=True, check=True).stdout
    facts: list[dict[str, object]] = json.loads(printed)
    return facts


def all_of(data: bytes) -> bytes:
    """Return the bytes of a file; of an archive or a PDF those that are packed in it."""
    if data.startswith(b"PK"):
        return b"".join(name.encode() + all_of(content) for name, content in unpacked(data))
    return unfolded(data) if data.startswith(b"%PDF") else data


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    body = "\n\n".join(f"![A field](/images/{f.name}) [File](/images/{f.name})" for f in FILES)
    release = Release(
        "A field", url=f"https://{HOSTS['Cumbria']}/a.aspx", date="2026-03-02 10:00", body=body
    )
    site = new_site(tmp_path_factory.mktemp("media") / "site", {"a.md": release})
    for file in FILES:
        write(site / "content/images" / file.name, file.read_bytes())
    assert build(site).code == 0
    return site / "output"


def test_every_file_is_published_without_what_it_says(output: Path) -> None:
    served = sorted((output / "images").iterdir())
    assert [file.name for file in served] == [file.name for file in FILES]
    for file in served:
        assert SECRET not in all_of(file.read_bytes()), file.name


def test_exiftool_finds_nothing_private(output: Path) -> None:
    facts = facts_of(output / "images")
    assert len(facts) == len(FILES)
    for of_file in facts:
        keys = {key for key in of_file if not key.startswith(OF_THE_FILE)} - NEEDED
        assert not [key for key in keys if key.split(":")[0].startswith(PRIVATE)], keys
        dates = {of_file[key] for key in keys if key.endswith("Date")}
        assert dates <= {"0000:00:00 00:00:00", "1980:01:01 00:00:00"}, of_file  # none, of a ZIP


def test_exiftool_finds_it_in_the_sources() -> None:
    secret = [of_file for of_file in facts_of(*FILES) if "SECRET" in json.dumps(of_file)]
    archives = [file for file in FILES if file.read_bytes().startswith(b"PK")]  # nor into these
    assert len(secret) == len(FILES) - len(archives) - 1  # plain.jpg


def test_a_picture_of_a_theme_is_published_without_what_it_says(tmp_path: Path) -> None:
    site = new_site(tmp_path / "site", {}, CONFIG.replace('"plain"', '"own"'))
    write(site / "themes/own/theme.toml", '[theme]\ntitle = "Own"\nextends = "plain"\n')
    write(site / "themes/own/assets/badge.jpg", read("camera.jpg"))
    assert build(site).code == 0
    (published,) = (site / "output/assets").glob("badge.*")
    assert SECRET not in published.read_bytes()

"""The metadata that pictures keep where a site asks for it, as exiftool reads it."""

from pathlib import Path
from typing import Final

import pytest
from PIL import Image

from newsgen.files.imagesize import size_of
from tests.media import FOLDER, SECRET
from tests.media.test_served import OF_THE_FILE, PRIVATE, facts_of
from tests.support.command import build
from tests.support.site import CONFIG, HOSTS, Release, new_site, write

FILES: Final = sorted((FOLDER / "credited").iterdir())
OF_XMP: Final = {
    "XMP-dc:Creator": "Sam Field",
    "XMP-photoshop:Credit": "PA Media & Co",
    "XMP-dc:Rights": "© 2026 PA Media",
    "XMP-xmpRights:UsageTerms": "News only",
    "XMP-xmpRights:WebStatement": "https://photos.example/terms",
}
EXPECTED: Final = {
    "clear.webp": OF_XMP,
    "exif.jpg": {
        "IFD0:Orientation": "Rotate 90 CW",
        "XMP-dc:Creator": "Sam Field",
        "XMP-dc:Rights": "Northshire Police",
    },
    "iptc.jpg": {
        "XMP-dc:Creator": "Zoë Field",
        "XMP-photoshop:Credit": "PA Media",
        "XMP-dc:Rights": "© PA Media",
    },
    "xmp.jpg": OF_XMP,
    "xmp.png": OF_XMP,
    "xmp.webp": OF_XMP,
}
CREDIT: Final = {"XMP-dc:Creator", "XMP-photoshop:Credit"}


def site_keeping(folder: Path, keep: str) -> Path:
    body = "\n\n".join(f"![A field](/images/{f.name})" for f in FILES)
    url = f"https://{HOSTS['Cumbria']}/a.aspx"
    release = Release("A field", url=url, date="2026-03-02 10:00", body=body)
    site = new_site(folder / "site", {"a.md": release}, f"{CONFIG}\n[media]\nkeep = {keep}\n")
    for file in FILES:
        write(site / "content/images" / file.name, file.read_bytes())
    assert build(site).code == 0
    return site


def said_by(folder: Path) -> dict[str, dict[str, object]]:
    """Return what exiftool finds of what a camera or an editor says, in each picture."""
    return {
        Path(str(of_file["SourceFile"])).name: {
            key: value
            for key, value in of_file.items()
            if key.startswith(PRIVATE) and not key.startswith(OF_THE_FILE)
        }
        for of_file in facts_of(folder)
    }


def test_only_what_is_asked_for_is_kept(tmp_path: Path) -> None:
    images = site_keeping(tmp_path, '["credit", "licence"]') / "output/images"
    assert said_by(images) == EXPECTED
    for file in images.iterdir():
        assert SECRET not in file.read_bytes()
        assert size_of(file.read_bytes()) == size_of((FOLDER / "credited" / file.name).read_bytes())


@pytest.mark.parametrize("keep", ["credit", "licence"])
def test_one_may_be_kept_without_the_other(tmp_path: Path, keep: str) -> None:
    images = site_keeping(tmp_path, f'["{keep}"]') / "output/images"
    for name, said in said_by(images).items():
        expected = {
            key: value
            for key, value in EXPECTED[name].items()
            if not key.startswith("XMP") or (key in CREDIT) is (keep == "credit")
        }
        assert said == expected, name


def test_a_change_of_the_setting_makes_the_pictures_again(tmp_path: Path) -> None:
    site = site_keeping(tmp_path, "[]")
    pixels = {"IFD0:Orientation": "Rotate 90 CW"}
    assert all(said in ({}, pixels) for said in said_by(site / "output/images").values())
    text = (site / "newsgen.toml").read_text(encoding="utf-8")
    write(site / "newsgen.toml", text.replace("keep = []", 'keep = ["credit", "licence"]'))
    assert build(site).code == 0
    assert said_by(site / "output/images") == EXPECTED


def test_smaller_copies_say_nothing(tmp_path: Path) -> None:
    wide = Image.open(FOLDER / "credited/xmp.jpg").resize((640, 400))
    site = site_keeping(tmp_path, '["credit"]')
    wide.save(site / "content/images/exif.jpg", exif=wide.getexif(), xmp=wide.info["xmp"])
    assert build(site).code == 0
    (copies,) = {file.parent for file in (site / "output/media").rglob("*.webp")}
    assert all(said == {} for said in said_by(copies).values())
    assert said_by(site / "output/images")["exif.jpg"] == {
        key: value for key, value in OF_XMP.items() if key in CREDIT
    }

"""Each host gets its files, against files that were read, or a refusal.

`NEWSGEN_SNAPSHOTS=write pytest tests/unit/hosting/test_hosts.py` writes the files again: read the
difference before you commit it.
"""

import os
import re
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

import pytest

from newsgen.hosting.configuration import CannotHostError
from newsgen.hosting.hosts import HOSTS, UNFIT, write
from newsgen.hosting.site import AddressKind
from tests.support.small import ENTRIES, OPTIONS, SITE, moved_from, page_at, site_of

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_gets_the_files_that_were_read(host: str) -> None:
    configuration = write(host, SITE, OPTIONS)
    printed = "".join([*(f"{note}\n" for note in configuration.notes), f"{configuration.todo}\n"])
    files = configuration.files | {"told.txt": printed}
    folder = GOLDEN / host
    for name, text in files.items():
        file = folder / name
        if os.environ.get("NEWSGEN_SNAPSHOTS") == "write":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert text == file.read_bytes().decode(), name
    there = {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file()}
    assert there == set(files)


IMMUTABLE_FOR: Final = {
    "iis": r'<location path="([^"]*)">\s*<system.webServer>\s*<httpProtocol>',
    "azure-swa": r'"route":"([^"]*)","headers":{"Cache-Control":"[^"]*immutable',
    "cloudflare": r"(?m)^/(\S*)\n  ! Cache-Control\n.*immutable$",
    "netlify": r'for = "([^"]*)"\n  \[headers.values\]\n    Cache-Control = "[^"]*immutable',
    "s3": r'copy "([^"]*)" .*immutable',
}
"""How hosts that know no expressions are told what they may keep for ever."""


@pytest.mark.parametrize("host", IMMUTABLE_FOR)
def test_only_files_whose_name_has_a_digest_are_kept_for_ever(host: str) -> None:
    """A picture of the content folder may be in its folder assets; a take-down must reach it."""
    (root,) = SITE.roots
    site = replace(SITE, roots=(replace(root, files=(*root.files, "assets/face.png")),))
    texts = "".join(write(host, site, OPTIONS).files.values())
    patterns = [each.lstrip("/") for each in re.findall(IMMUTABLE_FOR[host], texts)]

    def is_kept(path: str) -> bool:
        return any(fnmatchcase(path, pattern) for pattern in patterns)

    assert is_kept("assets/site.0123456789.css")
    assert not is_kept("assets/face.png")
    assert not is_kept("assets")


@pytest.mark.parametrize("host", ["azure-swa", "cloudflare", "netlify"])
def test_a_theme_with_very_many_assets_stays_within_the_limits(host: str) -> None:
    (root,) = SITE.roots
    icons = [f"assets/icon{number}.0123456789.svg" for number in range(300)]
    files = write(host, replace(SITE, roots=(replace(root, files=(*root.files, *icons)),)), OPTIONS)
    kept = re.findall(IMMUTABLE_FOR[host], "".join(files.files.values()))
    assert 20 <= len(kept) <= 50
    rules = [line for line in files.files.get("_headers", "").splitlines() if line[0] == "/"]
    assert len(rules) <= 100


def test_there_is_no_other_folder_of_files() -> None:
    assert {folder.name for folder in GOLDEN.iterdir()} == set(HOSTS)


@pytest.mark.parametrize("host", UNFIT)
def test_a_host_that_can_serve_no_archive_is_refused(host: str) -> None:
    with pytest.raises(CannotHostError, match=r"\.aspx"):
        write(host, SITE, OPTIONS)


@pytest.mark.parametrize("host", HOSTS)
def test_a_page_that_every_server_hides_is_named(host: str) -> None:
    hidden = page_at("/News/.aspx")
    named = [unserved.address for unserved in write(host, site_of(hidden), OPTIONS).unserved]
    assert named == ["/News/.aspx"]


@pytest.mark.parametrize("host", HOSTS)
def test_an_address_is_never_taken_for_a_template(host: str) -> None:
    """Templates write `«name»` for a value."""
    odd = moved_from("/old", "/«name»{% if %}{#")
    configuration = write(host, site_of(odd), OPTIONS)
    text = "".join(configuration.files.values()).replace(r"\u00ab", "«").replace(r"\u00bb", "»")
    assert "«name»" in text
    assert "«" not in "".join(write(host, SITE, OPTIONS).files.values())


def test_the_small_site_has_all_kinds() -> None:
    assert {entry.kind for entry in ENTRIES} == set(AddressKind)


def test_a_configuration_that_is_not_well_formed_is_refused() -> None:
    odd = moved_from("/a\x01b.aspx", "/x.aspx")
    with pytest.raises(
        CannotHostError, match=r"newsgen\.maps\.config .* not well-formed XML: .* line 4"
    ):
        write("iis", site_of(odd), OPTIONS)

"""Amazon S3 and CloudFront; they were not run."""

import json
import os
import subprocess
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from newsgen.hosting import s3
from newsgen.hosting.configuration import CannotHostError
from newsgen.hosting.headers import content_type
from newsgen.hosting.hosts import write
from tests.support.small import OPTIONS, SITE, moved_from, pages, site_of


def test_cloudfront_takes_five_megabytes_and_short_keys() -> None:
    with pytest.raises(CannotHostError, match=r"takes 5 MB"):
        write("s3", site_of(*pages(36_000)), OPTIONS)
    long = moved_from(f"/{'x' * s3.LONGEST_KEY}", "/n")
    configuration = write("s3", site_of(long), OPTIONS)
    assert [unserved.address for unserved in configuration.unserved] == [long.path]
    assert json.loads(configuration.files["site/keys.json"]) == {"data": []}


def test_one_store_for_several_hosts_is_refused_with_the_layout_that_has_one_folder() -> None:
    with pytest.raises(CannotHostError) as refused:
        s3.keys_of(replace(SITE, roots=SITE.roots * 2))
    assert 'layout = "single"' in refused.value.hint


def test_what_amazon_gets_is_a_script_and_a_small_function(tmp_path: Path) -> None:
    files = write("s3", SITE, OPTIONS).files
    assert len(files["function.js"].encode()) < 10 * 1024, "CloudFront takes 10 KB"
    script = tmp_path / "upload.sh"
    script.write_text(files["site/upload.sh"])
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "aws").write_text('#!/bin/sh\nprintf "%s|" "$@"\necho\n')
    (tools / "aws").chmod(0o755)
    environment = os.environ | {"PATH": f"{tools}:{os.environ['PATH']}"}
    run = subprocess.run(
        ["sh", script, "bucket"], env=environment, capture_output=True, text=True, check=True
    )
    lines = run.stdout.splitlines()
    copies = [line.split("|") for line in lines if line.startswith("s3|cp|")]
    assert {tuple(copy[:6]) for copy in copies} == {
        ("s3", "cp", "/srv/www", "s3://bucket", "--recursive", "--exclude")
    }
    kinds = {copy[8]: copy[10] for copy in copies}
    names = ("a.aspx", "News/page.PHP", "a/Photo.Jpg", "feed.json", "a/Feed.json", "newsfeed.json")
    for file in names:
        last = [kind for pattern, kind in kinds.items() if fnmatchcase(file, pattern)][-1]
        assert last == content_type(file), file
    assert ["--cache-control", "public, max-age=60"] in [copy[11:13] for copy in copies]
    for file in ("a/Fragment.pf_fragment", "LICENCE", "a/x.aspx.bak", "assets/x.xyz"):
        (sent,) = (copy for copy in copies if is_chosen(file, copy))
        assert sent[9:13] == [
            "--content-type", "application/octet-stream", "--cache-control", "public, max-age=60"
        ], f"a sync would send {file} without Cache-Control"  # fmt: skip
    assert not [copy for copy in copies if copy[8] == "*" and is_chosen("a/b.Aspx", copy)]
    assert lines[-1] == "s3|sync|/srv/www|s3://bucket|--delete|--size-only|"
    aspx, assets = (
        next(n for n, line in enumerate(lines) if f"--include|{p}|" in line)
        for p in ("*.[cC][sS][sS]", f"assets/*.{'[0-9a-f]' * 10}.[cC][sS][sS]")
    )
    assert aspx < assets, "the last of the commands for a file counts"


def is_chosen(file: str, copy: list[str]) -> bool:
    """Return whether a command copies a file: the last filter that matches counts."""
    filters = [(name, copy[n + 1]) for n, name in enumerate(copy) if name.endswith("clude")]
    return [name for name, pattern in filters if fnmatchcase(file, pattern)][-1] == "--include"

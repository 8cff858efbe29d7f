"""What tests of the steps share: a folder to deploy to, and a site that was built."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsgen.deployers.folder import LocalTarget
from newsgen.deployers.output import BuiltOutput, open_output
from newsgen.pipeline.central import build
from tests.support.builds import request
from tests.support.site import many_releases, new_site


@pytest.fixture
def target(tmp_path: Path) -> LocalTarget:
    return LocalTarget("host", str(tmp_path / "www"))


@pytest.fixture
def output(tmp_path: Path) -> Iterator[BuiltOutput]:
    site = new_site(tmp_path / "site", many_releases(2, a_month=2))
    build(request(site))
    with open_output(request(site)) as output:
        yield output

"""The pipelines of CI services: they check proposals, build, publish on time and deploy.

What a service does not decide is in scripts that all services run, in the site's folder `ci`.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple
from zipfile import BadZipFile, ZipFile

SERVICES: Final = {
    "github": ".github/workflows/site.yml",
    "gitlab": ".gitlab-ci.yml",
    "azure": "azure-pipelines.yml",
}
"""The file of each service's pipeline, by the name that `--ci` takes."""
IGNORED: Final = "/.ci-venv/\n/.last-build\n/.build-result\n/.kept/\n/findings.xml\n"
"""What the pipelines write into the site, as lines of .gitignore."""
_SCRIPTS: Final = ("install.sh", "build.sh", "deploy.sh", "requirements.txt")


class PipelineFile(NamedTuple):
    """A file of a pipeline: its path in the site, and its bytes."""

    path: str
    data: bytes


def pipeline_files(service: str, wheel: Path) -> Iterator[PipelineFile]:
    """Yield the files of a service's pipeline, which installs newsgen from a wheel.

    Raises:
        ValueError: the file is not a wheel of newsgen.
        OSError: it cannot be read.

    """
    folder = files("newsgen.scaffold") / "ci"
    yield PipelineFile(SERVICES[service], (folder / f"{service}.yml").read_bytes())
    for name in _SCRIPTS:
        yield PipelineFile(f"ci/{name}", (folder / name).read_bytes())
    yield PipelineFile(f"ci/{wheel.name}", _read_wheel(wheel))


def _read_wheel(wheel: Path) -> bytes:
    data = wheel.read_bytes()
    try:
        with ZipFile(wheel) as archive:
            is_newsgen = "newsgen/__main__.py" in archive.namelist()
    except BadZipFile:
        is_newsgen = False
    if not is_newsgen or wheel.suffix != ".whl":
        raise ValueError(f"{wheel.name} is not a wheel of newsgen")
    return data

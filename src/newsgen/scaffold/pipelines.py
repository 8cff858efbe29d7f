"""The pipelines of CI services: they check proposals, build, publish on time and deploy.

What a service does not decide is in scripts that all services run, in the site's folder `ci`.
"""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple
from zipfile import BadZipFile, ZipFile

from newsgen.content.scan import repository_of

SERVICES: Final = {
    "github": ".github/workflows/site.yml",
    "gitlab": ".gitlab-ci.yml",
    "azure": "azure-pipelines.yml",
}
"""The file of each service's pipeline, by the name that `--ci` takes."""
IGNORED: Final = "/.ci-venv/\n/.last-build\n/.build-result\n/.kept/\n/findings.xml\n"
"""What the pipelines write into the site, as lines of .gitignore."""
_SCRIPTS: Final = (
    "install.sh", "build.sh", "deploy.sh", "requirements.txt", "requirements-deploy.txt",
)  # fmt: skip


_PLAIN_FOLDER: Final = re.compile(r"([\w.][\w ./&-]*)?")


class RepositoryPlace(NamedTuple):
    """Where a site is in its repository.

    `root` is the folder of the repository as seen from the site, `folder` that of the site as seen
    from the repository: both are empty where they are the same.
    """

    root: str = ""
    folder: str = ""
    branch: str = "main"


def place_of(site: Path) -> RepositoryPlace:
    """Return where a site is in the git repository around it, and which branch is checked out."""
    real, root = site.resolve(), repository_of(site)
    if root is None:
        return RepositoryPlace()
    folder = "" if root == real else real.relative_to(root).as_posix()
    return RepositoryPlace(
        "../" * len(Path(folder).parts), folder, _branch(root / ".git") or "main"
    )


def _branch(git: Path) -> str:
    """Return the branch that is checked out, or nothing; in another work tree `.git` is a file."""
    try:
        if git.is_file():
            git = git.parent / git.read_text("utf-8").removeprefix("gitdir:").strip()
        head = (git / "HEAD").read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return head.partition("ref: refs/heads/")[2]


def is_plain_folder(folder: str) -> bool:
    """Return whether services take a folder as it is: some give other characters a meaning."""
    return _PLAIN_FOLDER.fullmatch(folder) is not None


class PipelineFile(NamedTuple):
    """A file of a pipeline: its path in the site, and its bytes."""

    path: str
    data: bytes


def pipeline_path(service: str, place: RepositoryPlace) -> str:
    """Return the path of a service's pipeline as seen from the site.

    Services look for it in the root of the repository, where other sites may have theirs.
    """
    path = SERVICES[service]
    if service == "github":
        path = path.replace("site.yml", f"{_name(place)}.yml")
    return place.root + path


def _name(place: RepositoryPlace) -> str:
    """Return a name for a site's workflow that no other site of the repository has."""
    return place.folder.replace("/", "-") or "site"


def _filled_in(text: str, place: RepositoryPlace) -> str:
    """Write a site's place into a pipeline; lines with `{site}` are for sites in a folder alone.

    `{branch''}` is the branch as a text in a condition has it, which doubles quotes.
    """
    lines = text.splitlines(keepends=True)
    text = "".join(line for line in lines if place.folder or "{site}" not in line)
    text = text.replace(" # in {site}", "").replace(
        "{site/}", f"{place.folder}/" * bool(place.folder)
    )
    text = text.replace("{branch''}", place.branch.replace("'", "''"))
    text = text.replace("{branch}", json.dumps(place.branch, ensure_ascii=False))
    return text.replace("{site}", place.folder).replace("{name}", _name(place))


def pipeline_files(service: str, wheel: Path, place: RepositoryPlace) -> Iterator[PipelineFile]:
    """Yield the files of a service's pipeline, which installs newsgen from a wheel.

    Raises:
        ValueError: the file is not a wheel of newsgen.
        OSError: it cannot be read.

    """
    folder = files("newsgen.scaffold") / "ci"
    text = (folder / f"{service}.yml").read_text(encoding="utf-8")
    yield PipelineFile(pipeline_path(service, place), _filled_in(text, place).encode())
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

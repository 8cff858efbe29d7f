"""The files of a pipeline."""

import re
import shlex
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from newsgen.scaffold.pipelines import (
    SERVICES,
    RepositoryPlace,
    is_plain_folder,
    pipeline_files,
    place_of,
)
from tests.support.paths import REPOSITORY


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    file = tmp_path / "newsgen-9.9.9-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("newsgen/__main__.py", "")
    return file


@pytest.mark.parametrize("service", SERVICES)
def test_a_pipeline_is_yaml_and_comes_with_its_scripts_and_the_wheel(
    service: str, wheel: Path
) -> None:
    actual = {file.path: file.data for file in pipeline_files(service, wheel, RepositoryPlace())}
    assert set(actual) == {
        SERVICES[service], "ci/install.sh", "ci/build.sh", "ci/deploy.sh", "ci/requirements.txt",
        "ci/requirements-deploy.txt", f"ci/{wheel.name}",
    }  # fmt: skip
    assert yaml.safe_load(actual[SERVICES[service]])
    assert actual[f"ci/{wheel.name}"] == wheel.read_bytes()


def test_what_is_no_wheel_of_newsgen_is_refused(tmp_path: Path, wheel: Path) -> None:
    text, other = tmp_path / "a.whl", tmp_path / "other-1.0-py3-none-any.whl"
    text.write_text("not a zip file", encoding="utf-8")
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("other/__init__.py", "")
    renamed = wheel.rename(tmp_path / "newsgen.zip")
    for file in (text, other, renamed):
        with pytest.raises(ValueError, match="is not a wheel of newsgen"):
            list(pipeline_files("github", file, RepositoryPlace()))


@pytest.mark.parametrize("name", ["", "-deploy"])
def test_the_requirements_are_pins_of_the_project_with_hashes(name: str) -> None:
    pins = re.compile(r"^(\S+==\S+)", re.MULTILINE)
    folder = REPOSITORY / "src/newsgen/scaffold/ci"
    text = (folder / f"requirements{name}.txt").read_text(encoding="utf-8")
    project = (REPOSITORY / "requirements/dev.txt").read_text(encoding="utf-8")
    assert set(pins.findall(text)) < set(pins.findall(project))
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\S)", text.strip()))
    wanted = {
        re.split(r"[=\s[]", line)[0]
        for line in (REPOSITORY / f"requirements/site{name}.in").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    }
    assert wanted <= {pin.partition("==")[0] for pin in pins.findall(text)}


def test_the_requirements_have_all_that_a_build_may_need() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = [
        *project["dependencies"],
        *extras["documents"],
        *extras["pictures"],
        *extras["search"],
    ]
    names = {re.split(r"[^\w-]", each)[0].lower() for each in needed}
    text = (REPOSITORY / "src/newsgen/scaffold/ci/requirements.txt").read_text(encoding="utf-8")
    assert names - set(re.findall(r"^([\w-]+)==", text, re.MULTILINE)) == set()


def test_the_requirements_have_all_that_a_deployment_may_need() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    names = {re.split(r"[^\w-]", each)[0].lower() for each in (*extras["deploy"], *extras["aws"])}
    text = (REPOSITORY / "src/newsgen/scaffold/ci/requirements-deploy.txt").read_text("utf-8")
    assert names - set(re.findall(r"^([\w-]+)==", text, re.MULTILINE)) == set()


def rendered(service: str, wheel: Path, place: RepositoryPlace) -> tuple[str, str]:
    file = next(iter(pipeline_files(service, wheel, place)))
    return file.path, file.data.decode()


PATHS = {
    "github": ("ci/*", ".newsgen\n", "output\n", ".last-build\n"),
    "gitlab": ("ci/requirements.txt", ".newsgen/", "output/", ".last-build", "findings.xml\nsite"),
    "azure": ("ci/*", ".kept\n", "output\n"),
}
"""What a service itself looks for: from the root of the repository."""


@pytest.mark.parametrize(
    ("service", "path"),
    [
        ("github", "../../.github/workflows/sites-news.yml"),
        ("gitlab", "../../.gitlab-ci.yml"),
        ("azure", "../../azure-pipelines.yml"),
    ],
)
def test_a_site_in_a_folder_has_its_pipeline_in_the_root(
    service: str, path: str, wheel: Path
) -> None:
    there, text = rendered(service, wheel, RepositoryPlace("../../", "sites/news", "main"))
    assert there == path
    assert not re.search(r"\{site|\{branch", text)
    for name in PATHS[service]:
        at = text.index(name)
        assert text[:at].endswith("sites/news/"), name
    match yaml.safe_load(text):
        case {"defaults": {"run": {"working-directory": folder}}}:
            assert folder == "sites/news"
        case {"default": {"before_script": lines}}:
            assert lines == ['cd "sites/news"']
        case {"jobs": jobs}:
            scripts = [step for job in jobs for step in job["steps"] if "script" in step]
            assert {step["workingDirectory"] for step in scripts} == {"sites/news"}
        case other:
            pytest.fail(str(other))


@pytest.mark.parametrize("service", SERVICES)
def test_a_site_that_is_the_repository_names_no_folder(service: str, wheel: Path) -> None:
    path, text = rendered(service, wheel, RepositoryPlace(branch="main"))
    assert path == SERVICES[service]
    assert not re.search(r"(?i)working-?directory|before_script|\{site", text)


def folders_of(service: str, text: str) -> set[object]:
    """Return the folders in which the steps of a pipeline run."""
    read = yaml.safe_load(text)
    if service == "github":
        return {read["defaults"]["run"]["working-directory"]}
    if service == "gitlab":
        (line,) = read["default"]["before_script"]
        return set(shlex.split(line)[1:])
    steps = [step for job in read["jobs"] for step in job["steps"] if "script" in step]
    return {step["workingDirectory"] for step in steps}


@pytest.mark.parametrize("folder", ["2026", "on", "1.5", "Press & media", ".news", "sites/naïve"])
@pytest.mark.parametrize("service", SERVICES)
def test_the_folder_is_a_text_whatever_its_name_is(service: str, folder: str, wheel: Path) -> None:
    assert is_plain_folder(folder)
    text = rendered(service, wheel, RepositoryPlace("../", folder, "main"))[1]
    assert folders_of(service, text) == {folder}


@pytest.mark.parametrize(
    "folder", ["news #1", "news: x", "@news", "[news]", "it's", 'a"b', "news $x", "- x", "a/*"]
)
def test_what_a_service_reads_otherwise_is_not_a_plain_folder(folder: str) -> None:
    assert not is_plain_folder(folder)


def test_the_root_of_a_repository_is_a_plain_folder() -> None:
    assert is_plain_folder("")


def test_two_sites_of_a_repository_do_not_wait_for_each_other(wheel: Path) -> None:
    """A run that waits is cancelled by another of its group."""
    texts = [
        rendered("github", wheel, RepositoryPlace("../", folder, "main"))[1]
        for folder in ("north", "south", "")
    ]
    read = [yaml.safe_load(text) for text in texts]
    assert [each["name"] for each in read] == ["north", "south", "site"]
    assert {each["concurrency"]["group"].partition("-")[0] for each in read} == {
        "${{ github.workflow }}"
    }


def test_the_artifact_holds_up_no_deployment(wheel: Path) -> None:
    """GitHub refuses some characters of addresses in names of files, and a full store."""
    github = yaml.safe_load(rendered("github", wheel, RepositoryPlace())[1])
    *_, deploy, upload = github["jobs"]["site"]["steps"]
    assert (deploy["name"], upload["uses"]) == ("Deploy", "actions/upload-artifact@v4")
    assert upload["continue-on-error"] is True
    azure = yaml.safe_load(rendered("azure", wheel, RepositoryPlace())[1])
    *_, deploy, upload, _ = azure["jobs"][1]["steps"]
    assert (deploy["displayName"], upload["publish"]) == ("Deploy", "output")
    assert upload["continueOnError"] is True


def test_the_artifact_has_hidden_folders_and_is_kept_for_a_week(wheel: Path) -> None:
    """A website may have `.well-known`."""
    github = yaml.safe_load(rendered("github", wheel, RepositoryPlace())[1])
    assert github["jobs"]["site"]["steps"][-1]["with"] == {
        "name": "website", "path": "output", "include-hidden-files": True, "retention-days": 7,
    }  # fmt: skip
    gitlab = yaml.safe_load(rendered("gitlab", wheel, RepositoryPlace())[1])
    assert gitlab["site"]["artifacts"]["expire_in"] == "1 week"


@pytest.mark.parametrize(
    "branch", ["master", "release/2026", "news#1", "it's", "on", "2026", "n😀"]
)
@pytest.mark.parametrize("service", ["github", "azure"])
def test_the_branch_is_that_of_the_repository(service: str, branch: str, wheel: Path) -> None:
    read = yaml.safe_load(rendered(service, wheel, RepositoryPlace(branch=branch))[1])
    if service == "github":
        assert read[True]["push"]["branches"] == [branch]
        condition = read["jobs"]["site"]["if"]
    else:
        assert read["trigger"] == {"batch": True, "branches": {"include": [branch]}}
        assert read["schedules"][0]["branches"]["include"] == [branch]
        condition = read["jobs"][1]["condition"].removesuffix(")").removesuffix(")")
    assert condition.endswith(f"{branch}'".replace("it's", "it''s"))


def test_the_place_of_a_site_is_that_in_the_repository_around_it(tmp_path: Path) -> None:
    assert place_of(tmp_path / "news") == RepositoryPlace("", "", "main")
    git = tmp_path / ".git"
    git.mkdir()
    (git / "HEAD").write_text("ref: refs/heads/master\n")
    assert place_of(tmp_path) == RepositoryPlace("", "", "master")
    assert place_of(tmp_path / "sites/news") == RepositoryPlace("../../", "sites/news", "master")
    (git / "HEAD").write_text("0123456789012345678901234567890123456789\n")
    assert place_of(tmp_path / "news") == RepositoryPlace("../", "news", "main")
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / ".git").write_text("gitdir: ../.git/worktrees/tree\n")
    assert place_of(tree).branch == "main"
    (git / "worktrees/tree").mkdir(parents=True)
    (git / "worktrees/tree/HEAD").write_text("ref: refs/heads/trunk\n")
    assert place_of(tree) == RepositoryPlace("", "", "trunk")

"""The files of a pipeline."""

import re
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from newsgen.scaffold.pipelines import SERVICES, pipeline_files
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
    actual = {file.path: file.data for file in pipeline_files(service, wheel)}
    assert set(actual) == {
        SERVICES[service], "ci/install.sh", "ci/build.sh", "ci/deploy.sh", "ci/requirements.txt",
        f"ci/{wheel.name}",
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
            list(pipeline_files("github", file))


def test_the_requirements_are_pins_of_the_project_with_hashes() -> None:
    pins = re.compile(r"^(\S+==\S+)", re.MULTILINE)
    text = (REPOSITORY / "src/newsgen/scaffold/ci/requirements.txt").read_text(encoding="utf-8")
    project = (REPOSITORY / "requirements/dev.txt").read_text(encoding="utf-8")
    assert set(pins.findall(text)) < set(pins.findall(project))
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\S)", text.strip()))
    wanted = {
        re.split(r"[=\s]", line)[0]
        for line in (REPOSITORY / "requirements/site.in").read_text("utf-8").splitlines()
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

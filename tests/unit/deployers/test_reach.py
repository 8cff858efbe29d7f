"""Hosts are reached by what their addresses need."""

import sys
from pathlib import Path

import pytest

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.folder import LocalTarget
from newsgen.deployers.reach import opened
from newsgen.deployers.target import TargetError, plain_errors
from newsgen.printing import NobodyReadsError


def test_folder_needs_no_ssh(tmp_path: Path) -> None:
    with opened(DeploySettings((f"file://{tmp_path}/a", f"file://{tmp_path}/b")), tmp_path) as both:
        folders = [target.folder for target in both if isinstance(target, LocalTarget)]
    assert folders == [f"{tmp_path}/a", f"{tmp_path}/b"]


def test_extra_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # OpenSSH's own client would do
    monkeypatch.setitem(sys.modules, "asyncssh", None)
    monkeypatch.delitem(sys.modules, "newsgen.deployers.ssh", raising=False)
    settings = DeploySettings(("ssh://web1.northshire.example/srv/news",))
    with pytest.raises(TargetError) as error, opened(settings, tmp_path):
        pass
    assert error.value.hint == 'Install it: pip install "newsgen[deploy]".'


def test_ssh_that_cannot_be_run_is_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = tmp_path / "ssh"
    client.write_bytes(b"\x7fELF of another machine")
    client.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    settings = DeploySettings(("ssh://127.0.0.1:9/srv/news",))
    with pytest.raises(TargetError, match="cannot be reached"), opened(settings, tmp_path):
        pass


def test_disk_that_is_full_is_said_in_plain_words() -> None:
    with pytest.raises(TargetError, match="No space left"), plain_errors("host"):
        raise OSError(28, "No space left on device", "/srv/news/x")


def test_output_that_nobody_reads_is_no_fault_of_a_target() -> None:
    with pytest.raises(NobodyReadsError), plain_errors("host"):
        raise NobodyReadsError(32, "Broken pipe")
    with pytest.raises(TargetError, match="Broken pipe"), plain_errors("host"):
        raise BrokenPipeError(32, "Broken pipe")

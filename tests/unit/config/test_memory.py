"""Settings that were checked before: the same as those that a check gives, or none."""

import json
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import pytest

from newsgen.config import schema, settings
from newsgen.config.load import load, parse
from newsgen.config.memory import FILE, recall, remember

FULL = """\
[site]
title = "Police news"
base_url = "https://WWW.northshire.police.example"
layout = "per-host"

[areas.Northshire]
hosts = ["www.northshire.police.example"]
archive = "/Newsroom/"

[theme.options]
accent = "#123456"
wide = true
size = 1.0

[markdown.extension_configs.toc]
permalink = 1

[rules]
strict_since = 2026-03-05

[rules.severity]
NG525 = "off"

[rules.per_path]
"2012/**" = ["NG52", "link-text"]
"""


@pytest.mark.parametrize("text", ["", "[site]\n", '[site]\ntitle = "Police news"\n', FULL])
def test_the_settings_are_the_same_again(tmp_path: Path, text: str) -> None:
    config = parse(text)
    remember(tmp_path, "1", text, config)
    found = recall(tmp_path, "1", text)
    assert repr(found) == repr(config)
    assert found == config


def test_another_text_or_version_is_not_known(tmp_path: Path) -> None:
    remember(tmp_path, "1", FULL, parse(FULL))
    assert recall(tmp_path, "2", FULL) is None
    assert recall(tmp_path, "1", FULL + "\n") is None
    assert recall(tmp_path / "other", "1", FULL) is None


@pytest.mark.parametrize(("cut", "put"), [("off", "error"), ("}", ""), ("\n", ""), ("1", "2")])
def test_a_damaged_file_is_not_believed(tmp_path: Path, cut: str, put: str) -> None:
    remember(tmp_path, "1", FULL, parse(FULL))
    file = tmp_path / FILE
    file.write_text(file.read_text().replace(cut, put))
    assert recall(tmp_path, "1", FULL) is None
    file.write_bytes(b"\xff\xfe\n{}")
    assert recall(tmp_path, "1", FULL) is None


@pytest.mark.parametrize("value", ["2026-03-05", "12:00:00", "2026-03-05T12:00:00Z", "nan"])
def test_what_json_does_not_know_is_checked_each_time(tmp_path: Path, value: str) -> None:
    text = f"[theme.options]\nx = {value}\n"
    remember(tmp_path, "1", text, parse(text))
    assert not (tmp_path / FILE).exists()


def test_a_time_zone_that_is_gone_is_an_error_as_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(tmp_path, "1", FULL, parse(FULL))

    def gone(name: str) -> object:
        raise ZoneInfoNotFoundError(name)

    monkeypatch.setattr(settings, "ZoneInfo", gone)
    assert recall(tmp_path, "1", FULL) is None


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("mine")
    (tmp_path / FILE).symlink_to(other)
    remember(tmp_path, "1", FULL, parse(FULL))
    assert other.read_text() == "mine"
    assert recall(tmp_path, "1", FULL) == parse(FULL)


@pytest.mark.parametrize("kept", [0, 10, 33, 50, -1])
def test_a_file_that_was_cut_short_is_not_believed(tmp_path: Path, kept: int) -> None:
    remember(tmp_path, "1", FULL, parse(FULL))
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes()[:kept])
    assert recall(tmp_path, "1", FULL) is None
    remember(tmp_path, "1", FULL, parse(FULL))
    assert recall(tmp_path, "1", FULL) == parse(FULL)


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    remember(tmp_path / "gone", "1", FULL, parse(FULL))
    assert not (tmp_path / "gone").exists()


def test_remembered_settings_are_not_checked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "newsgen.toml").write_text(FULL)
    remember(tmp_path, "1", FULL, parse(FULL))
    monkeypatch.delattr(schema, "checked")
    assert load(tmp_path, tmp_path, "1").rules.severity == {"NG525": "off"}


def test_settings_and_models_have_the_same_keys_and_defaults() -> None:
    assert schema.checked({}) == settings.Config()
    for name in ("Site", "AreaSettings", "ThemeSettings", "Markdown", "Rules", "Feeds", "Config"):
        keys = list(getattr(settings, name).__annotations__)
        assert list(getattr(schema, name).model_fields) == [k for k in keys if k != "titled"]
        if name != "Config":
            made = json.loads(getattr(schema, name)().model_dump_json())
            plain = getattr(settings, name)()
            assert made == {k: json.loads(json.dumps(getattr(plain, k))) for k in made}

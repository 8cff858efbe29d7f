"""What is purged in the course of a deployment: which addresses, and what is left."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from newsgen.config.deploy import DeploySettings
from newsgen.deployers import caches
from newsgen.deployers.folder import LocalTarget
from newsgen.deployers.output import BuiltOutput, open_output
from newsgen.deployers.plan import DeployPlan
from newsgen.deployers.purge import TO_PURGE, Purging
from newsgen.pipeline.central import build
from tests.support.builds import request
from tests.support.servers import free_port
from tests.support.site import CONFIG, HOSTS, many_releases, new_site

PUBLIC = "www.northshire.police.example"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltOutput]:
    site = new_site(tmp_path_factory.mktemp("purge") / "site", many_releases(2, a_month=2))
    build(request(site))
    with open_output(request(site)) as output:
        yield output


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "WAITS", ())


def plan_of(**groups: list[str]) -> DeployPlan:
    plan = DeployPlan()
    plan.groups.update(groups)
    return plan


def settings_of(*purge: str) -> DeploySettings:
    return DeploySettings(("file:///a",), address=f"https://{PUBLIC}", purge=purge)


def purged(folder: Path, output: BuiltOutput, plan: DeployPlan) -> list[str]:
    """Purge by a command that writes down what it gets."""
    settings = settings_of(f"command:cat > {folder}/stale")
    purging = Purging(settings, output, LocalTarget("a", f"{folder}/host"))
    purging.expect([plan])
    purging.purge()
    purging.keep_left()
    assert purging.failed == {}
    return (folder / "stale").read_text().splitlines()


def test_each_host_of_a_folder_is_purged_in_each_spelling(
    tmp_path: Path, output: BuiltOutput
) -> None:
    urls = purged(tmp_path, output, plan_of(listings=["newsroom/index.html"]))
    hosts = {PUBLIC, "news.example", *HOSTS.values()}
    ways = ("/newsroom/", "/newsroom", "/newsroom/index.html")
    assert {*urls} == {f"https://{host}{way}" for host in hosts for way in ways}


def test_files_of_a_host_are_purged_there_and_of_no_other(tmp_path: Path) -> None:
    """A folder that is the host's of no area any more has no address that could be purged."""
    config = CONFIG.replace('theme = "plain"', 'theme = "plain"\nlayout = "per-host"')
    site = new_site(tmp_path / "site", many_releases(2, a_month=2), config)
    build(request(site))
    (host,) = (host for host in HOSTS.values() if host != PUBLIC)
    plan = plan_of(taken_down=[f"{host}/z.aspx", "www.former.example/z.aspx"])
    with open_output(request(site)) as output:
        assert purged(tmp_path, output, plan) == [f"https://{host}/z.aspx"]


def test_address_of_a_target_is_purged_though_no_area_has_it(
    tmp_path: Path, output: BuiltOutput
) -> None:
    settings = replace(
        settings_of(f"command:cat > {tmp_path}/stale"), address="https://cdn.example"
    )
    purging = Purging(settings, output, LocalTarget("a", f"{tmp_path}/host"))
    purging.expect([plan_of(taken_down=["z.aspx"])])
    purging.purge()
    assert "https://cdn.example/z.aspx" in (tmp_path / "stale").read_text().splitlines()


def test_what_a_cache_takes_at_the_second_time_has_not_failed(
    tmp_path: Path, output: BuiltOutput
) -> None:
    settings = settings_of(f"command:test -e {tmp_path}/up || ! touch {tmp_path}/up")
    purging = Purging(settings, output, LocalTarget("a", f"{tmp_path}/host"))
    purging.expect([plan_of(taken_down=["z.aspx"])])
    purging.purge(["z.aspx"])
    assert purging.failed
    purging.purge()
    assert purging.failed == {}
    purging.keep_left()
    assert LocalTarget("a", f"{tmp_path}/host").read(TO_PURGE) is None


def test_take_downs_and_pictures_are_first_and_new_assets_left_out(
    tmp_path: Path, output: BuiltOutput
) -> None:
    plan = plan_of(
        taken_down=["z.aspx"], new=["a.aspx"], assets=["assets/new.css", "assets/old.css"]
    )
    plan.media, plan.removed = ["y.png"], ["assets/old.css"]
    urls = [url for url in purged(tmp_path, output, plan) if PUBLIC in url]
    paths = [url.partition(PUBLIC)[2] for url in urls]
    assert paths == ["/z.aspx", "/y.png", "/a.aspx"]


def test_names_with_any_byte_are_encoded(tmp_path: Path, output: BuiltOutput) -> None:
    plan = plan_of(deleted=["a b/\udcff#?.html", "x.aspx@Id=5&q=\udcfe.html"])
    paths = {url.partition(PUBLIC)[2] for url in purged(tmp_path, output, plan) if PUBLIC in url}
    assert paths == {
        "/a%20b/%FF%23%3F.html",
        "/x.aspx?Id=5&q=%FE",
        "/x.aspx@Id=5&q=%FE.html",
    }


def test_what_is_refused_is_noted_until_it_is_purged(tmp_path: Path, output: BuiltOutput) -> None:
    target = LocalTarget("a", f"{tmp_path}/host")
    refused = Purging(settings_of("command:exit 1"), output, target)
    refused.expect([plan_of(taken_down=["z.aspx"])])
    assert b"/z.aspx\n" in (target.read(TO_PURGE) or b"")
    refused.purge()
    refused.keep_left()
    assert {address.path for address in refused.failed} == {"/z.aspx"}
    assert refused.purged == 0
    again = Purging(settings_of(f"command:cat > {tmp_path}/stale"), output, target)
    again.purge()
    again.keep_left()
    assert target.read(TO_PURGE) is None
    assert f"https://{PUBLIC}/z.aspx" in (tmp_path / "stale").read_text()


def test_cache_that_cannot_be_reached_holds_up_no_other(
    tmp_path: Path, output: BuiltOutput, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLOUDFLARE_API_TOKEN", raising=False)
    settings = settings_of("cloudflare:0123", f"command:cat > {tmp_path}/stale")
    purging = Purging(settings, output, LocalTarget("a", f"{tmp_path}/host"))
    purging.expect([plan_of(taken_down=["z.aspx"])])
    purging.purge()
    assert "CLOUDFLARE_API_TOKEN" in next(iter(purging.failed.values()))
    assert f"https://{PUBLIC}/z.aspx" in (tmp_path / "stale").read_text()


def test_reason_names_the_cache_that_refused(tmp_path: Path, output: BuiltOutput) -> None:
    closed = f"ban:http://127.0.0.1:{free_port()}"
    settings = settings_of(f"command:cat > {tmp_path}/stale", closed)
    purging = Purging(settings, output, LocalTarget("a", f"{tmp_path}/host"))
    purging.expect([plan_of(taken_down=["z.aspx"])])
    purging.purge()
    assert all(reason.startswith(f"{closed}: ") for reason in purging.failed.values())
    assert purging.failed


def test_some_files_are_purged_before_the_others(tmp_path: Path, output: BuiltOutput) -> None:
    settings = settings_of(f"command:cat >> {tmp_path}/stale; echo >> {tmp_path}/stale")
    purging = Purging(settings, output, LocalTarget("a", f"{tmp_path}/host"))
    purging.expect([plan_of(taken_down=["z.aspx"], new=["a.aspx"])])
    purging.purge(["z.aspx", "never-expected.aspx"])
    purging.purge()
    first, second, _ = (tmp_path / "stale").read_text().split("\n\n")
    assert "never" not in first + second
    assert ("z.aspx" in first, "a.aspx" in first, "a.aspx" in second) == (True, False, True)


def test_all_is_purged_after_the_old_processes_of_a_server_are_gone(
    tmp_path: Path, output: BuiltOutput
) -> None:
    settings = replace(settings_of(f"command:date +%s.%N > {tmp_path}/at"), reload="true")
    purging = Purging(settings, output, LocalTarget("a", f"{tmp_path}/host"))
    purging.expect([plan_of(new=["a.aspx"])])
    now = time.time()
    purging.purge()
    assert 0.4 < float((tmp_path / "at").read_text()) - now < 10


def test_nothing_is_asked_of_a_target_without_caches(output: BuiltOutput) -> None:
    purging = Purging(settings_of(), output, None)  # type: ignore[arg-type]
    purging.expect([plan_of(taken_down=["z.aspx"])])
    purging.purge()
    purging.keep_left()
    assert (purging.purged, purging.failed) == (0, {})

"""What newsgen remove leaves: not a word of the release in the site, its cache or its outputs."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

import pytest
from jsonschema import Draft202012Validator

from newsgen.report import json as json_report
from tests.support.command import AS_OF, Outcome, build, newsgen_in_fork
from tests.support.pictures import saying
from tests.support.site import HOSTS, Release, new_site, tree, write

SCHEMA: Final = Path(json_report.__file__).parent / "schemas/findings-1.schema.json"
JSON: Final = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
HOST: Final = f"https://{HOSTS['Cumbria']}"
CANARY: Final = "Zoë Canary"
SLUG: Final = "Missing-Zoë-Canary"
URL: Final = f"{HOST}/News/News-Articles/2026/March/{quote(SLUG)}.aspx"
OLD: Final = f"{HOST}/News/News-Articles/2026/March/Zo%C3%AB-Canary-found.aspx"


def release(**more: str) -> Release:
    return Release(
        f"Missing: {CANARY}",
        url=URL,
        date="2026-03-10 10:00",
        body=f"{CANARY} has not been seen.\n\n![{CANARY} in a coat](Zoe-Canary.png)\n\n"
        "![The road](/pictures/road.png)",
        more={"tags": f"[{CANARY}]", "redirect_from": f"'{OLD}'", **more},
    )


def other(day: int, body: str = "Officers ask for help.\n\n![Road](/pictures/road.png)") -> Release:
    url = f"{HOST}/News/News-Articles/2026/March/Other-{day}.aspx"
    return Release(f"Other {day}", url=url, date=f"2026-03-{day:02} 10:00", body=body)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = new_site(tmp_path / "site", {"a.md": other(9), "c.md": other(11)})
    write(site / "content/zoe-canary/missing.md", release().text())
    write(site / "content/zoe-canary/Zoe-Canary.png", saying("Pixels of Zoë Canary"))
    write(site / "content/pictures/road.png", saying("Pixels of a road"))
    write(
        site / "newsgen-baseline.json",
        '{"version": 1, "findings": {"content/zoe-canary/missing.md": ["NG531 00"],'
        ' "content/a.md": ["NG531 00"]}}',
    )
    assert build(site).code == 0
    assert run(site, "urls").code == 0
    return site


def run(site: Path, command: str, *more: str) -> Outcome:
    return newsgen_in_fork(command, "--site", site, "--as-of", AS_OF, *more)


def remove(site: Path, *more: str, url: str = URL) -> Outcome:
    return run(site, "remove", url, "--reason", "erasure", *more)


def naming(folder: Path) -> list[str]:
    """Return the files whose path or bytes hold the name, in any form that pages or URLs have."""
    return [path for path, data in tree(folder).items() if names(path.encode()) or names(data)]


def names(data: bytes) -> bool:
    text = unquote(data.decode("utf-8", "ignore")) + data.decode("latin-1")
    plain = text.casefold().replace("-", " ").replace("\\u00eb", "ë").replace("&euml;", "ë")
    return "zoë canary" in plain or "zoe canary" in plain


def test_no_name_is_left_in_the_repository_the_cache_or_any_output(site: Path) -> None:
    preview = site / "preview"
    assert build(site, output=preview).code == 0
    write(site / "output/old-asset.0a1b2c3d.png", saying("Pixels of Zoë Canary"))
    assert naming(site / "output")
    assert naming(site / ".newsgen")
    outcome = remove(site, "--ref", "DPO-2026/17", "--yes")
    assert outcome.code == 0, outcome.err
    assert naming(site) == []
    assert "erasure 2026-03-15" in (site / "tombstones.txt").read_text()
    assert "DPO-2026/17" in (site / "tombstones.txt").read_text()
    assert (site / "content/pictures/road.png").exists()
    assert "content/a.md" in (site / "newsgen-baseline.json").read_text()
    assert run(site, "check").code == 0


def test_what_is_left_is_the_site_as_if_it_had_never_been_there(site: Path) -> None:
    assert build(site, output=site / "preview").code == 0
    assert remove(site, "--yes").code == 0
    clean = shutil.copytree(site, site.parent / "clean", ignore=shutil.ignore_patterns("output"))
    shutil.rmtree(clean / ".newsgen")
    assert build(clean).code == 0
    assert tree(site / "output") == tree(clean / "output")
    assert build(site).written == 0
    assert build(site, output=site / "preview").code == 0
    assert tree(site / "preview") == tree(clean / "output")


def test_it_says_what_to_purge_and_that_git_remembers(site: Path) -> None:
    said = remove(site, "--yes").out
    for url in (
        URL, OLD, "https://news.example/", "https://news.example/feed.atom",
        "https://news.example/sitemaps/2026-03.xml", "https://news.example/zoe-canary/Zoe-Canary.png",
        f"{HOST}/News/News-Articles/2026/March/Other-9.aspx",
    ):  # fmt: skip
        assert f"  {url}\n" in said
    assert "The release is still in git's history" in said


def test_it_says_what_to_purge_though_the_website_cannot_be_built(site: Path) -> None:
    whole = remove(shutil.copytree(site, site.parent / "whole"), "--yes")
    config = (site / "newsgen.toml").read_text()
    (site / "newsgen.toml").write_text(config.replace('"plain"', '"none"'))
    broken = remove(site, "--yes")
    assert (whole.code, broken.code) == (0, 2)
    assert "there is no theme none" in broken.err
    assert "The website was not rebuilt" in broken.err
    assert not (site / "content/zoe-canary").exists()
    assert naming(site) == []
    begin = "When the website is published"
    assert begin + broken.out.partition(begin)[2] == begin + whole.out.partition(begin)[2]
    (site / "newsgen.toml").write_text(config)
    assert build(site).code == 0


def test_dry_run_changes_nothing_and_without_a_terminal_it_asks_for_yes(site: Path) -> None:
    before = {path: data for path, data in tree(site).items() if not path.startswith(".newsgen")}
    assert remove(site, "--dry-run").code == 0
    outcome = remove(site)
    assert outcome.code == 2
    assert "--yes" in outcome.err
    after = {path: data for path, data in tree(site).items() if not path.startswith(".newsgen")}
    assert before == after


def test_only_one_of_two_users_takes_no_picture_with_it(site: Path) -> None:
    write(site / "content/d.md", other(12, "![A coat](/zoe-canary/Zoe-Canary.png)").text())
    outcome = remove(site, "--yes")
    assert outcome.code == 0
    assert (site / "content/zoe-canary/Zoe-Canary.png").exists()
    assert "Other releases use these pictures" in outcome.out


@pytest.mark.rotates(5)
@pytest.mark.parametrize("status", ["draft", "withdrawn", "gone", "moved", "closed"])
def test_a_release_of_any_status_can_be_removed(status: str, site: Path) -> None:
    more = {"status": status}
    more |= {"explanation": "No longer needed."} if status == "withdrawn" else {}
    more |= (
        {"superseded_by": f"{HOST}/News/News-Articles/2026/March/Other-9.aspx"}
        if status == "moved"
        else {}
    )
    write(site / "content/zoe-canary/missing.md", release(**more).text())
    outcome = remove(site, "--yes")
    assert outcome.code == 0, outcome.err
    assert naming(site) == []


def test_files_that_nothing_names_any_more_are_named(site: Path) -> None:
    write(site / "content/zoe-canary/second.png", saying("More pixels"))
    said = remove(site, "--dry-run").out
    _, _, unused = said.partition("No release uses these files.")
    assert "  content/zoe-canary/second.png\n" in unused
    assert "road.png" not in unused


def test_json_has_the_lists_that_text_has(site: Path) -> None:
    write(site / "content/d.md", other(12, f"See [the appeal]({URL}).").text())
    for number in range(21):
        write(site / f"content/pictures/unused-{number}.png", "Pixels")
    before = tree(site / "content"), tree(site / "output")
    dry = remove(site, "--dry-run", "--format", "json")
    planned = json.loads(dry.out)
    assert (dry.code, planned["summary"]["removed"]) == (0, False)
    assert (tree(site / "content"), tree(site / "output")) == before
    assert planned["to_remove"][0] == "content/zoe-canary/missing.md"
    assert URL in planned["to_remove"]
    assert planned["mentions"] == ["content/d.md"]
    assert len(planned["unused"]) == 21
    text = remove(shutil.copytree(site, site.parent / "text"), "--yes").out
    outcome = remove(site, "--yes", "--format", "json")
    report = json.loads(outcome.out)
    assert (outcome.code, report["summary"]["removed"], report["summary"]["errors"]) == (0, True, 0)
    assert f"{report['summary']['purged']} files deleted in output folders." in text
    for name in ("to_remove", "mentions", "purge", "search_engines"):
        assert report[name]
        assert all(f"  {line}\n" in text for line in report[name])
    for whole in (planned, report):
        JSON.validate(whole)
    assert not (site / "content/zoe-canary").exists()


def test_json_asks_nothing_and_has_what_stops_it_and_the_build_after_it(site: Path) -> None:
    asked = remove(site, "--format", "json")
    assert (asked.code, asked.out) == (2, "")
    assert "add --yes" in asked.err
    config = (site / "newsgen.toml").read_text()
    (site / "newsgen.toml").write_text("[site")
    (wrong,) = json.loads(remove(site, "--yes", "--format", "json").out)["diagnostics"]
    assert wrong["path"] == "newsgen.toml"
    (site / "newsgen.toml").write_text(config.replace('"plain"', '"none"'))
    broken = remove(site, "--yes", "--format", "json")
    report = json.loads(broken.out)
    assert (broken.code, report["summary"]["removed"], report["summary"]["refused"]) == (
        2,
        True,
        True,
    )
    assert "there is no theme none" in report["diagnostics"][0]["message"]
    assert report["purge"]


def test_files_that_name_the_address_are_named(site: Path) -> None:
    write(site / "content/d.md", other(12, f"See [the appeal]({URL}).").text())
    assert "  content/d.md\n" in remove(site, "--yes").out


def test_a_refused_build_leaves_no_page_that_names_it(site: Path) -> None:
    write(site / "content/broken.md", "---\ntitle: [\n---\n")
    outcome = remove(site, "--yes")
    assert outcome.code == 1
    assert "was not rebuilt" in outcome.err
    assert naming(site) == []


def test_an_address_that_only_the_ledger_knows_can_be_removed(site: Path) -> None:
    (site / "content/zoe-canary/missing.md").unlink()
    (site / "content/zoe-canary/Zoe-Canary.png").unlink()
    (site / "content/zoe-canary").rmdir()
    assert run(site, "check").code == 1
    assert remove(site, "--yes").code == 1  # the other one is lost still
    assert remove(site, "--yes", url=OLD).code == 0
    assert naming(site) == []
    assert run(site, "check").code == 0


def test_what_is_not_there_cannot_be_removed(site: Path) -> None:
    assert remove(site, "--yes", url=f"{HOST}/none.aspx").code == 2
    assert remove(site, "--yes", url="none").code == 2
    assert remove(site, "--yes", "--ref", "a name").code == 2


def test_a_copy_that_comes_back_is_an_error_in_any_letter_case(site: Path) -> None:
    assert remove(site, "--yes").code == 0
    back = Release("Again", url=URL.replace("Missing", "MISSING"), date="2026-03-10")
    write(site / "content/again.md", back.text())
    outcome = run(site, "check")
    assert outcome.code == 1
    assert "error[NG432]" in outcome.err


def test_a_merged_ledger_that_names_it_again_is_an_error_that_urls_corrects(site: Path) -> None:
    before = (site / "urls.txt").read_text()
    assert remove(site, "--yes").code == 0
    write(site / "urls.txt", before)
    assert "error[NG432]" in run(site, "check").err
    assert run(site, "urls").code == 0
    assert run(site, "check").code == 0
    assert naming(site) == []


def lines_of(site: Path) -> Iterator[list[str]]:
    for line in (site / "tombstones.txt").read_text().splitlines():
        if not line.startswith(("#", "key ")):
            yield line.split(" ")


def test_the_folder_of_a_tombstone_names_nobody(site: Path) -> None:
    """It is cut where only the removed release has been, and again when the next one goes."""
    nested = [f"{HOST}/people/zoe-canary/{name}/" for name in ("appeal", "found")]
    for number, url in enumerate(nested):
        write(site / f"content/n{number}.md", Release(f"N{number}", url=url).text())
    assert build(site).code == 0
    for url in [*nested, URL]:
        assert remove(site, "--yes", url=url).code == 0
    folders = {line[3] for line in lines_of(site)}
    assert folders == {f"{HOST}/", f"{HOST}/News/News-Articles/2026/March/"}
    assert naming(site) == []


def test_a_page_with_queries_is_a_folder_while_others_are_left(site: Path) -> None:
    for number in (1, 2):
        url = f"{HOST}/item.aspx?id={number}"
        write(site / f"content/q{number}.md", Release(f"Q{number}", url=url).text())
    assert remove(site, "--yes", url=f"{HOST}/item.aspx?id=1").code == 0
    assert [line[3] for line in lines_of(site)] == [f"{HOST}/item.aspx?"]


def test_a_site_whose_cache_is_elsewhere_is_purged_too(site: Path) -> None:
    cache = site.parent / "cache"
    assert build(site, cache_folder=cache).code == 0
    shutil.rmtree(site / ".newsgen")
    assert remove(site, "--yes", "--cache", os.fspath(cache)).code == 0
    assert naming(site) == []
    assert naming(cache) == []


def test_a_cache_that_was_not_used_is_named(site: Path) -> None:
    outcome = remove(site, "--yes", "--cache", os.fspath(site.parent / "cache"))
    assert outcome.code == 0
    assert f"The cache in {site / '.newsgen'} was not used" in outcome.out
    other = f"{HOST}/News/News-Articles/2026/March/Other-9.aspx"
    assert "was not used" not in remove(site, "--yes", url=other).out


def test_without_the_cache_nothing_is_removed(site: Path) -> None:
    """The cache knows what was built, and holds the text of the release itself."""
    assert remove(site, "--yes", "--no-cache").code == 2
    assert (site / "content/zoe-canary/missing.md").exists()


def test_the_last_step_is_the_servers_configuration(site: Path) -> None:
    folders = [site / "hosting", site / "servers/new", site.parent / "elsewhere"]
    for folder in folders:
        assert run(site, "hosting", "nginx", "--output", os.fspath(folder)).code == 0
    before = tree(site / "hosting")
    assert naming(site / "hosting")
    said = remove(site, "--yes").out
    assert tree(site / "hosting") == before
    assert said.endswith(
        "The web server's configuration in these folders may name the address:\n"
        "  hosting\n"
        "  servers/new\n"
        "Write the web server's configuration again with newsgen hosting, and reload the server. "
        "Until then it does not answer that the address is gone.\n"
    )
    for folder in folders:
        assert run(site, "hosting", "nginx", "--output", os.fspath(folder)).code == 0
        assert naming(folder) == []


def test_the_servers_configuration_is_the_last_step_wherever_it_is(site: Path) -> None:
    write(site / "content/.newsgen-files", "x.conf\n")
    said = remove(site, "--yes").out
    assert "in these folders" not in said
    assert said.endswith("Until then it does not answer that the address is gone.\n")


@pytest.mark.parametrize("status", ["withdrawn", "gone", "moved"])
def test_the_cache_keeps_no_word_of_what_was_taken_down(status: str, tmp_path: Path) -> None:
    """Only its address is left: in the path of its page, and in what a server is told."""
    said = {"tags": "[Untagged]", "summary": "Unsummed", "custom": "Unkept"}
    images = {"images": "[{src: /pictures/unseen.png, alt: Unlooked}]"}
    text = Release("Unsaid", url=f"{HOST}/a.aspx", body="Unspoken", more=said | images)
    site = new_site(tmp_path / "site", {"a.md": text, "b.md": other(9, "Words.")})
    write(site / "content/pictures/unseen.png", saying("Pixels"))
    words = (b"Unsaid", b"Unspoken", b"Untagged", b"Unsummed", b"Unkept", b"Unlooked", b"unseen")
    assert build(site).code == 0
    held = b"".join(tree(site / ".newsgen").values())
    assert [word for word in words if word not in held] == []
    needed = {
        "withdrawn": {"explanation": "No more."},
        "moved": {"superseded_by": "https://www.elsewhere.example/"},
    }
    text.more |= {"status": status, **needed.get(status, {})}
    write(site / "content/a.md", text.text())
    assert build(site).code == 0
    for folder in (site / ".newsgen", site / "output"):
        held = b"".join(tree(folder).values())
        assert [word for word in words if word in held] == []

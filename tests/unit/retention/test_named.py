"""A release is named by its URL, its path or its file."""

from pathlib import Path

import pytest

from newsgen.model.urls import URLError
from newsgen.retention.named import UnknownReleaseError, addresses_of, hint_at_similar, url_named
from tests.support.builds import URL, appeal, ingested
from tests.support.site import CONFIG, HOSTS, Release, write

ROWAN = f"{URL}/news/alex-rowan.aspx"
CUMBRIA = f"https://{HOSTS['Cumbria']}"
SITE = {
    "newsgen.toml": CONFIG.replace('theme = "plain"', 'theme = "plain"\nlayout = "per-host"'),
    "content/p/rowan.md": Release(
        "Missing: Alex Rowan",
        area="Northshire",
        url=ROWAN,
        date="2026-03-05 10:00",
        more={"redirect_from": f"['{URL}/old/rowan.aspx']"},
    ),
    "content/draft.md": appeal("draft", "2026-03-06", status="draft"),
    "content/both.md": appeal("both", "2026-03-06"),
    "content/there.md": Release("Both", url=f"{CUMBRIA}/news/both.aspx", date="2026-03-06"),
    "content/broken.md": "---\ntitle: A: B\n---\n",
    "urls.txt": f"{URL}/was.aspx gone\n",
}


def named(site: Path, text: str) -> str:
    with ingested(site) as session:
        return url_named(session, text)


def refused(site: Path, text: str) -> str:
    with pytest.raises(UnknownReleaseError) as error:
        named(site, text)
    return f"{error.value}. {error.value.hint}"


@pytest.mark.parametrize(
    "text",
    [
        "content/p/rowan.md", "./content/p/../p/rowan.md", "p/rowan.md",
        "{site}/content/p/rowan.md", "/news/alex-rowan.aspx", "/NEWS/alex%2Drowan.aspx", ROWAN,
    ],
)  # fmt: skip
def test_a_release_has_several_names(text: str, site: Path) -> None:
    assert named(site, text.format(site=site)) == ROWAN


def test_a_file_is_named_from_where_one_is(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site / "content/p")
    assert named(site, "rowan.md") == ROWAN
    assert named(site, "../draft.md") == f"{URL}/news/draft.aspx"


def test_an_old_address_and_a_line_of_the_ledger_have_paths_too(site: Path) -> None:
    assert named(site, "/old/rowan.aspx") == f"{URL}/old/rowan.aspx"
    assert named(site, "/was.aspx") == f"{URL}/was.aspx"


def test_a_path_that_two_hosts_have_is_refused_with_both(site: Path) -> None:
    assert refused(site, "/news/both.aspx") == (
        "2 hosts have the path /news/both.aspx. Give the URL of the one that you mean: "
        f"{CUMBRIA}/news/both.aspx or {URL}/news/both.aspx"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/news/alex-rowen.aspx", "Did you mean /news/alex-rowan.aspx?"),
        ("/other/alex-rowan.aspx", "Did you mean /news/alex-rowan.aspx?"),
        ("/quite/another", "newsgen list --format csv has all URLs."),
        ("content/p/rowen.md", "Did you mean content/p/rowan.md?"),
        ("quite-another", "Give a URL, a path such as /news/x.aspx"),
        ("../outside.md", "Give a URL"),
        ("content/broken.md", "newsgen check content/broken.md says what to fix first."),
        ("newsgen.toml", "Give a URL"),
        ("", "it is empty. Give a URL"),
        ("  ", "it is empty. Give a URL"),
    ],
)
def test_what_names_no_release_is_refused_with_what_it_may_mean(
    text: str, words: str, site: Path
) -> None:
    assert words in refused(site, text)


@pytest.mark.parametrize("text", ["/a/../b", "/a\x00b"])
def test_a_path_that_no_url_has_is_refused(text: str, site: Path) -> None:
    with pytest.raises(URLError):
        named(site, text)


def test_a_release_has_its_old_addresses_too(site: Path) -> None:
    with ingested(site) as session:
        expected = {ROWAN, f"{URL}/old/rowan.aspx"}
        assert addresses_of(session, ROWAN.replace("alex", "ALEX")) - expected == {
            ROWAN.replace("alex", "ALEX")
        }
        assert addresses_of(session, ROWAN) == expected
        assert addresses_of(session, f"{URL}/nowhere") == {f"{URL}/nowhere"}


def test_the_folder_of_an_index_is_hinted_at(site: Path) -> None:
    write(site / "content/i.md", appeal("index/x", "2026-03-06").text().replace("x.aspx", ""))
    with ingested(site) as session:
        assert hint_at_similar(session, "/news/indx/") in ("", "Did you mean /news/index/?")
        assert hint_at_similar(session, "/") == ""

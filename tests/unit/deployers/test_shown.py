"""What of earlier releases of a website may be shown today."""

from pathlib import Path

import pytest

from newsgen.deployers.kept import has_words
from newsgen.deployers.manifest import DeployedManifest, FileKind, HeldFile, path_digest
from newsgen.deployers.output import open_output, shown_pages
from newsgen.deployers.shown import withheld_places
from newsgen.pipeline.central import build
from newsgen.pipeline.session import open_session
from tests.support.builds import request
from tests.support.site import HOSTS, Release, new_site, write

HOST = f"https://{HOSTS['Cumbria']}"
PAGE = HeldFile(FileKind.PAGE, b"")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    down = {"status": "withdrawn", "explanation": "Wrong.", "redirect_from": "/b/Before.aspx"}
    releases = {
        "a.md": Release("A", url=f"{HOST}/a/A.aspx", date="2026-03-01"),
        "b.md": Release("B", url=f"{HOST}/b/B.aspx", date="2026-03-01", more=down),
        "draft.md": Release("Draft", url=f"{HOST}/a/A.aspx", more={"status": "draft"}),
    }
    return new_site(tmp_path / "site", releases)


def test_what_is_withheld_has_its_old_addresses_and_what_it_shares(site: Path) -> None:
    build(request(site))
    with open_session(request(site)) as session:
        assert withheld_places(session.catalogue) == {"a/a.aspx", "b/b.aspx", "b/before.aspx"}


def test_page_is_not_shown_at_an_address_that_a_draft_has_too(site: Path) -> None:
    """What an earlier release of the website has there may be the draft, from before it was one."""
    page = DeployedManifest({path_digest("a/A.aspx"): PAGE})
    shown = shown_pages(request(site))
    assert not shown.shows_all(page, [])
    assert shown.down([page]) == {*page.files}
    build(request(site))
    with open_output(request(site)) as output:
        assert has_words(page, [page], output)
    (site / "content/draft.md").unlink()
    assert shown_pages(request(site)).shows_all(page, [])
    build(request(site))
    with open_output(request(site)) as output:
        assert not has_words(page, [page], output)


@pytest.mark.parametrize(
    ("status", "is_shown"), [({}, True), ({"status": "draft"}, False), ({"status": "gone"}, False)]
)
def test_old_address_of_a_release_is_shown_as_long_as_the_release_is(
    site: Path, status: dict[str, str], *, is_shown: bool
) -> None:
    more = {"redirect_from": "/A/Old.aspx", **status}
    (site / "content/draft.md").unlink()
    a = Release("A", url=f"{HOST}/a/A.aspx", date="2026-03-01", more=more)
    write(site / "content/a.md", a.text())
    shown = shown_pages(request(site))
    assert shown.shows_all(DeployedManifest({path_digest("A/Old.aspx"): PAGE}), []) is is_shown


@pytest.mark.parametrize("by", ["key", "ledger"])
def test_page_of_a_draft_is_not_shown_where_another_release_redirects_from_it(
    site: Path, by: str
) -> None:
    draft = Release("Draft", url=f"{HOST}/c/C.aspx", more={"status": "draft"})
    write(site / "content/draft.md", draft.text())
    more = {"redirect_from": "/c/C.aspx"} if by == "key" else {}
    a = Release("A", url=f"{HOST}/a/A.aspx", date="2026-03-01", more=more)
    write(site / "content/a.md", a.text())
    if by == "ledger":
        write(site / "urls.txt", f"{HOST}/c/C.aspx moved {HOST}/a/A.aspx\n")
    page = DeployedManifest({path_digest("c/C.aspx"): PAGE})
    assert not shown_pages(request(site)).shows_all(page, [])


@pytest.mark.parametrize("target", [f"{HOST}/a/A.aspx", "https://www.other.example/x"])
def test_page_is_shown_where_it_has_moved_and_not_where_another_was(
    site: Path, target: str
) -> None:
    (site / "content/draft.md").unlink()
    write(site / "urls.txt", f"{HOST}/a/Old.aspx moved {target}\n")
    shown = shown_pages(request(site))
    old, new = path_digest("a/Old.aspx"), path_digest("a/A.aspx")
    is_of_site = target.startswith(HOST)
    assert shown.shows_all(DeployedManifest({old: PAGE}), []) is is_of_site
    assert not shown.shows_all(DeployedManifest({old: PAGE, new: PAGE}), [])
    beside = DeployedManifest({old: PAGE, new: PAGE})
    assert not shown.shows_all(DeployedManifest({old: PAGE}), [beside])
    assert shown.down([DeployedManifest({old: PAGE, new: PAGE})]) == {old}
    listing = HeldFile(FileKind.LISTING, b"")
    assert shown.shows_all(DeployedManifest({new: PAGE, b"x": listing}), [])


def test_what_leads_to_a_release_that_was_taken_down_is_not_shown(site: Path) -> None:
    write(site / "urls.txt", f"{HOST}/b/Old.aspx moved {HOST}/b/B.aspx\n")
    shown = shown_pages(request(site))
    old = path_digest("b/Old.aspx")
    assert not shown.shows_all(DeployedManifest({old: PAGE}), [])
    assert shown.down([DeployedManifest({old: PAGE})]) == {old}

"""What a deployment changes, and why it may be refused: of a small site that is built."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.manifest import DeployedManifest, FileKind, HeldFile, path_digest
from newsgen.deployers.output import BuiltOutput, OutputFile, open_output
from newsgen.deployers.plan import (
    DAY,
    make_plan,
    only_deletions,
    only_take_downs,
    refusals_of_commit,
    refusals_of_output,
    refusals_of_plan,
    whole,
)
from newsgen.model.tombstones import Tombstone, Tombstones, new_key
from newsgen.pipeline.central import build
from tests.support.builds import request
from tests.support.site import HOSTS, Release, new_site, write

HOST: Final = f"https://{HOSTS['Cumbria']}"
MARCH: Final = "News/News-Articles/2026/March"
EMPTY: Final = DeployedManifest({})


def release(name: str, **more: str) -> Release:
    url = f"{HOST}/{MARCH}/{name}.aspx"
    return Release(name, url=url, date="2026-03-01 10:00", more=more)


@pytest.fixture
def output(tmp_path: Path) -> Iterator[BuiltOutput]:
    withdrawn = release("Down", status="withdrawn", explanation="Wrong.")
    moved = release("New", redirect_from=f"'{HOST}/{MARCH}/Old.aspx'")
    site = new_site(tmp_path / "site", {"down.md": withdrawn, "new.md": moved})
    write(site / "urls.txt", f"{HOST}/{MARCH}/Gone.aspx gone\n")
    build(request(site))
    with open_output(request(site)) as output:
        yield output


def held(output: BuiltOutput, **others: FileKind) -> DeployedManifest:
    """Return a manifest with all that is in the output, and some pages that are not."""
    files = {digest: file.held for digest, file in output.files.items()}
    files |= {path_digest(f"{MARCH}/{n}.aspx"): HeldFile(k, b"x" * 16) for n, k in others.items()}
    return EMPTY._replace(files=files)


def names(*pages: str) -> list[str]:
    return [f"{MARCH}/{page}.aspx" for page in pages]


def test_all_is_new_where_nothing_is(output: BuiltOutput) -> None:
    plan = make_plan(output, EMPTY, list, 0)
    assert len(plan.written) == len(output.files)
    assert plan.groups["new"] == names("New")
    assert plan.removed == plan.groups["lost"] == []
    assert "0 take-downs, 1 new page" in plan.summary()


def test_nothing_is_to_be_done_for_the_same(output: BuiltOutput) -> None:
    plan = make_plan(output, held(output), list, 0)
    assert plan.is_empty
    assert not plan.takes_down


def test_pages_that_go_are_down_moved_or_lost(output: BuiltOutput) -> None:
    page = FileKind.PAGE
    before = held(output, Down=page, Old=page, Gone=page, Lost=page)
    plan = make_plan(output, before, lambda: names("Down", "Old", "Gone", "Lost"), 0)
    # Where Old leads was there too, so that Old was another release.
    assert plan.groups["taken_down"] == sorted(names("Down", "Gone", "Old"))
    assert plan.groups["lost"] == names("Lost")
    assert plan.counted == 1
    assert plan.takes_down
    new = path_digest(f"{MARCH}/New.aspx")
    was = before._replace(files={d: file for d, file in before.files.items() if d != new})
    moved = make_plan(output, was, lambda: names("Down", "Old", "Gone", "Lost"), 0)
    assert moved.groups["taken_down"] == sorted(names("Down", "Gone"))
    (refusal,) = refusals_of_plan(plan, DeploySettings(("file:///a",)), "live", output)
    assert f"nothing would answer at /{MARCH}/Lost.aspx" in refusal.reason


def test_address_is_lost_also_below_a_folder_from_which_another_was_removed(tmp_path: Path) -> None:
    """There a server answers 410 to all it does not know, but nobody has said that this may go."""
    stones = replace(Tombstones(), key=new_key())
    digest = stones.digest(HOSTS["Cumbria"], f"{MARCH}/Removed.aspx")
    stone = Tombstone(digest, "erasure", "2026-03-02", f"{HOST}/{MARCH}/")
    site = new_site(tmp_path / "site", {"down.md": release("Down", status="gone")})
    write(site / "tombstones.txt", replace(stones, stones=(stone,)).write())
    write(site / "urls.txt", f"{HOST}/{MARCH}/Gone.aspx gone\n")
    build(request(site))
    page = FileKind.PAGE
    with open_output(request(site)) as output:
        before = held(output, Down=page, Gone=page, Removed=page, Lost=page)
        there = names("Down", "Gone", "Removed", "Lost")
        assert {output.answer_at(path).status for path in there} == {410}
        plan = make_plan(output, before, lambda: there, 0)
    assert plan.groups["taken_down"] == sorted(names("Down", "Gone", "Removed"))
    assert plan.groups["lost"] == names("Lost")


def test_pictures_count_unless_a_release_goes(output: BuiltOutput) -> None:
    media, page = FileKind.MEDIA, FileKind.PAGE
    alone = make_plan(output, held(output, a=media, b=media), lambda: names("a", "b"), 0)
    assert alone.counted == 2
    assert alone.media
    beside = held(output, a=media, b=media, Gone=page)
    assert make_plan(output, beside, lambda: names("a", "b", "Gone"), 0).counted == 0


def test_too_many_deletions_are_refused(output: BuiltOutput) -> None:
    before = held(output, **dict.fromkeys("abcdefgh", FileKind.LISTING))
    plan = make_plan(output, before, lambda: names(*"abcdefgh"), 0)
    (refusal,) = refusals_of_plan(plan, DeploySettings(("file:///a",)), "live", output)
    assert "8 of" in refusal.reason
    settings = DeploySettings(("file:///a",), most_deletions=90)
    assert not [*refusals_of_plan(plan, settings, "live", output)]


def test_assets_stay_for_a_day(output: BuiltOutput) -> None:
    before = held(output, asset=FileKind.ASSET)
    (digest,) = before.files.keys() - output.files.keys()
    plan = make_plan(output, before, list, 1000)
    assert plan.left == {digest: 1000}
    assert plan.is_empty
    later = whole(output, plan, before)
    assert make_plan(output, later, list, 1000 + DAY - 1).left == {digest: 1000}
    gone = make_plan(output, later, lambda: names("asset"), 1000 + DAY)
    assert gone.groups["deleted"] == names("asset")
    assert gone.counted == 0


def test_take_downs_alone_leave_the_rest(output: BuiltOutput) -> None:
    page, listing = FileKind.PAGE, FileKind.LISTING
    before = held(output, Gone=page, Lost=page, Other=listing)
    month = path_digest(f"{MARCH}/index.html")
    files = {**before.files, month: HeldFile(listing, b"y" * 16)}
    del files[path_digest(f"{MARCH}/New.aspx")]
    plan = make_plan(
        output, before._replace(files=files), lambda: names("Gone", "Lost", "Other"), 0
    )

    def fetch(_paths: object) -> Iterator[tuple[str, bytes]]:
        yield f"{MARCH}/index.html", b'<a href="/News/News-Articles/2026/March/Gone.aspx">'

    part = only_take_downs(plan, output, fetch)
    assert part.groups["taken_down"] == names("Gone")
    assert part.groups["lost"] == part.groups["deleted"] == []
    assert [file.path for file in part.written] == [*names("New"), f"{MARCH}/index.html"]
    assert set(part.removed) == {*names("Gone"), f"{MARCH}/index.html"}


@pytest.mark.parametrize(
    "address", ["Item.aspx?id=5&x=1", "Caf%C3%A9.aspx", "A%20(1).aspx", "folder/"]
)
def test_page_that_mentions_a_take_down_goes_with_it_however_its_link_is_written(
    tmp_path: Path, address: str
) -> None:
    """The list of its month goes too, which has no other release; the home page is another."""
    item = Release("An item", url=f"'{HOST}/{MARCH}/{address}'", date="2026-03-01 10:00")
    old = Release("An old one", url=f"{HOST}/{MARCH}/Old.aspx", date="2001-03-01 10:00")
    site = new_site(tmp_path / "site", {"item.md": item, "old.md": old})
    build(request(site))
    with open_output(request(site)) as output:
        before, live = held(output), {f.path: output.read(f.path) for f in output.files.values()}
        mentioning = {path for path in live if b"An item" in live[path]}
    item.more |= {"status": "withdrawn", "explanation": "Wrong."}
    write(site / "content/item.md", item.text())
    build(request(site))
    with open_output(request(site)) as output:
        plan = make_plan(output, before, lambda: live, 0)
        assert mentioning.intersection(plan.groups["deleted"])
        part = only_take_downs(plan, output, lambda paths: ((path, live[path]) for path in paths))
        assert part.groups["taken_down"]
        assert len(mentioning) > 3
        assert mentioning <= {*part.removed}
        assert {*part.gone} | {file.path for file in part.written} >= mentioning


def test_draft_goes_though_another_release_has_its_address(tmp_path: Path) -> None:
    site = new_site(tmp_path / "site", {"down.md": release("Down"), "new.md": release("New")})
    build(request(site))
    with open_output(request(site)) as output:
        before, live = held(output), {f.path: output.read(f.path) for f in output.files.values()}
    write(site / "content/down.md", release("Down", status="draft").text())
    other = release("Down")
    other.title = "Another"
    write(site / "content/other.md", other.text())
    write(site / "content/new.md", release("New", summary="Corrected").text())
    build(request(site))
    with open_output(request(site)) as output:
        plan = make_plan(output, before, lambda: live, 0)
        assert plan.groups["taken_down"] == names("Down")
        assert plan.groups["changed"] == names("New")
        part = only_take_downs(plan, output, lambda paths: ((path, live[path]) for path in paths))
        assert {*names("Down")} <= {file.path for file in part.written} & {*part.removed}


def test_pictures_of_a_page_that_nobody_has_said_to_be_gone_stay_with_it(
    output: BuiltOutput,
) -> None:
    page, media = FileKind.PAGE, FileKind.MEDIA
    pictures = {"theirs": media, "shared": media, "nobodys": media, "edited": media}
    pictures |= {"theirs-480": FileKind.COPY, "nobodys-480": FileKind.COPY}
    before = held(output, Lost=page, Gone=page, **pictures)
    plan = make_plan(output, before, lambda: names("Lost", "Gone", *pictures), 0)
    new = next(file for file in output.files.values() if file.path == f"{MARCH}/New.aspx")
    plan.groups["changed"].append(f"{MARCH}/Edited.aspx")  # as if it showed one no more
    plan.media.append(new.path)  # as if it were a picture with other bytes
    plan.written.append(new)

    def fetch(paths: object) -> Iterator[tuple[str, bytes]]:
        of_lost = ("theirs", "theirs-480", "shared", "edited", "New")
        for path, shown in (("Lost", of_lost), ("Gone", ("shared",)), ("Edited", ("edited",))):
            if f"{MARCH}/{path}.aspx" in list(paths):  # type: ignore[call-overload]
                yield (
                    f"{MARCH}/{path}.aspx",
                    " ".join(f"/{name}" for name in names(*shown)).encode(),
                )

    part = only_take_downs(plan, output, fetch)
    assert sorted(part.media) == sorted([*names("edited", "nobodys", "shared"), new.path])
    assert part.derived == {*names("nobodys-480")}
    assert part.left_up == []  # it mentions what goes, so it goes too


def test_output_of_a_build_is_refused_for_nothing(output: BuiltOutput) -> None:
    assert [*refusals_of_output(output)] == []


def test_older_site_has_pages_deleted_with_what_they_show(output: BuiltOutput) -> None:
    before = held(output, Down=FileKind.PAGE, Lost=FileKind.PAGE)
    shown, other = "pictures/shown.png", "pictures/other.png"
    copy, index = "media/ab/shown-480.webp", "pagefind/fragment/en.pf_fragment"
    kinds = {shown: FileKind.MEDIA, other: FileKind.MEDIA, copy: FileKind.COPY}
    kinds[index] = FileKind.SEARCH
    files = {path_digest(path): HeldFile(kind, b"x" * 16) for path, kind in kinds.items()}
    before = before._replace(files={**before.files, **files})
    plan = make_plan(output, before, lambda: [*names("Down", "Lost"), *kinds], 0)
    page = f"<img src='/{shown}' srcset='/{copy} 480w'>".encode()
    part = only_deletions(plan, output, lambda paths: ((path, page) for path in paths))
    assert part.written == []
    assert part.removed == sorted([*names("Down"), shown, copy, index])
    assert part.groups["taken_down"] == names("Down")
    assert part.groups["lost"] == []
    assert part.takes_down
    none = make_plan(output, held(output, Lost=FileKind.PAGE), lambda: names("Lost"), 0)
    assert only_deletions(none, output, lambda _: ()).is_empty


def test_older_commit_is_refused_if_it_brings_something_back(
    output: BuiltOutput, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = {"b" * 40}
    monkeypatch.setattr(BuiltOutput, "is_older_than", lambda _, commit: commit in older)
    live = held(output)._replace(commit="b" * 40)
    plan = make_plan(output, EMPTY, list, 0)
    (refusal,) = refusals_of_commit(plan, output, live, "host")
    assert f"would bring back {MARCH}/New.aspx" in refusal.reason
    assert not [*refusals_of_commit(plan, output, live._replace(commit="c" * 40), "host")]
    same = make_plan(output, held(output), list, 0)
    assert not [*refusals_of_commit(same, output, live, "host")]


def test_page_that_is_down_is_back_only_with_a_newer_commit(
    output: BuiltOutput, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Than that of which the take-downs were deployed alone, if it went with those."""
    newer_than: dict[str, bool | None] = {"live": True, "part": True}
    monkeypatch.setattr(BuiltOutput, "is_older_than", lambda *_: False)
    monkeypatch.setattr(BuiltOutput, "is_newer_than", lambda _, commit: newer_than[commit])
    (path,) = names("New")
    new = path_digest(path)
    files = {digest: file for digest, file in held(output).files.items() if digest != new}
    for kind in (None, FileKind.RETIRED, FileKind.PAGE):  # as files say that are read
        there = {new: HeldFile(kind, b"x" * 16)} if kind else {}
        for by in ("", "part"):
            before = EMPTY._replace(files=files | there, commit="live", down={new.hex(): by})
            plan = make_plan(output, before, list, 0)
            assert plan.restored == [path]
            for newer_than[by or "live"] in (True, False, None):
                refusals = [*refusals_of_commit(plan, output, before, "host")]
                assert len(refusals) == (not newer_than[by or "live"])
            assert f"{path} was taken down and would be published again" in refusals[0].reason
            assert f"newer than commit {by or 'live'}," in refusals[0].reason
            newer_than |= {"live": True, "part": True}
            without_git = before._replace(commit="", down={new.hex(): ""})
            assert not [*refusals_of_commit(plan, output, without_git, "host")]


def test_older_commit_is_refused_if_it_brings_a_picture_back(
    output: BuiltOutput, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture that is not there any more, or is another by now, such as a redacted one."""
    monkeypatch.setattr(BuiltOutput, "is_older_than", lambda *_: True)
    path, media = "pictures/a.png", FileKind.MEDIA
    was = OutputFile(path, "", 1, HeldFile(media, b"x" * 16))
    monkeypatch.setattr(output, "files", {**output.files, path_digest(path): was})
    same = held(output)
    changed = HeldFile(media, b"y" * 16)
    for files in (
        {digest: file for digest, file in same.files.items() if file != was.held},
        {**same.files, path_digest(path): changed},
    ):
        plan = make_plan(output, same._replace(files=files), lambda: [path], 0)
        (refusal,) = refusals_of_commit(plan, output, same._replace(commit="b" * 40), "host")
        assert f"would bring back {path}" in refusal.reason
    listing = path_digest("index.html")
    files = {**same.files, listing: HeldFile(FileKind.LISTING, b"y" * 16)}
    plan = make_plan(output, same._replace(files=files), list, 0)
    assert plan.written
    assert not [*refusals_of_commit(plan, output, same._replace(commit="b" * 40), "host")]

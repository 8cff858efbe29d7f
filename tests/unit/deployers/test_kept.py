"""Kept releases: those with words that were taken down, and the way back."""

from pathlib import Path

import pytest

from newsgen.deployers.folder import LocalTarget
from newsgen.deployers.holding import look
from newsgen.deployers.kept import NothingKeptError, RollBack, has_words
from newsgen.deployers.manifest import FileKind, path_digest
from newsgen.deployers.output import BuiltOutput
from newsgen.deployers.shown import MovedPages, ShownPages
from newsgen.deployers.switch import CommandFailedError
from tests.support.deploying import SERVER, switched
from tests.support.site import write


def shown(output: BuiltOutput, *without: bytes) -> ShownPages:
    held = {digest: file.held for digest, file in output.files.items() if digest not in without}
    pages = frozenset(digest for digest, file in held.items() if file.kind is FileKind.PAGE)
    media = {digest: file for digest, file in held.items() if file.kind is FileKind.MEDIA}
    return ShownPages(pages, MovedPages({}), media)


def test_roll_back_needs_a_release_whose_pages_are_all_published(
    target: LocalTarget, output: BuiltOutput
) -> None:
    switched(target, output).conclude("deploy", 0)
    switched(target, output).conclude("deploy", 0)
    for kind in (FileKind.PAGE, FileKind.MEDIA):
        for gone in [d for d, f in output.files.items() if f.held.kind is kind][:1]:
            with pytest.raises(NothingKeptError, match="were taken down"):
                RollBack(target, SERVER, shown(output, gone), 1)
    with pytest.raises(NothingKeptError, match="keeps 1 earlier release "):
        RollBack(target, SERVER, shown(output), 2)
    back = RollBack(target, SERVER, shown(output), 1)
    back.stage()
    back.test()
    back.switch()
    back.conclude("rollback", 0)
    assert target.leads_to("live") == "releases/000001"
    assert target.leads_to("releases/000002/site") == "../000001/tree-1"
    assert look(target).trouble == ""


def test_roll_back_does_not_go_past_a_release_that_was_uploaded_whole(
    target: LocalTarget, output: BuiltOutput
) -> None:
    switched(target, output).conclude("deploy", 0)
    switched(target, output, upload_all=True)  # and stopped
    assert look(target).kept == ("000001",)
    with pytest.raises(NothingKeptError, match="keeps 0 earlier releases"):
        RollBack(target, SERVER, shown(output), 1)


def test_roll_back_does_not_go_to_a_release_that_is_half_deleted(
    target: LocalTarget, output: BuiltOutput
) -> None:
    switched(target, output).conclude("deploy", 0)
    switched(target, output).conclude("deploy", 0)
    target.remove(["releases/000001/tree-1"])
    with pytest.raises(NothingKeptError, match="were taken down"):
        RollBack(target, SERVER, shown(output), 1)


def test_roll_back_that_fails_changes_nothing(target: LocalTarget, output: BuiltOutput) -> None:
    switched(target, output).conclude("deploy", 0)
    switched(target, output).conclude("deploy", 0)
    back = RollBack(target, SERVER, shown(output), 1)
    write(Path(target.folder, "wrong"), b"")
    back.stage()
    with pytest.raises(CommandFailedError):
        back.test()
    back.fall_back()
    holding = look(target)
    assert (holding.live, holding.kept, holding.trouble) == ("000002", ("000001",), "")


def test_release_has_words_if_a_page_of_it_is_not_there_any_more(
    target: LocalTarget, output: BuiltOutput
) -> None:
    switched(target, output).conclude("deploy", 0)
    manifest = look(target).manifest
    assert not has_words(manifest, [manifest], output)
    assert has_words(None, [], output)
    (digest, page), *_ = ((d, f) for d, f in manifest.files.items() if f.kind is FileKind.PAGE)
    other = {**manifest.files, path_digest("gone.aspx"): page}
    assert has_words(manifest._replace(files=other), [], output)
    listing = {**manifest.files, path_digest("gone"): page._replace(kind=FileKind.LISTING)}
    assert not has_words(manifest._replace(files=listing), [], output)
    assert digest in output.files

"""What a build prints when nothing was to be done."""

from newsgen.pipeline.result import Action, Result, no_progress, unchanged_files


def test_a_build_that_kept_all_counts_every_action() -> None:
    counts = unchanged_files(7)
    assert counts == {Action.CREATE: 0, Action.UPDATE: 0, Action.KEEP: 7, Action.DELETE: 0}
    unchanged_files(9)
    assert counts[Action.KEEP] == 7


def test_two_results_share_no_counts() -> None:
    first, second = Result((), refused=True), Result((), refused=True)
    first.counts[Action.KEEP] = 1
    assert second.counts == {}


def test_no_progress_is_shown_of_anything() -> None:
    no_progress("read", 1, 2)
    no_progress("", 0, 0)

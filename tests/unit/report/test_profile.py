"""Where the time of a build went, as a table and as JSON."""

import json

import pytest

from newsgen.pipeline.profile import Profile, Stage
from newsgen.pipeline.result import Work
from newsgen.report.profile import lines, members

PROFILE = Profile(
    seconds=4.0,
    start_up=0.25,
    owner=1.5,
    started=3.0,
    stages={Stage.SCAN: 1.0, Stage.READ: 3.0},
    memory=120_000_000,
    memory_started=60_000_000,
)
NO_WORK = Work()


def text(profile: Profile, work: Work = NO_WORK) -> str:
    return "\n".join(lines(profile, work))


def test_the_table_adds_up_and_has_shares() -> None:
    shown = text(PROFILE).split("\n")
    assert shown[0] == "Where the time went: 4.00 s, and 0.25 s to start."
    assert any(line.split() == ["read", "releases", "3.000", "75%"] for line in shown)
    assert any(line.split() == ["in", "all", "4.000"] for line in shown)
    assert "Processor: 1.50 s, and 3.00 s of workers." in shown


def test_every_stage_has_words_and_no_time_is_no_error() -> None:
    shown = text(PROFILE._replace(seconds=0.0, stages=dict.fromkeys(Stage, 0.0)))
    assert shown.count("0.000    0%") == len(Stage)


def test_work_is_counted() -> None:
    assert "1 file read, 2 compared, 1,234 written; 5 rows of the cache written." in text(
        PROFILE, Work(1, 2, 1234, 5)
    )


@pytest.mark.parametrize(
    ("memory", "started", "end"),
    [
        (None, None, "of the cache written."),
        (120_000_000, None, "Memory at most: 120 MB."),
        (1_200_000_000, 60_000_000, "Memory at most: 1,200 MB, largest worker 60 MB."),
    ],
)
def test_memory_is_told_as_far_as_it_is_known(
    memory: int | None, started: int | None, end: str
) -> None:
    assert text(PROFILE._replace(memory=memory, memory_started=started)).endswith(end)


def test_json_has_all_of_it_with_plain_names() -> None:
    data = json.loads(json.dumps(members(PROFILE)))
    assert data == {
        "seconds": 4.0,
        "start_up": 0.25,
        "processor": {"owner": 1.5, "started": 3.0},
        "stages": {"scan": 1.0, "read": 3.0},
        "memory": {"owner": 120_000_000, "worker": 60_000_000},
    }

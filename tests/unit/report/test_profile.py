"""Where the time of a build went, as tables and as JSON."""

import json

import pytest

from newsgen.pipeline.profile import Memory, Profile, Slow, Stage, Task, TemplateTime
from newsgen.pipeline.result import Work
from newsgen.report.profile import lines, members

PROFILE = Profile(
    workers=2,
    seconds=4.0,
    start_up=0.25,
    owner=1.5,
    started=3.0,
    stages={Stage.SCAN: 1.0, Stage.READ: 3.0},
    tasks={Task.PARSE: 1.0, Task.RULES: 0.5, Task.RENDER: 0.5},
    rules={"telephone": 0.3, "text": 0.1},
    templates=(TemplateTime("release.html", 1000, 0.5),),
    slowest_read=(Slow("content/\u202ea.md", 0.0123),),
    slowest_rendered=(),
    memory=Memory(120_000_000, 60_000_000, 200_000_000),
)


NO_WORK = Work()


def text(profile: Profile, work: Work = NO_WORK) -> str:
    return "\n".join(lines(profile, work))


def test_each_table_adds_up_and_has_shares() -> None:
    shown = text(PROFILE).split("\n")
    assert shown[0] == "Where the time went: 4.00 s, and 0.25 s to start."
    assert any(line.split() == ["read", "releases", "3.000", "75%"] for line in shown)
    assert any(line.split() == ["in", "all", "4.000"] for line in shown)
    assert "Work of 2 workers, seconds of the processor" in shown
    assert any(line.split()[:1] == ["release.html"] and "1,000" in line for line in shown)


def test_the_time_of_rules_that_no_rule_took_is_told() -> None:
    (signs,) = [line for line in text(PROFILE).split("\n") if "looking for signs" in line]
    assert signs.split()[-2:] == ["0.100", "20%"]


def test_a_path_cannot_turn_the_table_round() -> None:
    assert "      12.3  content/<U+202E>a.md" in text(PROFILE)


def test_an_empty_table_is_left_out() -> None:
    bare = PROFILE._replace(workers=0, tasks={}, rules={}, templates=(), slowest_read=())
    shown = text(bare)
    assert "Rules" not in shown
    assert "Templates" not in shown
    assert "Slowest" not in shown
    assert "processor" not in shown


def test_work_is_counted() -> None:
    assert "1 file read, 2 compared, 1,234 written; 5 rows of the cache written." in text(
        PROFILE, Work(1, 2, 1234, 5)
    )


@pytest.mark.parametrize(
    ("memory", "words"),
    [
        (Memory(), "Memory: this system does not tell."),
        (Memory(120_000_000), "Memory at most, resident: owner 120 MB."),
        (Memory(1_200_000_000, 60_000_000), "owner 1,200 MB, largest worker 60 MB."),
        (PROFILE.memory, "pages they share counted once: 200 MB."),
    ],
)
def test_memory_is_told_as_far_as_it_is_known(memory: Memory, words: str) -> None:
    assert words in text(PROFILE._replace(memory=memory))


def test_json_has_all_of_it_with_plain_names() -> None:
    data = json.loads(json.dumps(members(PROFILE)))
    assert data["stages"] == {"scan": 1.0, "read": 3.0}
    assert data["tasks"]["rules"] == 0.5
    assert data["processor"] == {"owner": 1.5, "started": 3.0}
    assert data["templates"] == [{"name": "release.html", "pages": 1000, "seconds": 0.5}]
    assert data["slowest_read"] == [{"path": "content/\u202ea.md", "seconds": 0.0123}]
    assert data["memory"] == {"owner": 120_000_000, "worker": 60_000_000, "together": 200_000_000}
    assert set(data) == {*PROFILE._fields} - {"owner", "started"} | {"processor"}

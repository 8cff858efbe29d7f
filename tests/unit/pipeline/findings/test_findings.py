"""Findings that are kept are those that a fresh look would give."""

import random
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsgen.diagnostics import Diagnostic
from newsgen.pipeline.central import build, check
from newsgen.pipeline.ingest import SMALL, ingest
from newsgen.pipeline.result import Request, Result
from newsgen.pipeline.session import open_session
from newsgen.rules import policy
from newsgen.rules.policy import Policy
from tests.support import site as site_files
from tests.support.pictures import png

RELEASE = """\
---
title: {title}
area: Cumbria
url: https://www.cumbria.police.uk/News/News-Articles/2020/March/{name}.aspx
date: {date}
---

{body}
"""
CONFIG = """\
[areas.Cumbria]
hosts = ["www.cumbria.police.uk"]
archive = "/News/News-Articles/"
"""
NOW = datetime(2020, 4, 1, 12, tzinfo=UTC)
"""All releases are new, so a build looks for everything in them."""
LONG = (
    "Officers ask for help after a crash on Quarry Road on Friday at half past nine: "
    "two people are in hospital."
)
LINK = "[the other one](/News/News-Articles/2020/March/{}.aspx)"


def release(name: str, title: str = "", body: str = "Text.", date: str = "2020-03-05") -> str:
    return RELEASE.format(title=title or f"Release {name}", name=name, body=body, date=date)


def write(
    site: Path, name: str, *, title: str = "", body: str = "Text.", date: str = "2020-03-05"
) -> Path:
    return site_files.write(site / f"content/{name}.md", release(name, title, body, date))


def request(site: Path, *, as_of: datetime = NOW) -> Request:
    return Request(site, as_of, site / "output", site / ".newsgen", jobs=1)


def codes(result: Result) -> list[tuple[str, str]]:
    return [(d.code, d.span.path.removeprefix("content/")) for d in result.diagnostics]


def built(site: Path, *, as_of: datetime = NOW) -> list[tuple[str, str]]:
    """Build, and return what was found after a clean build has found the same."""
    result = build(request(site, as_of=as_of))
    copy = site.parent / "clean"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("output", ".newsgen"))
    clean = build(request(copy, as_of=as_of))
    assert result.diagnostics == clean.diagnostics
    assert result.refused == clean.refused
    return codes(result)


SITE = {"newsgen.toml": CONFIG} | {f"content/{name}.md": release(name) for name in "abz"}


def test_many_new_files_and_an_edit_at_once(site: Path) -> None:
    """The edit is in another batch than the first of the new files."""
    assert built(site) == []
    for number in range(SMALL):
        write(site, f"new-{number:04}")
    write(site, "z", body="Call 0800 555 11 now.")
    assert built(site) == [("NG511", "z.md")]


def test_a_text_is_repeated_and_no_more(site: Path) -> None:
    built(site)
    write(site, "c", title="Release a", date="2020-03-06")
    assert built(site) == [("NG601", "c.md")]
    write(site, "d", title="Release a", date="2020-03-07")
    assert built(site) == [("NG601", "c.md"), ("NG601", "d.md")]
    (site / "content/a.md").unlink()
    assert built(site) == [("NG601", "d.md")]


def test_texts_are_compared_again_when_one_changes(site: Path) -> None:
    write(site, "c", title="Release a", body="Another text altogether.")
    assert built(site) == []
    write(site, "a", body="Another text altogether.")
    assert built(site) == [("NG601", "c.md")]
    write(site, "c", title="Release a", body="No word of that one.")
    assert built(site) == []
    for name in "ac":
        write(site, name, title="Release a", body="Both are changed at once.")
    assert built(site) == [("NG601", "c.md")]


def test_an_edit_that_makes_no_text_the_same_leaves_the_archive_alone(site: Path) -> None:
    write(site, "c", title="Release a", body="Another text altogether.")
    assert built(site) == []
    for name, body in (("c", "A third text."), ("z", "Words that no other has.")):
        write(site, name, title="Release a" if name == "c" else "", body=body)
        with open_session(request(site)) as session:
            ingest(session)
            assert session.findings.examined("archive")
    assert built(site) == []
    write(site, "c", title="Release a", body="Text.")
    with open_session(request(site)) as session:
        ingest(session)
        assert not session.findings.examined("archive")


@pytest.mark.rotates(5)
def test_any_edits_of_texts_give_what_a_clean_build_finds(site: Path) -> None:
    chance = random.Random(601)
    texts = ["Text.", LONG, f"**{LONG.upper()}**", f"{LONG} Log 12.", f"{LONG} Log 13.", ""]
    for _ in range(25):
        for name in chance.sample("abcz", chance.randint(1, 3)):
            if name == "c" and chance.random() < 0.2:
                (site / "content/c.md").unlink(missing_ok=True)
            else:
                title = chance.choice(["One", "One", "One", "Two"])
                write(site, name, title=title, body=chance.choice(texts))
        built(site)


def test_a_link_is_dead_until_its_release_is_published(site: Path) -> None:
    before, after = datetime(2020, 3, 10, tzinfo=UTC), datetime(2020, 3, 21, tzinfo=UTC)
    write(site, "a", body=LINK.format("later"))
    assert built(site, as_of=before) == [("NG525", "a.md")]
    write(site, "later", date="2020-03-20")
    assert built(site, as_of=before) == [("NG529", "a.md")]
    assert built(site, as_of=after) == []
    assert built(site, as_of=before) == [("NG529", "a.md")], "a build of an earlier time"


def test_a_place_in_another_release_is_looked_for_again(site: Path) -> None:
    write(site, "a", body=LINK.format("b").replace(".aspx", ".aspx#end"))
    assert built(site) == [("NG526", "a.md")]
    write(site, "b", body="## The end {#end}\n\nText.")
    assert built(site) == []
    write(site, "b", body="## The end\n\nText.")
    assert built(site) == [("NG526", "a.md")]


def test_what_is_accepted_is_judged_with_the_archive(site: Path) -> None:
    file = write(site, "c", title="Release a", date="2020-03-06")
    accepted = "accept: [{code: repeated-title, reason: Both are right.}]\narea:"
    file.write_text(file.read_text().replace("area:", accepted))
    assert built(site) == []
    write(site, "a", title="Another title")
    assert built(site) == [("NG602", "c.md")], "there is nothing to accept any more"


def test_the_baseline_and_the_rules_judge_all_anew(site: Path) -> None:
    write(site, "a", body="Call 0800 555 11 now.")
    write(site, "c", title="Release b", date="2020-03-06")
    assert built(site) == [("NG511", "a.md"), ("NG601", "c.md")]
    (site / "newsgen.toml").write_text(f'{CONFIG}\n[rules.severity]\nNG601 = "off"\n')
    assert built(site) == [("NG511", "a.md")]
    everything = check(Request(site, NOW, site / "output", site / ".newsgen", 1, all_findings=True))
    policy.save_baseline(site, policy.baseline_of(everything.diagnostics))
    assert built(site) == []
    (site / policy.BASELINE_FILE).unlink()
    assert built(site) == [("NG511", "a.md")]


def test_a_file_that_a_release_uses_comes_and_goes(site: Path) -> None:
    write(site, "a", body="![A map](map.png)")
    assert built(site) == [("NG501", "a.md")]
    (site / "content/map.png").write_bytes(png(3, 2))
    assert built(site) == []
    (site / "content/map.png").unlink()
    assert built(site) == [("NG501", "a.md")]


def test_a_text_looks_like_a_release_and_then_it_does_not(site: Path) -> None:
    """What is said of another file that would have the same name is another thing then, too."""
    site_files.write(site / "content/n.txt", "Notes.\n")
    site_files.write(site / "content/n.markdown", release("n"))
    assert built(site) == [("NG109", "n.markdown")]
    site_files.write(site / "content/n.txt", release("n"))
    assert built(site) == [("NG109", "n.markdown"), ("NG109", "n.txt")]
    site_files.write(site / "content/n.txt", "More notes.\n")
    assert built(site) == [("NG109", "n.markdown")]


def test_what_is_known_of_a_removed_release_goes_with_it(site: Path) -> None:
    write(site, "zebulon", title="Release a", date="2020-03-06")
    write(site, "d", title="Release a", date="2020-03-07")
    assert built(site) == [("NG601", "d.md"), ("NG601", "zebulon.md")]
    (site / "content/zebulon.md").unlink()
    assert built(site) == [("NG601", "d.md")]
    cache = b"".join(f.read_bytes() for f in (site / ".newsgen").rglob("*") if f.is_file())
    assert b"zebulon" not in cache


def test_a_folder_in_another_case_comes_and_goes_as_in_a_clean_build(site: Path) -> None:
    for name in ("one", "two"):
        write(site, name)
    other = write(site, "three")
    assert built(site) == []
    text = other.read_text(encoding="utf-8")
    site_files.write(other, text.replace("/News-Articles/", "/news-articles/"))
    assert built(site) == [("NG417", "three.md")]
    write(site, "two").write_text(release("two").replace("/News-", "/NEWS-"), encoding="utf-8")
    write(site, "four")
    assert built(site) == [("NG417", "three.md"), ("NG417", "two.md")]
    site_files.write(other, text)
    write(site, "two")
    assert built(site) == []


def test_a_release_that_moves_has_only_those_judged_again_that_others_make_wrong(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = "He is 800\u200b555."
    for name in ("a", "b", "c"):
        write(site, name, title="The same title" if name != "c" else "", body=f"{wrong} {name}")
    everything = built(site)
    judged: list[str] = []
    judge = Policy.judge

    def noted(policy: Policy, given: Sequence[Diagnostic], *rest: Any) -> Iterator[Diagnostic]:
        judged.extend(d.span.path for d in given)
        return judge(policy, given, *rest)

    monkeypatch.setattr(Policy, "judge", noted)
    text = release("a", "The same title", f"{wrong} a")
    site_files.write(site / "content/a.md", text.replace("---\n", "---\nkind: news\n", 1))
    again = check(request(site))
    assert "content/c.md" not in judged
    assert "content/a.md" in judged
    assert codes(again) == everything == built(site)


def test_a_first_check_judges_as_one_of_what_is_kept(site: Path) -> None:
    rules = '[rules]\nstrict_since = 2020-03-10\nseverity = {NG524 = "error", NG528 = "off"}\n'
    (site / "newsgen.toml").write_text(CONFIG + rules)
    wrong = "[here](https://a.example) and “this\n\nHe is 800\u200b555."
    write(site, "a", body=wrong)
    write(site, "b", body=wrong, date="2020-03-11")
    accept = "accept: [{code: NG519, reason: Known.}, {code: NG533, reason: Known.}]\n"
    accepted = release("c", body=wrong).replace("---\n\n", f"{accept}---\n\n", 1)
    site_files.write(site / "content/c.md", accepted)
    site_files.write(site / "content/d.md", "---\ntitle: [\n---\n")
    site_files.write(site / "content/e.md", b"caf\xe9")
    first = check(request(site))
    with open_session(request(site)) as session:
        session.findings.forget()
    again = check(request(site))
    assert again.work
    assert again.work.files_read == 0
    assert list(first.diagnostics) == list(again.diagnostics)
    assert {"NG524", "NG519", "NG602"} <= {code for code, _ in codes(first)}
    assert len({d.severity for d in first.diagnostics}) == 2


def test_a_list_of_a_theme_is_reported_in_its_theme(site: Path) -> None:
    theme = '[theme]\ntitle = "Own"\nextends = "plain"\n[lists.{0}]\non = ["{0}.md"]\n'
    (site / "newsgen.toml").write_text(f'[site]\ntheme = "own"\n{CONFIG}')
    site_files.write(site / "themes/older/theme.toml", theme.format("b"))
    site_files.write(
        site / "themes/own/theme.toml", theme.format("a").replace('"plain"', '"older"')
    )
    places = [(d.span.path, d.span.line) for d in check(request(site)).diagnostics]
    assert places == [("themes/older/theme.toml", 5), ("themes/own/theme.toml", 5)]

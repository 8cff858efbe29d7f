"""A build refuses what a check finds, and looks for the same whatever was done before."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from hypothesis import Phase, example, given, strategies as st

from newsgen.codes import CODES, Severity
from newsgen.diagnostics import Diagnostic
from newsgen.pipeline.central import build, check, examine
from newsgen.pipeline.result import Request
from newsgen.pipeline.session import open_session
from newsgen.rules.policy import NEW, Baseline, baseline_of, save_baseline
from newsgen.rules.release import RULES
from tests.cases.test_precision import TABLE, text_of
from tests.support.draws import draws
from tests.support.manuscripts import URL
from tests.support.site import CONFIG, write

OLD, NEW_ONCE = date(2012, 5, 3), date(2026, 1, 20)
DAYS: Final = {"old": OLD, "new": NEW_ONCE, "pages": None}
TIMES: Final = [
    datetime(2026, 1, 20, tzinfo=UTC),
    datetime(2026, 3, 15, 12, tzinfo=UTC),
    datetime.combine(NEW_ONCE, datetime.min.time(), UTC) + NEW,
    datetime.combine(NEW_ONCE, datetime.min.time(), UTC) + NEW + timedelta(days=1),
    datetime(2027, 1, 1, tzinfo=UTC),
]
STRICT: Final = [None, date(2012, 5, 3), date(2012, 5, 4), date(2026, 3, 1), date(2030, 1, 1)]
FORMS: Final = {
    name: row
    for name, row in TABLE.items()
    if name in CODES
    and not {"shape", "dated"} & row.keys()
    and URL in text_of(name, row["wrong"][0])  # else an old one and a new one share an address
}
COPIES: Final = ("copy-1", "copy-2")
"""Two files of each day with one text."""
FILES: Final = [f"{day}/{name}.md" for day in ("old", "new") for name in (*FORMS, *COPIES)]
LINK: Final = "link"
"""A file with what a rule over the archive finds."""
COPIED: Final = (
    "Officers are appealing for witnesses to a robbery in Saltmere last night: a man ran off with "
    "a bag and a coat. He was last seen on Quay Street, and has not been found. Call 101."
)
WARNINGS: Final = sorted(code.id for code in CODES.values() if code.severity is Severity.WARNING)


def text_at(day: date, name: str) -> str:
    """Write a release of a day with the first words that a rule should report."""
    written = text_of(name, FORMS[name]["wrong"][0])
    url = f"https://www.northshire.police.example/newsroom/{day:%Y/%B}/{name}.aspx"
    head, rest = written.replace(URL, url).split("\n", 1)
    return f"{head}\n{rest}" if "\ndate:" in written else f"{head}\ndate: {day}\n{rest}"


def copy_of(day: date, name: str) -> str:
    head = f"---\ntitle: A copy\narea: Northshire\ndate: {day}\n"
    url = f"https://www.northshire.police.example/newsroom/{day}/{name}.aspx"
    return f"{head}url: {url}\n---\n\n{COPIED}\n"


def make_site(site: Path) -> None:
    for folder, day in DAYS.items():
        for name in FORMS if day else ():
            assert day
            write(site / f"content/{folder}/{name}.md", text_at(day, name))
        for name in COPIES if day else ():
            assert day
            write(site / f"content/{folder}/{name}.md", copy_of(day, name))
    write(
        site / f"content/old/{LINK}.md",
        f"---\ntitle: A link\narea: Northshire\ndate: {OLD}\n---\n\nThe [plan](/files/plan.pdf).\n",
    )
    for name in list(FORMS)[::9]:
        written = text_of(name, FORMS[name]["wrong"][0])
        head = written.split("\n", 1)[1].replace(URL, f"/about/{name}/")
        write(site / f"content/pages/{name}.md", f"---\ntype: page\n{head}")


@dataclass(frozen=True)
class Policy:
    """`[rules]`, and what a release accepts."""

    strict_since: date | None = None
    severity: tuple[tuple[str, str], ...] = ()
    off: tuple[tuple[str, str], ...] = ()
    accepted: tuple[tuple[str, str], ...] = ()

    def write(self, site: Path) -> None:
        lines = ["", "[rules]"]
        if self.strict_since:
            lines.append(f"strict_since = {self.strict_since}")
        lines += ["[rules.severity]", *(f'{code} = "{level}"' for code, level in self.severity)]
        lines += ["[rules.per_path]", *(f'"{path}" = ["{code}"]' for path, code in self.off)]
        write(site / "newsgen.toml", CONFIG + "\n".join(lines) + "\n")
        accepted = dict(self.accepted)
        for path in FILES:
            file = site / "content" / path
            text = file.read_text(encoding="utf-8").split("\naccept:")
            plain = text[0] + ("\n" + text[1].split("\n", 1)[1] if text[1:] else "")
            if path in accepted:
                entry = f"accept: [{{code: {accepted[path]}, reason: It is right.}}]"
                plain = plain.replace("---\n", f"---\n{entry}\n", 1)
            if "\n".join(text) != plain:
                write(file, plain)


def request(site: Path, at: datetime, *, cached: bool, fail_on: Severity) -> Request:
    cache = site / ".newsgen" if cached else None
    return Request(site, as_of=at, output=site / "output", cache=cache, jobs=1, fail_on=fail_on)


def looked_at(
    site: Path, at: datetime, *, cached: bool, fail_on: Severity = Severity.ERROR
) -> list[Diagnostic]:
    """Return what a build reports before it writes anything."""
    with open_session(request(site, at, cached=cached, fail_on=fail_on)) as session:
        examine(session)
        return list(session.findings.reported())


def checked(site: Path, at: datetime, *, cached: bool) -> list[Diagnostic]:
    return list(check(request(site, at, cached=cached, fail_on=Severity.ERROR)).diagnostics)


def errors(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    return [d for d in diagnostics if d.severity is Severity.ERROR]


def is_new(diagnostic: Diagnostic, at: datetime, strict: date | None) -> bool:
    since = strict or at.date() - NEW
    day = DAYS.get(diagnostic.span.path.split("/")[1])
    return day is None or day >= since


def compare(site: Path, at: datetime, policy: Policy) -> Iterator[str]:
    """Yield how a build with a cache differs from one without, and both from a check."""
    full = checked(site, at, cached=False)
    clean = looked_at(site, at, cached=False)
    if looked_at(site, at, cached=True) != clean:
        yield "the cache decides what is reported"
    if errors(clean) != errors(full):
        yield f"errors differ: {set(errors(clean)) ^ set(errors(full))}"
    new = [
        d for d in full if is_new(d, at, policy.strict_since) or d.span.path.endswith(f"/{LINK}.md")
    ]
    if not set(new) <= set(clean) <= set(full):
        yield f"warnings differ: {set(new) - set(clean)}, {set(clean) - set(full)}"
    of_rules = {d.code for d in clean if d not in new and d not in errors(full)} & RULES.codes
    if of_rules - {"NG501"}:  # which a rule over the archive finds too
        yield f"old releases are looked at for {of_rules}"
    if looked_at(site, at, cached=False, fail_on=Severity.WARNING) != full:
        yield "--fail-on warning looks for less than a check"


levels = st.sampled_from(["error", "warning", "off"])
policies = st.builds(
    Policy,
    st.sampled_from(STRICT),
    st.dictionaries(st.sampled_from(WARNINGS), levels, max_size=3).map(lambda d: (*d.items(),)),
    st.dictionaries(
        st.sampled_from(["old", "old/*", "**/NG5*.md"]), st.sampled_from(WARNINGS), max_size=1
    ).map(lambda d: (*d.items(),)),
    st.dictionaries(st.sampled_from(FILES), st.sampled_from(WARNINGS), max_size=3).map(
        lambda d: (*d.items(),)
    ),
)
steps = st.tuples(
    policies, st.sampled_from(TIMES), st.sampled_from(["", "check", "warning", "baseline"])
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("looked") / "site"
    make_site(site)
    return site


RAISED: Final = Policy(severity=tuple((name, "error") for name in list(FORMS)[:3]))
UNUSED: Final = Policy(severity=(("NG602", "error"),), accepted=((FILES[0], next(iter(FORMS))),))
COPY: Final = Policy(accepted=((f"old/{COPIES[1]}.md", "NG601"),))


@example(
    [(Policy(), TIMES[-1], ""), (Policy(), TIMES[1], ""), (Policy(date(2012, 5, 3)), TIMES[1], "")]
)
@example([(Policy(), TIMES[1], ""), (RAISED, TIMES[1], ""), (Policy(), TIMES[1], "check")])
@example([(replace(UNUSED, severity=()), TIMES[1], ""), (UNUSED, TIMES[1], "")])
@example([(COPY, TIMES[1], ""), (replace(COPY, severity=UNUSED.severity), TIMES[1], "")])
@example([(replace(COPY, severity=(("NG601", "error"),)), TIMES[-1], "")])
@draws(30, phases=[Phase.explicit, Phase.generate])
@given(steps=st.lists(steps, min_size=2, max_size=4))
def test_a_build_refuses_what_a_check_finds(
    site: Path, steps: list[tuple[Policy, datetime, str]]
) -> None:
    save_baseline(site, Baseline())
    shutil.rmtree(site / ".newsgen", ignore_errors=True)
    for policy, at, before in steps:
        policy.write(site)
        if before == "check":
            checked(site, at, cached=True)
        elif before == "warning":
            looked_at(site, at, cached=True, fail_on=Severity.WARNING)
        elif before == "baseline":
            save_baseline(site, baseline_of(checked(site, at, cached=True)[::2]))
        assert list(compare(site, at, policy)) == []


def test_each_code_that_is_raised_is_looked_for(site: Path) -> None:
    shutil.rmtree(site / ".newsgen", ignore_errors=True)
    at = TIMES[-1]
    wrong: list[Diagnostic] = []
    for first in range(10):
        Policy(severity=tuple((code, "error") for code in WARNINGS[first::10])).write(site)
        full, built = checked(site, at, cached=False), looked_at(site, at, cached=True)
        wrong += set(errors(full)) ^ set(errors(built))
    assert wrong == []


def test_copies_are_looked_for_among_new_releases(site: Path) -> None:
    Policy().write(site)
    for at, copies in ((TIMES[1], ["new"]), (TIMES[-1], [])):
        built = looked_at(site, at, cached=False)
        repeated = [d.span.path.split("/")[1] for d in built if d.code == "NG601"]
        assert sorted(set(repeated)) == copies
    full = [d.span.path for d in checked(site, TIMES[1], cached=False) if d.code == "NG601"]
    assert {path.split("/")[1] for path in full} == {"old", "new"}


@pytest.mark.parametrize(
    ("before", "at", "fail_on"),
    [
        ("check", TIMES[1], Severity.ERROR),
        ("build", TIMES[2], Severity.ERROR),
        ("build", TIMES[3], Severity.ERROR),
        ("build", TIMES[1], Severity.WARNING),
    ],
)
def test_a_build_without_a_change_reports_what_a_clean_one_does(
    tmp_path: Path, before: str, at: datetime, fail_on: Severity
) -> None:
    write(tmp_path / "newsgen.toml", CONFIG)
    for day in (OLD, NEW_ONCE):
        for name in COPIES:
            write(tmp_path / f"content/{day}-{name}.md", copy_of(day, name))
    errors_only = request(tmp_path, TIMES[1], cached=True, fail_on=Severity.ERROR)
    build(errors_only)
    if before == "check":
        check(errors_only)
    again, clean = (
        build(request(tmp_path, at, cached=cached, fail_on=fail_on)) for cached in (True, False)
    )
    assert (again.refused, again.diagnostics) == (clean.refused, clean.diagnostics)


def test_an_unused_acceptance_is_an_error_only_where_all_was_looked_for(site: Path) -> None:
    accepted = (FILES[0], "NG527"), (FILES[1], FILES[1].partition("/")[2][:5])
    Policy(severity=(("NG602", "error"),), accepted=accepted).write(site)
    built = looked_at(site, TIMES[1], cached=True)
    assert [d.code for d in errors(built) if d.span.path.endswith(FILES[0])] == ["NG602"]
    assert errors(built) == errors(checked(site, TIMES[1], cached=False))

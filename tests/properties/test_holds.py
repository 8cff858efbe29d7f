"""A hold fails closed: no slip in a key or a value lets out a release that was to be held.

The model of what is held, and of what other systems call it, is written here and looks at none of
newsgen's own lists.
"""

import json
import random
import re
import string
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, strategies as st

from newsgen.codes import Severity
from newsgen.config.load import parse as parse_config
from newsgen.content.scan import decode
from newsgen.files import Stamp
from newsgen.pipeline._examine import Examiner
from newsgen.pipeline._reading import Opened, Reader
from newsgen.pipeline.central import build, check
from newsgen.pipeline.result import Request
from newsgen.rules.policy import FOR_ALL
from tests.support.draws import draws
from tests.support.site import CONFIG

NOW: Final = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)
EXAMINER: Final = Examiner(parse_config(CONFIG), as_of=NOW)
TOGETHER: Final = 200


@dataclass(frozen=True)
class Held:
    """A release's front matter: what holds it back, and its other lines."""

    key: str
    value: str
    others: tuple[str, ...]

    def text(self, number: int, lines: list[str]) -> str:
        url = f"https://www.cumbria.police.uk/news/2026/March/held-{number}.aspx"
        top = ["title: Witness appeal", "area: Cumbria", f"url: {url}", *self.others]
        return "\n".join(["```yaml", *top, *lines, "```", "", f"Words of release {number}.", ""])


DATED: Final = ("date: 2026-03-05 09:00",)
HELD: Final = (
    *(Held("embargo", f"2026-{month:02d}-14T10:00+00:00", DATED) for month in (3, 11, 12)),
    *(Held("embargo", f"2027-{month:02d}-01T10:00+01:00", DATED) for month in range(4, 11)),
    *(Held("status", word, DATED) for word in ("draft", "Draft", "gone")),
    Held("status", "withdrawn", (*DATED, "explanation: It is no longer needed.")),
    *(Held("date", f"2026-03-{day} 09:00", ()) for day in range(11, 31)),
    *(Held("date", f"{day} March 2026", ()) for day in range(11, 31)),
    *(
        Held("expires", f"2026-03-0{day}T10:00+00:00", ("date: 2026-03-01",))
        for day in range(2, 10)
    ),
)
"""Of March 2026, so that their addresses alone do not hold them."""

TIMES_ELSEWHERE: Final = (
    "embargo_until", "embargoedUntil", "embargo-date", "hold_until", "not_before", "release_at",
    "release_date", "publish_at", "publishDate", "publish_on", "publication_date", "pubDate",
    "date_published", "go_live", "live_from", "valid_from", "visible_from", "available_from",
    "scheduled_for", "publish_up", "start_publish", "PublishingStartDate", "published_at",
    "post_date",
)  # fmt: skip
ENDS_ELSEWHERE: Final = (
    "expiry", "expiryDate", "expire_date", "expiration_date", "expires_at", "unpublish_on",
    "unpublish_at", "publish_down", "stop_publish", "PublishingExpirationDate", "valid_until",
    "visible_until", "takedown", "remove_on", "delete_after", "available_until",
)  # fmt: skip
WORDS_ELSEWHERE: Final = (
    "draft: true", "draft: yes", "is_draft: 1", "private: yes", "hidden: true", "unlisted: on",
    "hold: yes", "published: false", "published: no", "state: draft", "visibility: private",
    "pubstatus: withheld", "publish_status: pending", "workflow_state: review", "Draft: True",
    "post-status: future", "internal: true", "embargoed: true", "do_not_publish: true",
    "visible: false", "live: no", "approved: no", "withdrawn: true", "removed: yes",
)  # fmt: skip
GROUPS: Final = ("og", "article", "publish", "meta", "options", "incident", "a.b", "twitter")
OTHER_MEANINGS: Final = frozenset(
    {"express", "states", "state", "stats", "statue", "status", "dates", "data", "day", "created"}
)
"""Slips that are other words; a state, which other systems have, is among the words above."""

Mangle = Callable[[random.Random, Held], list[str]]


def spelling(r: random.Random, held: Held) -> list[str]:
    name = held.key
    for _ in range(r.randint(1, 2 if len(name) >= 7 else 1)):
        name = slip(r, name)
    if name == held.key or name in OTHER_MEANINGS or not name.strip():
        return []
    return [f"{name}: {held.value}"]


def slip(r: random.Random, name: str) -> str:
    at, letter = r.randrange(len(name)), r.choice(string.ascii_lowercase)
    return r.choice(
        (
            name[:at] + letter + name[at:],
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at + 1 :],
            name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :] if at else name,
        )
    )


def letter_case(r: random.Random, held: Held) -> list[str]:
    name = "".join(r.choice((c.upper(), c)) for c in held.key)
    return [f"{name}: {held.value}"]


def nesting(r: random.Random, held: Held) -> list[str]:
    group = r.choice(GROUPS)
    if r.random() < 0.3:
        return [f"{group}:", f"  - {held.key}: {held.value}"]
    above, indent = [], ""
    for name in group.split("."):
        above.append(f"{indent}{name}:")
        indent += "  "
    return [*above, f"{indent}{held.key}: {held.value}"]


def separators(r: random.Random, held: Held) -> list[str]:
    key, value, at = held.key, held.value, r.randrange(1, len(held.key))
    return [
        r.choice(
            (
                f"{key[:at]}{r.choice('_- .')}{key[at:]}: {value}",
                f"{r.choice('_-')}{key}: {value}",
                f"{key}{r.choice('_- :')}: {value}",
                f"{key} {value}",
                f"{key}={value}",
                f"{key} = {value}",
                f"{key}:{value}",
                f"{key}\uff1a {value}",
                f"{key}; {value}",
                f"{key}:\u00a0{value}",
                f"'{key} ': {value}",
                f"{key}:: {value}",
            )
        )
    ]


def another_system(r: random.Random, held: Held) -> list[str]:
    if held.key == "status":
        return [r.choice(WORDS_ELSEWHERE)]
    names = ENDS_ELSEWHERE if held.key == "expires" else TIMES_ELSEWHERE
    return [f"{r.choice(names)}: {held.value}"]


def value(r: random.Random, held: Held) -> list[str]:
    bad = ["", "''", '" "', "~", "null", "soon", "Friday", "TBC", "[x]", "{a: b}", "yes", "0", "-"]
    bad += ["31 February 2026", "2026-13-01", "25:00 1 April 2026", "2026-03-32T10:00+00:00", "?"]
    if held.key in ("embargo", "expires"):
        bad += [
            "2026-12-14T10:00",
            "2026-12-14 10:00",
            "14 December 2026",
            "2026-12-14T10:00+05:00",
        ]
        bad += ["10:00 BST 14 December 2026", "2026-12-14"]
    if held.key == "status":
        bad += ["drafft", "hold", "private", "embargoed", "true", "[draft]", "draft!"]
    return [f"{held.key}: {r.choice(bad)}"]


def order(r: random.Random, held: Held) -> list[str]:
    """Move a well-written control before or behind comments and other keys: it still holds."""
    lines = [f"{held.key}: {held.value}", "# a note", "summary: A sentence.", "tags: [a]"]
    r.shuffle(lines)
    return lines


MANGLES: Final[tuple[Mangle, ...]] = (
    spelling, letter_case, nesting, separators, another_system, value, order,
)  # fmt: skip


def mangled(r: random.Random, number: int) -> str:
    """Return the text of a held release after a slip."""
    while True:
        held = r.choice(HELD)
        if lines := r.choice(MANGLES)(r, held):
            return held.text(number, lines)


def is_let_out(number: int, text: str) -> bool:
    examined = EXAMINER.examine(text, f"a{number}.md")
    if any(d.severity is Severity.ERROR for d in examined.diagnostics):
        return False
    assert examined.entry is not None
    row = examined.entry.row
    begins = row.visible_from is not None and row.visible_from > NOW.timestamp()
    ended = row.visible_until is not None and row.visible_until <= NOW.timestamp()
    return row.state == 0 and not begins and not ended


@draws(250)
@given(st.integers(0, 2**32))
def test_no_slip_lets_a_held_release_out(seed: int) -> None:
    r = random.Random(seed)
    texts = [mangled(r, number) for number in range(TOGETHER)]
    out = [text for number, text in enumerate(texts) if is_let_out(number, text)]
    assert out == []


def test_what_check_lets_pass_a_build_holds(tmp_path: Path) -> None:
    """The same through the whole of newsgen: no page has words of a release that was held."""
    r = random.Random(26)
    (tmp_path / "newsgen.toml").write_text(CONFIG)
    files = {f"content/a{number}.md": mangled(r, number) for number in range(600)}
    (tmp_path / "content").mkdir()
    for path, text in files.items():
        (tmp_path / path).write_text(text)
    request = Request(tmp_path, as_of=NOW, output=tmp_path / "output", cache=None, jobs=1)
    refused = {d.span.path for d in check(request).diagnostics if d.severity is Severity.ERROR}
    assert 300 < len(refused) < 600
    for path in refused:
        (tmp_path / path).unlink()
    assert not build(request).refused
    files_made = (f for f in (tmp_path / "output").rglob("*") if f.is_file())
    pages = [file.read_text(errors="replace") for file in files_made]
    assert not [page for page in pages if re.search("Words of release", page)]


def test_the_model_holds_what_is_well_written_and_the_test_can_fail() -> None:
    for number, held in enumerate(HELD):
        assert not is_let_out(number, held.text(number, [f"{held.key}: {held.value}"]))
    assert is_let_out(0, replace(HELD[0], others=DATED).text(0, []))


FORMS: Final[dict[str, dict[str, list[str]]]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases/holds.toml").read_text(encoding="utf-8")
)
"""What says that a release is held, by where it stands, and what is near to that."""
STRICT: Final = Reader(
    parse_config(f"{CONFIG}[rules]\nstrict_since = 2026-01-01\n"), (), NOW, FOR_ALL
)
LENIENT: Final = Reader(parse_config(CONFIG), (), NOW, FOR_ALL)
LEAST: Final = 60


def written(where: str, form: str) -> tuple[str, str]:
    """Return the text of a release with a form at its place, and its path."""
    form, _, title = form.partition(" | ") if where == "paths" else (form, "", "")
    title = form if where == "titles" else title or "Man jailed"
    body = "\nOfficers closed the road.\n\nIt was wet.\n\nIt was dark.\n\nIt was late.\n"
    bodies = {"lines": f"\n{form}\n{body}", "last_lines": f"{body}\n{form}\n"}
    body = form if where in ("bodies", "fenced") else bodies.get(where, body)
    more = f"{form}\n" if where in ("texts", "keys") else ""
    url = "https://www.cumbria.police.uk/news/2026/March/form.aspx"
    top = f"title: {json.dumps(title)}\narea: Cumbria\nurl: {url}\ndate: 2026-03-05 09:00\n{more}"
    text = decode(f"---\n{top}---\n{body}".encode(), "a.md")
    assert isinstance(text, str)
    return text, form if where == "paths" else "a.md"


def judged(reader: Reader, text: str, path: str) -> set[tuple[str, Severity]]:
    (look,) = reader.look([Opened(path, Stamp(0, 0, 0), text=text)])
    return {(finding.code, finding.severity) for finding in look.judged}


def forms(*kinds: str) -> list[object]:
    return [
        pytest.param(where, form, id=f"{where}-{kind}-{number}")
        for where, table in FORMS.items()
        for kind in kinds
        for number, form in enumerate(table.get(kind, ()), 1)
    ]


@pytest.mark.parametrize(("where", "form"), forms("named", "held"))
def test_a_hold_that_only_words_or_a_place_say_stops_a_new_release(where: str, form: str) -> None:
    said = judged(STRICT, *written(where, form))
    assert {code for code, severity in said if severity is Severity.ERROR} & HOLDS


HOLDS: Final = frozenset({"NG204", "NG207", "NG530", "NG559"})


@pytest.mark.parametrize(("where", "form"), forms("free"))
def test_what_is_near_to_a_hold_is_not_one(where: str, form: str) -> None:
    assert not {code for code, _ in judged(STRICT, *written(where, form))} & {*HOLDS, "NG560"}


@pytest.mark.parametrize(("where", "form"), forms("reported"))
def test_a_second_front_matter_is_reported(where: str, form: str) -> None:
    said = judged(STRICT, *written(where, form))
    assert {(code, severity) for code, severity in said if code in {*HOLDS, "NG560"}} == {
        ("NG560", Severity.ERROR)
    }


@pytest.mark.parametrize(("where", "form"), forms("named", "held"))
def test_an_old_release_is_stopped_by_a_key_alone(where: str, form: str) -> None:
    said = judged(LENIENT, *written(where, form))
    is_key = where in ("keys", "bodies")
    assert (Severity.ERROR in {severity for _, severity in said}) is is_key


@pytest.mark.parametrize(
    ("where", "form", "code"),
    [
        ("titles", "Man jailed (DRAFT)", "NG530"),
        ("paths", "drafts/a.md", "NG559"),
        ("bodies", "\n---\ntags: [a]\n---\nWords.", "NG560"),
    ],
)
def test_accept_settles_one_that_no_key_says(where: str, form: str, code: str) -> None:
    text, path = written(where, form)
    accepted = text.replace("area:", f"accept: [{{code: {code}, reason: It is news.}}]\narea:", 1)
    assert code in {said for said, _ in judged(LENIENT, text, path)}
    assert not {said for said, _ in judged(LENIENT, accepted, path)} & {code, "NG602", "NG209"}


def test_there_are_many_forms() -> None:
    assert sum(len(table["held"]) for table in FORMS.values()) >= LEAST

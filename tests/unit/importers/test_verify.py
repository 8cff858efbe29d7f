"""What the built site answers at each address of its source, and what is wrong with that."""

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import pikepdf
import pytest

from newsgen.content import parse_site
from newsgen.deployers.output import open_output
from newsgen.importers.accounts import AddressFate
from newsgen.importers.capture import Capture
from newsgen.importers.order import Order
from newsgen.importers.plan import parse
from newsgen.importers.run import run
from newsgen.importers.verify import AnswerKind, BuiltSite, Verification, verify
from newsgen.pipeline.central import build
from newsgen.pipeline.result import no_progress
from tests.support.builds import request
from tests.support.pictures import saying
from tests.unit.importers.test_run import Captures

HOST: Final = "https://www.old.example"
CONFIG: Final = f"""\
[site]
base_url = "{HOST}"

[areas.Old]
hosts = ["www.old.example"]
archive = "/news/"
"""
PLAN: Final = """\
[areas.Old]
hosts = ["www.old.example"]
[releases]
addresses = ["/news/20*", "/news/{year}/*"]
[page]
title = ["h1"]
date = [".date"]
body = [".text"]
[[addresses]]
match = ["/about"]
fate = "gone"
[[addresses]]
match = ["/history"]
fate = "moved"
to = "https://www.museum.example/"
[[addresses]]
match = ["/search"]
fate = "not-a-release"
"""


def page(name: str, body: str) -> Capture:
    text = f"<h1>Title of {name}</h1><p class=date>5 March 2020</p><div class=text>{body}</div>"
    url = f"{HOST}/news/2020/{name}"
    return Capture(name, url, media_type="text/html", body=text.encode())


def pdf() -> bytes:
    file = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(file)
    return file.getvalue()


def answer(path: str, status: int, location: str = "") -> Capture:
    return Capture(path, HOST + path, status=status, location=location)


BODIES: Final = {
    "van": "<p>Officers want to hear from people who saw a van.</p>"
    '<p>See <a href="/files/plan.pdf">the plan</a>, or call 101.</p>'
    '<p><img src="/van.png" alt="A van"></p>',
    "dog": "<p>A dog was found in Fell Road, and its owner is asked to call.</p>",
    "cat": "<p>A cat was found in Fell Road, and nobody misses it.</p>",
}
SOURCE: Final = [
    *(page(name, body) for name, body in BODIES.items()),
    Capture("p", f"{HOST}/files/plan.pdf", media_type="application/pdf", body=pdf()),
    Capture("i", f"{HOST}/van.png", media_type="image/png", body=saying("van")),
    answer("/old-van", 301, "/news/2020/van"),
    answer("/News/2020/VAN", 301, "/news/2020/van"),
    answer("/about", 200),
    answer("/history", 200),
    answer("/search", 200),
    answer("/never", 404),
    answer("/was", 410),
    answer("/secret", 403),
]  # fmt: skip


@pytest.fixture(scope="module")
def imported_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("imported") / "site"
    site.mkdir()
    (site / "newsgen.toml").write_text(CONFIG, encoding="utf-8")
    run(order(site), no_progress)
    return site


@pytest.fixture
def site(imported_site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(imported_site, tmp_path / "site"))


def order(site: Path, items: list[Capture] = SOURCE, plan: str = PLAN, jobs: int = 1) -> Order:
    return Order(site, (Captures(items),), parse(plan), parse_site(CONFIG), jobs=jobs)


@contextmanager
def built(site: Path) -> Iterator[BuiltSite]:
    with open_output(request(site)) as output:
        assert output.built.current
        yield BuiltSite(output.folder, parse_site(CONFIG), output.roots, output.catalogue)


def verified(
    site: Path, items: list[Capture] = SOURCE, plan: str = PLAN, jobs: int = 1
) -> Verification:
    build(request(site))
    with built(site) as built_site:
        return verify(order(site, items, plan, jobs), built_site, no_progress)


def wrong(verification: Verification) -> dict[str, list[str]]:
    return {
        row.url.removeprefix(HOST): [name for name, _ in row.problems] for row in verification.wrong
    }


def file_of(site: Path, name: str) -> Path:
    (file,) = site.glob(f"content/**/*{name}.md")
    return file


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_site_as_it_was_imported_has_no_difference(site: Path, jobs: int) -> None:
    verification = verified(site, jobs=jobs)
    assert wrong(verification) == {}
    assert verification.is_clean
    assert verification.compared == 5
    answers = {row.url.removeprefix(HOST): (row.fate, row.answer) for row in verification.rows}
    assert answers == {
        "/news/2020/van": (AddressFate.IMPORTED, AnswerKind.PAGE),
        "/news/2020/dog": (AddressFate.IMPORTED, AnswerKind.PAGE),
        "/news/2020/cat": (AddressFate.IMPORTED, AnswerKind.PAGE),
        "/files/plan.pdf": (AddressFate.COPIED, AnswerKind.FILE),
        "/van.png": (AddressFate.COPIED, AnswerKind.FILE),
        "/old-van": (AddressFate.REDIRECT, AnswerKind.REDIRECT),
        "/News/2020/VAN": (AddressFate.REDIRECT, AnswerKind.REDIRECT),
        "/about": (AddressFate.GONE, AnswerKind.GONE),
        "/history": (AddressFate.REDIRECT, AnswerKind.REDIRECT),
        "/search": (AddressFate.NOT_A_RELEASE, AnswerKind.NOT_FOUND),
        "/never": (AddressFate.GONE, AnswerKind.NOT_FOUND),
        "/was": (AddressFate.GONE, AnswerKind.GONE),
    }
    assert sum(verification.table.values()) == len(answers)


EDITS: Final = {
    "a word": ("A dog was", "A frog was", ["words"]),
    "a paragraph": ("A dog was found in Fell Road, and its owner is asked to call.", "", ["words"]),
    "the title": ("Title of dog", "Something else", ["titles"]),
    "the date": ("date: 2020-03-05", "date: 2020-03-06", ["dates"]),
    "the address": ("news/2020/dog", "news/2020/frog", ["answer"]),
}


@pytest.mark.parametrize("what", EDITS)
def test_what_was_edited_since_is_a_difference(site: Path, what: str) -> None:
    old, new, problems = EDITS[what]
    file = file_of(site, "dog")
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new) or "-", encoding="utf-8")
    assert wrong(verified(site)) == {"/news/2020/dog": problems}


def test_an_edited_address_that_leads_on_is_answered(site: Path) -> None:
    file = file_of(site, "dog")
    text = file.read_text(encoding="utf-8")
    moved = text.replace("/dog\n", "/frog\nredirect_from:\n- /news/2020/dog\n")
    assert moved != text
    file.write_text(moved, encoding="utf-8")
    verification = verified(site)
    assert wrong(verification) == {}
    assert verification.table[AddressFate.IMPORTED, AnswerKind.REDIRECT] == 1


LIVES: Final = {
    "withdrawn": ("status: withdrawn\nexplanation: It was wrong.", AnswerKind.GONE),
    "expired": ("expires: 2021-01-01T10:00+00:00", AnswerKind.GONE),
    "draft": ("status: draft", AnswerKind.HELD),
    "embargo": ("embargo: 2031-01-01T10:00+00:00", AnswerKind.HELD),
}


@pytest.mark.parametrize("life", LIVES)
def test_what_was_taken_down_or_is_held_back_is_no_difference(site: Path, life: str) -> None:
    key, kind = LIVES[life]
    file = file_of(site, "cat")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("area: Old\n", f"area: Old\n{key}\n"), encoding="utf-8")
    verification = verified(site)
    assert wrong(verification) == {}
    assert verification.table[AddressFate.IMPORTED, kind] == 1


@pytest.mark.parametrize("life", LIVES)
def test_a_file_goes_with_the_only_release_that_uses_it(site: Path, life: str) -> None:
    file = file_of(site, "van")
    text = file.read_text(encoding="utf-8")
    text = text.replace("area: Old\n", f"area: Old\n{LIVES[life][0]}\n")
    file.write_text(text, encoding="utf-8")
    verification = verified(site)
    assert wrong(verification) == {}
    assert verification.table[AddressFate.COPIED, AnswerKind.NOT_FOUND] == 2


def test_what_leads_to_a_release_that_is_held_back_is_no_difference(site: Path) -> None:
    file = file_of(site, "cat")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("area: Old\n", "area: Old\nstatus: draft\n"), encoding="utf-8")
    assert wrong(verified(site, [*SOURCE, answer("/old-cat", 301, "/news/2020/cat")])) == {}


def test_what_was_deleted_is_lost_with_all_that_led_there(site: Path) -> None:
    file_of(site, "van").unlink()
    lost = wrong(verified(site))
    assert lost.keys() == {
        "/news/2020/van", "/old-van", "/News/2020/VAN", "/files/plan.pdf", "/van.png",
    }  # fmt: skip
    assert set(map(tuple, lost.values())) == {("answer",)}


def test_another_file_at_an_address_is_a_difference(site: Path) -> None:
    (site / "content/van.png").write_bytes(saying("dog"))
    assert wrong(verified(site)) == {"/van.png": ["answer"]}


def test_an_address_that_leads_to_another_page_is_a_difference(site: Path) -> None:
    for name, old, new in (
        ("van", "redirect_from:\n- /old-van\n", ""),
        ("dog", "area:", "redirect_from: /old-van\narea:"),
    ):
        file = file_of(site, name)
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
    assert wrong(verified(site)) == {"/old-van": ["answer"]}


def test_what_is_gone_private_or_unexplained_may_not_be_or_must_be_there(site: Path) -> None:
    items = [
        *(each for each in SOURCE if each.origin not in ("dog", "cat")),
        answer("/news/2020/dog", 404),
        answer("/news/2020/cat", 403),
        answer("/nobody", 500),
        answer("/news/", 500),
        Capture("a.warc, record 9", trouble="damaged"),
    ]
    verification = verified(site, items)
    assert wrong(verification) == {"/news/2020/dog": ["answer"], "/nobody": ["unexplained"]}
    assert verification.revealed == 1
    assert verification.unread == [("a.warc, record 9", "damaged")]
    accept = '[[accept]]\nproblem = "{}"\nmatch = ["{}"]\nreason = "Known."\n'.format
    plan = PLAN + accept("unexplained", "/nobody") + accept("answer", "/news/2020/dog")
    verification = verified(site, items, plan + accept("unread", "a.warc, *"))
    assert (wrong(verification), verification.unread) == ({}, [])
    assert len(verification.accepted) == 3
    assert not verification.is_clean  # nothing accepts what must not be seen


def test_a_host_that_the_site_does_not_have_is_not_answered(site: Path) -> None:
    plan = PLAN.replace('"www.old.example"', '"www.old.example", "old.example"')
    other = replace(page("fox", "<p>A fox.</p>"), url="https://old.example/news/2020/fox")
    verification = verified(site, [*SOURCE, other], plan)
    (row,) = verification.wrong
    assert row.url == other.url
    assert row.problems[0][1].endswith("the site has no host old.example")


def test_a_page_that_cannot_be_read_is_told_of(site: Path) -> None:
    build(request(site))
    with built(site) as built_site:
        other = replace(built_site, folder=site / "nowhere")
        verification = verify(order(site), other, no_progress)
    assert wrong(verification) == {f"/news/2020/{name}": ["unread"] for name in BODIES}


def test_an_address_that_only_a_list_has_must_be_answered_too(site: Path) -> None:
    listed = [
        Capture(path, HOST + path, status=status, is_listed=True)
        for path, status in (
            ("/news/", 200), ("/news/2020/dog?share=x", 200), ("/feed.atom", 200),
            ("/lost", 200), ("/never", 404),
        )
    ]  # fmt: skip
    verification = verified(site, [*SOURCE, *listed])
    assert wrong(verification) == {"/lost": ["unexplained"]}
    answers = {row.url.removeprefix(HOST): row.answer for row in verification.rows}
    assert answers["/news/"] is answers["/news/2020/dog?share=x"] is AnswerKind.PAGE

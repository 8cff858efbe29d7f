"""Old addresses: where they lead, where they start, and what was removed permanently."""

from collections.abc import Iterable

from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.release import Redirect, Release, Status
from newsgen.model.tombstones import Tombstone, Tombstones
from newsgen.model.urls import parse_url
from newsgen.rules.addresses import check_redirects, check_removed, check_waiting
from newsgen.store.tables import TombstoneRow
from tests.support.catalogue import HOST, Archive, indexed, redirect, release

SITE = f"https://{HOST}"
PAGES: dict[str, set[str]] = {"": {"index.html", "news/index.html"}}
FILES: dict[str, set[str]] = {"": {"files/plan.pdf"}}


def moved(source: str, *redirects: Redirect, root: str = "") -> object:
    return indexed(release(source), redirects=redirects, root=root)


def found(archive: Archive) -> list[Diagnostic]:
    return sorted(
        check_redirects(archive.at(any_time=True), PAGES, FILES),
        key=lambda d: (d.code, d.span.path),
    )


def codes(findings: Iterable[Diagnostic]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_redirect_to_its_release_is_right(archive: Archive) -> None:
    new = release("new")
    archive.put(indexed(new, redirects=[redirect(f"{SITE}/old", new)]))
    assert found(archive) == []


def test_a_redirect_may_lead_to_a_file(archive: Archive) -> None:
    for number, name in enumerate(("plan.pdf", "other.pdf")):
        end = release(
            name, url=f"{SITE}/files/{name}", href=f"/files/{name}", path=f"files/{name}/index.html"
        )
        archive.put(indexed(release(f"r{number}"), redirects=[redirect(f"{SITE}/{number}", end)]))
    assert [finding.span.path for finding in found(archive)] == ["content/r1.md"]


def test_an_address_that_is_gone_needs_no_page(archive: Archive) -> None:
    archive.put(indexed(release("new"), redirects=[redirect(f"{SITE}/old")]))
    assert found(archive) == []


def test_two_lines_on_one_address_name_each_other(archive: Archive) -> None:
    a, b = release("a"), release("b")
    archive.put(
        indexed(a, redirects=[redirect(f"{SITE}/old", a)]),
        indexed(b, redirects=[redirect(f"{SITE}/OLD/", b, line=5)]),
    )
    (finding,) = found(archive)
    assert finding.code == "NG424"
    assert {finding.span.path, finding.related[0].span.path} == {"content/a.md", "content/b.md"}


def test_a_redirect_starts_where_no_release_is(archive: Archive) -> None:
    a = release("a")
    archive.put(indexed(a, redirects=[redirect(f"{SITE}/NEWS/B", a)]), release("b"))
    (finding,) = found(archive)
    assert (finding.code, finding.related[0].span.path) == ("NG423", "content/b.md")


def test_of_two_lines_on_the_address_of_a_page_each_is_told_of_both(archive: Archive) -> None:
    a, b, c = release("a"), release("b"), release("c")
    for url in (f"{SITE}/news/page", f"{SITE}/news/"):
        archive.put(
            *(indexed(each, redirects=[redirect(url, each)]) for each in (a, b, c)),
            release("page", path="news/page/index.html"),
        )
        findings = codes(found(archive))
        assert findings == ["NG423"] * 3 + ["NG424"] * 2


def test_a_redirect_starts_neither_above_nor_below_a_release(archive: Archive) -> None:
    a, page = release("a"), release("p", path="news/page.aspx", url=f"{SITE}/news/page.aspx")
    below = redirect(f"{SITE}/news/page.aspx/x", a)
    archive.put(indexed(a, redirects=[below]), page)
    assert codes(found(archive)) == ["NG423"]


def test_a_redirect_starts_where_newsgen_writes_no_page(archive: Archive) -> None:
    a = release("a")
    archive.put(indexed(a, redirects=[redirect(f"{SITE}/news/", a)]))
    (finding,) = found(archive)
    assert finding.code == "NG423"
    assert finding.related == ()


def test_a_chain_names_its_end(archive: Archive) -> None:
    end = release("end")
    hop = release("hop", url=f"{SITE}/hop", href="/hop", path="hop/index.html")
    archive.put(
        indexed(end, redirects=[redirect(f"{SITE}/hop", end)]),
        indexed(release("first"), redirects=[redirect(f"{SITE}/start", hop)]),
    )
    (finding,) = found(archive)
    assert (finding.code, finding.hint) == ("NG421", f"Let it lead straight to {SITE}/news/end.")


def at(path: str) -> Release:
    """Return what a redirect leads to at an address without a release."""
    return release(path, url=f"{SITE}/{path}", href=f"/{path}", path=f"{path}/index.html")


def test_a_loop_is_told_of_each_of_its_addresses(archive: Archive) -> None:
    there, back = redirect(f"{SITE}/x", at("y")), redirect(f"{SITE}/y", at("X"), line=5)
    archive.put(indexed(release("a"), redirects=[there, back]))
    findings = found(archive)
    assert codes(findings) == ["NG422", "NG422"]
    assert {finding.span.line for finding in findings} == {4, 5}


def test_what_leads_into_a_loop_is_not_one_and_the_search_ends(archive: Archive) -> None:
    chain = [
        redirect(f"{SITE}/{a}", at(b), line=n)
        for n, (a, b) in enumerate([("w", "x"), ("x", "y"), ("y", "x")])
    ]
    archive.put(indexed(release("a"), redirects=chain))
    assert {finding.span.line for finding in found(archive)} == {1, 2}


def test_an_address_without_a_page_is_an_error_only_in_the_archive(archive: Archive) -> None:
    archive.put(
        indexed(
            release("a"),
            redirects=[
                redirect(f"{SITE}/one", at("news/nowhere")),
                redirect(f"{SITE}/two", at("about-us"), line=5),
                redirect(f"{SITE}/three", release("draft"), line=6),
            ],
        ),
        release("draft", status=Status.DRAFT),
    )
    by_line = {finding.span.line: finding for finding in found(archive)}
    assert {line: finding.code for line, finding in by_line.items()} == {
        4: "NG420",
        5: "NG425",
        6: "NG420",
    }
    assert "whose release is not published" in by_line[6].message


def test_both_addresses_of_a_held_release_wait(archive: Archive) -> None:
    held, seen = release("held", "2026-03-20 09:00"), release("seen")
    archive.put(
        held,
        indexed(seen, redirects=[redirect(f"{SITE}/a", held), redirect(f"{SITE}/b", seen, line=5)]),
    )
    (finding,) = check_waiting(archive.at().addresses)
    assert (finding.code, finding.span.line) == ("NG426", 4)
    assert list(check_waiting(archive.at(any_time=True).addresses)) == []


KEY = Tombstones("ab" * 32)


def buried(archive: Archive, *paths: str) -> Tombstones:
    stones = [
        Tombstone(KEY.digest(HOST, path), "erasure", "2026-03-01", f"{SITE}/news/")
        for path in paths
    ]
    archive.at().ledger.put([], [], [TombstoneRow(s.digest, "", "/news/") for s in stones])
    return Tombstones(KEY.key, tuple(stones))


def test_a_removed_release_that_is_back_is_told_with_day_and_reason(archive: Archive) -> None:
    archive.put(release("back"), release("other"), release("Back", path="news/BACK/index.html"))
    findings = list(check_removed(archive.at(), buried(archive, "news/back/index.html"), []))
    assert [finding.span.path for finding in findings] == ["content/Back.md", "content/back.md"]
    assert {finding.message for finding in findings} == {
        "the release at this address was removed on 2026-03-01 (erasure)"
    }


def test_no_old_address_leads_from_or_to_what_was_removed(archive: Archive) -> None:
    there = release("there")
    archive.put(
        indexed(there, redirects=[redirect(f"{SITE}/news/was", there)]),
        indexed(release("x"), redirects=[redirect(f"{SITE}/old", at("news/was"), line=5)]),
    )
    findings = list(check_removed(archive.at(), buried(archive, "news/was/index.html"), []))
    assert [finding.span.line for finding in findings] == [4, 5]
    assert {finding.code for finding in findings} == {"NG432"}
    assert "put # and a space before" in (findings[0].hint or "")  # without it none deploys


def test_a_line_of_the_ledger_names_no_removed_address(archive: Archive) -> None:
    lines = [
        ("", "news/was/index.html", Span("urls.txt", 3, 1)),
        ("", "news/is/index.html", Span("urls.txt", 4, 1)),
    ]
    findings = list(check_removed(archive.at(), buried(archive, "news/was/index.html"), lines))
    assert [finding.span.line for finding in findings] == [3]


def test_without_tombstones_nothing_was_removed(archive: Archive) -> None:
    archive.put(release("back"))
    assert parse_url(f"{SITE}/news/back").host == HOST
    assert list(check_removed(archive.at(), Tombstones(), [])) == []

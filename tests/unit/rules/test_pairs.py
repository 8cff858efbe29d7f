"""The rules on pairs."""

from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

import pytest

from newsgen.config.languages import Gate
from newsgen.model.dates import Moment, Precision
from newsgen.model.release import TRANSLATION_OF, URGENT, Kind, Life, RelatedUse, Status
from newsgen.rules.pairs import check_alike, check_pairs, check_translations
from newsgen.store.entries import Indexed
from tests.support.catalogue import Archive, indexed, release

GATE = Gate("Northshire", "cy", True, (), None)


def naming(name: str, named: str, language: str = "cy", **changes: Any) -> Indexed:
    use = RelatedUse(TRANSLATION_OF, named, named, "", "", 7, 3, 9)
    what = replace(release(name, **changes), language=language)
    return indexed(what)._replace(related=(use,))


def said(archive: Archive) -> list[tuple[str, str, str]]:
    findings = check_pairs(archive.at(any_time=True).pairs)
    return [(d.code, d.span.path.removeprefix("content/"), d.message) for d in findings]


def test_a_pair_is_right_if_one_or_both_name_the_other(archive: Archive) -> None:
    archive.put(release("en"), naming("cy", "en.md"), release("alone"))
    assert said(archive) == []
    archive.put(naming("en", "cy.md", "en-GB"))
    assert said(archive) == []


@pytest.mark.parametrize(
    ("twin", "message"),
    [
        (naming("cy", "en.md", "en"), "en.md is in the same language, en"),
        (naming("cy", "en.md", area="Southshire"), "en.md is in another area, Northshire"),
    ],
)
def test_what_does_not_fit_is_an_error_with_both_places(
    archive: Archive, twin: Indexed, message: str
) -> None:
    archive.put(release("en"), twin)
    assert said(archive) == [("NG230", "cy.md", message)]
    (diagnostic,) = check_pairs(archive.at(any_time=True).pairs)
    assert [(r.span.path, r.span.line) for r in diagnostic.related] == [("content/en.md", 1)]


def test_a_page_of_no_area_is_no_half_of_a_release(archive: Archive) -> None:
    page = release("page", None, template="page.html", area="")
    archive.put(page, release("en"), naming("cy", "page.md"))
    assert said(archive) == [("NG230", "cy.md", "page.md is a page of no area")]
    archive.put(naming("page", "en.md", area="", template="page.html"), release("cy"))
    assert said(archive) == [("NG230", "page.md", "en.md is in another area, Northshire")]


def test_a_chain_is_an_error(archive: Archive) -> None:
    chain = "b.md is the translation of another release itself"
    archive.put(release("c"), naming("b", "c.md"), naming("a", "b.md", "en-GB"))
    assert said(archive) == [("NG230", "a.md", chain)]
    archive.put(naming("b", "nowhere.md"))
    assert said(archive) == [("NG230", "a.md", chain)]


def test_one_release_has_one_translation(archive: Archive) -> None:
    archive.put(release("en"), naming("a", "en.md"), naming("b", "en.md"))
    what = "en.md is the translation of content/a.md already"
    assert said(archive) == [("NG230", "b.md", what)]


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.GONE])
def test_a_take_down_warns_about_the_other_and_is_no_error(
    archive: Archive, status: Status
) -> None:
    archive.put(release("en", status=status), naming("cy", "en.md", area="Southshire"))
    what = "its translation, content/en.md, was taken down"
    assert said(archive) == [("NG233", "cy.md", what)]
    archive.put(release("cy2"), naming("en", "cy2.md", "en-GB", status=status))
    assert ("NG233", "cy2.md", what) in said(archive)


def test_another_day_of_publication_is_said_with_both(archive: Archive) -> None:
    archive.put(release("en", "2026-03-05 09:00"), naming("cy", "en.md", published="2026-03-06"))
    (diagnostic,) = check_alike(archive.at().pairs, None)
    what = "content/en.md has another day of publication, 2026-03-05 and not 2026-03-06"
    assert (diagnostic.code, diagnostic.message) == ("NG235", what)
    archive.put(release("en", None))
    (diagnostic,) = check_alike(archive.at().pairs, None)
    assert diagnostic.message == "content/en.md has no day of publication"
    archive.put(release("en", "2026-03-06 09:00"))
    assert list(check_alike(archive.at().pairs, None)) == []


def test_a_half_that_was_urgent_may_be_of_another_day(archive: Archive) -> None:
    urgent = release("en", "2026-03-05 09:00", life=Life(apart=URGENT))
    archive.put(urgent, naming("cy", "en.md", published="2026-03-06"))
    assert list(check_alike(archive.at().pairs, None)) == []


def lacking(archive: Archive, gate: Gate = GATE) -> list[tuple[str, str, str]]:
    findings = check_translations(gate, archive.at().pairs)
    return [(d.code, d.span.path.removeprefix("content/"), d.message) for d in findings]


NONE = "the release has no translation into Welsh"


def test_what_is_required_or_advised_is_missed(archive: Archive) -> None:
    archive.put(release("en"), release("both"), naming("cy", "both.md"))
    assert lacking(archive) == [("NG231", "en.md", NONE)]
    assert lacking(archive, GATE._replace(is_required=False)) == [("NG232", "en.md", NONE)]


def test_only_some_kinds_may_need_one_and_then_no_page(archive: Archive) -> None:
    page = release("page", None, template="page.html", kind=Kind.APPEAL)
    archive.put(release("news"), release("appeal", kind=Kind.APPEAL), page)
    asked = GATE._replace(kinds=(Kind.APPEAL,))
    assert [source for _, source, _ in lacking(archive, asked)] == ["appeal.md"]
    messages = {source: message for _, source, message in lacking(archive)}
    assert messages["page.md"] == "the page has no translation into Welsh"


def test_a_reason_is_enough_and_a_day_is_said(archive: Archive) -> None:
    day = Moment(datetime(2026, 4, 1, tzinfo=timezone.utc), Precision.DAY)  # noqa: UP017
    archive.put(
        release("a", life=Life(apart="third-party")),
        release("b", life=Life(apart="urgent", twin_by=day)),
    )
    assert lacking(archive) == [("NG232", "b.md", f"{NONE}; it is due on 2026-04-01")]


def test_a_draft_is_no_translation_and_what_was_taken_down_blocks_nothing(
    archive: Archive,
) -> None:
    archive.put(release("en"), naming("cy", "en.md", status=Status.DRAFT))
    assert lacking(archive) == [("NG231", "en.md", f"{NONE} that is not a draft")]
    archive.put(naming("cy", "en.md", status=Status.WITHDRAWN))
    assert lacking(archive) == []

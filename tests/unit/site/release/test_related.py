"""What the page of a release shows to read next."""

from dataclasses import replace
from typing import Any

from newsgen.model.area import Area
from newsgen.model.release import Incident, Release
from newsgen.site._release import related_to
from tests.support.catalogue import release
from tests.support.windows import month_window

AREA = Area("Northshire", "Northshire Police", "northshire", (), "/news/", "")
OTHER = Area("Westmarch", "Westmarch Police", "westmarch", (), "/west/", "")
CASE = Incident("NS-20260301-0042", "", "", "")


def named(*names: str, **changes: Any) -> list[Release]:
    return [release(name, **changes) for name in names]


def shown(what: Release, **seen: Any) -> list[str]:
    window = replace(month_window(AREA, [what], **seen), area_of={"Northshire": AREA})
    return [item.href.removeprefix("/news/") for item in related_to(what, window)]


def test_those_of_the_incident_are_the_nearest_and_newest_first() -> None:
    group = named(*"abcdefghi", incident=CASE)
    assert shown(group[4], same_incident=group) == list("hgfdcb")
    assert shown(group[0], same_incident=group) == list("dcb")
    assert shown(release("x", incident=CASE), same_incident=group) == []


def test_each_is_there_once_and_six_at_most() -> None:
    group = named(*"abc", incident=CASE)
    page = release("b", incident=CASE, tags=("fraud",))
    seen: dict[str, Any] = {"same_incident": group, "named": named(*"dac")}
    assert shown(page, **seen, tagged=named(*"cdefgh")) == list("cadefg")
    assert shown(release("x"), named=named(*"xpqrstuv")) == list("pqrstu")
    assert shown(release("x"), tagged=named("y")) == [], "it has no tags"


def test_a_release_of_another_area_has_its_name() -> None:
    page = release("x")
    others = [release("y"), release("z", area="Westmarch"), release("w", area="Far")]
    window = month_window(AREA, [page], named=others)
    window = replace(window, area_of={"Northshire": AREA, "Westmarch": OTHER})
    assert [item.area for item in related_to(page, window)] == ["", "Westmarch Police", ""]

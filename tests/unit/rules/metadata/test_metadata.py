"""Areas, titles, pictures and addresses of the front matter."""

from typing import Any

import pytest

from newsgen.config.load import parse
from newsgen.content.release import SourceReader
from newsgen.pipeline._examine import manuscript_of
from newsgen.rules import _metadata as metadata
from newsgen.rules.rule import Check
from tests.support.manuscripts import asked, fixed, read, said, source


def title_after(rule: Check, title: str, **values: Any) -> str:
    return str(read(fixed(rule, source(title=title, **values))).text("title"))


@pytest.mark.parametrize(
    ("area", "near"),
    [
        ("NORTHSHIRE", "Northshire"),
        ("Northshyre", "Northshire"),
        ("mid-wessex", "Mid Wessex"),
        ("Cumbria", ""),
    ],
)
def test_an_unknown_area_names_the_one_that_was_meant(area: str, near: str) -> None:
    manuscript = read(source(area=area), areas=("Northshire", "Mid Wessex"))
    (finding,) = metadata.unknown_area(manuscript)
    assert finding.hint == (
        f"Did you mean {near}?" if near else "Write one of these: Northshire, Mid Wessex."
    )


@pytest.mark.parametrize(
    ("area", "fixed"),
    [("mid-wessex", "Mid Wessex"), ("NORTHSHIRE", "Northshire"), ("Northshyre", "")],
)
def test_only_another_writing_of_an_area_is_fixed(area: str, fixed: str) -> None:
    manuscript = read(source(area=area), areas=("Northshire", "Mid Wessex"))
    (finding,) = metadata.unknown_area(manuscript)
    assert (finding.fix is not None) is bool(fixed)
    assert finding.hint == f"Did you mean {fixed or 'Northshire'}?"


def test_any_area_will_do_where_none_is_configured() -> None:
    assert said(metadata.unknown_area, area="Anything") == []


def test_a_long_list_of_areas_is_cut() -> None:
    areas = tuple(f"Area {n}" for n in range(45))
    (finding,) = metadata.unknown_area(read(source(area="Wessex"), areas=areas))
    assert finding.hint.endswith("Area 11 and 33 more.")


@pytest.mark.parametrize(
    ("title", "after"),
    [
        ("Wanted &ndash; man", "Wanted – man"),
        ("Man&#39;s &#x2d; bike", "Man's - bike"),
        ("&quot;Safe&quot; streets", '"Safe" streets'),
        ("A &amp;pound; sign", "A £ sign"),
        ("A&nbsp;gap", "A gap"),
        ("M&S, R&D; &nothing; &copy 5", "M&S, R&D; &nothing; &copy 5"),
        ("Null &#0; &#x110000;", "Null &#0; &#x110000;"),
    ],
)
def test_codes_become_characters(title: str, after: str) -> None:
    assert title_after(metadata.entity_in_text, title) == after


@pytest.mark.parametrize(
    ("title", "after"),
    [
        ("Road closed at Saltmere Road closed at Saltmere", "Road closed at Saltmere"),
        ("Man&#39;s bike gone Man’s bike gone", "Man’s bike gone"),
        ("Road closed again | Road closed again", "Road closed again"),
        ("New York New York", "New York New York"),
        ("Road closed at Saltmere Road closed at Kendal", None),
        ("one two three word one two three", None),
    ],
)
def test_a_title_is_said_once(title: str, after: str | None) -> None:
    assert title_after(metadata.doubled_title, title) == (after or title)


@pytest.mark.parametrize(
    ("title", "after"),
    [
        ("Witness appeal | Northshire Police", "Witness appeal"),
        ("Witness appeal | Police Northshire", "Witness appeal"),
        ("Witness appeal | The Newsroom", "Witness appeal"),
        ("Witness appeal | News | Northshire Police", "Witness appeal"),
        ("Witness appeal | CCTV | Northshire Police", "Witness appeal | CCTV"),
        ("Witness appeal | Northshire", "Witness appeal"),
        ("Witness appeal |", "Witness appeal"),
        ("Witness appeal | |", "Witness appeal"),
        ("Witness appeal - Northshire Constabulary", "Witness appeal"),
        ("Witness appeal – The Newsroom", "Witness appeal"),
        ("Witness appeal | Support Your Local Police", None),
        ("Witness appeal - Kent Police", None),
        ("Witness appeal - Northshire", None),
        ("Witness appeal | Thank the police", None),
        ("Thanks from Northshire Police", None),
        ("Appeal | Northshire Police", None),
        ("Northshire Constabulary - Witness appeal", "Witness appeal"),
        ("Northshire Police | Witness appeal | News", "Witness appeal"),
        ("Northshire - Witness appeal", None),
        ("| Northshire Police", "Northshire Police"),
        ("Police | a year in pictures", None),
    ],
)
def test_the_name_of_the_force_is_cut_off(title: str, after: str | None) -> None:
    og = {"site": {"name": "The Newsroom"}}
    assert title_after(metadata.force_in_title, title, og=og) == (after or title)


@pytest.mark.parametrize(
    ("title", "og", "whole"),
    [
        ("Man's death", "Man", True),
        ("Man&#39;s death | Northshire Police", "Man", True),
        ("Operation ‘Lantern’ begins", "Operation", True),
        ("Man's death", "Man's death", False),
        ("Man's death", "Woman", False),
        ("Man's death", "Man's", False),
    ],
)
def test_a_title_cut_at_an_apostrophe_becomes_whole(title: str, og: str, whole: bool) -> None:
    after = fixed(metadata.og_title_cut, source(title=title, og={"title": og}))
    expected = title.replace("&#39;", "'").removesuffix(" | Northshire Police") if whole else og
    assert read(after).text("og", "title") == expected


@pytest.mark.parametrize(
    ("image", "after"),
    [
        ("/a.png", "https://www.northshire.police.example/a.png"),
        (
            "a.png?b=1&amp;c=2",
            "https://www.northshire.police.example/news/2026/March/a.png?b=1&c=2",
        ),
        ("//b.example/a.png", "https://b.example/a.png"),
        ("http://b.example/a?b&amp;amp;c", "http://b.example/a?b&c"),
        ("https://b.example/a?b&copy=1", None),
        ("data:image/png;base64,x", None),
        ("C:\\a.png", None),
        ("//[", None),
    ],
)
def test_the_address_of_a_picture_becomes_whole(image: str, after: str | None) -> None:
    for og in ({"image": image}, {"image": {"url": image}}):
        release = read(fixed(metadata.picture_address, source(og=og)))
        assert (release.text("og", "image") or release.text("og", "image", "url")) == (
            after or image
        )


LISTED = parse('[areas.Northshire]\ndefault_images = ["/crest.png"]\n')


@pytest.mark.parametrize(
    ("image", "wrong"),
    [("/crest.png", False), ("../../../crest.png", False), ("/van.png", True), ("C:\\a.png", True)],
)
def test_a_picture_that_is_listed_as_none_is_not_reported(image: str, wrong: bool) -> None:
    parsed = SourceReader(LISTED).parse(source(og={"image": image}), "a.md")
    assert parsed.located
    manuscript = manuscript_of(LISTED, parsed, parsed.located)
    assert bool(list(metadata.picture_address(manuscript))) is wrong
    assert said(metadata.picture_address, og={"image": image})


CODED = "https%3a%2f%2fwww.northshire.police.example%2fnews%2f2026%2fMarch%2fappeal.aspx"


@pytest.mark.parametrize(
    ("written", "is_fixed"),
    [
        (CODED, True),
        (CODED.replace("%3a", ":").replace("%2F", "%2f"), True),
        (CODED.replace("appeal", "other"), False),
        ("https://www.northshire.police.example/news/a%20b.aspx", False),
    ],
)
def test_a_shared_address_in_code_is_fixed(written: str, is_fixed: bool) -> None:
    text = source(og={"url": written})
    after = read(fixed(metadata.og_url, text))
    assert after.text("og", "url") == (after.text("url") if is_fixed else written)
    assert said(metadata.og_url, og={"url": written})


@pytest.mark.parametrize(
    ("title", "og", "right"),
    [
        ("Man jailed in...", "Man jailed in Saltmere", "Man jailed in Saltmere"),
        ("Man jailed…", "Man jailed in Saltmere | Northshire Police", "Man jailed in Saltmere"),
        ("Life in a control room...", "Life in a control room...", "Life in a control room"),
        ("Life in a control room...", "A day with us", "Life in a control room"),
        ("Life in a control room...", "", "Life in a control room"),
        ("WHAT DO YOU SEE? WE SEE A VICTIM", "", "What do you see? We see a victim"),
        ("“ROAD SHUT!” SAY OFFICERS", "", "“Road shut!” Say officers"),
        ("12 ARRESTED IN RAIDS. MORE TO COME", "", "12 arrested in raids. More to come"),
        ("LOOK OUT FOR A.N. OTHER'S SHOP", "", "Look out for a.n. Other's shop"),
        ("SHUT FROM 4.30PM ON FRIDAY", "", "Shut from 4.30pm on Friday"),
    ],
)  # fmt: skip
def test_a_hint_has_the_title_as_it_may_be(title: str, og: str, right: str) -> None:
    (finding,) = asked(metadata.form_of_title, read(source(title=title, og={"title": og})))
    assert finding.hint == f"Write {right}"

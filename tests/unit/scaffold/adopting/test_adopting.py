"""What the releases of an old archive say of its site."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from newsgen.model.urls import slugify
from newsgen.scaffold.adopting import ArchiveFacts, AreaFacts, Collision, HostCount, facts_of
from newsgen.scaffold.patterns import Pattern, Sureness
from newsgen.scaffold.reading import OldRelease

NOW: Final = datetime(2026, 7, 1, tzinfo=UTC)
LOGO = "https://www.kent.example/logo.png?crop=(1)&amp;w=2"


def release(area: str = "Kent", host: str = "www.kent.example", n: int = 0, **more: Any) -> Any:
    return {"area": area, "url": f"https://{host}/news/{area}/2020/x{n}/", **more}


def read(releases: Iterable[Any], language: str = "") -> ArchiveFacts:
    old = [OldRelease(f"{n}.md", each, language) for n, each in enumerate(releases)]
    return facts_of(old, NOW)


def area_of(*releases: Any) -> AreaFacts:
    (area,) = read(releases).areas
    return area


def test_an_area_has_its_hosts_and_patterns() -> None:
    facts = read([release(n=1), release(n=2), release(host="old.kent.example", n=3)])
    (kent,) = facts.areas
    assert (kent.key, kent.slug, kent.releases) == ("Kent", "", 3)
    assert kent.name == Pattern("Kent", Sureness.GUESSED)
    assert kent.hosts == (HostCount("www.kent.example", 2), HostCount("old.kent.example", 1))
    assert kent.archive == Pattern("/news/Kent/", Sureness.ALL)
    assert kent.permalink == Pattern("/news/Kent/{year}/{slug_lower}/", Sureness.ALL)
    assert facts.base_url == Pattern("https://www.kent.example", Sureness.MOST)
    assert facts.collision is None


def test_one_area_is_one_however_it_is_spelt() -> None:
    kent = area_of(release("KENT"), release("Kent", n=1), release("Kent", n=2), release(" Kent "))
    assert (kent.key, kent.spellings, kent.releases) == ("Kent", ("KENT",), 4)


def test_areas_whose_names_have_no_latin_letter_get_a_slug_each() -> None:
    areas = read([release("東"), release("西"), release("Area"), release("Kent")]).areas
    slugs = [area.slug or slugify(area.key).lower() for area in areas]
    assert sorted(slugs) == ["area", "area-2", "area-3", "kent"]


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"og": {"site": {"name": "Kent Police"}}}, "Kent Police"),
        ({"title": "Man held | Kent Police"}, "Kent Police"),
        ({"og": {"site": {"name": "GOV.UK"}}}, "Kent"),
        ({"og": "text", "title": ["list"]}, "Kent"),
    ],
)
def test_the_name_is_that_of_the_website_if_it_is_the_area_s(more: Any, name: str) -> None:
    sure = Sureness.ALL if name == "Kent Police" else Sureness.GUESSED
    assert area_of(release(**more), release(n=1, **more)).name == Pattern(name, sure)


def test_a_name_that_most_releases_give_is_not_that_of_all() -> None:
    named = [release(n=n, title="Man held | Kent Police") for n in range(2)]
    assert area_of(*named, release(n=2)).name == Pattern("Kent Police", Sureness.MOST)
    both = [{**each, "og": {"site": {"name": "Kent Police"}}} for each in named]
    assert area_of(*both, release(n=2)).name == Pattern("Kent Police", Sureness.MOST)


def test_a_picture_of_most_releases_stands_for_none() -> None:
    logos = [release(n=n, og={"image": LOGO}) for n in range(5)]
    others = [release(n=n, og={"image": f"/{n}.jpg"}) for n in range(5, 9)]
    logo = "https://www.kent.example/logo.png?crop=(1)&w=2"
    assert area_of(*logos, *others).default_images == (logo,)
    assert area_of(*logos[1:], *others[:1]).default_images == ()


def test_so_does_one_that_newsgen_check_would_ask_about() -> None:
    logos = [release(n=n, og={"image": "/logo.png"}) for n in range(21)]
    others = [release(n=n) for n in range(21, 200)]
    assert area_of(*logos, *others).default_images == ("https://www.kent.example/logo.png",)
    assert area_of(*logos[1:], *others).default_images == ()


def test_what_is_missing_is_counted() -> None:
    facts = read([release(), {"title": "x"}, {"area": "", "url": "no address"}, {"area": []}])
    assert (facts.releases, facts.without_area, facts.without_address) == (4, 3, 3)
    assert [area.key for area in facts.areas] == ["Kent"]


def test_an_area_without_addresses_is_all_a_guess() -> None:
    kent = area_of({"area": "Kent", "title": "x"})
    assert (kent.hosts, kent.permalink) == ((), None)
    assert kent.archive == Pattern("/news/", Sureness.GUESSED)


def test_nothing_at_all() -> None:
    facts = read([])
    assert (facts.areas, facts.base_url) == ((), None)
    assert facts.timezone == Pattern("Europe/London", Sureness.GUESSED)
    assert facts.language == Pattern("en-GB", Sureness.GUESSED)


def test_two_hosts_with_one_path_need_a_folder_each() -> None:
    facts = read([release(), release(host="b.example")])
    assert facts.collision == Collision("/news/Kent/2020/x0/", ("www.kent.example", "b.example"))


def test_two_areas_of_one_host_share_an_archive_in_one_letter_case() -> None:
    places = [("A", "N"), ("B", "n"), ("B", "n")]
    facts = read({"area": a, "url": f"https://a.example/{n}/{a}"} for a, n in places)
    archives = [Pattern("/n/", Sureness.GUESSED), Pattern("/n/", Sureness.ALL)]
    assert [area.archive for area in facts.areas] == archives
    assert facts.collision is None


def test_a_scheme_is_that_of_most() -> None:
    urls = ["http://a.example/x", "http://a.example/y", "https://a.example/z"]
    base_url = read({"area": "A", "url": url} for url in urls).base_url
    assert base_url == Pattern("http://a.example", Sureness.ALL)


def test_times_with_an_offset_show_the_zone() -> None:
    zone = Pattern("Europe/London", Sureness.ALL)
    time = "2020-06-01T10:00:00+01:00"
    assert read([release(date=time)]).timezone == zone
    assert read([release(article={"published": {"time": time}})]).timezone == zone


def test_most_releases_give_the_language_and_the_others_are_named() -> None:
    welsh = [OldRelease(f"{n}.md", release(n=n), "cy") for n in range(2)]
    english = [OldRelease("en.md", release(n=2), "en-GB"), OldRelease("none.md", release(n=3))]
    said = OldRelease("said.md", release(n=4, language="en-GB"), "en-GB")
    facts = facts_of([*welsh, *english], NOW)
    assert facts.language == Pattern("cy", Sureness.GUESSED)
    assert facts.other_language == ("en.md",)
    facts = facts_of([*welsh, *welsh, *english, said], NOW)
    assert facts.language == Pattern("cy", Sureness.MOST)
    assert facts.other_language == ("en.md",)


def test_a_name_at_many_titles_that_is_not_the_force_s_is_an_alias() -> None:
    kent = area_of(*(release(n=n, title=f"Man number {n} held - KTC") for n in range(5)))
    assert kent.name == Pattern("Kent", Sureness.GUESSED)
    assert kent.aliases == (Pattern("KTC", Sureness.ALL),)


def test_characters_that_xml_forbids_are_left_out() -> None:
    assert area_of(release("Ke\x00nt\ud800")).key == "Kent"


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ({"date": "2026-03-01"}, 1),
        ({"date": "2 July 2024"}, 1),
        ({"article": {"published": {"time": "2026-03-01 10:00"}}}, 1),
        ({"url": "https://www.kent.example/news/2026/March/x/"}, 1),
        ({"date": "2024-06-30"}, 0),
        ({"date": "2015-03-01"}, 0),
        ({"date": "soon", "url": "https://www.kent.example/news/2015/March/x/"}, 0),
        ({"url": "https://www.kent.example/news/x/"}, 1),
        ({"date": "2026-03-01", "kind": "news"}, 0),
    ],
)
def test_appeals_of_the_last_two_years_are_counted(values: dict[str, Any], number: int) -> None:
    given = {**release(title="Appeal for witnesses after crash"), **values}
    assert read([given]).appeals == number

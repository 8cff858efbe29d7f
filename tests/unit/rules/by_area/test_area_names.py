"""Areas with one address are told of, with what to write."""

from newsgen.codes import Severity
from newsgen.config.areas import AreaSettings
from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.area import unconfigured_area
from newsgen.rules.by_area import check_area_names, check_unused_areas

PLACE = Span("newsgen.toml")


def check(*keys: str, configured: tuple[str, ...] = ()) -> list[Diagnostic]:
    return list(check_area_names(map(unconfigured_area, keys), configured, PLACE))


def test_two_spellings_of_an_area_are_one_finding() -> None:
    (finding,) = check("Northshire", "Saltmere", "northshire", "NORTHSHIRE")
    assert (finding.code, finding.span) == ("NG415", PLACE)
    assert finding.message == (
        "the areas “Northshire” and “northshire” and “NORTHSHIRE” have the same pages, "
        "at /areas/northshire/"
    )
    assert "write Northshire in all releases" in finding.hint
    assert finding.hint.endswith(
        "With [areas.Northshire] in newsgen.toml, `newsgen check --fix` writes Northshire where a "
        "release has a url."
    )


def test_the_spelling_of_newsgen_toml_is_the_right_one() -> None:
    (finding,) = check("northshire", "Northshire", configured=("Northshire",))
    assert finding.hint == (
        "If they are one area, write Northshire in all releases. `newsgen check --fix` writes "
        "Northshire where a release has a url."
    )


def test_a_name_with_an_apostrophe_is_quoted() -> None:
    (finding,) = check("Heddlu'r De", "Heddlu’r De")
    assert '[areas."Heddlu\'r De"]' in finding.hint


def test_other_names_with_one_slug_need_another_slug() -> None:
    (finding,) = check("North!shire", "North shire?")
    assert finding.hint == "Give each area a slug of its own in newsgen.toml."


def test_areas_with_pages_of_their_own_are_right() -> None:
    assert check("Northshire", "Saltmere") == []


def unused(*used: str, **areas: AreaSettings) -> list[Diagnostic]:
    return list(check_unused_areas(areas, lambda: used, lambda _: PLACE))


def test_an_area_that_no_release_names_is_misspelt_if_another_is_one_edit_away() -> None:
    settings = AreaSettings()
    (diagnostic,) = unused("Example", Example=settings, Exmaple=settings)
    assert (diagnostic.code, diagnostic.severity) == ("NG702", Severity.WARNING)
    assert diagnostic.message == "no release has the area Exmaple"
    hint = 'Did you mean Example? If Exmaple is right, add name = "Exmaple" to it.'
    assert diagnostic.hint == hint
    assert unused("Example", "Exmaple", Example=settings, Exmaple=settings) == []
    assert unused("Example", Example=settings, Exmaple=AreaSettings(name="Exmaple Police")) == []
    assert unused(Example=settings, Exmaple=settings) == []
    assert unused("North", North=settings, South=settings) == []

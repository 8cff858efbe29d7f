"""Words that ask a reader to get in touch."""

import pytest

from newsgen.content.lifecycle import asks, without_calls


@pytest.mark.parametrize(
    "text",
    [
        "Call us on 101.",
        "Anyone with information is asked to come forward.",
        "Have you seen her?",
        "Information can be passed to police on 01632 960007 or by email at any time.",
        "Alternatively, information can also be given, anonymously, by calling Crimestoppers.",
        "Details can be passed on anonymously to the independent charity Crimestoppers.",
        "Any information or video footage can be sent in to us.",
        "Any information should be reported to police on 101.",
        "If you wish to remain anonymous, you can pass information to Crimestoppers.",
        "You can also give information anonymously to the independent charity Crimestoppers.",
        "Please e-mail us.",
        "Ring the police.",
        "Phone 999 in an emergency.",
        "Text 01632 960007.",
        "Contact a@force.example.",
        "If anyone recognises him, tell officers: anybody who saw the van may help.",
        "If you were in Quarry Lane, tell officers.",
        "Please quote the reference NP-1.",
        "Witnesses are urged to get in touch.",
        "Drivers are encouraged to come forward.",
        "Footage may be provided online.",
        "Details can be given through the website.",
        "Details should be sent via the portal.",
        "Footage can be reported on 101.",
        "Please report any information to the officers.",
        "Please provide information to the force.",
        "Pass your information to us.",
    ],
)
def test_a_call_is_seen(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "A man was jailed.",
        "Officers were called at noon.",
        "He called her.",
        "He did not provide any information about how he was hurt.",
        "Victim Support can provide information and advice on any type of crime.",
        "Do not give any information over the phone.",
        "Information was passed to police by a member of the public.",
        "Details can be found on the website.",
        "The campaign will help to provide that information.",
    ],
)
def test_news_is_no_call(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Os ydych wedi ei weld, ffoniwch 101.",
        "Cysylltwch â ni ar unwaith.",
        "Gofynnir i unrhyw un â gwybodaeth ffonio’r heddlu.",
        "Dylai tystion ffonio 101 gan ddyfynnu HD-1.",
        "Dylai tystion gysylltu neu ffonio Crimestoppers.",
        "Hoffem siarad ag unrhyw un a welodd y car.",
        "A welsoch chi’r dyn hwn?",
        "Ydych chi'n adnabod y dyn hwn?",
        "Tecstiwch yr heddlu.",
        "E-bostiwch y tîm.",
        "Dyfynnwch HD-1.",
        "Rhowch wybod i ni.",
        "Dewch ymlaen.",
        "Gallwch ffonio Taclo’r Taclau yn ddienw.",
        "Dylent gysylltu neu ffonio’r swyddogion.",
        "Gallant gysylltu â ni neu ffonio 101.",
        "Gellir ffonio’r heddlu.",
        "Gellir cysylltu â a@heddlu.example.",
        "Hoffem siarad ag unrhyw dystion sydd â lluniau.",
        "Hoffem siarad ag unrhyw un sydd wedi ei gweld.",
        "Hoffem siarad ag unrhyw dyst gyda lluniau.",
        "Hoffem siarad ag unrhyw un a all helpu.",
        "Hoffem siarad ag unrhyw un a glywodd sŵn.",
        "Hoffem siarad ag unrhyw un allai helpu.",
        "Hoffem siarad ag unrhyw un welodd y car.",
        "Hoffem siarad ag unrhyw un oedd yn yr ardal.",
        "Os gwelsoch y fan, dywedwch.",
        "Os gallwch helpu, dywedwch.",
        "Wyddoch chi pwy yw hi?",
        "Ydych chi yn nabod y dyn hwn?",
        "Anogir tystion i siarad â swyddog.",
        "Anogir unrhyw yrwyr i siarad â swyddog.",
        "Siaradwch â swyddog gan ddyfynnu HD-1.",
        "Gallwch ffonio ni.",
        "Hoffem siarad ag unrhyw un sydd ag atebion.",
        "Hoffem siarad ag unrhyw un a oedd yno.",
        "Hoffem siarad ag unrhyw un all helpu.",
        "Os clywsoch sŵn, dywedwch.",
        "Os gwyddoch pwy yw hi, dywedwch.",
        "Os welsoch y fan, dywedwch.",
    ],
)
def test_a_call_in_welsh_is_seen(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Cafodd dyn ei garcharu.",
        "Galwyd swyddogion am hanner dydd.",
        "Roedd wedi ffonio ei chwaer.",
        "Nid oedd unrhyw un yn y car.",
    ],
)
def test_news_in_welsh_is_no_call(text: str) -> None:
    assert not asks(text)


def test_only_paragraphs_that_call_are_left_out() -> None:
    body = "<p>A man was jailed.</p>\n<p>Call us on 101.</p>"
    assert without_calls(body).strip() == "<p>A man was jailed.</p>"

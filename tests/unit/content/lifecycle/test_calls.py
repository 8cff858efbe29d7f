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

"""Slips of words, days, times, numbers and terms, and what is near to each and right."""

from typing import Final

from tests.archives import planting as p
from tests.archives.patterns.pattern import ALONE, DATED, Pattern
from tests.archives.planting import says
from tests.archives.typed import shows

BARE: Final = (*ALONE, "around", "date", "summary")
"""Nothing else may stand in the text, nor around it."""
DESCRIBED: Final = ("portal", "article_times", "article_folders")
"""The sites that give a description of each release."""

DAYS: Final = (
    Pattern(
        "weekday-wrong", "real 3", 973, "body", p.weekday(wrong=True), takes=DATED, gives=("NG540",)
    ),
    Pattern("weekday-right", "near NG540", 973, "body", p.weekday(wrong=False), takes=DATED),
    Pattern(
        "weekday-of-several",
        "near NG540",
        20,
        "body",
        says("It was open on {Friday and Saturday|Monday to Thursday} <hour> {March|May}."),
    ),
    Pattern(
        "today-wrong", "real 3", 300, "body", p.today(wrong=True), takes=DATED, gives=("NG541",)
    ),
    Pattern("today-right", "near NG541", 300, "body", p.today(wrong=False), takes=DATED),
    Pattern(
        "clock-wrong",
        "real 3",
        41,
        "body",
        says(
            "It {happened|began} {{at|about} <late>{.|:}<minute>{ |}pm|at {23.60|00.30pm}} in "
            "<road>."
        ),
        gives=("NG542",),
    ),
    Pattern(
        "clock-right",
        "near NG542",
        41,
        "body",
        says("It {happened|began} at {<hour>.<minute>{am|pm}|<late>:<minute>|<late>.<minute>}."),
    ),
)
WORDS: Final = (
    Pattern(
        "word-doubled",
        "real 3",
        200,
        "body",
        says(
            "{It was found near the the bus station|Two of of them ran off|He came with with a dog"
            "|They were were seen in <road>|Officers and and staff were there"
            "|The The van was blue|They They ran off}."
        ),
        gives=("NG543",),
    ),
    Pattern(
        "word-twice",
        "near NG543",
        60,
        "body",
        says(
            "{He said that that was it|She had had enough|Thieves broke in in the night"
            "|There were many, many thanks|Fans of Duran Duran and of The The were there}."
        ),
    ),
    Pattern(
        "mojibake",
        "domain L-TXT-4",
        5,
        "body",
        says("Itâ€™s about Â£40 that they took."),
        gives=("NG518", "NG518"),
    ),
    Pattern("zero-width", "domain L-TXT-4", 98, "body", says("\u200bA boy was hurt.\u200b")),
    Pattern("two-languages", "domain TH-2", 4, "body", p.both_languages),
    Pattern("html-in-body", "domain 6", 6, "body", says("The <b>second</b> man ran off.")),
    Pattern("quote-block", "corpus", 330, "body", says("> “We will go on,” the sergeant said.")),
)
QUOTES: Final = (
    Pattern(
        "quote-not-closed",
        "real NG528",
        388,
        "body",
        says(
            '{He|She} {said|added}: {“|"}{We saw it all happen|It was over|They left at <hour>pm}.'
        ),
        gives=("NG528",),
    ),
    Pattern(
        "quote-lost-break",
        "near NG528",
        104,
        "body",
        says("“{He|She} {ran|fell},” {he|she} said.“{Next he|Then she} {fell|was gone}.”"),
    ),
    Pattern(
        "quote-around-list",
        "near NG528",
        60,
        "body",
        shows(
            "“We ask all to:\n\n* {look|watch} out\n* lock up\n\n“{Thank you|That is all}.”",
            ("ul", ""),
            ("li", "{look|watch} out"),
            ("li", "lock up"),
        ),
    ),
    Pattern(
        "quote-around-caption",
        "near NG528",
        60,
        "body",
        says("“It was {hard|late}.", "{The scene in|Picture:} <road>", "“We went on.”"),
    ),
)
APPEALS: Final = (
    Pattern(
        "appeal-unanswered",
        "real NG514",
        57,
        "end",
        p.without_contact(
            "{Officers are appealing for witnesses.|Police appeal for information.|Do you know "
            "this man?|Anyone with information is asked to come forward.}"
        ),
        kind="community",
        takes=ALONE,
        gives=("NG514",),
    ),
    Pattern(
        "appeal-past",
        "near NG514",
        33,
        "end",
        p.without_contact(
            "{Following our earlier appeal for information, a man came in"
            "|Thanks to all who shared our appeal for witnesses"
            "|Officers were appealing for help. {He has since been arrested|She has been found}}."
        ),
        kind="community",
        takes=ALONE,
    ),
    Pattern(
        "danger-said",
        "real NG515",
        58,
        "body",
        says(
            "{{Do not|Don’t|Don't} approach {him|them}|{He|She} should not be approached"
            "|The public should not approach {him|them}"
            "|If {anyone|someone} is in danger, tell us}{: he may be violent|}."
        ),
        gives=("NG515",),
    ),
    Pattern(
        "danger-order",
        "near NG515",
        4,
        "body",
        says(
            "{{By|Under} the {court order|injunction} {he|she} must not approach the {shop|man}"
            "|{He|She} must not approach her for two years"
            "|{He|She} was ordered not to approach them}."
        ),
    ),
    Pattern(
        "danger-lives",
        "near NG515",
        4,
        "body",
        says("{His|Her} driving {put|had put} lives in {immediate |}danger, a court heard."),
    ),
    Pattern(
        "danger-family",
        "near NG515",
        4,
        "body",
        says("Please do not approach {my|our} {family|home|children}, {he|she} {asked|said}."),
    ),
    Pattern(
        "danger-with-number",
        "near NG515",
        58,
        "body",
        says("Do not approach {him|them}: {call|ring|dial} 999{ at once|}."),
    ),
)
TERMS: Final = (
    Pattern(
        "term-outdated",
        "real NG517",
        58,
        "body",
        says("{A CRB check is needed|Ask the UK Border Agency|SOCA leads the case|ACPO agrees}."),
        takes=DATED,
        gives=("NG517",),
    ),
    Pattern(
        "term-part-of-name",
        "near NG517",
        25,
        "body",
        says(
            "{<given> <surname> served in SOCA for years|The former Highways Agency had an office "
            "there|ACPO was replaced by another body|The NPIA, now part of a college, met here}."
        ),
    ),
    Pattern(
        "term-action-fraud",
        "domain L-TERM-1",
        498,
        "body",
        says("Report {it|fraud} to Action Fraud online."),
    ),
)
PLATES: Final = (
    Pattern(
        "plate",
        "domain L-VRM-1",
        260,
        "body",
        says("{The car, registration|A van with the plate} <plate>, {was seen|is wanted}."),
        gives=("NG534",),
    ),
    Pattern(
        "plate-northern",
        "real 3",
        8,
        "body",
        says("{A car|A van} with the {plate|registration} <irish> was {seen|stolen}."),
        gives=("NG534",),
    ),
    Pattern(
        "plate-of-reference",
        "near NG534",
        20,
        "body",
        says("{Quote reference|The log is crime|Incident} <irish>{| when you call}."),
    ),
)
RESIDUE: Final = (
    Pattern(
        "residue-form",
        "real R1",
        300,
        "body",
        says("Your {email|name|telephone number}", "{Send|Submit}"),
        gives=("NG546",),
    ),
    Pattern(
        "send-in-sentence",
        "near R1",
        30,
        "body",
        says("{Your email|Your name} {is not needed|stays with us}. Send a {letter|card}."),
    ),
    Pattern(
        "link-filtered",
        "corpus",
        30,
        "body",
        says(
            "[{Advice on locks|Safety in <town>}](https://eur01.safelinks.protection.outlook.com/"
            "?url=https%3A%2F%2F<host>%2F<ref>&data=05) {helps|is there}."
        ),
        gives=("NG549",),
    ),
    Pattern("body-none", "real H1", 1, "body", p.only(), DESCRIBED, takes=BARE, gives=("NG538",)),
    Pattern(
        "body-one-line",
        "real H1",
        2,
        "body",
        p.label_only("{News|Appeal|<given> <surname>|News from <town>}"),
        DESCRIBED,
        takes=BARE,
        gives=("NG550",),
    ),
    Pattern(
        "body-one-sentence",
        "near H1",
        20,
        "body",
        p.only("{The road is open again|Officers have left <road>|She came home on <day>}."),
        takes=BARE,
    ),
    Pattern("body-shared", "real NG601", 326, "body", p.shared_body, kind="campaign"),
)
SLIPS: Final = (*DAYS, *WORDS, *QUOTES, *APPEALS, *TERMS, *PLATES, *RESIDUE)

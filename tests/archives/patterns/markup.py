"""Markdown as people type it: the rows M1 to M8 of the page on real releases, and what is near."""

from typing import Final

from tests.archives import typed
from tests.archives.patterns.pattern import Pattern
from tests.archives.planting import ends, says
from tests.archives.typed import itself, shows, typed_list
from tests.archives.words import TASKS, THINGS

IDLE: Final = ("NG547",)
SEIZED: Final = "{Officers|They|The team} {seized|recovered|took away}:"
ADVISED: Final = "{Residents|Shopkeepers|Drivers|Farmers} {should|are asked to}:"
NAMED: Final = "{Name|Contact|Organiser}: <given> <surname>"
_ABOUT: Final = (
    "{What happened next|Key messages|How to report it|Top tips|Background|Road closures"
    "|Your rights|Notes to editors|Next steps|The facts|Further help}"
)
_SIGNED: Final = "{Issued|Released|Sent|Written} by <initials>{| at <hour>pm}"
_CAPTION: Final = "{Pictured|Photo|Image|Left to right}: <given> <surname>"

ASTERISKS: Final = (
    Pattern(
        "asterisk-number",
        "real M1",
        5,
        "body",
        itself(
            "{Notes|Tickets|Vouchers} {20|A}*<ref>1 {...|to} {20|A}*<ref>9 {were|have been} taken."
        ),
    ),
    Pattern(
        "asterisk-word",
        "real M1",
        5,
        "body",
        itself("{Quote|Please give} {20|19|21}*0<ref>{1|2}{ and| or|,} {20|19|21}*0<ref>{3|4}."),
    ),
    Pattern(
        "emphasis",
        "near M1",
        10,
        "body",
        shows("It is *{really|very}* {important|rare} in <town>.", ("em", "{really|very}")),
    ),
)
HEADINGS: Final = (
    Pattern(
        "hashtag",
        "real M2",
        97,
        "body",
        itself(
            "#{{Be|Stay|Keep}{Safe|Wise|Aware}|opsaltmere|1 priority} {this weekend|in <town>{.|}}"
        ),
    ),
    Pattern(
        "hashtags-last", "real M2", 40, "end", ends("#{Stay|Be}{Safe|Local} #{Think|Ask}First")
    ),
    Pattern("heading-in-item", "real M3", 3_225, "body", typed.headed_items),
    Pattern("heading-lead", "real M7", 662, "body", typed.lead_as_heading),
    Pattern(
        "heading-own",
        "near M7",
        900,
        "body",
        shows("## {Advice|Appeal} <ref>\n\n<filling>", ("h2", "{Advice|Appeal} <ref>")),
    ),
    Pattern(
        "heading-skips",
        "domain TH-4",
        13,
        "body",
        shows(
            "## Advice <ref>\n\n#### Locks\n\n<filling>", ("h2", "Advice <ref>"), ("h3", "Locks")
        ),
    ),
)
LISTS: Final = (
    Pattern(
        "list-bullets", "real M4", 320, "body", typed_list(SEIZED, THINGS, "{• |•| • |•  |•\t}")
    ),
    Pattern("list-dots", "real M4", 60, "body", typed_list(ADVISED, TASKS, "{· |·| · }")),
    Pattern("list-dashes", "real M4", 98, "body", typed_list(ADVISED, TASKS, "{- |-  | - }")),
    Pattern(
        "list-brackets",
        "real M4",
        100,
        "body",
        typed_list("{The steps are|What to do}:", TASKS, "{1) |1)  | 1) }", tag="ol"),
    ),
    Pattern(
        "list-long-dashes",
        "real M4",
        1,
        "body",
        typed_list("{The steps are|What to do}:", TASKS, "{– |— |–\t}"),
    ),
    Pattern(
        "list-below-sentence", "real M8", 12, "body", typed_list(SEIZED, THINGS, "{* |*  |+ | * }")
    ),
    Pattern("list-items", "domain 6", 7_273, "body", typed_list(SEIZED, THINGS, " * ", gap="\n\n")),
    Pattern(
        "list-of-one",
        "near M8",
        12,
        "body",
        shows(
            "{He|She} had this:\n* <things>, of {little|no} value",
            ("p", "{He|She} had this: * <things>, of {little|no} value"),
        ),
    ),
    Pattern(
        "dash-in-sentence",
        "near M4",
        60,
        "body",
        itself("The {road|path} - {which|and it} is {narrow|steep} - {was|is} closed near <town>."),
    ),
)
LINES: Final = (
    Pattern(
        "address-lines",
        "real M5",
        1_205,
        "body",
        typed.lines_of(
            NAMED, "{Telephone|Tel|Phone}: <phone>", "{Email|E-mail}: desk@<host>", "Fax: <phone>"
        ),
    ),
    Pattern(
        "place-lines",
        "real M5",
        1_205,
        "body",
        typed.lines_of("{Village|Church|Town} Hall", "<house> <road>", "<town>", "<other>"),
    ),
    Pattern("lines-wrapped", "near M5", 300, "body", typed.wrapped),
)
LEFT_OVER: Final = (
    Pattern("mark-empty-bold", "real M6", 600, "body", says("{** **|**|__}"), gives=IDLE),
    Pattern("mark-four", "real M6", 757, "body", says("****"), gives=IDLE),
    Pattern("mark-blank", "real M6", 30, "body", says("&nbsp;"), gives=IDLE),
    Pattern(
        "mark-inner-space",
        "real M6",
        500,
        "body",
        shows(
            "{The reference is|Please quote} **{ | \u00a0}{crime|log} <ref>{ |  }**{| today.}",
            ("strong", "{crime|log} <ref>"),
        ),
        gives=IDLE,
    ),
    Pattern("mark-bold-italic", "real M6", 200, "body", says("**_ _**"), gives=IDLE),
    Pattern("mark-underscore", "real M6", 50, "body", says("_", "The appeal goes on."), gives=IDLE),
    Pattern("mark-equals", "real M6", 10, "body", says("===={|==}"), gives=IDLE),
    Pattern("mark-backslash", "real M6", 98, "body", says("\\"), gives=IDLE),
    Pattern("mark-single", "real M6", 1, "body", says("{Call|Ring} ** 101{| today}."), gives=IDLE),
    Pattern(
        "mark-backslash-last",
        "real M6",
        1,
        "body",
        shows(
            "The {road|path} is {closed|shut}.{ |}\\", ("p", "The {road|path} is {closed|shut}.")
        ),
        gives=IDLE,
    ),
    Pattern(
        "mark-escaped",
        "near M6",
        98,
        "body",
        says("The {victim|shop} lost £<count>\\. Never pay a caller\\- hang up."),
    ),
)
BOLD: Final = (
    Pattern(
        "heading-bold",
        "real NG523",
        2_864,
        "body",
        shows(f"**{_ABOUT}**\n\n<filling>", ("strong", _ABOUT)),
        gives=("NG523",),
    ),
    Pattern(
        "sign-off-bold",
        "near NG523",
        700,
        "end",
        shows(f"**{_SIGNED}**", ("strong", _SIGNED), last=True),
    ),
    Pattern(
        "caption-bold",
        "near NG523",
        600,
        "body",
        shows(f"**{_CAPTION}**\n\n<filling>", ("strong", _CAPTION)),
    ),
    Pattern("lead-bold", "corpus", 2_300, "body", typed.bold_lead),
)
MARKUP: Final = (*ASTERISKS, *HEADINGS, *LISTS, *LINES, *LEFT_OVER, *BOLD)

"""Words about people who may not be named, or not there, and about what only reads like that."""

from typing import Final

from tests.archives import planting as p
from tests.archives.patterns.pattern import ALONE, Pattern
from tests.archives.planting import begins, says
from tests.archives.typed import shows

CHILD: Final = ("NG531",)
VICTIM: Final = ("NG532",)
HOME: Final = ("NG533",)
MISSING: Final = ("NG535",)
NAMED: Final = ("NG548",)
_PERSON: Final = "<given> <surname>"
_WAS: Final = "{was hurt|won a prize|raised £200|was there|saw it all}"

CHILDREN: Final = (
    Pattern(
        "child-named",
        "real NG531",
        325,
        "body",
        says(
            f"{_PERSON}{{, <teen>,|, aged <teen>,| (<teen>)|, who is <teen>,}} "
            f"{{from <town> |}}{_WAS}."
        ),
        gives=CHILD,
    ),
    Pattern(
        "child-in-words",
        "real 3",
        5,
        "body",
        says(f"{{<teens>|Fifteen}}-year-old {_PERSON} {_WAS}."),
        gives=CHILD,
    ),
    Pattern(
        "child-bold",
        "real 3",
        5,
        "body",
        shows(f"**{_PERSON}** , aged <teen>{{, from <town>,|,}} {_WAS}.", ("strong", _PERSON)),
        gives=CHILD,
    ),
    Pattern(
        "child-aged-years",
        "real 3",
        4,
        "body",
        says(f"{_PERSON}, aged <teen> years, {_WAS}."),
        gives=CHILD,
    ),
    Pattern(
        "child-under-ten",
        "real 3",
        40,
        "body",
        says(
            f"{{{_PERSON}, aged <small>,|<small>-year-old {_PERSON}|{_PERSON}, <small>,"
            f"|{_PERSON} (<small>)}} {_WAS}."
        ),
        gives=CHILD,
    ),
    Pattern(
        "child-from-town",
        "near NG531",
        20,
        "body",
        says("A <teen>-year-old {girl|boy|pupil} from <town>, {Northshire|Wolds}, was hurt."),
    ),
    Pattern(
        "child-of-long-ago",
        "near NG531",
        15,
        "body",
        says(f"In <year> {_PERSON}, then a <teen>-year-old {{pupil|boy|girl}}, went missing."),
    ),
    Pattern(
        "animal-named",
        "near NG531",
        15,
        "body",
        says(
            f"{{Police dog {_PERSON}, <small>,|{_PERSON}, a <small>-year-old Labrador,"
            f"|Police horse {_PERSON} (<teen>)}} {_WAS}."
        ),
    ),
    Pattern(
        "grown-up-named",
        "near NG531",
        325,
        "body",
        says(f"{_PERSON}{{, <age>,|, aged <age>,| (<age>)}} {{from <town> |}}{_WAS}."),
    ),
)
VICTIMS: Final = (
    Pattern(
        "victim-of-kin",
        "real NG532",
        6,
        "body",
        says(
            f"{_PERSON} {{was jailed for raping|admitted that he sexually abused|had raped}} "
            "{his|her} {{own|young|teenage} |}{niece|daughter|nephew|stepdaughter}."
        ),
        gives=VICTIM,
    ),
    Pattern(
        "victim-named",
        "real NG532",
        6,
        "body",
        says(
            f"{{{_PERSON} was {{raped|sexually assaulted}} in <town>"
            f"|The victim of the rape, {_PERSON}, was in court"
            f"|Rape survivor {_PERSON} thanked the jury}}."
        ),
        gives=VICTIM,
    ),
    Pattern(
        "victim-relative",
        "near NG532",
        12,
        "body",
        says(
            "{The sister of the man jailed for rape, <given> <surname>, runs a charity."
            "|<given> <surname> was jailed for rape. His mother, <given> <surname>, was in court."
            "|<given> <surname> denied rape. His brother was not charged.}"
        ),
    ),
    Pattern(
        "sexual-offence", "domain L-VIC-1", 2_292, "body", says("{He|A man} was jailed for rape.")
    ),
)
HOMES: Final = (
    Pattern(
        "address-home",
        "real NG533",
        10,
        "body",
        says(f"{_PERSON}, {{<age>, |}}of <house> <road>, <town>, was {{bailed|charged}}."),
        gives=HOME,
    ),
    Pattern(
        "address-surname",
        "real 3",
        10,
        "body",
        says("{Mr|Mrs|Ms} <surname> {lived at|was found at} <house> <road>{, <town>|}."),
        gives=HOME,
    ),
    Pattern(
        "address-closure",
        "real 3",
        5,
        "body",
        says(
            "{A closure {order|notice} {has been granted|is in force} for <house> <road>, <town>"
            "|Magistrates granted a closure order for <house> <road>"
            "|<house> <road> was closed for three months by order of the court}."
        ),
        gives=HOME,
    ),
    Pattern(
        "address-event",
        "near NG533",
        17,
        "body",
        says(
            f"{{{_PERSON} rode at the 2019 <town> Road World Championships"
            f"|{_PERSON} was at 10 Downing Street"
            f"|{_PERSON}, chair of <house> <road>, {{spoke|was there}}"
            f"|{_PERSON} said that the council closed <house> <road> to traffic"
            f"|{_PERSON} {{keeps|opened}} a {{shop|pub|café}} at <house> <road>}}."
        ),
    ),
    Pattern(
        "address-of-nobody",
        "near NG533",
        15,
        "body",
        says("{Officers were called|A car was found near|There was smoke} at <house> <road>."),
    ),
    Pattern("postcode", "domain L-ADR-1", 136, "body", says("The stall is in <road>, ZZ99 3WZ.")),
)
SOUGHT: Final = (
    Pattern(
        "missing-appeal",
        "real NG535",
        303,
        "title",
        p.stays_a_story,
        kind="missing",
        takes=ALONE,
        gives=MISSING,
    ),
    Pattern(
        "summary-name",
        "real S3",
        166,
        "body",
        p.name_first,
        kind="missing",
        takes=ALONE,
        gives=MISSING,
    ),
    Pattern(
        "missing-piece",
        "near NG535",
        20,
        "body",
        begins("{A photograph|A letter} {was|proved} the missing {piece of the jigsaw|link}."),
    ),
    Pattern(
        "missing-items",
        "near NG535",
        20,
        "body",
        begins("{Items|Property} missing from the shop in <road> {was|has been} returned."),
    ),
    Pattern(
        "missing-absconder",
        "near NG535",
        16,
        "title",
        p.absconder,
        takes=ALONE,
    ),
    Pattern(
        "missing-in-link",
        "near NG535",
        16,
        "body",
        begins(
            "[{More about|Read about} the road](https://www.saltmere.example/news/"
            "missing-man-of-<count>) {is here|today}."
        ),
    ),
    Pattern(
        "found-named",
        "real 3",
        181,
        "title",
        p.found_named,
        kind="missing",
        takes=ALONE,
        gives=NAMED,
    ),
    Pattern(
        "found-child",
        "real 3",
        63,
        "title",
        p.found_child,
        kind="missing",
        takes=ALONE,
        gives=(*NAMED, *CHILD),
    ),
    Pattern(
        "title-found", "domain L-MP-2", 386, "title", p.found_note, kind="missing", takes=ALONE
    ),
)
PEOPLE: Final = (*CHILDREN, *VICTIMS, *HOMES, *SOUGHT)

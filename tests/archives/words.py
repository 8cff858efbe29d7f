"""Invented names of places, roads and people, and the words that sentences are made of.

Telephone numbers are of the ranges that Ofcom keeps for drama.
"""

from random import Random
from typing import Final

_BEGINNINGS: Final = (
    "Ald", "Ash", "Beck", "Bram", "Carn", "Cros", "Dun", "Eller", "Elm", "Fen", "Gars", "Hart",
    "Holm", "Ing", "Kel", "Kirk", "Lang", "Mel", "Nor", "Oak", "Pen", "Rav", "Skel", "Thorn",
    "Ul", "Wes", "Whin", "Yar",
)  # fmt: skip
_ENDS: Final = (
    "bridge", "by", "combe", "dale", "ford", "gate", "ham", "holme", "ley", "mere", "mouth",
    "shaw", "side", "ton", "well", "wick",
)  # fmt: skip
TOWNS: Final = tuple(first + last for first in _BEGINNINGS for last in _ENDS)
ROADS: Final = tuple(
    f"{name} {kind}"
    for name in (
        "Abbey", "Bridge", "Castle", "Chapel", "Church", "Dock", "Garden", "Harbour", "High",
        "Market", "Mill", "Orchard", "Park", "Quarry", "Station", "Victoria", "Westgate",
    )
    for kind in ("Street", "Road", "Lane", "Avenue", "Close", "Drive")
)  # fmt: skip
GIVEN: Final = (
    "Alex", "Casey", "Dara", "Drew", "Ellis", "Finley", "Harper", "Jamie", "Jordan", "Kerry",
    "Lee", "Morgan", "Nicky", "Pat", "Quinn", "Robin", "Rowan", "Sam", "Taylor", "Vivian",
)  # fmt: skip
_SURNAME_BEGINNINGS: Final = (
    "Ander", "Bar", "Bur", "Cal", "Cran", "Dal", "Den", "El", "Fair", "Gar", "Had", "Hol", "Kem",
    "Lan", "Mar", "Nor", "Pel", "Quar", "Ran", "Sed", "Tar", "Ven", "Wal", "Yel",
)  # fmt: skip
_SURNAME_MIDDLES: Final = ("", "bor", "der", "ing", "kin", "lan", "mer", "nor", "rick", "sing")
_SURNAME_ENDS: Final = (
    "bank", "burn", "croft", "den", "field", "garth", "land", "lock", "man", "row", "stead",
    "stone", "thorpe", "well", "wood", "worth",
)  # fmt: skip
SURNAMES: Final = tuple(
    first + middle + last
    for first in _SURNAME_BEGINNINGS
    for middle in _SURNAME_MIDDLES
    for last in _SURNAME_ENDS
)
RANKS: Final = (
    "PC", "Sergeant", "Inspector", "Detective Constable", "Detective Sergeant",
    "Detective Inspector", "Detective Chief Inspector", "Chief Inspector", "Superintendent",
)  # fmt: skip
EVENTS: Final = (
    "burglary", "robbery", "assault", "arson", "theft", "criminal damage", "shed break-in",
    "metal theft", "hare coursing", "dog theft", "disturbance", "handbag theft", "fraud",
    "public order offence", "shoplifting", "drugs supply",
)  # fmt: skip
VEHICLES: Final = (
    "a silver estate car", "a white van", "a blue hatchback", "a motorcycle", "a grey pick-up",
    "a red moped", "a horsebox", "a delivery van", "a black people carrier", "an electric bicycle",
)  # fmt: skip
CLOTHES: Final = (
    "a dark hooded top", "grey tracksuit bottoms", "a green parka", "blue jeans", "a woollen hat",
    "white trainers", "a yellow jacket", "a black rucksack", "a striped scarf", "walking boots",
)  # fmt: skip
SUBJECTS: Final = (
    "Officers", "Detectives", "The neighbourhood team", "Residents", "Two witnesses",
    "The road policing unit", "A passer-by", "The investigation team", "Staff at the shop",
    "Volunteers", "The council", "Partner agencies", "Specialist officers", "The owner",
    "Community support officers", "Paramedics", "The fire service", "A member of the public",
)  # fmt: skip
VERBS: Final = (
    "searched", "checked", "visited", "described", "secured", "examined", "reported", "reviewed",
    "returned to", "spoke about", "closed", "patrolled", "photographed", "recovered", "cleared",
    "watched over",
)  # fmt: skip
OBJECTS: Final = (
    "the garages behind the shops", "a footpath beside the river", "several addresses nearby",
    "the car park", "the allotments", "the recreation ground", "a number of stolen tools",
    "the rear entrance of the building", "hours of camera footage", "the village hall",
    "the junction with the main road", "a quantity of cash", "the bus station",
    "an empty warehouse", "farm buildings on the edge of the town", "the scene of the incident",
)  # fmt: skip
TAILS: Final = (
    "during the evening", "over the weekend", "as part of the investigation", "at first light",
    "with the help of residents", "before the road was reopened", "throughout the afternoon",
    "after a call from a neighbour", "shortly before midnight", "in the days that followed",
    "to reassure the community", "following reports of suspicious activity", "and found nothing",
    "while enquiries continued", "under a warrant granted by magistrates", "without further delay",
)  # fmt: skip
REMARKS: Final = (
    "We take all reports of this kind seriously and will act on what we are told.",
    "I would like to thank everyone who came forward with information.",
    "This was a frightening experience for those who were there.",
    "Incidents like this are rare, but we know the worry that they cause.",
    "I would urge anyone who saw what happened to get in touch.",
    "The sentence shows that the courts will deal firmly with such offences.",
    "Our patrols in the area will continue over the coming weeks.",
    "Even a small piece of information could help us.",
    "The victim has shown great courage from the first day of this case.",
    "We will keep residents up to date as our enquiries go on.",
    "Please lock sheds and garages, and note the serial numbers of your tools.",
    "It is thanks to the work of the whole team that nobody was hurt.",
)  # fmt: skip
THINGS: Final = (
    "a quantity of cash", "two mobile telephones", "a pair of scales", "six bags of cable",
    "an axe", "four number plates", "garden tools", "a box of jewellery", "three bicycles",
    "a laptop computer", "copper pipes", "two quad bikes", "fishing rods", "a mountain bike",
)  # fmt: skip
TASKS: Final = (
    "lock doors and windows", "mark your tools", "look in on neighbours", "leave a light on",
    "check who is calling", "keep keys out of sight", "report what you see", "visit schools",
    "hold surgeries in the library", "patrol on foot", "talk to shopkeepers", "stop and think",
)  # fmt: skip
_DRAMA: Final = ("01632 960{:03}", "0161 496 0{:03}", "020 7946 0{:03}", "07700 900{:03}")


def telephone(chance: Random) -> str:
    return chance.choice(_DRAMA).format(chance.randrange(1_000))


def person(chance: Random) -> str:
    return f"{chance.choice(GIVEN)} {chance.choice(SURNAMES)}"


def coined(chance: Random) -> str:
    """Return a name that hardly two releases share, as operations have."""
    return "".join(
        chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4)
    ).title()


def plate(chance: Random) -> str:
    """Return a registration mark of the form in use since 2001."""
    letters = "ABCDEFGHJKLMNOPRSTUVWXY"
    area, tail = (
        "".join(chance.choice(letters) for _ in range(2)),
        "".join(chance.choice(letters) for _ in range(3)),
    )
    return f"{area}{chance.randrange(2, 21):02} {tail}"


def northern_plate(chance: Random) -> str:
    """Return a registration mark of Northern Ireland: one of its letters is an I or a Z."""
    letters = "ABCDEFGHJKLMNOPRSTUVWXY"
    pair = [chance.choice(letters), chance.choice("IZ")]
    chance.shuffle(pair)
    return f"{chance.choice(letters)}{''.join(pair)} {1_000 + chance.randrange(9_000)}"


def sentence(chance: Random) -> str:
    """Return a sentence of the filling of a release."""
    pick = chance.choice
    return f"{pick(SUBJECTS)} {pick(VERBS)} {pick(OBJECTS)} {pick(TAILS)}."


def paragraph(chance: Random, sentences: int = 0) -> str:
    """Return a paragraph of so many sentences, or of one to three."""
    return " ".join(sentence(chance) for _ in range(sentences or chance.choice((1, 1, 2, 2, 3))))

"""What releases tell: titles and bodies of each kind, in sentences that rules can read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from tests.archives import words
from tests.archives.draft import Draft

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of story: how often it is told, its titles, first and later paragraphs.

    What is told never by itself is the kind of patterns.
    """

    name: str
    weight: int
    titles: tuple[str, ...]
    leads: tuple[str, ...]
    details: tuple[str, ...]


KINDS: Final = (
    Kind(
        "appeal",
        26,
        (
            "Appeal for witnesses after {event} in {road}, {town}",
            "Witnesses sought to {event} in {town}",
            "Police appeal following {event} near {road} in {town}",
            "Can you help? {Event} in {town}",
        ),
        (
            "Officers are appealing for witnesses after a report of {event} in {road}, {town}.",
            "Detectives want to hear from anyone who saw {event} in the {road} area of {town}.",
        ),
        (
            "It happened between {hour}pm and {later}pm on {day}.",
            "The offenders left in {vehicle} in the direction of {other}.",
            "One of them was described as {feet}ft tall, of slim build and wearing {clothes}.",
            "A quantity of tools and jewellery worth £{sum} was taken.",
        ),
    ),
    Kind(
        "court",
        20,
        (
            "{Town} man jailed for {event}",
            "Man sentenced after {event} in {town}",
            "Woman ordered to pay £{sum} after {event} in {town}",
            "Two sentenced for {event} in {road}, {town}",
        ),
        (
            "A {town} man has been sentenced after he admitted {event}.",
            "Two people have been jailed at {other} Crown Court for {event} in {town}.",
        ),
        (
            "{person}, {age}, of {road}, {town}, appeared at {other} Crown Court on {day}.",
            "The court heard that £{sum} was taken over several months.",
            "{Surname} was sentenced to {months} months in prison.",
        ),
    ),
    Kind(
        "charge",
        10,
        (
            "Man charged after {event} in {town}",
            "Two charged with {event} in {road}, {town}",
            "Teenager arrested after {event} in {town}",
        ),
        (
            "A man has been charged after {event} in {road}, {town}, on {day}.",
            "Officers investigating {event} in {town} have charged two people.",
        ),
        (
            "The {age}-year-old, from {other}, is due before magistrates on {court_day}.",
            "A woman, {age}, was released under investigation while enquiries continue.",
        ),
    ),
    Kind(
        "collision",
        11,
        (
            "Road closed after collision in {road}, {town}",
            "Update on collision near {town}",
            "Driver seriously hurt in {town} collision",
        ),
        (
            "Emergency services are at the scene of a collision in {road}, {town}.",
            "A driver was taken to hospital after a collision near {town} on {day}.",
        ),
        (
            "It involved {vehicle} and a cyclist, at about {hour}.{minute}pm.",
            "The road was closed for several hours while the scene was examined.",
            "Anyone with dashcam footage is asked to keep it and get in touch.",
        ),
    ),
    Kind(
        "missing",
        0,
        (
            "Have you seen this missing {town} man?",
            "Concern for missing {town} woman",
            "Appeal to find missing man from {town}",
        ),
        (
            "Police are concerned for the welfare of {person}, {age}, who is missing from {town}.",
            "Officers are asking for help to find {person}, {age}, last seen in {road}, {town}.",
        ),
        (
            "{Given} was last seen at {hour}pm on {day}, wearing {clothes}.",
            "{Given} is {feet}ft tall with short brown hair and may be in the {other} area.",
        ),
    ),
    Kind(
        "cctv",
        13,
        (
            "Do you recognise this man?",
            "Police release image after {event} in {town}",
            "CCTV appeal following {event} in {road}, {town}",
        ),
        (
            "Officers would like to speak to the man pictured about {event} in {road}, {town}.",
            "An image has been released of a man whom police want to speak to after {event}.",
        ),
        (
            "The incident happened in a shop in {road} at {hour}pm on {day}.",
            "He was wearing {clothes} and carrying a bag.",
        ),
    ),
    Kind(
        "campaign",
        12,
        (
            "Week of action against {event} across {area}",
            "Stay safe this winter, say officers in {town}",
            "Officers give advice on {event} in {town}",
        ),
        (
            "Officers across {area} are taking part in a week of action against {event}.",
            "Residents of {town} are being asked to take simple steps to prevent {event}.",
        ),
        (
            "Advice will be given at the market in {town} on {day} between {hour}pm and {later}pm.",
            "In the last year, {sum} people asked for such advice.",
        ),
    ),
    Kind(
        "community",
        8,
        (
            "Public meeting to be held in {town}",
            "Award for {town} police officer",
            "New neighbourhood sergeant for {town}",
        ),
        (
            "Residents of {town} are invited to meet their neighbourhood team on {day}.",
            "{officer} has taken up a new post at the police station in {road}, {town}.",
        ),
        (
            "The station desk will be open between {hour}pm and {later}pm on weekdays.",
            "The event is free, and no booking is needed.",
        ),
    ),
)
_BY_NAME: Final = {kind.name: kind for kind in KINDS}
_WEIGHTS: Final = [kind.weight for kind in KINDS]
_ASKS: Final = {"appeal", "collision", "missing", "cctv"}
CONTACT: Final = (
    "Anyone with information is asked to call 101, quoting incident {ref} of {day}.",
    "If you can help, please contact police on 101 and quote reference {ref}.",
)
CRIMESTOPPERS: Final = (
    "Alternatively, contact the independent charity Crimestoppers anonymously on 0800 555 111.",
    "You can also give information to Crimestoppers on 0800 555 111. You will not go to court.",
)


def written_day(at: datetime) -> str:
    return f"{WEEKDAYS[at.weekday()]} {at.day} {MONTHS[at.month - 1]}"


def ordinal(day: int) -> str:
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{day}{'th' if 10 < day < 14 else ends.get(day % 10, 'th')}"


def tell(draft: Draft) -> None:
    """Give a draft its title and body: of its kind, if it has one."""
    chance, pick = draft.chance, draft.chance.choice
    kind = _BY_NAME[draft.kind or chance.choices(KINDS, _WEIGHTS)[0].name]
    draft.kind = kind.name
    slots = _slots(draft)
    draft.town, draft.road = slots["town"], slots["road"]
    draft.name_it(pick(kind.titles).format_map(slots))
    lead = pick(kind.leads).format_map(slots)
    draft.summary = draft.summary_shown = lead
    count = min(len(kind.details), 1 + chance.randrange(3))
    details = [detail.format_map(slots) for detail in chance.sample(kind.details, count)]
    filling = [words.paragraph(chance) for _ in range(_length(chance))]
    draft.paragraphs = [lead, *details, *filling]
    if chance.random() < 0.35:
        draft.paragraphs.append(f"The work was part of Operation {words.coined(chance)}.")
    if chance.random() < 0.42:
        draft.paragraphs += _quotation(chance, slots["officer"])
    if kind.name in _ASKS or chance.random() < 0.25:
        draft.paragraphs.append(pick(CONTACT).format_map(slots))
        if chance.random() < 0.75:
            draft.paragraphs.append(pick(CRIMESTOPPERS))


def _length(chance: Random) -> int:
    """Return how many paragraphs fill a release: the median is about 1,400 letters in all."""
    return min(60, int(chance.expovariate(0.28)) + 1)


def _quotation(chance: Random, officer: str) -> list[str]:
    first, second = chance.sample(words.REMARKS, 2)
    if chance.random() < 0.5:
        return [f"{officer} said: “{first}", f"“{second}”"]
    return [f"{officer} said:", f'"{first}', f'"{second}"']


def _slots(draft: Draft) -> dict[str, str]:
    chance, pick = draft.chance, draft.chance.choice
    before = draft.at - timedelta(days=1 + chance.randrange(20))
    after = draft.at + timedelta(days=1 + chance.randrange(20))
    town, given, surname = pick(words.TOWNS), pick(words.GIVEN), pick(words.SURNAMES)
    event, hour = pick(words.EVENTS), 1 + chance.randrange(9)
    return {
        "town": town,
        "Town": town,
        "other": pick(words.TOWNS),
        "road": pick(words.ROADS),
        "event": event,
        "Event": event.capitalize(),
        "area": draft.force.area,
        "hour": str(hour),
        "later": str(hour + 1 + chance.randrange(2)),
        "minute": f"{5 * (1 + chance.randrange(11)):02}",
        "day": written_day(before),
        "court_day": written_day(after),
        "vehicle": pick(words.VEHICLES),
        "clothes": pick(words.CLOTHES),
        "feet": str(5 + chance.randrange(2)),
        "sum": f"{1 + chance.randrange(40)},{chance.randrange(1_000):03}",
        "months": str(3 + chance.randrange(40)),
        "age": str(19 + chance.randrange(60)),
        "given": given,
        "Given": given,
        "Surname": surname,
        "person": f"{given} {surname}",
        "officer": f"{pick(words.RANKS)} {pick(words.GIVEN)} {pick(words.SURNAMES)}",
        "ref": str(chance.randrange(10, 900)),
    }

"""Archives of invented news releases, of any size, the same for the same seed.

Each tool gets the same texts in its own front matter. About a third of the releases use links,
lists, headings, emphasis, quotations or pictures; the others are plain paragraphs.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

AREAS: Final = {
    "Northshire": ("Northshire Police", "www.northshire.police.example"),
    "Westmarch": ("Westmarch Constabulary", "www.westmarch.police.example"),
    "Eastvale": ("Eastvale Police", "www.eastvale.police.example"),
    "Southmere": ("Southmere Police", "www.southmere.police.example"),
}
FIRST: Final = datetime(2008, 1, 1, tzinfo=UTC)
MINUTES: Final = 17 * 365 * 24 * 60
RICH: Final = 0.35
_LONGEST: Final = 120
"""Letters of a title that an address is made of: some titles are longer than a file's name."""

_BEGINNINGS: Final = (
    "Ash", "Beck", "Carn", "Dun", "Elm", "Fen", "Gars", "Holm", "Kirk", "Lang", "Mel", "Thorn",
)  # fmt: skip
_ENDS: Final = ("bridge", "by", "dale", "ford", "ham", "ley", "mouth", "side", "ton", "wick")
_ROADS: Final = (
    "Abbey", "Bridge", "Castle", "Church", "Cross", "Dock", "Garden", "Harbour", "High", "Market",
)  # fmt: skip
_TOWNS: Final = [first + last for first in _BEGINNINGS for last in _ENDS]
_STREETS: Final = [f"{road} {kind}" for road in _ROADS for kind in ("Street", "Road", "Lane")]
_EVENTS: Final = (
    "a burglary", "a robbery", "a collision", "a fraud", "an arson", "a theft", "criminal damage",
    "a metal theft", "hare coursing", "a dog theft", "a disturbance", "speeding complaints",
)  # fmt: skip
_TITLES: Final = (
    "Appeal for witnesses after {event} in {street}, {town}",
    "Man charged after {event} in {street}, {town}",
    "Officers speak to residents of {street} after {event} in {town}",
    "Woman sentenced after {event} in {street}, {town}",
    "Two arrests after {event} near {street} in {town}",
    "Officers issue a picture after {event} in {street}, {town}",
    "Public meeting in {town} after {event} in {street}",
    "Update on {event} in {street}, {town}",
    "Extra patrols around {street} after {event} in {town}",
    "Thanks to residents of {town} after {event} in {street}",
)
_WORDS: Final = (
    "the", "a", "officers", "investigation", "witnesses", "area", "road", "evening", "morning",
    "vehicle", "community", "residents", "information", "enquiries", "detectives", "local",
    "people", "reported", "attended", "arrested", "released", "court", "magistrates", "sentence",
    "operation", "partner", "agencies", "patrols", "support", "safety", "advice", "prevention",
    "team", "neighbourhood", "described", "approximately", "around", "between", "during",
    "following", "because", "would", "footage", "camera", "online", "form", "report", "charity",
    "work", "continue", "visible", "reassurance", "impact", "serious", "protect", "county",
    "district", "council", "meeting", "station", "garage", "shop", "window", "door", "field",
    "gate", "bridge", "river",
)  # fmt: skip
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Release:
    """One invented release, before any tool's front matter."""

    number: int
    area: str
    at: datetime
    title: str
    body: str
    host: str = AREAS["Northshire"][1]

    @property
    def slug(self) -> str:
        words = "".join(c for c in self.title if c.isalnum() or c == " ").split()
        return f"{'-'.join(words)[:_LONGEST]}-{self.number}"

    @property
    def path(self) -> str:
        return f"/news/{self.at.year}/{_MONTHS[self.at.month - 1]}/{self.slug}.aspx"

    @property
    def url(self) -> str:
        return f"https://{self.host}{self.path}"

    @property
    def file(self) -> str:
        """The source file, below the folder of the sources."""
        return f"{self.at:%Y}/{self.at:%m}/{self.slug}.md"


def releases(count: int, *, seed: int = 1, rich: float = RICH) -> Iterator[Release]:
    """Invent so many releases over seventeen years."""
    chance = random.Random(seed)
    for number in range(count):
        area = chance.choice(list(AREAS))
        host = AREAS[area][1]
        yield Release(
            number=number,
            area=area,
            at=FIRST + timedelta(minutes=chance.randrange(MINUTES)),
            title=chance.choice(_TITLES).format(
                event=chance.choice(_EVENTS),
                street=chance.choice(_STREETS),
                town=chance.choice(_TOWNS),
            ),
            body=_body(chance, is_rich=chance.random() < rich, host=host),
            host=host,
        )


def added(number: int, *, at: datetime) -> Release:
    """Invent one more release."""
    host = AREAS["Northshire"][1]
    body = _body(random.Random(number), is_rich=False, host=host)
    town = _TOWNS[number % len(_TOWNS)]
    return Release(number, "Northshire", at, f"Officers open a new desk in {town}", body, host)


def write(folder: Path, found: Iterator[Release], dialect: Callable[[Release], str]) -> None:
    """Write releases as source files."""
    for release in found:
        file = folder / release.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dialect(release), encoding="utf-8")


def config() -> str:
    """Return the settings of a site with the areas of these releases."""
    text = '[site]\ntitle = "News"\nbase_url = "https://www.northshire.police.example"\n'
    for key, (name, host) in AREAS.items():
        text += f'[areas.{key}]\nname = "{name}"\nhosts = ["{host}"]\n'
    return text


def edited(text: str) -> str:
    """Return a source file with a sentence more at the end of its body."""
    return f"{text.rstrip()} Officers thank all who have called.\n"


# Front matter


def newsgen_text(release: Release) -> str:
    """Return a file as an archive that was exported from an older system has it."""
    name, host = AREAS[release.area][0], release.host
    line = f"Posted on {release.at:%H:%M}:00 on {_ordinal(release.at.day)} {release.at:%B %Y}"
    return (
        f"```yaml\narea: {release.area}\nog:\n  image: https://{host}/images/logo.png\n  site:\n"
        f"    name: {name}\n  title: {_quoted(release.title)}\n  type: Article\n"
        f"  url: {release.url}\ntitle: {_quoted(release.title)}\nurl: {release.url}\n```\n\n"
        f"{line}\n\n{release.body}\n"
    )


def hugo_text(release: Release) -> str:
    """Return a file with the front matter of Hugo and Eleventy."""
    return (
        f"---\ntitle: {_quoted(release.title)}\ndate: {release.at:%Y-%m-%dT%H:%M:%SZ}\n"
        f"url: {release.path}\npermalink: {release.path}\nareas: [{release.area}]\n"
        f"tags: [release]\nyears: ['{release.at:%Y}']\nmonths: ['{release.at:%Y-%m}']\n"
        f"image: https://{release.host}/images/logo.png\n---\n\n{release.body}\n"
    )


def pelican_text(release: Release) -> str:
    return (
        f"Title: {release.title}\nDate: {release.at:%Y-%m-%d %H:%M}\nCategory: {release.area}\n"
        f"Slug: {release.slug}\nsave_as: {release.path[1:]}\nurl: {release.path[1:]}\n\n"
        f"{release.body}\n"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _ordinal(day: int) -> str:
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


# Bodies


def _body(chance: random.Random, *, is_rich: bool, host: str) -> str:
    parts = [paragraph(chance) for _ in range(chance.randint(4, 9))]
    parts.insert(chance.randint(1, 3), "A member of the investigation team said:")
    parts += [f'"{paragraph(chance, 2)}"', f'"{paragraph(chance, 2)}"']
    if is_rich:
        parts[2:2] = _rich_parts(chance, host)
    call = f"quoting incident {chance.randint(1, 250)} of {chance.randint(1, 28)}"
    month = chance.choice(_MONTHS)
    parts.append(
        f"Anyone with information can call 101, {call} {month}. "
        "You can also contact Crimestoppers on 0800 555 111."
    )
    return "\n\n".join(parts)


def _rich_parts(chance: random.Random, host: str) -> Iterator[str]:
    yield f"## {sentence(chance)[:-1]}"
    where = f"[report it on our website](https://{host}/report-{chance.randint(1, 40)})"
    strong = f"**{chance.choice(_WORDS)} {chance.choice(_WORDS)}**"
    yield f"Please {where} or ask for {strong}. {paragraph(chance, 1)}"
    yield "\n".join(f"- {sentence(chance)}" for _ in range(chance.randint(2, 5)))
    if chance.random() < 0.5:
        yield f"> {paragraph(chance, 1)}"
    if chance.random() < 0.4:
        picture = f"https://{host}/images/picture-{chance.randint(1, 400)}.jpg"
        yield f"![{sentence(chance)[:-1]}]({picture})"


def paragraph(chance: random.Random, sentences: int = 0) -> str:
    return " ".join(sentence(chance) for _ in range(sentences or chance.randint(1, 4)))


def sentence(chance: random.Random) -> str:
    words = " ".join(chance.choices(_WORDS, k=chance.randint(9, 26)))
    return f"{words[0].upper()}{words[1:]}."

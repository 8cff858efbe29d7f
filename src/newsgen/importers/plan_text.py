"""A plan that was guessed, as a file: with how many of the pages each guess fits."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from newsgen.config import Config
from newsgen.config.toml_text import toml_key, toml_list, toml_text
from newsgen.importers.capture import UNKNOWN_HOST, Capture
from newsgen.importers.links import links_of
from newsgen.importers.names import ChosenSelector
from newsgen.importers.page import parts_of
from newsgen.importers.plan import ImportPlan
from newsgen.importers.selectors import Selectors
from newsgen.report.text import count

_SHOWN: Final = 5
"""Releases that are shown as they would be."""


class PagesOfPattern(NamedTuple):
    """How many pages a pattern of addresses has, and on which hosts."""

    pages: int
    hosts: Counter[str]


def plan_text(
    kind: str,
    config: Config,
    patterns: Mapping[str, PagesOfPattern],
    releases: Sequence[str],
    lists: set[str],
    chosen: Selectors,
    pages: int,
    hosts: Iterable[str] = (),
) -> str:
    """Return the plan; `hosts` are all that the source has, also those without pages."""
    return "\n".join(
        [
            *opening_text("old archive", kind),
            *base_text(patterns),
            "",
            *areas_text(config, patterns, releases, hosts),
            "[releases]",
            "# Which pages are releases, by their paths.",
            *patterns_text(patterns, releases),
            "",
            "[page]",
            "# Where the parts of a release are: CSS selectors, and behind @ an attribute.",
            *_choices_text("title", chosen.title, pages),
            *_choices_text("date", chosen.date, pages),
            *_choices_text("body", chosen.body, pages),
            *_choices_text("remove", chosen.remove, pages),
            "",
            "[dates]",
            f"order = {toml_text(chosen.dates.order)}",
            *([f"months = {toml_list(chosen.dates.months)}"] if chosen.dates.months else []),
            "",
            *_rules_text(patterns, releases, lists),
            "",
        ]
    )


def opening_text(source: str, kind: str) -> Iterator[str]:
    yield f"# How newsgen import reads the {source}: guessed, so correct what is wrong."
    yield "# All settings: docs/reference/import.md. Nothing is written until you import."
    yield ""
    yield "[source]"
    yield f"kind = {toml_text(kind)}"


def base_text(patterns: Mapping[str, PagesOfPattern]) -> Iterator[str]:
    """Yield what to write where the source does not say whose pages it has."""
    if any(UNKNOWN_HOST in each.hosts for each in patterns.values()):
        yield "# Nothing in the source says whose pages these are: write the address of the website"
        yield "# here and its host below, and take the hash away. Nothing is imported before."
        yield '# base_url = "https://www.northshire.police.example"'


def areas_text(
    config: Config,
    patterns: Mapping[str, PagesOfPattern],
    releases: Sequence[str],
    others: Iterable[str] = (),
) -> Iterator[str]:
    """Yield the areas: those of newsgen.toml for the hosts that they have, else by name of host.

    They are those of releases, or of all pages if none look like releases. A host with or without
    `www.` is the same site as the other, if it only leads there.
    """
    of_pages = sum((each.hosts for each in patterns.values()), Counter[str]())
    hosts = sum((patterns[pattern].hosts for pattern in releases), Counter[str]()) or of_pages
    known = {host: key for key, area in config.areas.items() for host in area.hosts}
    areas: dict[str, list[str]] = defaultdict(list)
    for host, _ in hosts.most_common():
        areas[known.get(host) or _area_name(host)].append(host)
    for host in dict.fromkeys([*of_pages, *sorted(others)]):
        twin = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
        if host not in hosts and twin in hosts:
            areas[known.get(twin) or _area_name(twin)].append(host)
    for key, names in areas.items():
        yield f"[areas.{toml_key(key)}]"
        yield f"hosts = {toml_list(names)}"
        yield ""


def _area_name(host: str) -> str:
    labels = [label for label in host.split(".") if label not in ("www", "news", "newsroom")]
    return labels[0].replace("-", " ").title() if labels else "News"


def patterns_text(
    patterns: Mapping[str, PagesOfPattern], releases: Sequence[str], noun: str = "page"
) -> Iterator[str]:
    if not releases:
        yield "# newsgen found no pages that look like releases."
        yield 'addresses = []  # such as ["/newsroom/{year}/{month}/*"]'
        return
    yield "addresses = ["
    for pattern in releases:
        yield f"  {toml_text(pattern)},  # {count(patterns[pattern].pages, noun)}"
    yield "]"


def _choices_text(name: str, choices: Sequence[ChosenSelector], pages: int) -> Iterator[str]:
    if not choices:
        yield f"{name} = []" + ("" if name == "remove" else "  # newsgen found none")
        return
    fits = ", ".join(f"{choice.pages} of {pages}" for choice in choices)
    yield f"{name} = {toml_list(choice.selector for choice in choices)}  # {fits} pages"


def _rules_text(
    patterns: Mapping[str, PagesOfPattern], releases: Sequence[str], lists: set[str]
) -> Iterator[str]:
    """Yield rules for pages that are not releases; those that a person must decide as comments."""
    listed = [p for p in sorted(patterns) if p not in releases and (p in lists or p == "/")]
    if listed:
        yield "[[addresses]]"
        yield f"match = {toml_list(listed)}"
        yield 'fate = "not-a-release"'
        yield 'reason = "Lists of releases and the home page, which newsgen makes itself"'
        yield ""
    others = [p for p in sorted(patterns) if p not in releases and p not in listed]
    yield from undecided_text([(count(patterns[p].pages, "page"), [p]) for p in others])


def undecided_text(others: Sequence[tuple[str, Iterable[str]]]) -> Iterator[str]:
    """Yield rules, as comments, that a person must decide: how much each is of, and its match."""
    if others:
        yield "# What became of these? Decide, and take the hashes away: not-a-release, left-out,"
        yield '# gone, or moved with to = "/...". Until then the report has them as unexplained.'
    for extent, match in others:
        yield f"# {extent}"
        yield "# [[addresses]]"
        yield f"# match = {toml_list(match)}"
        yield '# fate = "gone"'
        yield ""


def sample_lines(captures: Sequence[Capture], plan: ImportPlan, config: Config) -> Iterator[str]:
    """Yield some releases as they would be, for a person to judge."""
    links = links_of(plan, config)
    step = max(1, len(captures) // _SHOWN)
    for capture in captures[::step][:_SHOWN]:
        try:
            parts = parts_of(capture, plan, config.zone, links)
        except ValueError:
            continue
        date, words = parts.date, parts.words.split()
        yield ""
        yield capture.url
        yield f"    title: {parts.title or '(none)'}"
        yield f"    date:  {date.at.isoformat(' ', 'minutes') if date else '(none)'}"
        ends = f"{' '.join(words[:14])} ... {' '.join(words[-8:])}"
        yield f"    text:  {ends} ({count(len(words), 'word')})"

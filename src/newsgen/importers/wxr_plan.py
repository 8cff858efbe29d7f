"""A first plan for an export of WordPress, as a file: which types of posts are releases."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from newsgen.config import Config
from newsgen.config.toml_text import toml_list
from newsgen.importers.capture import Capture, CaptureSource
from newsgen.importers.guess import Guess, pattern_of
from newsgen.importers.plan import ImportPlan, parse
from newsgen.importers.plan_text import (
    PagesOfPattern,
    areas_text,
    opening_text,
    sample_lines,
    undecided_text,
)
from newsgen.importers.seen import address_of
from newsgen.importers.wxr import Wxr
from newsgen.model.urls import URLError
from newsgen.pipeline.result import Progress
from newsgen.report.text import count

_USUAL: Final = "post"
_PAGE: Final = "page"
_SHOWN_PATHS: Final = 20
_LISTS: Final = ("/", "/feed/", "/**/feed/", *(
    f"{start}/{name}/**" for name in ("page", "category", "tag", "author") for start in ("", "/**")
))  # fmt: skip


def plan_of_wxr(sources: Sequence[CaptureSource], config: Config, progress: Progress) -> Guess:
    """Look at exports, and return a plan for them."""
    patterns: dict[str, Counter[str]] = defaultdict(Counter)
    paths: dict[str, list[str]] = defaultdict(list)
    hosts = Counter[str]()
    captures: list[Capture] = []
    counts = Counter[str]()
    total = 0
    for source in sources:
        for capture in source.captures() if isinstance(source, Wxr) else ():
            total += 1
            counts.update(dict(capture.counts))
            record = capture.record
            if record is None or capture.is_hidden or capture.trouble:
                continue
            try:
                address = address_of(capture.url)
            except URLError:
                continue
            patterns[record.type][pattern_of(address)] += 1
            paths[record.type].append(address.href)
            hosts[address.host] += 1
            captures.append(capture)
            progress("Looking", total, total + 1)
    progress("Looking", total, total)
    types = _types(patterns)
    text = "\n".join(_text(config, paths, types, hosts, counts))
    releases = [each for each in captures if each.record and each.record.type in types]
    return Guess(text, tuple(_said(patterns, types, releases, parse(text), config)))


def _types(patterns: Mapping[str, Counter[str]]) -> list[str]:
    """Return which types are releases: posts, else the most frequent one that is not a page."""
    others = [each for each in patterns if each != _PAGE]
    usual = [_USUAL] if _USUAL in patterns or not others else []
    return usual or [max(others, key=lambda each: (patterns[each].total(), each))]


def _text(
    config: Config,
    paths: Mapping[str, Sequence[str]],
    types: Sequence[str],
    hosts: Counter[str],
    counts: Mapping[str, int],
) -> Iterator[str]:
    yield from opening_text("export", Wxr.kind)
    drafts = counts.get("draft", 0) + counts.get("pending", 0)
    yield f"drafts = false  # {drafts:,} are left out"
    yield ""
    yield from areas_text(config, {"": PagesOfPattern(hosts.total(), hosts)}, [""])
    yield "[releases]"
    shown = ", ".join(f"{each}: {len(every):,}" for each, every in sorted(paths.items()))
    yield f"types = {toml_list(types)}  # of {shown or 'none'}"
    yield ""
    yield "# Lists that WordPress makes: a list of addresses beside the export may name them."
    yield "[[addresses]]"
    yield f"match = {toml_list(_LISTS)}"
    yield 'fate = "not-a-release"'
    yield 'reason = "Lists of releases and feeds, which newsgen makes itself"'
    yield ""
    others = [each for each in sorted(paths) if each not in types]
    yield from undecided_text([_undecided(each, sorted(paths[each])) for each in others])


def _undecided(kind: str, paths: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return how many posts of a type there are, and the first of their paths."""
    more = f"; {_SHOWN_PATHS} of them:" if len(paths) > _SHOWN_PATHS else ""
    return f"{count(len(paths), 'post')} of the type {kind}{more}", paths[:_SHOWN_PATHS]


def _said(
    patterns: Mapping[str, Counter[str]],
    types: Sequence[str],
    captures: Sequence[Capture],
    plan: ImportPlan,
    config: Config,
) -> Iterator[str]:
    """Yield the guesses, with five releases as they would be."""
    for each, addresses in sorted(patterns.items()):
        label = "releases" if each in types else "others"
        most = ", ".join(pattern for pattern, _ in addresses.most_common(3))
        yield f"{label:8}  {each}  {most}  ({count(addresses.total(), 'post')})"
    yield from sample_lines(captures, plan, config)

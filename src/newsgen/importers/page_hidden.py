"""What a page has and does not show: its author wanted nobody to read it.

What only screen readers read (`sr-only`), or do not read (`aria-hidden`), is not hidden. Style
sheets are not read: classes are those of common ones, and the page's style cannot show what a class
hides, as many are `!important`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsgen.importers._nodes import is_shown
from newsgen.importers.page_body import EMPTIED, above, outermost
from newsgen.importers.page_text import text_of

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLASSES: Final = frozenset({
    "hidden", "hide", "invisible", "d-none", "display-none", "is-hidden", "is-invisible",
    "u-hidden", "uk-hidden", "uk-invisible", "element-hidden", "ms-hide", "ms-hidden",
    "aspnethidden", "slds-hide", "govuk-!-display-none", "nhsuk-u-display-none",
})  # fmt: skip
"""Classes of Bootstrap, Tailwind, Bulma, UIkit, Foundation, Drupal, SharePoint and the like."""
_WIDTHS: Final = "sm|md|lg|xl|[2-9x]xl|mobile|mobile-lg|tablet|tablet-lg|desktop|desktop-lg"
_SHOWN_AGAIN: Final = re.compile(
    rf"d-(?:{_WIDTHS})-(?!none)\w.*"
    rf"|(?:max-)?(?:{_WIDTHS}):(?:display-)?(?:block|inline|flex|grid|table|contents|visible)\b.*"
)
"""A class by which something hidden is shown on screens of some widths."""
_HIDDEN_SELECTOR: Final = ", ".join((
    "[hidden], [style], [popover], dialog:not([open])",
    *(f'[class~="{name}" i]' for name in sorted(_CLASSES)),
))  # fmt: skip
_MEDIA: Final = "img, video, audio, iframe, object, embed"
_LONGEST_TEXT: Final = 300


class HiddenParts(NamedTuple):
    """The HTML of what a page hides: in or around what the plan names, and elsewhere."""

    named: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def problems(self) -> Iterator[tuple[str, str]]:
        """Yield what is hidden where the plan looks."""
        for hidden in self.named:
            text = text_of(hidden)
            said = f"“{text[:_LONGEST_TEXT]}”" if text else f"no words: {hidden[:_LONGEST_TEXT]}"
            yield "hidden", f"the page does not show it: {said}"


def take_hidden(tree: LexborHTMLParser, selectors: Iterable[str] = ()) -> HiddenParts:
    """Empty the elements that a page hides. They stay, as selectors may count elements."""
    hidden = outermost(_hidden_in(tree))
    if not hidden:
        return HiddenParts()
    chosen = [node for each in selectors for node in tree.css(each.partition("@")[0].strip())]
    inside = {node.mem_id for node in chosen}
    around = {node.mem_id for each in chosen for node in (each, *above(each))}
    named: list[str] = []
    others: list[str] = []
    for node in hidden:
        if node.text().strip() or node.css_first(_MEDIA) is not None:
            is_named = node.mem_id in around or any(each.mem_id in inside for each in above(node))
            (named if is_named else others).append(node.html or "")
        for child in list(node.iter(include_text=True)):
            child.decompose()
        node.attrs[EMPTIED] = ""
    return HiddenParts(tuple(named), tuple(others))


def _hidden_in(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Yield the elements that are not shown.

    A page that hides all of itself has a script to show it, and so have newsgen's blocks.
    """
    for node in tree.css(_HIDDEN_SELECTOR):
        if node.tag not in ("html", "body") and _is_hidden(node):
            is_block = any(each.tag == "figure" and is_shown(each) for each in above(node))
            if not is_block:
                yield node


def _is_hidden(node: LexborNode) -> bool:
    classes = (node.attributes.get("class") or "").lower().split()
    if not _CLASSES.isdisjoint(classes) and not any(map(_SHOWN_AGAIN.fullmatch, classes)):
        return True
    style = _COMMENT.sub("", node.attributes.get("style") or "").lower()
    values = {
        name.strip(): value.removesuffix("!important").strip()
        for each in style.split(";")
        for name, _, value in [each.partition(":")]
    }
    if values.get("visibility") in ("hidden", "collapse"):
        return True
    if "display" in values:  # which counts more than the attribute
        return values["display"] == "none"
    if "popover" in node.attributes or (node.tag == "dialog" and "open" not in node.attributes):
        return True
    state = node.attributes.get("hidden", "until-found")
    return (state or "").lower() != "until-found"

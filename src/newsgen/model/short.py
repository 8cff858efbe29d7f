"""Texts that are cut at the end of a word, where lists show them."""

from typing import Final

LONGEST_SUMMARY: Final = 200
LONGEST_TITLE: Final = 150


def shorten(text: str, longest: int = LONGEST_SUMMARY) -> str:
    """Cut a text at the end of a word, with an ellipsis."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    cut = head.rfind(" ")
    return head[: cut if cut > longest // 2 else None].rstrip(" ,;:–-") + "…"


def short_title(title: str) -> str:
    return shorten(title, LONGEST_TITLE)

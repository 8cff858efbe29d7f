"""A release with a word of its own in every place, and others beside it."""

from typing import Final

from tests.support.site import HOSTS, Release

MARCH: Final = f"https://{HOSTS['Cumbria']}/News/News-Articles/2026/March"
URL: Final = f"{MARCH}/Kanaryaddress.aspx"
WORDS: Final = (
    "Kanarytitle", "Kanarysummary", "Kanarybody", "Kanaryalt", "Kanarycaption", "Kanarytag",
    "Kanaryfile", "Kanarycustom", "Kanaryreference",
)  # fmt: skip
"""Words that may be nowhere once the release is over."""
ADDRESSES: Final = ("Kanaryaddress", "Kanaryold")
"""Words that may stay until it is removed: its addresses answer that it is gone."""


def canary(**more: str) -> Release:
    return Release(
        "Missing: Kanarytitle",
        url=URL,
        date="2026-03-10 10:00",
        body="Kanarybody has not been seen.\n\n![Kanaryalt in a coat](/pictures/Kanaryfile.png)",
        more={
            "summary": "Kanarysummary is missing",
            "tags": "[Kanarytag]",
            "images": "[{src: /pictures/Kanaryfile.png, alt: Kanaryalt, caption: Kanarycaption}]",
            "incident": "{reference: Kanaryreference}",
            "custom": "Kanarycustom",
            "redirect_from": f"['{MARCH}/Kanaryold.aspx']",
            **more,
        },
    )


def other(day: int) -> Release:
    return Release(f"Other {day}", url=f"{MARCH}/Other-{day}.aspx", date=f"2026-03-{day:02} 10:00")

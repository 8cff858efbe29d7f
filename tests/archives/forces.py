"""The 46 invented forces: their names, hosts, and the style of the site each one has."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Force:
    """A force: `area` is its key in front matter, `short` what its own staff call it."""

    area: str
    name: str
    short: str
    host: str
    style: str

    @property
    def slug(self) -> str:
        return self.area.lower().replace(" ", "-")


def _force(area: str, style: str, name: str = "", host: str = "") -> Force:
    name = name or f"{area} Police"
    short = "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())
    return Force(area, name, short, host or f"www.{area.lower().replace(' ', '-')}.example", style)


FORCES: Final = (
    _force("Aldermere", "incident"),
    _force("Ashcombe", "appeals_folder"),
    _force("Railways", "newsroom", "Railways Police", "media.railways.example"),
    _force("Brackenshire", "appeals_folder", "Brackenshire Constabulary"),
    _force("Carnmoor", "portal_in_body", "Carnmoor Constabulary"),
    _force("Old Town", "portal_staged", "Old Town Police"),
    _force("Power Station", "government", "Power Station Constabulary", "www.gov.example"),
    _force("Dunvale", "portal_in_body"),
    _force("Eastvale", "portal_in_body", "Eastvale Constabulary"),
    _force("Fell and Fen", "query", "Fell and Fen Police", "www.fell-fen.example"),
    _force("Glenmouth", "rule_line"),
    _force("Hartmere", "page_image", "Hartmere Constabulary"),
    _force("Ingle-Wharfe", "portal_welsh"),
    _force("Kelshire", "portal_in_body"),
    _force("Langmarch", "portal", "Langmarch Constabulary"),
    _force("Great Melby", "portal"),
    _force("Nantwyn", "portal_welsh"),
    _force("Oakshire", "portal", "Oakshire Constabulary"),
    _force("Pennshire", "appeals_folder", "Pennshire Constabulary"),
    _force("Quaymouth", "encoded"),
    _force("Ravenshire", "portal"),
    _force("Skelland", "summary_html", "Skelland Constabulary", "skelland.example"),
    _force("Tarnshire", "portal"),
    _force("Uldale", "short_year"),
    _force("Whinside", "portal_in_body"),
    _force("Capital", "press_room", "Capital Police", "news.capital.example"),
    _force("Norfen", "article_times", "Norfen Constabulary"),
    _force("North Riding", "local_as_utc", "North Riding Police", "north-riding.example"),
    _force("Elmshire", "portal"),
    _force("Island", "numbered", "Island Police"),
    _force("Northmark", "day_month", "Northmark Police", "beta.northmark.example"),
    _force("Holmshire", "shared_by_email"),
    _force("Highland", "undated_http", "Police Highland"),
    _force("South Coombe", "portal_welsh"),
    _force("South Riding", "dated_twice"),
    _force("Staithes", "portal"),
    _force("Sandfen", "article_folders", "Sandfen Constabulary"),
    _force("Surfleet", "portal"),
    _force("Southmere", "portal"),
    _force("River Valley", "two_clocks"),
    _force("Westmarch", "portal"),
    _force("West Weald", "two_clocks"),
    _force("West Forges", "picture_map"),
    _force("West Riding", "weekday_line"),
    _force("Wolds", "published_below"),
    _force("Northshire", "dateline", "Northshire Constabulary", "www.northshire.police.example"),
)
ONE_FORCE: Final = FORCES[-1]

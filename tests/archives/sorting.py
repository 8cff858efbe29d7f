"""What releases can be sorted by, if an archive is asked for it: a kind, a district, two tags."""

from random import Random
from typing import Any, Final

KIND_OF: Final = {
    "appeal": "appeal",
    "court": "court-result",
    "charge": "charge",
    "collision": "traffic",
    "missing": "missing",
    "cctv": "cctv",
    "campaign": "campaign",
    "community": "news",
}
"""The kind of a release by that of its story."""
KINDS: Final = ("news",) * 6 + ("appeal",) * 2 + ("court-result",) * 2
"""The kinds of releases that tell no story."""
DISTRICTS: Final = (
    "Aldmere", "Ashgate", "Beckside", "Carnford", "Dunholme", "Ellerdale", "Fenwell", "Holmby",
    "Kirkley", "Langton", "Oakshaw", "Thornwick",
)  # fmt: skip
TAGS: Final = tuple(
    f"{subject} {scope}"
    for subject in ("burglary", "drugs", "fraud", "roads", "rural")
    for scope in ("advice", "courts", "crime", "partners", "patrols", "safety", "team", "victims")
)
FIELDS: Final = f"""
[fields.district]
type = "choice"
choices = [{", ".join(f'"{district}"' for district in DISTRICTS)}]
"""
"""What newsgen.toml says of the keys."""
SETTINGS: Final = f"""{FIELDS}
[taxonomies.kinds]
key = "kind"

[taxonomies.districts]
key = "district"

[taxonomies.topics]
key = "tags"
"""
"""What is added to newsgen.toml for pages of the terms."""


def terms(chance: Random, story: str = "") -> dict[str, Any]:
    """Return the terms of a release as keys of its front matter."""
    return {
        "kind": KIND_OF[story] if story else chance.choice(KINDS),
        "district": chance.choice(DISTRICTS),
        "tags": chance.sample(TAGS, 2),
    }


def front_matter(chance: Random) -> str:
    """Return the lines of a release's terms."""
    keys = terms(chance)
    tags = ", ".join(keys["tags"])
    return f"kind: {keys['kind']}\ndistrict: {keys['district']}\ntags: [{tags}]\n"

"""The accounts of a source that is written down in a test."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from newsgen.config.load import parse as parse_config
from newsgen.importers.accounts import Account, Accounts
from newsgen.importers.addresses import Accounting
from newsgen.importers.capture import Capture
from newsgen.importers.plan import parse
from newsgen.importers.seen import CaptureIndex, PageFacts
from newsgen.model.tombstones import Tombstones
from newsgen.pipeline.ledger import Ledger

HOST: Final = "https://www.old.example"
AREAS: Final = '[areas.Old]\nhosts = ["www.old.example", "old.example"]\n'
PLAN: Final = f'{AREAS}[releases]\naddresses = ["/news/*"]\n'
CONFIG: Final = parse_config(f'[site]\nbase_url = "{HOST}"\n{AREAS}')
DAY: Final = datetime(2024, 5, 1, tzinfo=UTC)
NO_LEDGER: Final = Ledger([], Tombstones(), [])


class Visit:
    """A capture of a test: a page with a text, unless it says something else."""

    def __init__(self, path: str, text: str = "", **more: Any) -> None:
        self.facts: PageFacts | None = None
        url = path if "://" in path else HOST + path
        files = more.pop("files", ())
        canonical, missing = more.pop("canonical", ""), more.pop("missing", False)
        more = {"media_type": "text/html", "at": DAY, "origin": path, **more}
        self.capture = Capture(url=url, **more)
        has_body = "same_as" not in more and more.get("status", 200) == 200
        if more["media_type"] == "text/html" and has_body:
            words = text or path
            self.facts = PageFacts(
                words, None, canonical, words.encode(), text != "-", missing, files
            )


def account(
    seen: Sequence[Visit], plan: str = PLAN, ledger_: Ledger = NO_LEDGER
) -> tuple[Accounts, dict[str, Account]]:
    index = CaptureIndex()
    for each in seen:
        index.add(each.capture, each.facts)
    accounts = Accounting(index, parse(plan), CONFIG, ledger_).accounts()
    return accounts, {url.removeprefix(HOST): row for url, row in accounts.rows.items()}

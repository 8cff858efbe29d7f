"""Purging: what caches between the website and its readers keep of addresses that have changed.

Addresses that are yet to be purged are noted on the target until it is done, so that the next
deployment purges what a cache has refused, or what one that was killed has left.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.folder import STATE
from newsgen.deployers.output import BuiltOutput
from newsgen.deployers.plan import DeployPlan
from newsgen.deployers.target import CachedAddress, Notebook, TargetError
from newsgen.model.urls import both_spellings, quoted

TO_PURGE: Final = f"{STATE}/to-purge"
_OLD_PROCESSES: Final = 0.5
"""Seconds for which those of a server answer beside new ones that have its new configuration."""


class Purging:
    """What is purged in the course of a deployment, at all caches of a target.

    `failed` has the addresses that may still be cached, each with the reason; `left_before` has
    those that an earlier deployment has left.
    """

    def __init__(self, settings: DeploySettings, output: BuiltOutput, target: Notebook) -> None:
        self._settings, self._output, self._target = settings, output, target
        self.failed: dict[CachedAddress, str] = {}
        self._waits = False
        noted = (target.read(TO_PURGE) or b"").decode().splitlines() if settings.purge else ()
        self._expected = dict.fromkeys(CachedAddress(*line.split(" ")) for line in noted)
        self._left = dict(self._expected)
        self.left_before = tuple(self._expected)

    @property
    def purged(self) -> int:
        return len(self._expected) - len(self._left)

    def expect(self, plans: Iterable[DeployPlan]) -> None:
        """Note what a deployment changes, before it does."""
        paths: list[str] = []
        for plan in plans:
            self._waits |= plan.takes_down
            paths += _changed(plan)
        self.expect_files(paths)

    def expect_files(self, paths: Iterable[str]) -> None:
        """Note files that a deployment changes, before it does."""
        if self._settings.purge:
            for path in paths:
                self._expected.update(dict.fromkeys(self._addresses(path)))
            self._left = dict(self._expected)
            if self._left:
                self._note()

    def _note(self) -> None:
        with suppress(OSError):  # without room for a note it is purged all the same
            self._write_note()

    def _write_note(self) -> None:
        if self._left:
            lines = "".join(f"{address.host} {address.path}\n" for address in self._left)
            self._target.write(TO_PURGE, lines.encode())
        else:
            self._target.remove([TO_PURGE])
        self._target.settle()

    def _addresses(self, path: str) -> Iterator[CachedAddress]:
        """Yield the addresses at which caches may have a file, in each way that it is asked for."""
        model, inner = self._output.root_of(path)
        if model is None:
            return
        ways = sorted({*both_spellings(model.link(inner), inner), f"/{quoted(inner)}"})
        public = urlsplit(self._settings.address).netloc
        hosts = model.root.hosts if model.root.name else (public, *model.root.hosts)
        for host in dict.fromkeys(hosts):
            yield from (CachedAddress(host, way) for way in ways)

    def purge(self, paths: Iterable[str] | None = None) -> None:
        """Purge some files that had been expected, or all that is left when all is switched."""
        stale = [*self._left]
        if paths is not None:
            wanted = {address for path in paths for address in self._addresses(path)}
            stale = [address for address in stale if address in wanted]
        elif stale and self._settings.reload:
            time.sleep(_OLD_PROCESSES)  # a cache would keep what they answer after it is purged
        self._purge(stale)

    def again(self) -> None:
        """Purge all again: a server that had not loaded its configuration was asked since."""
        if not self.failed:
            self._purge([*self._expected])

    def keep_left(self) -> None:
        """Note for the next deployment what may still be cached."""
        if self._expected:
            self._note()

    def _purge(self, stale: Sequence[CachedAddress]) -> None:
        if not stale:
            return
        from newsgen.deployers.caches import purge, way_of  # noqa: PLC0415 (slow to load)

        scheme, failed = urlsplit(self._settings.address).scheme, dict[CachedAddress, str]()
        for text in self._settings.purge:
            try:
                with way_of(text, scheme, waits=self._waits) as way:
                    reasons = purge(way, stale)
                name = "" if text.startswith("command:") else f"{text}: "
                failed |= {address: name + reason for address, reason in reasons.items()}
            except TargetError as error:
                failed |= dict.fromkeys(stale, f"{error}. {error.hint}")
        for address in stale:
            self._left.pop(address, None)
            self.failed.pop(address, None)
        self._left.update(dict.fromkeys(failed))
        self.failed |= failed


def _changed(plan: DeployPlan) -> Iterator[str]:
    """Yield the files that a plan changes, take-downs and pictures first.

    New assets are left out: nobody has asked for them yet.
    """
    groups = dict(plan.groups)
    assets = {*groups.pop("assets")} - {*plan.removed}
    yield from dict.fromkeys(
        path
        for paths in (groups.pop("taken_down"), plan.media, sorted(plan.derived), *groups.values())
        for path in paths
        if path not in assets
    )

"""A target that a command of the site knows how to reach: it gets what is new, and what goes.

The command runs in the site's folder. Its environment has `NEWSGEN_NEW`, a folder with the files to
write; `NEWSGEN_GONE`, a file with the paths to delete, one a line; and `NEWSGEN_ORDER`, a file with
all of them in the order in which to do it. What was deployed is noted beside the cache.
"""

import os
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.folder import LocalTarget, run_here
from newsgen.deployers.ordered_target import OrderedTarget, Upload
from newsgen.deployers.switch import CommandFailedError
from newsgen.digest import digest
from newsgen.fast.patterns import later

FOLDER: Final = "deployed"
_ENDS_FIELD: Final = later(r"[\t\n\r]")
"""What a name in a line of a list cannot have."""


def target_of(url: str, _: DeploySettings, site: Path, cache: Path) -> OrderedTarget:
    """Return the target of a command, which runs in the site's folder."""
    return CommandTarget(url.partition(":")[2], site, cache)


class CommandTarget(OrderedTarget):
    """A command, and a folder with what it deployed last."""

    can_be_read = acts_at_once = False

    def __init__(self, command: str, site: Path, cache: Path) -> None:
        self.name, self._command, self._site = f"command:{command}", command, site
        folder = cache / FOLDER / digest(command).hex()
        if not folder.exists():
            self.remark = (
                f"{self.name}: it is not known here what was deployed before, so all files are new"
            )
        self._notes = LocalTarget(self.name, str(folder))
        self._steps: list[tuple[list[Upload], Sequence[str]]] = []

    def read(self, path: str) -> bytes | None:
        return self._notes.read(path)

    def write(self, path: str, data: bytes) -> None:
        self._notes.write(path, data)

    def remove(self, paths: Collection[str]) -> None:
        self._notes.remove(paths)

    def carry_out(self, uploads: Iterable[Upload], removed: Sequence[str]) -> None:
        self._steps.append(([*uploads], removed))

    def end(self) -> None:
        """Run the command. Raises `CommandFailedError`."""
        with tempfile.TemporaryDirectory(prefix="newsgen-") as name:
            folder, order = Path(name), list[bytes]()
            for uploads, removed in self._steps:
                for upload in uploads:
                    path = folder / "new" / upload.path
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(upload.data)
                    line = "\t".join(["put", upload.path, *upload.headers.values()])
                    order.append(os.fsencode(line))
                order += [os.fsencode(f"delete\t{path}") for path in removed]
            (folder / "new").mkdir(exist_ok=True)
            gone = [os.fsencode(path) for _, removed in self._steps for path in removed]
            (folder / "gone").write_bytes(b"".join(path + b"\n" for path in gone))
            (folder / "order").write_bytes(b"".join(line + b"\n" for line in order))
            self._run(folder)
        self._steps.clear()

    def _run(self, folder: Path) -> None:
        names = {f"NEWSGEN_{name.upper()}": str(folder / name) for name in ("new", "gone", "order")}
        code, said = run_here(self._command, self._site, {**os.environ, **names})
        if code:
            hint = "The next deployment gives it all of this again."
            raise CommandFailedError.of(self.name, code, said, hint)

    def can_hold(self, path: str) -> bool:
        return not _ENDS_FIELD.search(path)

    def paths(self) -> list[str]:
        return []

    def fetch(self, paths: Collection[str]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG002
        yield from ()

    def locked(self) -> AbstractContextManager[None]:
        return self._notes.locked()

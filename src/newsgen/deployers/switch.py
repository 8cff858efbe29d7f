"""The step from one release to another on one target, and what may stop it.

The configuration names the document root by its release. So a server that runs serves the old
release with its old configuration until it is told to load the new one, but for one thing: the
`site` of the old release is led to the new website first. That is the instant of the switch, and
of each take-down in it, however long the server takes to load what it is told.
"""

from typing import Self

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.holding import LIVE, RELEASES
from newsgen.deployers.target import DeployTarget, TargetError


class CommandFailedError(TargetError):
    """A command of the target's settings has failed."""

    @classmethod
    def of(cls, what: str, code: int, said: str, hint: str) -> Self:
        """Return what to say of it, with the end of what it said itself, if that is anything."""
        last = "; ".join(said.strip().splitlines()[-2:])
        return cls(f"{what} has failed (exit code {code}){f': {last}' * bool(last)}", hint)


class Switch:
    """The step from one release to another on one target, which can be taken back.

    A server whose configuration is deployed goes by that: `live` is led to the new release to test
    it, and no reader notices. The files are switched by the `site` of the release that it runs.
    """

    def __init__(
        self, target: DeployTarget, settings: DeploySettings, new: str, old: str, runs: str = ""
    ) -> None:
        """See to a step; `runs` is another release that a server may run."""
        self._target, self._settings, self._new, self._old = target, settings, new, old
        self._has_server, self._runs = settings.server != "none", runs

    def test(self) -> None:
        """Test the new configuration. Raises `CommandFailedError`."""
        if self._has_server:
            self._target.link(LIVE, f"{RELEASES}/{self._new}")
        _run(self._target, self._settings.test)

    def switch(self) -> None:
        """Have readers get the new files, then the new configuration, when the target settles.

        Raises:
            CommandFailedError: it cannot be loaded.

        """
        if self._has_server:
            tree = self._target.leads_to(f"{RELEASES}/{self._new}/site")
            for release in dict.fromkeys((self._old, self._runs)):
                lead(self._target, release, self._new, tree)
        self._target.link(LIVE, f"{RELEASES}/{self._new}")
        _run(self._target, self._settings.reload)

    def take_back(self, tree: str) -> None:
        """Have readers get the old release with the website in a folder of it."""
        if self._old:
            name = tree.rpartition("/")[2]
            self._target.link(f"{RELEASES}/{self._old}/site", name)
            lead(self._target, self._runs, self._old, name)
            self._target.link(LIVE, f"{RELEASES}/{self._old}")
        else:
            self._target.remove([LIVE])
        self._target.settle()


def lead(target: DeployTarget, release: str, to: str, tree: str) -> None:
    """Have a server that runs a release, if that is there, serve the website of another."""
    if release not in ("", to) and target.kind(f"{RELEASES}/{release}") == "folder":
        target.link(f"{RELEASES}/{release}/site", f"../{to}/{tree}")


def load_again(target: DeployTarget, settings: DeploySettings) -> None:
    """Have the web server load what is live. Raises `CommandFailedError`."""
    _run(target, settings.reload)


def _run(target: DeployTarget, command: str) -> None:
    if not command:
        return
    code, said = target.run(command)
    if code:
        hint = (
            "The old configuration stays, and nothing but take-downs was switched. Fix this, and "
            "deploy again."
        )
        raise CommandFailedError.of(f"{target.name}: “{command}”", code, said, hint)

"""A document root: a whole site on a host, or the only one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Root:
    """A document root.

    `name` is empty for a single root, else the host, which is also its folder.
    """

    name: str
    title: str
    base_url: str

    def file(self, path: str) -> str:
        """Return a path in the output folder for a path in this root."""
        return f"{self.name}/{path}" if self.name else path

"""Front matter for other programs: the handler that newsgen itself reads and writes with."""

from newsgen.content.handler import ReleaseHandler

__all__ = ["ReleaseHandler"]

"""newsgen.toml, read into frozen settings."""

from newsgen.config.load import load
from newsgen.config.settings import Config, Root

__all__ = ["Config", "Root", "load"]

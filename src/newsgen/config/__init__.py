"""newsgen.toml, read into frozen settings."""

from newsgen.config.load import load
from newsgen.config.settings import Config

__all__ = ["Config", "load"]

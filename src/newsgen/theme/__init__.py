"""Themes: loading and inheritance, the Jinja environment, and the digests of what is rendered."""

from newsgen.theme.load import Theme, installed, load_theme
from newsgen.theme.render import Renderer

__all__ = ["Renderer", "Theme", "installed", "load_theme"]

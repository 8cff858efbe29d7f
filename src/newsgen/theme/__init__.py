"""Themes: loading and inheritance, the Jinja environment, and the digests of what is rendered."""

from newsgen.theme.load import NO_FILTERS, SiteFilters, Theme, installed, load_theme
from newsgen.theme.render import Renderer

__all__ = ["NO_FILTERS", "Renderer", "SiteFilters", "Theme", "installed", "load_theme"]

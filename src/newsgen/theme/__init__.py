"""Themes: loading and inheritance, the Jinja environment, and the digests of what is rendered."""

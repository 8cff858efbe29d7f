"""YAML whose every value keeps its place, and whose mistakes are told in plain words."""

"""YAML whose every value keeps its place, and whose mistakes are reported in plain words."""

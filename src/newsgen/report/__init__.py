"""Findings and results as text or data: one module a format."""

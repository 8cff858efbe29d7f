"""The contract of themes: pages are valid, accessible and readable."""

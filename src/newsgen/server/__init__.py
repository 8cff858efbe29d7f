"""The preview: it serves a site as a web server would, from the catalogue, and shows mistakes.

One thread owns the site (`preview`); the event loop (`hub`, `app`) only waits for it.
"""

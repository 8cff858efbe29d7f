"""From the files of `content/` to releases, bodies and diagnostics."""

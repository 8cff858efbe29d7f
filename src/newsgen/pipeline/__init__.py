"""From a folder of releases to a site: ingest, check, plan, apply."""

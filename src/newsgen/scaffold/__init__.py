"""What `newsgen init` writes: settings, a first release, and the pipelines of a CI service."""

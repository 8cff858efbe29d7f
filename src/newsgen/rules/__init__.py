"""Rules over one release, and over the archive as a whole."""

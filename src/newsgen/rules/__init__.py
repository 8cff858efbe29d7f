"""What parses but is wrong: of one release, and of the archive as a whole."""

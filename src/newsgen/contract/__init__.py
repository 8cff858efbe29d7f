"""What a theme owes its site: its pages are valid, shut nobody out and can be read."""

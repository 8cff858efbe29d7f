"""What a site keeps, forgets and has looked at: removal for good, tombstones, review."""

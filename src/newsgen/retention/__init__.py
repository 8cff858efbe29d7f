"""What a site keeps, forgets and has looked at: permanent removal, tombstones, review."""

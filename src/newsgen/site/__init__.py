"""What a site consists of: one module a kind of output, none knowing another."""

"""The nouns: frozen, and free of input and output."""

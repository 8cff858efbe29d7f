"""Archives of other systems: read from the disk, with a proof that nothing was lost."""

"""Composite indices of offices: what they are built of, run, published, and read."""

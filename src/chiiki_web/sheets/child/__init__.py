"""Runs in a process of its own, under limits: never imported by the site."""

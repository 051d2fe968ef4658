"""Settings: base for all, run for the site, test for the tests."""

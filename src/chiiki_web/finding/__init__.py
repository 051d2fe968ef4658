"""Find advisers, cases, programmes and past requests by a text in anybody's own words."""

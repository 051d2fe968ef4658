"""The sample year: a made-up prefecture that walks through everything. Start at actions."""

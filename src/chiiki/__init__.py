"""Engines for a country's programmes that bring ICT to its regions: plain Python, no web, no database."""

"""Pages of the desk: the list, saved views, deeds for many, tables, processing times."""

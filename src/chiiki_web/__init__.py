"""The site over the engines: one Django app for each part of the work."""

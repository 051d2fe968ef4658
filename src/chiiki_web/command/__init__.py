"""`chiiki site …`: the site from a terminal."""

from chiiki_web.command.main import app

__all__ = ["app"]

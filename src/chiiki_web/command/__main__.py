"""`python -m chiiki_web.command` is `chiiki site`, also where nothing is installed."""

from chiiki_web.command.main import app

app()

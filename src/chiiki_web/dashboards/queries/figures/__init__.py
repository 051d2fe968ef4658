"""The figures of the deck, and the same questions asked of this system's own data."""

from chiiki_web.dashboards.queries.figures.own import map_of_services, own_charts
from chiiki_web.dashboards.queries.figures.published import published_charts

__all__ = ["map_of_services", "own_charts", "published_charts"]

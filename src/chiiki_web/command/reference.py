"""All reference data of the site, in the order in which one needs the other."""

from __future__ import annotations

from django.db import transaction

from chiiki_web.regions import actions as regions


@transaction.atomic
def load_reference() -> None:
    """Load what is published: safe to repeat, what is there stays."""
    regions.load_reference()

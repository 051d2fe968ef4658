"""Why somebody fits a request, in the words that the two have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki_web.advisers.models import SIDES
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.ui.formats import local

SIDE_NAMES = dict(SIDES)


@dataclass(frozen=True, slots=True)
class Why:
    """One part of the fit: what was compared, and what was found."""

    what: str
    found: str


def why_they_fit(request: Request, candidate: Candidate) -> list[Why]:
    """The parts that were weighed when they were proposed; none for who is asked directly."""
    return list(_parts(request, candidate))


def _parts(request: Request, candidate: Candidate) -> Iterator[Why]:
    shares = candidate.parts
    if "field" in shares:
        same = local(request.field, "name") if shares["field"] else _("none")
        yield Why(_("Field in common"), same)
    if "side" in shares:
        both = [one for one in request.sides if one in candidate.adviser.sides]
        names = pgettext("list", ", ").join(str(SIDE_NAMES[one]) for one in both)
        yield Why(_("Types of advice in common"), names or _("none"))
    if "place" in shares:
        yield Why(_("Nearness"), _nearness(shares["place"]))
    if "spare" in shares:
        yield Why(_("Days left"), _days_left(shares["spare"], candidate))


def _nearness(share: float) -> str:
    if share >= 1:
        return _("same prefecture")
    return _("same part of the country") if share else _("another part of the country")


def _days_left(share: float, candidate: Candidate) -> str:
    """The days that were left when they were proposed, of those of their commission."""
    agreed = candidate.days_commissioned  # type: ignore[attr-defined]
    if agreed is None:
        return f"{round(share * 100)}%"
    return _("%(left)s of %(agreed)s days commissioned") % {
        "left": round(share * agreed),
        "agreed": agreed,
    }

"""Everything that others ask of my organisation: plans to carry, plans to recommend."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.consortia import queries
from chiiki_web.consortia.models import Partnership

SHOWN = 100


@access.role("officer")
def listed(request: MemberRequest) -> HttpResponse:
    """Invitations and partnerships, then requests for a recommendation; newest first."""
    mine = list(queries.partnerships_of(request.member)[:SHOWN])
    to_sign = set(queries.to_sign(request.member).values_list("pk", flat=True))
    context = {
        "invited": [one for one in mine if one.state == Partnership.State.INVITED],
        "others": [
            (one, one.pk in to_sign)
            for one in mine
            if one.state != Partnership.State.INVITED
        ],
        "asked": list(queries.asked_of(request.member)[:SHOWN]),
    }
    return render(request, "consortia/list.html", context)

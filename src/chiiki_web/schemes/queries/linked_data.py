"""A programme or a call as JSON-LD in the vocabulary of schema.org."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chiiki.rules import Scheme
from chiiki_web.schemes.models import Call, Programme
from chiiki_web.schemes.queries.rounds import window_of

VOCABULARY = "https://schema.org"
JAPAN = {"@type": "Country", "name": "日本", "identifier": "JP"}


def most_yen(scheme: Scheme) -> int | None:
    """The highest cap that does not multiply by a count; None where nothing caps."""
    if scheme.funding is None:
        return None
    caps = [cap.yen for cap in scheme.funding.caps if cap.per is None]
    return max(caps, default=None)


def linked_programme(programme: Programme, address: str) -> dict[str, Any]:
    """A grant is money for projects; a dispatch is a service of government."""
    found = {
        "@context": VOCABULARY,
        "@id": address,
        "url": address,
        "name": programme.name_ja,
        "alternateName": programme.name_en,
        "description": programme.purpose_ja,
        "areaServed": JAPAN,
    }
    if programme.instrument == Programme.Instrument.DISPATCH:
        return found | {"@type": "GovernmentService", "serviceType": "専門家の派遣"}
    return found | {"@type": "MonetaryGrant"}


def linked_call(
    call: Call, scheme: Scheme, at: datetime, address: str, of: str
) -> dict[str, Any]:
    """One call; ``of`` is the address of its programme. Moments carry their time zone.

    A call with rounds is valid as long as the round that is open at a moment, or the next.
    """
    window = window_of(call, at)
    found: dict[str, Any] = {
        "@context": VOCABULARY,
        "@type": "MonetaryGrant",
        "@id": address,
        "url": address,
        "name": call.name_ja,
        "alternateName": call.name_en or None,
        "identifier": f"call-{call.pk}",
        "isPartOf": {
            "@type": "CreativeWork",
            "@id": of,
            "name": call.programme.name_ja,
        },
        "funder": {"@type": "GovernmentOrganization", "name": call.office.name_ja},
        "areaServed": JAPAN,
        "validFrom": window.opens_at.isoformat(),
        "validThrough": window.closes_at.isoformat(),
        "keywords": [one.name_ja for one in call.fields.all()] or None,
        "amount": _amount(most_yen(scheme)),
        "isAccessibleForFree": True,
        "creativeWorkStatus": "見本" if call.is_sample else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _amount(most: int | None) -> dict[str, Any] | None:
    if most is None:
        return None
    return {"@type": "MonetaryAmount", "currency": "JPY", "maxValue": most}

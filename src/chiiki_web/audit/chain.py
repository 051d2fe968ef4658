"""Seal events into a hash chain, outside the request, and verify the chain.

Method: each seal holds SHA-256 over its number, the hash before it and the event's
canonical JSON, so a changed, removed, added or swapped row breaks every later hash. A
cut tail shows only against a head that was kept elsewhere: pass it as ``anchor``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from chiiki_web.audit.models import Event, Seal

START = "0" * 64
BATCH = 500


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the verifier saw: ``broken`` names the first broken row, in plain words."""

    sealed: int
    unsealed: int
    head: str
    broken: str = ""

    @property
    def is_whole(self) -> bool:
        return not self.broken


def seal_events(at: datetime, limit: int = 5_000) -> int:
    """Seal the events that have no seal yet, oldest first; return how many.

    One sealer runs at a time (the worker). Two sealers cannot fork the chain: the
    number of a seal is unique.
    """
    with transaction.atomic():
        last = Seal.objects.order_by("-number").first()
        number, previous = (last.number, last.hash) if last else (0, START)
        fresh: list[Seal] = []
        for event in Event.objects.filter(seal__isnull=True).order_by("pk")[:limit]:
            number += 1
            hashed = _hash(number, previous, event)
            fresh.append(
                Seal(
                    number=number,
                    event=event,
                    previous_hash=previous,
                    hash=hashed,
                    sealed_at=at,
                )
            )
            previous = hashed
        Seal.objects.bulk_create(fresh, batch_size=BATCH)
    return len(fresh)


def verify_history(anchor: tuple[int, str] | None = None) -> Verdict:
    """Walk the chain from its start; stop at the first broken row and name it.

    ``anchor`` is a (number, hash) of the chain that was kept outside the database.
    """
    sealed, head, broken = 0, START, ""
    for seal, event in _links():
        broken = _fault(seal, event, number=sealed + 1, previous=head)
        if (
            not broken
            and anchor
            and seal.number == anchor[0]
            and seal.hash != anchor[1]
        ):
            broken = f"seal {seal.number}: differs from the anchor"
        if broken:
            break
        sealed, head = sealed + 1, seal.hash
    if not broken and anchor and sealed < anchor[0]:
        broken = f"seal {sealed + 1}: missing, the anchor is at {anchor[0]}"
    waiting = Event.objects.filter(seal__isnull=True).count()
    return Verdict(sealed=sealed, unsealed=waiting, head=head, broken=broken)


def _links() -> Iterator[tuple[Seal, Event | None]]:
    """Each seal with its event, read in batches; None where the event is gone."""
    after = 0
    while seals := list(
        Seal.objects.filter(number__gt=after).order_by("number")[:BATCH]
    ):
        events = Event.objects.in_bulk([seal.event_id for seal in seals])
        for seal in seals:
            yield seal, events.get(seal.event_id)
        after = seals[-1].number


def _fault(seal: Seal, event: Event | None, *, number: int, previous: str) -> str:
    if seal.number != number:
        return f"seal {number}: missing"
    if event is None:
        return f"seal {number}: event {seal.event_id} is gone"
    if seal.previous_hash != previous:
        return f"seal {number}: does not follow the one before it"
    if seal.hash != _hash(number, previous, event):
        return f"seal {number}: event {event.pk} was changed"
    return ""


def _hash(number: int, previous: str, event: Event) -> str:
    content = [
        number,
        previous,
        event.pk,
        event.name,
        event.subject,
        event.case,
        event.details,
        event.happened_at.astimezone(UTC).isoformat(),
        event.actor,
        event.hat,
    ]
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()

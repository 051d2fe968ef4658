"""Letters of recommendation that were given here are attached by themselves."""

from __future__ import annotations

from datetime import datetime

from chiiki_web.applications.models import Application, Attachment
from chiiki_web.consortia import queries as consortia
from chiiki_web.consortia.models import Recommendation


def has_letters(application: Application) -> bool:
    """Whether letters were given here: then the files change when it is sent."""
    return bool(consortia.with_letter(application.plan, application.call))


def attach_letters(application: Application, at: datetime) -> list[Recommendation]:
    """Let the files hold the letter of each standing recommendation, and no other one.

    Called while the application is sent, with its plan held: a recommendation is neither
    given nor withdrawn meanwhile. Returns the recommendations that stand.
    """
    answered = consortia.with_letter(application.plan, application.call)
    if not answered:
        return []
    given = [one for one in answered if one.state == Recommendation.State.GIVEN]
    wanted = {one.letter_id: one for one in given if one.letter_id is not None}
    there = application.attachments.filter(removed_at__isnull=True)
    withdrawn = {one.letter_id for one in answered} - set(wanted)
    there.filter(file__in=withdrawn).update(removed_at=at)
    known = set(there.filter(file__in=wanted).values_list("file_id", flat=True))
    Attachment.objects.bulk_create(
        Attachment(
            application=application,
            kind=Attachment.Kind.RECOMMENDATION,
            file_id=letter,
            name=one.file_name,
            added_at=at,
        )
        for letter, one in wanted.items()
        if letter not in known
    )
    return given

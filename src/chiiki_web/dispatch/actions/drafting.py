"""What is typed into the form of a request is kept while it is typed, and none is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.audit import log
from chiiki_web.dispatch.models import Draft
from chiiki_web.plans.actions import OpenForm, beginnings, most_kept, without_nul
from chiiki_web.refusals import Refusal

MOST_DRAFTS = 100  # of one body; a person who writes has one or two


class CannotKeep(Refusal):
    """Nothing was kept, and no draft was changed."""


@transaction.atomic
def keep_draft(
    form_key: UUID,
    typed: Mapping[str, list[str]],
    *,
    form: OpenForm,
    version: int,
    by: Membership,
    at: datetime,
) -> Draft:
    """Keep what stands in an open form; ``version`` is that of the draft it was opened from.

    It is kept whole or not at all.

    A request that was overtaken on its way changes nothing. Where somebody else has saved
    since, a draft of its own begins beside theirs.
    """
    if by.role != Membership.Role.OFFICER:
        raise CannotKeep(reason("dispatch.officers_only"))
    kept = _whole(typed)
    Organisation.objects.select_for_update().get(pk=by.organisation_id)
    own = Draft.objects.filter(organisation=by.organisation_id)
    draft = own.filter(page=form.page).first()
    if draft is not None and form.turn <= draft.turn:
        return draft
    if draft is None:
        draft = own.filter(form_key=form_key, version=version).first()
    if draft is None:
        if own.count() >= MOST_DRAFTS:
            raise CannotKeep(reason("dispatch.too_many_drafts", most=MOST_DRAFTS))
        draft = Draft(organisation=by.organisation, form_key=form_key)
    newest = own.filter(form_key=form_key).aggregate(newest=Max("version"))["newest"]
    draft.page, draft.turn, draft.version = form.page, form.turn, (newest or 0) + 1
    draft.typed, draft.saved_by, draft.saved_at = kept, by, at
    is_new = draft.pk is None
    draft.save()
    if is_new:
        log.record("dispatch.drafted", draft, by=by, at=at)
    return draft


@transaction.atomic
def drop_draft(draft_id: int, *, by: Membership, at: datetime) -> None:
    """Take a draft away that is not needed any more."""
    draft = (
        Draft.objects.select_for_update()
        .filter(pk=draft_id, organisation=by.organisation_id)
        .first()
    )
    if draft is None:
        raise CannotKeep(reason("dispatch.draft_is_gone"))
    log.record("dispatch.draft_dropped", draft, by=by, at=at)
    draft.delete()


def _whole(typed: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What was typed, without the one character that no database keeps."""
    clean = without_nul(typed)
    if beginnings(clean) != clean:
        raise CannotKeep(reason("dispatch.draft_too_long", most=most_kept()))
    return clean


def forget_page(page: UUID, organisation: Organisation) -> None:
    """What an open form held was sent: its draft is not needed any more."""
    Draft.objects.filter(page=page, organisation=organisation).delete()

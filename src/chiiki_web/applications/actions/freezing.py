"""Everything that is sent, read once: what it still lacks, and what of it is frozen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

from chiiki import money, rules
from chiiki.reasons import Reason, reason
from chiiki_web.applications import queries
from chiiki_web.applications.models import Application, Attachment
from chiiki_web.backgrounds.queries import Known
from chiiki_web.consortia import queries as consortia
from chiiki_web.consortia.models import Partnership, Recommendation
from chiiki_web.plans import queries as plans
from chiiki_web.schemes import queries as schemes

FILE_MISSING = "applications.file_missing"
CAP = "within_cap"  # the rule that ``applications.over_the_cap`` says with figures


@dataclass
class ToSend:
    """An application with its plan and parts, as it would be sent now.

    ``recommended`` are the recommendations that stand, ``attached`` the files.
    """

    application: Application
    recommended: Sequence[Recommendation]
    attached: Sequence[Attachment]

    @cached_property
    def recommender(self) -> str:
        return queries.recommended_by(self.application, self.recommended, self.attached)

    @cached_property
    def known(self) -> Known:
        return queries.known_of(self.application, self.recommender)

    @cached_property
    def assessment(self) -> rules.Assessment:
        return rules.assess(self.scheme, self.known.facts)

    @cached_property
    def scheme(self) -> rules.Scheme:
        return schemes.scheme_of(self.application.call)

    @cached_property
    def standing(self) -> queries.Standing | None:
        return queries.standing_of(self.application)

    @cached_property
    def members(self) -> list[Partnership]:
        return consortia.members_of(self.application.plan)

    def lacking(self) -> list[Reason]:
        """Every reason why it cannot be sent, whatever the hour."""
        return [*self._lacking(), *self._unmet()]

    def files(self) -> list[dict[str, object]]:
        return [_frozen_file(self.application, one) for one in self.attached]

    def snapshot(self) -> dict[str, Any]:
        """All that is said, as plain JSON that is readable without this database."""
        application = self.application
        said = plans.snapshot(application.plan) | {
            "requested": application.requested,
            "recommended_by": self.recommender,
            **consortia.frozen(application.plan, self.members),
            **_recommendations(self.recommended),
            **_round(application),
        }
        answers = queries.frozen_answers(application, self.standing)
        return said | ({"form": answers} if answers else {})

    def _lacking(self) -> Iterator[Reason]:
        application, attached = self.application, self.attached
        if not application.requested:
            yield reason("applications.no_amount")
        in_form = list(queries.lacking_in_form(application, attached, self.standing))
        if not attached and not any(one.code == FILE_MISSING for one in in_form):
            yield reason("applications.no_files")
        for one in attached:
            if not queries.is_stored(one):
                yield reason("applications.file_lost", name=one.name)
        yield from consortia.lacking(
            application.plan,
            requested=application.requested,
            scheme=self.scheme,
            members=self.members,
        )
        yield from in_form

    def _unmet(self) -> Iterator[Reason]:
        amount, said = self.assessment.amount, set[str]()
        cap = amount.cap if amount else None
        requested = self.application.requested or 0
        if cap is not None and requested > cap:
            language = get_language() or "ja"
            yield reason(
                "applications.over_the_cap",
                requested=money.format_yen(requested, language),
                cap=money.format_yen(cap, language),
            )
            said.add(CAP)
        yield from queries.unmet(
            one for one in self.assessment.findings if one.rule.id not in said
        )


def _recommendations(given: Sequence[Recommendation]) -> dict[str, object]:
    frozen = [consortia.frozen_recommendation(one) for one in given]
    return {"recommendations": frozen} if frozen else {}


def _round(application: Application) -> dict[str, object]:
    """The round in which it was first received, frozen with what was sent."""
    return {"round": application.round.number} if application.round else {}


def _frozen_file(application: Application, one: Attachment) -> dict[str, object]:
    return {
        "attachment": one.pk,
        "name": one.name,
        **queries.frozen_kind(application, one),
        "sha256": one.file.sha256,
        "size": one.file.size,
    }

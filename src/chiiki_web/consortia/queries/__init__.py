"""What can be read about consortia and recommendations."""

from chiiki_web.consortia.queries.content import (
    changed_parts,
    content_of,
    digest_of,
    frozen,
    frozen_recommendation,
    members_of,
    taking_part,
)
from chiiki_web.consortia.queries.demands import (
    Signed,
    Standing,
    is_demanded,
    lacking,
    signed,
)
from chiiki_web.consortia.queries.labels import labels_of
from chiiki_web.consortia.queries.rows import (
    asked_of,
    given,
    is_sent,
    open_invitation,
    partner_choices,
    partnerships_of,
    recommendations_of,
    recommender_choices,
    similar,
    to_answer,
    to_sign,
    waiting_registrations,
    was_sent,
    with_letter,
)
from chiiki_web.consortia.queries.shares import HeadShares, by_head, total_of

__all__ = [
    "HeadShares",
    "Signed",
    "Standing",
    "asked_of",
    "by_head",
    "changed_parts",
    "content_of",
    "digest_of",
    "frozen",
    "frozen_recommendation",
    "given",
    "is_demanded",
    "is_sent",
    "labels_of",
    "lacking",
    "members_of",
    "open_invitation",
    "partner_choices",
    "partnerships_of",
    "recommendations_of",
    "recommender_choices",
    "signed",
    "similar",
    "taking_part",
    "to_answer",
    "to_sign",
    "total_of",
    "waiting_registrations",
    "was_sent",
    "with_letter",
]

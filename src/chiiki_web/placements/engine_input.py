"""A placement becomes what the rules read, what both sides agree to, and its letters."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from chiiki import rules
from chiiki.periods import format_date
from chiiki.reasons import Reason, reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.dispatch import engine_input as dispatch
from chiiki_web.placements.models import Assessment, Placement, Side

LENGTH = "dispatch.months"


def digest_of(placement: Placement) -> str:
    """SHA-256 over everything that the two sides agree on."""
    said = {
        "period": [placement.starts_on.isoformat(), placement.ends_on.isoformat()],
        "days_a_month": placement.days_a_month,
        "milestones": [
            [one.number, one.what, one.due_on.isoformat(), one.seen_by]
            for one in placement.milestones.all()
        ],
        "abilities": [
            [one.number, one.text_ja, one.text_en] for one in placement.abilities.all()
        ],
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def months_of(starts_on: date, ends_on: date) -> int:
    """How many months a period takes, a month that was begun counted as one.

    >>> from datetime import date
    >>> months_of(date(2026, 12, 1), date(2027, 5, 31))
    6
    >>> months_of(date(2026, 12, 1), date(2027, 6, 1))
    7
    >>> months_of(date(2026, 12, 18), date(2027, 3, 17))
    3
    """
    end = ends_on + timedelta(days=1)
    whole = (end.year - starts_on.year) * 12 + end.month - starts_on.month
    return whole + (end.day > starts_on.day)


def against_length(
    placement: Placement, starts_on: date, ends_on: date
) -> Iterator[Reason]:
    """What the rules of the scheme say against so long a placement, with their clause."""
    scheme, facts = dispatch.scheme_and_facts(placement.request)
    facts = {**facts, LENGTH: months_of(starts_on, ends_on)}
    language = get_language() or "ja"
    for one in rules.assess(scheme, facts).findings:
        if one.verdict == rules.Verdict.NO and LENGTH in one.rule.facts:
            yield reason(
                "placements.beyond_scheme",
                months=facts[LENGTH],
                rule=one.rule.text(language),
                clause=one.rule.clause(language),
            )


def letter_data(placement: Placement, letter: str) -> dict[str, Any]:
    """What a letter (notice, statement) says: plain texts in Japanese, as offices write."""
    request = placement.request
    office = next(iter(accounts.holders("office")), None)
    sender = office.organisation if office else None
    is_notice = letter == "notice"
    when = placement.began_at if is_notice else placement.finished_at
    assert when is not None
    last_day = placement.ends_on if is_notice else placement.last_day
    manager = placement.adviser
    return {
        "number": request.number,
        "date": format_date(timezone.localdate(when), "ja"),
        "addressee": request.organisation.name_ja,
        "addressee_title": request.organisation.head_title or "代表者",
        "sender": sender.name_ja if sender else "",
        "sender_title": sender.head_title if sender else "",
        "is_sample": request.organisation.is_sample,
        "project": request.project,
        "manager": manager.membership.user.name,
        "affiliation": manager.affiliation,
        "field": request.field.name_ja,
        "starts_on": format_date(placement.starts_on, "ja"),
        "ends_on": format_date(last_day, "ja"),
        "months": months_of(placement.starts_on, last_day),
        "days_a_month": placement.days_a_month,
        "milestones": [
            {
                "number": one.number,
                "what": one.what,
                "due_on": format_date(one.due_on, "ja"),
                "seen_by": one.seen_by,
                "settled": _settled(one.is_reached),
                "note": one.settled_note,
            }
            for one in placement.milestones.all()
        ],
        "abilities": _abilities(placement),
        "days_worked": sum(one.days_worked or 0 for one in placement.logs.all()),
        "logs": placement.logs.count(),
        "ended_early": placement.ended_on is not None,
        "ending": _in_japanese(ENDINGS, placement.ending),
        "end_ground": placement.end_ground,
        "rest": _in_japanese(RESTS, placement.rest),
        "rest_note": placement.rest_note,
    }


ENDINGS = {
    "illness": "マネージャーの病気又は事故",
    "duties": "マネージャーの他の職務",
    "region": "地域の事情",
    "done": "目的の早期達成",
    "other": "その他",
}
RESTS = {
    "another": "別のマネージャーを依頼する",
    "alone": "地域が自ら続ける",
    "later": "後日改めて取り組む",
    "dropped": "行わない",
}
LEVELS = {"alone": "単独で可", "helped": "支援があれば可", "not_yet": "未到達"}


def _abilities(placement: Placement) -> list[dict[str, str]]:
    rows = list(placement.abilities.all())
    found = {
        (one.ability_id, one.side): one.level
        for one in Assessment.objects.filter(
            ability__placement=placement, moment=Assessment.Moment.END
        )
    }
    return [
        {
            "text": one.text_ja,
            "region": _in_japanese(LEVELS, found.get((one.pk, Side.REGION), "")),
            "manager": _in_japanese(LEVELS, found.get((one.pk, Side.MANAGER), "")),
            "next_step": one.next_step,
        }
        for one in rows
    ]


def _settled(is_reached: bool | None) -> str:
    return {True: "到達", False: "未到達", None: "未確認"}[is_reached]


def _in_japanese(words: dict[str, str], code: str) -> str:
    return words.get(code, "―")

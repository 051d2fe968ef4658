"""The stamp of an application: one digest over every row from which it is frozen.

Whole rows are taken as the database has them, so that no action has to tell anybody what
it changed. Files are named by their content and the text of rules by its digest (in the
row of the call): neither can change under its name. What decides at the moment of sending
(clock, rounds, numbers) is not frozen and not in here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from django.apps import apps
from django.db import connection
from django.db.models import Model

from chiiki import rules
from chiiki_web.accounts.models import Membership, Organisation, User
from chiiki_web.applications.models import Answer, Application, Attachment
from chiiki_web.backgrounds import queries as backgrounds
from chiiki_web.backgrounds.models import AwardStatement, StrengthStatement
from chiiki_web.consortia.models import (
    CostShare,
    Partnership,
    Recommendation,
    SignOff,
)
from chiiki_web.documents.models import FileFault
from chiiki_web.plans.models import CheckAnswer, CostLine, Plan, Stakeholder
from chiiki_web.regions.models import FiscalStrength, Municipality
from chiiki_web.rows import Rows, ask
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call, Field

WHO = """
WITH who AS (
  SELECT organisation_id AS id FROM plans_plan WHERE id = %(plan)s
  UNION SELECT organisation_id FROM plans_plan_partners WHERE plan_id = %(plan)s
  UNION SELECT organisation_id FROM consortia_partnership WHERE plan_id = %(plan)s
  UNION SELECT recommender_id FROM consortia_recommendation
  WHERE plan_id = %(plan)s AND call_id = %(call)s
)
"""
OF_PLAN = "plan_id = %(plan)s"
OF_APPLICATION = "application_id = %(application)s"
OF_WHO = "organisation_id IN (SELECT id FROM who)"
OF_PARTNERSHIPS = (
    "partnership_id IN (SELECT id FROM consortia_partnership WHERE plan_id = %(plan)s)"
)
SIGNERS = f"SELECT signer_id FROM consortia_signoff WHERE {OF_PARTNERSHIPS}"
AWARDED = """
, applied AS (
  SELECT id FROM applications_application
  WHERE organisation_id IN (SELECT id FROM who)
)
, awarded AS (
  SELECT application_id AS id FROM awards_award
  WHERE application_id IN (SELECT id FROM applied)
)
"""
STATED = f"SELECT stated_by_id FROM backgrounds_awardstatement WHERE {OF_WHO}"

PREFECTURES = (
    "SELECT prefecture_id FROM accounts_organisation WHERE id IN (SELECT id FROM who)"
)
TOWNS = (
    "SELECT municipality_id FROM plans_plan WHERE id = %(plan)s UNION"
    " SELECT municipality_id FROM accounts_organisation WHERE id IN (SELECT id FROM who)"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one model; all of their fields, or those that are named."""

    model: type[Model]
    where: str
    fields: tuple[str, ...] = ()


CASE = (
    Source(Application, "id = %(application)s"),
    Source(Plan, "id = %(plan)s"),
    Source(CostLine, OF_PLAN),
    Source(Stakeholder, OF_PLAN),
    Source(Plan.partners.through, OF_PLAN),
    Source(CheckAnswer, OF_PLAN),
    Source(Partnership, OF_PLAN),
    Source(CostShare, OF_PARTNERSHIPS),
    Source(SignOff, OF_PARTNERSHIPS),
    Source(Recommendation, f"{OF_PLAN} AND call_id = %(call)s"),
    Source(Attachment, OF_APPLICATION),
    Source(
        FileFault,
        "mended_at IS NULL AND file_id IN"
        f" (SELECT file_id FROM applications_attachment WHERE {OF_APPLICATION})",
        ("file_id", "kind"),
    ),
    Source(Answer, OF_APPLICATION),
    Source(Call, "id = %(call)s"),
    Source(Organisation, "id IN (SELECT id FROM who)"),
    Source(
        Municipality,
        "code IN (SELECT municipality_id FROM plans_plan WHERE id = %(plan)s)",
    ),
    Source(Field, "code IN (SELECT field_id FROM plans_plan WHERE id = %(plan)s)"),
    Source(Membership, f"id IN ({SIGNERS})", ("user_id",)),
    Source(
        User,
        f"id IN (SELECT user_id FROM accounts_membership WHERE id IN ({SIGNERS}))",
        ("name",),
    ),
)


def beside() -> tuple[Source, ...]:
    """What some rules ask beside the case: earlier awards, strength, what was stated."""
    award = apps.get_model(
        "awards", "Award"
    )  # of an app above, as ``backgrounds`` says
    return (
        Source(AwardStatement, OF_WHO),
        Source(StrengthStatement, OF_WHO),
        Source(Membership, f"id IN ({STATED})", ("organisation_id",)),
        Source(
            FiscalStrength,
            f"municipality_id IN ({TOWNS}) OR prefecture_id IN ({PREFECTURES})",
        ),
        Source(award, "application_id IN (SELECT id FROM applied)"),
        Source(
            Application,
            "id IN (SELECT id FROM awarded)",
            ("organisation_id", "call_id"),
        ),
        Source(
            Call,
            "id IN (SELECT call_id FROM applications_application"
            " WHERE id IN (SELECT id FROM awarded))",
            ("programme_id",),
        ),
    )


def stamp_of(application: Application) -> str:
    """The stamp as the rows give it now; ``application.call`` is at hand."""
    scheme = schemes.scheme_of(application.call)
    asks_beside = bool(rules.facts_read(scheme) & backgrounds.FACTS)
    ids = {
        "application": application.pk,
        "plan": application.plan_id,
        "call": application.call_id,
    }
    return digest_of_rows(ask(statement(asks_beside=asks_beside), ids))


def digest_of_rows(rows: list[tuple[object, ...]]) -> str:
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@lru_cache(maxsize=2)
def statement(*, asks_beside: bool) -> str:
    """One row with one text for each source."""
    who, sources = (WHO + AWARDED, CASE + beside()) if asks_beside else (WHO, CASE)
    return f"{who} SELECT {', '.join(f'({_text(one)})' for one in sources)}"


def _text(one: Source) -> str:
    rows = Rows(one.model, *one.fields)
    key = f't."{one.model._meta.pk.column}"'
    if connection.vendor == "postgresql":
        said = f"ROW({rows.columns('t')})" if one.fields else "t"
        said = f"string_agg({said}::text, ';' ORDER BY {key})"
        return f'SELECT {said} FROM "{rows.table}" t WHERE {one.where}'
    said = " || ',' || ".join(
        f"quote({column})" for column in rows.columns("t").split(", ")
    )
    return (
        f"SELECT group_concat(said, ';') FROM (SELECT {said} AS said"
        f' FROM "{rows.table}" t WHERE {one.where} ORDER BY {key})'
    )

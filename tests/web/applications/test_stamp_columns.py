"""Each column of each row that the full check reads is in the stamp, or freezes nothing."""

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from chiiki_web.applications import queries
from chiiki_web.applications.actions.freezing import ToSend
from chiiki_web.applications.models import Answer, Application
from chiiki_web.applications.queries import stamp
from chiiki_web.plans import queries as plan_queries
from chiiki_web.plans.models import Plan
from chiiki_web.regions import actions as regions
from web import make
from web.applications import rich
from web.backgrounds import made as background
from web.make import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# A file is named by its content: under one number there is one digest and one size.
NEVER_CHANGED = "documents_storedfile"


@pytest.fixture
def case():
    return rich.case()


@pytest.fixture
def asked():
    return rich.asked()


def strength_published():
    row = {"code": make.MATSUMOTO, "year": "2025", "value": "0.81", "source": "見本"}
    regions.update_fiscal_strengths([row], by=None, at=NOW)


def frozen_now(case):
    """What the full check would freeze, or how it fails."""
    try:
        application = Application.objects.select_related("call").get(
            pk=case.application.pk
        )
        rows = plan_queries.with_parts(Plan.objects.all())
        application.plan = rows.get(pk=application.plan_id)
        to_send = ToSend(application, [], queries.files_of(application))
        lacking = [(one.code, repr(one.values)) for one in to_send.lacking()]
        return (
            lacking,
            to_send.snapshot(),
            to_send.files(),
            queries.frozen(to_send.assessment, to_send.known),
        )
    except Exception as fault:
        return type(fault), str(fault)


def stamp_now(case):
    try:
        application = Application.objects.select_related("call").get(
            pk=case.application.pk
        )
        return queries.stamp_of(application)
    except Exception as fault:
        return type(fault), str(fault)


def tables_read(case):
    with CaptureQueriesContext(connection) as found:
        frozen_now(case)
    words = " ".join(one["sql"] or "" for one in found)
    return set(re.findall(r'(?:FROM|JOIN) "(\w+)"', words)) - {NEVER_CHANGED}


STEPS = (  # of each type of value, one to another
    (bool, lambda value: not value),
    (UUID, lambda _value: uuid4()),
    (int | float, lambda value: value + 1),
    (datetime | date, lambda value: value + timedelta(days=1)),
    (list, lambda value: [*value, "x"]),
    (dict, lambda value: value | {"x": "x"}),
)
FIRST = {
    "DateTimeField": NOW,
    "DateField": NOW.date(),
    "CharField": "",
    "TextField": "",
}


def other(value, field):
    """Another value of the same type; another row where it names one."""
    if field.is_relation:
        rows = field.related_model.objects.exclude(pk=value).order_by("pk")
        return rows.values_list("pk", flat=True).last()
    if field.choices and not field.null:
        return next(one for one, _label in field.flatchoices if one != value)
    if value is None:
        value = FIRST.get(field.get_internal_type(), 0)
    if isinstance(value, str):
        return f"{value}x"[-(field.max_length or 10**6) :]
    return next(step for kind, step in STEPS if isinstance(value, kind))(value)


def changes(tables):
    """Each row of these tables with one column changed; of the register only one place."""
    models = {one._meta.db_table: one for one in apps.get_models(True)}
    for table in sorted(tables & set(models)):
        model = models[table]
        rows = model.objects.all()
        if rows.count() > 40:
            rows = rows.filter(pk__in=[make.MATSUMOTO, "20", "welfare"])
        for row in rows:
            for field in model._meta.concrete_fields:
                if not field.primary_key:
                    yield (
                        model,
                        row.pk,
                        field,
                        other(getattr(row, field.attname), field),
                    )


def not_stamped(case):
    """Columns that change what is frozen and leave the stamp alone; and how many do not."""
    before, frozen, seen, missed = stamp_now(case), frozen_now(case), 0, []
    for model, pk, field, value in changes(tables_read(case)):
        with suppress(IntegrityError), transaction.atomic():
            model.objects.filter(pk=pk).update(**{field.attname: value})
            if frozen_now(case) != frozen:
                seen += 1
                if stamp_now(case) == before:
                    missed.append(f"{model._meta.label}.{field.name} of {pk}")
            transaction.set_rollback(True)
    return missed, seen


def test_no_column_that_is_frozen_is_missing_in_the_stamp(case):
    background.awarded(case.together.partner, make.call(case.who.office))
    strength_published()
    tables = {"plans_plan", "plans_costline", "awards_award", "consortia_signoff"}
    assert tables <= tables_read(case)
    missed, seen = not_stamped(case)
    assert missed == []
    assert seen > 60


def test_no_column_of_an_answer_is_missing_in_the_stamp(asked):
    assert "applications_answer" in tables_read(asked)
    missed, seen = not_stamped(asked)
    assert missed == []
    assert seen > 40


def test_control_with_a_table_left_out_the_look_at_columns_finds_it(asked, monkeypatch):
    left = tuple(one for one in stamp.CASE if one.model is not Answer)
    monkeypatch.setattr(stamp, "CASE", left)
    stamp.statement.cache_clear()
    try:
        missed, _seen = not_stamped(asked)
    finally:
        stamp.statement.cache_clear()
    assert any("applications.Answer.typed" in one for one in missed)

"""Returns, days and versions of what was received before they were kept.

A request for correction of before is one return; it was answered by the next submission.
Who was given another day was away all the time: from the first request to that submission.
When something was withdrawn or not accepted is known from the history alone.
What is not known, such as the standard of a scheme that is no longer there, stays empty.
"""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

from chiiki.errors import EngineError
from chiiki.rules import scheme_version


ENDS = {"withdrawn": "application.withdrawn", "rejected": "application.rejected"}


def count_days(apps, schema_editor):
    Application = apps.get_model("applications", "Application")
    sent = Application.objects.filter(submitted_at__isnull=False)
    for application in sent.select_related("call").iterator():
        submissions = list(application.submissions.order_by("version"))
        if submissions:
            _keep(apps, application, submissions)


def _keep(apps, application, submissions):
    standard = _standard(application.call)
    first = timezone.localdate(submissions[0].received_at)
    if standard is not None and standard.ground.assumed:
        first = max(first, timezone.localdate(application.call.closes_at))
    away, back = 0, None
    for asked in application.comments.filter(asks_correction=True).order_by("pk"):
        made = _return(apps, application, asked, submissions)
        if made.corrected_at is None:
            application.returned_at = application.returned_at or made.returned_at
        elif made.corrected_at != back:
            back = made.corrected_at
            gone = max(timezone.localdate(made.returned_at), first)
            away += max((timezone.localdate(made.corrected_at) - gone).days, 0)
    if application.status != "returned":
        application.returned_at = None
    elif application.returned_at is None:
        application.returned_at = submissions[-1].received_at
    if application.status in ENDS:
        application.ended_at = _ended_at(apps, application)
    application.counts_from, application.days_away = first, away
    if standard is not None:
        application.decide_by = first + timedelta(days=standard.days + away)
    application.save()


def _return(apps, application, asked, submissions):
    before = [one for one in submissions if one.received_at <= asked.written_at]
    after = [one for one in submissions if one.received_at > asked.written_at]
    limit = application.correct_by
    if limit is None or limit <= asked.written_at:
        limit = asked.written_at + timedelta(days=1)
    made = apps.get_model("applications", "Return").objects.create(
        application=application,
        form_key=asked.form_key,
        note=asked.text,
        version=before[-1].version if before else 1,
        correct_by=limit,
        returned_at=asked.written_at,
        returned_by=asked.author,
        corrected_at=after[0].received_at if after else None,
    )
    asked.returned, asked.version = made, made.version
    if application.status in ("accepted", "rejected", "withdrawn"):
        asked.resolved_at = application.submitted_at
    asked.save()
    return made


def _ended_at(apps, application):
    ends = apps.get_model("audit", "Event").objects.filter(
        name=ENDS[application.status],
        subject=f"applications.application:{application.pk}",
    )
    return ends.order_by("pk").values_list("happened_at", flat=True).last()


def _standard(call):
    try:
        return scheme_version(call.scheme_code, call.scheme_version).terms.processing
    except (EngineError, KeyError):
        return None


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0003_returns_assignment_and_processing_time"),
        ("audit", "0001_initial"),
    ]
    operations = [migrations.RunPython(count_days, migrations.RunPython.noop)]

"""Organisations that were named as partners take part: each gets its row, and the lead's."""

from uuid import uuid4

from django.db import migrations
from django.utils import timezone


def keep_partners(apps, schema_editor):
    Plan = apps.get_model("plans", "Plan")
    Partnership = apps.get_model("consortia", "Partnership")
    now = timezone.now()
    for plan in Plan.objects.filter(partners__isnull=False).distinct().iterator():
        bodies = [(plan.organisation_id, True)]
        bodies += [(pk, False) for pk in plan.partners.order_by("pk").values_list("pk", flat=True)]
        Partnership.objects.bulk_create(
            Partnership(
                plan=plan,
                organisation_id=pk,
                form_key=uuid4(),
                is_lead=is_lead,
                state="takes_part",
                invited_at=now,
                answered_at=now,
            )
            for pk, is_lead in bodies
        )


class Migration(migrations.Migration):
    dependencies = [("consortia", "0001_keep_partnerships_and_recommendations")]
    operations = [migrations.RunPython(keep_partners, migrations.RunPython.noop)]

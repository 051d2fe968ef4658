"""Who stood in the register is commissioned for the fiscal year; employers keep counting."""

from django.db import migrations
from django.utils import timezone

from chiiki.periods import fiscal_year, format_fiscal_year


def carry_over(apps, schema_editor):
    Adviser = apps.get_model("advisers", "Adviser")
    Commission = apps.get_model("advisers", "Commission")
    Employment = apps.get_model("advisers", "Employment")
    now = timezone.now()
    year = fiscal_year(timezone.localdate(now))
    start = f"{format_fiscal_year(year, 'ja')}委嘱第"
    number = 0
    for adviser in Adviser.objects.order_by("pk").prefetch_related("employers"):
        Employment.objects.bulk_create(
            Employment(adviser=adviser, organisation=body, name=body.name_ja)
            for body in adviser.employers.all()
        )
        if adviser.is_active and adviser.capacity_days:
            number += 1
            Commission.objects.create(
                adviser=adviser,
                fiscal_year=year,
                capacity_days=adviser.capacity_days,
                number=f"{start}{number}号",
                decided_at=now,
            )


class Migration(migrations.Migration):
    dependencies = [("advisers", "0002_register")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]

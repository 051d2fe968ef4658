from django.db import migrations


def carry_over(apps, schema_editor):
    """Who was nominated is the first nomination; who was asked sat on the only seat."""
    Request = apps.get_model("dispatch", "Request")
    Nomination = apps.get_model("dispatch", "Nomination")
    Candidate = apps.get_model("dispatch", "Candidate")
    Nomination.objects.bulk_create(
        Nomination(request_id=pk, adviser_id=adviser, rank=1)
        for pk, adviser in Request.objects.filter(
            nominated__isnull=False
        ).values_list("pk", "nominated")
    )
    Candidate.objects.filter(asked_at__isnull=False).update(seat=1)


class Migration(migrations.Migration):

    dependencies = [("dispatch", "0002_rounds_teams_and_papers")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]

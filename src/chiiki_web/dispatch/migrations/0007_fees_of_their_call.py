from django.db import migrations


def remember(apps, editor):
    """Money that is set aside belongs to the call and round of its request."""
    for fee in apps.get_model("dispatch", "Fee").objects.select_related("candidate__request"):
        fee.call_id = fee.candidate.request.call_id
        fee.round_id = fee.candidate.request.round_id
        fee.save(update_fields=["call", "round"])


class Migration(migrations.Migration):

    dependencies = [("dispatch", "0006_fees_know_their_call")]

    operations = [migrations.RunPython(remember, migrations.RunPython.noop)]

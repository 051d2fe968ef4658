"""The last number of a call is found without counting all that it has received."""

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Length


class Migration(migrations.Migration):
    dependencies = [("applications", "0009_prepared")]

    operations = [
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                F("call"),
                Length("number").desc(),
                F("number").desc(),
                condition=Q(number__isnull=False),
                name="application_last_number",
            ),
        ),
    ]

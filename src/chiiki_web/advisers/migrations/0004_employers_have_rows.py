"""Employers are read through their rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advisers", "0003_carry_over")]
    operations = [
        migrations.RemoveField(model_name="adviser", name="employers"),
        migrations.AddField(
            model_name="adviser",
            name="employers",
            field=models.ManyToManyField(
                blank=True,
                related_name="employed_advisers",
                through="advisers.Employment",
                to="accounts.organisation",
            ),
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("dispatch", "0005_fees_by_journey"),
        ("schemes", "0005_rounds"),
    ]

    operations = [
        migrations.AddField(
            model_name="fee",
            name="call",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schemes.call"),
        ),
        migrations.AddField(
            model_name="fee",
            name="round",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schemes.round"),
        ),
    ]

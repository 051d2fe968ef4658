"""A saved view is named in Japanese, and in English where somebody gave it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_views_and_batches")]

    operations = [
        migrations.RemoveConstraint("savedview", "saved_view_name_once"),
        migrations.RemoveConstraint("savedview", "saved_view_has_name"),
        migrations.RenameField("savedview", "name", "name_ja"),
        migrations.AlterModelOptions(
            "savedview", {"ordering": ["-is_shared", "name_ja", "pk"]}
        ),
        migrations.AddField(
            "savedview", "name_en", models.CharField(blank=True, default="", max_length=60), preserve_default=False
        ),
        migrations.AddConstraint(
            "savedview",
            models.UniqueConstraint(
                fields=("owner", "name_ja"), name="saved_view_name_once"
            ),
        ),
        migrations.AddConstraint(
            "savedview",
            models.CheckConstraint(
                condition=models.Q(("name_ja", ""), _negated=True),
                name="saved_view_has_name",
            ),
        ),
    ]

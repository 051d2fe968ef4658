"""A comment may stand beside a question of the form, whose code can be long."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0005_returned_has_moment'),
    ]

    operations = [
        migrations.AlterField(
            model_name='comment',
            name='part',
            field=models.CharField(blank=True, max_length=80),
        ),
    ]

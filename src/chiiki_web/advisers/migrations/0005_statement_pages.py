"""Which open form wrote each part of a statement last."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('advisers', '0004_employers_have_rows'),
    ]

    operations = [
        migrations.AddField(
            model_name='statement',
            name='pages',
            field=models.JSONField(default=dict),
        ),
    ]

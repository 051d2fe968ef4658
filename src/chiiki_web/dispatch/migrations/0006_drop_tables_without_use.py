"""Tables for recommendations and drafts that nothing has ever used."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('dispatch', '0005_fees_by_journey'),
    ]

    operations = [
        migrations.DeleteModel(name='Backing'),
        migrations.DeleteModel(name='Draft'),
    ]

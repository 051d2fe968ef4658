"""Tables for recommendations and drafts that nothing has ever used."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('dispatch', '0007_fees_of_their_call'),
    ]

    operations = [
        migrations.DeleteModel(name='Backing'),
        migrations.DeleteModel(name='Draft'),
    ]

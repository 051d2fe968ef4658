"""What is returned says since when and until when."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("applications", "0004_count_days_of_before")]

    operations = [
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'returned'), _negated=True), models.Q(('correct_by__isnull', False), ('returned_at__isnull', False)), _connector='OR'), name='application_returned_has_moment'),
        ),
    ]

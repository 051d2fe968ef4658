from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("dispatch", "0003_nominations_and_seats")]

    operations = [
        migrations.RemoveField(
            model_name='request',
            name='nominated',
        ),
        migrations.AddConstraint(
            model_name='candidate',
            constraint=models.UniqueConstraint(condition=models.Q(('answer__in', ['', 'accepted']), ('seat__isnull', False)), fields=('request', 'seat'), name='candidate_one_on_a_seat'),
        ),
        migrations.AddConstraint(
            model_name='candidate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_at__isnull', True), ('seat__isnull', True)), models.Q(('asked_at__isnull', False), ('seat__isnull', False)), _connector='OR'), name='candidate_asked_has_seat'),
        ),
    ]

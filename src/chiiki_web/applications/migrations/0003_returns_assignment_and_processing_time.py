"""Returns with their lists, who handles an application, and the days that count."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('applications', '0002_answers_and_kinds'),
        ('plans', '0001_initial'),
        ('schemes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProcessingTime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(999)])),
                ('counted_from', models.CharField(choices=[('receipt', 'from the day of receipt'), ('closing', 'from the day on which the call closes')], max_length=10)),
                ('set_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Return',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_key', models.UUIDField()),
                ('note', models.TextField(blank=True)),
                ('version', models.PositiveSmallIntegerField()),
                ('correct_by', models.DateTimeField()),
                ('returned_at', models.DateTimeField()),
                ('corrected_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='application',
            name='assigned_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assigned_applications', to='accounts.membership'),
        ),
        migrations.AddField(
            model_name='application',
            name='counts_from',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='days_away',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='application',
            name='decide_by',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='returned_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='comment',
            name='done_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='comment',
            name='done_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership'),
        ),
        migrations.AddField(
            model_name='comment',
            name='done_note',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='comment',
            name='resolved_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='comment',
            name='resolved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership'),
        ),
        migrations.AddField(
            model_name='comment',
            name='version',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['status', 'decide_by'], name='application_due'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['-submitted_at'], name='application_received'),
        ),
        migrations.AddField(
            model_name='processingtime',
            name='call',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='processing_time', to='schemes.call'),
        ),
        migrations.AddField(
            model_name='return',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='applications.application'),
        ),
        migrations.AddField(
            model_name='return',
            name='returned_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.membership'),
        ),
        migrations.AddField(
            model_name='comment',
            name='returned',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='applications.return'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('resolved_at__isnull', True)), fields=['application'], name='comment_open'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('returned__isnull', True), models.Q(('asks_correction', True), ('is_internal', False)), _connector='OR'), name='comment_in_a_list_asks_correction'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('done_at__isnull', True), ('returned__isnull', False), _connector='OR'), name='comment_done_was_returned'),
        ),
        migrations.AddConstraint(
            model_name='processingtime',
            constraint=models.CheckConstraint(condition=models.Q(('days__gte', 1), ('days__lte', 999)), name='processing_time_in_range'),
        ),
        migrations.AddConstraint(
            model_name='return',
            constraint=models.UniqueConstraint(fields=('application', 'form_key'), name='return_once_per_form'),
        ),
        migrations.AddConstraint(
            model_name='return',
            constraint=models.CheckConstraint(condition=models.Q(('correct_by__gt', models.F('returned_at'))), name='return_gives_time'),
        ),
    ]

"""Statements, commissions by fiscal year, calendars, employers and declared vendors."""

import chiiki_web.advisers.models.register
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_failed_sign_ins'),
        ('advisers', '0001_initial'),
        ('documents', '0002_read_again_and_faults'),
        ('regions', '0003_fiscal_strength'),
    ]

    operations = [
        migrations.AddField(
            model_name='adviser',
            name='is_published',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='adviser',
            name='languages',
            field=models.JSONField(default=chiiki_web.advisers.models.register.spoken),
        ),
        migrations.AddField(
            model_name='adviser',
            name='municipality',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='regions.municipality'),
        ),
        migrations.AddField(
            model_name='adviser',
            name='past_work_en',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='adviser',
            name='past_work_ja',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='adviser',
            name='photo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile'),
        ),
        migrations.CreateModel(
            name='Employment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120)),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('ground', models.CharField(blank=True, max_length=200)),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='employments', to='advisers.adviser')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='employments', to='accounts.organisation')),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('offer', 'offer to become an adviser'), ('change', 'change of an entry')], max_length=10)),
                ('state', models.CharField(choices=[('draft', 'being written'), ('sent', 'waits for the office'), ('returned', 'returned'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'taken back')], default='draft', max_length=10)),
                ('typed', models.JSONField(default=dict)),
                ('seen', models.TextField(blank=True)),
                ('said', models.JSONField(default=dict)),
                ('before', models.JSONField(default=dict)),
                ('times_sent', models.PositiveSmallIntegerField(default=0)),
                ('started_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('ground', models.TextField(blank=True)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='accounts.membership')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Unavailable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unavailable', to='advisers.adviser')),
            ],
            options={
                'ordering': ['first_day'],
            },
        ),
        migrations.CreateModel(
            name='Commission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fiscal_year', models.PositiveSmallIntegerField()),
                ('capacity_days', models.PositiveSmallIntegerField()),
                ('rate_class', models.CharField(default='standard', max_length=20)),
                ('number', models.CharField(max_length=30, unique=True)),
                ('decided_at', models.DateTimeField()),
                ('is_ended', models.BooleanField(default=False)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('end_ground', models.CharField(blank=True, max_length=400)),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commissions', to='advisers.adviser')),
                ('letter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
            ],
            options={
                'ordering': ['-fiscal_year', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_ended', False)), fields=('adviser', 'fiscal_year'), name='commission_once_a_year'), models.CheckConstraint(condition=models.Q(('capacity_days__gte', 1), ('capacity_days__lte', 366)), name='commission_days_within_year'), models.CheckConstraint(condition=models.Q(models.Q(('end_ground', ''), ('ended_at', None), ('is_ended', False)), models.Q(('ended_at__isnull', False), ('is_ended', True), models.Q(('end_ground', ''), _negated=True)), _connector='OR'), name='commission_ends_with_ground')],
            },
        ),
        migrations.CreateModel(
            name='DeclaredVendor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120)),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('ground', models.CharField(blank=True, max_length=200)),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vendors', to='advisers.adviser')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('adviser', 'name'), name='declared_vendor_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='declared_vendor_has_name'), models.CheckConstraint(condition=models.Q(('since', None), ('until', None), ('since__lte', models.F('until')), _connector='OR'), name='declared_vendor_in_order')],
            },
        ),
        migrations.AddConstraint(
            model_name='employment',
            constraint=models.UniqueConstraint(fields=('adviser', 'organisation'), name='employment_once'),
        ),
        migrations.AddConstraint(
            model_name='employment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), ('organisation__isnull', False), _connector='OR'), name='employment_names_a_body'),
        ),
        migrations.AddConstraint(
            model_name='employment',
            constraint=models.CheckConstraint(condition=models.Q(('since', None), ('until', None), ('since__lte', models.F('until')), _connector='OR'), name='employment_in_order'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['state'], name='statement_by_state'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'sent', 'returned'])), fields=('membership',), name='statement_one_open'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['returned', 'declined']), _negated=True), models.Q(('ground', ''), _negated=True), _connector='OR'), name='statement_no_with_ground'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), ('sent_at__isnull', False), _connector='OR'), name='statement_sent_says_when'),
        ),
        migrations.AddConstraint(
            model_name='unavailable',
            constraint=models.UniqueConstraint(fields=('adviser', 'first_day'), name='unavailable_from_once'),
        ),
        migrations.AddConstraint(
            model_name='unavailable',
            constraint=models.CheckConstraint(condition=models.Q(('first_day__lte', models.F('last_day'))), name='unavailable_in_order'),
        ),
    ]

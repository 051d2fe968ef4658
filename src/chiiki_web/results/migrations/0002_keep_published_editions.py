"""Tries of the worker, editions worked out again, and triggers that keep published ones.

SQLite drops the triggers of a table that it has to rebuild: a later migration that alters
``results_edition`` ends with ``guard`` again. ``tests/web/results/test_kept.py`` would notice.
"""

import django.db.models.deletion
from django.db import migrations, models

TABLE = "results_edition"
KEPT = (
    *("survey_id", "form_key", "number", "state", "choices", "inputs", "inputs_digest"),
    *("content", "digest", "engine", "drawn", "answered", "prepared_by_id"),
    *("prepared_at", "worked_out_at", "ground", "published_by_id", "published_at"),
)
SQLITE = (
    """
CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table}
WHEN OLD.state = 'published' AND ({changed})
BEGIN SELECT RAISE(ABORT, '{table} keeps what is published'); END
""",
    """
CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} WHEN OLD.state = 'published'
BEGIN SELECT RAISE(ABORT, '{table} keeps what is published'); END
""",
)
POSTGRES = (
    """
CREATE OR REPLACE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} keeps what is published'; END $$;
CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} FOR EACH ROW
WHEN (OLD.state = 'published' AND ({changed})) EXECUTE FUNCTION {table}_kept();
CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} FOR EACH ROW
WHEN (OLD.state = 'published') EXECUTE FUNCTION {table}_kept();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_kept;
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_stays
""",
)


def guard(apps, schema_editor):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    differs = "IS DISTINCT FROM" if is_postgres else "IS NOT"
    changed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in KEPT)
    for text in POSTGRES if is_postgres else SQLITE:
        schema_editor.execute(text.format(table=TABLE, changed=changed))


def let_go(apps, schema_editor):
    on = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    for name in ("kept", "stays"):
        schema_editor.execute(f"DROP TRIGGER {TABLE}_{name}{on}")



class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_failed_sign_ins'),
        ('results', '0001_editions_of_results'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='claimed_by',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='edition',
            name='tries',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.CreateModel(
            name='Repeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_key', models.UUIDField(unique=True)),
                ('state', models.CharField(choices=[('queued', 'waiting to be worked out'), ('running', 'being worked out'), ('done', 'worked out'), ('failed', 'cannot be worked out')], default='queued', max_length=10)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('engine', models.CharField(blank=True, max_length=60)),
                ('faults', models.JSONField(blank=True, default=list)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('claimed_by', models.CharField(blank=True, max_length=40)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('asked_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='repeats', to='results.edition')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('digest', ''), _negated=True), _connector='OR'), name='results_repeat_done_has_digest')],
            },
        ),
        migrations.RunPython(guard, let_go),
    ]

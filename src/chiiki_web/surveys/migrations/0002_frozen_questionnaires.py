"""The text of a frozen questionnaire stays as it was when it was first asked.

SQLite copies a table when a column changes, and drops its triggers: a migration that alters
this table ends with ``guard`` again. ``tests/web/surveys/test_frozen.py`` would notice.
"""

from django.db import migrations

TABLE = "surveys_questionnaire"
KEPT = ("organisation_id", "code", "version", "text", "digest", "frozen_at")
SQLITE = """
CREATE TRIGGER questionnaire_frozen BEFORE UPDATE ON {table}
WHEN OLD.frozen_at IS NOT NULL AND ({changed})
BEGIN SELECT RAISE(ABORT, 'a frozen questionnaire cannot be changed'); END
"""
POSTGRES = """
CREATE OR REPLACE FUNCTION questionnaire_frozen() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a frozen questionnaire cannot be changed'; END $$;
CREATE TRIGGER questionnaire_frozen BEFORE UPDATE ON {table} FOR EACH ROW
WHEN (OLD.frozen_at IS NOT NULL AND ({changed})) EXECUTE FUNCTION questionnaire_frozen();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER questionnaire_frozen
"""


def guard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in KEPT)
    text = POSTGRES if vendor == "postgresql" else SQLITE
    schema_editor.execute(text.format(table=TABLE, changed=changed))


def let_go(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER questionnaire_frozen ON {TABLE}")
    else:
        schema_editor.execute("DROP TRIGGER questionnaire_frozen")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_keep_surveys_and_whom_they_ask")]
    operations = [migrations.RunPython(guard, let_go)]

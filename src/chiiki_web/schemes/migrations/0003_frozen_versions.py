"""Let the database refuse to change a version of rules that a call stands on.

SQLite drops the triggers of a table that it has to rebuild: a later migration that alters
this table ends with ``guard`` again. ``tests/web/schemes/test_frozen.py`` would notice.
"""

from django.db import migrations

TABLE = "schemes_schemeversion"
KEPT = ("state", "code", "version", "first_day", "text", "digest", "frozen_at")
SQLITE = """
CREATE TRIGGER scheme_version_frozen BEFORE UPDATE ON {table}
WHEN OLD.state = 'frozen' AND ({changed})
BEGIN SELECT RAISE(ABORT, 'a frozen version of rules cannot be changed'); END
"""
POSTGRES = """
CREATE OR REPLACE FUNCTION scheme_version_frozen() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a frozen version of rules cannot be changed'; END $$;
CREATE TRIGGER scheme_version_frozen BEFORE UPDATE ON {table} FOR EACH ROW
WHEN (OLD.state = 'frozen' AND ({changed})) EXECUTE FUNCTION scheme_version_frozen();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER scheme_version_frozen
"""


def guard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in KEPT)
    text = POSTGRES if vendor == "postgresql" else SQLITE
    schema_editor.execute(text.format(table=TABLE, changed=changed))


def let_go(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER scheme_version_frozen ON {TABLE}")
    else:
        schema_editor.execute("DROP TRIGGER scheme_version_frozen")


class Migration(migrations.Migration):
    dependencies = [("schemes", "0002_scheme_versions")]
    operations = [migrations.RunPython(guard, let_go)]
